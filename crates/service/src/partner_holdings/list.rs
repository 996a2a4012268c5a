//! The partners that hold anything, wait for an answer, or once did.

use authz::{Action, Realm};
use domain::permission::Permission;
use store::{View, list::Wanted, partner_holdings};

use super::HoldingPartner;
use crate::{
    ask::{Looking, Question},
    caller::Person,
    counted::Counted,
    refusal::Refusal,
};

/// The partners of the caller's organization with what they hold.
#[derive(Clone, Debug, Default)]
pub struct PartnerHoldings {
    /// Which, in which order, from where.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

impl Question for PartnerHoldings {
    type Answer = Counted<HoldingPartner>;
    const NAME: &'static str = "partner_holdings.list";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::UseOwn(Permission::SettingsView), Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let (wanted, now) = (&self.wanted, context.facts.now);
        let count = if self.count { Some(partner_holdings::count(view, wanted, now).await?) } else { None };
        Ok(Counted { page: partner_holdings::list(view, wanted, now).await?, count })
    }
}
