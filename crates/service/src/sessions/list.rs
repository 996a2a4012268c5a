//! Lists of live sessions.

use authz::{Action, Realm};
use domain::id::{Id, User};
use store::{View, sessions::SessionRow};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
    sign_in::IDLE,
};

/// One's own live sessions.
pub struct OwnSessions;

impl Question for OwnSessions {
    type Answer = Vec<SessionRow>;
    const NAME: &'static str = "own sessions";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::OwnAccount, Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Vec<SessionRow>, Refusal> {
        let now = context.app.clock.now();
        Ok(store::sessions::own(view, now, now.plus(-IDLE)).await?)
    }
}

/// The live sessions of a person of one's organization, for its Global administrators.
pub struct SessionsOf {
    /// The person.
    pub user: Id<User>,
}

impl Question for SessionsOf {
    type Answer = Vec<SessionRow>;
    const NAME: &'static str = "sessions of a person";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::AdministerDirectory, Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Vec<SessionRow>, Refusal> {
        if store::users::find(view, self.user).await?.is_none() {
            return Err(Refusal::Missing);
        }
        let now = context.app.clock.now();
        Ok(store::sessions::of_user(view, now, now.plus(-IDLE), self.user).await?)
    }
}
