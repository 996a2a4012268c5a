//! `/v1.0/updateRings`, and the same below a customer: the waves in which rooms get an update.

mod bulk;
mod change;

use axum::{Json, extract::State, response::Response};
use domain::{
    id::{Id, UpdateRing as Kind},
    update_ring::{Preset, Ring},
};
use service::{
    Caller, Listed, Realm, ask,
    update_rings::{PlanOf, RingRooms, Rings},
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::{rooms::Reference, update_rings::UpdateRing};

use super::collection::Asking;
use crate::{
    answer::{ApiResult, List, etag},
    caller::Client,
    path::ApiPath,
    web::Web,
};

/// Every operation on update rings.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(list, change::create))
        .routes(routes!(get, change::patch, change::delete))
        .routes(routes!(rooms, change::move_rooms))
        .routes(routes!(list_there, change::create_there))
        .routes(routes!(get_there, change::patch_there, change::delete_there))
        .routes(routes!(rooms_there, change::move_rooms_there))
        .routes(routes!(bulk::set_days))
}

/// The update rings of your organization, in the order in which they have their turn, on one page.
#[utoipa::path(get, path = "/v1.0/updateRings", operation_id = "listUpdateRings", tag = "updateRings",
    responses((status = 200, body = List<UpdateRing>), (status = 403)))]
async fn list(State(web): State<Web>, Client(caller): Client) -> ApiResult<List<UpdateRing>> {
    all(&web, &caller, Realm::Own).await
}

/// The update rings of a customer, in the order in which they have their turn, on one page; the rooms counted are those you see.
#[utoipa::path(get, path = "/v1.0/managedTenants/{tenantId}/updateRings", operation_id = "listManagedTenantUpdateRings",
    tag = "managedTenants", params(("tenantId" = Uuid, Path, description = "The customer")),
    responses((status = 200, body = List<UpdateRing>), (status = 403), (status = 404)))]
async fn list_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(tenant): ApiPath<Uuid>,
) -> ApiResult<List<UpdateRing>> {
    all(&web, &caller, Realm::Customer(Id::new(tenant))).await
}

/// An update ring of your organization.
#[utoipa::path(get, path = "/v1.0/updateRings/{id}", operation_id = "getUpdateRing", tag = "updateRings",
    params(("id" = Uuid, Path, description = "The ring")),
    responses((status = 200, body = UpdateRing), (status = 403), (status = 404)))]
async fn get(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Json<UpdateRing>> {
    one(&web, &caller, Realm::Own, Id::new(id)).await.map(Json)
}

/// An update ring of a customer.
#[utoipa::path(get, path = "/v1.0/managedTenants/{tenantId}/updateRings/{id}", operation_id = "getManagedTenantUpdateRing",
    tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The ring")),
    responses((status = 200, body = UpdateRing), (status = 403), (status = 404)))]
async fn get_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Json<UpdateRing>> {
    one(&web, &caller, Realm::Customer(Id::new(tenant)), Id::new(id)).await.map(Json)
}

/// The rooms of an update ring that you see.
#[utoipa::path(get, path = "/v1.0/updateRings/{id}/rooms", operation_id = "listUpdateRingRooms", tag = "updateRings",
    params(("id" = Uuid, Path, description = "The ring"), Asking<Reference>),
    responses((status = 200, body = List<Reference>), (status = 403), (status = 404)))]
async fn rooms(asking: Asking<Reference>, ApiPath(id): ApiPath<Uuid>) -> ApiResult<Response> {
    rooms_of(asking, Realm::Own, id).await
}

/// The rooms of a customer's update ring that you see.
#[utoipa::path(get, path = "/v1.0/managedTenants/{tenantId}/updateRings/{id}/rooms", operation_id = "listManagedTenantUpdateRingRooms",
    tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The ring"), Asking<Reference>),
    responses((status = 200, body = List<Reference>), (status = 403), (status = 404)))]
async fn rooms_there(
    asking: Asking<Reference>,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Response> {
    rooms_of(asking, Realm::Customer(Id::new(tenant)), id).await
}

async fn all(web: &Web, caller: &Caller, realm: Realm) -> ApiResult<List<UpdateRing>> {
    let rings = ask(&web.app, caller, &PlanOf { realm }).await?;
    let value = rings.plan.rings().iter().map(|ring| shape(&rings, ring)).collect();
    Ok(List { count: None, value, next_link: None })
}

async fn one(web: &Web, caller: &Caller, realm: Realm, id: Id<Kind>) -> ApiResult<UpdateRing> {
    let rings = ask(&web.app, caller, &PlanOf { realm }).await?;
    Ok(shape(&rings, rings.ring(id)?))
}

async fn rooms_of(asking: Asking<Reference>, realm: Realm, id: Uuid) -> ApiResult<Response> {
    let question = RingRooms { realm, ring: Id::new(id), wanted: asking.wanted(), counts: asking.count() };
    let found = asking.ask(&question).await?;
    asking.answer(Listed { items: found.members, next: found.next }, found.count, |room| Reference {
        id: room.id.uuid(),
        display_name: room.name,
    })
}

fn shape(rings: &Rings, ring: &Ring) -> UpdateRing {
    let order = ring.values.order;
    UpdateRing {
        etag: etag(ring.change_stamp),
        id: ring.id.uuid(),
        tenant_id: rings.tenant.uuid(),
        display_name: ring.name.clone(),
        description: ring.description.clone(),
        preset: ring.preset().map(|preset| Preset::key(preset).to_owned()),
        order,
        rollout_days: ring.values.rollout_days,
        test_days: ring.values.test_days,
        completion_days: ring.values.completion(),
        deferment_days: rings.plan.deferment(order),
        days_set_by_other_rings: rings.plan.days_of_others(Some(ring.id), order),
        remaining_days: rings.plan.remaining(Some(ring.id), order),
        room_count: rings.rooms.of(ring.id),
    }
}
