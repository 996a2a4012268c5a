//! The list of customers and its export.

use askama::Template;
use axum::{
    body::{Body, Bytes},
    extract::State,
};
use domain::agent::AgentRight;
use service::{
    Export, Refusal, Wanted, ask,
    distributions::Distributions,
    reseller_relationships::{CUSTOMERS, CustomerPortals, Customers, PortalsOfCustomers, ResellerRow},
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
    ("granular", "hasGranularRelationship eq true"),
    ("direct", "indirectResellerDisplayName eq null and indirectProviderDisplayName eq null"),
    ("indirect", "indirectResellerDisplayName ne null or indirectProviderDisplayName ne null"),
];
/// The states with what they are called.
const RELATIONSHIPS: [(&str, &str); 5] = [
    ("direct", "customers-direct"),
    ("indirect", "customers-indirect"),
    ("delegated", "privileges-on"),
    ("not-delegated", "privileges-off"),
    ("granular", "customers-granular"),
];
/// The columns of the file.
const COLUMNS: [&str; 4] = ["Microsoft ID", "Company name", "Primary domain name", "Relationship"];

#[derive(Template)]
#[template(path = "portal/customers/list.html")]
struct ListPage {
    frame: Frame,
    chosen: Chosen,
    rows: Vec<ResellerRow>,
    /// What opens for each of them.
    portals: Vec<CustomerPortals>,
    count: i64,
    next: Option<String>,
    /// Through whom: the name of an indirect reseller or provider, or empty.
    through: String,
    /// Those to choose from.
    sides: Vec<String>,
    may_request: bool,
    may_add: bool,
    may_monitor: bool,
    ended: bool,
}

impl ListPage {
    /// What opens for a customer.
    fn portals(&self, row: &ResellerRow) -> Option<&CustomerPortals> {
        self.portals.iter().find(|it| it.customer == row.tenant)
    }

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
    let mut chosen = Chosen::read(&fields, &SORTS, STATES);
    let through = fields.text("through").to_owned();
    chosen.also("through", &through);
    let wanted = wanted(&chosen, &through)?;
    let sides =
        ask(&web.app, &signed.caller, &Distributions { wanted: Wanted::first(300), count: false }).await?;
    let sides = sides.found.page.items.into_iter().map(|row| row.name).collect();
    let found = ask(&web.app, &signed.caller, &Customers { wanted, count: true }).await?;
    let customers = found.page.items.iter().map(|row| row.tenant).collect();
    let portals = ask(&web.app, &signed.caller, &PortalsOfCustomers { customers }).await?;
    let frame = frame(&web, &signed).await?;
    html(&ListPage {
        may_request: requests(&frame),
        may_add: adds(&web, &frame),
        may_monitor: frame.shell.agent_rights.contains(&AgentRight::MonitorDelegation),
        next: chosen.next(found.page.next.as_ref())?,
        rows: found.page.items,
        portals,
        count: found.count.unwrap_or_default(),
        ended: fields.text("done") == "ended",
        through,
        sides,
        frame,
        chosen,
    })
}

/// The question: the relationship that was chosen, and through whom.
fn wanted(chosen: &Chosen, through: &str) -> Result<Wanted, Refusal> {
    let state =
        STATES.iter().find(|(word, _)| *word == chosen.state).map(|(_, filter)| format!("({filter})"));
    let side = (!through.is_empty()).then(|| {
        let name = through.replace('\'', "''");
        format!("(indirectResellerDisplayName eq '{name}' or indirectProviderDisplayName eq '{name}')")
    });
    let parts: Vec<String> = state.into_iter().chain(side).collect();
    let filter = Some(parts.join(" and ")).filter(|filter| !filter.is_empty());
    Ok(chosen.asked_for(&CUSTOMERS, filter.as_deref())?.wanted)
}

/// The customers of the search and filter in force as CSV.
pub(super) async fn csv(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let wanted = wanted(&Chosen::read(&fields, &SORTS, STATES), fields.text("through"))?;
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
