//! What is done with rollouts: at home, and at customers as far as rooms are in scope.

use axum::{extract::State, response::Response};
use domain::id::{Id, Organization};
use service::{
    Caller, Realm,
    rollouts::{DeprecateRollout, ForceUpdate, PauseRollout, ResumeRollout, RetryFailed, StartRollout},
    run,
};
use uuid::Uuid;
use wire::rollouts::{ForcedUpdate, NewRollout, PauseReason, Rollout};

use super::one;
use crate::{
    answer::{ApiResult, Body, created, no_content},
    caller::Client,
    path::ApiPath,
    web::Web,
};

/// Rolls a release out, from the first ring on; older versions for the same devices give way.
#[utoipa::path(post, path = "/v1.0/rollouts", operation_id = "startRollout", tag = "rollouts", request_body = NewRollout,
    responses((status = 201, body = Rollout), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn start(
    State(web): State<Web>,
    Client(caller): Client,
    Body(new): Body<NewRollout>,
) -> ApiResult<Response> {
    let tenant = caller.person.organization;
    begin(&web, &caller, Realm::Own, tenant, new).await
}

/// Rolls a release of a customer out; all rooms of the customer must be in your scope.
#[utoipa::path(post, path = "/v1.0/managedTenants/{tenantId}/rollouts", operation_id = "startManagedTenantRollout",
    tag = "managedTenants", request_body = NewRollout, params(("tenantId" = Uuid, Path, description = "The customer")),
    responses((status = 201, body = Rollout), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn start_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(tenant): ApiPath<Uuid>,
    Body(new): Body<NewRollout>,
) -> ApiResult<Response> {
    let tenant = caller.person.customer(Id::new(tenant))?;
    begin(&web, &caller, Realm::Customer(tenant), tenant, new).await
}

async fn begin(
    web: &Web,
    caller: &Caller,
    realm: Realm,
    tenant: Id<Organization>,
    new: NewRollout,
) -> ApiResult<Response> {
    let begins_at = new.begins_date_time.unwrap_or_default();
    run(&web.app, caller, StartRollout { tenant, release: Id::new(new.release_id), begins_at }).await?;
    let address = match realm {
        Realm::Own => format!("/v1.0/rollouts/{}", new.release_id),
        _ => format!("/v1.0/managedTenants/{tenant}/rollouts/{}", new.release_id),
    };
    Ok(created(address, one(web, caller, realm, new.release_id).await?))
}

/// Lets a rollout stand still; devices finish what they are at.
#[utoipa::path(post, path = "/v1.0/rollouts/{id}/pause", operation_id = "pauseRollout", tag = "rollouts", request_body = PauseReason,
    params(("id" = Uuid, Path, description = "The release")),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn pause(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    Body(said): Body<PauseReason>,
) -> ApiResult<Response> {
    let tenant = caller.person.organization;
    run(&web.app, &caller, PauseRollout { tenant, release: Id::new(id), reason: said.reason }).await?;
    Ok(no_content())
}

/// Lets a customer's rollout stand still; all rooms of the customer must be in your scope.
#[utoipa::path(post, path = "/v1.0/managedTenants/{tenantId}/rollouts/{id}/pause", operation_id = "pauseManagedTenantRollout",
    tag = "managedTenants", request_body = PauseReason,
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The release")),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn pause_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
    Body(said): Body<PauseReason>,
) -> ApiResult<Response> {
    let tenant = caller.person.customer(Id::new(tenant))?;
    run(&web.app, &caller, PauseRollout { tenant, release: Id::new(id), reason: said.reason }).await?;
    Ok(no_content())
}

/// Lets a rollout go on that stands still.
#[utoipa::path(post, path = "/v1.0/rollouts/{id}/resume", operation_id = "resumeRollout", tag = "rollouts",
    params(("id" = Uuid, Path, description = "The release")),
    responses((status = 204), (status = 403), (status = 404), (status = 409)))]
pub(super) async fn resume(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Response> {
    let tenant = caller.person.organization;
    run(&web.app, &caller, ResumeRollout { tenant, release: Id::new(id) }).await?;
    Ok(no_content())
}

/// Lets a customer's rollout go on; all rooms of the customer must be in your scope.
#[utoipa::path(post, path = "/v1.0/managedTenants/{tenantId}/rollouts/{id}/resume", operation_id = "resumeManagedTenantRollout",
    tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The release")),
    responses((status = 204), (status = 403), (status = 404), (status = 409)))]
pub(super) async fn resume_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Response> {
    let tenant = caller.person.customer(Id::new(tenant))?;
    run(&web.app, &caller, ResumeRollout { tenant, release: Id::new(id) }).await?;
    Ok(no_content())
}

/// Gives a rollout up for good.
#[utoipa::path(post, path = "/v1.0/rollouts/{id}/deprecate", operation_id = "deprecateRollout", tag = "rollouts",
    params(("id" = Uuid, Path, description = "The release")),
    responses((status = 204), (status = 403), (status = 404), (status = 409)))]
pub(super) async fn deprecate(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Response> {
    let tenant = caller.person.organization;
    run(&web.app, &caller, DeprecateRollout { tenant, release: Id::new(id) }).await?;
    Ok(no_content())
}

/// Gives a customer's rollout up for good; all rooms of the customer must be in your scope.
#[utoipa::path(post, path = "/v1.0/managedTenants/{tenantId}/rollouts/{id}/deprecate", operation_id = "deprecateManagedTenantRollout",
    tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The release")),
    responses((status = 204), (status = 403), (status = 404), (status = 409)))]
pub(super) async fn deprecate_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Response> {
    let tenant = caller.person.customer(Id::new(tenant))?;
    run(&web.app, &caller, DeprecateRollout { tenant, release: Id::new(id) }).await?;
    Ok(no_content())
}

/// Tries again what failed, in the next night of each room.
#[utoipa::path(post, path = "/v1.0/rollouts/{id}/retryFailed", operation_id = "retryFailedRollout", tag = "rollouts",
    params(("id" = Uuid, Path, description = "The release")),
    responses((status = 204), (status = 403), (status = 404), (status = 409)))]
pub(super) async fn retry(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Response> {
    let tenant = caller.person.organization;
    run(&web.app, &caller, RetryFailed { tenant, release: Id::new(id) }).await?;
    Ok(no_content())
}

/// Tries again what failed in rooms of a customer that are in your scope.
#[utoipa::path(post, path = "/v1.0/managedTenants/{tenantId}/rollouts/{id}/retryFailed", operation_id = "retryFailedManagedTenantRollout",
    tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The release")),
    responses((status = 204), (status = 403), (status = 404), (status = 409)))]
pub(super) async fn retry_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Response> {
    let tenant = caller.person.customer(Id::new(tenant))?;
    run(&web.app, &caller, RetryFailed { tenant, release: Id::new(id) }).await?;
    Ok(no_content())
}

/// Forces the update of a room, whatever its ring and the hour; logged, and not recommended.
#[utoipa::path(post, path = "/v1.0/rollouts/{id}/rooms/{roomId}/force", operation_id = "forceUpdate", tag = "rollouts", request_body = ForcedUpdate,
    params(("id" = Uuid, Path, description = "The release"), ("roomId" = Uuid, Path, description = "The room")),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn force(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((id, room)): ApiPath<(Uuid, Uuid)>,
    Body(how): Body<ForcedUpdate>,
) -> ApiResult<Response> {
    let tenant = caller.person.organization;
    run(&web.app, &caller, forced(tenant, id, room, how)).await?;
    Ok(no_content())
}

/// Forces the update of a customer's room in your scope; logged, and not recommended.
#[utoipa::path(post, path = "/v1.0/managedTenants/{tenantId}/rollouts/{id}/rooms/{roomId}/force", operation_id = "forceManagedTenantUpdate",
    tag = "managedTenants", request_body = ForcedUpdate,
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The release"), ("roomId" = Uuid, Path, description = "The room")),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn force_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id, room)): ApiPath<(Uuid, Uuid, Uuid)>,
    Body(how): Body<ForcedUpdate>,
) -> ApiResult<Response> {
    let tenant = caller.person.customer(Id::new(tenant))?;
    run(&web.app, &caller, forced(tenant, id, room, how)).await?;
    Ok(no_content())
}

fn forced(tenant: Id<Organization>, id: Uuid, room: Uuid, how: ForcedUpdate) -> ForceUpdate {
    ForceUpdate { tenant, room: Id::new(room), release: Id::new(id), when: how.when, reason: how.reason }
}
