//! The list of rooms as CSV: what the filters show, page by page, under the rights of each moment.

use axum::extract::State;
use domain::permission::Permission;
use service::{
    Export,
    rooms::{ListRooms, RoomRow},
};

use super::{At, chosen::Chosen};
use crate::{answer::PageResult, caller::Signed, csv, form::Fields, i18n::Translator, web::Web};

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
    let at = signed.at_customers(chosen.tenant);
    write(web, signed, at, chosen).await
}

async fn write(web: Web, signed: Signed, at: At, chosen: Chosen) -> PageResult {
    let shell = signed.shell(&web).await?;
    let t = Translator::new(shell.language, &shell.time_zone);
    let cut = chosen.cut.clone().named(&web, &signed, at, Permission::RoomView).await?;
    let chosen = Chosen { cut, ..chosen };
    let (app, caller) = (web.app, signed.caller);
    let (realm, health) = (at.realm(), chosen.health);
    let question = ListRooms { realm, wanted: chosen.wanted()?, health, counts: false };
    let export = Export::begin(&app, &caller, question).await?;
    Ok(csv::download("rooms.csv", COLUMNS, (app, caller), export, move |room| cells(room, &t)).await?)
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
