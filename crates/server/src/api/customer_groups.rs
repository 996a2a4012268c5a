//! `/v1.0/customers/{tenantId}/groups`: the security groups of a customer, by directory roles that it delegated.

use axum::{Json, extract::State, response::Response};
use domain::{
    id::{Id, Organization},
    query::Schema,
};
use service::{
    Caller, Refusal, ask,
    customer_directory::{
        AddCustomerGroupMember, CreateCustomerGroup, CustomerGroup, CustomerGroups, DeleteCustomerGroup,
        EditCustomerGroup, RemoveCustomerGroupMember,
    },
    run,
    security_groups::{
        AddGroupMember, CreateSecurityGroup, EditSecurityGroup, RemoveGroupMember, SCHEMA, SecurityGroupRow,
    },
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::{
    customer_directory::CustomerGroup as Shape,
    directory::{NewSecurityGroup, Principal, PrincipalReference, SecurityGroupPatch},
};

use super::{
    collection::{Asking, Item},
    security_groups::{named, principal},
};
use crate::{
    answer::{ApiResult, Body, IfMatch, List, created, etag, no_content},
    caller::Client,
    path::ApiPath,
    web::Web,
};

impl Item for Shape {
    const SCHEMA: &'static Schema = &SCHEMA;
    const EXAMPLE: &'static str = "`startswith(displayName,'Field')`";
}

/// Every operation on security groups of customers.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(read, patch, delete))
        .routes(routes!(members, add_member))
        .routes(routes!(remove_member))
}

/// The security groups of a customer, where you hold a directory role by delegation that manages them.
#[utoipa::path(
    get, path = "/v1.0/customers/{tenantId}/groups", operation_id = "listCustomerGroups", tag = "customers",
    params(("tenantId" = Uuid, Path, description = "The customer"), Asking<Shape>),
    responses((status = 200, body = List<Shape>), (status = 403), (status = 404), (status = 422)),
)]
async fn list(ApiPath(id): ApiPath<Uuid>, asking: Asking<Shape>) -> ApiResult<Response> {
    let question = CustomerGroups { tenant: Id::new(id), wanted: asking.wanted(), count: asking.count() };
    let found = asking.ask(&question).await?;
    asking.answer(found.page, found.count, |row| shape(row, None))
}

/// Makes a security group in a customer's directory.
#[utoipa::path(
    post, path = "/v1.0/customers/{tenantId}/groups", operation_id = "createCustomerGroup", tag = "customers",
    request_body = NewSecurityGroup, params(("tenantId" = Uuid, Path, description = "The customer")),
    responses((status = 201, body = Shape), (status = 403), (status = 404), (status = 422)),
)]
async fn create(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    Body(new): Body<NewSecurityGroup>,
) -> ApiResult<Response> {
    let tenant = Id::new(id);
    let new = CreateSecurityGroup { name: new.display_name, description: new.description };
    let group = run(&web.app, &caller, CreateCustomerGroup { tenant, new }).await?;
    let shape = one(&web, &caller, tenant, group.uuid()).await?;
    Ok(created(format!("/v1.0/customers/{id}/groups/{group}"), shape))
}

/// One security group of a customer, and whether you may change it.
#[utoipa::path(
    get, path = "/v1.0/customers/{tenantId}/groups/{group}", operation_id = "getCustomerGroup", tag = "customers",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("group" = Uuid, Path, description = "The group")),
    responses((status = 200, body = Shape), (status = 403), (status = 404)),
)]
async fn read(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((id, group)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Json<Shape>> {
    Ok(Json(one(&web, &caller, Id::new(id), group).await?))
}

/// Renames or describes a security group of a customer that confers no right of the customer itself.
#[utoipa::path(
    patch, path = "/v1.0/customers/{tenantId}/groups/{group}", operation_id = "updateCustomerGroup", tag = "customers",
    request_body = SecurityGroupPatch,
    params(("tenantId" = Uuid, Path, description = "The customer"), ("group" = Uuid, Path, description = "The group")),
    responses((status = 200, body = Shape), (status = 403), (status = 404), (status = 412), (status = 422)),
)]
async fn patch(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((id, group)): ApiPath<(Uuid, Uuid)>,
    version: IfMatch,
    Body(patch): Body<SecurityGroupPatch>,
) -> ApiResult<Json<Shape>> {
    let tenant = Id::new(id);
    let row = ask(&web.app, &caller, &CustomerGroup { tenant, group: Id::new(group) }).await?.group.row;
    let edit = EditSecurityGroup {
        group: row.id,
        name: patch.display_name.unwrap_or(row.name),
        description: patch.description.unwrap_or(row.description),
        stamp: version.optional().or(Some(row.stamp)),
    };
    run(&web.app, &caller, EditCustomerGroup { tenant, edit }).await?;
    Ok(Json(one(&web, &caller, tenant, group).await?))
}

/// Deletes a security group of a customer that confers no right of the customer itself.
#[utoipa::path(
    delete, path = "/v1.0/customers/{tenantId}/groups/{group}", operation_id = "deleteCustomerGroup", tag = "customers",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("group" = Uuid, Path, description = "The group")),
    responses((status = 204), (status = 403), (status = 404), (status = 412)),
)]
async fn delete(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((id, group)): ApiPath<(Uuid, Uuid)>,
    version: IfMatch,
) -> ApiResult<Response> {
    let (tenant, group) = (Id::new(id), Id::new(group));
    run(&web.app, &caller, DeleteCustomerGroup { tenant, group, stamp: version.optional() }).await?;
    Ok(no_content())
}

/// People and groups directly in a security group of a customer, by name.
#[utoipa::path(
    get, path = "/v1.0/customers/{tenantId}/groups/{group}/members", operation_id = "listCustomerGroupMembers",
    tag = "customers",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("group" = Uuid, Path, description = "The group")),
    responses((status = 200, body = List<Principal>), (status = 403), (status = 404)),
)]
async fn members(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((id, group)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<List<Principal>> {
    let question = CustomerGroup { tenant: Id::new(id), group: Id::new(group) };
    let found = ask(&web.app, &caller, &question).await?.group.members;
    Ok(List { count: None, value: found.into_iter().map(principal).collect(), next_link: None })
}

/// Adds a person or group of a customer to a security group of it; neither holds or confers a right of the customer itself.
#[utoipa::path(
    post, path = "/v1.0/customers/{tenantId}/groups/{group}/members", operation_id = "addCustomerGroupMember",
    tag = "customers", request_body = PrincipalReference,
    params(("tenantId" = Uuid, Path, description = "The customer"), ("group" = Uuid, Path, description = "The group")),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 422)),
)]
async fn add_member(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((id, group)): ApiPath<(Uuid, Uuid)>,
    Body(member): Body<PrincipalReference>,
) -> ApiResult<Response> {
    let add = AddGroupMember { group: Id::new(group), member: named(&member)? };
    run(&web.app, &caller, AddCustomerGroupMember { tenant: Id::new(id), add }).await?;
    Ok(no_content())
}

/// Takes a person or group out of a security group of a customer; neither holds or confers a right of the customer itself.
#[utoipa::path(
    delete, path = "/v1.0/customers/{tenantId}/groups/{group}/members/{member}",
    operation_id = "removeCustomerGroupMember", tag = "customers",
    params(
        ("tenantId" = Uuid, Path, description = "The customer"),
        ("group" = Uuid, Path, description = "The group"),
        ("member" = Uuid, Path, description = "The person or group"),
    ),
    responses((status = 204), (status = 403), (status = 404)),
)]
async fn remove_member(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((id, group, member)): ApiPath<(Uuid, Uuid, Uuid)>,
) -> ApiResult<Response> {
    let remove = RemoveGroupMember { group: Id::new(group), member };
    run(&web.app, &caller, RemoveCustomerGroupMember { tenant: Id::new(id), remove }).await?;
    Ok(no_content())
}

async fn one(web: &Web, caller: &Caller, tenant: Id<Organization>, group: Uuid) -> Result<Shape, Refusal> {
    let it = ask(&web.app, caller, &CustomerGroup { tenant, group: Id::new(group) }).await?;
    Ok(shape(it.group.row, Some(it.is_protected)))
}

fn shape(row: SecurityGroupRow, is_protected: Option<bool>) -> Shape {
    Shape {
        etag: etag(row.stamp),
        id: row.id.uuid(),
        display_name: row.name,
        description: row.description,
        agent: row.agent.map(|agent| agent.key().to_owned()),
        member_count: row.members,
        is_protected,
    }
}
