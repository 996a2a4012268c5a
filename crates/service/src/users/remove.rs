//! Deleting a person.

use authz::{Action, Fact, fact::Turn};
use domain::{
    directory::Principal,
    event::{Event, EventKind, Subject},
    id::{Id, User},
};
use store::{
    Batch, Change,
    sessions::end_all,
    users::{DELETE, DELETE_LINKS, DELETE_READS, DELETE_TOKENS},
    values,
};

use super::{depart, edit::lock, keeping_an_administrator};
use crate::{
    caller::Person,
    links::orphans,
    refusal::Refusal,
    run::{Command, Context, Where},
};

/// Deletes a person of the caller's organization, with every role and membership, here and at customers.
#[derive(Clone, Debug)]
pub struct DeleteUser {
    /// The person.
    pub user: Id<User>,
    /// The stamp that was read, if the caller wants no other edit overwritten.
    pub stamp: Option<i64>,
}

impl Command for DeleteUser {
    type Output = ();
    const NAME: &'static str = "delete user";
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ManageDirectory, Where::Principal(caller.organization, Principal::User(self.user)))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let before = lock(change, self.user, self.stamp).await?;
        keeping_an_administrator(change, async |change| {
            depart(change, context, Principal::User(self.user), &before.upn).await?;
            let event = Event::new(EventKind::UserDeleted, Subject::person(self.user.uuid(), &before.upn))
                .without("preferredLanguage", &before.language)
                .without("timeZone", &before.time_zone);
            let user = || values![self.user];
            let fact = Fact::Person { user: self.user, enabled: Turn::ends(before.enabled) };
            let unconfirmed = Fact::Unconfirmed { user: self.user, is: Turn::ENDS };
            let batch = end_all(Batch::of(event), self.user)
                .run(&DELETE_TOKENS, user())
                .run(&DELETE_LINKS, user())
                .run(&DELETE_READS, user())
                .run(&DELETE, user())
                .facts(before.is_unconfirmed.then_some(unconfirmed))
                .fact(fact);
            change.write(batch).await?;
            Ok(())
        })
        .await?;
        orphans::review(change).await
    }
}
