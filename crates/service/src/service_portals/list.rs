//! The portals as the operator sees them.

use authz::{Action, Realm};
use domain::id::{Id, ServicePortal};
use store::{View, list::Wanted, service_portals::ServicePortalRow};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    counted::Counted,
    refusal::Refusal,
};

/// A page of the portals, by name unless said otherwise.
#[derive(Clone, Debug)]
pub struct ListServicePortals {
    /// Which, in which order, from where.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

/// One portal.
#[derive(Clone, Copy, Debug)]
pub struct ServicePortalOf {
    /// Which.
    pub portal: Id<ServicePortal>,
}

impl Question for ListServicePortals {
    type Answer = Counted<ServicePortalRow>;
    const NAME: &'static str = "service_portals.list";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Operate, Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let wanted = &self.wanted;
        let count = if self.count { Some(store::service_portals::count(view, wanted).await?) } else { None };
        Ok(Counted { page: store::service_portals::list(view, wanted).await?, count })
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
