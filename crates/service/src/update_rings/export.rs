//! The plans of all customers, taken away page by page: a line for each ring (decision 1).

use domain::{
    id::{Id, Organization},
    update_ring::Ring,
};
use store::{
    list::{Place, Wanted},
    update_rings::CustomerPlan,
};

use super::{ListPlans, PlanList};
use crate::exports::Paged;

/// A ring of a customer.
#[derive(Clone, Debug)]
pub struct PlannedRing {
    /// The customer.
    pub tenant: Id<Organization>,
    /// The customer's name.
    pub tenant_name: String,
    /// The ring.
    pub ring: Ring,
    /// After how many days from the start in the first ring it begins.
    pub deferment: u16,
    /// How many of its rooms are in sight.
    pub rooms: i64,
}

impl Paged for ListPlans {
    type Row = PlannedRing;
    const LIST: &'static str = "updateRings";

    fn wanted(&mut self) -> &mut Wanted {
        &mut self.wanted
    }

    fn rows(answer: PlanList) -> (Vec<PlannedRing>, Option<Place>) {
        (answer.customers.iter().flat_map(rings).collect(), answer.next)
    }
}

fn rings(customer: &CustomerPlan) -> impl Iterator<Item = PlannedRing> {
    customer.plan.rings().iter().map(move |ring| PlannedRing {
        tenant: customer.tenant,
        tenant_name: customer.name.clone(),
        ring: ring.clone(),
        deferment: customer.plan.deferment(ring.values.order),
        rooms: customer.rooms.of(ring.id),
    })
}
