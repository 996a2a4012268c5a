//! `/v1.0/addedCustomers`: the customers that a partner added; `/v1.0/askedRelationships`: what such a customer is asked for.

use axum::{Json, extract::State, response::Response};
use domain::{
    added_customer::{ADMINISTRATOR, DAYS_TO_ANSWER},
    id::Id,
    query::Schema,
    time::DAY,
};
use service::{
    added_customers::{
        AddedCustomerOf, AddedCustomerRow, AddedCustomers, AskedOfUs, DeclineAdded, InviteAgain, NewCustomer,
        SCHEMA, add, withdraw,
    },
    ask, run,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::added_customers::{AddedCustomer, AskedRelationships, NewAddedCustomer};

use crate::{
    answer::{ApiResult, Body, List, created, no_content},
    api::collection::{Asking, Item},
    caller::Client,
    path::ApiPath,
    web::Web,
};

impl Item for AddedCustomer {
    const SCHEMA: &'static Schema = &SCHEMA;
    const EXAMPLE: &'static str = "`state eq 'waiting'`";
}

/// Every operation on added customers, on both sides.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(list, make))
        .routes(routes!(read, take_back))
        .routes(routes!(invite))
        .routes(routes!(asked))
        .routes(routes!(decline))
}

/// The customers that your organization added, newest first unless said otherwise.
#[utoipa::path(
    get, path = "/v1.0/addedCustomers", operation_id = "listAddedCustomers", tag = "addedCustomers",
    params(Asking<AddedCustomer>),
    responses((status = 200, body = List<AddedCustomer>), (status = 403), (status = 422)),
)]
async fn list(asking: Asking<AddedCustomer>) -> ApiResult<Response> {
    let question = AddedCustomers { wanted: asking.wanted(), count: asking.count() };
    let found = asking.ask(&question).await?;
    asking.answer(found.page, found.count, shape)
}

/// Adds a customer, where the operator lets partners: an organization of its own, whose first administrator is invited by e-mail and answers
/// what you ask for. You hold nothing there before.
#[utoipa::path(
    post, path = "/v1.0/addedCustomers", operation_id = "addCustomer", tag = "addedCustomers",
    request_body = NewAddedCustomer,
    responses((status = 201, body = AddedCustomer), (status = 403), (status = 422), (status = 429)),
)]
async fn make(
    State(web): State<Web>,
    Client(caller): Client,
    Body(new): Body<NewAddedCustomer>,
) -> ApiResult<Response> {
    let new = NewCustomer {
        name: new.display_name,
        country: new.country,
        label: new.domain_label,
        language: new.preferred_language.unwrap_or_default(),
        administrator: new.administrator_display_name,
        mail: new.mail,
        with_privileges: new.delegated_admin_privileges,
        with_granular: new.default_granular_relationship,
    };
    let customer = add(&web.app, &caller, new).await?;
    let row = ask(&web.app, &caller, &AddedCustomerOf { customer }).await?;
    Ok(created(format!("/v1.0/addedCustomers/{customer}"), shape(row)))
}

/// One customer that your organization added.
#[utoipa::path(
    get, path = "/v1.0/addedCustomers/{tenantId}", operation_id = "getAddedCustomer", tag = "addedCustomers",
    params(("tenantId" = Uuid, Path, description = "The customer")),
    responses((status = 200, body = AddedCustomer), (status = 403), (status = 404)),
)]
async fn read(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(tenant): ApiPath<Uuid>,
) -> ApiResult<Json<AddedCustomer>> {
    Ok(Json(shape(ask(&web.app, &caller, &AddedCustomerOf { customer: Id::new(tenant) }).await?)))
}

/// Withdraws what was asked of a customer that waits. Where nobody ever signed in to it, it is removed and its domain is free again.
#[utoipa::path(
    delete, path = "/v1.0/addedCustomers/{tenantId}", operation_id = "withdrawAddedCustomer", tag = "addedCustomers",
    params(("tenantId" = Uuid, Path, description = "The customer")),
    responses((status = 204), (status = 403), (status = 404), (status = 409)),
)]
async fn take_back(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(tenant): ApiPath<Uuid>,
) -> ApiResult<Response> {
    withdraw(&web.app, &caller, Id::new(tenant)).await?;
    Ok(no_content())
}

/// Has the invitation of the first administrator sent again: no sooner than an hour after the last time, and five times at most.
#[utoipa::path(
    post, path = "/v1.0/addedCustomers/{tenantId}/invite", operation_id = "inviteAddedCustomer",
    tag = "addedCustomers",
    params(("tenantId" = Uuid, Path, description = "The customer")),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 422), (status = 429)),
)]
async fn invite(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(tenant): ApiPath<Uuid>,
) -> ApiResult<Response> {
    run(&web.app, &caller, InviteAgain { customer: Id::new(tenant) }).await?;
    Ok(no_content())
}

/// What the partner that added your organization asks of it, for those who may answer; empty where nothing waits.
#[utoipa::path(
    get, path = "/v1.0/askedRelationships", operation_id = "listAskedRelationships", tag = "addedCustomers",
    responses((status = 200, body = List<AskedRelationships>), (status = 403)),
)]
async fn asked(State(web): State<Web>, Client(caller): Client) -> ApiResult<List<AskedRelationships>> {
    let asked = ask(&web.app, &caller, &AskedOfUs).await?;
    let shape = |it: service::added_customers::Asked| AskedRelationships {
        partner_id: it.partner.uuid(),
        partner_display_name: it.partner_name,
        partner_default_domain: it.partner_domain,
        delegated_admin_privileges: it.with_privileges,
        token: it.token,
        granular_relationship_id: it.granular,
        asked_date_time: it.asked_at.to_string(),
        expires_date_time: it.lapses_at.to_string(),
    };
    Ok(List { count: None, value: asked.into_iter().map(shape).collect(), next_link: None })
}

/// Declines what the partner that added your organization asks of it: both relationships. Your organization stays as it is.
#[utoipa::path(
    delete, path = "/v1.0/askedRelationships/{partnerId}", operation_id = "declineAskedRelationships",
    tag = "addedCustomers",
    params(("partnerId" = Uuid, Path, description = "The partner")),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 410)),
)]
async fn decline(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(partner): ApiPath<Uuid>,
) -> ApiResult<Response> {
    run(&web.app, &caller, DeclineAdded { partner: Id::new(partner) }).await?;
    Ok(no_content())
}

fn shape(row: AddedCustomerRow) -> AddedCustomer {
    AddedCustomer {
        tenant_id: row.customer.uuid(),
        display_name: row.name,
        administrator_user_principal_name: format!("{ADMINISTRATOR}@{}", row.domain),
        domain: row.domain,
        country: row.country,
        administrator_display_name: row.administrator,
        mail: row.mail,
        delegated_admin_privileges: row.with_privileges,
        default_granular_relationship: row.relationship.is_some(),
        state: row.state.key().to_owned(),
        created_by: row.created_by,
        created_date_time: row.created_at.to_string(),
        expires_date_time: row.created_at.plus(DAYS_TO_ANSWER * DAY).to_string(),
        settled_date_time: row.settled_at.map(|at| at.to_string()),
        invited_date_time: row.mailed_at.map(|at| at.to_string()),
    }
}
