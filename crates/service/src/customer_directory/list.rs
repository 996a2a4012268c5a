//! The customers whose directories somebody looks into, whether they are an agent or hold a role by a security group alone, and whether
//! the customers buy from their organization or not.

use std::collections::BTreeSet;

use authz::{Action, Realm, Target, holds};
use domain::{
    agent::AgentRight,
    directory::DirectoryRight,
    id::{Id, Organization},
};
use store::{
    View,
    list::{Listed, Wanted},
    on_behalf::{self, CustomerRow},
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    counted::Counted,
    refusal::Refusal,
    service_portals::{ServiceLink, beside},
};

/// The customers whose directories the caller looks into by a directory role that they delegated; by name unless said otherwise.
#[derive(Clone, Debug, Default)]
pub struct CustomerDirectories {
    /// Which, in which order, from where.
    pub wanted: Wanted,
    /// Whether to count all of them.
    pub count: bool,
}

/// A customer whose directory somebody looks into, and what opens there.
#[derive(Clone, Debug)]
pub struct ReachedDirectory {
    /// The customer.
    pub tenant: Id<Organization>,
    /// Its name.
    pub name: String,
    /// The directory roles that the reader holds there, by their published names.
    pub roles: Vec<&'static str>,
    /// What the reader changes in the directory (decision 6).
    pub rights: BTreeSet<DirectoryRight>,
    /// Whether the customer buys from the reader's organization.
    pub buys: bool,
    /// Whether the reader has a record of the customer: it buys from the partner, and the reader sees who does.
    pub has_record: bool,
    /// Whether the reader gives licences to people of the customer.
    pub assigns_licences: bool,
    /// Whether the reader can act in the customer's rooms on its behalf.
    pub acts_on_behalf: bool,
    /// The portals of services, for this customer.
    pub services: Vec<ServiceLink>,
}

impl Question for CustomerDirectories {
    type Answer = Counted<ReachedDirectory>;
    const NAME: &'static str = "customer_directory.list";

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::ReadCustomerDirectory, Realm::AllCustomers)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<Self::Answer, Refusal> {
        let count = if self.count { Some(on_behalf::count(view, &self.wanted).await?) } else { None };
        let Listed { items, next } = on_behalf::list(view, &self.wanted).await?;
        let customers = items.iter().map(|row| row.tenant).collect();
        let portals = store::service_portals::of_directories(view, customers).await?;
        let items = items.into_iter();
        let items = items.map(|row| reached(context, row, |tenant| beside(&portals, tenant))).collect();
        Ok(Counted { page: Listed { items, next }, count })
    }
}

fn reached(
    context: &Looking<'_>,
    row: CustomerRow,
    portals: impl Fn(Id<Organization>) -> Vec<ServiceLink>,
) -> ReachedDirectory {
    let (facts, CustomerRow { tenant, name }) = (context.facts, row);
    let may = |action| holds(facts, action, &Target::tenant(tenant));
    let mut roles: Vec<_> = facts.delegated_roles(tenant).into_iter().map(|(role, _)| role.name).collect();
    roles.dedup();
    let buys = facts.resells_to(tenant);
    let rights = DirectoryRight::ALL.into_iter();
    ReachedDirectory {
        tenant,
        name,
        roles,
        rights: rights.filter(|right| may(Action::ChangeCustomerDirectory(*right))).collect(),
        buys,
        has_record: buys && may(Action::ActAsAgent(AgentRight::SeeCustomers)),
        assigns_licences: may(Action::AssignLicences),
        acts_on_behalf: facts.can_act_on_behalf_of(tenant),
        services: portals(tenant),
    }
}
