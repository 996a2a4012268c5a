//! The customers that buy from one's organization.

use std::collections::BTreeSet;

use authz::{Action, Realm, Target, holds};
use domain::{
    agent::AgentRight,
    directory::DirectoryRight,
    id::{Id, Organization},
};
use store::{
    View,
    blocks::BlockRow,
    list::{Place, Wanted},
};

use super::ResellerRow;
use crate::{
    ask::{Looking, Question},
    caller::Person,
    counted::Counted,
    exports::Paged,
    refusal::Refusal,
    service_portals::{self, ServiceLink},
};

const ASKS: Action = Action::ActAsAgent(AgentRight::SeeCustomers);

/// The customers of the caller's organization, by name unless said otherwise.
#[derive(Clone, Debug, Default)]
pub struct Customers {
    /// Which, in which order, from where.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

impl Question for Customers {
    type Answer = Counted<ResellerRow>;
    const NAME: &'static str = "reseller_relationships.customers";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (ASKS, Realm::Own)
    }

    async fn answer(&self, view: &mut View, _: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let wanted = &self.wanted;
        let count = if self.count {
            Some(store::reseller_relationships::count_customers(view, wanted).await?)
        } else {
            None
        };
        Ok(Counted { page: store::reseller_relationships::customers(view, wanted).await?, count })
    }
}

impl Paged for Customers {
    type Row = ResellerRow;
    const LIST: &'static str = "customers";

    fn wanted(&mut self) -> &mut Wanted {
        &mut self.wanted
    }

    fn rows(answer: Self::Answer) -> (Vec<ResellerRow>, Option<Place>) {
        (answer.page.items, answer.page.next)
    }
}

/// One customer of the caller's organization.
#[derive(Clone, Copy, Debug)]
pub struct Customer {
    /// Which.
    pub tenant: Id<Organization>,
}

/// What a partner is told of a customer, and what the reader may do there.
#[derive(Clone, Debug)]
pub struct Record {
    /// The relationship.
    pub row: ResellerRow,
    /// The customer's domains; none without delegated admin privileges, and none for whom the customer blocks.
    pub domains: Vec<String>,
    /// Whom of the own organization the customer blocks, and why (decision 8).
    pub blocks: Vec<BlockRow>,
    /// Whether it blocks the reader.
    pub is_barred: bool,
    /// The portals of services, for this customer.
    pub services: Vec<ServiceLink>,
    /// Whether the reader looks people of the customer up.
    pub reads_people: bool,
    /// What the reader changes in the customer's directory (decision 6).
    pub directory_rights: BTreeSet<DirectoryRight>,
    /// Whether the reader sees the customer's Autopilot devices.
    pub sees_autopilot: bool,
    /// Whether the reader sees what the own organization sold to the customer.
    pub sees_subscriptions: bool,
    /// Whether the reader gives licences to people of the customer.
    pub assigns_licences: bool,
    /// Whether the reader asks vendors on behalf of the customer.
    pub supports: bool,
    /// How many subscriptions of the own organization run there and keep the relationship from ending.
    pub running_subscriptions: usize,
    /// Whether the reader can act in the customer's rooms on its behalf.
    pub acts_on_behalf: bool,
    /// Whether the reader may give the privileges back.
    pub may_return: bool,
    /// Whether the reader may end the relationship.
    pub may_end: bool,
}

impl Question for Customer {
    type Answer = Record;
    const NAME: &'static str = "reseller_relationships.customer";
    const SHOWS: Option<&'static str> = Some("customer");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (ASKS, Realm::Own)
    }

    fn concerns(&self, _: &Person) -> authz::Concerning {
        authz::Concerning::One(self.tenant)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Record, Refusal> {
        let row = store::reseller_relationships::customer(view, self.tenant).await?;
        let row = row.ok_or(Refusal::Missing)?;
        // What delegated admin privileges open is not open to whoever is blocked (decision 8); that it is a customer stays known.
        let is_barred = context.facts.is_barred_from(self.tenant);
        let domains = if is_barred {
            Vec::new()
        } else {
            store::reseller_relationships::domains(view, self.tenant).await?
        };
        let services = service_portals::links(view, self.tenant, Some(&row.customer_domain)).await?;
        let running_subscriptions =
            store::subscriptions::running(view, self.tenant, context.facts.now).await?;
        context.shows([self.tenant]);
        let may = |action| holds(context.facts, action, &Target::tenant(self.tenant));
        Ok(Record {
            blocks: store::blocks::by_customer(view, self.tenant).await?,
            is_barred,
            domains,
            services,
            reads_people: may(Action::ReadCustomerDirectory),
            directory_rights: DirectoryRight::ALL
                .into_iter()
                .filter(|right| may(Action::ChangeCustomerDirectory(*right)))
                .collect(),
            sees_autopilot: may(Action::ActAsAgent(AgentRight::SeeAutopilot)),
            sees_subscriptions: may(Action::SeeSubscriptions),
            assigns_licences: may(Action::AssignLicences),
            supports: may(Action::ActAsAgent(AgentRight::SupportCustomers)),
            running_subscriptions,
            acts_on_behalf: context.facts.can_act_on_behalf_of(self.tenant),
            may_return: row.has_privileges && may(Action::ActAsAgent(AgentRight::RemoveDelegation)),
            may_end: may(Action::ActAsAgent(AgentRight::EndRelationship)),
            row,
        })
    }
}
