//! `/v1.0/roomGroups`, and the same under `/v1.0/managedTenants`: named sets of rooms.

mod change;
mod rule;

use axum::{Json, extract::State, response::Response};
use domain::{id::Id, query::Schema};
use service::{
    Caller, Listed, Realm, ask,
    groups::{GroupMembers, GroupOf, GroupRow, ListGroups, MemberRow, SCHEMA, ShownRule},
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::{
    room_groups::{RoomGroup, RoomGroupRule},
    rooms::Reference,
};

use super::collection::{Asking, Item};
use crate::{
    answer::{ApiResult, List, etag},
    caller::Client,
    path::ApiPath,
    web::Web,
};

impl Item for RoomGroup {
    const SCHEMA: &'static Schema = &SCHEMA;
    const EXAMPLE: &'static str = "`startswith(displayName,'Berlin')`";
}

/// A room as a member of a group: only paged.
impl Item for Reference {
    const SCHEMA: &'static Schema = &Schema::new(&[], 300);
}

/// Every operation on room groups.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(list, change::create))
        .routes(routes!(get, change::patch, change::delete))
        .routes(routes!(members, change::members))
        .routes(routes!(change::preview))
        .routes(routes!(rule::preview))
        .routes(routes!(list_everywhere))
        .routes(routes!(list_there, change::create_there))
        .routes(routes!(get_there, change::patch_there, change::delete_there))
        .routes(routes!(members_there, change::members_there))
}

/// The room groups of your organization of which you see a member; all of them if you see every room.
#[utoipa::path(get, path = "/v1.0/roomGroups", operation_id = "listRoomGroups", tag = "roomGroups",
    params(Asking<RoomGroup>),
    responses((status = 200, body = List<RoomGroup>), (status = 403), (status = 422)))]
async fn list(asking: Asking<RoomGroup>) -> ApiResult<Response> {
    page(asking, Realm::Own).await
}

/// The room groups of all of your customers, as far as you see members of them.
#[utoipa::path(get, path = "/v1.0/managedTenants/roomGroups", operation_id = "listManagedRoomGroups", tag = "managedTenants",
    params(Asking<RoomGroup>),
    responses((status = 200, body = List<RoomGroup>), (status = 403), (status = 422)))]
async fn list_everywhere(asking: Asking<RoomGroup>) -> ApiResult<Response> {
    page(asking, Realm::AllCustomers).await
}

/// The room groups of one customer, as far as you see members of them.
#[utoipa::path(get, path = "/v1.0/managedTenants/{tenantId}/roomGroups", operation_id = "listManagedTenantRoomGroups", tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), Asking<RoomGroup>),
    responses((status = 200, body = List<RoomGroup>), (status = 403), (status = 404), (status = 422)))]
async fn list_there(asking: Asking<RoomGroup>, ApiPath(tenant): ApiPath<Uuid>) -> ApiResult<Response> {
    page(asking, Realm::Customer(Id::new(tenant))).await
}

/// A room group of your organization.
#[utoipa::path(get, path = "/v1.0/roomGroups/{id}", operation_id = "getRoomGroup", tag = "roomGroups",
    params(("id" = Uuid, Path, description = "The group")),
    responses((status = 200, body = RoomGroup), (status = 403), (status = 404)))]
async fn get(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Json<RoomGroup>> {
    one(&web, &caller, Realm::Own, id).await
}

/// A room group of a customer.
#[utoipa::path(get, path = "/v1.0/managedTenants/{tenantId}/roomGroups/{id}", operation_id = "getManagedTenantRoomGroup", tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The group")),
    responses((status = 200, body = RoomGroup), (status = 403), (status = 404)))]
async fn get_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Json<RoomGroup>> {
    one(&web, &caller, Realm::Customer(Id::new(tenant)), id).await
}

/// The members of a room group that you see.
#[utoipa::path(get, path = "/v1.0/roomGroups/{id}/members", operation_id = "listRoomGroupMembers", tag = "roomGroups",
    params(("id" = Uuid, Path, description = "The group"), Asking<Reference>),
    responses((status = 200, body = List<Reference>), (status = 403), (status = 404)))]
async fn members(asking: Asking<Reference>, ApiPath(id): ApiPath<Uuid>) -> ApiResult<Response> {
    members_of(asking, Realm::Own, id).await
}

/// The members of a customer's room group that you see.
#[utoipa::path(get, path = "/v1.0/managedTenants/{tenantId}/roomGroups/{id}/members", operation_id = "listManagedTenantRoomGroupMembers",
    tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The group"), Asking<Reference>),
    responses((status = 200, body = List<Reference>), (status = 403), (status = 404)))]
async fn members_there(
    asking: Asking<Reference>,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Response> {
    members_of(asking, Realm::Customer(Id::new(tenant)), id).await
}

async fn page(asking: Asking<RoomGroup>, realm: Realm) -> ApiResult<Response> {
    let question = ListGroups { realm, wanted: asking.wanted(), counts: asking.count() };
    let found = asking.ask(&question).await?;
    asking.answer(Listed { items: found.groups, next: found.next }, found.count, shape)
}

async fn one(web: &Web, caller: &Caller, realm: Realm, id: Uuid) -> ApiResult<Json<RoomGroup>> {
    let found = ask(&web.app, caller, &GroupOf { realm, group: Id::new(id) }).await?;
    Ok(Json(shape(found.row)))
}

async fn members_of(asking: Asking<Reference>, realm: Realm, id: Uuid) -> ApiResult<Response> {
    let question = GroupMembers { realm, group: Id::new(id), wanted: asking.wanted(), counts: false };
    let found = asking.ask(&question).await?;
    let member = |row: MemberRow| Reference { id: row.id.uuid(), display_name: row.name };
    asking.answer(Listed { items: found.members, next: found.next }, None, member)
}

fn shape(row: GroupRow) -> RoomGroup {
    RoomGroup {
        etag: etag(row.change_stamp),
        id: row.id.uuid(),
        tenant_id: row.tenant.uuid(),
        tenant_display_name: row.tenant_name,
        display_name: row.name,
        description: row.description,
        member_count: row.members,
        rule: row.rule.map(|rule| match rule {
            ShownRule::Place(place, name) => {
                RoomGroupRule { place_id: Some(place.uuid()), place_display_name: Some(name), tag: None }
            }
            ShownRule::Tag(tag) => {
                RoomGroupRule { place_id: None, place_display_name: None, tag: Some(tag.to_string()) }
            }
        }),
    }
}
