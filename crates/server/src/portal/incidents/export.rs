//! The list of incidents as CSV, and as JSON with the histories: what the filters show, page by page, under the rights of each
//! moment.

use axum::extract::State;
use domain::time::Time;
use service::{
    Export, Refusal, Wanted,
    tickets::{FaultRow, ListDocuments, ListFaults, ListTickets, TicketRow},
};

use super::chosen::Chosen;
use crate::{
    answer::{List, PageResult},
    api::tickets::{documents::download, faults::shape},
    caller::Signed,
    csv,
    form::Fields,
    portal::{audit_logs::download::attachment, rooms::At},
    web::Web,
};

/// The columns, as properties of the API.
const COLUMNS: [&str; 18] = [
    "id",
    "reference",
    "tenantDisplayName",
    "roomDisplayName",
    "kind",
    "signal",
    "instance",
    "category",
    "severity",
    "state",
    "isSuppressed",
    "description",
    "ownerDisplayName",
    "teamDisplayName",
    "dueDateTime",
    "createdDateTime",
    "lastModifiedDateTime",
    "closureReason",
];

/// The incidents of one's own rooms.
pub(super) async fn own(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let at = At::Own(signed.caller.person.organization);
    write(web, signed, at, Chosen::read(&fields)).await
}

/// The incidents of customers.
pub(super) async fn customers(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let chosen = Chosen::read(&fields);
    let at = signed.at_customers(chosen.tenant);
    write(web, signed, at, Chosen { tenant: at.customer(), ..chosen }).await
}

/// The incidents of one's own rooms, with their histories.
pub(super) async fn own_documents(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let at = At::Own(signed.caller.person.organization);
    documents(web, signed, at, Chosen::read(&fields)).await
}

/// The incidents of customers, with their histories.
pub(super) async fn documents_of_customers(
    State(web): State<Web>,
    signed: Signed,
    fields: Fields,
) -> PageResult {
    let chosen = Chosen::read(&fields);
    let at = signed.at_customers(chosen.tenant);
    documents(web, signed, at, Chosen { tenant: at.customer(), ..chosen }).await
}

/// The columns of folded lines.
const OF_FAULTS: [&str; 9] = [
    "signal",
    "issueId",
    "description",
    "severity",
    "ticketCount",
    "roomCount",
    "tenantCount",
    "oldestDateTime",
    "newestDateTime",
];

/// The folded lines of the list, once it is written down that they are taken away.
async fn faults(web: &Web, signed: &Signed, at: At, chosen: &Chosen) -> Result<Vec<FaultRow>, Refusal> {
    let wanted = Wanted { order: Vec::new(), after: None, ..chosen.wanted(web.app.clock.now())? };
    let question = ListFaults { realm: at.realm(), wanted, owned: chosen.owned };
    question.export(&web.app, &signed.caller).await
}

fn line_of(fault: &FaultRow) -> [String; 9] {
    [
        fault.signal.clone(),
        fault.issue.map(|issue| issue.to_string()).unwrap_or_default(),
        fault.description.clone(),
        fault.severity.key().to_owned(),
        fault.tickets.to_string(),
        fault.rooms.to_string(),
        fault.tenants.to_string(),
        fault.oldest.to_string(),
        fault.newest.to_string(),
    ]
}

async fn documents(web: Web, signed: Signed, at: At, chosen: Chosen) -> PageResult {
    let chosen = chosen.named(&web, &signed, at).await?;
    if chosen.is_folded() {
        let value: Vec<_> = faults(&web, &signed, at, &chosen).await?.into_iter().map(shape).collect();
        let list = List { count: None, value, next_link: None };
        let content = serde_json::to_vec_pretty(&list).map_err(Refusal::from)?;
        return Ok(attachment("faults.json", "application/json", content.into()));
    }
    let (app, caller) = (web.app, signed.caller);
    let (wanted, among, owned) = (chosen.wanted(app.clock.now())?, chosen.among(), chosen.owned);
    let question = ListDocuments { realm: at.realm(), wanted, among, owned };
    let export = question.export(&app, &caller).await?;
    Ok(download(app, caller, export))
}

async fn write(web: Web, signed: Signed, at: At, chosen: Chosen) -> PageResult {
    let chosen = chosen.named(&web, &signed, at).await?;
    if chosen.is_folded() {
        let faults = faults(&web, &signed, at, &chosen).await?;
        let lines = faults.iter().flat_map(|fault| csv::line(line_of(fault)));
        let content: Vec<u8> = csv::line(OF_FAULTS).into_iter().chain(lines).collect();
        return Ok(attachment("faults.csv", "text/csv; charset=utf-8", content.into()));
    }
    let (app, caller) = (web.app, signed.caller);
    let (wanted, among, owned) = (chosen.wanted(app.clock.now())?, chosen.among(), chosen.owned);
    let question = ListTickets { realm: at.realm(), wanted, among, owned, counts: false };
    let export = Export::begin(&app, &caller, question).await?;
    Ok(csv::download("incidents.csv", COLUMNS, (app, caller), export, cells).await?)
}

fn cells(ticket: &TicketRow) -> [String; 18] {
    let time = |at: Option<Time>| at.map(|at| at.to_string()).unwrap_or_default();
    [
        ticket.id.to_string(),
        ticket.reference.clone(),
        ticket.tenant_name.clone(),
        ticket.room_name.clone(),
        ticket.kind.key().to_owned(),
        ticket.signal.clone(),
        ticket.instance.clone(),
        ticket.category.key().to_owned(),
        ticket.severity.key().to_owned(),
        ticket.state.key().to_owned(),
        ticket.is_suppressed.to_string(),
        ticket.description.clone(),
        ticket.owner_name.clone(),
        ticket.team_name.clone(),
        time(ticket.due_at),
        ticket.opened_at.to_string(),
        ticket.changed_at.to_string(),
        ticket.closure_reason.map(|reason| reason.key().to_owned()).unwrap_or_default(),
    ]
}
