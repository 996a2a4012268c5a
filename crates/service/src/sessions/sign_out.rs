//! Signing out, of one browser or of all.

use authz::Action;
use domain::event::{Event, EventKind, Subject};
use store::{
    Batch, Change,
    sessions::{end, end_all},
};

use crate::{
    caller::Person,
    refusal::{Code, Refusal},
    run::{Command, Context, Where},
};

/// Ends the session of this call.
#[derive(Clone, Debug)]
pub struct SignOut;

impl Command for SignOut {
    type Output = ();
    const NAME: &'static str = "sign out";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::OwnAccount, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let person = &context.caller.person;
        let session = person.session.ok_or(Refusal::Conflict(Code::InvalidState, None))?;
        let event =
            Event::new(EventKind::SignedOut, Subject::person(person.user.uuid(), person.upn.as_str()));
        change.write(end(Batch::of(event), person.user, session)).await?;
        Ok(())
    }
}

/// Ends every session of the caller, this one included.
#[derive(Clone, Debug)]
pub struct SignOutEverywhere;

impl Command for SignOutEverywhere {
    type Output = ();
    const NAME: &'static str = "sign out everywhere";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::OwnAccount, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let person = &context.caller.person;
        let subject = Subject::person(person.user.uuid(), person.upn.as_str());
        let event = Event::new(EventKind::SessionsRevoked, subject);
        change.write(end_all(Batch::of(event), person.user)).await?;
        Ok(())
    }
}
