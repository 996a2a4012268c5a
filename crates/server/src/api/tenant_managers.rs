//! `/v1.0/tenantManagers`: who answers invitations without working on rooms.

use axum::{extract::State, http::Uri, response::Response};
use service::{
    ask, run,
    tenant_managers::{AddTenantManagers, RemoveTenantManager, SCHEMA, TenantManager, TenantManagers},
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::{role_assignments::TenantManager as Shape, scopes::Principals};

use crate::{
    answer::{ApiResult, Body, List, no_content},
    api::{
        collection::Asked,
        shapes::{member, principals},
    },
    caller::Client,
    form::Fields,
    path::ApiPath,
    web::Web,
};

/// Every operation on tenant managers.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(list, add)).routes(routes!(remove))
}

/// The tenant managers of your organization, people first unless said otherwise.
#[utoipa::path(
    get, path = "/v1.0/tenantManagers", operation_id = "listTenantManagers", tag = "tenantManagers",
    params(
        ("$filter" = Option<String>, Query, description = "For instance `kind eq 'user' and enabled eq false`"),
        ("$orderby" = Option<String>, Query, description = "kind, displayName, userPrincipalName, addedDateTime"),
        ("$search" = Option<String>, Query, description = "In displayName and userPrincipalName"),
        ("$count" = Option<bool>, Query, description = "Whether to count all of them"),
        ("$select" = Option<String>, Query, description = "Which properties"),
        ("$top" = Option<u32>, Query, description = "How many on a page, at most 300"),
        ("$skiptoken" = Option<String>, Query, description = "Where to go on; from @odata.nextLink"),
    ),
    responses((status = 200, body = List<Shape>), (status = 403), (status = 422)),
)]
async fn list(
    State(web): State<Web>,
    Client(caller): Client,
    uri: Uri,
    fields: Fields,
) -> ApiResult<Response> {
    let shape = |found: TenantManager| Shape {
        member: member(found.member),
        added_date_time: found.added_at.to_string(),
    };
    let asked = Asked::read(&fields, &SCHEMA)?;
    let question = TenantManagers { wanted: asked.wanted.clone(), count: asked.count };
    let found = ask(&web.app, &caller, &question).await?;
    asked.answer(&web, &uri, found.page, found.count, shape)
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
