//! `/v1.0/distributions`: through whom one's organization sells, and who sells through it.

use axum::{Json, extract::State, response::Response};
use domain::{id::Id, query::Schema};
use service::{
    ask,
    distributions::{
        AcceptDistribution, DistributionOf, DistributionRow, Distributions, EndDistribution, SCHEMA,
    },
    granular_relationships::PrepareGranular,
    run,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::{
    delegated_admin::NewDelegatedAdminRelationship,
    distributions::{Distribution, PreparedRelationship},
    reseller_relationships::RequestToken,
};

use crate::{
    answer::{ApiResult, Body, List, created, no_content},
    api::collection::{Asking, Item},
    caller::Client,
    graph,
    path::ApiPath,
    web::Web,
};

impl Item for Distribution {
    const SCHEMA: &'static Schema = &SCHEMA;
    const EXAMPLE: &'static str = "`part eq 'indirectReseller'`";
}

/// Every operation on distributions.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(list, accept)).routes(routes!(read, end)).routes(routes!(prepare))
}

/// The distributions of your organization, by the name of the other side unless said otherwise.
#[utoipa::path(
    get, path = "/v1.0/distributions", operation_id = "listDistributions", tag = "distributions",
    params(Asking<Distribution>),
    responses((status = 200, body = List<Distribution>), (status = 403), (status = 422)),
)]
async fn list(asking: Asking<Distribution>) -> ApiResult<Response> {
    let question = Distributions { wanted: asking.wanted(), count: asking.count() };
    let found = asking.ask(&question).await?.found;
    asking.answer(found.page, found.count, shape)
}

/// Agrees to sell through the indirect provider that sent a link. Only Global administrators of a partner can.
#[utoipa::path(
    post, path = "/v1.0/distributions", operation_id = "acceptDistribution", tag = "distributions",
    request_body = RequestToken,
    responses((status = 201, body = Distribution), (status = 403), (status = 404), (status = 422)),
)]
async fn accept(
    State(web): State<Web>,
    Client(caller): Client,
    Body(sent): Body<RequestToken>,
) -> ApiResult<Response> {
    let distribution = run(&web.app, &caller, AcceptDistribution { token: sent.token }).await?;
    let row = ask(&web.app, &caller, &DistributionOf { distribution }).await?;
    Ok(created(format!("/v1.0/distributions/{distribution}"), shape(row)))
}

/// One distribution.
#[utoipa::path(
    get, path = "/v1.0/distributions/{id}", operation_id = "getDistribution", tag = "distributions",
    params(("id" = Uuid, Path, description = "The distribution")),
    responses((status = 200, body = Distribution), (status = 403), (status = 404)),
)]
async fn read(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Json<Distribution>> {
    Ok(Json(shape(ask(&web.app, &caller, &DistributionOf { distribution: Id::new(id) }).await?)))
}

/// Ends a distribution. Relationships with customers stay. Only Global administrators of a partner can.
#[utoipa::path(
    delete, path = "/v1.0/distributions/{id}", operation_id = "endDistribution", tag = "distributions",
    params(("id" = Uuid, Path, description = "The distribution")),
    responses((status = 204), (status = 403), (status = 404)),
)]
async fn end(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Response> {
    run(&web.app, &caller, EndDistribution { distribution: Id::new(id) }).await?;
    Ok(no_content())
}

/// Prepares a granular relationship for the indirect reseller of a distribution. It is the reseller's: no customer can approve it before
/// the reseller did. Only Admin agents of the indirect provider can.
#[utoipa::path(
    post, path = "/v1.0/distributions/{id}/granularRelationships", operation_id = "prepareGranularRelationship",
    tag = "distributions", params(("id" = Uuid, Path, description = "The distribution")),
    request_body = NewDelegatedAdminRelationship,
    responses((status = 201, body = PreparedRelationship), (status = 403), (status = 404), (status = 409), (status = 422)),
)]
async fn prepare(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    Body(sent): Body<NewDelegatedAdminRelationship>,
) -> ApiResult<Response> {
    let distribution = Id::new(id);
    let draft = graph::draft_of(sent);
    let relationship_id = run(&web.app, &caller, PrepareGranular { distribution, draft }).await?.uuid();
    let partner_id = ask(&web.app, &caller, &DistributionOf { distribution }).await?.other.uuid();
    Ok(created(format!("/v1.0/distributions/{id}"), PreparedRelationship { relationship_id, partner_id }))
}

fn shape(row: DistributionRow) -> Distribution {
    Distribution {
        id: row.id.uuid(),
        part: row.part.key().to_owned(),
        partner_id: row.other.uuid(),
        display_name: row.name,
        default_domain: row.domain,
        country: row.country,
        started_date_time: row.started_at.to_string(),
    }
}
