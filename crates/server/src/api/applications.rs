//! `/v1.0/applications`: the programs that your organization registered (§4.1).

use axum::{Json, extract::State, response::Response};
use domain::{
    application::ApiPermission,
    id::{Application as Kind, Id},
    query::Schema,
};
use service::{
    Caller,
    applications::{
        AddSecret, ApplicationForm, ApplicationOf, ApplicationRow, DeleteApplication, EditApplication,
        ListApplications, RegisterApplication, RemoveSecret, SCHEMA, SecretRow, SwitchApplication,
    },
    ask, run,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::applications::{
    AddedApplicationSecret, Application, ApplicationPatch, ApplicationSecret, NewApplication,
    NewApplicationSecret,
};

use super::{
    collection::{Asking, Item},
    shapes::moment,
};
use crate::{
    answer::{ApiResult, Body, IfMatch, List, created, etag, no_content},
    caller::Client,
    path::ApiPath,
    web::Web,
};

impl Item for Application {
    const SCHEMA: &'static Schema = &SCHEMA;
    const EXAMPLE: &'static str = "`isEnabled eq true`";
}

/// Every operation on applications.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(list, register))
        .routes(routes!(get, patch, delete))
        .routes(routes!(enable))
        .routes(routes!(disable))
        .routes(routes!(secrets, add_secret))
        .routes(routes!(remove_secret))
}

/// The applications of your organization, by name unless said otherwise.
#[utoipa::path(get, path = "/v1.0/applications", operation_id = "listApplications", tag = "applications",
    params(Asking<Application>),
    responses((status = 200, body = List<Application>), (status = 400), (status = 403)))]
async fn list(asking: Asking<Application>) -> ApiResult<Response> {
    let found = asking.ask(&ListApplications { wanted: asking.wanted(), count: asking.count() }).await?;
    asking.answer(found.page, found.count, shape)
}

/// Registers an application. It has no secret yet.
#[utoipa::path(post, path = "/v1.0/applications", operation_id = "createApplication", tag = "applications",
    request_body = NewApplication,
    responses((status = 201, body = Application), (status = 403), (status = 409), (status = 422)))]
async fn register(
    State(web): State<Web>,
    Client(caller): Client,
    Body(new): Body<NewApplication>,
) -> ApiResult<Response> {
    let form = ApplicationForm {
        name: Some(new.display_name),
        redirects: Some(new.redirect_uris),
        is_public: Some(new.is_public_client),
        application_permissions: Some(new.application_permissions),
        delegated_permissions: Some(new.delegated_permissions),
    };
    let id = run(&web.app, &caller, RegisterApplication { form }).await?;
    Ok(created(format!("/v1.0/applications/{id}"), one(&web, &caller, id).await?))
}

/// An application.
#[utoipa::path(get, path = "/v1.0/applications/{id}", operation_id = "getApplication", tag = "applications",
    params(("id" = Uuid, Path, description = "The application")),
    responses((status = 200, body = Application), (status = 403), (status = 404)))]
async fn get(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Json<Application>> {
    Ok(Json(one(&web, &caller, Id::new(id)).await?))
}

/// Sets an application. A permission that is taken away counts no more at once, whatever tokens say.
#[utoipa::path(patch, path = "/v1.0/applications/{id}", operation_id = "updateApplication", tag = "applications",
    request_body = ApplicationPatch, params(("id" = Uuid, Path, description = "The application")),
    responses((status = 200, body = Application), (status = 403), (status = 404), (status = 412), (status = 422)))]
async fn patch(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    matches: IfMatch,
    Body(patch): Body<ApplicationPatch>,
) -> ApiResult<Json<Application>> {
    let application = Id::new(id);
    let form = ApplicationForm {
        name: patch.display_name,
        redirects: patch.redirect_uris,
        is_public: patch.is_public_client,
        application_permissions: patch.application_permissions,
        delegated_permissions: patch.delegated_permissions,
    };
    run(&web.app, &caller, EditApplication { application, stamp: matches.optional(), form }).await?;
    Ok(Json(one(&web, &caller, application).await?))
}

/// Deletes an application with its secrets; its tokens count no more at once.
#[utoipa::path(delete, path = "/v1.0/applications/{id}", operation_id = "deleteApplication", tag = "applications",
    params(("id" = Uuid, Path, description = "The application")),
    responses((status = 204), (status = 403), (status = 404), (status = 412)))]
async fn delete(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    matches: IfMatch,
) -> ApiResult<Response> {
    let command = DeleteApplication { application: Id::new(id), stamp: matches.optional() };
    run(&web.app, &caller, command).await?;
    Ok(no_content())
}

/// Lets an application get tokens again.
#[utoipa::path(post, path = "/v1.0/applications/{id}/enable", operation_id = "enableApplication", tag = "applications",
    params(("id" = Uuid, Path, description = "The application")),
    responses((status = 204), (status = 403), (status = 404), (status = 412)))]
async fn enable(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    matches: IfMatch,
) -> ApiResult<Response> {
    switch(&web, &caller, Id::new(id), matches, true).await
}

/// Lets an application get no more tokens; those that it has count no more at once.
#[utoipa::path(post, path = "/v1.0/applications/{id}/disable", operation_id = "disableApplication", tag = "applications",
    params(("id" = Uuid, Path, description = "The application")),
    responses((status = 204), (status = 403), (status = 404), (status = 412)))]
async fn disable(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    matches: IfMatch,
) -> ApiResult<Response> {
    switch(&web, &caller, Id::new(id), matches, false).await
}

async fn switch(
    web: &Web,
    caller: &Caller,
    application: Id<Kind>,
    matches: IfMatch,
    is_enabled: bool,
) -> ApiResult<Response> {
    let stamp = matches.optional();
    run(&web.app, caller, SwitchApplication { application, stamp, is_enabled }).await?;
    Ok(no_content())
}

/// The secrets of an application, the newest first, on one page: never themselves.
#[utoipa::path(get, path = "/v1.0/applications/{id}/secrets", operation_id = "listApplicationSecrets", tag = "applications",
    params(("id" = Uuid, Path, description = "The application")),
    responses((status = 200, body = List<ApplicationSecret>), (status = 403), (status = 404)))]
async fn secrets(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<List<ApplicationSecret>> {
    let shown = ask(&web.app, &caller, &ApplicationOf { application: Id::new(id) }).await?;
    let value = shown.secrets.into_iter().map(secret).collect();
    Ok(List { count: None, value, next_link: None })
}

/// Adds a secret to an application, shown this once; those that it has go on.
#[utoipa::path(post, path = "/v1.0/applications/{id}/secrets", operation_id = "addApplicationSecret", tag = "applications",
    request_body = NewApplicationSecret, params(("id" = Uuid, Path, description = "The application")),
    responses((status = 201, body = AddedApplicationSecret), (status = 403), (status = 404), (status = 409), (status = 422)))]
async fn add_secret(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    Body(new): Body<NewApplicationSecret>,
) -> ApiResult<Response> {
    let command = AddSecret { application: Id::new(id), name: new.display_name, days: new.days };
    let made = run(&web.app, &caller, command).await?;
    let body = AddedApplicationSecret {
        id: made.id.uuid(),
        secret_text: made.secret.unless_shown().map(str::to_owned),
        expiration_date_time: made.expires_at.to_string(),
    };
    Ok(created(format!("/v1.0/applications/{id}/secrets/{}", made.id), body))
}

/// Removes a secret; tokens that were got with it count no more at once.
#[utoipa::path(delete, path = "/v1.0/applications/{id}/secrets/{secretId}", operation_id = "removeApplicationSecret", tag = "applications",
    params(("id" = Uuid, Path, description = "The application"), ("secretId" = Uuid, Path, description = "The secret")),
    responses((status = 204), (status = 403), (status = 404)))]
async fn remove_secret(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((id, secret)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Response> {
    let command = RemoveSecret { application: Id::new(id), secret: Id::new(secret) };
    run(&web.app, &caller, command).await?;
    Ok(no_content())
}

async fn one(web: &Web, caller: &Caller, application: Id<Kind>) -> ApiResult<Application> {
    Ok(shape(ask(&web.app, caller, &ApplicationOf { application }).await?.row))
}

fn shape(row: ApplicationRow) -> Application {
    let names = |permissions: std::collections::BTreeSet<ApiPermission>| {
        permissions.into_iter().map(|it| it.key().to_owned()).collect()
    };
    Application {
        etag: etag(row.stamp),
        id: row.id.uuid(),
        app_id: row.id.uuid(),
        display_name: row.setting.name,
        redirect_uris: row.setting.redirects,
        is_public_client: row.setting.is_public,
        is_enabled: row.is_enabled,
        application_permissions: names(row.setting.application_permissions),
        delegated_permissions: names(row.setting.delegated_permissions),
        created_date_time: row.created_at.to_string(),
    }
}

fn secret(row: SecretRow) -> ApplicationSecret {
    ApplicationSecret {
        id: row.id.uuid(),
        display_name: row.name,
        created_date_time: row.created_at.to_string(),
        expiration_date_time: row.expires_at.to_string(),
        last_used_date_time: moment(row.last_used_at),
    }
}
