//! `/v1.0/tenantsOnBehalf`: the customers on whose behalf one can act (R-320, R-383, decision 6).

use axum::response::Response;
use domain::query::Schema;
use service::delegated_rooms::{CustomersOnBehalf, OnBehalf, SCHEMA};
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::on_behalf::TenantOnBehalf;

use crate::{
    answer::{ApiResult, List},
    api::collection::{Asking, Item},
    web::Web,
};

impl Item for TenantOnBehalf {
    const SCHEMA: &'static Schema = &SCHEMA;
    const EXAMPLE: &'static str = "`startswith(displayName, 'Con')`";
}

/// Every operation on customers on whose behalf one can act.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(list))
}

/// The customers in whose rooms you can act by a directory role that they delegated; by name unless said otherwise.
#[utoipa::path(
    get, path = "/v1.0/tenantsOnBehalf", operation_id = "listTenantsOnBehalf", tag = "tenantsOnBehalf",
    params(Asking<TenantOnBehalf>),
    responses((status = 200, body = List<TenantOnBehalf>), (status = 403), (status = 422)),
)]
async fn list(asking: Asking<TenantOnBehalf>) -> ApiResult<Response> {
    let question = CustomersOnBehalf { wanted: asking.wanted(), count: asking.count() };
    let found = asking.ask(&question).await?;
    asking.answer(found.page, found.count, shape)
}

fn shape(row: OnBehalf) -> TenantOnBehalf {
    TenantOnBehalf {
        tenant_id: row.tenant.uuid(),
        display_name: row.name,
        roles: row.roles,
        permissions: row.permissions.iter().map(|permission| permission.to_string()).collect(),
    }
}
