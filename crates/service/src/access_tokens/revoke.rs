//! Ending a token.

use authz::Action;
use domain::{
    event::{Event, EventKind, Subject},
    id::{AccessToken, Id},
};
use store::{
    Batch, Change,
    access_tokens::{DELETE, NAME_OF},
    values,
};

use crate::{
    caller::Person,
    refusal::Refusal,
    run::{Command, Context, Where},
};

/// Ends one of the caller's tokens.
#[derive(Clone, Debug)]
pub struct RevokeAccessToken {
    /// The token.
    pub token: Id<AccessToken>,
}

impl Command for RevokeAccessToken {
    type Output = ();
    const NAME: &'static str = "revoke access token";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::OwnAccount, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<(), Refusal> {
        let user = context.caller.person.user;
        let row = change.find(&NAME_OF, values![user, self.token]).await?.ok_or(Refusal::Missing)?;
        let name: String = row.get(0)?;
        let event = Event::new(EventKind::AccessTokenRevoked, Subject::thing(self.token.uuid(), name));
        change.write(Batch::of(event).run(&DELETE, values![user, self.token])).await?;
        Ok(())
    }
}
