//! The list of customers and its export.

use askama::Template;
use axum::{
    body::{Body, Bytes},
    extract::State,
};
use domain::agent::AgentRight;
use service::{
    Export, ask,
    reseller_relationships::{CUSTOMERS, Customers, ResellerRow},
};

use super::{adds, frame, requests};
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    csv,
    form::Fields,
    portal::{
        audit_logs::download::attachment,
        layout::Frame,
        listing::{Chosen, States},
    },
    web::Web,
};

const SORTS: [&str; 3] = ["displayName", "defaultDomain", "startedDateTime"];
const STATES: States = &[
    ("delegated", "delegatedAdminPrivileges eq true"),
    ("not-delegated", "delegatedAdminPrivileges eq false"),
];
/// The columns of the file.
const COLUMNS: [&str; 4] = ["Microsoft ID", "Company name", "Primary domain name", "Relationship"];

#[derive(Template)]
#[template(path = "portal/customers/list.html")]
struct ListPage {
    frame: Frame,
    chosen: Chosen,
    rows: Vec<ResellerRow>,
    count: i64,
    next: Option<String>,
    may_request: bool,
    may_add: bool,
    may_monitor: bool,
    ended: bool,
}

impl ListPage {
    /// The sortable columns.
    fn columns(&self) -> [(&'static str, String); 3] {
        let t = &self.frame.t;
        [
            ("displayName", t.t("customer")),
            ("defaultDomain", t.t("customer-domain")),
            ("startedDateTime", t.t("since")),
        ]
    }
}

pub(super) async fn list(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let chosen = Chosen::read(&fields, &SORTS, STATES);
    let wanted = chosen.asked(&CUSTOMERS)?.wanted;
    let found = ask(&web.app, &signed.caller, &Customers { wanted, count: true }).await?;
    let frame = frame(&web, &signed).await?;
    html(&ListPage {
        may_request: requests(&frame),
        may_add: adds(&web, &frame),
        may_monitor: frame.shell.agent_rights.contains(&AgentRight::MonitorDelegation),
        next: chosen.next(found.page.next.as_ref())?,
        rows: found.page.items,
        count: found.count.unwrap_or_default(),
        ended: fields.text("done") == "ended",
        frame,
        chosen,
    })
}

/// The customers of the search and filter in force as CSV.
pub(super) async fn csv(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let wanted = Chosen::read(&fields, &SORTS, STATES).asked(&CUSTOMERS)?.wanted;
    let (app, caller) = (web.app, signed.caller);
    let export = Export::begin(&app, &caller, Customers { wanted, count: false }).await?;
    let state = (Some(csv::line(COLUMNS)), app, caller, export);
    let pieces = futures_util::stream::unfold(Some(state), |state| async move {
        let (head, app, caller, mut export) = state?;
        if let Some(head) = head {
            return Some((Ok(Bytes::from(head)), Some((None, app, caller, export))));
        }
        match export.next(&app, &caller).await {
            Ok(Some(rows)) => {
                let lines: Vec<u8> = rows.iter().flat_map(line).collect();
                Some((Ok(Bytes::from(lines)), Some((None, app, caller, export))))
            }
            Ok(None) => None,
            // The download breaks off: what was sent must not look whole.
            Err(refusal) => Some((Err(std::io::Error::other(refusal.code().as_str())), None)),
        }
    });
    let body = Body::from_stream(futures_util::StreamExt::fuse(pieces));
    Ok(attachment("customers.csv", "text/csv; charset=utf-8", body))
}

fn line(row: &ResellerRow) -> Vec<u8> {
    let tenant = row.tenant.to_string();
    csv::line([tenant.as_str(), &row.customer_name, &row.customer_domain, "reseller"])
}
