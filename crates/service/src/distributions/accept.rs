//! A partner agrees to sell through another.

use authz::{Action, Realm, Target};
use domain::{
    agent::AgentRight,
    distribution::Asks,
    event::{Event, EventKind, Subject},
    id::{Distribution, Id},
};
use store::{
    Batch, Change, View,
    notices::{CUSTOMER_AGENTS, Notice},
    reseller_requests::OpenedRequest,
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
    reseller_requests::{fits, hash},
    run::{Command, Context, Where},
};

/// Who agrees: a Global administrator of a partner.
const ASKS: Action = Action::ActAsAgent(AgentRight::AgreeToDistribution);

/// Looks at what the link of an indirect provider asks.
#[derive(Clone, Debug)]
pub struct OpenDistribution {
    /// The secret of the link.
    pub token: String,
}

/// What a partner is asked for.
#[derive(Clone, Debug)]
pub struct OpenedDistribution {
    /// The name of the indirect provider.
    pub name: String,
    /// Its first domain.
    pub domain: String,
    /// Whether one sells through it already.
    pub is_settled: bool,
}

impl Question for OpenDistribution {
    type Answer = OpenedDistribution;
    const NAME: &'static str = "distributions.open";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (ASKS, Realm::Own)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<OpenedDistribution, Refusal> {
        let request = store::reseller_requests::opened(view, &hash(&self.token)).await?;
        let request = checked(context.facts.organization, request)?;
        let providers = store::distributions::providers(view).await?;
        let is_settled = providers.iter().any(|row| row.other == request.partner);
        Ok(OpenedDistribution { name: request.partner_name, domain: request.partner_domain, is_settled })
    }
}

/// Agrees, for the caller's organization. To agree twice changes nothing.
#[derive(Clone, Debug)]
pub struct AcceptDistribution {
    /// The secret of the link.
    pub token: String,
}

impl Command for AcceptDistribution {
    type Output = Id<Distribution>;
    const NAME: &'static str = "distributions.accept";
    /// So that no two agree at the same time.
    const CHANGES_ACCESS: bool = true;

    fn asks(&self, caller: &Person) -> (Action, Where) {
        (ASKS, Where::Tenant(caller.organization))
    }

    async fn apply(self, change: &mut Change, context: &Context<'_>) -> Result<Id<Distribution>, Refusal> {
        context.require(ASKS, &Target::tenant(change.tenant()))?;
        let request = store::reseller_requests::fetch_opened(change, &hash(&self.token)).await?;
        let request = checked(change.tenant(), request)?;
        let provider = request.partner;
        if let Some(id) = store::distributions::fetch_with(change, provider).await? {
            return Ok(id);
        }
        let id: Id<Distribution> = change.new_id();
        let by = context.caller.person.upn.as_str();
        let event =
            Event::new(EventKind::DistributionAccepted, Subject::thing(id.uuid(), &request.partner_name))
                .with("partnerId", provider)
                .with("requestId", request.id)
                .concerning(provider.uuid());
        let batch = store::distributions::begin(Batch::of(event), id, provider, request.id, by);
        change.write(batch).await?;
        let own = store::links::own_name(change).await?;
        let (kind, audience) = ("distribution_accepted", CUSTOMER_AGENTS);
        let parameters = vec![("partner", own)];
        change.notify(Notice { tenant: provider, audience, kind, about: id.uuid(), parameters }).await?;
        Ok(id)
    }
}

fn checked(
    own: Id<domain::id::Organization>,
    request: Option<OpenedRequest>,
) -> Result<OpenedRequest, Refusal> {
    let request = request.filter(|request| request.asks == Asks::Partner).ok_or(Refusal::Missing)?;
    fits(own, &request)?;
    Ok(request)
}
