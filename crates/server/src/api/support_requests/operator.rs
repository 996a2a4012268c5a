//! `/v1.0/operator/supportRequests`: what the operator is asked, and its answers.

use axum::{Json, extract::State, response::Response};
use domain::{id::Id, support_request::Side};
use service::Caller;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::support_requests::{NewSupportMessage, SupportMessage, SupportRequest};

use super::At;
use crate::{
    answer::{ApiResult, Body, IfMatch, List},
    api::collection::Asking,
    caller::Client,
    path::ApiPath,
    web::Web,
};

/// Every operation of the operator on requests.
pub(super) fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(read))
        .routes(routes!(messages, write))
        .routes(routes!(close))
}

fn at<'a>(web: &'a Web, caller: &'a Caller, tenant: Uuid, id: Uuid) -> At<'a> {
    At { web, caller, side: Side::Vendor, tenant: Id::new(tenant), request: Id::new(id) }
}

/// What partners ask on behalf of their customers, those in which something happened last first unless said otherwise. For the operator.
#[utoipa::path(
    get, path = "/v1.0/operator/supportRequests", operation_id = "listOperatorSupportRequests", tag = "operator",
    params(Asking<SupportRequest>),
    responses((status = 200, body = List<SupportRequest>), (status = 403), (status = 422)),
)]
async fn list(asking: Asking<SupportRequest>) -> ApiResult<Response> {
    super::list(asking, Side::Vendor, None).await
}

/// One request. For the operator.
#[utoipa::path(
    get, path = "/v1.0/operator/organizations/{id}/supportRequests/{requestId}", operation_id = "getOperatorSupportRequest", tag = "operator",
    params(("id" = Uuid, Path, description = "The customer"), ("requestId" = Uuid, Path, description = "The request")),
    responses((status = 200, body = SupportRequest), (status = 403), (status = 404)),
)]
async fn read(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Json<SupportRequest>> {
    at(&web, &caller, tenant, id).one().await
}

/// What was written in a request, oldest first, on one page. For the operator.
#[utoipa::path(
    get, path = "/v1.0/operator/organizations/{id}/supportRequests/{requestId}/messages", operation_id = "listOperatorSupportMessages", tag = "operator",
    params(("id" = Uuid, Path, description = "The customer"), ("requestId" = Uuid, Path, description = "The request")),
    responses((status = 200, body = List<SupportMessage>), (status = 403), (status = 404)),
)]
async fn messages(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<List<SupportMessage>> {
    at(&web, &caller, tenant, id).messages().await
}

/// Answers a request; partner and customer read it. For the operator.
#[utoipa::path(
    post, path = "/v1.0/operator/organizations/{id}/supportRequests/{requestId}/messages", operation_id = "answerSupportRequest", tag = "operator",
    request_body = NewSupportMessage,
    params(("id" = Uuid, Path, description = "The customer"), ("requestId" = Uuid, Path, description = "The request")),
    responses((status = 201, body = SupportMessage), (status = 403), (status = 404), (status = 409), (status = 422)),
)]
async fn write(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
    Body(new): Body<NewSupportMessage>,
) -> ApiResult<Response> {
    let base = format!("/v1.0/operator/organizations/{tenant}/supportRequests/{id}");
    at(&web, &caller, tenant, id).write(&base, new).await
}

/// Closes a request. For the operator.
#[utoipa::path(
    post, path = "/v1.0/operator/organizations/{id}/supportRequests/{requestId}/close", operation_id = "closeOperatorSupportRequest", tag = "operator",
    params(("id" = Uuid, Path, description = "The customer"), ("requestId" = Uuid, Path, description = "The request")),
    responses((status = 200, body = SupportRequest), (status = 403), (status = 404), (status = 409), (status = 412)),
)]
async fn close(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
    matches: IfMatch,
) -> ApiResult<Json<SupportRequest>> {
    at(&web, &caller, tenant, id).close(matches).await
}
