//! Where the portals of services open for customers of a list, and whether the reader can act in their rooms.

use authz::{Action, Concerning, Realm};
use domain::{
    agent::AgentRight,
    id::{Id, Organization},
};
use store::View;

use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
    service_portals::{ServiceLink, beside},
};

/// The portals for some customers of the caller's organization, those of a page of their list.
#[derive(Clone, Debug)]
pub struct PortalsOfCustomers {
    /// Which customers; others are passed over.
    pub customers: Vec<Id<Organization>>,
}

/// What opens for one customer.
#[derive(Clone, Debug)]
pub struct CustomerPortals {
    /// The customer.
    pub customer: Id<Organization>,
    /// The portals of services, by name.
    pub services: Vec<ServiceLink>,
    /// Whether the reader can act in its rooms on its behalf.
    pub acts_on_behalf: bool,
}

impl Question for PortalsOfCustomers {
    type Answer = Vec<CustomerPortals>;
    const NAME: &'static str = "reseller_relationships.portals";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::ActAsAgent(AgentRight::SeeCustomers), Realm::Own)
    }

    fn concerns(&self, _: &Person) -> Concerning {
        Concerning::All
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let rows = store::service_portals::of_customers(view, self.customers.clone()).await?;
        let portals = |customer: Id<Organization>| CustomerPortals {
            services: beside(&rows, customer),
            acts_on_behalf: context.facts.can_act_on_behalf_of(customer),
            customer,
        };
        let found = self.customers.iter().copied().map(portals);
        Ok(found.filter(|it| it.acts_on_behalf || !it.services.is_empty()).collect())
    }
}
