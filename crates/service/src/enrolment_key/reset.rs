//! The reset: a new key, so that old key files enrol no more devices; enrolled devices go on.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    permission::Permission,
    time::Time,
};
use serde::{Deserialize, Serialize};
use store::{Batch, Change, keys};

use super::fresh;
use crate::{
    caller::Person,
    refusal::Refusal,
    run::{Command, Context, Where},
};

/// Makes a new key and ends the old one.
#[derive(Clone, Copy, Debug)]
pub struct ResetKey;

/// What was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewKey {
    /// The version of the key.
    pub version: i64,
    /// When it was made.
    pub created_at: Time,
}

impl Command for ResetKey {
    type Output = NewKey;
    const NAME: &'static str = "enrolment_key.reset";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::UseOwn(Permission::RoomResetKey), Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<NewKey, Refusal> {
        let before = keys::current(change).await?.map_or(0, |key| key.version);
        let version = before + 1;
        let (_, values) = fresh(context.app, change, version)?;
        let event = Event::new(EventKind::KeyReset, Subject::thing(change.tenant().uuid(), "")).changed(
            "keyVersion",
            before,
            version,
        );
        change.write(Batch::of(event).run(&keys::PUT, values)).await?;
        Ok(NewKey { version, created_at: change.now() })
    }
}
