//! The rooms of an update as CSV: those that hold it up, or all, page by page, under the rights of each moment.

use axum::extract::State;
use service::{
    Export, Wanted,
    rollouts::{RolloutRoom, RolloutRooms, WhichRooms},
};

use super::Named;
use crate::{answer::PageResult, caller::Signed, csv, form::Fields, path::PagePath, web::Web};

/// The columns, as properties of the API.
const COLUMNS: [&str; 7] =
    ["id", "displayName", "updateRingId", "state", "dueDateTime", "reason", "isForced"];

/// Which rooms an address asks for.
pub(super) fn which(fields: &Fields) -> WhichRooms {
    if fields.text("rooms") == "all" { WhichRooms::All } else { WhichRooms::Holding }
}

/// The rooms in sight.
pub(super) async fn rooms(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    fields: Fields,
) -> PageResult {
    let question = RolloutRooms {
        realm: named.at(&signed).realm(),
        release: named.release,
        which: which(&fields),
        wanted: Wanted::default(),
        counts: false,
    };
    let export = Export::begin(&web.app, &signed.caller, question).await?;
    Ok(csv::download("update-rooms.csv", COLUMNS, (web.app, signed.caller), export, cells).await?)
}

fn cells(room: &RolloutRoom) -> [String; 7] {
    [
        room.room.to_string(),
        room.name.clone(),
        room.ring.to_string(),
        room.state.key().to_owned(),
        room.due_at.to_string(),
        room.reason.map(|reason| reason.key().to_owned()).unwrap_or_default(),
        room.is_forced.to_string(),
    ]
}
