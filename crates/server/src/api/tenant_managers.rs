//! `/v1.0/tenantManagers`: who answers invitations without working on rooms.

use axum::{extract::State, response::Response};
use service::{
    ask, run,
    tenant_managers::{AddTenantManagers, RemoveTenantManager, TenantManager, TenantManagers},
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::{role_assignments::TenantManager as Shape, scopes::Principals};

use crate::{
    answer::{ApiResult, Body, List, no_content},
    api::shapes::{member, principals},
    caller::Client,
    path::ApiPath,
    web::Web,
};

/// Every operation on tenant managers.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(list, add)).routes(routes!(remove))
}

/// The tenant managers of your organization.
#[utoipa::path(
    get, path = "/v1.0/tenantManagers", operation_id = "listTenantManagers", tag = "tenantManagers",
    responses((status = 200, body = List<Shape>), (status = 403)),
)]
async fn list(State(web): State<Web>, Client(caller): Client) -> ApiResult<List<Shape>> {
    let shape = |found: TenantManager| Shape {
        member: member(found.member),
        added_date_time: found.added_at.to_string(),
    };
    let found = ask(&web.app, &caller, &TenantManagers).await?;
    Ok(List { count: None, value: found.into_iter().map(shape).collect(), next_link: None })
}

/// Makes people or security groups of your organization tenant managers.
#[utoipa::path(
    post, path = "/v1.0/tenantManagers", operation_id = "addTenantManagers", tag = "tenantManagers",
    request_body = Principals,
    responses((status = 204), (status = 403), (status = 422)),
)]
async fn add(
    State(web): State<Web>,
    Client(caller): Client,
    Body(sent): Body<Principals>,
) -> ApiResult<Response> {
    let principals = principals("members", sent.members)?;
    run(&web.app, &caller, AddTenantManagers { principals }).await?;
    Ok(no_content())
}

/// Ends somebody's being a tenant manager.
#[utoipa::path(
    delete, path = "/v1.0/tenantManagers/{id}", operation_id = "removeTenantManager", tag = "tenantManagers",
    params(("id" = Uuid, Path, description = "The person or group")),
    responses((status = 204), (status = 403), (status = 404)),
)]
async fn remove(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(member): ApiPath<Uuid>,
) -> ApiResult<Response> {
    run(&web.app, &caller, RemoveTenantManager { member }).await?;
    Ok(no_content())
}
