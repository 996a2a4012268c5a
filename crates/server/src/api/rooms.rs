//! `/v1.0/rooms`, and the same under `/v1.0/managedTenants`: rooms of one's own and of customers.

use axum::{Json, extract::State, http::Uri, response::Response};
use domain::id::{Id, Organization, Room as RoomId};
use service::{
    Caller, Listed, Page, Realm, Refusal, ask,
    rooms::{
        CreateRoom, DeleteRoom, EditRoom, EnrolRoom, HistoryRow, ListRooms, Room as Found, RoomForm,
        RoomHistory, RoomOf, RoomRow, SCHEMA, TakeOver, UnenrolRoom, enrol_rooms,
    },
    run,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::rooms as shapes;
use wire::rooms::{
    HealthCounts, NewRoom, Reference, Room, RoomHistoryEntry, RoomIds, RoomItem, RoomOutcome, RoomPatch,
    RoomPlace, RoomSignal,
};

use super::{collection::Asked, shapes::moment};
use crate::{
    answer::{ApiResult, Body, IfMatch, List, created, etag, next_link, no_content},
    caller::Client,
    form::Fields,
    path::ApiPath,
    web::Web,
};

/// Every operation on rooms.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(health_counts))
        .routes(routes!(enrol_many))
        .routes(routes!(get, patch, delete))
        .routes(routes!(enrol))
        .routes(routes!(unenrol))
        .routes(routes!(take_over))
        .routes(routes!(signals))
        .routes(routes!(history))
        .routes(routes!(list_everywhere))
        .routes(routes!(health_counts_everywhere))
        .routes(routes!(list_there))
        .routes(routes!(health_counts_there))
        .routes(routes!(get_there, patch_there))
        .routes(routes!(signals_there))
        .routes(routes!(history_there))
}

/// Your organization's rooms, as far as you see them. Unenrolled rooms are left out unless the filter names `monitoring`.
#[utoipa::path(get, path = "/v1.0/rooms", operation_id = "listRooms", tag = "rooms",
    params(
        ("$filter" = Option<String>, Query, description = "For instance `health eq 'unhealthy' and capacity ge 8`; `groupIds/any(g: g eq …)`, `placeIds/any(p: p eq …)`"),
        ("$orderby" = Option<String>, Query, description = "displayName, health, healthSince, lastSeen, deviceType, capacity, createdDateTime"),
        ("$search" = Option<String>, Query, description = "In displayName"),
        ("$select" = Option<String>, Query, description = "Which properties"),
        ("$top" = Option<u32>, Query, description = "How many on a page, at most 300"),
        ("$count" = Option<bool>, Query, description = "Whether to count all of them"),
        ("$skiptoken" = Option<String>, Query, description = "Where to go on; from @odata.nextLink"),
    ),
    responses((status = 200, body = List<RoomItem>), (status = 403), (status = 422)))]
async fn list(
    State(web): State<Web>,
    Client(caller): Client,
    uri: Uri,
    fields: Fields,
) -> ApiResult<Response> {
    page(&web, &caller, Realm::Own, &uri, &fields).await
}

/// The rooms of all of your customers, as far as you see them.
#[utoipa::path(get, path = "/v1.0/managedTenants/rooms", operation_id = "listManagedRooms", tag = "managedTenants",
    params(
        ("$filter" = Option<String>, Query, description = "As for /v1.0/rooms; `tenantId eq …` for some customers"),
        ("$orderby" = Option<String>, Query, description = "As for /v1.0/rooms, and tenantDisplayName"),
        ("$search" = Option<String>, Query, description = "In displayName"),
        ("$select" = Option<String>, Query, description = "Which properties"),
        ("$top" = Option<u32>, Query, description = "How many on a page, at most 300"),
        ("$count" = Option<bool>, Query, description = "Whether to count all of them"),
        ("$skiptoken" = Option<String>, Query, description = "Where to go on; from @odata.nextLink"),
    ),
    responses((status = 200, body = List<RoomItem>), (status = 403), (status = 422)))]
async fn list_everywhere(
    State(web): State<Web>,
    Client(caller): Client,
    uri: Uri,
    fields: Fields,
) -> ApiResult<Response> {
    page(&web, &caller, Realm::AllCustomers, &uri, &fields).await
}

/// The rooms of one customer, as far as you see them.
#[utoipa::path(get, path = "/v1.0/managedTenants/{tenantId}/rooms", operation_id = "listManagedTenantRooms", tag = "managedTenants",
    params(
        ("tenantId" = Uuid, Path, description = "The customer"),
        ("$filter" = Option<String>, Query, description = "As for /v1.0/rooms"),
        ("$orderby" = Option<String>, Query, description = "As for /v1.0/rooms"),
        ("$search" = Option<String>, Query, description = "In displayName"),
        ("$select" = Option<String>, Query, description = "Which properties"),
        ("$top" = Option<u32>, Query, description = "How many on a page, at most 300"),
        ("$count" = Option<bool>, Query, description = "Whether to count all of them"),
        ("$skiptoken" = Option<String>, Query, description = "Where to go on; from @odata.nextLink"),
    ),
    responses((status = 200, body = List<RoomItem>), (status = 403), (status = 404), (status = 422)))]
async fn list_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(tenant): ApiPath<Uuid>,
    uri: Uri,
    fields: Fields,
) -> ApiResult<Response> {
    page(&web, &caller, Realm::Customer(Id::new(tenant)), &uri, &fields).await
}

/// How many of your organization's rooms there are by health, under the same `$filter` and `$search` as the list.
#[utoipa::path(get, path = "/v1.0/rooms/healthCounts", operation_id = "countRooms", tag = "rooms",
    params(
        ("$filter" = Option<String>, Query, description = "As for /v1.0/rooms"),
        ("$search" = Option<String>, Query, description = "In displayName"),
    ),
    responses((status = 200, body = HealthCounts), (status = 403), (status = 422)))]
async fn health_counts(
    State(web): State<Web>,
    Client(caller): Client,
    fields: Fields,
) -> ApiResult<Json<HealthCounts>> {
    counted(&web, &caller, Realm::Own, &fields).await
}

/// How many of your customers' rooms there are by health.
#[utoipa::path(get, path = "/v1.0/managedTenants/rooms/healthCounts", operation_id = "countManagedRooms", tag = "managedTenants",
    params(
        ("$filter" = Option<String>, Query, description = "As for /v1.0/managedTenants/rooms"),
        ("$search" = Option<String>, Query, description = "In displayName"),
    ),
    responses((status = 200, body = HealthCounts), (status = 403), (status = 422)))]
async fn health_counts_everywhere(
    State(web): State<Web>,
    Client(caller): Client,
    fields: Fields,
) -> ApiResult<Json<HealthCounts>> {
    counted(&web, &caller, Realm::AllCustomers, &fields).await
}

/// How many rooms of one customer there are by health.
#[utoipa::path(get, path = "/v1.0/managedTenants/{tenantId}/rooms/healthCounts", operation_id = "countManagedTenantRooms", tag = "managedTenants",
    params(
        ("tenantId" = Uuid, Path, description = "The customer"),
        ("$filter" = Option<String>, Query, description = "As for /v1.0/rooms"),
        ("$search" = Option<String>, Query, description = "In displayName"),
    ),
    responses((status = 200, body = HealthCounts), (status = 403), (status = 404), (status = 422)))]
async fn health_counts_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(tenant): ApiPath<Uuid>,
    fields: Fields,
) -> ApiResult<Json<HealthCounts>> {
    counted(&web, &caller, Realm::Customer(Id::new(tenant)), &fields).await
}

/// Adds a room; it is Onboarding until somebody enrols it.
#[utoipa::path(post, path = "/v1.0/rooms", operation_id = "createRoom", tag = "rooms", request_body = NewRoom,
    responses((status = 201, body = Room), (status = 403), (status = 422)))]
async fn create(
    State(web): State<Web>,
    Client(caller): Client,
    Body(new): Body<NewRoom>,
) -> ApiResult<Response> {
    let form = RoomForm {
        name: new.display_name,
        place: new.place_id.map(Id::new),
        device_type: new.device_type,
        manufacturer: new.manufacturer,
        model: new.model,
        serial_number: new.serial_number,
        account: new.account,
        time_zone: new.time_zone,
        capacity: seats(new.capacity),
        asset_tag: new.asset_tag,
        notes: new.notes,
    };
    let tenant = caller.person.organization;
    let room = run(&web.app, &caller, CreateRoom { tenant, form }).await?;
    let found = ask(&web.app, &caller, &RoomOf { realm: Realm::Own, room }).await?;
    Ok(created(format!("/v1.0/rooms/{room}"), shape(found)))
}

/// A room of your organization.
#[utoipa::path(get, path = "/v1.0/rooms/{id}", operation_id = "getRoom", tag = "rooms",
    params(("id" = Uuid, Path, description = "The room")),
    responses((status = 200, body = Room), (status = 403), (status = 404)))]
async fn get(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Json<Room>> {
    one(&web, &caller, Realm::Own, id).await
}

/// A room of a customer.
#[utoipa::path(get, path = "/v1.0/managedTenants/{tenantId}/rooms/{id}", operation_id = "getManagedTenantRoom", tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The room")),
    responses((status = 200, body = Room), (status = 403), (status = 404)))]
async fn get_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Json<Room>> {
    one(&web, &caller, Realm::Customer(Id::new(tenant)), id).await
}

/// Changes the record of a room.
#[utoipa::path(patch, path = "/v1.0/rooms/{id}", operation_id = "updateRoom", tag = "rooms", request_body = RoomPatch,
    params(("id" = Uuid, Path, description = "The room")),
    responses((status = 200, body = Room), (status = 403), (status = 404), (status = 412), (status = 422)))]
async fn patch(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    version: IfMatch,
    Body(patch): Body<RoomPatch>,
) -> ApiResult<Json<Room>> {
    let tenant = caller.person.organization;
    edit(&web, &caller, Realm::Own, tenant, id, version, patch).await
}

/// Changes the record of a customer's room.
#[utoipa::path(patch, path = "/v1.0/managedTenants/{tenantId}/rooms/{id}", operation_id = "updateManagedTenantRoom", tag = "managedTenants",
    request_body = RoomPatch,
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The room")),
    responses((status = 200, body = Room), (status = 403), (status = 404), (status = 412), (status = 422)))]
async fn patch_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
    version: IfMatch,
    Body(patch): Body<RoomPatch>,
) -> ApiResult<Json<Room>> {
    let tenant = Id::new(tenant);
    edit(&web, &caller, Realm::Customer(tenant), tenant, id, version, patch).await
}

/// Deletes the record of an unenrolled room, with what its device said.
#[utoipa::path(delete, path = "/v1.0/rooms/{id}", operation_id = "deleteRoom", tag = "rooms",
    params(("id" = Uuid, Path, description = "The room")),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 412)))]
async fn delete(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    version: IfMatch,
) -> ApiResult<Response> {
    let tenant = caller.person.organization;
    run(&web.app, &caller, DeleteRoom { tenant, room: Id::new(id), stamp: version.optional() }).await?;
    Ok(no_content())
}

/// Starts the monitoring of an Onboarding room.
#[utoipa::path(post, path = "/v1.0/rooms/{id}/enrol", operation_id = "enrolRoom", tag = "rooms",
    params(("id" = Uuid, Path, description = "The room")),
    responses((status = 204), (status = 403), (status = 404), (status = 409)))]
async fn enrol(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Response> {
    let tenant = caller.person.organization;
    run(&web.app, &caller, EnrolRoom { tenant, room: Id::new(id) }).await?;
    Ok(no_content())
}

/// Starts the monitoring of several Onboarding rooms and answers the outcome of each.
#[utoipa::path(post, path = "/v1.0/rooms/enrol", operation_id = "enrolRooms", tag = "rooms", request_body = RoomIds,
    responses((status = 200, body = List<RoomOutcome>), (status = 422)))]
async fn enrol_many(
    State(web): State<Web>,
    Client(caller): Client,
    Body(wanted): Body<RoomIds>,
) -> ApiResult<List<RoomOutcome>> {
    let rooms = wanted.rooms.into_iter().map(Id::new).collect();
    let outcomes = enrol_rooms(&web.app, &caller, caller.person.organization, rooms).await?;
    let outcome = |(room, outcome): (Id<RoomId>, Result<_, Refusal>)| RoomOutcome {
        id: room.uuid(),
        code: outcome.err().map(|refusal| refusal.code().as_str().to_owned()),
    };
    Ok(List { count: None, value: outcomes.into_iter().map(outcome).collect(), next_link: None })
}

/// Stops the monitoring of a room; the credential of its device ends.
#[utoipa::path(post, path = "/v1.0/rooms/{id}/unenrol", operation_id = "unenrolRoom", tag = "rooms",
    params(("id" = Uuid, Path, description = "The room")),
    responses((status = 204), (status = 403), (status = 404), (status = 409)))]
async fn unenrol(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Response> {
    let tenant = caller.person.organization;
    run(&web.app, &caller, UnenrolRoom { tenant, room: Id::new(id) }).await?;
    Ok(no_content())
}

/// Gives this room the device of an Onboarding room, which disappears.
#[utoipa::path(post, path = "/v1.0/rooms/{id}/takeOver", operation_id = "takeOverDevice", tag = "rooms",
    request_body = shapes::TakeOver, params(("id" = Uuid, Path, description = "The room in which the device stands")),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 422)))]
async fn take_over(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    Body(wanted): Body<shapes::TakeOver>,
) -> ApiResult<Response> {
    let tenant = caller.person.organization;
    run(&web.app, &caller, TakeOver { tenant, from: Id::new(wanted.from), to: Id::new(id) }).await?;
    Ok(no_content())
}

/// What the device of a room says.
#[utoipa::path(get, path = "/v1.0/rooms/{id}/signals", operation_id = "listRoomSignals", tag = "rooms",
    params(("id" = Uuid, Path, description = "The room")),
    responses((status = 200, body = List<RoomSignal>), (status = 403), (status = 404)))]
async fn signals(
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
async fn signals_there(
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
async fn history(
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
async fn history_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
    uri: Uri,
    fields: Fields,
) -> ApiResult<List<RoomHistoryEntry>> {
    before(&web, &caller, Realm::Customer(Id::new(tenant)), id, &uri, &fields).await
}

async fn page(web: &Web, caller: &Caller, realm: Realm, uri: &Uri, fields: &Fields) -> ApiResult<Response> {
    let asked = Asked::read(fields, &SCHEMA)?;
    let question = ListRooms { realm, wanted: asked.wanted.clone(), health: None, counts: asked.count };
    let found = ask(&web.app, caller, &question).await?;
    let count = found.counts.map(|counts| counts.all());
    let listed = Listed { items: found.rooms, next: found.next };
    asked.answer(web, uri, listed, count, item)
}

async fn counted(web: &Web, caller: &Caller, realm: Realm, fields: &Fields) -> ApiResult<Json<HealthCounts>> {
    let mut wanted = Asked::read(fields, &SCHEMA)?.wanted;
    wanted.page = Page::of(1);
    let found = ask(&web.app, caller, &ListRooms { realm, wanted, health: None, counts: true }).await?;
    let counts = found.counts.unwrap_or_default();
    Ok(Json(HealthCounts {
        healthy: counts.healthy,
        unhealthy: counts.unhealthy,
        unmonitored: counts.unmonitored,
        onboarding: counts.onboarding,
    }))
}

async fn one(web: &Web, caller: &Caller, realm: Realm, id: Uuid) -> ApiResult<Json<Room>> {
    Ok(Json(shape(ask(&web.app, caller, &RoomOf { realm, room: Id::new(id) }).await?)))
}

async fn edit(
    web: &Web,
    caller: &Caller,
    realm: Realm,
    tenant: Id<Organization>,
    id: Uuid,
    version: IfMatch,
    patch: RoomPatch,
) -> ApiResult<Json<Room>> {
    let room = Id::new(id);
    let found = ask(&web.app, caller, &RoomOf { realm, room }).await?.detail;
    let form = patched(RoomForm::from(&found.record), patch);
    let stamp = version.optional().or(Some(found.change_stamp));
    run(&web.app, caller, EditRoom { tenant, room, stamp, form }).await?;
    one(web, caller, realm, id).await
}

fn patched(mut form: RoomForm, patch: RoomPatch) -> RoomForm {
    let texts = [
        (&mut form.name, patch.display_name),
        (&mut form.device_type, patch.device_type),
        (&mut form.manufacturer, patch.manufacturer),
        (&mut form.model, patch.model),
        (&mut form.serial_number, patch.serial_number),
        (&mut form.account, patch.account),
        (&mut form.time_zone, patch.time_zone),
        (&mut form.capacity, patch.capacity.map(seats)),
        (&mut form.asset_tag, patch.asset_tag),
        (&mut form.notes, patch.notes),
    ];
    for (field, given) in texts {
        if let Some(given) = given {
            *field = given;
        }
    }
    if let Some(place) = patch.place_id {
        form.place = place.map(Id::new);
    }
    form
}

fn seats(capacity: Option<i64>) -> String {
    capacity.map(|seats| seats.to_string()).unwrap_or_default()
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
    let (size, after) = super::shapes::paging(fields)?;
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

fn item(row: RoomRow) -> RoomItem {
    RoomItem {
        id: row.id.uuid(),
        tenant_id: row.tenant.uuid(),
        tenant_display_name: row.tenant_name,
        display_name: row.name,
        health: row.health.key().to_owned(),
        has_warning: row.has_warning,
        health_since: row.health_since.to_string(),
        monitoring: row.monitoring.key().to_owned(),
        last_seen: moment(row.last_seen),
        device_type: row.device_type.key().to_owned(),
        manufacturer: row.manufacturer,
        model: row.model,
        capacity: row.capacity,
        place: row.place_name,
        place_id: row.place.map(Id::uuid),
        created_date_time: row.created_at.to_string(),
    }
}

fn references<T>(things: Vec<(Id<T>, String)>) -> Vec<Reference> {
    things.into_iter().map(|(id, display_name)| Reference { id: id.uuid(), display_name }).collect()
}

fn shape(found: Found) -> Room {
    let detail = found.detail;
    let place = |step: service::rooms::PlaceStep| RoomPlace {
        id: step.id.uuid(),
        kind: step.kind.key().to_owned(),
        display_name: step.name,
    };
    Room {
        etag: etag(detail.change_stamp),
        id: detail.id.uuid(),
        tenant_id: detail.tenant.uuid(),
        tenant_display_name: detail.tenant_name,
        display_name: detail.record.name,
        health: detail.health.key().to_owned(),
        has_warning: detail.has_warning,
        health_since: detail.health_since.to_string(),
        monitoring: detail.monitoring.key().to_owned(),
        last_seen: moment(detail.last_seen),
        place_id: detail.record.place.map(Id::uuid),
        places: found.way.into_iter().map(place).collect(),
        groups: references(found.groups),
        partners: found.partners.map(references),
        device_type: detail.record.device_type.key().to_owned(),
        manufacturer: detail.record.manufacturer,
        model: detail.record.model,
        serial_number: detail.record.serial_number,
        account: detail.record.account,
        time_zone: detail.record.time_zone,
        capacity: detail.record.capacity,
        asset_tag: detail.record.asset_tag,
        notes: detail.record.notes,
        host_name: detail.host_name,
        agent_version: detail.agent_version,
        app_version: detail.app_version,
        os_version: detail.os_version,
        addresses: detail.addresses,
        network_type: detail.network_type,
        created_date_time: detail.created_at.to_string(),
        permissions: found.may.iter().map(|permission| permission.key().to_owned()).collect(),
    }
}
