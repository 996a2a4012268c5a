//! The plans of all customers in one list (decision 1).

use authz::{Action, Realm};
use domain::permission::Permission;
use store::{
    View,
    list::{Place, Wanted},
    update_rings::{self, CustomerPlan},
};

use crate::{
    ask::{Looking, Question},
    caller::Person,
    refusal::Refusal,
};

/// Asks for a page of customers with their plans.
#[derive(Clone, Debug)]
pub struct ListPlans {
    /// Search, order, page.
    pub wanted: Wanted,
}

/// A page of customers with their plans.
#[derive(Clone, Debug)]
pub struct PlanList {
    /// The customers.
    pub customers: Vec<CustomerPlan>,
    /// Where the next page begins.
    pub next: Option<Place>,
    /// How many there are on all pages.
    pub count: i64,
}

impl Question for ListPlans {
    type Answer = PlanList;
    const NAME: &'static str = "ring.plans";
    const SHOWS: Option<&'static str> = Some("updateRings");

    fn asks(&self, _: &Person) -> (Action, Realm) {
        (Action::Use(Permission::RingView), Realm::AllCustomers)
    }

    async fn answer(&self, view: &mut View, context: &Looking<'_>) -> Result<PlanList, Refusal> {
        let listed = update_rings::customer_plans(view, &self.wanted).await?;
        let count = update_rings::count_customers(view, &self.wanted).await?;
        context.shows(listed.items.iter().map(|customer| customer.tenant));
        Ok(PlanList { customers: listed.items, next: listed.next, count })
    }
}
