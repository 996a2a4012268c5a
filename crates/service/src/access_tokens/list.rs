//! The tokens one has.

use authz::{Action, Realm};
use store::{View, access_tokens::AccessTokenRow};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// One's own live tokens, newest first.
pub struct OwnAccessTokens;

impl Question for OwnAccessTokens {
    type Answer = Vec<AccessTokenRow>;
    const NAME: &'static str = "own access tokens";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::OwnAccount, Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        Ok(store::access_tokens::own(view, context.app.clock.now()).await?)
    }
}
