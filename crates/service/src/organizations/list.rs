//! What the operator sees of organizations and of the server.

use authz::{Action, Realm};
use domain::{
    id::{Id, Organization},
    time::MINUTE,
};
use store::{
    View,
    list::Wanted,
    organizations::{HealthFigures, OrganizationRow},
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    counted::Counted,
    refusal::Refusal,
};

/// A page of organizations.
#[derive(Clone, Debug, Default)]
pub struct ListOrganizations {
    /// Which, in which order, from where.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

impl Question for ListOrganizations {
    type Answer = Counted<OrganizationRow>;
    const NAME: &'static str = "organizations";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Operate, Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Counted<OrganizationRow>, Refusal> {
        let count =
            if self.count { Some(store::organizations::count(view, &self.wanted).await?) } else { None };
        Ok(Counted { page: store::organizations::list(view, &self.wanted).await?, count })
    }
}

/// One organization.
pub struct GetOrganization {
    /// The organization.
    pub organization: Id<Organization>,
}

impl Question for GetOrganization {
    type Answer = OrganizationRow;
    const NAME: &'static str = "organization";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Operate, Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<OrganizationRow, Refusal> {
        store::organizations::find(view, self.organization).await?.ok_or(Refusal::Missing)
    }
}

/// Figures of the server as a whole.
pub struct Health;

impl Question for Health {
    type Answer = HealthFigures;
    const NAME: &'static str = "health of the server";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Operate, Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<HealthFigures, Refusal> {
        let now = context.app.clock.now();
        let silence = i64::try_from(context.app.settings.silence.as_micros()).unwrap_or(3 * MINUTE);
        Ok(store::organizations::health(view, now, now.plus(-silence)).await?)
    }
}
