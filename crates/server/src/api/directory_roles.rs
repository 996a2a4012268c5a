//! `/v1.0/directoryRoles`: who holds which directory role in one's own organization.

use axum::{extract::State, response::Response};
use domain::names;
use service::{
    Refusal, ask,
    directory_roles::{DirectoryRoles, GiveDirectoryRole, TakeDirectoryRole},
    run,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::directory::{DirectoryRole, PrincipalReference};

use super::security_groups::{named, principal};
use crate::{
    answer::{ApiResult, Body, List, no_content},
    caller::Client,
    path::ApiPath,
    web::Web,
};

/// Every operation on directory roles.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(give)).routes(routes!(take))
}

/// The directory roles with those who hold them directly.
#[utoipa::path(get, path = "/v1.0/directoryRoles", operation_id = "listDirectoryRoles", tag = "directoryRoles",
    responses((status = 200, body = List<DirectoryRole>), (status = 403)))]
async fn list(State(web): State<Web>, Client(caller): Client) -> ApiResult<List<DirectoryRole>> {
    let roles = ask(&web.app, &caller, &DirectoryRoles).await?;
    let shape = |it: service::directory_roles::RoleWithMembers| DirectoryRole {
        id: it.role.key().to_owned(),
        members: it.members.into_iter().map(principal).collect(),
    };
    Ok(List { count: None, value: roles.into_iter().map(shape).collect(), next_link: None })
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
