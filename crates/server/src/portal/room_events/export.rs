//! The list of events as CSV: what the filters show, page by page, under the rights of each moment.

use axum::{
    body::{Body, Bytes},
    extract::State,
};
use service::room_events::{ExportRoomEvents, ShownEvent};

use super::chosen::Chosen;
use crate::{
    answer::PageResult,
    caller::Signed,
    csv,
    form::Fields,
    portal::{audit_logs::download::attachment, rooms::At},
    web::Web,
};

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
    let at = chosen.tenant.map_or(At::Customers, At::Customer);
    write(web, signed, at, &chosen).await
}

async fn write(web: Web, signed: Signed, at: At, chosen: &Chosen) -> PageResult {
    let (app, caller) = (web.app, signed.caller);
    let wanted = chosen.wanted(app.clock.now())?;
    let export = ExportRoomEvents::begin(&app, &caller, at.realm(), wanted).await?;
    let state = (Some(csv::line(COLUMNS)), app, caller, export);
    let pieces = futures_util::stream::unfold(Some(state), |state| async move {
        let (head, app, caller, mut export) = state?;
        if let Some(head) = head {
            return Some((Ok(Bytes::from(head)), Some((None, app, caller, export))));
        }
        match export.next(&app, &caller).await {
            Ok(Some(events)) => {
                let lines: Vec<u8> = events.iter().flat_map(|event| csv::line(cells(event))).collect();
                Some((Ok(Bytes::from(lines)), Some((None, app, caller, export))))
            }
            Ok(None) => None,
            // The download breaks off: what was sent must not look whole.
            Err(refusal) => Some((Err(std::io::Error::other(refusal.code().as_str())), None)),
        }
    });
    // What compresses asks once more after the end.
    let body = Body::from_stream(futures_util::StreamExt::fuse(pieces));
    Ok(attachment("events.csv", "text/csv; charset=utf-8", body))
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
