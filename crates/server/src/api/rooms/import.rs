//! Rooms from a file.

use axum::{Json, extract::State};
use domain::id::{Id, Organization};
use service::{
    Caller,
    rooms::import::{ImportRooms, read},
    run,
};
use uuid::Uuid;
use wire::rooms::{RoomImport, RoomImported};

use crate::{
    answer::{ApiResult, Body},
    caller::Client,
    path::ApiPath,
    web::Web,
};

/// Adds the rooms of a CSV file: all of them, or none and what is wrong with which line. A trial only says whether it could.
#[utoipa::path(post, path = "/v1.0/rooms/import", operation_id = "importRooms", tag = "rooms", request_body = RoomImport,
    responses((status = 200, body = RoomImported), (status = 403), (status = 413), (status = 422)))]
pub(super) async fn import(
    State(web): State<Web>,
    Client(caller): Client,
    Body(sent): Body<RoomImport>,
) -> ApiResult<Json<RoomImported>> {
    carry_out(&web, &caller, caller.person.organization, sent).await
}

/// Adds the rooms of a CSV file at a customer, each in a place that is yours to work on.
#[utoipa::path(post, path = "/v1.0/managedTenants/{tenantId}/rooms/import", operation_id = "importManagedTenantRooms", tag = "managedTenants",
    request_body = RoomImport, params(("tenantId" = Uuid, Path, description = "The customer")),
    responses((status = 200, body = RoomImported), (status = 403), (status = 404), (status = 413), (status = 422)))]
pub(super) async fn import_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(tenant): ApiPath<Uuid>,
    Body(sent): Body<RoomImport>,
) -> ApiResult<Json<RoomImported>> {
    let tenant = caller.person.customer(Id::new(tenant))?;
    carry_out(&web, &caller, tenant, sent).await
}

async fn carry_out(
    web: &Web,
    caller: &Caller,
    tenant: Id<Organization>,
    sent: RoomImport,
) -> ApiResult<Json<RoomImported>> {
    let lines = read(sent.csv.as_bytes())?;
    let count = lines.len();
    let done = run(&web.app, caller, ImportRooms { tenant, lines, is_trial: sent.is_trial }).await?;
    let room_ids = done.rooms.into_iter().map(Id::uuid).collect();
    Ok(Json(RoomImported { is_trial: sent.is_trial, count, room_ids }))
}
