//! The list of incidents as CSV, and as JSON with the histories: what the filters show, page by page, under the rights of each
//! moment.

use axum::{
    body::{Body, Bytes},
    extract::State,
};
use domain::time::Time;
use service::tickets::{ExportDocuments, ExportTickets, TicketRow};

use super::chosen::Chosen;
use crate::{
    answer::PageResult,
    api::tickets::documents::download,
    caller::Signed,
    csv,
    form::Fields,
    portal::{audit_logs::download::attachment, rooms::At},
    web::Web,
};

/// The columns, as properties of the API.
const COLUMNS: [&str; 17] = [
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
    write(web, signed, at, &Chosen::read(&fields)).await
}

/// The incidents of customers.
pub(super) async fn customers(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let chosen = Chosen { group: None, ..Chosen::read(&fields) };
    let at = chosen.tenant.map_or(At::Customers, At::Customer);
    write(web, signed, at, &chosen).await
}

/// The incidents of one's own rooms, with their histories.
pub(super) async fn own_documents(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let at = At::Own(signed.caller.person.organization);
    documents(web, signed, at, &Chosen::read(&fields)).await
}

/// The incidents of customers, with their histories.
pub(super) async fn documents_of_customers(
    State(web): State<Web>,
    signed: Signed,
    fields: Fields,
) -> PageResult {
    let chosen = Chosen { group: None, ..Chosen::read(&fields) };
    let at = chosen.tenant.map_or(At::Customers, At::Customer);
    documents(web, signed, at, &chosen).await
}

async fn documents(web: Web, signed: Signed, at: At, chosen: &Chosen) -> PageResult {
    let (app, caller) = (web.app, signed.caller);
    let (wanted, among, owned) = (chosen.wanted(app.clock.now())?, chosen.among(), chosen.owned);
    let export = ExportDocuments::begin(&app, &caller, at.realm(), wanted, among, owned).await?;
    Ok(download(app, caller, export))
}

async fn write(web: Web, signed: Signed, at: At, chosen: &Chosen) -> PageResult {
    let (app, caller) = (web.app, signed.caller);
    let (wanted, among, owned) = (chosen.wanted(app.clock.now())?, chosen.among(), chosen.owned);
    let export = ExportTickets::begin(&app, &caller, at.realm(), wanted, among, owned).await?;
    let state = (Some(csv::line(COLUMNS)), app, caller, export);
    let pieces = futures_util::stream::unfold(Some(state), |state| async move {
        let (head, app, caller, mut export) = state?;
        if let Some(head) = head {
            return Some((Ok(Bytes::from(head)), Some((None, app, caller, export))));
        }
        match export.next(&app, &caller).await {
            Ok(Some(tickets)) => {
                let lines: Vec<u8> = tickets.iter().flat_map(|ticket| csv::line(cells(ticket))).collect();
                Some((Ok(Bytes::from(lines)), Some((None, app, caller, export))))
            }
            Ok(None) => None,
            // The download breaks off: what was sent must not look whole.
            Err(refusal) => Some((Err(std::io::Error::other(refusal.code().as_str())), None)),
        }
    });
    // What compresses asks once more after the end.
    let body = Body::from_stream(futures_util::StreamExt::fuse(pieces));
    Ok(attachment("incidents.csv", "text/csv; charset=utf-8", body))
}

fn cells(ticket: &TicketRow) -> [String; 17] {
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
        ticket.description.clone(),
        ticket.owner_name.clone(),
        ticket.team_name.clone(),
        time(ticket.due_at),
        ticket.opened_at.to_string(),
        ticket.changed_at.to_string(),
        ticket.closure_reason.map(|reason| reason.key().to_owned()).unwrap_or_default(),
    ]
}
