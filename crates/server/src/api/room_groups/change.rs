//! What is done with room groups: those of one's own organization, and those of a customer that lets its partner.

use axum::{Json, extract::State, response::Response};
use domain::id::{Id, Organization};
use service::{
    Caller, Realm, ask,
    groups::{
        ChangeMembers, CreateGroup, DeleteGroup, EditGroup, GroupOf, MemberChange as Change, PreviewMembers,
        RuleForm,
    },
    run,
};
use uuid::Uuid;
use wire::room_groups::{MemberChange, MemberEffect, NewRoomGroup, RoomGroup, RoomGroupPatch};

use super::{one, rule, shape};
use crate::{
    answer::{ApiResult, Body, IfMatch, List, created, no_content},
    caller::Client,
    form::Fields,
    path::ApiPath,
    web::Web,
};

/// Makes a room group, of rooms that you choose or that a rule chooses. A rule takes the right to change groups over every room.
#[utoipa::path(post, path = "/v1.0/roomGroups", operation_id = "createRoomGroup", tag = "roomGroups", request_body = NewRoomGroup,
    responses((status = 201, body = RoomGroup), (status = 403), (status = 422)))]
pub(super) async fn create(
    State(web): State<Web>,
    Client(caller): Client,
    Body(new): Body<NewRoomGroup>,
) -> ApiResult<Response> {
    make(&web, &caller, Realm::Own, caller.person.organization, new).await
}

/// Makes a room group at a customer, of rooms that you see there.
#[utoipa::path(post, path = "/v1.0/managedTenants/{tenantId}/roomGroups", operation_id = "createManagedTenantRoomGroup", tag = "managedTenants",
    request_body = NewRoomGroup, params(("tenantId" = Uuid, Path, description = "The customer")),
    responses((status = 201, body = RoomGroup), (status = 403), (status = 404), (status = 422)))]
pub(super) async fn create_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(tenant): ApiPath<Uuid>,
    Body(new): Body<NewRoomGroup>,
) -> ApiResult<Response> {
    let tenant = caller.person.customer(Id::new(tenant))?;
    make(&web, &caller, Realm::Customer(tenant), tenant, new).await
}

async fn make(
    web: &Web,
    caller: &Caller,
    realm: Realm,
    tenant: Id<Organization>,
    new: NewRoomGroup,
) -> ApiResult<Response> {
    let command = CreateGroup {
        tenant,
        name: new.display_name,
        description: new.description,
        members: new.members.into_iter().map(Id::new).collect(),
        rule: new.rule.map(rule::form),
    };
    let group = run(&web.app, caller, command).await?;
    let found = ask(&web.app, caller, &GroupOf { realm, group }).await?;
    let address = match realm {
        Realm::Own => format!("/v1.0/roomGroups/{group}"),
        _ => format!("/v1.0/managedTenants/{tenant}/roomGroups/{group}"),
    };
    Ok(created(address, shape(found.row)))
}

/// Renames or describes a room group, or says what chooses its members. That takes the right to change groups over every room.
#[utoipa::path(patch, path = "/v1.0/roomGroups/{id}", operation_id = "updateRoomGroup", tag = "roomGroups",
    request_body = RoomGroupPatch, params(("id" = Uuid, Path, description = "The group")),
    responses((status = 200, body = RoomGroup), (status = 403), (status = 404), (status = 412), (status = 422)))]
pub(super) async fn patch(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    version: IfMatch,
    Body(patch): Body<RoomGroupPatch>,
) -> ApiResult<Json<RoomGroup>> {
    rename(&web, &caller, Realm::Own, id, version, patch).await
}

/// Renames or describes a room group of a customer; that takes the sight of every room in it.
#[utoipa::path(patch, path = "/v1.0/managedTenants/{tenantId}/roomGroups/{id}", operation_id = "updateManagedTenantRoomGroup", tag = "managedTenants",
    request_body = RoomGroupPatch,
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The group")),
    responses((status = 200, body = RoomGroup), (status = 403), (status = 404), (status = 412), (status = 422)))]
pub(super) async fn patch_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
    version: IfMatch,
    Body(patch): Body<RoomGroupPatch>,
) -> ApiResult<Json<RoomGroup>> {
    rename(&web, &caller, Realm::Customer(Id::new(tenant)), id, version, patch).await
}

async fn rename(
    web: &Web,
    caller: &Caller,
    realm: Realm,
    id: Uuid,
    version: IfMatch,
    patch: RoomGroupPatch,
) -> ApiResult<Json<RoomGroup>> {
    let row = ask(&web.app, caller, &GroupOf { realm, group: Id::new(id) }).await?.row;
    let command = EditGroup {
        tenant: row.tenant,
        group: row.id,
        stamp: version.optional().or(Some(row.change_stamp)),
        name: patch.display_name.unwrap_or(row.name),
        description: patch.description.unwrap_or(row.description),
        rule: match patch.rule {
            Some(wanted) => wanted.map(rule::form),
            None => row.rule.as_ref().map(|shown| RuleForm::from(&shown.rule())),
        },
    };
    run(&web.app, caller, command).await?;
    one(web, caller, realm, id).await
}

/// Deletes a room group; scopes that name it lose it. `confirm=true` is needed where a scope names it.
#[utoipa::path(delete, path = "/v1.0/roomGroups/{id}", operation_id = "deleteRoomGroup", tag = "roomGroups",
    params(
        ("id" = Uuid, Path, description = "The group"),
        ("confirm" = Option<bool>, Query, description = "Whether the effects on scopes are accepted"),
    ),
    responses((status = 204), (status = 403), (status = 404), (status = 412), (status = 422)))]
pub(super) async fn delete(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    version: IfMatch,
    fields: Fields,
) -> ApiResult<Response> {
    end(&web, &caller, caller.person.organization, id, version, &fields).await
}

/// Deletes a room group of a customer; that takes the sight of every room in it. `confirm=true` is needed where a scope names
/// it.
#[utoipa::path(delete, path = "/v1.0/managedTenants/{tenantId}/roomGroups/{id}", operation_id = "deleteManagedTenantRoomGroup", tag = "managedTenants",
    params(
        ("tenantId" = Uuid, Path, description = "The customer"),
        ("id" = Uuid, Path, description = "The group"),
        ("confirm" = Option<bool>, Query, description = "Whether the effects on scopes are accepted"),
    ),
    responses((status = 204), (status = 403), (status = 404), (status = 412), (status = 422)))]
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
    let (group, stamp) = (Id::new(id), version.optional());
    let confirmed = fields.text("confirm") == "true";
    run(&web.app, caller, DeleteGroup { tenant, group, stamp, confirmed }).await?;
    Ok(no_content())
}

/// Puts rooms into a group and takes rooms out of it, unless a rule chooses its members.
#[utoipa::path(post, path = "/v1.0/roomGroups/{id}/members", operation_id = "changeRoomGroupMembers", tag = "roomGroups",
    request_body = MemberChange, params(("id" = Uuid, Path, description = "The group")),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 412), (status = 422)))]
pub(super) async fn members(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    version: IfMatch,
    Body(wanted): Body<MemberChange>,
) -> ApiResult<Response> {
    exchange(&web, &caller, caller.person.organization, id, version, wanted).await
}

/// Puts rooms that you see into a group of a customer and takes rooms out of it, unless a rule chooses its members.
#[utoipa::path(post, path = "/v1.0/managedTenants/{tenantId}/roomGroups/{id}/members", operation_id = "changeManagedTenantRoomGroupMembers",
    tag = "managedTenants", request_body = MemberChange,
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The group")),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 412), (status = 422)))]
pub(super) async fn members_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
    version: IfMatch,
    Body(wanted): Body<MemberChange>,
) -> ApiResult<Response> {
    let tenant = caller.person.customer(Id::new(tenant))?;
    exchange(&web, &caller, tenant, id, version, wanted).await
}

async fn exchange(
    web: &Web,
    caller: &Caller,
    tenant: Id<Organization>,
    id: Uuid,
    version: IfMatch,
    wanted: MemberChange,
) -> ApiResult<Response> {
    let (group, stamp) = (Id::new(id), version.optional());
    run(&web.app, caller, ChangeMembers { tenant, group, stamp, wanted: change(wanted) }).await?;
    Ok(no_content())
}

/// Whose people would gain or lose sight of rooms by a change of members.
#[utoipa::path(post, path = "/v1.0/roomGroups/{id}/members/preview", operation_id = "previewRoomGroupMembers", tag = "roomGroups",
    request_body = MemberChange, params(("id" = Uuid, Path, description = "The group")),
    responses((status = 200, body = List<MemberEffect>), (status = 403), (status = 404)))]
pub(super) async fn preview(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    Body(wanted): Body<MemberChange>,
) -> ApiResult<List<MemberEffect>> {
    let question = PreviewMembers { group: Id::new(id), wanted: change(wanted) };
    let effects = ask(&web.app, &caller, &question).await?;
    Ok(List { count: None, value: effects.into_iter().map(effect).collect(), next_link: None })
}

pub(super) fn effect(effect: service::groups::Effect) -> MemberEffect {
    MemberEffect {
        partner_id: effect.partner.uuid(),
        partner_display_name: effect.name,
        people_who_gain: effect.gain,
        people_who_lose: effect.lose,
    }
}

fn change(wanted: MemberChange) -> Change {
    Change {
        add: wanted.add.into_iter().map(Id::new).collect(),
        remove: wanted.remove.into_iter().map(Id::new).collect(),
    }
}
