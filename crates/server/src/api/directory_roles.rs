//! `/v1.0/directoryRoles`: who holds which directory role in one's own organization.

use axum::{Json, extract::State, response::Response};
use domain::{names, query::Schema, role::DirectoryRole as Role, role_definition};
use service::{
    Refusal,
    directory_roles::{
        DirectoryRoles, GiveDirectoryRole, ListDirectoryRoles, RoleMembers, RoleWithMembers, SCHEMA,
        TakeDirectoryRole,
    },
    run,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::directory::{DirectoryRole, Principal, PrincipalReference};

use super::{
    collection::{Asking, Item},
    security_groups::{named, principal},
};
use crate::{
    answer::{ApiResult, Body, List, no_content},
    caller::Client,
    path::ApiPath,
    web::Web,
};

impl Item for DirectoryRole {
    const SCHEMA: &'static Schema = &SCHEMA;
    const EXAMPLE: &'static str = "`roleTemplateId eq '62e90394-69f5-4237-9190-012177145e10'`";
}

/// Every operation on directory roles.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(read))
        .routes(routes!(members, give))
        .routes(routes!(take))
}

/// The directory roles with those who hold them directly.
#[utoipa::path(get, path = "/v1.0/directoryRoles", operation_id = "listDirectoryRoles", tag = "directoryRoles",
    params(Asking<DirectoryRole>),
    responses((status = 200, body = List<DirectoryRole>), (status = 400), (status = 403)))]
async fn list(asking: Asking<DirectoryRole>) -> ApiResult<Response> {
    let question = ListDirectoryRoles { wanted: asking.wanted(), count: asking.count() };
    let found = asking.ask(&question).await?;
    asking.answer_within("directoryRoles", found.page, found.count, shape)
}

/// A directory role with those who hold it directly; Graph's key `(roleTemplateId='…')` names one as well.
#[utoipa::path(get, path = "/v1.0/directoryRoles/{role}", operation_id = "getDirectoryRole", tag = "directoryRoles",
    params(
        ("role" = String, Path, description = "The role, or its published template"),
        ("$select" = Option<String>, Query, description = "Which properties"),
    ),
    responses((status = 200, body = DirectoryRole), (status = 400), (status = 403), (status = 404)))]
async fn read(
    asking: Asking<DirectoryRole>,
    ApiPath(role): ApiPath<String>,
) -> ApiResult<Json<serde_json::Value>> {
    let roles = asking.ask(&DirectoryRoles).await?;
    let role = named_role(&role)?;
    let found = roles.into_iter().find(|it| it.role == role).ok_or(Refusal::Missing)?;
    Ok(Json(asking.one("directoryRoles", shape(found))?))
}

fn shape(it: RoleWithMembers) -> DirectoryRole {
    DirectoryRole {
        odata_type: "#microsoft.graph.directoryRole".to_owned(),
        id: it.role.key().to_owned(),
        display_name: it.role.name().to_owned(),
        role_template_id: role_definition::of(it.role).map(|role| role.id),
        members: it.members.into_iter().map(principal).collect(),
    }
}

/// A role by its word or by the identifier of its published template.
fn named_role(text: &str) -> Result<Role, Refusal> {
    let is_of = |role: &Role| role_definition::of(*role).is_some_and(|it| it.id.to_string() == text);
    let by_template = || Role::ALL.into_iter().find(is_of);
    names::directory_role(text).or_else(by_template).ok_or(Refusal::Missing)
}

/// The people and groups of your organization that hold a directory role directly, by name unless said otherwise. Nobody is among them
/// who holds it by delegation.
#[utoipa::path(get, path = "/v1.0/directoryRoles/{role}/members", operation_id = "listDirectoryRoleMembers", tag = "directoryRoles",
    params(("role" = String, Path, description = "The role, or its published template"), Asking<Principal>),
    responses((status = 200, body = List<Principal>), (status = 400), (status = 403), (status = 404)))]
async fn members(asking: Asking<Principal>, ApiPath(role): ApiPath<String>) -> ApiResult<Response> {
    let role = named_role(&role)?;
    let found = asking.ask(&RoleMembers { role, wanted: asking.wanted(), count: asking.count() }).await?;
    asking.answer_within("directoryObjects", found.page, found.count, principal)
}

/// Gives a directory role to a person or security group.
#[utoipa::path(post, path = "/v1.0/directoryRoles/{role}/members", operation_id = "giveDirectoryRole", tag = "directoryRoles",
    request_body = PrincipalReference, params(("role" = String, Path, description = "The role")),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 422)))]
async fn give(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(role): ApiPath<String>,
    Body(member): Body<PrincipalReference>,
) -> ApiResult<Response> {
    let role = names::directory_role(&role).ok_or(Refusal::Missing)?;
    run(&web.app, &caller, GiveDirectoryRole { role, member: named(&member)? }).await?;
    Ok(no_content())
}

/// Takes a directory role from a person or security group. The last Global administrator who can sign in stays.
#[utoipa::path(delete, path = "/v1.0/directoryRoles/{role}/members/{member}", operation_id = "takeDirectoryRole",
    tag = "directoryRoles",
    params(("role" = String, Path, description = "The role"), ("member" = Uuid, Path, description = "The person or group")),
    responses((status = 204), (status = 403), (status = 404), (status = 409)))]
async fn take(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((role, member)): ApiPath<(String, Uuid)>,
) -> ApiResult<Response> {
    let role = names::directory_role(&role).ok_or(Refusal::Missing)?;
    run(&web.app, &caller, TakeDirectoryRole { role, member }).await?;
    Ok(no_content())
}
