//! `/v1.0/customers/{tenantId}/subscriptions`: what a partner sold to a customer, and what roles of its people open there.

use axum::{Json, extract::State, response::Response};
use domain::{id::Id, time::Time};
use service::{
    Caller, Code, Realm, Refusal, ask, run,
    subscriptions::{OffersFor, ProvisionSubscription, RenewSubscription, Seats, Subscriptions},
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::subscriptions::{
    LicenceAssignment, NewLicenceAssignment, NewSubscription, NewSubscriptionResource,
    NewSubscriptionRoleAssignment, Subscription, SubscriptionOffer, SubscriptionPatch, SubscriptionResource,
    SubscriptionResourcePatch, SubscriptionRoleAssignment,
};

use super::{shapes, steps::At};
use crate::{
    answer::{ApiResult, Body, IfMatch, List, created},
    api::{collection::Asking, subscription_offers},
    caller::Client,
    path::ApiPath,
    web::Web,
};

/// Every operation on subscriptions of customers.
pub(super) fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(all))
        .routes(routes!(offers))
        .routes(routes!(list, create))
        .routes(routes!(read, update))
        .routes(routes!(renew))
        .routes(routes!(roles, assign))
        .routes(routes!(remove))
        .routes(routes!(resources, make))
        .routes(routes!(turn, drop))
        .routes(routes!(licences))
        .routes(routes!(seats, license))
        .routes(routes!(withdraw))
}

/// One's own organization is never a customer of oneself.
fn at<'a>(web: &'a Web, caller: &'a Caller, tenant: Uuid, id: Uuid) -> Result<At<'a>, Refusal> {
    let tenant = caller.person.customer(Id::new(tenant))?;
    Ok(At { web, caller, tenant, subscription: Id::new(id) })
}

/// The subscriptions of all customers that you see: what your organization sold, and those that a role of yours opens.
#[utoipa::path(
    get, path = "/v1.0/customers/subscriptions", operation_id = "listSubscriptionsOfCustomers", tag = "customers",
    params(Asking<Subscription>),
    responses((status = 200, body = List<Subscription>), (status = 403), (status = 422)),
)]
async fn all(asking: Asking<Subscription>) -> ApiResult<Response> {
    let question =
        Subscriptions { realm: Realm::AllCustomers, wanted: asking.wanted(), count: asking.count() };
    let found = asking.ask(&question).await?.found;
    asking.answer(found.page, found.count, shapes::subscription)
}

/// What you may provision for a customer, by name, on one page.
#[utoipa::path(
    get, path = "/v1.0/customers/{tenantId}/subscriptionOffers", operation_id = "listOffersForCustomer",
    tag = "customers",
    params(("tenantId" = Uuid, Path, description = "The customer")),
    responses((status = 200, body = List<SubscriptionOffer>), (status = 403), (status = 404)),
)]
async fn offers(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(tenant): ApiPath<Uuid>,
) -> ApiResult<List<SubscriptionOffer>> {
    let found = ask(&web.app, &caller, &OffersFor { tenant: Id::new(tenant) }).await?;
    let value = found.into_iter().map(subscription_offers::shape).collect();
    Ok(List { count: None, value, next_link: None })
}

/// The subscriptions of a customer whose licences you give to its people, on one page.
#[utoipa::path(
    get, path = "/v1.0/customers/{tenantId}/licences", operation_id = "listCustomerLicences", tag = "customers",
    params(("tenantId" = Uuid, Path, description = "The customer")),
    responses((status = 200, body = List<Subscription>), (status = 403), (status = 404)),
)]
async fn licences(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(tenant): ApiPath<Uuid>,
) -> ApiResult<List<Subscription>> {
    let tenant = caller.person.customer(Id::new(tenant))?;
    let question = service::subscriptions::Licences { tenant, one: None };
    let found = ask(&web.app, &caller, &question).await?;
    Ok(List { count: None, value: found.into_iter().map(shapes::subscription).collect(), next_link: None })
}

/// The subscriptions of a customer that you see: what your organization sold, and those that a role of yours opens, by name unless said otherwise.
#[utoipa::path(
    get, path = "/v1.0/customers/{tenantId}/subscriptions", operation_id = "listCustomerSubscriptions", tag = "customers",
    params(("tenantId" = Uuid, Path, description = "The customer"), Asking<Subscription>),
    responses((status = 200, body = List<Subscription>), (status = 403), (status = 404), (status = 422)),
)]
async fn list(ApiPath(tenant): ApiPath<Uuid>, asking: Asking<Subscription>) -> ApiResult<Response> {
    let realm = Realm::Customer(Id::new(tenant));
    let question = Subscriptions { realm, wanted: asking.wanted(), count: asking.count() };
    let found = asking.ask(&question).await?.found;
    asking.answer(found.page, found.count, shapes::subscription)
}

/// Provisions a subscription for a customer. Of what is metered, the Admin agents of your organization are owners at once.
#[utoipa::path(
    post, path = "/v1.0/customers/{tenantId}/subscriptions", operation_id = "provisionSubscription", tag = "customers",
    request_body = NewSubscription, params(("tenantId" = Uuid, Path, description = "The customer")),
    responses((status = 201, body = Subscription), (status = 403), (status = 404), (status = 422)),
)]
async fn create(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(tenant): ApiPath<Uuid>,
    Body(new): Body<NewSubscription>,
) -> ApiResult<Response> {
    let starts_at = new.starts_date_time.map(|text| text.parse::<Time>()).transpose();
    let command = ProvisionSubscription {
        tenant: Id::new(tenant),
        offer: Id::new(new.offer_id),
        name: new.display_name,
        quantity: new.quantity.unwrap_or(1),
        starts_at: starts_at.map_err(|_| Refusal::field("startsDateTime", Code::NotATime))?,
    };
    let id = run(&web.app, &caller, command).await?;
    let shown = at(&web, &caller, tenant, id.uuid())?.one().await?;
    Ok(created(format!("/v1.0/customers/{tenant}/subscriptions/{id}"), shown))
}

/// One subscription.
#[utoipa::path(
    get, path = "/v1.0/customers/{tenantId}/subscriptions/{subscriptionId}", operation_id = "getCustomerSubscription", tag = "customers",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("subscriptionId" = Uuid, Path, description = "The subscription")),
    responses((status = 200, body = Subscription), (status = 403), (status = 404)),
)]
async fn read(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Json<Subscription>> {
    at(&web, &caller, tenant, id)?.one().await.map(Json)
}

/// Changes name, quantity or status of a subscription that your organization sold; `deleted` cancels it for good.
#[utoipa::path(
    patch, path = "/v1.0/customers/{tenantId}/subscriptions/{subscriptionId}", operation_id = "updateCustomerSubscription", tag = "customers", request_body = SubscriptionPatch,
    params(("tenantId" = Uuid, Path, description = "The customer"), ("subscriptionId" = Uuid, Path, description = "The subscription")),
    responses((status = 200, body = Subscription), (status = 403), (status = 404), (status = 409), (status = 412), (status = 422)),
)]
async fn update(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
    matches: IfMatch,
    Body(patch): Body<SubscriptionPatch>,
) -> ApiResult<Json<Subscription>> {
    let it = at(&web, &caller, tenant, id)?;
    it.update(matches, patch).await?;
    it.one().await.map(Json)
}

/// Lets the term of a subscription go on for another one, while no more than one is ahead.
#[utoipa::path(
    post, path = "/v1.0/customers/{tenantId}/subscriptions/{subscriptionId}/renew", operation_id = "renewCustomerSubscription", tag = "customers",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("subscriptionId" = Uuid, Path, description = "The subscription")),
    responses((status = 200, body = Subscription), (status = 403), (status = 404), (status = 409), (status = 412)),
)]
async fn renew(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
    matches: IfMatch,
) -> ApiResult<Json<Subscription>> {
    let (tenant_id, subscription) = (caller.person.customer(Id::new(tenant))?, Id::new(id));
    let command = RenewSubscription { tenant: tenant_id, subscription, stamp: matches.optional() };
    run(&web.app, &caller, command).await?;
    at(&web, &caller, tenant, id)?.one().await.map(Json)
}

/// Who of your organization holds roles on a subscription, on one page.
#[utoipa::path(
    get, path = "/v1.0/customers/{tenantId}/subscriptions/{subscriptionId}/roleAssignments", operation_id = "listCustomerSubscriptionRoleAssignments", tag = "customers",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("subscriptionId" = Uuid, Path, description = "The subscription")),
    responses((status = 200, body = List<SubscriptionRoleAssignment>), (status = 403), (status = 404)),
)]
async fn roles(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<List<SubscriptionRoleAssignment>> {
    at(&web, &caller, tenant, id)?.roles().await
}

/// Gives a role on a subscription, no more than you hold.
#[utoipa::path(
    post, path = "/v1.0/customers/{tenantId}/subscriptions/{subscriptionId}/roleAssignments", operation_id = "createCustomerSubscriptionRoleAssignment", tag = "customers", request_body = NewSubscriptionRoleAssignment,
    params(("tenantId" = Uuid, Path, description = "The customer"), ("subscriptionId" = Uuid, Path, description = "The subscription")),
    responses((status = 201, body = SubscriptionRoleAssignment), (status = 403), (status = 404), (status = 409), (status = 422)),
)]
async fn assign(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
    Body(new): Body<NewSubscriptionRoleAssignment>,
) -> ApiResult<Response> {
    let base = format!("/v1.0/customers/{tenant}/subscriptions/{id}");
    at(&web, &caller, tenant, id)?.assign(&base, new).await
}

/// Takes a role on a subscription: at once nobody holds anything by it.
#[utoipa::path(
    delete, path = "/v1.0/customers/{tenantId}/subscriptions/{subscriptionId}/roleAssignments/{assignmentId}", operation_id = "deleteCustomerSubscriptionRoleAssignment", tag = "customers",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("subscriptionId" = Uuid, Path, description = "The subscription"), ("assignmentId" = Uuid, Path, description = "The role assignment")),
    responses((status = 204), (status = 403), (status = 404)),
)]
async fn remove(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id, assignment)): ApiPath<(Uuid, Uuid, Uuid)>,
) -> ApiResult<Response> {
    at(&web, &caller, tenant, id)?.remove(assignment).await
}

/// The resources in a subscription, by name, on one page.
#[utoipa::path(
    get, path = "/v1.0/customers/{tenantId}/subscriptions/{subscriptionId}/resources", operation_id = "listCustomerSubscriptionResources", tag = "customers",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("subscriptionId" = Uuid, Path, description = "The subscription")),
    responses((status = 200, body = List<SubscriptionResource>), (status = 403), (status = 404)),
)]
async fn resources(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<List<SubscriptionResource>> {
    at(&web, &caller, tenant, id)?.resources().await
}

/// Makes a resource; it runs.
#[utoipa::path(
    post, path = "/v1.0/customers/{tenantId}/subscriptions/{subscriptionId}/resources", operation_id = "createCustomerSubscriptionResource", tag = "customers", request_body = NewSubscriptionResource,
    params(("tenantId" = Uuid, Path, description = "The customer"), ("subscriptionId" = Uuid, Path, description = "The subscription")),
    responses((status = 201, body = SubscriptionResource), (status = 403), (status = 404), (status = 409), (status = 422)),
)]
async fn make(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
    Body(new): Body<NewSubscriptionResource>,
) -> ApiResult<Response> {
    let base = format!("/v1.0/customers/{tenant}/subscriptions/{id}");
    at(&web, &caller, tenant, id)?.make(&base, new).await
}

/// Starts or stops a resource.
#[utoipa::path(
    patch, path = "/v1.0/customers/{tenantId}/subscriptions/{subscriptionId}/resources/{resourceId}", operation_id = "updateCustomerSubscriptionResource", tag = "customers", request_body = SubscriptionResourcePatch,
    params(("tenantId" = Uuid, Path, description = "The customer"), ("subscriptionId" = Uuid, Path, description = "The subscription"), ("resourceId" = Uuid, Path, description = "The resource")),
    responses((status = 200, body = SubscriptionResource), (status = 403), (status = 404), (status = 409), (status = 412), (status = 422)),
)]
async fn turn(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id, resource)): ApiPath<(Uuid, Uuid, Uuid)>,
    matches: IfMatch,
    Body(patch): Body<SubscriptionResourcePatch>,
) -> ApiResult<Json<SubscriptionResource>> {
    at(&web, &caller, tenant, id)?.turn(resource, matches, &patch.state).await.map(Json)
}

/// Deletes a resource.
#[utoipa::path(
    delete, path = "/v1.0/customers/{tenantId}/subscriptions/{subscriptionId}/resources/{resourceId}", operation_id = "deleteCustomerSubscriptionResource", tag = "customers",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("subscriptionId" = Uuid, Path, description = "The subscription"), ("resourceId" = Uuid, Path, description = "The resource")),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 412)),
)]
async fn drop(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id, resource)): ApiPath<(Uuid, Uuid, Uuid)>,
    matches: IfMatch,
) -> ApiResult<Response> {
    at(&web, &caller, tenant, id)?.drop(resource, matches).await
}

/// The people that have a licence of a subscription, by name unless said otherwise.
#[utoipa::path(
    get, path = "/v1.0/customers/{tenantId}/subscriptions/{subscriptionId}/licenceAssignments", operation_id = "listCustomerLicenceAssignments",
    tag = "customers",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("subscriptionId" = Uuid, Path, description = "The subscription"), Asking<LicenceAssignment>),
    responses((status = 200, body = List<LicenceAssignment>), (status = 403), (status = 404), (status = 422)),
)]
async fn seats(
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
    asking: Asking<LicenceAssignment>,
) -> ApiResult<Response> {
    let question = Seats {
        tenant: caller.person.customer(Id::new(tenant))?,
        subscription: Id::new(id),
        wanted: asking.wanted(),
        count: asking.count(),
    };
    let found = asking.ask(&question).await?;
    asking.answer(found.page, found.count, shapes::seat)
}

/// Gives a person a licence of a subscription.
#[utoipa::path(
    post, path = "/v1.0/customers/{tenantId}/subscriptions/{subscriptionId}/licenceAssignments", operation_id = "createCustomerLicenceAssignment", tag = "customers", request_body = NewLicenceAssignment,
    params(("tenantId" = Uuid, Path, description = "The customer"), ("subscriptionId" = Uuid, Path, description = "The subscription")),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 422)),
)]
async fn license(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
    Body(new): Body<NewLicenceAssignment>,
) -> ApiResult<Response> {
    at(&web, &caller, tenant, id)?.license(new).await
}

/// Takes a licence of a subscription from a person.
#[utoipa::path(
    delete, path = "/v1.0/customers/{tenantId}/subscriptions/{subscriptionId}/licenceAssignments/{userId}", operation_id = "deleteCustomerLicenceAssignment", tag = "customers",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("subscriptionId" = Uuid, Path, description = "The subscription"), ("userId" = Uuid, Path, description = "The person")),
    responses((status = 204), (status = 403), (status = 404)),
)]
async fn withdraw(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id, user)): ApiPath<(Uuid, Uuid, Uuid)>,
) -> ApiResult<Response> {
    at(&web, &caller, tenant, id)?.withdraw(user).await
}
