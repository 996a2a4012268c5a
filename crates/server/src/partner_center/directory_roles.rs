//! `/v1/customers/{id}/directoryroles`: the directory roles of a customer with who holds them; never who holds one by delegation (R-322,
//! §4.8).

use axum::{Json, extract::State};
use domain::{
    id::Id,
    role::DirectoryRole,
    role_definition::{RoleDefinition, of as published},
};
use serde::Serialize;
use service::{
    Caller, Refusal, ask,
    reseller_relationships::{CustomerDirectoryRoles, RoleHolder},
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::partner_center::{
    CollectionLinks, CustomerDirectoryRole, CustomerRoleMember, ResourceAttributes, ResourceCollection,
    ResourceLink,
};

use crate::{answer::ApiResult, caller::Client, path::ApiPath, web::Web};

/// Every operation on directory roles of customers.
pub(super) fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(members)).routes(routes!(of_user))
}

/// The directory roles of a customer.
#[utoipa::path(
    get, path = "/v1/customers/{customerId}/directoryroles", operation_id = "listCustomerDirectoryRoles",
    tag = "partnerCenter",
    params(("customerId" = Uuid, Path, description = "The customer")),
    responses((status = 200, body = ResourceCollection<CustomerDirectoryRole>), (status = 403), (status = 404)),
)]
async fn list(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(tenant): ApiPath<Uuid>,
) -> ApiResult<Json<ResourceCollection<CustomerDirectoryRole>>> {
    // Which roles there are is the same everywhere; whether the caller may ask is decided with the holders.
    holders(&web, &caller, tenant).await?;
    let roles = DirectoryRole::ALL.iter().filter_map(|role| published(*role)).map(shape).collect();
    Ok(Json(collection(roles, format!("/customers/{tenant}/directoryroles"))))
}

/// The people of a customer who hold a directory role.
#[utoipa::path(
    get, path = "/v1/customers/{customerId}/directoryroles/{roleId}/usermembers",
    operation_id = "listCustomerDirectoryRoleMembers", tag = "partnerCenter",
    params(
        ("customerId" = Uuid, Path, description = "The customer"),
        ("roleId" = Uuid, Path, description = "The role, by its published template"),
    ),
    responses((status = 200, body = ResourceCollection<CustomerRoleMember>), (status = 403), (status = 404)),
)]
async fn members(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, role)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Json<ResourceCollection<CustomerRoleMember>>> {
    let found = holders(&web, &caller, tenant).await?;
    let asked = DirectoryRole::ALL.iter().filter_map(|it| published(*it)).find(|it| it.id == role);
    let asked = asked.ok_or(Refusal::Missing)?;
    let held = found.into_iter().filter(|it| published(it.role) == Some(asked));
    let members = held.map(|it| member(it, asked)).collect();
    Ok(Json(collection(members, format!("/customers/{tenant}/directoryroles/{role}/usermembers"))))
}

/// The directory roles that somebody of a customer holds.
#[utoipa::path(
    get, path = "/v1/customers/{customerId}/users/{userId}/directoryroles",
    operation_id = "listCustomerUserDirectoryRoles", tag = "partnerCenter",
    params(
        ("customerId" = Uuid, Path, description = "The customer"),
        ("userId" = Uuid, Path, description = "The person"),
    ),
    responses((status = 200, body = ResourceCollection<CustomerDirectoryRole>), (status = 403), (status = 404)),
)]
async fn of_user(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, user)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Json<ResourceCollection<CustomerDirectoryRole>>> {
    let found = holders(&web, &caller, tenant).await?;
    let held = found.into_iter().filter(|it| it.person.principal.uuid() == user);
    let roles = held.filter_map(|it| published(it.role)).map(shape).collect();
    Ok(Json(collection(roles, format!("/customers/{tenant}/users/{user}/directoryroles"))))
}

async fn holders(web: &Web, caller: &Caller, tenant: Uuid) -> Result<Vec<RoleHolder>, Refusal> {
    ask(&web.app, caller, &CustomerDirectoryRoles { tenant: Id::new(tenant) }).await
}

fn shape(role: &RoleDefinition) -> CustomerDirectoryRole {
    CustomerDirectoryRole {
        id: role.id,
        name: role.name.to_owned(),
        attributes: ResourceAttributes::of("DirectoryRole"),
    }
}

fn member(it: RoleHolder, role: &RoleDefinition) -> CustomerRoleMember {
    CustomerRoleMember {
        id: it.person.principal.uuid(),
        display_name: it.person.name,
        user_principal_name: it.person.upn,
        role_id: role.id,
        attributes: ResourceAttributes::of("UserMember"),
    }
}

fn collection<T: Serialize>(items: Vec<T>, uri: String) -> ResourceCollection<T> {
    ResourceCollection {
        total_count: i64::try_from(items.len()).unwrap_or(i64::MAX),
        items,
        links: CollectionLinks {
            this: ResourceLink { uri, method: "GET".to_owned(), headers: Vec::new() },
            next: None,
        },
        attributes: ResourceAttributes::of("Collection"),
    }
}
