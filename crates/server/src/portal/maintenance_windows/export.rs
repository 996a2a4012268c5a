//! The list of maintenance windows as CSV: what the search shows, page by page, under the rights of each moment.

use axum::extract::State;
use service::{
    Export,
    maintenance_windows::{ListMaintenance, RoomsMeant, ShownWindow},
};

use super::chosen::Chosen;
use crate::{answer::PageResult, caller::Signed, csv, form::Fields, portal::rooms::At, web::Web};

/// The columns, as properties of the API.
const COLUMNS: [&str; 8] = [
    "id",
    "tenantDisplayName",
    "allRooms",
    "roomGroupDisplayName",
    "startDateTime",
    "endDateTime",
    "reason",
    "ownerDisplayName",
];

/// One's own windows.
pub(super) async fn own(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let at = At::Own(signed.caller.person.organization);
    write(web, signed, at, &Chosen::read(&fields)).await
}

/// The windows of customers.
pub(super) async fn customers(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let chosen = Chosen::read(&fields);
    let at = signed.at_customers(chosen.tenant);
    write(web, signed, at, &chosen).await
}

async fn write(web: Web, signed: Signed, at: At, chosen: &Chosen) -> PageResult {
    let (app, caller) = (web.app, signed.caller);
    let question = ListMaintenance { realm: at.realm(), wanted: chosen.wanted()?, counts: false };
    let export = Export::begin(&app, &caller, question).await?;
    Ok(csv::download("maintenance-windows.csv", COLUMNS, (app, caller), export, cells).await?)
}

fn cells(window: &ShownWindow) -> [String; 8] {
    let group = match &window.rooms {
        RoomsMeant::Group(_, name) => name.clone(),
        RoomsMeant::All | RoomsMeant::Some => String::new(),
    };
    [
        window.id.to_string(),
        window.tenant_name.clone(),
        (window.rooms == RoomsMeant::All).to_string(),
        group,
        window.begins_at.to_string(),
        window.ends_at.to_string(),
        window.reason.clone(),
        window.owner.as_ref().map(|(name, _)| name.clone()).unwrap_or_default(),
    ]
}
