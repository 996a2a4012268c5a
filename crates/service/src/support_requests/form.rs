//! What the form for a new request offers.

use authz::{Action, Realm};
use domain::{
    agent::AgentRight,
    id::{Id, Organization, ServicePortal},
};
use store::View;

use super::open::lets_open;
use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// The form for a request on behalf of a customer.
#[derive(Clone, Copy, Debug)]
pub struct SupportFormOf {
    /// Which customer.
    pub tenant: Id<Organization>,
}

/// What it offers.
#[derive(Clone, Debug)]
pub struct SupportForm {
    /// The customer's name.
    pub customer_name: String,
    /// The services, by name.
    pub services: Vec<(Id<ServicePortal>, String)>,
    /// Whether the operator's choice lets the reader ask: else it takes a directory role at the customer by delegation.
    pub lets_open: bool,
}

impl Question for SupportFormOf {
    type Answer = SupportForm;
    const NAME: &'static str = "support_requests.form";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::ActAsAgent(AgentRight::SupportCustomers), Realm::Customer(self.tenant))
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<SupportForm, Refusal> {
        let sight = authz::sight(context.facts, Action::ActAsAgent(AgentRight::SeeCustomers), Realm::Own)?;
        let view = view.look(sight);
        let row = store::reseller_relationships::customer(view, self.tenant).await?;
        let row = row.ok_or(Refusal::Missing)?;
        let services = store::service_portals::of_customer(view, self.tenant).await?;
        let choice = context.app.settings.support_requests_without_rights;
        Ok(SupportForm {
            customer_name: row.customer_name,
            services: services.into_iter().map(|it| (it.id, it.name)).collect(),
            lets_open: lets_open(context.facts, choice, self.tenant),
        })
    }
}
