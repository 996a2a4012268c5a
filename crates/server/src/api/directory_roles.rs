//! `/v1.0/directoryRoles`: who holds which directory role in one's own organization.

use axum::{Json, extract::State, response::Response};
use domain::{
    names,
    organization::Language,
    role::DirectoryRole as Role,
    role_definition::{self, RoleDefinition},
};
use service::{
    Refusal, ask,
    directory_roles::{DirectoryRoles, GiveDirectoryRole, RoleMembers, RoleWithMembers, TakeDirectoryRole},
    run,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::directory::{DirectoryRole, Principal, PrincipalReference};

use super::{
    collection::Asking,
    security_groups::{named, principal},
};
use crate::{
    answer::{ApiResult, Body, List, no_content},
    caller::Client,
    graph::Here,
    i18n::Translator,
    path::ApiPath,
    web::Web,
};

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
    responses((status = 200, body = List<DirectoryRole>), (status = 403)))]
async fn list(
    State(web): State<Web>,
    Client(caller): Client,
    here: Here,
) -> ApiResult<Json<serde_json::Value>> {
    let roles = ask(&web.app, &caller, &DirectoryRoles).await?;
    let value = roles.into_iter().map(shape).collect();
    Ok(Json(here.within("directoryRoles", List::<DirectoryRole> { count: None, value, next_link: None })?))
}

/// A directory role with those who hold it directly; Graph's key `(roleTemplateId='…')` names one as well.
#[utoipa::path(get, path = "/v1.0/directoryRoles/{role}", operation_id = "getDirectoryRole", tag = "directoryRoles",
    params(("role" = String, Path, description = "The role, or its published template")),
    responses((status = 200, body = DirectoryRole), (status = 403), (status = 404)))]
async fn read(
    State(web): State<Web>,
    Client(caller): Client,
    here: Here,
    ApiPath(role): ApiPath<String>,
) -> ApiResult<Json<serde_json::Value>> {
    let roles = ask(&web.app, &caller, &DirectoryRoles).await?;
    let role = named_role(&role)?;
    let found = roles.into_iter().find(|it| it.role == role).ok_or(Refusal::Missing)?;
    Ok(Json(here.one("directoryRoles", shape(found))?))
}

fn shape(it: RoleWithMembers) -> DirectoryRole {
    DirectoryRole {
        odata_type: "#microsoft.graph.directoryRole".to_owned(),
        id: it.role.key().to_owned(),
        display_name: Translator::new(Language::English, "UTC").word("role-", it.role.key()),
        role_template_id: published(it.role).map(|role| role.id),
        members: it.members.into_iter().map(principal).collect(),
    }
}

/// The published role of the same word.
fn published(role: Role) -> Option<&'static RoleDefinition> {
    role_definition::ALL.iter().find(|it| it.key == role.key())
}

/// A role by its word or by the identifier of its published template.
fn named_role(text: &str) -> Result<Role, Refusal> {
    let by_template =
        || Role::ALL.into_iter().find(|role| published(*role).is_some_and(|it| it.id.to_string() == text));
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
