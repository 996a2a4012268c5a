//! `/v1.0/tenantRelationships/delegatedAdminCustomers`: the customers that let one's organization have granular relationships.

use axum::{Json, extract::State, response::Response};
use domain::{id::Id, query::Schema};
use service::{
    ask,
    granular_relationships::{
        CUSTOMERS, DelegatedCustomer, DelegatedCustomerOf, DelegatedCustomers, ServicesOfCustomer,
    },
    service_portals::ServiceLink,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::delegated_admin::{DelegatedAdminCustomer, DelegatedAdminServiceManagementDetail};

use super::Here;
use crate::{
    answer::{ApiResult, List, etag},
    api::collection::{Asking, Item},
    caller::Client,
    on_behalf::rooms_of,
    path::ApiPath,
    web::Web,
};

const OF: &str = "tenantRelationships/delegatedAdminCustomers";

impl Item for DelegatedAdminCustomer {
    const SCHEMA: &'static Schema = &CUSTOMERS;
    const EXAMPLE: &'static str = "`startswith(displayName,'Con')`";
}

/// Every operation on customers.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(read)).routes(routes!(services))
}

/// The customers with live granular relationships with your organization, by name unless said otherwise.
#[utoipa::path(
    get, path = "/v1.0/tenantRelationships/delegatedAdminCustomers",
    operation_id = "listDelegatedAdminCustomers", tag = "tenantRelationships",
    params(Asking<DelegatedAdminCustomer>),
    responses((status = 200, body = List<DelegatedAdminCustomer>), (status = 400), (status = 403)),
)]
async fn list(asking: Asking<DelegatedAdminCustomer>) -> ApiResult<Response> {
    let question = DelegatedCustomers { wanted: asking.wanted(), count: asking.count() };
    let found = asking.ask(&question).await?;
    asking.answer_within(OF, found.page, found.count, shape)
}

/// One such customer.
#[utoipa::path(
    get, path = "/v1.0/tenantRelationships/delegatedAdminCustomers/{tenantId}",
    operation_id = "getDelegatedAdminCustomer", tag = "tenantRelationships",
    params(
        ("tenantId" = Uuid, Path, description = "The customer"),
        ("$select" = Option<String>, Query, description = "Which properties"),
    ),
    responses((status = 200, body = DelegatedAdminCustomer), (status = 403), (status = 404)),
)]
async fn read(
    ApiPath(id): ApiPath<Uuid>,
    asking: Asking<DelegatedAdminCustomer>,
) -> ApiResult<Json<serde_json::Value>> {
    let row = asking.ask(&DelegatedCustomerOf { customer: Id::new(id) }).await?;
    Ok(Json(asking.one(OF, shape(row))?))
}

/// The portals of services that the operator registered, filled in for one such customer, and its rooms here where they open for you.
#[utoipa::path(
    get, path = "/v1.0/tenantRelationships/delegatedAdminCustomers/{tenantId}/serviceManagementDetails",
    operation_id = "listDelegatedAdminServiceManagementDetails", tag = "tenantRelationships",
    params(("tenantId" = Uuid, Path, description = "The customer")),
    responses((status = 200, body = List<DelegatedAdminServiceManagementDetail>), (status = 403), (status = 404)),
)]
async fn services(
    State(web): State<Web>,
    Client(caller): Client,
    here: Here,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Json<serde_json::Value>> {
    let customer = Id::new(id);
    let found = ask(&web.app, &caller, &ServicesOfCustomer { customer }).await?;
    let own = found.acts_on_behalf.then(|| rooms_of(&web, customer));
    let detail = |link: ServiceLink| DelegatedAdminServiceManagementDetail {
        kind: "#microsoft.graph.delegatedAdminServiceManagementDetail",
        id: link.id.to_string(),
        service_name: link.name,
        service_management_url: link.url,
    };
    let value = own.into_iter().chain(found.services).map(detail).collect();
    let list = List::<DelegatedAdminServiceManagementDetail> { count: None, value, next_link: None };
    Ok(Json(here.within(&format!("{OF}/serviceManagementDetails"), list)?))
}

fn shape(row: DelegatedCustomer) -> DelegatedAdminCustomer {
    DelegatedAdminCustomer {
        kind: "#microsoft.graph.delegatedAdminCustomer",
        etag: etag(row.stamp),
        id: row.tenant.uuid(),
        tenant_id: row.tenant.uuid(),
        display_name: row.name,
    }
}
