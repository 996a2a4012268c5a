//! `/v1.0/subscriptionOffers`: what partners may provision for their customers, for the operator.

use axum::{Json, extract::State, response::Response};
use domain::id::Id;
use service::{
    Caller, ask, run,
    subscriptions::{DeleteOffer, EditOffer, ListOffers, OfferForm, OfferOf, OfferRow, RegisterOffer},
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::subscriptions::{NewSubscriptionOffer, SubscriptionOffer, SubscriptionOfferPatch};

use crate::{
    answer::{ApiResult, Body, IfMatch, List, created, etag, no_content},
    caller::Client,
    path::ApiPath,
    web::Web,
};

/// Every operation on offers.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(get, patch, delete))
}

/// The catalogue, by name, on one page. For the operator; partners find it at each customer.
#[utoipa::path(get, path = "/v1.0/subscriptionOffers", operation_id = "listSubscriptionOffers", tag = "operator",
    responses((status = 200, body = List<SubscriptionOffer>), (status = 403)))]
async fn list(State(web): State<Web>, Client(caller): Client) -> ApiResult<List<SubscriptionOffer>> {
    let found = ask(&web.app, &caller, &ListOffers).await?;
    Ok(List { count: None, value: found.into_iter().map(shape).collect(), next_link: None })
}

/// Registers an offer. For the operator.
#[utoipa::path(post, path = "/v1.0/subscriptionOffers", operation_id = "createSubscriptionOffer", tag = "operator",
    request_body = NewSubscriptionOffer,
    responses((status = 201, body = SubscriptionOffer), (status = 403), (status = 409), (status = 422)))]
async fn create(
    State(web): State<Web>,
    Client(caller): Client,
    Body(new): Body<NewSubscriptionOffer>,
) -> ApiResult<Response> {
    let form =
        OfferForm { name: Some(new.display_name), kind: Some(new.kind), term_months: Some(new.term_months) };
    let id = run(&web.app, &caller, RegisterOffer { form }).await?;
    Ok(created(format!("/v1.0/subscriptionOffers/{id}"), one(&web, &caller, id.uuid()).await?))
}

/// One offer. For the operator.
#[utoipa::path(get, path = "/v1.0/subscriptionOffers/{id}", operation_id = "getSubscriptionOffer", tag = "operator",
    params(("id" = Uuid, Path, description = "The offer")),
    responses((status = 200, body = SubscriptionOffer), (status = 403), (status = 404)))]
async fn get(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Json<SubscriptionOffer>> {
    one(&web, &caller, id).await.map(Json)
}

/// Changes an offer; what was provisioned from it stays as it was. For the operator.
#[utoipa::path(patch, path = "/v1.0/subscriptionOffers/{id}", operation_id = "updateSubscriptionOffer",
    tag = "operator", request_body = SubscriptionOfferPatch,
    params(("id" = Uuid, Path, description = "The offer")),
    responses((status = 200, body = SubscriptionOffer), (status = 403), (status = 404), (status = 412), (status = 422)))]
async fn patch(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    matches: IfMatch,
    Body(patch): Body<SubscriptionOfferPatch>,
) -> ApiResult<Json<SubscriptionOffer>> {
    let form = OfferForm { name: patch.display_name, kind: None, term_months: patch.term_months };
    run(&web.app, &caller, EditOffer { offer: Id::new(id), form, stamp: matches.optional() }).await?;
    one(&web, &caller, id).await.map(Json)
}

/// Takes an offer back; what was provisioned from it stays. For the operator.
#[utoipa::path(delete, path = "/v1.0/subscriptionOffers/{id}", operation_id = "deleteSubscriptionOffer",
    tag = "operator", params(("id" = Uuid, Path, description = "The offer")),
    responses((status = 204), (status = 403), (status = 404), (status = 412)))]
async fn delete(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    matches: IfMatch,
) -> ApiResult<Response> {
    run(&web.app, &caller, DeleteOffer { offer: Id::new(id), stamp: matches.optional() }).await?;
    Ok(no_content())
}

async fn one(web: &Web, caller: &Caller, id: Uuid) -> ApiResult<SubscriptionOffer> {
    Ok(shape(ask(&web.app, caller, &OfferOf { offer: Id::new(id) }).await?))
}

/// An offer as it is told.
pub(super) fn shape(row: OfferRow) -> SubscriptionOffer {
    SubscriptionOffer {
        etag: etag(row.stamp),
        id: row.id.uuid(),
        display_name: row.name,
        kind: row.kind.key().to_owned(),
        term_months: row.term_months,
    }
}
