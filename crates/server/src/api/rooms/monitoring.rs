//! Monitoring of rooms: its start, its end, and the change of a device.

use axum::{extract::State, response::Response};
use domain::id::{Id, Organization, Room};
use service::{
    Caller, Refusal,
    rooms::{EnrolRoom, TakeOver, UnenrolRoom, enrol_rooms},
    run,
};
use uuid::Uuid;
use wire::rooms::{RoomIds, RoomOutcome, TakeOver as Wanted};

use crate::{
    answer::{ApiResult, Body, List, no_content},
    caller::Client,
    path::ApiPath,
    web::Web,
};

/// Starts the monitoring of an Onboarding room.
#[utoipa::path(post, path = "/v1.0/rooms/{id}/enrol", operation_id = "enrolRoom", tag = "rooms",
    params(("id" = Uuid, Path, description = "The room")),
    responses((status = 204), (status = 403), (status = 404), (status = 409)))]
pub(super) async fn enrol(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Response> {
    let tenant = caller.person.organization;
    run(&web.app, &caller, EnrolRoom { tenant, room: Id::new(id) }).await?;
    Ok(no_content())
}

/// Starts the monitoring of an Onboarding room of a customer.
#[utoipa::path(post, path = "/v1.0/managedTenants/{tenantId}/rooms/{id}/enrol", operation_id = "enrolManagedTenantRoom", tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The room")),
    responses((status = 204), (status = 403), (status = 404), (status = 409)))]
pub(super) async fn enrol_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Response> {
    let tenant = caller.person.customer(Id::new(tenant))?;
    run(&web.app, &caller, EnrolRoom { tenant, room: Id::new(id) }).await?;
    Ok(no_content())
}

/// Starts the monitoring of several Onboarding rooms and answers the outcome of each.
#[utoipa::path(post, path = "/v1.0/rooms/enrol", operation_id = "enrolRooms", tag = "rooms", request_body = RoomIds,
    responses((status = 200, body = List<RoomOutcome>), (status = 422)))]
pub(super) async fn enrol_many(
    State(web): State<Web>,
    Client(caller): Client,
    Body(wanted): Body<RoomIds>,
) -> ApiResult<List<RoomOutcome>> {
    several(&web, &caller, caller.person.organization, wanted).await
}

/// Starts the monitoring of several Onboarding rooms of a customer and answers the outcome of each.
#[utoipa::path(post, path = "/v1.0/managedTenants/{tenantId}/rooms/enrol", operation_id = "enrolManagedTenantRooms", tag = "managedTenants",
    request_body = RoomIds, params(("tenantId" = Uuid, Path, description = "The customer")),
    responses((status = 200, body = List<RoomOutcome>), (status = 403), (status = 404), (status = 422)))]
pub(super) async fn enrol_many_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(tenant): ApiPath<Uuid>,
    Body(wanted): Body<RoomIds>,
) -> ApiResult<List<RoomOutcome>> {
    let tenant = caller.person.customer(Id::new(tenant))?;
    several(&web, &caller, tenant, wanted).await
}

async fn several(
    web: &Web,
    caller: &Caller,
    tenant: Id<Organization>,
    wanted: RoomIds,
) -> ApiResult<List<RoomOutcome>> {
    let rooms = wanted.rooms.into_iter().map(Id::new).collect();
    let outcomes = enrol_rooms(&web.app, caller, tenant, rooms).await?;
    let outcome = |(room, outcome): (Id<Room>, Result<_, Refusal>)| RoomOutcome {
        id: room.uuid(),
        code: outcome.err().map(|refusal| refusal.code().as_str().to_owned()),
    };
    Ok(List { count: None, value: outcomes.into_iter().map(outcome).collect(), next_link: None })
}

/// Stops the monitoring of a room; the credential of its device ends.
#[utoipa::path(post, path = "/v1.0/rooms/{id}/unenrol", operation_id = "unenrolRoom", tag = "rooms",
    params(("id" = Uuid, Path, description = "The room")),
    responses((status = 204), (status = 403), (status = 404), (status = 409)))]
pub(super) async fn unenrol(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Response> {
    let tenant = caller.person.organization;
    run(&web.app, &caller, UnenrolRoom { tenant, room: Id::new(id) }).await?;
    Ok(no_content())
}

/// Stops the monitoring of a customer's room; the credential of its device ends.
#[utoipa::path(post, path = "/v1.0/managedTenants/{tenantId}/rooms/{id}/unenrol", operation_id = "unenrolManagedTenantRoom", tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The room")),
    responses((status = 204), (status = 403), (status = 404), (status = 409)))]
pub(super) async fn unenrol_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Response> {
    let tenant = caller.person.customer(Id::new(tenant))?;
    run(&web.app, &caller, UnenrolRoom { tenant, room: Id::new(id) }).await?;
    Ok(no_content())
}

/// Gives this room the device of an Onboarding room, which disappears.
#[utoipa::path(post, path = "/v1.0/rooms/{id}/takeOver", operation_id = "takeOverDevice", tag = "rooms",
    request_body = Wanted, params(("id" = Uuid, Path, description = "The room in which the device stands")),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn take_over(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    Body(wanted): Body<Wanted>,
) -> ApiResult<Response> {
    let tenant = caller.person.organization;
    run(&web.app, &caller, TakeOver { tenant, from: Id::new(wanted.from), to: Id::new(id) }).await?;
    Ok(no_content())
}

/// Gives this room of a customer the device of an Onboarding room, which disappears.
#[utoipa::path(post, path = "/v1.0/managedTenants/{tenantId}/rooms/{id}/takeOver", operation_id = "takeOverManagedTenantDevice", tag = "managedTenants",
    request_body = Wanted,
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The room in which the device stands")),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn take_over_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
    Body(wanted): Body<Wanted>,
) -> ApiResult<Response> {
    let tenant = caller.person.customer(Id::new(tenant))?;
    run(&web.app, &caller, TakeOver { tenant, from: Id::new(wanted.from), to: Id::new(id) }).await?;
    Ok(no_content())
}
