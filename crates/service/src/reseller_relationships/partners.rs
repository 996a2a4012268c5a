//! The partners with which one's organization has, or had, a reseller relationship.

use authz::{Action, Realm, Target, holds};
use domain::{
    id::{Id, ResellerRelationship},
    permission::Permission,
};
use store::{View, list::Wanted};

use super::{DelegatedPerson, ResellerRow, privileges::can_restore};
use crate::{
    ask::{Looking, Question},
    caller::Person,
    counted::Counted,
    refusal::Refusal,
};

/// The relationships of the caller's organization, ended ones included.
#[derive(Clone, Debug, Default)]
pub struct PartnerRelationships {
    /// Which, in which order, from where.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

impl Question for PartnerRelationships {
    type Answer = Counted<ResellerRow>;
    const NAME: &'static str = "reseller_relationships.partners";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::UseOwn(Permission::SettingsView), Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let wanted = &self.wanted;
        let count = if self.count {
            Some(store::reseller_relationships::count_partners(view, wanted).await?)
        } else {
            None
        };
        Ok(Counted { page: store::reseller_relationships::partners(view, wanted).await?, count })
    }
}

/// One relationship of the caller's organization.
#[derive(Clone, Copy, Debug)]
pub struct PartnerRelationship {
    /// Which.
    pub relationship: Id<ResellerRelationship>,
}

/// A relationship as the customer sees it.
#[derive(Clone, Debug)]
pub struct Partnership {
    /// The relationship.
    pub row: ResellerRow,
    /// Who holds a directory role by it.
    pub delegated: Vec<DelegatedPerson>,
    /// Whether granular relationships with the partner are in force: for whoever holds roles by one, those count instead.
    pub has_granular: bool,
    /// What roles the partner's people hold on subscriptions of the organization: they stay when privileges end (R-342, Q25).
    pub subscription_roles: Vec<store::subscriptions::RoleRow>,
    /// Whether the reader may consent, and take consent back.
    pub may_consent: bool,
    /// Whether there are privileges that could be restored.
    pub can_restore: bool,
}

impl Question for PartnerRelationship {
    type Answer = Partnership;
    const NAME: &'static str = "reseller_relationships.partner";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::UseOwn(Permission::SettingsView), Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let row = store::reseller_relationships::partner(view, self.relationship).await?;
        let own = Target::tenant(context.facts.organization);
        let row = row.ok_or(Refusal::Missing)?;
        let delegated = store::reseller_relationships::delegated(view, self.relationship).await?;
        let has_granular = store::granular_relationships::lists::is_in_force(view, row.partner).await?;
        let subscription_roles = store::subscriptions::roles_of_partner(view, row.partner).await?;
        let can_restore = context.app.settings.privileges_with_reseller && can_restore(&row);
        let may_consent = holds(context.facts, Action::ConsentToPartner, &own);
        Ok(Partnership { row, delegated, has_granular, subscription_roles, may_consent, can_restore })
    }
}
