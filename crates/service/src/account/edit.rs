//! One's own language and time zone. The name belongs to the directory.

use authz::Action;
use store::Change;

use crate::{
    caller::Person,
    refusal::Refusal,
    run::{Command, Context, Where},
    users::{edit, lock},
};

/// Changes the caller's language and time zone.
#[derive(Clone, Debug)]
pub struct EditAccount {
    /// The language tag.
    pub language: String,
    /// The time zone by its IANA name.
    pub time_zone: String,
    /// The stamp that was read, if the caller wants no other edit overwritten.
    pub stamp: Option<i64>,
}

impl Command for EditAccount {
    type Output = ();
    const NAME: &'static str = "edit account";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::OwnAccount, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let before = lock(change, context.caller.person.user, self.stamp).await?;
        edit(change, &before, &before.display_name, &self.language, &self.time_zone).await
    }
}
