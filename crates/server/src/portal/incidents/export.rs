//! The list of incidents as CSV, and as JSON with the histories: what the filters show, page by page, under the rights of each
//! moment.

use axum::extract::State;
use domain::time::Time;
use service::{
    Export,
    tickets::{ListDocuments, ListTickets, TicketRow},
};

use super::chosen::Chosen;
use crate::{
    answer::PageResult, api::tickets::documents::download, caller::Signed, csv, form::Fields,
    portal::rooms::At, web::Web,
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
    let chosen = Chosen::read(&fields);
    let at = signed.at_customers(chosen.tenant);
    let chosen = Chosen { tenant: at.customer(), ..chosen }.of_one_customer();
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
    let chosen = Chosen::read(&fields);
    let at = signed.at_customers(chosen.tenant);
    let chosen = Chosen { tenant: at.customer(), ..chosen }.of_one_customer();
    documents(web, signed, at, &chosen).await
}

async fn documents(web: Web, signed: Signed, at: At, chosen: &Chosen) -> PageResult {
    let (app, caller) = (web.app, signed.caller);
    let (wanted, among, owned) = (chosen.wanted(app.clock.now())?, chosen.among(), chosen.owned);
    let question = ListDocuments { realm: at.realm(), wanted, among, owned };
    let export = question.export(&app, &caller).await?;
    Ok(download(app, caller, export))
}

async fn write(web: Web, signed: Signed, at: At, chosen: &Chosen) -> PageResult {
    let (app, caller) = (web.app, signed.caller);
    let (wanted, among, owned) = (chosen.wanted(app.clock.now())?, chosen.among(), chosen.owned);
    let question = ListTickets { realm: at.realm(), wanted, among, owned, counts: false };
    let export = Export::begin(&app, &caller, question).await?;
    Ok(csv::download("incidents.csv", COLUMNS, (app, caller), export, cells).await?)
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
