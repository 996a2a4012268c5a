//! The people of a partner who hold anything, by whatever way, and whom of it the organization blocks (decisions 4, 8).

use authz::{Action, Realm, Target, holds};
use domain::{
    id::{Id, Organization},
    permission::Permission,
};
use store::{
    View,
    applications::ApplicationRow,
    blocks::BlockRow,
    list::Wanted,
    partner_holdings::{self, people},
};

use super::{HoldingPartner, HoldingPerson};
use crate::{
    ask::{Looking, Question},
    caller::Person,
    counted::Counted,
    refusal::Refusal,
};

/// The people of a partner who hold anything in the caller's organization.
#[derive(Clone, Debug)]
pub struct HoldingPeople {
    /// Which partner.
    pub partner: Id<Organization>,
    /// Which people, in which order, from where.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

/// Who of a partner holds anything.
#[derive(Clone, Debug)]
pub struct HoldingPeopleOf {
    /// The partner.
    pub partner: HoldingPartner,
    /// The people.
    pub people: Counted<HoldingPerson>,
    /// The applications of the partner that can act on what is delegated to it: for whoever may block them.
    pub applications: Vec<ApplicationRow>,
    /// Whom of the partner the organization blocks, whether the person holds anything or not.
    pub blocks: Vec<BlockRow>,
    /// Whether the reader may block.
    pub may_block: bool,
}

impl Question for HoldingPeople {
    type Answer = HoldingPeopleOf;
    const NAME: &'static str = "partner_holdings.people";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::UseOwn(Permission::SettingsView), Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<HoldingPeopleOf, Refusal> {
        let found = partner_holdings::find(view, self.partner, context.facts.now).await?;
        let partner = found.ok_or(Refusal::Missing)?;
        let wanted = &self.wanted;
        let count = if self.count { Some(people::count(view, self.partner, wanted).await?) } else { None };
        let own = Target::tenant(context.facts.organization);
        let may_block = holds(context.facts, Action::ControlPartners, &own);
        let applications =
            if may_block { store::applications::of_partner(view, self.partner).await? } else { Vec::new() };
        Ok(HoldingPeopleOf {
            partner,
            applications,
            people: Counted { page: people::list(view, self.partner, wanted).await?, count },
            blocks: store::blocks::of_partner(view, self.partner).await?,
            may_block,
        })
    }
}
