//! `/v1.0/customers/{tenantId}/supportRequests`: what one's own organization asks on behalf of customers.

use axum::{Json, extract::State, response::Response};
use domain::{id::Id, support_request::Side};
use service::{Caller, Refusal, run, support_requests::OpenSupportRequest};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::support_requests::{NewSupportMessage, NewSupportRequest, SupportMessage, SupportRequest};

use super::At;
use crate::{
    answer::{ApiResult, Body, IfMatch, List, created},
    api::collection::Asking,
    caller::Client,
    path::ApiPath,
    web::Web,
};

/// Every operation on requests on behalf of customers.
pub(super) fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(all))
        .routes(routes!(list, create))
        .routes(routes!(read))
        .routes(routes!(messages, write))
        .routes(routes!(close))
}

/// One's own organization is never a customer of oneself.
fn at<'a>(web: &'a Web, caller: &'a Caller, tenant: Uuid, id: Uuid) -> Result<At<'a>, Refusal> {
    let tenant = caller.person.customer(Id::new(tenant))?;
    Ok(At { web, caller, side: Side::Partner, tenant, request: Id::new(id) })
}

/// What your organization asks vendors on behalf of all customers, those in which something happened last first unless said otherwise.
#[utoipa::path(
    get, path = "/v1.0/customers/supportRequests", operation_id = "listSupportRequestsOfCustomers", tag = "customers",
    params(Asking<SupportRequest>),
    responses((status = 200, body = List<SupportRequest>), (status = 403), (status = 422)),
)]
async fn all(asking: Asking<SupportRequest>) -> ApiResult<Response> {
    super::list(asking, Side::Partner, None).await
}

/// What your organization asks vendors on behalf of a customer.
#[utoipa::path(
    get, path = "/v1.0/customers/{tenantId}/supportRequests", operation_id = "listCustomerSupportRequests", tag = "customers",
    params(("tenantId" = Uuid, Path, description = "The customer"), Asking<SupportRequest>),
    responses((status = 200, body = List<SupportRequest>), (status = 403), (status = 404), (status = 422)),
)]
async fn list(ApiPath(tenant): ApiPath<Uuid>, asking: Asking<SupportRequest>) -> ApiResult<Response> {
    super::list(asking, Side::Partner, Some(Id::new(tenant))).await
}

/// Asks the vendor of a service on behalf of a customer, who reads it. Where the operator chose so, it takes a directory role at the customer
/// by delegation.
#[utoipa::path(
    post, path = "/v1.0/customers/{tenantId}/supportRequests", operation_id = "openSupportRequest", tag = "customers",
    request_body = NewSupportRequest, params(("tenantId" = Uuid, Path, description = "The customer")),
    responses((status = 201, body = SupportRequest), (status = 403), (status = 404), (status = 409), (status = 422)),
)]
async fn create(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(tenant): ApiPath<Uuid>,
    Body(new): Body<NewSupportRequest>,
) -> ApiResult<Response> {
    let command = OpenSupportRequest {
        tenant: Id::new(tenant),
        service: new.service_id.map(Id::new),
        title: new.title,
        description: new.description,
        severity: new.severity,
    };
    let id = run(&web.app, &caller, command).await?;
    let Json(shown) = at(&web, &caller, tenant, id.uuid())?.one().await?;
    Ok(created(format!("/v1.0/customers/{tenant}/supportRequests/{id}"), shown))
}

/// One request.
#[utoipa::path(
    get, path = "/v1.0/customers/{tenantId}/supportRequests/{requestId}", operation_id = "getCustomerSupportRequest", tag = "customers",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("requestId" = Uuid, Path, description = "The request")),
    responses((status = 200, body = SupportRequest), (status = 403), (status = 404)),
)]
async fn read(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Json<SupportRequest>> {
    at(&web, &caller, tenant, id)?.one().await
}

/// What was written in a request, oldest first, on one page.
#[utoipa::path(
    get, path = "/v1.0/customers/{tenantId}/supportRequests/{requestId}/messages", operation_id = "listCustomerSupportMessages", tag = "customers",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("requestId" = Uuid, Path, description = "The request")),
    responses((status = 200, body = List<SupportMessage>), (status = 403), (status = 404)),
)]
async fn messages(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<List<SupportMessage>> {
    at(&web, &caller, tenant, id)?.messages().await
}

/// Writes in a request; customer and vendor read it.
#[utoipa::path(
    post, path = "/v1.0/customers/{tenantId}/supportRequests/{requestId}/messages", operation_id = "createCustomerSupportMessage", tag = "customers",
    request_body = NewSupportMessage,
    params(("tenantId" = Uuid, Path, description = "The customer"), ("requestId" = Uuid, Path, description = "The request")),
    responses((status = 201, body = SupportMessage), (status = 403), (status = 404), (status = 409), (status = 422)),
)]
async fn write(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
    Body(new): Body<NewSupportMessage>,
) -> ApiResult<Response> {
    let base = format!("/v1.0/customers/{tenant}/supportRequests/{id}");
    at(&web, &caller, tenant, id)?.write(&base, new).await
}

/// Closes a request: nothing is asked any more.
#[utoipa::path(
    post, path = "/v1.0/customers/{tenantId}/supportRequests/{requestId}/close", operation_id = "closeCustomerSupportRequest", tag = "customers",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("requestId" = Uuid, Path, description = "The request")),
    responses((status = 200, body = SupportRequest), (status = 403), (status = 404), (status = 409), (status = 412)),
)]
async fn close(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
    matches: IfMatch,
) -> ApiResult<Json<SupportRequest>> {
    at(&web, &caller, tenant, id)?.close(matches).await
}
