//! `/v1.0/me` and `/v1.0/organization`: one's own account, sessions, tokens and organization.

use axum::{Json, extract::State, response::Response};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::{id::Id, query::Schema, signal::Severity};
use service::{
    Code, Fault, Refusal,
    access_tokens::{AccessTokenRow, OwnAccessTokens, RevokeAccessToken},
    account::{EditAccount, OwnAccount, OwnMailChoice, SetAllTickets, SetFoldedFaults, set_mail_choice},
    ask,
    notifications::MailChoice,
    organizations::{Own, OwnLogo, SetLogo},
    run,
    sessions::{OwnSessions, RevokeOwnSession, SessionRow, SignOutEverywhere},
    shell::ShellOf,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::{
    account::{
        AccessToken, AccountPatch, MailPreferences, NewLogo, OwnOrganization, Preferences, QuietHours,
        Session,
    },
    directory::User,
};

use super::{
    collection::{Asking, Item},
    users::shape,
};
use crate::{
    answer::{ApiResult, Body, IfMatch, List, file, no_content},
    caller::Client,
    path::ApiPath,
    web::Web,
};

impl Item for Session {
    const SCHEMA: &'static Schema = &service::sessions::SCHEMA;
    const EXAMPLE: &'static str = "`contains(browser,'Firefox')`";
}

impl Item for AccessToken {
    const SCHEMA: &'static Schema = &service::access_tokens::SCHEMA;
    const EXAMPLE: &'static str = "`access eq 'write' and lastUsedDateTime eq null`";
}

/// Every operation on one's own account.
pub fn routes() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(get, patch))
        .routes(routes!(preferences, set_preferences))
        .routes(routes!(sessions))
        .routes(routes!(revoke_session))
        .routes(routes!(revoke_sessions))
        .routes(routes!(access_tokens))
        .routes(routes!(revoke_access_token))
        .routes(routes!(organization))
        .routes(routes!(set_logo, remove_logo))
        .routes(routes!(logo))
}

/// Your own account.
#[utoipa::path(get, path = "/v1.0/me", operation_id = "getMe", tag = "me",
    responses((status = 200, body = User), (status = 401)))]
async fn get(State(web): State<Web>, Client(caller): Client) -> ApiResult<Json<User>> {
    Ok(Json(shape(ask(&web.app, &caller, &OwnAccount).await?)))
}

/// Changes your language and time zone.
#[utoipa::path(patch, path = "/v1.0/me", operation_id = "updateMe", tag = "me", request_body = AccountPatch,
    responses((status = 200, body = User), (status = 412), (status = 422)))]
async fn patch(
    State(web): State<Web>,
    Client(caller): Client,
    version: IfMatch,
    Body(patch): Body<AccountPatch>,
) -> ApiResult<Json<User>> {
    let row = ask(&web.app, &caller, &OwnAccount).await?;
    let edit = EditAccount {
        language: patch.preferred_language.unwrap_or(row.language),
        time_zone: patch.time_zone.unwrap_or(row.time_zone),
        stamp: version.optional().or(Some(row.stamp)),
    };
    run(&web.app, &caller, edit).await?;
    Ok(Json(shape(ask(&web.app, &caller, &OwnAccount).await?)))
}

/// What you chose for your own portal.
#[utoipa::path(get, path = "/v1.0/me/preferences", operation_id = "getMyPreferences", tag = "me",
    responses((status = 200, body = Preferences), (status = 401)))]
async fn preferences(State(web): State<Web>, Client(caller): Client) -> ApiResult<Json<Preferences>> {
    let shell = ask(&web.app, &caller, &ShellOf).await?;
    let mail = ask(&web.app, &caller, &OwnMailChoice).await?;
    let quiet_hours = mail.quiet.map(|(from_hour, until_hour)| QuietHours { from_hour, until_hour });
    let mail = MailPreferences {
        is_enabled: mail.is_on,
        given_tickets: Some(mail.tells_given),
        digest_hour: mail.digest_hour,
        quiet_hours,
        at_once_from: Some(mildest(mail.at_once_from)),
        digest_from: Some(mildest(mail.digest_from)),
        tenant_ids: Some(mail.customers.into_iter().map(Id::uuid).collect()),
    };
    let (all_tickets, folded_faults) = (Some(shell.all_tickets), Some(shell.folds_faults));
    Ok(Json(Preferences { all_tickets, folded_faults, mail: Some(mail) }))
}

/// Chooses for your own portal; what is left out stays.
#[utoipa::path(patch, path = "/v1.0/me/preferences", operation_id = "updateMyPreferences", tag = "me", request_body = Preferences,
    responses((status = 200, body = Preferences), (status = 422)))]
async fn set_preferences(
    State(web): State<Web>,
    Client(caller): Client,
    Body(patch): Body<Preferences>,
) -> ApiResult<Json<Preferences>> {
    if let Some(is_on) = patch.all_tickets {
        run(&web.app, &caller, SetAllTickets { is_on }).await?;
    }
    if let Some(is_on) = patch.folded_faults {
        run(&web.app, &caller, SetFoldedFaults { is_on }).await?;
    }
    if let Some(mail) = patch.mail {
        let before = ask(&web.app, &caller, &OwnMailChoice).await?;
        set_mail_choice(&web.app, &caller, chosen(mail, before)?).await?;
    }
    preferences(State(web), Client(caller)).await
}

/// A choice about e-mail; what is left out stays.
fn chosen(mail: MailPreferences, before: MailChoice) -> Result<MailChoice, Refusal> {
    let mut faults = Vec::new();
    let mut severity = |field: &str, word: Option<String>, before: Option<Severity>| match word.as_deref() {
        None => before,
        Some(NONE) => None,
        Some(word) => Severity::from_key(word).or_else(|| {
            faults.push(Fault::new(field, Code::UnknownValue));
            None
        }),
    };
    let choice = MailChoice {
        is_on: mail.is_enabled,
        tells_given: mail.given_tickets.unwrap_or(before.tells_given),
        digest_hour: mail.digest_hour,
        quiet: mail.quiet_hours.map(|quiet| (quiet.from_hour, quiet.until_hour)),
        at_once_from: severity("mail/atOnceFrom", mail.at_once_from, before.at_once_from),
        digest_from: severity("mail/digestFrom", mail.digest_from, before.digest_from),
        customers: mail
            .tenant_ids
            .map_or(before.customers, |tenants| tenants.into_iter().map(Id::new).collect()),
    };
    if faults.is_empty() { Ok(choice) } else { Err(Refusal::Invalid(Code::InvalidValue, faults)) }
}

/// The word for no severity.
const NONE: &str = "none";

fn mildest(severity: Option<Severity>) -> String {
    severity.map_or(NONE, Severity::key).to_owned()
}

/// Your signed-in browsers, last used first.
#[utoipa::path(get, path = "/v1.0/me/sessions", operation_id = "listMySessions", tag = "me",
    params(Asking<Session>), responses((status = 200, body = List<Session>), (status = 400), (status = 422)))]
async fn sessions(asking: Asking<Session>) -> ApiResult<Response> {
    let found = asking.ask(&OwnSessions { wanted: asking.wanted(), count: asking.count() }).await?;
    asking.answer(found.page, found.count, session)
}

/// Signs one browser out.
#[utoipa::path(delete, path = "/v1.0/me/sessions/{id}", operation_id = "revokeMySession", tag = "me",
    params(("id" = Uuid, Path, description = "The session")), responses((status = 204), (status = 404)))]
async fn revoke_session(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Response> {
    run(&web.app, &caller, RevokeOwnSession { session: Id::new(id) }).await?;
    Ok(no_content())
}

/// Signs every browser out.
#[utoipa::path(post, path = "/v1.0/me/revokeSignInSessions", operation_id = "revokeMySessions", tag = "me",
    responses((status = 204)))]
async fn revoke_sessions(State(web): State<Web>, Client(caller): Client) -> ApiResult<Response> {
    run(&web.app, &caller, SignOutEverywhere).await?;
    Ok(no_content())
}

/// Your access tokens, without their secrets, newest first. New ones are made in the portal, under
/// My account.
#[utoipa::path(get, path = "/v1.0/me/accessTokens", operation_id = "listMyAccessTokens", tag = "me",
    params(Asking<AccessToken>), responses((status = 200, body = List<AccessToken>), (status = 400), (status = 422)))]
async fn access_tokens(asking: Asking<AccessToken>) -> ApiResult<Response> {
    let found = asking.ask(&OwnAccessTokens { wanted: asking.wanted(), count: asking.count() }).await?;
    asking.answer(found.page, found.count, access_token)
}

/// Ends an access token.
#[utoipa::path(delete, path = "/v1.0/me/accessTokens/{id}", operation_id = "revokeMyAccessToken", tag = "me",
    params(("id" = Uuid, Path, description = "The token")), responses((status = 204), (status = 404)))]
async fn revoke_access_token(
    State(web): State<Web>,
    Client(caller): Client,
    ApiPath(id): ApiPath<Uuid>,
) -> ApiResult<Response> {
    run(&web.app, &caller, RevokeAccessToken { token: Id::new(id) }).await?;
    Ok(no_content())
}

/// Your own organization.
#[utoipa::path(get, path = "/v1.0/organization", operation_id = "getOrganization", tag = "me",
    responses((status = 200, body = OwnOrganization)))]
async fn organization(State(web): State<Web>, Client(caller): Client) -> ApiResult<Json<OwnOrganization>> {
    let own = ask(&web.app, &caller, &Own).await?;
    Ok(Json(OwnOrganization {
        id: own.id.uuid(),
        display_name: own.name,
        country: own.country,
        preferred_language: own.language,
        time_zone: own.time_zone,
        is_partner: own.is_partner,
        verified_domains: own.domains,
    }))
}

/// The logo of your own organization, which its reports carry, as a download.
#[utoipa::path(get, path = "/v1.0/organization/logo/$value", operation_id = "getOrganizationLogo", tag = "me",
    responses((status = 200, description = "The content", content_type = "application/octet-stream", body = Vec<u8>),
        (status = 404)))]
async fn logo(State(web): State<Web>, Client(caller): Client) -> ApiResult<Response> {
    let logo = ask(&web.app, &caller, &OwnLogo).await?.ok_or(Refusal::Missing)?;
    Ok(file("logo", logo.media_type.as_str(), logo.content))
}

/// Sets the logo of your own organization.
#[utoipa::path(put, path = "/v1.0/organization/logo", operation_id = "setOrganizationLogo", tag = "me",
    request_body = NewLogo, responses((status = 204), (status = 403), (status = 422)))]
async fn set_logo(
    State(web): State<Web>,
    Client(caller): Client,
    Body(new): Body<NewLogo>,
) -> ApiResult<Response> {
    let content = STANDARD.decode(&new.content_bytes).map_err(|error| {
        let fault = Fault::new("contentBytes", Code::Malformed).detail(error);
        Refusal::Invalid(Code::InvalidValue, vec![fault])
    })?;
    run(&web.app, &caller, SetLogo(Some(content))).await?;
    Ok(no_content())
}

/// Takes the logo of your own organization away.
#[utoipa::path(delete, path = "/v1.0/organization/logo", operation_id = "removeOrganizationLogo", tag = "me",
    responses((status = 204), (status = 403)))]
async fn remove_logo(State(web): State<Web>, Client(caller): Client) -> ApiResult<Response> {
    run(&web.app, &caller, SetLogo(None)).await?;
    Ok(no_content())
}

/// A session as the API shows it.
pub(super) fn session(row: SessionRow) -> Session {
    Session {
        id: row.id.uuid(),
        created_date_time: row.created_at.to_string(),
        last_used_date_time: row.last_used_at.to_string(),
        expiration_date_time: row.expires_at.to_string(),
        address: row.address,
        browser: row.browser,
    }
}

fn access_token(row: AccessTokenRow) -> AccessToken {
    AccessToken {
        id: row.id.uuid(),
        access: row.access().to_owned(),
        display_name: row.name,
        created_date_time: row.created_at.to_string(),
        expiration_date_time: row.expires_at.to_string(),
        last_used_date_time: row.last_used_at.map(|at| at.to_string()),
    }
}
