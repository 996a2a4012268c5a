//! Enabling and disabling a person: the one switch that ends everything they can do.

use authz::{Action, Fact, fact::Turn};
use domain::{
    directory::Principal,
    event::{Event, EventKind, Subject},
    id::{Id, User},
};
use store::{Batch, Change, sessions::end_all, users::ENABLE, values};

use super::{edit::lock, keeping_an_administrator};
use crate::{
    caller::Person,
    links::orphans,
    refusal::Refusal,
    run::{Command, Context, Where},
};

/// Enables or disables a person of the caller's organization. Sessions of a disabled person end.
#[derive(Clone, Debug)]
pub struct SetUserEnabled {
    /// The person.
    pub user: Id<User>,
    /// Whether they may sign in.
    pub enabled: bool,
    /// The stamp that was read, if the caller wants no other edit overwritten.
    pub stamp: Option<i64>,
}

impl Command for SetUserEnabled {
    type Output = ();
    const NAME: &'static str = "enable or disable user";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ManageDirectory, Where::Principal(caller.organization, Principal::User(self.user)))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        self.switch(change).await
    }
}

impl SetUserEnabled {
    /// Does it in the organization of the change.
    pub(crate) async fn switch(self, change: &mut Change) -> Result<(), Refusal> {
        let before = lock(change, self.user, self.stamp).await?;
        if before.enabled == self.enabled {
            return Ok(());
        }
        let kind = if self.enabled { EventKind::UserEnabled } else { EventKind::UserDisabled };
        let event = Event::new(kind, Subject::person(self.user.uuid(), &before.upn)).changed(
            "accountEnabled",
            before.enabled,
            self.enabled,
        );
        let enabled = Turn::new(Some(before.enabled), Some(self.enabled));
        let fact = Fact::Person { user: self.user, enabled };
        let batch = Batch::of(event).run(&ENABLE, values![self.user, self.enabled]).fact(fact);
        let batch = if self.enabled { batch } else { end_all(batch, self.user) };
        keeping_an_administrator(change, async |change| {
            change.write(batch).await?;
            Ok(())
        })
        .await?;
        orphans::review(change).await
    }
}
