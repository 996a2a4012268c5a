//! The tokens one has.

use authz::{Action, Realm};
use store::{View, access_tokens::AccessTokenRow, list::Wanted};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    counted::Counted,
    refusal::Refusal,
};

/// One's own live tokens.
#[derive(Clone, Debug, Default)]
pub struct OwnAccessTokens {
    /// Which, in which order, from where; newest first unless said otherwise.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

impl Question for OwnAccessTokens {
    type Answer = Counted<AccessTokenRow>;
    const NAME: &'static str = "own access tokens";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::OwnAccount, Realm::Own)
    }

    async fn answer(
        &self,
        view: &mut View,
        context: &Looking<'_>,
    ) -> Result<Counted<AccessTokenRow>, Refusal> {
        let wanted = &self.wanted;
        let now = context.app.clock.now();
        let count =
            if self.count { Some(store::access_tokens::count_own(view, wanted, now).await?) } else { None };
        Ok(Counted { page: store::access_tokens::own(view, wanted, now).await?, count })
    }
}
