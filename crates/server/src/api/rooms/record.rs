//! One room: its record and what can be done with it.

use axum::{Json, extract::State, response::Response};
use domain::id::{Id, Organization};
use service::{
    Caller, Realm, ask, ask_where_allowed,
    rooms::{CreateRoom, DeleteRoom, EditRoom, PlaceStep, Room as Found, RoomForm, RoomOf},
    run,
};
use uuid::Uuid;
use wire::rooms::{NewRoom, Reference, Room, RoomMissing, RoomPatch, RoomPlace};

use crate::{
    answer::{ApiResult, Body, IfMatch, created, created_outside, etag, no_content},
    api::shapes::moment,
    caller::Client,
    path::ApiPath,
    web::Web,
};

/// Adds a room; it is Onboarding until somebody enrols it.
///
/// Whoever sees chosen rooms alone does not see it before it is in one of their groups, and gets its address without a body.
#[utoipa::path(post, path = "/v1.0/rooms", operation_id = "createRoom", tag = "rooms", request_body = NewRoom,
    responses((status = 201, body = Room), (status = 403), (status = 422)))]
pub(super) async fn create(
    State(web): State<Web>,
    Client(caller): Client,
    Body(new): Body<NewRoom>,
) -> ApiResult<Response> {
    add(&web, &caller, Realm::Own, caller.person.organization, new).await
}

/// Adds a room at a customer, in a place that is yours to work on; without one if you may add rooms everywhere. It is
/// Onboarding until somebody enrols it.
#[utoipa::path(post, path = "/v1.0/managedTenants/{tenantId}/rooms", operation_id = "createManagedTenantRoom", tag = "managedTenants",
    request_body = NewRoom, params(("tenantId" = Uuid, Path, description = "The customer")),
    responses((status = 201, body = Room), (status = 403), (status = 404), (status = 422)))]
pub(super) async fn create_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(tenant): ApiPath<Uuid>,
    Body(new): Body<NewRoom>,
) -> ApiResult<Response> {
    let tenant = caller.person.customer(Id::new(tenant))?;
    add(&web, &caller, Realm::Customer(tenant), tenant, new).await
}

async fn add(
    web: &Web,
    caller: &Caller,
    realm: Realm,
    tenant: Id<Organization>,
    new: NewRoom,
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
        capacity: written(new.capacity),
        asset_tag: new.asset_tag,
        notes: new.notes,
        size: written(new.size),
        place_type: written(new.place_type),
        latitude: written(new.latitude),
        longitude: written(new.longitude),
        tags: new.tags,
    };
    let room = run(&web.app, caller, CreateRoom { tenant, form }).await?;
    let address = match realm {
        Realm::Own => format!("/v1.0/rooms/{room}"),
        _ => format!("/v1.0/managedTenants/{tenant}/rooms/{room}"),
    };
    Ok(match ask_where_allowed(&web.app, caller, &RoomOf { realm, room }).await? {
        Some(found) => created(address, shape(found)),
        None => created_outside(address),
    })
}

/// A room of your organization.
#[utoipa::path(get, path = "/v1.0/rooms/{id}", operation_id = "getRoom", tag = "rooms",
    params(("id" = Uuid, Path, description = "The room")),
    responses((status = 200, body = Room), (status = 403), (status = 404)))]
pub(super) async fn get(
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
pub(super) async fn get_there(
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
pub(super) async fn patch(
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
pub(super) async fn patch_there(
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
pub(super) async fn delete(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    version: IfMatch,
) -> ApiResult<Response> {
    let tenant = caller.person.organization;
    run(&web.app, &caller, DeleteRoom { tenant, room: Id::new(id), stamp: version.optional() }).await?;
    Ok(no_content())
}

/// Deletes the record of an unenrolled room of a customer, with what its device said.
#[utoipa::path(delete, path = "/v1.0/managedTenants/{tenantId}/rooms/{id}", operation_id = "deleteManagedTenantRoom", tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The room")),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 412)))]
pub(super) async fn delete_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
    version: IfMatch,
) -> ApiResult<Response> {
    let tenant = caller.person.customer(Id::new(tenant))?;
    run(&web.app, &caller, DeleteRoom { tenant, room: Id::new(id), stamp: version.optional() }).await?;
    Ok(no_content())
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
        (&mut form.capacity, patch.capacity.map(written)),
        (&mut form.asset_tag, patch.asset_tag),
        (&mut form.notes, patch.notes),
        (&mut form.size, patch.size.map(written)),
        (&mut form.place_type, patch.place_type.map(written)),
        (&mut form.latitude, patch.latitude.map(written)),
        (&mut form.longitude, patch.longitude.map(written)),
    ];
    for (field, given) in texts {
        if let Some(given) = given {
            *field = given;
        }
    }
    if let Some(place) = patch.place_id {
        form.place = place.map(Id::new);
    }
    if let Some(tags) = patch.tags {
        form.tags = tags;
    }
    form
}

/// What was sent, as a form holds it.
fn written<T: ToString>(sent: Option<T>) -> String {
    sent.map(|sent| sent.to_string()).unwrap_or_default()
}

fn references<T>(things: impl IntoIterator<Item = (Id<T>, String)>) -> Vec<Reference> {
    things.into_iter().map(|(id, display_name)| Reference { id: id.uuid(), display_name }).collect()
}

fn missing(missing: domain::device::Missing) -> RoomMissing {
    RoomMissing { what: missing.what, reason: missing.reason.key().to_owned(), detail: missing.detail }
}

fn shape(found: Found) -> Room {
    let detail = found.detail;
    let place = |step: PlaceStep| RoomPlace {
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
        activity_state: detail.activity.key().to_owned(),
        place_id: detail.record.place.map(Id::uuid),
        places: found.way.into_iter().map(place).collect(),
        groups: references(found.groups),
        update_ring: references(found.ring).pop(),
        partners: found.partners.map(references),
        device_type: detail.record.device_type.key().to_owned(),
        manufacturer: detail.record.manufacturer,
        model: detail.record.model,
        serial_number: detail.record.serial_number,
        account: detail.record.account,
        time_zone: detail.record.time_zone,
        capacity: detail.record.capacity,
        size: detail.record.size.map(|size| size.key().to_owned()),
        place_type: detail.record.place_type.map(|kind| kind.key().to_owned()),
        latitude: detail.record.coordinates.map(|at| at.latitude().number()),
        longitude: detail.record.coordinates.map(|at| at.longitude().number()),
        asset_tag: detail.record.asset_tag,
        notes: detail.record.notes,
        tags: detail.record.tags.iter().map(ToString::to_string).collect(),
        host_name: detail.host_name,
        agent_version: detail.agent_version,
        app_version: detail.app_version,
        os_version: detail.os_version,
        addresses: detail.addresses,
        network_type: detail.network_type,
        firmware_version: detail.firmware_version,
        mac_addresses: detail.mac_addresses,
        tpm: detail.tpm.map(|tpm| tpm.key().to_owned()),
        credential_protection: detail.credential_protection.map(|protection| protection.key().to_owned()),
        missing: detail.missing.into_iter().map(missing).collect(),
        created_date_time: detail.created_at.to_string(),
        permissions: found.may.iter().map(|permission| permission.key().to_owned()).collect(),
    }
}
