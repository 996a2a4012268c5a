//! The list of events as CSV: what the filters show, page by page, under the rights of each moment.

use axum::extract::State;
use service::{
    Export,
    room_events::{ListRoomEvents, ShownEvent},
};

use super::chosen::Chosen;
use crate::{answer::PageResult, caller::Signed, csv, form::Fields, portal::rooms::At, web::Web};

/// The columns, as properties of the API.
const COLUMNS: [&str; 9] = [
    "id",
    "tenantDisplayName",
    "roomDisplayName",
    "kind",
    "eventDateTime",
    "description",
    "logsKeptUntilDateTime",
    "isFlagged",
    "ticketReference",
];

/// The events of one's own rooms.
pub(super) async fn own(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let at = At::Own(signed.caller.person.organization);
    write(web, signed, at, &Chosen::read(&fields)).await
}

/// The events of customers' rooms.
pub(super) async fn customers(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let chosen = Chosen::read(&fields);
    let at = signed.at_customers(chosen.tenant);
    write(web, signed, at, &chosen).await
}

async fn write(web: Web, signed: Signed, at: At, chosen: &Chosen) -> PageResult {
    let (app, caller) = (web.app, signed.caller);
    let wanted = chosen.wanted(app.clock.now())?;
    let question = ListRoomEvents { realm: at.realm(), wanted, counts: false };
    let export = Export::begin(&app, &caller, question).await?;
    Ok(csv::download("events.csv", COLUMNS, (app, caller), export, cells).await?)
}

fn cells(event: &ShownEvent) -> [String; 9] {
    let row = &event.row;
    [
        row.id.to_string(),
        row.tenant_name.clone(),
        row.room_name.clone(),
        row.kind.key().to_owned(),
        row.at.to_string(),
        row.description.clone(),
        row.logs_until.map(|until| until.to_string()).unwrap_or_default(),
        event.is_flagged.to_string(),
        event.reference.clone(),
    ]
}
