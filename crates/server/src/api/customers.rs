//! `/v1.0/customers`: the customers that buy from one's organization.

use axum::{Json, extract::State, response::Response};
use domain::{id::Id, query::Schema};
use service::{
    ask,
    reseller_relationships::{CUSTOMERS, Customer, Customers, EndReseller, ResellerRow, ReturnPrivileges},
    run,
    service_portals::ServiceLink,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::{reseller_relationships::Customer as Shape, service_portals::ServiceLink as Link};

use crate::{
    answer::{ApiResult, IfMatch, List, etag, no_content},
    api::collection::{Asking, Item},
    caller::Client,
    on_behalf::rooms_of,
    path::ApiPath,
    web::Web,
};

impl Item for Shape {
    const SCHEMA: &'static Schema = &CUSTOMERS;
    const EXAMPLE: &'static str = "`delegatedAdminPrivileges eq true`";
}

/// Every operation on customers.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(read, end)).routes(routes!(return_privileges))
}

/// The customers that buy from your organization, by name unless said otherwise.
#[utoipa::path(
    get, path = "/v1.0/customers", operation_id = "listCustomers", tag = "customers",
    params(Asking<Shape>),
    responses((status = 200, body = List<Shape>), (status = 403), (status = 422)),
)]
async fn list(asking: Asking<Shape>) -> ApiResult<Response> {
    let question = Customers { wanted: asking.wanted(), count: asking.count() };
    let found = asking.ask(&question).await?;
    asking.answer(found.page, found.count, shape)
}

/// One customer, with as much as the relationship allows.
#[utoipa::path(
    get, path = "/v1.0/customers/{tenantId}", operation_id = "getCustomer", tag = "customers",
    params(("tenantId" = Uuid, Path, description = "The customer")),
    responses((status = 200, body = Shape), (status = 403), (status = 404)),
)]
async fn read(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Json<Shape>> {
    let found = ask(&web.app, &caller, &Customer { tenant: Id::new(id) }).await?;
    // Nobody whom the customer blocks is told what the privileges open (decision 8).
    let has_privileges = found.row.has_privileges && !found.is_barred;
    let country = has_privileges.then(|| found.row.customer_country.clone());
    let verified_domains = has_privileges.then_some(found.domains);
    let own = found.acts_on_behalf.then(|| rooms_of(&web, Id::new(id)));
    let services = Some(own.into_iter().chain(found.services).map(service).collect());
    Ok(Json(Shape { country, verified_domains, services, ..shape(found.row) }))
}

/// Gives the delegated admin privileges at a customer back; the relationship stays.
#[utoipa::path(
    delete, path = "/v1.0/customers/{tenantId}/delegatedAdminPrivileges",
    operation_id = "returnDelegatedAdminPrivileges", tag = "customers",
    params(("tenantId" = Uuid, Path, description = "The customer")),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 412)),
)]
async fn return_privileges(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    matches: IfMatch,
) -> ApiResult<Response> {
    let command = ReturnPrivileges { customer: Id::new(id), stamp: matches.optional(), mails_customer: true };
    run(&web.app, &caller, command).await?;
    Ok(no_content())
}

/// Ends the reseller relationship to a customer. `If-Match` with its version is required.
#[utoipa::path(
    delete, path = "/v1.0/customers/{tenantId}", operation_id = "endCustomer", tag = "customers",
    params(
        ("tenantId" = Uuid, Path, description = "The customer"),
        ("If-Match" = String, Header, description = "The version of the relationship"),
    ),
    responses((status = 204), (status = 400), (status = 403), (status = 404), (status = 409), (status = 412)),
)]
async fn end(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    matches: IfMatch,
) -> ApiResult<Response> {
    let command = EndReseller { customer: Id::new(id), stamp: matches.required()?, typed: None };
    run(&web.app, &caller, command).await?;
    Ok(no_content())
}

fn shape(row: ResellerRow) -> Shape {
    Shape {
        etag: etag(row.stamp),
        tenant_id: row.tenant.uuid(),
        display_name: row.customer_name,
        default_domain: row.customer_domain,
        relationship_to_partner: "reseller".to_owned(),
        delegated_admin_privileges: row.has_privileges,
        started_date_time: row.started_at.to_string(),
        indirect_reseller_display_name: row.indirect_reseller.map(|(_, name)| name),
        indirect_provider_display_name: row.provider.map(|(_, name)| name),
        has_granular_relationship: row.has_granular,
        country: None,
        verified_domains: None,
        services: None,
    }
}

fn service(link: ServiceLink) -> Link {
    Link { id: link.id.uuid(), display_name: link.name, url: link.url }
}
