//! The portals as the operator sees them.

use authz::{Action, Realm};
use domain::id::{Id, ServicePortal};
use store::{View, service_portals::ServicePortalRow};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// Every portal, by name.
#[derive(Clone, Copy, Debug)]
pub struct ListServicePortals;

/// One portal.
#[derive(Clone, Copy, Debug)]
pub struct ServicePortalOf {
    /// Which.
    pub portal: Id<ServicePortal>,
}

impl Question for ListServicePortals {
    type Answer = Vec<ServicePortalRow>;
    const NAME: &'static str = "service_portals.list";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Operate, Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        Ok(store::service_portals::all(view).await?)
    }
}

impl Question for ServicePortalOf {
    type Answer = ServicePortalRow;
    const NAME: &'static str = "service_portals.one";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Operate, Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let all = store::service_portals::all(view).await?;
        all.into_iter().find(|portal| portal.id == self.portal).ok_or(Refusal::Missing)
    }
}
