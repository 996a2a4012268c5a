//! What a live page waits for: rooms in its sight that stir.

use authz::{Action, Realm};
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
    tenants: Vec<Id<Organization>>,
    organization: Id<Organization>,
}

/// What stirred.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stir {
    /// Rooms in sight show something new.
    Rooms,
    /// The session or the rights of the reader may have ended.
    Access,
}

struct TenantsInSight(Realm);

impl Question for TenantsInSight {
    type Answer = Vec<Id<Organization>>;
    const NAME: &'static str = "live";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::RoomView), self.0)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        Ok(view.sight().tenants())
    }
}

impl Watch {
    /// Begins to wait in a realm.
    pub async fn begin(app: &App, caller: &Caller, realm: Realm) -> Result<Self, Refusal> {
        let receiver = app.listen();
        let tenants = ask(app, caller, &TenantsInSight(realm)).await?;
        Ok(Self { receiver, realm, tenants, organization: caller.person.organization })
    }

    /// Waits until something stirs that may concern the page; none when there is nothing more to wait for.
    pub async fn stirred(&mut self) -> Option<Stir> {
        loop {
            match self.receiver.recv().await {
                Ok(Stirred::Room(tenant, _)) if self.tenants.contains(&tenant) => return Some(Stir::Rooms),
                Ok(Stirred::Organization(tenant))
                    if tenant == self.organization || self.tenants.contains(&tenant) =>
                {
                    return Some(Stir::Access);
                }
                Ok(_) => {}
                // It may have been anything.
                Err(RecvError::Lagged(_)) => return Some(Stir::Access),
                Err(RecvError::Closed) => return None,
            }
        }
    }

    /// Looks again what is in sight and forgets what stirred meanwhile; a refusal ends the wait.
    pub async fn renew(&mut self, app: &App, caller: &Caller) -> Result<(), Refusal> {
        self.receiver = self.receiver.resubscribe();
        self.tenants = ask(app, caller, &TenantsInSight(self.realm)).await?;
        Ok(())
    }
}
