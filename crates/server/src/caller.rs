//! Who is calling: a browser's session cookie or an API client's bearer token.

use axum::{
    extract::{FromRequestParts, MatchedPath},
    http::{HeaderMap, Method, header, request::Parts},
};
use service::{Caller, Code, Refusal};

use crate::{
    answer::{ApiError, PageError},
    idempotency_keys,
    request::RequestInfo,
    web::Web,
};

/// The cookie of a session.
pub const SESSION_COOKIE: &str = "steward-session";
/// The cookie of somebody not signed in, for the token of the sign-in form.
pub const VISITOR_COOKIE: &str = "steward-visitor";

/// The value of a cookie.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, value)| *key == name && !value.is_empty())
        .map(|(_, value)| value.to_owned())
}

/// A cookie that script cannot read and other sites do not send.
pub fn set_cookie(web: &Web, name: &str, value: &str, max_age_seconds: i64) -> String {
    let secure = if web.options.secure_cookies { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age_seconds}{secure}")
}

/// A signed-in person in a browser; anybody else is sent to the sign-in page and back.
#[derive(Clone, Debug)]
pub struct Signed {
    /// The caller.
    pub caller: Caller,
    /// The token for forms of this session.
    pub csrf: String,
    /// The address asked for, with its query part.
    pub here: String,
    /// Whether htmx asks for a part of the page alone.
    pub wants_part: bool,
    /// The tours of the demonstration that this browser has hidden.
    pub hidden_tours: String,
}

impl FromRequestParts<Web> for Signed {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, PageError> {
        let nobody = || Refusal::Unauthenticated(Code::Unauthenticated);
        let token = cookie(&parts.headers, SESSION_COOKIE).ok_or_else(nobody)?;
        let person = service::sign_in::identify(&web.app, &token).await?.ok_or_else(nobody)?;
        let info = info(parts);
        Ok(Self {
            caller: Caller { person, request_id: info.id, address: info.address, idempotency_key: None },
            csrf: crate::form::csrf_token(&token),
            here: parts.uri.path_and_query().map_or("/", |here| here.as_str()).to_owned(),
            wants_part: parts.headers.get("hx-request-type").is_some_and(|kind| kind == "partial"),
            hidden_tours: cookie(&parts.headers, crate::portal::tour::TOUR_COOKIE).unwrap_or_default(),
        })
    }
}

/// A caller of the API: a bearer token.
#[derive(Clone, Debug)]
pub struct Client(pub Caller);

impl FromRequestParts<Web> for Client {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, ApiError> {
        let nobody = || Refusal::Unauthenticated(Code::Unauthenticated);
        let token = parts
            .headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer ").or_else(|| value.strip_prefix("bearer ")))
            .ok_or_else(nobody)?
            .trim()
            .to_owned();
        let person = service::sign_in::identify_token(&web.app, &token).await?.ok_or_else(nobody)?;
        if person.by.is_some() && !is_open_to_applications(parts) {
            return Err(Refusal::Denied(Code::NotForApplications, None).into());
        }
        let idempotency_key = idempotency_keys::of(parts)?;
        let info = info(parts);
        Ok(Self(Caller { person, request_id: info.id, address: info.address, idempotency_key }))
    }
}

/// Where the tokens of applications are taken at all: the Graph surface, and what of the directory and the audit log is read there. What
/// may be done is the engine's to say.
fn is_open_to_applications(parts: &Parts) -> bool {
    const READ: [&str; 8] = [
        "/v1.0/users",
        "/v1.0/users/{id}",
        "/v1.0/groups",
        "/v1.0/groups/{id}",
        "/v1.0/groups/{id}/members",
        "/v1.0/directoryRoles",
        "/v1.0/directoryRoles/{role}/members",
        "/v1.0/auditLogs/events",
    ];
    let Some(path) = parts.extensions.get::<MatchedPath>().map(MatchedPath::as_str) else { return false };
    crate::graph::is_at(path) || (parts.method == Method::GET && READ.contains(&path))
}

fn info(parts: &Parts) -> RequestInfo {
    parts.extensions.get::<RequestInfo>().cloned().unwrap_or_default()
}
