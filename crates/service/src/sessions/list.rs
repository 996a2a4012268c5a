//! Lists of live sessions.

use authz::{Action, Concerning, Realm};
use domain::{
    directory::Principal,
    id::{Id, User},
};
use store::{
    View,
    list::Wanted,
    sessions::{Alive, SessionRow},
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    counted::Counted,
    may::manages,
    refusal::Refusal,
    sign_in::IDLE,
};

/// One's own live sessions.
#[derive(Clone, Debug, Default)]
pub struct OwnSessions {
    /// Which, in which order, from where; last used first unless said otherwise.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

/// The live sessions of a person of one's organization, for those who manage the person.
#[derive(Clone, Debug)]
pub struct SessionsOf {
    /// The person.
    pub user: Id<User>,
    /// Which, in which order, from where.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

impl Question for OwnSessions {
    type Answer = Counted<SessionRow>;
    const NAME: &'static str = "own sessions";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::OwnAccount, Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Counted<SessionRow>, Refusal> {
        live(view, context, &self.wanted, self.count, None).await
    }
}

impl Question for SessionsOf {
    type Answer = Counted<SessionRow>;
    const NAME: &'static str = "sessions of a person";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::ManageDirectory, Realm::Own)
    }

    fn concerns(&self, _: &Person) -> Concerning {
        Concerning::Holdings(Principal::User(self.user))
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Counted<SessionRow>, Refusal> {
        if store::users::find(view, self.user).await?.is_none() {
            return Err(Refusal::Missing);
        }
        manages(view, context, Principal::User(self.user)).await?;
        live(view, context, &self.wanted, self.count, Some(self.user)).await
    }
}

async fn live(
    view: &mut View,
    context: &Looking<'_>,
    wanted: &Wanted,
    count: bool,
    user: Option<Id<User>>,
) -> Result<Counted<SessionRow>, Refusal> {
    let now = context.app.clock.now();
    let alive = Alive { user, now, used_after: now.plus(-IDLE) };
    let count = if count { Some(store::sessions::count(view, wanted, alive).await?) } else { None };
    Ok(Counted { page: store::sessions::list(view, wanted, alive).await?, count })
}
