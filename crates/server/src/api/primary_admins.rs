//! `/v1.0/managedTenants/{tenantId}/primaryAdmins`: the partner's own people at a customer.

use axum::{Json, extract::State, response::Response};
use domain::id::Id;
use service::{
    Refusal, ask,
    assignments::{ChangePrimaryAdmins, Members, RescueOrphan},
    links::TenantDetail,
    run,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::{partners::PrimaryAdmins, scopes::Principals};

use crate::{
    answer::{ApiResult, Body, IfMatch, etag, no_content},
    api::shapes::{member, principals},
    caller::Client,
    path::ApiPath,
    web::Web,
};

/// Every operation on the partner's own people at a customer.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new().routes(routes!(read, add, replace)).routes(routes!(remove)).routes(routes!(rescue))
}

/// The primary admins of a customer.
#[utoipa::path(
    get, path = "/v1.0/managedTenants/{tenantId}/primaryAdmins", operation_id = "listPrimaryAdmins",
    tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer")),
    responses((status = 200, body = PrimaryAdmins), (status = 403), (status = 404)),
)]
async fn read(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Json<PrimaryAdmins>> {
    let found = ask(&web.app, &caller, &TenantDetail { customer: Id::new(id) }).await?;
    let (row, members) = found.primary_admins.ok_or(Refusal::Missing)?;
    Ok(Json(PrimaryAdmins { etag: etag(row.stamp), value: members.into_iter().map(member).collect() }))
}

/// Adds primary admins: people and groups of your organization.
#[utoipa::path(
    post, path = "/v1.0/managedTenants/{tenantId}/primaryAdmins", operation_id = "addPrimaryAdmins",
    tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer")),
    request_body = Principals,
    responses((status = 204), (status = 403), (status = 404), (status = 412), (status = 422)),
)]
async fn add(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    matches: IfMatch,
    Body(sent): Body<Principals>,
) -> ApiResult<Response> {
    let members = Members::Add(principals("members", sent.members)?);
    let command = ChangePrimaryAdmins { customer: Id::new(id), members, stamp: matches.optional() };
    run(&web.app, &caller, command).await?;
    Ok(no_content())
}

/// Says who the primary admins are from now on; at least one must be able to act.
#[utoipa::path(
    put, path = "/v1.0/managedTenants/{tenantId}/primaryAdmins", operation_id = "replacePrimaryAdmins",
    tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer")),
    request_body = Principals,
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 412), (status = 422)),
)]
async fn replace(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    matches: IfMatch,
    Body(sent): Body<Principals>,
) -> ApiResult<Response> {
    let members = Members::Replace(principals("members", sent.members)?);
    let command = ChangePrimaryAdmins { customer: Id::new(id), members, stamp: matches.optional() };
    run(&web.app, &caller, command).await?;
    Ok(no_content())
}

/// Removes a primary admin; at least one who can act must remain.
#[utoipa::path(
    delete, path = "/v1.0/managedTenants/{tenantId}/primaryAdmins/{memberId}", operation_id = "removePrimaryAdmin",
    tag = "managedTenants",
    params(
        ("tenantId" = Uuid, Path, description = "The customer"),
        ("memberId" = Uuid, Path, description = "The person or group"),
    ),
    responses((status = 204), (status = 403), (status = 404), (status = 409)),
)]
async fn remove(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((id, gone)): ApiPath<(Uuid, Uuid)>,
    matches: IfMatch,
) -> ApiResult<Response> {
    let members = Members::Remove(gone);
    let command = ChangePrimaryAdmins { customer: Id::new(id), members, stamp: matches.optional() };
    run(&web.app, &caller, command).await?;
    Ok(no_content())
}

/// Names primary admins of a customer where nobody can act as one any more; for those who answer invitations.
#[utoipa::path(
    post, path = "/v1.0/managedTenants/{tenantId}/rescue", operation_id = "rescueManagedTenant",
    tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer")),
    request_body = Principals,
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 422)),
)]
async fn rescue(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    matches: IfMatch,
    Body(sent): Body<Principals>,
) -> ApiResult<Response> {
    let members = principals("members", sent.members)?;
    let command = RescueOrphan { customer: Id::new(id), members, stamp: matches.optional() };
    run(&web.app, &caller, command).await?;
    Ok(no_content())
}
