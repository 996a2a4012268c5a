//! `/v1.0/servicePortals`: the portals of services that partners open for their customers, for the operator.

use axum::{Json, extract::State, response::Response};
use domain::{id::Id, query::Schema};
use service::{
    Caller, ask, run,
    service_portals::{
        DeleteServicePortal, EditServicePortal, ListServicePortals, RegisterServicePortal, SCHEMA,
        ServicePortalForm, ServicePortalOf, ServicePortalRow,
    },
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::service_portals::{NewServicePortal, ServicePortal, ServicePortalPatch};

use super::collection::{Asking, Item};
use crate::{
    answer::{ApiResult, Body, IfMatch, List, created, etag, no_content},
    caller::Client,
    path::ApiPath,
    web::Web,
};

impl Item for ServicePortal {
    const SCHEMA: &'static Schema = &SCHEMA;
    const EXAMPLE: &'static str = "`startswith(displayName,'Mail')`";
}

/// Every operation on service portals.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(get, patch, delete))
}

/// The registered portals, by name unless said otherwise. For the operator; partners find them filled in at each customer.
#[utoipa::path(get, path = "/v1.0/servicePortals", operation_id = "listServicePortals", tag = "operator",
    params(Asking<ServicePortal>),
    responses((status = 200, body = List<ServicePortal>), (status = 400), (status = 403)))]
async fn list(asking: Asking<ServicePortal>) -> ApiResult<Response> {
    let found = asking.ask(&ListServicePortals { wanted: asking.wanted(), count: asking.count() }).await?;
    asking.answer(found.page, found.count, shape)
}

/// Registers the portal of a service. For the operator.
#[utoipa::path(post, path = "/v1.0/servicePortals", operation_id = "createServicePortal", tag = "operator",
    request_body = NewServicePortal,
    responses((status = 201, body = ServicePortal), (status = 403), (status = 409), (status = 422)))]
async fn create(
    State(web): State<Web>,
    Client(caller): Client,
    Body(new): Body<NewServicePortal>,
) -> ApiResult<Response> {
    let form = ServicePortalForm { name: Some(new.display_name), url_template: Some(new.url_template) };
    let id = run(&web.app, &caller, RegisterServicePortal { form }).await?;
    Ok(created(format!("/v1.0/servicePortals/{id}"), one(&web, &caller, id.uuid()).await?))
}

/// One portal. For the operator.
#[utoipa::path(get, path = "/v1.0/servicePortals/{id}", operation_id = "getServicePortal", tag = "operator",
    params(("id" = Uuid, Path, description = "The portal")),
    responses((status = 200, body = ServicePortal), (status = 403), (status = 404)))]
async fn get(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Json<ServicePortal>> {
    one(&web, &caller, id).await.map(Json)
}

/// Changes a portal. For the operator.
#[utoipa::path(patch, path = "/v1.0/servicePortals/{id}", operation_id = "updateServicePortal", tag = "operator",
    request_body = ServicePortalPatch, params(("id" = Uuid, Path, description = "The portal")),
    responses((status = 200, body = ServicePortal), (status = 403), (status = 404), (status = 412), (status = 422)))]
async fn patch(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    matches: IfMatch,
    Body(patch): Body<ServicePortalPatch>,
) -> ApiResult<Json<ServicePortal>> {
    let form = ServicePortalForm { name: patch.display_name, url_template: patch.url_template };
    let edit = EditServicePortal { portal: Id::new(id), form, stamp: matches.optional() };
    run(&web.app, &caller, edit).await?;
    one(&web, &caller, id).await.map(Json)
}

/// Takes a portal away. For the operator.
#[utoipa::path(delete, path = "/v1.0/servicePortals/{id}", operation_id = "deleteServicePortal", tag = "operator",
    params(("id" = Uuid, Path, description = "The portal")),
    responses((status = 204), (status = 403), (status = 404), (status = 412)))]
async fn delete(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    matches: IfMatch,
) -> ApiResult<Response> {
    run(&web.app, &caller, DeleteServicePortal { portal: Id::new(id), stamp: matches.optional() }).await?;
    Ok(no_content())
}

async fn one(web: &Web, caller: &Caller, id: Uuid) -> ApiResult<ServicePortal> {
    Ok(shape(ask(&web.app, caller, &ServicePortalOf { portal: Id::new(id) }).await?))
}

fn shape(row: ServicePortalRow) -> ServicePortal {
    ServicePortal {
        etag: etag(row.stamp),
        id: row.id.uuid(),
        display_name: row.name,
        url_template: row.url_template,
    }
}
