//! `/v1.0/releases` and `/v1.0/releaseKey`: what an organization signed offline (R-259, decision 23). Below a customer they are
//! looked at alone: nobody of a partner registers one.

use axum::{Json, extract::State, response::Response};
use domain::{id::Id, release::SignedDocument};
use service::{
    Caller, Realm, ask,
    releases::{AdoptRelease, RegisterRelease, ReleaseOf, ReleaseRow, ReleasesOf, SetReleaseKey},
    run,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::releases::{NewRelease, NewReleaseKey, Release, ReleaseKey, Signed};

use super::shapes::moment;
use crate::{
    answer::{ApiResult, Body, List, created},
    caller::Client,
    path::ApiPath,
    web::Web,
};

/// Every operation on releases and their key.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(key, set_key))
        .routes(routes!(list, register))
        .routes(routes!(get))
        .routes(routes!(adopt))
        .routes(routes!(list_there))
        .routes(routes!(get_there))
}

/// The public half of the key that signs your organization's releases.
#[utoipa::path(get, path = "/v1.0/releaseKey", operation_id = "getReleaseKey", tag = "releases",
    responses((status = 200, body = ReleaseKey), (status = 403)))]
async fn key(State(web): State<Web>, Client(caller): Client) -> ApiResult<Json<ReleaseKey>> {
    let found = ask(&web.app, &caller, &ReleasesOf { realm: Realm::Own }).await?;
    Ok(Json(ReleaseKey {
        number: found.key.as_ref().map_or(0, |key| key.number),
        set_date_time: moment(found.key.as_ref().map(|key| key.set_at)),
        public_key: found.key.map(|key| key.public_key),
        operator_public_key: found.key_of_operator.map(|key| key.public_key),
    }))
}

/// Sets the key that signs your organization's releases: the first as such, every further one with the signature of the present key.
#[utoipa::path(post, path = "/v1.0/releaseKey", operation_id = "setReleaseKey", tag = "releases", request_body = NewReleaseKey,
    responses((status = 200, body = ReleaseKey), (status = 403), (status = 422)))]
async fn set_key(
    State(web): State<Web>,
    Client(caller): Client,
    Body(new): Body<NewReleaseKey>,
) -> ApiResult<Json<ReleaseKey>> {
    let signed = new.signed_key.map(written).unwrap_or_default();
    let command = SetReleaseKey { public_key: new.public_key.unwrap_or_default(), signed };
    run(&web.app, &caller, command).await?;
    key(State(web), Client(caller)).await
}

/// The releases of your organization, the newest version of each kind of device first, on one page.
#[utoipa::path(get, path = "/v1.0/releases", operation_id = "listReleases", tag = "releases",
    responses((status = 200, body = List<Release>), (status = 403)))]
async fn list(State(web): State<Web>, Client(caller): Client) -> ApiResult<List<Release>> {
    all(&web, &caller, Realm::Own).await
}

/// The releases of a customer, the newest version of each kind of device first, on one page.
#[utoipa::path(get, path = "/v1.0/managedTenants/{tenantId}/releases", operation_id = "listManagedTenantReleases",
    tag = "managedTenants", params(("tenantId" = Uuid, Path, description = "The customer")),
    responses((status = 200, body = List<Release>), (status = 403), (status = 404)))]
async fn list_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(tenant): ApiPath<Uuid>,
) -> ApiResult<List<Release>> {
    all(&web, &caller, Realm::Customer(Id::new(tenant))).await
}

/// Registers a release that your organization signed.
#[utoipa::path(post, path = "/v1.0/releases", operation_id = "registerRelease", tag = "releases", request_body = NewRelease,
    responses((status = 201, body = Release), (status = 403), (status = 409), (status = 422)))]
async fn register(
    State(web): State<Web>,
    Client(caller): Client,
    Body(new): Body<NewRelease>,
) -> ApiResult<Response> {
    let release = run(&web.app, &caller, RegisterRelease { signed: written(new.signed_release) }).await?;
    made(&web, &caller, release.uuid()).await
}

/// A release of your organization, as it was signed.
#[utoipa::path(get, path = "/v1.0/releases/{id}", operation_id = "getRelease", tag = "releases",
    params(("id" = Uuid, Path, description = "The release")),
    responses((status = 200, body = Release), (status = 403), (status = 404)))]
async fn get(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Json<Release>> {
    one(&web, &caller, Realm::Own, id).await.map(Json)
}

/// A release of a customer, as it was signed.
#[utoipa::path(get, path = "/v1.0/managedTenants/{tenantId}/releases/{id}", operation_id = "getManagedTenantRelease",
    tag = "managedTenants",
    params(("tenantId" = Uuid, Path, description = "The customer"), ("id" = Uuid, Path, description = "The release")),
    responses((status = 200, body = Release), (status = 403), (status = 404)))]
async fn get_there(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((tenant, id)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Json<Release>> {
    one(&web, &caller, Realm::Customer(Id::new(tenant)), id).await.map(Json)
}

/// Adopts a release of the operator; your organization must trust the key that signed it.
#[utoipa::path(post, path = "/v1.0/releases/{id}/adopt", operation_id = "adoptRelease", tag = "releases",
    params(("id" = Uuid, Path, description = "The release of the operator")),
    responses((status = 201, body = Release), (status = 403), (status = 404), (status = 409), (status = 422)))]
async fn adopt(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Response> {
    let release = run(&web.app, &caller, AdoptRelease { release: Id::new(id) }).await?;
    made(&web, &caller, release.uuid()).await
}

async fn made(web: &Web, caller: &Caller, id: Uuid) -> ApiResult<Response> {
    let release = one(web, caller, Realm::Own, id).await?;
    Ok(created(format!("/v1.0/releases/{id}"), release))
}

async fn all(web: &Web, caller: &Caller, realm: Realm) -> ApiResult<List<Release>> {
    let found = ask(&web.app, caller, &ReleasesOf { realm }).await?;
    Ok(List { count: None, value: found.own.into_iter().map(shape).collect(), next_link: None })
}

async fn one(web: &Web, caller: &Caller, realm: Realm, id: Uuid) -> ApiResult<Release> {
    Ok(shape(ask(&web.app, caller, &ReleaseOf { realm, release: Id::new(id) }).await?))
}

/// A signed document as a file holds it.
fn written(signed: Signed) -> String {
    let signed = SignedDocument { document: signed.document, signature: signed.signature };
    serde_json::to_string(&signed).unwrap_or_default()
}

fn shape(row: ReleaseRow) -> Release {
    let has_document = !row.signed.document.is_empty();
    Release {
        id: row.id.uuid(),
        tenant_id: row.tenant.uuid(),
        version: row.release.version.to_string(),
        device_type: row.release.device_type.key().to_owned(),
        is_critical: row.release.is_critical,
        notes: row.release.notes,
        artefact_url: row.release.artefact.url,
        artefact_sha256: row.release.artefact.sha256,
        artefact_size: row.release.artefact.size,
        added_date_time: row.added_at.to_string(),
        rollout_state: row.rollout.map(|state| state.key().to_owned()),
        signed_release: has_document
            .then_some(Signed { document: row.signed.document, signature: row.signed.signature }),
    }
}
