//! The list of maintenance windows that have not ended with search and order, the next to begin first; of customers with a customer
//! column and filter.

use askama::Template;
use axum::extract::State;
use domain::{
    id::{Id, Organization},
    permission::Permission,
    time::Time,
};
use service::maintenance_windows::{ListMaintenance, MaintenanceList, ShownWindow};

use super::{chosen::Chosen, done};
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    form::Fields,
    portal::{customer_filter::CustomerFilter, layout::Frame, rooms::At},
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/maintenance_windows/list.html")]
struct ListPage {
    frame: Frame,
    at: At,
    chosen: Chosen,
    found: MaintenanceList,
    next: Option<String>,
    customers: CustomerFilter,
    now: Time,
    done: Option<&'static str>,
}

impl ListPage {
    fn address(&self, window: &ShownWindow) -> String {
        self.at.maintenance_window(window.tenant, window.id)
    }

    fn rooms(&self, window: &ShownWindow) -> String {
        super::rooms(&self.frame.t, window)
    }

    fn owner(window: &ShownWindow) -> String {
        super::owner(window)
    }

    fn is_in_force(&self, window: &ShownWindow) -> bool {
        window.begins_at <= self.now
    }

    fn address_of_new(&self) -> String {
        let tenant = self.chosen.tenant.map(|tenant| format!("?tenant={tenant}")).unwrap_or_default();
        format!("{}/new{tenant}", self.at.maintenance_windows())
    }

    fn of_customer(&self, tenant: Option<&Id<Organization>>) -> String {
        format!("{}{}", self.at.maintenance_windows(), self.chosen.of(tenant.copied()))
    }

    fn count(&self) -> i64 {
        self.found.count.unwrap_or_default()
    }
}

/// One's own windows.
pub(super) async fn own(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let at = At::Own(signed.caller.person.organization);
    show(&web, &signed, at, Chosen { tenant: None, ..Chosen::read(&fields) }, &fields).await
}

/// The windows of all customers, or of one of them.
pub(super) async fn customers(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let chosen = Chosen::read(&fields);
    let at = signed.at_customers(chosen.tenant);
    show(&web, &signed, at, Chosen { tenant: at.customer(), ..chosen }, &fields).await
}

async fn show(web: &Web, signed: &Signed, at: At, chosen: Chosen, fields: &Fields) -> PageResult {
    let question = ListMaintenance { realm: at.realm(), wanted: chosen.wanted()?, counts: true };
    let filter = CustomerFilter::question(fields, Permission::RoomView, chosen.tenant);
    let entry = at.maintenance_windows_entry();
    let (frame, customers, found) = Frame::with_list(web, signed, at, entry, filter, &question).await?;
    let next = chosen.next(found.next.as_ref())?;
    let (now, done) = (web.app.clock.now(), done(fields.text("done")));
    html(&ListPage { frame, at, chosen, found, next, customers, now, done })
}
