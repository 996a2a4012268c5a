//! The rings of one organization as a plan: how long each takes, when it begins, and all of it as a picture.

use std::borrow::Borrow;

use askama::Template;
use axum::extract::State;
use domain::{
    id::{Id, Organization},
    permission::Permission,
    update_ring::{MOST_DAYS, Ring},
};
use service::{
    ask,
    update_rings::{PlanOf, Rings},
};

use super::{done, name};
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    form::Fields,
    portal::{customer_filter::CustomerFilter, layout::Frame, rooms::At},
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/update_rings/list.html")]
struct ListPage {
    frame: Frame,
    at: At,
    rings: Rings,
    customers: CustomerFilter,
    done: Option<&'static str>,
}

impl ListPage {
    fn name(&self, ring: &Ring) -> String {
        name(&self.frame.t, ring)
    }

    fn address(&self, ring: &Ring) -> String {
        self.at.ring(self.rings.tenant, ring.id)
    }

    fn address_of_new(&self) -> String {
        format!("{}/new", self.at.all_rings_of(self.rings.tenant))
    }

    fn days(&self, days: impl Borrow<u16>) -> String {
        self.frame.t.count("ring-days", i64::from(*days.borrow()))
    }

    fn rooms(&self, ring: &Ring) -> i64 {
        self.rings.rooms.of(ring.id)
    }

    fn begins(&self, ring: &Ring) -> u16 {
        self.rings.plan.deferment(ring.values.order)
    }

    fn of_customer(&self, tenant: Option<&Id<Organization>>) -> String {
        tenant.map_or_else(|| self.at.rings(), |tenant| format!("{}?tenant={tenant}", self.at.rings()))
    }
}

/// One's own rings.
pub(super) async fn own(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let at = At::Own(signed.caller.person.organization);
    show(&web, &signed, at, &fields).await
}

/// The rings of one organization; of a customer with the others to choose from.
pub(super) async fn show(web: &Web, signed: &Signed, at: At, fields: &Fields) -> PageResult {
    let tenant = at.customer();
    let filter = CustomerFilter::question(fields, Permission::RingView, tenant);
    let (frame, customers) = Frame::with_filter(web, signed, at, at.rings_entry(), filter).await?;
    let rings = ask(&web.app, &signed.caller, &PlanOf { realm: at.realm() }).await?;
    html(&ListPage { frame, at, rings, customers, done: done(fields.text("done")) })
}
