//! The end of a distribution, by either side.

use authz::Action;
use domain::{
    agent::AgentRight,
    event::{Event, EventKind, Subject},
    id::{Distribution, Id},
};
use store::{
    Batch, Change,
    notices::{CUSTOMER_AGENTS, Notice},
};

use crate::{
    caller::Person,
    refusal::Refusal,
    run::{Command, Context, Where},
};

/// Ends a distribution of the caller's organization. Relationships with customers stay as they are.
#[derive(Clone, Copy, Debug)]
pub struct EndDistribution {
    /// Which.
    pub distribution: Id<Distribution>,
}

impl Command for EndDistribution {
    type Output = ();
    const NAME: &'static str = "distributions.end";

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (Action::ActAsAgent(AgentRight::EndRelationship), Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, _: &Context<'_>) -> Result<(), Refusal> {
        let row = store::distributions::fetch(change, self.distribution).await?.ok_or(Refusal::Missing)?;
        let event = Event::new(EventKind::DistributionEnded, Subject::thing(row.id.uuid(), &row.name))
            .with("partnerId", row.other)
            .concerning(row.other.uuid());
        change.write(store::distributions::end(Batch::of(event), row.id, row.part.other())).await?;
        let own = store::links::own_name(change).await?;
        let (kind, audience, about) = ("distribution_ended", CUSTOMER_AGENTS, row.id.uuid());
        let notice = Notice { tenant: row.other, audience, kind, about, parameters: vec![("partner", own)] };
        Ok(change.notify(notice).await?)
    }
}
