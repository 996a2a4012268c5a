//! The list of updates as CSV and as JSON, and the rooms of one as CSV: what the filters show, page by page, under the rights of each
//! moment.

use axum::extract::State;
use domain::rollout::RoomState;
use service::{
    Export, Refusal, Wanted,
    rollouts::{ListRollouts, RolloutLine, RolloutRoom, RolloutRooms, WhichRooms},
};

use super::{Named, chosen::Chosen};
use crate::{
    answer::{List, PageResult},
    api::rollouts::line,
    caller::Signed,
    csv,
    form::Fields,
    path::PagePath,
    portal::{audit_logs::download::attachment, rooms::At},
    web::Web,
};

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

/// The columns of the list, as properties of the API.
const OF_LIST: [&str; 14] = [
    "id",
    "tenantDisplayName",
    "version",
    "deviceType",
    "isCritical",
    "state",
    "beginsDateTime",
    "beganDateTime",
    "endedDateTime",
    "rooms/scheduled",
    "rooms/installing",
    "rooms/succeeded",
    "rooms/failed",
    "rooms/notRequired",
];

/// One's own updates.
pub(super) async fn own(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let at = signed.at(None);
    write(web, signed, at, &Chosen::read(&fields)).await
}

/// The updates of customers.
pub(super) async fn customers(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let chosen = Chosen::read(&fields);
    let at = signed.at_customers(chosen.tenant);
    write(web, signed, at, &chosen).await
}

/// One's own updates, in the words of the API.
pub(super) async fn own_documents(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let at = signed.at(None);
    documents(&web, &signed, at, &Chosen::read(&fields)).await
}

/// The updates of customers, in the words of the API.
pub(super) async fn documents_of_customers(
    State(web): State<Web>,
    signed: Signed,
    fields: Fields,
) -> PageResult {
    let chosen = Chosen::read(&fields);
    let at = signed.at_customers(chosen.tenant);
    documents(&web, &signed, at, &chosen).await
}

fn question(at: At, chosen: &Chosen) -> Result<ListRollouts, Refusal> {
    Ok(ListRollouts { realm: at.realm(), wanted: chosen.wanted()?, with_past: chosen.shows_past() })
}

async fn write(web: Web, signed: Signed, at: At, chosen: &Chosen) -> PageResult {
    let export = Export::begin(&web.app, &signed.caller, question(at, chosen)?).await?;
    Ok(csv::download("updates.csv", OF_LIST, (web.app, signed.caller), export, cells_of_line).await?)
}

async fn documents(web: &Web, signed: &Signed, at: At, chosen: &Chosen) -> PageResult {
    let (app, caller) = (&web.app, &signed.caller);
    let mut export = Export::begin(app, caller, question(at, chosen)?).await?;
    let mut value = Vec::new();
    while let Some(rows) = export.next(app, caller).await? {
        value.extend(rows.into_iter().map(line));
    }
    let list = List { count: None, value, next_link: None };
    let content = serde_json::to_vec_pretty(&list).map_err(Refusal::from)?;
    Ok(attachment("updates.json", "application/json", content.into()))
}

fn cells_of_line(line: &RolloutLine) -> [String; 14] {
    let time = |at: Option<domain::time::Time>| at.map(|at| at.to_string()).unwrap_or_default();
    let rooms = |state| line.of(state).to_string();
    let row = &line.row;
    [
        row.release.to_string(),
        row.tenant_name.clone(),
        row.version.to_string(),
        row.device_type.key().to_owned(),
        row.is_critical.to_string(),
        row.state.key().to_owned(),
        row.begins_at.to_string(),
        time(row.began_at),
        time(row.ended_at),
        rooms(RoomState::Scheduled),
        rooms(RoomState::Installing),
        rooms(RoomState::Succeeded),
        rooms(RoomState::Failed),
        rooms(RoomState::NotRequired),
    ]
}
