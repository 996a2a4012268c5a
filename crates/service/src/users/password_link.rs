//! A new one-time link for a person who has no password or lost it.

use authz::Action;
use domain::{
    directory::Principal,
    event::{Event, EventKind, Subject},
    id::{Id, User},
};
use store::{Batch, Change};

use super::edit::lock;
use crate::{
    caller::Person,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
    sign_in::{Secret, issue_link},
};

/// Makes a one-time link for a person of the caller's organization; earlier links end.
#[derive(Clone, Debug)]
pub struct MakePasswordLink {
    /// The person.
    pub user: Id<User>,
}

impl Command for MakePasswordLink {
    type Output = Secret;
    const NAME: &'static str = "make password link";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ManageDirectory, Where::Principal(caller.organization, Principal::User(self.user)))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<Secret, Refusal> {
        let user = lock(change, self.user, None).await?;
        if !user.enabled {
            return Err(Refusal::Conflict(Code::InvalidState, None));
        }
        let now = change.now();
        let event = Event::new(EventKind::PasswordLinkMade, Subject::person(user.id.uuid(), &user.upn))
            .with("opensDateTime", now);
        let (secret, batch) = issue_link(context.app, change, Batch::of(event), user.id, now);
        change.write(batch).await?;
        Ok(secret)
    }
}
