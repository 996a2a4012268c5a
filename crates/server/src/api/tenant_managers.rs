//! `/v1.0/tenantManagers`: who answers invitations without working on rooms.

use axum::{extract::State, response::Response};
use domain::query::Schema;
use service::{
    run,
    tenant_managers::{AddTenantManagers, RemoveTenantManager, SCHEMA, TenantManager, TenantManagers},
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::{role_assignments::TenantManager as Shape, scopes::Principals};

use crate::{
    answer::{ApiResult, Body, List, no_content},
    api::{
        collection::{Asking, Item},
        shapes::{member, principals},
    },
    caller::Client,
    path::ApiPath,
    web::Web,
};

impl Item for Shape {
    const SCHEMA: &'static Schema = &SCHEMA;
    const EXAMPLE: &'static str = "`kind eq 'user' and enabled eq false`";
}

/// Every operation on tenant managers.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(list, add)).routes(routes!(remove))
}

/// The tenant managers of your organization, people first unless said otherwise.
#[utoipa::path(
    get, path = "/v1.0/tenantManagers", operation_id = "listTenantManagers", tag = "tenantManagers",
    params(Asking<Shape>),
    responses((status = 200, body = List<Shape>), (status = 403), (status = 422)),
)]
async fn list(asking: Asking<Shape>) -> ApiResult<Response> {
    let shape = |found: TenantManager| Shape {
        member: member(found.member),
        added_date_time: found.added_at.to_string(),
    };
    let question = TenantManagers { wanted: asking.wanted(), count: asking.count() };
    let found = asking.ask(&question).await?;
    asking.answer(found.page, found.count, shape)
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
