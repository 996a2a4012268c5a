//! The plans of all customers in one list and as a file, or the rings of the one that is chosen (decision 1).

use askama::Template;
use axum::extract::State;
use domain::{permission::Permission, update_ring::Ring};
use service::{
    Export, ask,
    update_rings::{CustomerPlan, ListPlans, PlanList, PlannedRing},
};

use super::{chosen::Chosen, done, list, name};
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    csv,
    form::Fields,
    portal::{layout::Frame, rooms::At},
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/update_rings/customers.html")]
struct CustomersPage {
    frame: Frame,
    at: At,
    chosen: Chosen,
    found: PlanList,
    next: Option<String>,
    done: Option<&'static str>,
    /// Whether the reader may change rings at some customer.
    may_change: bool,
}

impl CustomersPage {
    fn address(&self, customer: &CustomerPlan) -> String {
        format!("{}?tenant={}", self.at.rings(), customer.tenant)
    }

    /// The rings that have rooms in sight, in their order, with how many.
    fn rings(&self, customer: &CustomerPlan) -> Vec<(String, i64)> {
        let ring = |ring: &Ring| (name(&self.frame.t, ring), customer.rooms.of(ring.id));
        customer.plan.rings().iter().map(ring).filter(|(_, count)| *count > 0).collect()
    }

    /// Whether the reader may set the days of some preset ring there.
    fn may_set_days(&self, customer: &CustomerPlan) -> bool {
        self.found.may_set_days(customer.tenant)
    }

    fn days(&self, customer: &CustomerPlan) -> String {
        self.frame.t.count("ring-days", i64::from(customer.plan.total()))
    }
}

/// The plans of all customers, or the rings of one of them.
pub(super) async fn show(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let chosen = Chosen::read(&fields);
    let at = signed.at_customers(chosen.tenant);
    if at.customer().is_some() {
        return list::show(&web, &signed, at, &fields).await;
    }
    let frame = Frame::of(&web, &signed, at.face(), at.rings_entry()).await?;
    let found = ask(&web.app, &signed.caller, &ListPlans { wanted: chosen.wanted()? }).await?;
    let next = chosen.next(found.next.as_ref())?;
    let may_change = frame.shell.at_customers.has(Permission::RingModify);
    html(&CustomersPage { frame, at, chosen, found, next, done: done(fields.text("done")), may_change })
}

/// The columns of the file, as properties of the API.
const COLUMNS: [&str; 9] = [
    "tenantId",
    "tenantDisplayName",
    "id",
    "displayName",
    "order",
    "rolloutDays",
    "testDays",
    "defermentDays",
    "roomCount",
];

/// The rings of all customers that the search finds, page by page, under the rights of each moment.
pub(super) async fn export(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let (app, caller) = (web.app, signed.caller);
    let question = ListPlans { wanted: Chosen::read(&fields).wanted()? };
    let export = Export::begin(&app, &caller, question).await?;
    Ok(csv::download("update-rings.csv", COLUMNS, (app, caller), export, cells).await?)
}

fn cells(row: &PlannedRing) -> [String; 9] {
    let ring = &row.ring;
    [
        row.tenant.to_string(),
        row.tenant_name.clone(),
        ring.id.to_string(),
        ring.name.clone(),
        ring.values.order.to_string(),
        ring.values.rollout_days.to_string(),
        ring.values.test_days.to_string(),
        row.deferment.to_string(),
        row.rooms.to_string(),
    ]
}
