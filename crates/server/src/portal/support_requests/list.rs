//! The list of support requests of a side, and its export.

use askama::Template;
use axum::extract::State;
use domain::{
    id::{Id, Organization, ServicePortal},
    support_request::{Side, Status},
};
use service::{
    Refusal, ask,
    support_requests::{RequestShown, SCHEMA, SupportRequests, export},
};

use super::{address, frame, list_of};
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    csv,
    form::Fields,
    portal::{
        layout::Frame,
        listing::{Chosen, States},
    },
    web::Web,
};

const SORTS: [&str; 5] = ["-updatedDateTime", "updatedDateTime", "title", "customerDisplayName", "severity"];
const STATES: States = &[
    ("unclosed", "status ne 'closed'"),
    ("open", "status eq 'open'"),
    ("answered", "status eq 'answered'"),
    ("closed", "status eq 'closed'"),
];

#[derive(Template)]
#[template(path = "portal/support_requests/list.html")]
struct ListPage {
    frame: Frame,
    side: Side,
    /// The customer on whose behalf alone is shown what is asked.
    customer: Option<Id<Organization>>,
    /// The service about which alone is shown what is asked.
    service: String,
    services: Vec<(Id<ServicePortal>, String)>,
    chosen: Chosen,
    rows: Vec<RequestShown>,
    count: i64,
    next: Option<String>,
    may_open: bool,
}

impl ListPage {
    fn base(&self) -> &'static str {
        list_of(self.side)
    }

    fn title(&self) -> String {
        self.frame.t.t("nav-support-requests")
    }

    fn text(&self) -> String {
        self.frame.t.t(match self.side {
            Side::Partner => "support-text-partner",
            Side::Customer => "support-text-customer",
            Side::Vendor => "support-text-vendor",
        })
    }

    /// The sortable columns.
    fn columns(&self) -> Vec<(&'static str, String)> {
        let t = &self.frame.t;
        let mut columns = vec![("title", t.t("support-request"))];
        if self.side != Side::Customer {
            columns.push(("customerDisplayName", t.t("customer")));
        }
        columns.extend([("severity", t.t("signals-severity")), ("updatedDateTime", t.t("support-updated"))]);
        columns
    }

    fn is_narrowed(&self) -> bool {
        !self.chosen.q.is_empty()
            || !self.chosen.state.is_empty()
            || !self.service.is_empty()
            || self.customer.is_some()
    }

    fn is_of(&self, service: &Id<ServicePortal>) -> bool {
        self.service == service.to_string()
    }

    fn address(&self, shown: &RequestShown) -> String {
        address(self.side, shown.row.tenant, shown.row.id)
    }

    fn tells_customer(&self) -> bool {
        self.side != Side::Customer
    }

    fn tells_partner(&self) -> bool {
        self.side != Side::Partner
    }
}

/// The list that an address asks for.
fn read(fields: &Fields, side: Side) -> Result<(Chosen, String, SupportRequests), Refusal> {
    let mut chosen = Chosen::read(fields, &SORTS, STATES);
    let customer: Option<Id<Organization>> = match side {
        Side::Partner => fields.text("customer").parse().ok(),
        Side::Customer | Side::Vendor => None,
    };
    chosen.also("customer", &customer.map(|id| id.to_string()).unwrap_or_default());
    let service: Option<Id<ServicePortal>> = fields.text("service").parse().ok();
    let service = service.map(|id| id.to_string()).unwrap_or_default();
    chosen.also("service", &service);
    let state = STATES.iter().find(|(word, _)| *word == chosen.state).map(|(_, filter)| (*filter).to_owned());
    let about = (!service.is_empty()).then(|| format!("serviceId eq {service}"));
    let filter: Vec<String> = [state, about].into_iter().flatten().collect();
    let filter = (!filter.is_empty()).then(|| filter.join(" and "));
    let wanted = chosen.asked_for(&SCHEMA, filter.as_deref())?.wanted;
    Ok((chosen, service, SupportRequests { side, customer, wanted, count: true }))
}

pub(super) async fn own(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    page(&web, &signed, &fields, Side::Customer).await
}

pub(super) async fn customers(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    page(&web, &signed, &fields, Side::Partner).await
}

pub(super) async fn vendor(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    page(&web, &signed, &fields, Side::Vendor).await
}

async fn page(web: &Web, signed: &Signed, fields: &Fields, side: Side) -> PageResult {
    let (chosen, service, question) = read(fields, side)?;
    let found = ask(&web.app, &signed.caller, &question).await?;
    html(&ListPage {
        frame: frame(web, signed, side).await?,
        side,
        customer: question.customer,
        service,
        services: found.services,
        next: chosen.next(found.found.page.next.as_ref())?,
        chosen,
        rows: found.found.page.items,
        count: found.found.count.unwrap_or_default(),
        may_open: found.may_open,
    })
}

pub(super) async fn own_csv(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    download(web, signed, &fields, Side::Customer).await
}

pub(super) async fn customers_csv(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    download(web, signed, &fields, Side::Partner).await
}

pub(super) async fn vendor_csv(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    download(web, signed, &fields, Side::Vendor).await
}

const COLUMNS: [&str; 11] = [
    "Request ID",
    "Title",
    "Customer",
    "Partner",
    "Service",
    "Severity",
    "Status",
    "Opened by",
    "Opened",
    "Updated",
    "Closed",
];

/// The requests of the search and filters in force as CSV.
async fn download(web: Web, signed: Signed, fields: &Fields, side: Side) -> PageResult {
    let (_, _, question) = read(fields, side)?;
    let (app, caller) = (web.app, signed.caller);
    let file = export(&app, &caller, SupportRequests { count: false, ..question }).await?;
    Ok(csv::download("support-requests.csv", COLUMNS, (app, caller), file, |shown: &RequestShown| {
        let row = &shown.row;
        [
            row.id.to_string(),
            row.title.clone(),
            row.customer_name.clone(),
            row.partner_name.clone(),
            row.about().to_owned(),
            row.severity.key().to_owned(),
            row.status.key().to_owned(),
            row.opened_by.clone(),
            row.opened_at.to_string(),
            row.updated_at.to_string(),
            row.closed_at.map(|at| at.to_string()).unwrap_or_default(),
        ]
    })
    .await?)
}
