//! What a live page waits for: rooms in its sight that stir.

use authz::{Action, Realm, Sight};
use domain::{
    id::{Id, Organization},
    permission::Permission,
};
use store::{View, feed::Stirred};
use tokio::sync::broadcast::{Receiver, error::RecvError};

use crate::{
    app::App,
    ask::{Looking, Question, ask},
    caller::{Caller, Person},
    refusal::Refusal,
};

/// A live page's wait.
pub struct Watch {
    receiver: Receiver<Stirred>,
    realm: Realm,
    in_view: InView,
    organization: Id<Organization>,
}

/// What the reader sees of rooms, and of which organizations rollouts.
#[derive(Debug)]
struct InView {
    rooms: Sight,
    rollouts: Vec<Id<Organization>>,
}

/// What stirred.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stir {
    /// Rooms in sight, or the rollouts of their organizations, show something new.
    Rooms,
    /// The session or the rights of the reader may have changed or ended.
    Access,
    /// Nobody knows: more than could be kept. It may have been anything.
    Unknown,
}

struct LookInView(Realm);

impl Question for LookInView {
    type Answer = InView;
    const NAME: &'static str = "live";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::RoomView), self.0)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let rings = context.sight(Action::Use(Permission::RingView), self.0);
        let rollouts = rings.map(|sight| sight.tenants()).unwrap_or_default();
        Ok(InView { rooms: view.sight().clone(), rollouts })
    }
}

impl Watch {
    /// Begins to wait in a realm.
    pub async fn begin(app: &App, caller: &Caller, realm: Realm) -> Result<Self, Refusal> {
        let receiver = app.listen();
        let in_view = ask(app, caller, &LookInView(realm)).await?;
        Ok(Self { receiver, realm, in_view, organization: caller.person.organization })
    }

    /// Waits until something stirs that may concern the page; none when there is nothing more to wait for.
    pub async fn stirred(&mut self) -> Option<Stir> {
        loop {
            match self.receiver.recv().await {
                Ok(Stirred::Room(tenant, room)) if self.in_view.rooms.covers(tenant, room) => {
                    return Some(Stir::Rooms);
                }
                Ok(Stirred::Rollouts(tenant)) if self.in_view.rollouts.contains(&tenant) => {
                    return Some(Stir::Rooms);
                }
                Ok(Stirred::Organization(tenant))
                    if tenant == self.organization || self.in_view.rooms.tenants().contains(&tenant) =>
                {
                    return Some(Stir::Access);
                }
                Ok(_) => {}
                Err(RecvError::Lagged(_)) => return Some(Stir::Unknown),
                Err(RecvError::Closed) => return None,
            }
        }
    }

    /// Forgets what stirred until now: the page is about to look.
    pub fn forget(&mut self) {
        self.receiver = self.receiver.resubscribe();
    }

    /// Looks again what is in sight; tells whether other rooms are in sight now, a refusal ends the
    /// wait. What else changed in an organization is not told: it may be about people and rooms that the reader does not see.
    pub async fn renew(&mut self, app: &App, caller: &Caller) -> Result<bool, Refusal> {
        let now = ask(app, caller, &LookInView(self.realm)).await?;
        let (rooms, before) = (&now.rooms, &self.in_view.rooms);
        let is_other = !rooms.shows_all_of(before) || !before.shows_all_of(rooms);
        self.in_view = now;
        Ok(is_other)
    }
}
