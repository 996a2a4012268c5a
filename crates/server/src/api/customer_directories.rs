//! `/v1.0/customerDirectories`: the customers whose directories one looks into by delegated roles.

use axum::response::Response;
use domain::{directory::DirectoryRight, query::Schema};
use service::customer_directory::{CustomerDirectories, DIRECTORIES, ReachedDirectory};
use utoipa_axum::{router::OpenApiRouter, routes};
use wire::customer_directory::CustomerDirectory;

use crate::{
    answer::{ApiResult, List},
    api::collection::{Asking, Item},
    web::Web,
};

impl Item for CustomerDirectory {
    const SCHEMA: &'static Schema = &DIRECTORIES;
    const EXAMPLE: &'static str = "`startswith(displayName, 'Con')`";
}

/// Every operation on the directories of customers as a list.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(list))
}

/// The customers whose directories you look into by a directory role that they delegated, as an agent or by a security group; by name unless
/// said otherwise. What you open there is below `/v1.0/customers/{tenantId}`.
#[utoipa::path(
    get, path = "/v1.0/customerDirectories", operation_id = "listCustomerDirectories", tag = "customers",
    params(Asking<CustomerDirectory>),
    responses((status = 200, body = List<CustomerDirectory>), (status = 403), (status = 422)),
)]
async fn list(asking: Asking<CustomerDirectory>) -> ApiResult<Response> {
    let question = CustomerDirectories { wanted: asking.wanted(), count: asking.count() };
    let found = asking.ask(&question).await?;
    asking.answer(found.page, found.count, shape)
}

fn shape(row: ReachedDirectory) -> CustomerDirectory {
    let mut rights: Vec<_> = row.rights.iter().map(|right| word(*right)).collect();
    rights.extend(row.assigns_licences.then_some("assignLicences"));
    CustomerDirectory {
        tenant_id: row.tenant.uuid(),
        display_name: row.name,
        roles: row.roles,
        rights,
        buys_from_you: row.buys,
    }
}

const fn word(right: DirectoryRight) -> &'static str {
    match right {
        DirectoryRight::ManagePeople => "managePeople",
        DirectoryRight::SendPasswordLinks => "sendPasswordLinks",
        DirectoryRight::ManageGroups => "manageGroups",
    }
}
