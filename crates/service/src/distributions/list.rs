//! Through whom one's organization sells, and who sells through it.

use authz::{Action, Realm, Target, holds};
use domain::{
    agent::AgentRight,
    id::{Distribution, Id},
};
use store::{View, distributions, list::Wanted};

use super::DistributionRow;
use crate::{
    ask::{Looking, Question},
    caller::Person,
    counted::Counted,
    refusal::Refusal,
};

/// What seeing them asks of a partner's person.
const ASKS: Action = Action::ActAsAgent(AgentRight::SeeCustomers);

/// The distributions of the caller's organization, by the name of the other side unless said otherwise.
#[derive(Clone, Debug, Default)]
pub struct Distributions {
    /// Which, in which order, from where.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

/// A page of them.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The page.
    pub found: Counted<DistributionRow>,
    /// Whether the reader may end them.
    pub may_end: bool,
}

impl Question for Distributions {
    type Answer = Listed;
    const NAME: &'static str = "distributions.list";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (ASKS, Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Listed, Refusal> {
        let count = if self.count { Some(distributions::count(view, &self.wanted).await?) } else { None };
        let page = distributions::list(view, &self.wanted).await?;
        let end = Action::ActAsAgent(AgentRight::EndRelationship);
        let may_end = holds(context.facts, end, &Target::tenant(context.facts.organization));
        Ok(Listed { found: Counted { page, count }, may_end })
    }
}

/// One distribution of the caller's organization.
#[derive(Clone, Copy, Debug)]
pub struct DistributionOf {
    /// Which.
    pub distribution: Id<Distribution>,
}

impl Question for DistributionOf {
    type Answer = DistributionRow;
    const NAME: &'static str = "distributions.one";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (ASKS, Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<DistributionRow, Refusal> {
        distributions::find(view, self.distribution).await?.ok_or(Refusal::Missing)
    }
}

/// The indirect providers of the caller's organization: with whom customers can be asked at once.
#[derive(Clone, Copy, Debug)]
pub struct IndirectProviders;

impl Question for IndirectProviders {
    type Answer = Vec<DistributionRow>;
    const NAME: &'static str = "distributions.providers";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::ActAsAgent(AgentRight::RequestRelationship), Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        Ok(distributions::providers(view).await?)
    }
}
