//! The plans of all customers in one list (decision 1).

use std::collections::BTreeMap;

use authz::{Action, Realm};
use domain::{
    id::{Id, Organization},
    permission::Permission,
};
use store::{
    View,
    list::{Place, Wanted},
    update_rings::{self, CustomerPlan},
};

use super::Held;
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
    /// Which rings the reader may change, at each customer of this page where there may be some.
    pub(super) held: BTreeMap<Id<Organization>, Held>,
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
        let shown = listed.items.iter().map(|customer| customer.tenant);
        context.shows(shown.clone());
        let held = match context.sight(Action::Use(Permission::RingModify), Realm::AllCustomers) {
            Ok(sight) => update_rings::reach(&sight, shown),
            Err(_) => BTreeMap::new(),
        };
        let held = held.into_iter().map(|(tenant, reach)| (tenant, Held::at(reach))).collect();
        Ok(PlanList { customers: listed.items, next: listed.next, count, held })
    }
}
