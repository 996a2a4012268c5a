//! `/v1.0/supportRequests`: what partners ask on behalf of one's own organization.

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

/// Every operation on requests on behalf of one's own organization.
pub(super) fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(read))
        .routes(routes!(messages, write))
        .routes(routes!(close))
}

fn at<'a>(web: &'a Web, caller: &'a Caller, id: Uuid) -> At<'a> {
    At { web, caller, side: Side::Customer, tenant: caller.person.organization, request: Id::new(id) }
}

/// What partners ask vendors on behalf of your organization, those in which something happened last first unless said otherwise. Only Global
/// administrators can see it.
#[utoipa::path(
    get, path = "/v1.0/supportRequests", operation_id = "listSupportRequests", tag = "supportRequests",
    params(Asking<SupportRequest>),
    responses((status = 200, body = List<SupportRequest>), (status = 403), (status = 422)),
)]
async fn list(asking: Asking<SupportRequest>) -> ApiResult<Response> {
    super::list(asking, Side::Customer, None).await
}

/// One request.
#[utoipa::path(
    get, path = "/v1.0/supportRequests/{requestId}", operation_id = "getSupportRequest", tag = "supportRequests",
    params(("requestId" = Uuid, Path, description = "The request")),
    responses((status = 200, body = SupportRequest), (status = 403), (status = 404)),
)]
async fn read(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Json<SupportRequest>> {
    at(&web, &caller, id).one().await
}

/// What was written in a request, oldest first, on one page.
#[utoipa::path(
    get, path = "/v1.0/supportRequests/{requestId}/messages", operation_id = "listSupportMessages", tag = "supportRequests",
    params(("requestId" = Uuid, Path, description = "The request")),
    responses((status = 200, body = List<SupportMessage>), (status = 403), (status = 404)),
)]
async fn messages(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<List<SupportMessage>> {
    at(&web, &caller, id).messages().await
}

/// Writes in a request; partner and vendor read it.
#[utoipa::path(
    post, path = "/v1.0/supportRequests/{requestId}/messages", operation_id = "createSupportMessage", tag = "supportRequests",
    request_body = NewSupportMessage, params(("requestId" = Uuid, Path, description = "The request")),
    responses((status = 201, body = SupportMessage), (status = 403), (status = 404), (status = 409), (status = 422)),
)]
async fn write(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    Body(new): Body<NewSupportMessage>,
) -> ApiResult<Response> {
    let base = format!("/v1.0/supportRequests/{id}");
    at(&web, &caller, id).write(&base, new).await
}

/// Closes a request: the vendor is asked no more on behalf of your organization.
#[utoipa::path(
    post, path = "/v1.0/supportRequests/{requestId}/close", operation_id = "closeSupportRequest", tag = "supportRequests",
    params(("requestId" = Uuid, Path, description = "The request")),
    responses((status = 200, body = SupportRequest), (status = 403), (status = 404), (status = 409), (status = 412)),
)]
async fn close(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    matches: IfMatch,
) -> ApiResult<Json<SupportRequest>> {
    at(&web, &caller, id).close(matches).await
}
