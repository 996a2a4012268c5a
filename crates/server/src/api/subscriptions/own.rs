//! `/v1.0/subscriptions`: what one's own organization bought, and who holds what there.

use axum::{Json, extract::State, response::Response};
use domain::id::Id;
use service::{
    Caller, Realm, run,
    subscriptions::{AddSubscription, RenewSubscription, Seats, Subscriptions},
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::subscriptions::{
    AddedSubscription, LicenceAssignment, NewLicenceAssignment, NewSubscriptionResource,
    NewSubscriptionRoleAssignment, Subscription, SubscriptionPatch, SubscriptionResource,
    SubscriptionResourcePatch, SubscriptionRoleAssignment,
};

use super::{shapes, steps::At};
use crate::{
    answer::{ApiResult, Body, IfMatch, List, created},
    api::collection::Asking,
    caller::Client,
    path::ApiPath,
    web::Web,
};

/// Every operation on one's own subscriptions.
pub(super) fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(read, update))
        .routes(routes!(renew))
        .routes(routes!(roles, assign))
        .routes(routes!(remove))
        .routes(routes!(resources, make))
        .routes(routes!(turn, drop))
        .routes(routes!(seats, license))
        .routes(routes!(withdraw))
}

fn at<'a>(web: &'a Web, caller: &'a Caller, id: Uuid) -> At<'a> {
    At { web, caller, tenant: caller.person.organization, subscription: Id::new(id) }
}

/// The subscriptions of your organization, by name unless said otherwise.
#[utoipa::path(
    get, path = "/v1.0/subscriptions", operation_id = "listSubscriptions", tag = "subscriptions",
    params(Asking<Subscription>),
    responses((status = 200, body = List<Subscription>), (status = 403), (status = 422)),
)]
async fn list(asking: Asking<Subscription>) -> ApiResult<Response> {
    let realm = Realm::Own;
    let question = Subscriptions { realm, wanted: asking.wanted(), count: asking.count() };
    let found = asking.ask(&question).await?.found;
    asking.answer(found.page, found.count, shapes::subscription)
}

/// Adds a subscription that your organization has already; no partner gets anything by it. Only Global administrators can.
#[utoipa::path(
    post, path = "/v1.0/subscriptions", operation_id = "addSubscription", tag = "subscriptions",
    request_body = AddedSubscription,
    responses((status = 201, body = Subscription), (status = 403), (status = 422)),
)]
async fn create(
    State(web): State<Web>,
    Client(caller): Client,
    Body(new): Body<AddedSubscription>,
) -> ApiResult<Response> {
    let command = AddSubscription {
        name: new.display_name,
        offer_name: new.offer_name,
        kind: new.kind,
        quantity: new.quantity.unwrap_or(1),
    };
    let id = run(&web.app, &caller, command).await?;
    Ok(created(format!("/v1.0/subscriptions/{id}"), at(&web, &caller, id.uuid()).one().await?))
}

/// One subscription.
#[utoipa::path(
    get, path = "/v1.0/subscriptions/{subscriptionId}", operation_id = "getSubscription", tag = "subscriptions",
    params(("subscriptionId" = Uuid, Path, description = "The subscription")),
    responses((status = 200, body = Subscription), (status = 403), (status = 404)),
)]
async fn read(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Json<Subscription>> {
    at(&web, &caller, id).one().await.map(Json)
}

/// Changes name, quantity or status of a subscription that your organization has by itself; `deleted` cancels it for good.
#[utoipa::path(
    patch, path = "/v1.0/subscriptions/{subscriptionId}", operation_id = "updateSubscription", tag = "subscriptions", request_body = SubscriptionPatch,
    params(("subscriptionId" = Uuid, Path, description = "The subscription")),
    responses((status = 200, body = Subscription), (status = 403), (status = 404), (status = 409), (status = 412), (status = 422)),
)]
async fn update(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    matches: IfMatch,
    Body(patch): Body<SubscriptionPatch>,
) -> ApiResult<Json<Subscription>> {
    let it = at(&web, &caller, id);
    it.update(matches, patch).await?;
    it.one().await.map(Json)
}

/// Lets the term of a subscription go on for another one, while no more than one is ahead.
#[utoipa::path(
    post, path = "/v1.0/subscriptions/{subscriptionId}/renew", operation_id = "renewSubscription", tag = "subscriptions",
    params(("subscriptionId" = Uuid, Path, description = "The subscription")),
    responses((status = 200, body = Subscription), (status = 403), (status = 404), (status = 409), (status = 412)),
)]
async fn renew(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    matches: IfMatch,
) -> ApiResult<Json<Subscription>> {
    let (tenant_id, subscription) = (caller.person.organization, Id::new(id));
    let command = RenewSubscription { tenant: tenant_id, subscription, stamp: matches.optional() };
    run(&web.app, &caller, command).await?;
    at(&web, &caller, id).one().await.map(Json)
}

/// Who holds roles on a subscription, on one page.
#[utoipa::path(
    get, path = "/v1.0/subscriptions/{subscriptionId}/roleAssignments", operation_id = "listSubscriptionRoleAssignments", tag = "subscriptions",
    params(("subscriptionId" = Uuid, Path, description = "The subscription")),
    responses((status = 200, body = List<SubscriptionRoleAssignment>), (status = 403), (status = 404)),
)]
async fn roles(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<List<SubscriptionRoleAssignment>> {
    at(&web, &caller, id).roles().await
}

/// Gives a role on a subscription, no more than you hold.
#[utoipa::path(
    post, path = "/v1.0/subscriptions/{subscriptionId}/roleAssignments", operation_id = "createSubscriptionRoleAssignment", tag = "subscriptions", request_body = NewSubscriptionRoleAssignment,
    params(("subscriptionId" = Uuid, Path, description = "The subscription")),
    responses((status = 201, body = SubscriptionRoleAssignment), (status = 403), (status = 404), (status = 409), (status = 422)),
)]
async fn assign(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    Body(new): Body<NewSubscriptionRoleAssignment>,
) -> ApiResult<Response> {
    let base = format!("/v1.0/subscriptions/{id}");
    at(&web, &caller, id).assign(&base, new).await
}

/// Takes a role on a subscription: at once nobody holds anything by it.
#[utoipa::path(
    delete, path = "/v1.0/subscriptions/{subscriptionId}/roleAssignments/{assignmentId}", operation_id = "deleteSubscriptionRoleAssignment", tag = "subscriptions",
    params(("subscriptionId" = Uuid, Path, description = "The subscription"), ("assignmentId" = Uuid, Path, description = "The role assignment")),
    responses((status = 204), (status = 403), (status = 404)),
)]
async fn remove(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((id, assignment)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Response> {
    at(&web, &caller, id).remove(assignment).await
}

/// The resources in a subscription, by name, on one page.
#[utoipa::path(
    get, path = "/v1.0/subscriptions/{subscriptionId}/resources", operation_id = "listSubscriptionResources", tag = "subscriptions",
    params(("subscriptionId" = Uuid, Path, description = "The subscription")),
    responses((status = 200, body = List<SubscriptionResource>), (status = 403), (status = 404)),
)]
async fn resources(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<List<SubscriptionResource>> {
    at(&web, &caller, id).resources().await
}

/// Makes a resource; it runs.
#[utoipa::path(
    post, path = "/v1.0/subscriptions/{subscriptionId}/resources", operation_id = "createSubscriptionResource", tag = "subscriptions", request_body = NewSubscriptionResource,
    params(("subscriptionId" = Uuid, Path, description = "The subscription")),
    responses((status = 201, body = SubscriptionResource), (status = 403), (status = 404), (status = 409), (status = 422)),
)]
async fn make(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    Body(new): Body<NewSubscriptionResource>,
) -> ApiResult<Response> {
    let base = format!("/v1.0/subscriptions/{id}");
    at(&web, &caller, id).make(&base, new).await
}

/// Starts or stops a resource.
#[utoipa::path(
    patch, path = "/v1.0/subscriptions/{subscriptionId}/resources/{resourceId}", operation_id = "updateSubscriptionResource", tag = "subscriptions", request_body = SubscriptionResourcePatch,
    params(("subscriptionId" = Uuid, Path, description = "The subscription"), ("resourceId" = Uuid, Path, description = "The resource")),
    responses((status = 200, body = SubscriptionResource), (status = 403), (status = 404), (status = 409), (status = 412), (status = 422)),
)]
async fn turn(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((id, resource)): ApiPath<(Uuid, Uuid)>,
    matches: IfMatch,
    Body(patch): Body<SubscriptionResourcePatch>,
) -> ApiResult<Json<SubscriptionResource>> {
    at(&web, &caller, id).turn(resource, matches, &patch.state).await.map(Json)
}

/// Deletes a resource.
#[utoipa::path(
    delete, path = "/v1.0/subscriptions/{subscriptionId}/resources/{resourceId}", operation_id = "deleteSubscriptionResource", tag = "subscriptions",
    params(("subscriptionId" = Uuid, Path, description = "The subscription"), ("resourceId" = Uuid, Path, description = "The resource")),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 412)),
)]
async fn drop(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((id, resource)): ApiPath<(Uuid, Uuid)>,
    matches: IfMatch,
) -> ApiResult<Response> {
    at(&web, &caller, id).drop(resource, matches).await
}

/// The people that have a licence of a subscription, by name unless said otherwise.
#[utoipa::path(
    get, path = "/v1.0/subscriptions/{subscriptionId}/licenceAssignments", operation_id = "listLicenceAssignments",
    tag = "subscriptions",
    params(("subscriptionId" = Uuid, Path, description = "The subscription"), Asking<LicenceAssignment>),
    responses((status = 200, body = List<LicenceAssignment>), (status = 403), (status = 404), (status = 422)),
)]
async fn seats(
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    asking: Asking<LicenceAssignment>,
) -> ApiResult<Response> {
    let question = Seats {
        tenant: caller.person.organization,
        subscription: Id::new(id),
        wanted: asking.wanted(),
        count: asking.count(),
    };
    let found = asking.ask(&question).await?;
    asking.answer(found.page, found.count, shapes::seat)
}

/// Gives a person a licence of a subscription.
#[utoipa::path(
    post, path = "/v1.0/subscriptions/{subscriptionId}/licenceAssignments", operation_id = "createLicenceAssignment", tag = "subscriptions", request_body = NewLicenceAssignment,
    params(("subscriptionId" = Uuid, Path, description = "The subscription")),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 422)),
)]
async fn license(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    Body(new): Body<NewLicenceAssignment>,
) -> ApiResult<Response> {
    at(&web, &caller, id).license(new).await
}

/// Takes a licence of a subscription from a person.
#[utoipa::path(
    delete, path = "/v1.0/subscriptions/{subscriptionId}/licenceAssignments/{userId}", operation_id = "deleteLicenceAssignment", tag = "subscriptions",
    params(("subscriptionId" = Uuid, Path, description = "The subscription"), ("userId" = Uuid, Path, description = "The person")),
    responses((status = 204), (status = 403), (status = 404)),
)]
async fn withdraw(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((id, user)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Response> {
    at(&web, &caller, id).withdraw(user).await
}
