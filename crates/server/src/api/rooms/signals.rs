//! What the device of a room says, and what it said.

use axum::{extract::State, http::Uri};
use domain::id::Id;
use service::{
    Caller, Page, Realm, ask,
    rooms::{HistoryRow, RoomHistory, RoomOf},
};
use uuid::Uuid;
use wire::rooms::{RoomHistoryEntry, RoomSignal};

use crate::{
    answer::{ApiResult, List, next_link},
    api::shapes::paging,
    caller::Client,
    form::Fields,
    path::ApiPath,
    web::Web,
};

/// What the device of a room says.
#[utoipa::path(get, path = "/v1.0/rooms/{id}/signals", operation_id = "listRoomSignals", tag = "rooms",
    params(("id" = Uuid, Path, description = "The room")),
    responses((status = 200, body = List<RoomSignal>), (status = 403), (status = 404)))]
pub(super) async fn signals(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<List<RoomSignal>> {
    said(&web, &caller, Realm::Own, id).await
}

/// What the device of a customer's room says.
#[utoipa::path(get, path = "/v1.0/managedTenants/{tenantId}/rooms/{id}/signals", operation_id = "listManagedTenantRoomSignals", tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The room")),
    responses((status = 200, body = List<RoomSignal>), (status = 403), (status = 404)))]
pub(super) async fn signals_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<List<RoomSignal>> {
    said(&web, &caller, Realm::Customer(Id::new(tenant)), id).await
}

/// What the device of a room said, newest first.
#[utoipa::path(get, path = "/v1.0/rooms/{id}/history", operation_id = "listRoomHistory", tag = "rooms",
    params(
        ("id" = Uuid, Path, description = "The room"),
        ("$top" = Option<u32>, Query, description = "How many on a page, at most 300"),
        ("$skiptoken" = Option<String>, Query, description = "Where to go on; from @odata.nextLink"),
    ),
    responses((status = 200, body = List<RoomHistoryEntry>), (status = 403), (status = 404)))]
pub(super) async fn history(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    uri: Uri,
    fields: Fields,
) -> ApiResult<List<RoomHistoryEntry>> {
    before(&web, &caller, Realm::Own, id, &uri, &fields).await
}

/// What the device of a customer's room said, newest first.
#[utoipa::path(get, path = "/v1.0/managedTenants/{tenantId}/rooms/{id}/history", operation_id = "listManagedTenantRoomHistory", tag = "managedTenants",
    params(
        ("tenantId" = Uuid, Path, description = "The customer"),
        ("id" = Uuid, Path, description = "The room"),
        ("$top" = Option<u32>, Query, description = "How many on a page, at most 300"),
        ("$skiptoken" = Option<String>, Query, description = "Where to go on; from @odata.nextLink"),
    ),
    responses((status = 200, body = List<RoomHistoryEntry>), (status = 403), (status = 404)))]
pub(super) async fn history_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
    uri: Uri,
    fields: Fields,
) -> ApiResult<List<RoomHistoryEntry>> {
    before(&web, &caller, Realm::Customer(Id::new(tenant)), id, &uri, &fields).await
}

async fn said(web: &Web, caller: &Caller, realm: Realm, id: Uuid) -> ApiResult<List<RoomSignal>> {
    let found = ask(&web.app, caller, &RoomOf { realm, room: Id::new(id) }).await?;
    let value = found
        .signals
        .into_iter()
        .flat_map(|group| {
            group.signals.into_iter().map(move |signal| RoomSignal {
                signal: signal.row.signal,
                instance: signal.row.instance,
                category: group.category.map(|category| category.key().to_owned()),
                severity: signal.severity.map(|severity| severity.key().to_owned()),
                is_enabled: signal.is_enabled,
                is_suppressed: signal.is_suppressed,
                state: signal.row.state,
                value: signal.row.value,
                detail: signal.row.detail,
                since: signal.row.since.to_string(),
            })
        })
        .collect();
    Ok(List { count: None, value, next_link: None })
}

async fn before(
    web: &Web,
    caller: &Caller,
    realm: Realm,
    id: Uuid,
    uri: &Uri,
    fields: &Fields,
) -> ApiResult<List<RoomHistoryEntry>> {
    let (size, after) = paging(fields)?;
    let question =
        RoomHistory { realm, room: Id::new(id), after, page: size.map_or_else(Page::default, Page::of) };
    let (entries, next) = ask(&web.app, caller, &question).await?;
    let entry = |row: HistoryRow| RoomHistoryEntry {
        id: row.id,
        date_time: row.at.to_string(),
        kind: row.kind,
        signal: row.signal,
        instance: row.instance,
        before: row.before,
        after: row.after,
    };
    Ok(List {
        count: None,
        value: entries.into_iter().map(entry).collect(),
        next_link: next_link(web, uri, next),
    })
}
