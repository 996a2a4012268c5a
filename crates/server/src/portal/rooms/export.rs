//! The list of rooms as CSV: what the filters show, page by page, under the rights of each moment.

use axum::{
    body::{Body, Bytes},
    extract::State,
};
use service::{
    ask,
    rooms::{ExportRooms, RoomRow},
    shell::ShellOf,
};

use super::{At, chosen::Chosen};
use crate::{
    answer::PageResult, caller::Signed, csv, form::Fields, i18n::Translator,
    portal::audit_logs::download::attachment, web::Web,
};

/// The columns, as properties of the API.
const COLUMNS: [&str; 16] = [
    "id",
    "displayName",
    "tenantDisplayName",
    "place",
    "deviceType",
    "manufacturer",
    "model",
    "capacity",
    "size",
    "placeType",
    "latitude",
    "longitude",
    "monitoring",
    "health",
    "healthSince",
    "lastSeen",
];

/// One's own rooms.
pub async fn own(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let at = At::Own(signed.caller.person.organization);
    write(web, signed, at, Chosen::read(&fields)).await
}

/// The rooms of customers.
pub async fn customers(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let chosen = Chosen::read(&fields);
    let at = chosen.tenant.map_or(At::Customers, At::Customer);
    write(web, signed, at, chosen).await
}

async fn write(web: Web, signed: Signed, at: At, chosen: Chosen) -> PageResult {
    let shell = ask(&web.app, &signed.caller, &ShellOf).await?;
    let t = Translator::new(shell.language, &shell.time_zone);
    let (app, caller) = (web.app, signed.caller);
    let export = ExportRooms::begin(&app, &caller, at.realm(), chosen.wanted()?, chosen.health).await?;
    let state = (Some(csv::line(COLUMNS)), app, caller, export, t);
    let pieces = futures_util::stream::unfold(Some(state), |state| async move {
        let (head, app, caller, mut export, t) = state?;
        if let Some(head) = head {
            return Some((Ok(Bytes::from(head)), Some((None, app, caller, export, t))));
        }
        match export.next(&app, &caller).await {
            Ok(Some(rooms)) => {
                let lines: Vec<u8> = rooms.iter().flat_map(|room| csv::line(cells(room, &t))).collect();
                Some((Ok(Bytes::from(lines)), Some((None, app, caller, export, t))))
            }
            Ok(None) => None,
            // The download breaks off: what was sent must not look whole.
            Err(refusal) => Some((Err(std::io::Error::other(refusal.code().as_str())), None)),
        }
    });
    // What compresses asks once more after the end.
    let body = Body::from_stream(futures_util::StreamExt::fuse(pieces));
    Ok(attachment("rooms.csv", "text/csv; charset=utf-8", body))
}

fn cells(room: &RoomRow, t: &Translator) -> [String; 16] {
    [
        room.id.to_string(),
        room.name.clone(),
        room.tenant_name.clone(),
        room.place_name.clone(),
        t.word("device-", room.device_type.key()),
        room.manufacturer.clone(),
        room.model.clone(),
        room.capacity.map(|seats| seats.to_string()).unwrap_or_default(),
        room.size.map(|size| t.word("size-", size.key())).unwrap_or_default(),
        room.place_type.map(|kind| t.word("place-type-", kind.key())).unwrap_or_default(),
        room.coordinates.map(|at| at.latitude().to_string()).unwrap_or_default(),
        room.coordinates.map(|at| at.longitude().to_string()).unwrap_or_default(),
        room.monitoring.key().to_owned(),
        room.health.key().to_owned(),
        room.health_since.to_string(),
        room.last_seen.map(|at| at.to_string()).unwrap_or_default(),
    ]
}
