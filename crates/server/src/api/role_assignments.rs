//! `/v1.0/roles` and `/v1.0/roleAssignments`: roles of one's own organization, and partner roles in it.

use axum::{Json, extract::State, response::Response};
use domain::{id::Id, role::BuiltInRole};
use service::{
    Refusal, ask,
    assignments::{
        ChangeAssignmentScope, ChangeMembers, ChangeRole, CreateAssignment, DeleteAssignment, EditAssignment,
        Members, OwnAssignments, PartnerAssignments, ShownAssignment,
    },
    run,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::{
    role_assignments::{NewRoleAssignment, Role, RoleAssignment, RoleAssignmentPatch},
    scopes::{Principals, Scope},
};

use crate::{
    answer::{ApiResult, Body, IfMatch, List, created, etag, no_content},
    api::shapes::{member, named_scope, principals, scope},
    caller::Client,
    form::Fields,
    i18n::Translator,
    path::ApiPath,
    web::Web,
};

/// Every operation on roles and assignments.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(roles))
        .routes(routes!(edit_role, delete_role))
        .routes(routes!(list, create))
        .routes(routes!(read, edit, delete))
        .routes(routes!(replace_members))
        .routes(routes!(replace_scope))
}

/// The roles there are and what each allows.
#[utoipa::path(
    get, path = "/v1.0/roles", operation_id = "listRoles", tag = "roles",
    responses((status = 200, body = List<Role>), (status = 401)),
)]
async fn roles(_client: Client) -> List<Role> {
    let english = Translator::new(domain::organization::Language::English, "UTC");
    let shape = |role: BuiltInRole| Role {
        id: role.key().to_owned(),
        display_name: english.word("role-", role.key()),
        is_built_in: true,
        is_partner_role: role.is_partner_role(),
        permissions: role.permissions().iter().map(|permission| permission.key().to_owned()).collect(),
    };
    List { count: None, value: BuiltInRole::ALL.into_iter().map(shape).collect(), next_link: None }
}

/// Changes a role. Built-in roles are fixed, and there are no others.
#[utoipa::path(
    patch, path = "/v1.0/roles/{id}", operation_id = "updateRole", tag = "roles",
    params(("id" = String, Path, description = "The key of the role")),
    responses((status = 403), (status = 404), (status = 409)),
)]
async fn edit_role(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(role): ApiPath<String>,
) -> ApiResult<Response> {
    run(&web.app, &caller, ChangeRole { role }).await?;
    Ok(no_content())
}

/// Deletes a role. Built-in roles are fixed, and there are no others.
#[utoipa::path(
    delete, path = "/v1.0/roles/{id}", operation_id = "deleteRole", tag = "roles",
    params(("id" = String, Path, description = "The key of the role")),
    responses((status = 403), (status = 404), (status = 409)),
)]
async fn delete_role(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(role): ApiPath<String>,
) -> ApiResult<Response> {
    run(&web.app, &caller, ChangeRole { role }).await?;
    Ok(no_content())
}

/// The assignments of your organization's own roles; with `partners=true` those of partner roles in it.
#[utoipa::path(
    get, path = "/v1.0/roleAssignments", operation_id = "listRoleAssignments", tag = "roles",
    params(("partners" = Option<bool>, Query, description = "Partner roles instead of own ones")),
    responses((status = 200, body = List<RoleAssignment>), (status = 403)),
)]
async fn list(
    State(web): State<Web>,
    Client(caller): Client,
    fields: Fields,
) -> ApiResult<List<RoleAssignment>> {
    let found = if fields.text("partners") == "true" {
        ask(&web.app, &caller, &PartnerAssignments).await?
    } else {
        ask(&web.app, &caller, &OwnAssignments::default()).await?
    };
    Ok(List { count: None, value: found.into_iter().map(shape).collect(), next_link: None })
}

/// Assigns a role of your organization to people and groups, for rooms.
#[utoipa::path(
    post, path = "/v1.0/roleAssignments", operation_id = "createRoleAssignment", tag = "roles",
    request_body = NewRoleAssignment,
    responses((status = 201, body = RoleAssignment), (status = 403), (status = 422)),
)]
async fn create(
    State(web): State<Web>,
    Client(caller): Client,
    Body(new): Body<NewRoleAssignment>,
) -> ApiResult<Response> {
    let command = CreateAssignment {
        role: new.role_id,
        name: new.display_name,
        description: new.description,
        members: principals("members", new.members)?,
        scope: scope(new.scope),
    };
    let id = run(&web.app, &caller, command).await?;
    Ok(created(format!("/v1.0/roleAssignments/{id}"), one(&web, &caller, id.uuid()).await?))
}

/// One assignment of your organization's own roles.
#[utoipa::path(
    get, path = "/v1.0/roleAssignments/{id}", operation_id = "getRoleAssignment", tag = "roles",
    params(("id" = Uuid, Path, description = "The assignment")),
    responses((status = 200, body = RoleAssignment), (status = 403), (status = 404)),
)]
async fn read(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Json<RoleAssignment>> {
    Ok(Json(one(&web, &caller, id).await?))
}

/// Renames or describes an assignment.
#[utoipa::path(
    patch, path = "/v1.0/roleAssignments/{id}", operation_id = "updateRoleAssignment", tag = "roles",
    params(("id" = Uuid, Path, description = "The assignment")),
    request_body = RoleAssignmentPatch,
    responses((status = 200, body = RoleAssignment), (status = 403), (status = 404), (status = 412), (status = 422)),
)]
async fn edit(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    matches: IfMatch,
    Body(patch): Body<RoleAssignmentPatch>,
) -> ApiResult<Json<RoleAssignment>> {
    let command = EditAssignment {
        assignment: Id::new(id),
        name: patch.display_name,
        description: patch.description,
        stamp: matches.optional(),
    };
    run(&web.app, &caller, command).await?;
    Ok(Json(one(&web, &caller, id).await?))
}

/// Ends an assignment.
#[utoipa::path(
    delete, path = "/v1.0/roleAssignments/{id}", operation_id = "deleteRoleAssignment", tag = "roles",
    params(("id" = Uuid, Path, description = "The assignment")),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 412)),
)]
async fn delete(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    matches: IfMatch,
) -> ApiResult<Response> {
    let command = DeleteAssignment { assignment: Id::new(id), stamp: matches.optional() };
    run(&web.app, &caller, command).await?;
    Ok(no_content())
}

/// Says who the members of an assignment are from now on.
#[utoipa::path(
    put, path = "/v1.0/roleAssignments/{id}/members", operation_id = "replaceRoleAssignmentMembers", tag = "roles",
    params(("id" = Uuid, Path, description = "The assignment")),
    request_body = Principals,
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 412), (status = 422)),
)]
async fn replace_members(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    matches: IfMatch,
    Body(sent): Body<Principals>,
) -> ApiResult<Response> {
    let members = Members::Replace(principals("members", sent.members)?);
    let command = ChangeMembers { assignment: Id::new(id), members, stamp: matches.optional() };
    run(&web.app, &caller, command).await?;
    Ok(no_content())
}

/// Says which rooms an assignment is for from now on.
#[utoipa::path(
    put, path = "/v1.0/roleAssignments/{id}/scope", operation_id = "replaceRoleAssignmentScope", tag = "roles",
    params(("id" = Uuid, Path, description = "The assignment")),
    request_body = Scope,
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 412), (status = 422)),
)]
async fn replace_scope(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    matches: IfMatch,
    Body(sent): Body<Scope>,
) -> ApiResult<Response> {
    let command =
        ChangeAssignmentScope { assignment: Id::new(id), scope: scope(sent), stamp: matches.optional() };
    run(&web.app, &caller, command).await?;
    Ok(no_content())
}

async fn one(web: &Web, caller: &service::Caller, id: Uuid) -> Result<RoleAssignment, Refusal> {
    let found = ask(&web.app, caller, &OwnAssignments { only: Some(Id::new(id)) }).await?;
    found.into_iter().next().map(shape).ok_or(Refusal::Missing)
}

pub(super) fn shape(shown: ShownAssignment) -> RoleAssignment {
    RoleAssignment {
        etag: etag(shown.row.stamp),
        id: shown.row.id.uuid(),
        role_id: shown.row.role.key(),
        display_name: shown.row.name,
        description: shown.row.description,
        partner_id: shown.row.partner.map(Id::uuid),
        partner_display_name: shown.row.partner_name,
        members: shown.members.into_iter().map(member).collect(),
        scope: shown.scope.map(named_scope),
    }
}
