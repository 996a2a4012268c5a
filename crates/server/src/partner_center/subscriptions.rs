//! `/v1/customers/{id}/subscriptions`: what a partner sold to a customer, and what roles of its people open there (§4.8).

use axum::{Json, extract::State, response::Response};
use domain::{
    id::{Id, Organization, Subscription as SubscriptionId},
    subscription::SubscriptionKind,
};
use serde_json::{Map, Value};
use service::{
    Caller, Realm, Refusal, ask, run,
    subscriptions::{
        OneSubscription, SubscriptionEdit, SubscriptionShown, Subscriptions, UpdateSubscription,
    },
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::partner_center::{
    CustomerSubscription, CustomerSubscriptionPatch, ResourceAttributes, ResourceCollection,
};

use super::{answer::renamed, body::Sent, collection::Paging};
use crate::{
    answer::{ApiResult, Change, IfMatch, etag},
    caller::Client,
    path::ApiPath,
    web::Web,
};

/// What Steward calls otherwise than the surface.
const PROPERTIES: [(&str, &str); 1] = [("displayName", "friendlyName")];
/// What cannot be changed.
const READ_ONLY: [&str; 7] =
    ["id", "offerName", "unitType", "billingType", "creationDate", "effectiveStartDate", "commitmentEndDate"];

/// Every operation on subscriptions.
pub(super) fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(read, update))
}

/// The subscriptions of a customer that you see, by name.
#[utoipa::path(
    get, path = "/v1/customers/{customerId}/subscriptions", operation_id = "listPartnerCustomerSubscriptions",
    tag = "partnerCenter",
    params(
        ("customerId" = Uuid, Path, description = "The customer"),
        ("MS-ContinuationToken" = Option<String>, Header, description = "Where the page begins, as the page before told"),
    ),
    responses((status = 200, body = ResourceCollection<CustomerSubscription>), (status = 403), (status = 404)),
)]
async fn list(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(tenant): ApiPath<Uuid>,
    paging: Paging,
) -> ApiResult<Response> {
    let realm = Realm::Customer(Id::new(tenant));
    let question = Subscriptions { realm, wanted: paging.wanted.clone(), count: true };
    let found = ask(&web.app, &caller, &question).await?.found;
    paging.answer(found.page, found.count.unwrap_or_default(), shape)
}

/// One subscription.
#[utoipa::path(
    get, path = "/v1/customers/{customerId}/subscriptions/{subscriptionId}",
    operation_id = "getPartnerCustomerSubscription", tag = "partnerCenter",
    params(
        ("customerId" = Uuid, Path, description = "The customer"),
        ("subscriptionId" = Uuid, Path, description = "The subscription"),
    ),
    responses((status = 200, body = CustomerSubscription), (status = 403), (status = 404)),
)]
async fn read(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Json<CustomerSubscription>> {
    let tenant = caller.person.customer(Id::new(tenant))?;
    Ok(Json(one(&web, &caller, tenant, Id::new(id)).await?))
}

/// Changes name, quantity or status of a subscription that your organization sold. `If-Match` with its version is required.
#[utoipa::path(
    patch, path = "/v1/customers/{customerId}/subscriptions/{subscriptionId}",
    operation_id = "updatePartnerCustomerSubscription", tag = "partnerCenter",
    request_body = CustomerSubscriptionPatch,
    params(
        ("customerId" = Uuid, Path, description = "The customer"),
        ("subscriptionId" = Uuid, Path, description = "The subscription"),
        ("If-Match" = String, Header, description = "The version of the subscription"),
    ),
    responses(
        (status = 200, body = CustomerSubscription), (status = 400), (status = 403), (status = 404), (status = 409)
    ),
)]
async fn update(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
    matches: IfMatch,
    Sent(mut sent): Sent<Map<String, Value>>,
) -> ApiResult<Json<CustomerSubscription>> {
    let (tenant, subscription) = (caller.person.customer(Id::new(tenant))?, Id::new(id));
    // What says of itself what it is, and where, is no property.
    sent.retain(|name, _| !["attributes", "links"].contains(&name.as_str()));
    let now = one(&web, &caller, tenant, subscription).await?;
    let sent: CustomerSubscriptionPatch = Change(sent).of(&now, &READ_ONLY, &[])?;
    let edit = SubscriptionEdit { name: sent.friendly_name, quantity: sent.quantity, status: sent.status };
    let stamp = matches.required()?;
    let command = UpdateSubscription { tenant, subscription, stamp, edit };
    run(&web.app, &caller, command).await.map_err(|refusal| renamed(refusal, &PROPERTIES))?;
    Ok(Json(one(&web, &caller, tenant, subscription).await?))
}

async fn one(
    web: &Web,
    caller: &Caller,
    tenant: Id<Organization>,
    subscription: Id<SubscriptionId>,
) -> Result<CustomerSubscription, Refusal> {
    Ok(shape(ask(&web.app, caller, &OneSubscription { tenant, subscription }).await?.shown))
}

fn shape(shown: SubscriptionShown) -> CustomerSubscription {
    let SubscriptionShown { row, status, .. } = shown;
    let (unit_type, billing_type) = match row.kind {
        SubscriptionKind::Metered => ("usage", "usage_based"),
        SubscriptionKind::Licences => ("license", "license"),
    };
    CustomerSubscription {
        id: row.id.uuid(),
        offer_name: row.offer_name,
        friendly_name: row.name,
        quantity: row.quantity,
        unit_type: unit_type.to_owned(),
        billing_type: billing_type.to_owned(),
        creation_date: row.created_at.to_string(),
        effective_start_date: row.starts_at.to_string(),
        commitment_end_date: row.ends_at.map(|at| at.to_string()),
        status: status.key().to_owned(),
        attributes: ResourceAttributes {
            etag: Some(etag(row.stamp)),
            ..ResourceAttributes::of("Subscription")
        },
    }
}
