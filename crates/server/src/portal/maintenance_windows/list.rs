//! The list of maintenance windows that have not ended, the next to begin first; of customers with a customer column and
//! filter.

use askama::Template;
use axum::extract::State;
use domain::{
    id::{Id, Organization},
    permission::Permission,
    time::Time,
};
use service::{
    Page, Wanted, cursor,
    maintenance_windows::{ListMaintenance, MaintenanceList, ShownWindow},
};

use super::done;
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
    tenant: Option<Id<Organization>>,
    found: MaintenanceList,
    is_further: bool,
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
        let tenant = self.tenant.map(|tenant| format!("?tenant={tenant}")).unwrap_or_default();
        format!("{}/new{tenant}", self.at.maintenance_windows())
    }

    fn of_customer(&self, tenant: Option<&Id<Organization>>) -> String {
        address(self.at, tenant.copied(), "")
    }

    fn count(&self) -> i64 {
        self.found.count.unwrap_or_default()
    }
}

fn address(at: At, tenant: Option<Id<Organization>>, after: &str) -> String {
    let tenant = tenant.map(|id| id.to_string()).unwrap_or_default();
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in [("tenant", tenant.as_str()), ("after", after)] {
        if !value.is_empty() {
            query.append_pair(name, value);
        }
    }
    let query = query.finish();
    let mark = if query.is_empty() { "" } else { "?" };
    format!("{}{mark}{query}", at.maintenance_windows())
}

/// One's own windows.
pub(super) async fn own(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let at = At::Own(signed.caller.person.organization);
    show(&web, &signed, at, None, &fields).await
}

/// The windows of all customers, or of one of them.
pub(super) async fn customers(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let tenant = fields.text("tenant").parse().ok();
    let at = signed.at_customers(tenant);
    show(&web, &signed, at, at.customer(), &fields).await
}

async fn show(
    web: &Web,
    signed: &Signed,
    at: At,
    tenant: Option<Id<Organization>>,
    fields: &Fields,
) -> PageResult {
    let after = fields.text("after");
    let is_further = !after.is_empty();
    let after = if is_further { Some(cursor::read(after)?) } else { None };
    let wanted = Wanted { after, page: Page::of(50), ..Wanted::default() };
    let question = ListMaintenance { realm: at.realm(), wanted, counts: true };
    let filter = CustomerFilter::question(fields, Permission::RoomView, tenant);
    let entry = at.maintenance_windows_entry();
    let (frame, customers, found) = Frame::with_list(web, signed, at, entry, filter, &question).await?;
    let next = found.next.as_ref().map(cursor::write).transpose()?;
    let next = next.map(|token| address(at, tenant, &token));
    let (now, done) = (web.app.clock.now(), done(fields.text("done")));
    html(&ListPage { frame, at, tenant, found, is_further, next, customers, now, done })
}
