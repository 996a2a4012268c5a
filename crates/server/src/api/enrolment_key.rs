//! `/v1.0/enrolmentKey`: the key by which devices join one's organization (§5.8); the same at a customer that lets its
//! partner have it, without the reset.

use axum::{
    Json,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use domain::id::Id;
use service::{
    Caller, Realm, ask,
    enrolment_key::{AboutKey, DownloadKey, KeyFile, ResetKey},
    run,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::{agents, enrolment_key::EnrolmentKey};

use super::shapes::moment;
use crate::{answer::ApiResult, caller::Client, path::ApiPath, web::Web};

/// Every operation on the enrolment key.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(about))
        .routes(routes!(file))
        .routes(routes!(reset))
        .routes(routes!(about_there))
        .routes(routes!(file_there))
}

/// The current key, without its secret.
#[utoipa::path(get, path = "/v1.0/enrolmentKey", operation_id = "getEnrolmentKey", tag = "enrolmentKey",
    responses((status = 200, body = EnrolmentKey), (status = 403)))]
async fn about(State(web): State<Web>, Client(caller): Client) -> ApiResult<Json<EnrolmentKey>> {
    described(&web, &caller, Realm::Own).await
}

/// The current key of a customer, without its secret.
#[utoipa::path(get, path = "/v1.0/managedTenants/{tenantId}/enrolmentKey", operation_id = "getManagedTenantEnrolmentKey",
    tag = "managedTenants", params(("tenantId" = Uuid, Path, description = "The customer")),
    responses((status = 200, body = EnrolmentKey), (status = 403), (status = 404)))]
async fn about_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(tenant): ApiPath<Uuid>,
) -> ApiResult<Json<EnrolmentKey>> {
    described(&web, &caller, Realm::Customer(Id::new(tenant))).await
}

async fn described(web: &Web, caller: &Caller, realm: Realm) -> ApiResult<Json<EnrolmentKey>> {
    let key = ask(&web.app, caller, &AboutKey { realm }).await?;
    Ok(Json(EnrolmentKey {
        key_version: key.map_or(0, |key| key.version),
        created_date_time: moment(key.map(|key| key.created_at)),
    }))
}

/// The key file for devices; the first download makes the key. Each download is in the audit log.
#[utoipa::path(post, path = "/v1.0/enrolmentKey/file", operation_id = "downloadEnrolmentKey", tag = "enrolmentKey",
    responses((status = 200, description = "The key file, as JSON"), (status = 403)))]
async fn file(State(web): State<Web>, Client(caller): Client) -> ApiResult<Response> {
    let tenant = caller.person.organization;
    Ok(attachment(run(&web.app, &caller, DownloadKey { tenant }).await?))
}

/// The key file for devices of a customer, where the customer allows its download. Each download is in its audit log.
#[utoipa::path(post, path = "/v1.0/managedTenants/{tenantId}/enrolmentKey/file",
    operation_id = "downloadManagedTenantEnrolmentKey", tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer")),
    responses((status = 200, description = "The key file, as JSON"), (status = 403), (status = 404)))]
async fn file_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(tenant): ApiPath<Uuid>,
) -> ApiResult<Response> {
    let tenant = caller.person.customer(Id::new(tenant))?;
    Ok(attachment(run(&web.app, &caller, DownloadKey { tenant }).await?))
}

/// Makes a new key: old key files enrol no more devices; enrolled devices go on.
#[utoipa::path(post, path = "/v1.0/enrolmentKey/reset", operation_id = "resetEnrolmentKey", tag = "enrolmentKey",
    responses((status = 200, body = EnrolmentKey), (status = 403)))]
async fn reset(State(web): State<Web>, Client(caller): Client) -> ApiResult<Json<EnrolmentKey>> {
    let key = run(&web.app, &caller, ResetKey).await?;
    Ok(Json(EnrolmentKey { key_version: key.version, created_date_time: moment(Some(key.created_at)) }))
}

/// The key file as a download that no cache keeps.
pub(crate) fn attachment(key: KeyFile) -> Response {
    let file = agents::KeyFile {
        format: agents::KEY_FILE_FORMAT.to_owned(),
        format_version: agents::KEY_FILE_VERSION,
        server: key.server,
        tenant_id: key.tenant.uuid(),
        key_version: u32::try_from(key.version).unwrap_or(u32::MAX),
        secret: key.secret,
        release_key: key.release_key,
    };
    let name = "attachment; filename=\"steward-enrolment-key.json\"";
    ([(header::CONTENT_DISPOSITION, name), (header::CACHE_CONTROL, "no-store")], Json(file)).into_response()
}
