//! Ending a chosen session, one's own or that of a person one administers.

use authz::Action;
use domain::{
    directory::Principal,
    event::{Event, EventKind, Subject},
    id::{Id, Session, User},
};
use store::{
    Batch, Change,
    sessions::{self, end_all},
    users::NAME_OF,
    values,
};

use crate::{
    caller::Person,
    refusal::Refusal,
    run::{Command, Context, Where},
};

/// Ends one of the caller's own sessions.
#[derive(Clone, Debug)]
pub struct RevokeOwnSession {
    /// The session.
    pub session: Id<Session>,
}

impl Command for RevokeOwnSession {
    type Output = ();
    const NAME: &'static str = "revoke own session";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::OwnAccount, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let person = &context.caller.person;
        end(change, person.user, person.upn.as_str(), self.session).await
    }
}

/// Ends a session of a person of the organization.
#[derive(Clone, Debug)]
pub struct RevokeSession {
    /// The person.
    pub user: Id<User>,
    /// The session.
    pub session: Id<Session>,
}

impl Command for RevokeSession {
    type Output = ();
    const NAME: &'static str = "revoke session";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ManageDirectory, Where::Principal(caller.organization, Principal::User(self.user)))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let upn = name_of(change, self.user).await?;
        end(change, self.user, &upn, self.session).await
    }
}

/// Ends every session of a person of the organization.
#[derive(Clone, Debug)]
pub struct RevokeSessions {
    /// The person.
    pub user: Id<User>,
}

impl Command for RevokeSessions {
    type Output = ();
    const NAME: &'static str = "revoke sessions";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ManageDirectory, Where::Principal(caller.organization, Principal::User(self.user)))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let upn = name_of(change, self.user).await?;
        let event = Event::new(EventKind::SessionsRevoked, Subject::person(self.user.uuid(), upn));
        change.write(end_all(Batch::of(event), self.user)).await?;
        Ok(())
    }
}

async fn end(change: &mut Change, user: Id<User>, upn: &str, session: Id<Session>) -> Result<(), Refusal> {
    let subject = Subject::person(user.uuid(), upn);
    let event = Event::new(EventKind::SessionRevoked, subject).with("session", session);
    let touched = change.write(sessions::end(Batch::of(event), user, session)).await?;
    if touched.first() == Some(&1) { Ok(()) } else { Err(Refusal::Missing) }
}

async fn name_of(change: &mut Change, user: Id<User>) -> Result<String, Refusal> {
    let row = change.find(&NAME_OF, values![user]).await?.ok_or(Refusal::Missing)?;
    Ok(row.get(0)?)
}
