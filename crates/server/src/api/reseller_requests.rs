//! `/v1.0/resellerRequests`: links with which a partner asks customers for a reseller relationship.

use axum::{Json, extract::State, response::Response};
use domain::{
    distribution::Asks,
    id::{Id, ResellerRequest as RequestId},
    query::Schema,
};
use service::{
    Caller, Code, Refusal, ask,
    reseller_requests::{
        ListResellerRequests, MakeResellerRequest, OpenResellerRequest, ResellerRequestOf,
        RevokeResellerRequest, SCHEMA, Shown,
    },
    run,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::reseller_relationships::{NewResellerRequest, OpenedRequest, RequestToken, ResellerRequest};

use crate::{
    answer::{ApiResult, Body, List, created, no_content},
    api::collection::{Asking, Item},
    caller::Client,
    path::ApiPath,
    web::Web,
};

impl Item for ResellerRequest {
    const SCHEMA: &'static Schema = &SCHEMA;
    const EXAMPLE: &'static str = "`revoked eq false`";
}

/// Every operation on requests.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(list, make)).routes(routes!(read, revoke)).routes(routes!(open))
}

/// The requests of your organization, newest first unless said otherwise.
#[utoipa::path(
    get, path = "/v1.0/resellerRequests", operation_id = "listResellerRequests", tag = "resellerRequests",
    params(Asking<ResellerRequest>),
    responses((status = 200, body = List<ResellerRequest>), (status = 403), (status = 422)),
)]
async fn list(asking: Asking<ResellerRequest>) -> ApiResult<Response> {
    let question = ListResellerRequests { wanted: asking.wanted(), count: asking.count() };
    let found = asking.ask(&question).await?;
    asking.answer(found.page, found.count, shape)
}

/// Makes a request: its link is to be sent to customers by yourself.
#[utoipa::path(
    post, path = "/v1.0/resellerRequests", operation_id = "createResellerRequest", tag = "resellerRequests",
    request_body = NewResellerRequest,
    responses((status = 201, body = ResellerRequest), (status = 403), (status = 422)),
)]
async fn make(
    State(web): State<Web>,
    Client(caller): Client,
    Body(new): Body<NewResellerRequest>,
) -> ApiResult<Response> {
    let provider = new.indirect_provider_id.map(Id::new);
    let asks = match (new.asks.as_deref(), provider) {
        (None | Some("customer"), None) => Asks::Customer,
        (None | Some("customer"), Some(provider)) => Asks::CustomerWith(provider),
        (Some("partner"), None) => Asks::Partner,
        (Some("partner"), Some(_)) => {
            return Err(Refusal::field("indirectProviderId", Code::InvalidValue).into());
        }
        (Some(_), _) => return Err(Refusal::field("asks", Code::UnknownValue).into()),
    };
    let with_privileges = new.delegated_admin_privileges.unwrap_or(asks != Asks::Partner);
    let request = run(&web.app, &caller, MakeResellerRequest { with_privileges, asks }).await?;
    Ok(created(format!("/v1.0/resellerRequests/{request}"), one(&web, &caller, request).await?))
}

/// One request.
#[utoipa::path(
    get, path = "/v1.0/resellerRequests/{id}", operation_id = "getResellerRequest", tag = "resellerRequests",
    params(("id" = Uuid, Path, description = "The request")),
    responses((status = 200, body = ResellerRequest), (status = 403), (status = 404)),
)]
async fn read(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Json<ResellerRequest>> {
    Ok(Json(one(&web, &caller, Id::new(id)).await?))
}

/// Revokes a request: nobody can accept it any more. Relationships that began with it stay.
#[utoipa::path(
    delete, path = "/v1.0/resellerRequests/{id}", operation_id = "revokeResellerRequest", tag = "resellerRequests",
    params(("id" = Uuid, Path, description = "The request")),
    responses((status = 204), (status = 403), (status = 404)),
)]
async fn revoke(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Response> {
    run(&web.app, &caller, RevokeResellerRequest { request: Id::new(id) }).await?;
    Ok(no_content())
}

/// What the link of a partner asks of your organization.
#[utoipa::path(
    post, path = "/v1.0/resellerRequests/open", operation_id = "openResellerRequest", tag = "resellerRequests",
    request_body = RequestToken,
    responses((status = 200, body = OpenedRequest), (status = 403), (status = 404), (status = 422)),
)]
async fn open(
    State(web): State<Web>,
    Client(caller): Client,
    Body(sent): Body<RequestToken>,
) -> ApiResult<Json<OpenedRequest>> {
    let found = ask(&web.app, &caller, &OpenResellerRequest { token: sent.token }).await?;
    Ok(Json(OpenedRequest {
        partner_display_name: found.partner_name,
        partner_default_domain: found.partner_domain,
        delegated_admin_privileges: found.with_privileges,
        standing: found.standing.key().to_owned(),
        indirect_provider_display_name: found.provider.map(|(provider, _)| provider.name),
    }))
}

async fn one(web: &Web, caller: &Caller, request: Id<RequestId>) -> Result<ResellerRequest, Refusal> {
    Ok(shape(ask(&web.app, caller, &ResellerRequestOf { request }).await?))
}

fn shape(shown: Shown) -> ResellerRequest {
    let row = shown.row;
    ResellerRequest {
        id: row.id.uuid(),
        link: shown.link.map(|link| link.as_str().to_owned()),
        delegated_admin_privileges: row.with_privileges,
        asks: if row.asks == Asks::Partner { "partner" } else { "customer" }.to_owned(),
        indirect_provider_id: row.asks.provider().map(Id::uuid),
        created_by: row.created_by,
        created_date_time: row.created_at.to_string(),
        revoked: row.revoked_at.is_some(),
        accepted_count: row.accepted,
    }
}
