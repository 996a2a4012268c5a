//! What is done with update rings: those of one's own organization, and those of customers as far as all rooms concerned are in
//! scope.

use axum::{Json, extract::State, response::Response};
use domain::id::{Id, Organization};
use service::{
    Caller, Realm, run,
    update_rings::{CreateRing, DeleteRing, EditRing, MoveRooms, RingForm},
};
use uuid::Uuid;
use wire::update_rings::{NewUpdateRing, RoomsToMove, UpdateRing, UpdateRingPatch};

use super::one;
use crate::{
    answer::{ApiResult, Body, IfMatch, created, no_content},
    caller::Client,
    form::Fields,
    path::ApiPath,
    web::Web,
};

/// Makes an update ring, without rooms yet.
#[utoipa::path(post, path = "/v1.0/updateRings", operation_id = "createUpdateRing", tag = "updateRings", request_body = NewUpdateRing,
    responses((status = 201, body = UpdateRing), (status = 403), (status = 422)))]
pub(super) async fn create(
    State(web): State<Web>,
    Client(caller): Client,
    Body(new): Body<NewUpdateRing>,
) -> ApiResult<Response> {
    make(&web, &caller, Realm::Own, caller.person.organization, new).await
}

/// Makes an update ring at a customer all of whose rooms are in your scope.
#[utoipa::path(post, path = "/v1.0/managedTenants/{tenantId}/updateRings", operation_id = "createManagedTenantUpdateRing",
    tag = "managedTenants", request_body = NewUpdateRing, params(("tenantId" = Uuid, Path, description = "The customer")),
    responses((status = 201, body = UpdateRing), (status = 403), (status = 404), (status = 422)))]
pub(super) async fn create_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(tenant): ApiPath<Uuid>,
    Body(new): Body<NewUpdateRing>,
) -> ApiResult<Response> {
    let tenant = caller.person.customer(Id::new(tenant))?;
    make(&web, &caller, Realm::Customer(tenant), tenant, new).await
}

async fn make(
    web: &Web,
    caller: &Caller,
    realm: Realm,
    tenant: Id<Organization>,
    new: NewUpdateRing,
) -> ApiResult<Response> {
    let form = RingForm {
        name: Some(new.display_name),
        description: Some(new.description),
        order: Some(new.order.to_string()),
        rollout_days: Some(new.rollout_days.to_string()),
        test_days: Some(new.test_days.to_string()),
    };
    let ring = run(&web.app, caller, CreateRing { tenant, form }).await?;
    let address = match realm {
        Realm::Own => format!("/v1.0/updateRings/{ring}"),
        _ => format!("/v1.0/managedTenants/{tenant}/updateRings/{ring}"),
    };
    Ok(created(address, one(web, caller, realm, ring).await?))
}

/// Changes an update ring.
#[utoipa::path(patch, path = "/v1.0/updateRings/{id}", operation_id = "updateUpdateRing", tag = "updateRings",
    request_body = UpdateRingPatch, params(("id" = Uuid, Path, description = "The ring")),
    responses((status = 200, body = UpdateRing), (status = 403), (status = 404), (status = 412), (status = 422)))]
pub(super) async fn patch(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    version: IfMatch,
    Body(patch): Body<UpdateRingPatch>,
) -> ApiResult<Json<UpdateRing>> {
    edit(&web, &caller, Realm::Own, caller.person.organization, id, version, patch).await
}

/// Changes an update ring of a customer; all of its rooms must be in your scope.
#[utoipa::path(patch, path = "/v1.0/managedTenants/{tenantId}/updateRings/{id}", operation_id = "updateManagedTenantUpdateRing",
    tag = "managedTenants", request_body = UpdateRingPatch,
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The ring")),
    responses((status = 200, body = UpdateRing), (status = 403), (status = 404), (status = 412), (status = 422)))]
pub(super) async fn patch_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
    version: IfMatch,
    Body(patch): Body<UpdateRingPatch>,
) -> ApiResult<Json<UpdateRing>> {
    let tenant = caller.person.customer(Id::new(tenant))?;
    edit(&web, &caller, Realm::Customer(tenant), tenant, id, version, patch).await
}

async fn edit(
    web: &Web,
    caller: &Caller,
    realm: Realm,
    tenant: Id<Organization>,
    id: Uuid,
    version: IfMatch,
    patch: UpdateRingPatch,
) -> ApiResult<Json<UpdateRing>> {
    let written = |number: Option<i64>| number.map(|number| number.to_string());
    let form = RingForm {
        name: patch.display_name,
        description: patch.description,
        order: written(patch.order),
        rollout_days: written(patch.rollout_days),
        test_days: written(patch.test_days),
    };
    let ring = Id::new(id);
    run(&web.app, caller, EditRing { tenant, ring, stamp: version.optional(), form }).await?;
    one(web, caller, realm, ring).await.map(Json)
}

/// Deletes an update ring that your organization made; its rooms are in General then. `confirm=true` is needed where it has rooms.
#[utoipa::path(delete, path = "/v1.0/updateRings/{id}", operation_id = "deleteUpdateRing", tag = "updateRings",
    params(
        ("id" = Uuid, Path, description = "The ring"),
        ("confirm" = Option<bool>, Query, description = "Whether it is accepted that its rooms move to General"),
    ),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 412), (status = 422)))]
pub(super) async fn delete(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    version: IfMatch,
    fields: Fields,
) -> ApiResult<Response> {
    end(&web, &caller, caller.person.organization, id, version, &fields).await
}

/// Deletes an update ring of a customer; all of its rooms must be in your scope, and are in General then. `confirm=true` is needed
/// where it has rooms.
#[utoipa::path(delete, path = "/v1.0/managedTenants/{tenantId}/updateRings/{id}", operation_id = "deleteManagedTenantUpdateRing",
    tag = "managedTenants",
    params(
        ("tenantId" = Uuid, Path, description = "The customer"),
        ("id" = Uuid, Path, description = "The ring"),
        ("confirm" = Option<bool>, Query, description = "Whether it is accepted that its rooms move to General"),
    ),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 412), (status = 422)))]
pub(super) async fn delete_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
    version: IfMatch,
    fields: Fields,
) -> ApiResult<Response> {
    let tenant = caller.person.customer(Id::new(tenant))?;
    end(&web, &caller, tenant, id, version, &fields).await
}

async fn end(
    web: &Web,
    caller: &Caller,
    tenant: Id<Organization>,
    id: Uuid,
    version: IfMatch,
    fields: &Fields,
) -> ApiResult<Response> {
    let (ring, stamp) = (Id::new(id), version.optional());
    let confirmed = fields.text("confirm") == "true";
    run(&web.app, caller, DeleteRing { tenant, ring, stamp, confirmed }).await?;
    Ok(no_content())
}

/// Moves rooms to an update ring, all of them or none; those that are in it already stay.
#[utoipa::path(post, path = "/v1.0/updateRings/{id}/rooms", operation_id = "moveRoomsToUpdateRing", tag = "updateRings",
    request_body = RoomsToMove, params(("id" = Uuid, Path, description = "The ring")),
    responses((status = 204), (status = 403), (status = 404), (status = 422)))]
pub(super) async fn move_rooms(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    Body(wanted): Body<RoomsToMove>,
) -> ApiResult<Response> {
    shift(&web, &caller, caller.person.organization, id, wanted).await
}

/// Moves rooms that are in your scope to an update ring of the customer, all of them or none.
#[utoipa::path(post, path = "/v1.0/managedTenants/{tenantId}/updateRings/{id}/rooms", operation_id = "moveRoomsToManagedTenantUpdateRing",
    tag = "managedTenants", request_body = RoomsToMove,
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The ring")),
    responses((status = 204), (status = 403), (status = 404), (status = 422)))]
pub(super) async fn move_rooms_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
    Body(wanted): Body<RoomsToMove>,
) -> ApiResult<Response> {
    let tenant = caller.person.customer(Id::new(tenant))?;
    shift(&web, &caller, tenant, id, wanted).await
}

async fn shift(
    web: &Web,
    caller: &Caller,
    tenant: Id<Organization>,
    id: Uuid,
    wanted: RoomsToMove,
) -> ApiResult<Response> {
    let rooms = wanted.room_ids.into_iter().map(Id::new).collect();
    run(&web.app, caller, MoveRooms { tenant, ring: Id::new(id), rooms }).await?;
    Ok(no_content())
}
