//! `/v1.0/roomGroups`, and the same under `/v1.0/managedTenants`: named sets of rooms.

use axum::{Json, extract::State, response::Response};
use domain::{id::Id, query::Schema};
use service::{
    Caller, Listed, Realm, ask,
    groups::{
        ChangeMembers, CreateGroup, DeleteGroup, EditGroup, GroupMembers, GroupOf, GroupRow, ListGroups,
        MemberChange as Change, MemberRow, PreviewMembers, SCHEMA,
    },
    run,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::{
    room_groups::{MemberChange, MemberEffect, NewRoomGroup, RoomGroup, RoomGroupPatch},
    rooms::Reference,
};

use super::collection::{Asking, Item};
use crate::{
    answer::{ApiResult, Body, IfMatch, List, created, etag, no_content},
    caller::Client,
    form::Fields,
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
        .routes(routes!(list, create))
        .routes(routes!(get, patch, delete))
        .routes(routes!(members, change_members))
        .routes(routes!(preview))
        .routes(routes!(list_everywhere))
        .routes(routes!(list_there))
        .routes(routes!(get_there))
        .routes(routes!(members_there))
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

/// Makes a room group.
#[utoipa::path(post, path = "/v1.0/roomGroups", operation_id = "createRoomGroup", tag = "roomGroups", request_body = NewRoomGroup,
    responses((status = 201, body = RoomGroup), (status = 403), (status = 422)))]
async fn create(
    State(web): State<Web>,
    Client(caller): Client,
    Body(new): Body<NewRoomGroup>,
) -> ApiResult<Response> {
    let command = CreateGroup {
        tenant: caller.person.organization,
        name: new.display_name,
        description: new.description,
        members: new.members.into_iter().map(Id::new).collect(),
    };
    let group = run(&web.app, &caller, command).await?;
    let found = ask(&web.app, &caller, &GroupOf { realm: Realm::Own, group }).await?;
    Ok(created(format!("/v1.0/roomGroups/{group}"), shape(found.row)))
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

/// Renames or describes a room group.
#[utoipa::path(patch, path = "/v1.0/roomGroups/{id}", operation_id = "updateRoomGroup", tag = "roomGroups",
    request_body = RoomGroupPatch, params(("id" = Uuid, Path, description = "The group")),
    responses((status = 200, body = RoomGroup), (status = 403), (status = 404), (status = 412), (status = 422)))]
async fn patch(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    version: IfMatch,
    Body(patch): Body<RoomGroupPatch>,
) -> ApiResult<Json<RoomGroup>> {
    let row = ask(&web.app, &caller, &GroupOf { realm: Realm::Own, group: Id::new(id) }).await?.row;
    let command = EditGroup {
        tenant: row.tenant,
        group: row.id,
        stamp: version.optional().or(Some(row.change_stamp)),
        name: patch.display_name.unwrap_or(row.name),
        description: patch.description.unwrap_or(row.description),
    };
    run(&web.app, &caller, command).await?;
    one(&web, &caller, Realm::Own, id).await
}

/// Deletes a room group; scopes that name it lose it. `confirm=true` is needed where a scope names it.
#[utoipa::path(delete, path = "/v1.0/roomGroups/{id}", operation_id = "deleteRoomGroup", tag = "roomGroups",
    params(
        ("id" = Uuid, Path, description = "The group"),
        ("confirm" = Option<bool>, Query, description = "Whether the effects on scopes are accepted"),
    ),
    responses((status = 204), (status = 403), (status = 404), (status = 412), (status = 422)))]
async fn delete(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    version: IfMatch,
    fields: Fields,
) -> ApiResult<Response> {
    let command = DeleteGroup {
        tenant: caller.person.organization,
        group: Id::new(id),
        stamp: version.optional(),
        confirmed: fields.text("confirm") == "true",
    };
    run(&web.app, &caller, command).await?;
    Ok(no_content())
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

/// Puts rooms into a group and takes rooms out of it.
#[utoipa::path(post, path = "/v1.0/roomGroups/{id}/members", operation_id = "changeRoomGroupMembers", tag = "roomGroups",
    request_body = MemberChange, params(("id" = Uuid, Path, description = "The group")),
    responses((status = 204), (status = 403), (status = 404), (status = 412), (status = 422)))]
async fn change_members(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    version: IfMatch,
    Body(wanted): Body<MemberChange>,
) -> ApiResult<Response> {
    let command = ChangeMembers {
        tenant: caller.person.organization,
        group: Id::new(id),
        stamp: version.optional(),
        wanted: change(wanted),
    };
    run(&web.app, &caller, command).await?;
    Ok(no_content())
}

/// Whose people would gain or lose sight of rooms by a change of members.
#[utoipa::path(post, path = "/v1.0/roomGroups/{id}/members/preview", operation_id = "previewRoomGroupMembers", tag = "roomGroups",
    request_body = MemberChange, params(("id" = Uuid, Path, description = "The group")),
    responses((status = 200, body = List<MemberEffect>), (status = 403), (status = 404)))]
async fn preview(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    Body(wanted): Body<MemberChange>,
) -> ApiResult<List<MemberEffect>> {
    let question = PreviewMembers { group: Id::new(id), wanted: change(wanted) };
    let effects = ask(&web.app, &caller, &question).await?;
    let effect = |effect: service::groups::Effect| MemberEffect {
        partner_id: effect.partner.uuid(),
        partner_display_name: effect.name,
        people_who_gain: effect.gain,
        people_who_lose: effect.lose,
    };
    Ok(List { count: None, value: effects.into_iter().map(effect).collect(), next_link: None })
}

fn change(wanted: MemberChange) -> Change {
    Change {
        add: wanted.add.into_iter().map(Id::new).collect(),
        remove: wanted.remove.into_iter().map(Id::new).collect(),
    }
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
    }
}
