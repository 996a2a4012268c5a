//! `/v1.0/users`: the people of one's own organization.

use axum::{Json, extract::State, response::Response};
use domain::{
    id::{Id, User as UserKind},
    query::{Filter, Schema},
};
use service::{
    Caller, Refusal, Wanted, ask, run,
    sessions::{RevokeSession, RevokeSessions, SessionsOf},
    sign_in::Secret,
    users::{
        CreateUser, DeleteUser, EditUser, GetUser, ListUsers, MakePasswordLink, SCHEMA, SetUserEnabled,
        UserRow,
    },
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::{
    account::Session,
    directory::{CreatedUser, NewUser, PasswordLink, Principal, User, UserPatch},
};

use super::{
    collection::{Asking, Item},
    me::session,
    security_groups::principal,
};
use crate::{
    answer::{ApiResult, Body, IfMatch, List, created, etag, no_content},
    caller::Client,
    path::ApiPath,
    web::Web,
};

impl Item for User {
    const SCHEMA: &'static Schema = &SCHEMA;
    const EXAMPLE: &'static str = "`accountEnabled eq false`";
}

/// Every operation on people.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, patch, delete))
        .routes(routes!(enable))
        .routes(routes!(disable))
        .routes(routes!(password_link))
        .routes(routes!(member_of))
        .routes(routes!(sessions))
        .routes(routes!(revoke_session))
        .routes(routes!(revoke_sessions))
}

/// The people of your organization, for those who look people up there.
#[utoipa::path(get, path = "/v1.0/users", operation_id = "listUsers", tag = "users",
    params(Asking<User>),
    responses((status = 200, body = List<User>), (status = 403), (status = 422)))]
async fn list(asking: Asking<User>) -> ApiResult<Response> {
    let found = asking.ask(&ListUsers { wanted: asking.wanted(), count: asking.count() }).await?;
    asking.answer_within("users", found.page, found.count, shape)
}

/// Adds a person. The answer holds the link to set a password, this once.
#[utoipa::path(post, path = "/v1.0/users", operation_id = "createUser", tag = "users", request_body = NewUser,
    responses((status = 201, body = CreatedUser), (status = 403), (status = 422)))]
async fn create(
    State(web): State<Web>,
    Client(caller): Client,
    Body(new): Body<NewUser>,
) -> ApiResult<Response> {
    let command = CreateUser {
        upn: new.user_principal_name,
        display_name: new.display_name,
        language: new.preferred_language,
        time_zone: new.time_zone,
    };
    let made = run(&web.app, &caller, command).await?;
    let user = one(&web, &caller, made.user).await?;
    let set_password_url = link(&web, &made.link);
    Ok(created(format!("/v1.0/users/{}", made.user), CreatedUser { user, set_password_url }))
}

/// A person, by identifier or account name.
#[utoipa::path(get, path = "/v1.0/users/{id}", operation_id = "getUser", tag = "users",
    params(
        ("id" = String, Path, description = "The person, or the account name"),
        ("$select" = Option<String>, Query, description = "Which properties"),
    ),
    responses((status = 200, body = User), (status = 400), (status = 403), (status = 404)))]
async fn get(asking: Asking<User>, ApiPath(key): ApiPath<String>) -> ApiResult<Json<serde_json::Value>> {
    let row = match Uuid::try_parse(&key) {
        Ok(id) => asking.ask(&GetUser { user: Id::new(id) }).await?.0,
        Err(_) => named(&asking, &key).await?,
    };
    Ok(Json(asking.one("users", shape(row))?))
}

/// The person with an account name.
async fn named(asking: &Asking<User>, upn: &str) -> Result<UserRow, Refusal> {
    let condition = format!("userPrincipalName eq '{}'", upn.replace('\'', "''"));
    let filter = Filter::parse(&condition, &SCHEMA).map_err(|_| Refusal::Missing)?;
    let wanted = Wanted { filter: Some(filter), ..Wanted::first(1) };
    let found = asking.ask(&ListUsers { wanted, count: false }).await?;
    found.page.items.into_iter().next().ok_or(Refusal::Missing)
}

/// Changes a person's name, language and time zone.
#[utoipa::path(patch, path = "/v1.0/users/{id}", operation_id = "updateUser", tag = "users", request_body = UserPatch,
    params(("id" = Uuid, Path, description = "The person")),
    responses((status = 200, body = User), (status = 403), (status = 404), (status = 412), (status = 422)))]
async fn patch(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    version: IfMatch,
    Body(patch): Body<UserPatch>,
) -> ApiResult<Json<User>> {
    let (row, _) = ask(&web.app, &caller, &GetUser { user: Id::new(id) }).await?;
    let edit = EditUser {
        user: row.id,
        display_name: patch.display_name.unwrap_or(row.display_name),
        language: patch.preferred_language.unwrap_or(row.language),
        time_zone: patch.time_zone.unwrap_or(row.time_zone),
        stamp: version.optional().or(Some(row.stamp)),
    };
    run(&web.app, &caller, edit).await?;
    Ok(Json(one(&web, &caller, row.id).await?))
}

/// Deletes a person with every role and membership, here and at customers. The last Global administrator who can
/// sign in stays.
#[utoipa::path(delete, path = "/v1.0/users/{id}", operation_id = "deleteUser", tag = "users",
    params(("id" = Uuid, Path, description = "The person")),
    responses((status = 204), (status = 403), (status = 404), (status = 409), (status = 412)))]
async fn delete(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    version: IfMatch,
) -> ApiResult<Response> {
    run(&web.app, &caller, DeleteUser { user: Id::new(id), stamp: version.optional() }).await?;
    Ok(no_content())
}

/// Lets a person sign in again.
#[utoipa::path(post, path = "/v1.0/users/{id}/enable", operation_id = "enableUser", tag = "users",
    params(("id" = Uuid, Path, description = "The person")), responses((status = 204), (status = 403), (status = 404)))]
async fn enable(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    version: IfMatch,
) -> ApiResult<Response> {
    let switch = SetUserEnabled { user: Id::new(id), enabled: true, stamp: version.optional() };
    run(&web.app, &caller, switch).await?;
    Ok(no_content())
}

/// Takes every right from a person and ends their sessions, at once.
#[utoipa::path(post, path = "/v1.0/users/{id}/disable", operation_id = "disableUser", tag = "users",
    params(("id" = Uuid, Path, description = "The person")),
    responses((status = 204), (status = 403), (status = 404), (status = 409)))]
async fn disable(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
    version: IfMatch,
) -> ApiResult<Response> {
    let switch = SetUserEnabled { user: Id::new(id), enabled: false, stamp: version.optional() };
    run(&web.app, &caller, switch).await?;
    Ok(no_content())
}

/// Makes a new one-time link to set a password; earlier ones end.
#[utoipa::path(post, path = "/v1.0/users/{id}/passwordLink", operation_id = "createPasswordLink", tag = "users",
    params(("id" = Uuid, Path, description = "The person")),
    responses((status = 201, body = PasswordLink), (status = 403), (status = 404), (status = 409)))]
async fn password_link(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Response> {
    let secret = run(&web.app, &caller, MakePasswordLink { user: Id::new(id) }).await?;
    let body = PasswordLink { set_password_url: link(&web, &secret) };
    Ok(created(format!("/v1.0/users/{id}"), body))
}

/// The security groups a person is in directly.
#[utoipa::path(get, path = "/v1.0/users/{id}/memberOf", operation_id = "listUserGroups", tag = "users",
    params(("id" = Uuid, Path, description = "The person")),
    responses((status = 200, body = List<Principal>), (status = 403), (status = 404)))]
async fn member_of(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<List<Principal>> {
    let (_, groups) = ask(&web.app, &caller, &GetUser { user: Id::new(id) }).await?;
    Ok(List { count: None, value: groups.into_iter().map(principal).collect(), next_link: None })
}

/// The signed-in browsers of a person, last used first.
#[utoipa::path(get, path = "/v1.0/users/{id}/sessions", operation_id = "listUserSessions", tag = "users",
    params(("id" = Uuid, Path, description = "The person"), Asking<Session>),
    responses((status = 200, body = List<Session>), (status = 400), (status = 403), (status = 404), (status = 422)))]
async fn sessions(asking: Asking<Session>, ApiPath(id): ApiPath<Uuid>) -> ApiResult<Response> {
    let question = SessionsOf { user: Id::new(id), wanted: asking.wanted(), count: asking.count() };
    let found = asking.ask(&question).await?;
    asking.answer(found.page, found.count, session)
}

/// Signs one browser of a person out.
#[utoipa::path(delete, path = "/v1.0/users/{id}/sessions/{session}", operation_id = "revokeUserSession", tag = "users",
    params(("id" = Uuid, Path, description = "The person"), ("session" = Uuid, Path, description = "The session")),
    responses((status = 204), (status = 403), (status = 404)))]
async fn revoke_session(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath((id, session)): ApiPath<(Uuid, Uuid)>,
) -> ApiResult<Response> {
    run(&web.app, &caller, RevokeSession { user: Id::new(id), session: Id::new(session) }).await?;
    Ok(no_content())
}

/// Signs every browser of a person out.
#[utoipa::path(post, path = "/v1.0/users/{id}/revokeSignInSessions", operation_id = "revokeUserSessions", tag = "users",
    params(("id" = Uuid, Path, description = "The person")), responses((status = 204), (status = 403), (status = 404)))]
async fn revoke_sessions(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Response> {
    run(&web.app, &caller, RevokeSessions { user: Id::new(id) }).await?;
    Ok(no_content())
}

async fn one(web: &Web, caller: &Caller, user: Id<UserKind>) -> Result<User, Refusal> {
    Ok(shape(ask(&web.app, caller, &GetUser { user }).await?.0))
}

/// The address behind a one-time link, unless it was shown before.
pub(super) fn link(web: &Web, secret: &Secret) -> Option<String> {
    secret.unless_shown().map(|_| set_password_url(web, secret))
}

/// The address behind a one-time link.
pub(crate) fn set_password_url(web: &Web, secret: &Secret) -> String {
    format!("{}/set-password/{}", web.app.settings.public_url, secret.reveal())
}

/// A person as the API shows them.
pub(super) fn shape(row: UserRow) -> User {
    User {
        odata_type: "#microsoft.graph.user".to_owned(),
        etag: etag(row.stamp),
        id: row.id.uuid(),
        mail: row.upn.clone(),
        user_principal_name: row.upn,
        display_name: row.display_name,
        preferred_language: row.language,
        time_zone: row.time_zone,
        account_enabled: row.enabled,
        has_password: row.has_password,
        confirmed: !row.is_unconfirmed,
        created_date_time: row.created_at.to_string(),
        last_sign_in_date_time: row.last_sign_in_at.map(|at| at.to_string()),
    }
}
