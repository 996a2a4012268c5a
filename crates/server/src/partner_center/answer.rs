//! Answers in the form of the surface (§4.7): identifiers of the request, and what a refusal is called there.

use axum::{
    Json,
    extract::Request,
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use service::{Code, Refusal, domain::organization::Language};

use super::is_at;
use crate::{
    answer::{ApiError, WHILE_DOWN, fault_text, log},
    i18n::Translator,
    request::RequestInfo,
};

/// What is said back to the client.
const ECHOED: [HeaderName; 2] =
    [HeaderName::from_static("ms-requestid"), HeaderName::from_static("ms-correlationid")];
/// The identifier that Steward gave the request.
const VECTOR: HeaderName = HeaderName::from_static("ms-cv");
/// Who answers.
const SERVER: HeaderName = HeaderName::from_static("ms-serverid");
/// The longest header that is said back.
const LONGEST: usize = 128;

/// Gives answers of this surface its headers, and tells its refusals.
pub async fn tell(request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    if !is_at(&path) {
        return next.run(request).await;
    }
    let id = request.extensions().get::<RequestInfo>().map(|info| info.id.clone()).unwrap_or_default();
    let echoed = ECHOED.map(|name| request.headers().get(&name).cloned().map(|value| (name, value)));
    let mut response = next.run(request).await;
    if let Some(error) = response.extensions_mut().remove::<ApiError>() {
        log(error.refusal());
        let (head, body) = told(error.refusal(), &path).into_parts();
        *response.status_mut() = head.status;
        response.headers_mut().extend(head.headers);
        *response.body_mut() = body;
    }
    let headers = response.headers_mut();
    for (name, value) in echoed.into_iter().flatten().filter(|(_, value)| value.len() <= LONGEST) {
        headers.insert(name, value);
    }
    if let Ok(id) = HeaderValue::from_str(&id) {
        headers.insert(VECTOR, id);
    }
    headers.insert(SERVER, HeaderValue::from_static("steward"));
    response
}

/// A refusal as the surface calls it.
fn told(refusal: &Refusal, path: &str) -> Response {
    let english = Translator::new(Language::English, "UTC");
    let (status, code) = called(refusal, path);
    let faults = if let Refusal::Invalid(_, faults) = refusal { faults.as_slice() } else { &[] };
    let data: Vec<String> =
        faults.iter().map(|fault| format!("{}: {}", fault.field, fault_text(&english, fault))).collect();
    let mut description = english.word("error-", refusal.code().as_str());
    if let Refusal::Denied(_, Some(requirement)) = refusal {
        description = format!("{description} {}", english.word("grantor-", requirement.key()));
    }
    let body = json!({ "code": code, "description": description, "data": data, "source": "Steward" });
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, Json(body)).into_response();
    let retry = match refusal {
        Refusal::TooOften(seconds) => Some((*seconds).max(1)),
        Refusal::Unavailable => Some(1),
        Refusal::Down(_) => Some(WHILE_DOWN),
        _ => None,
    };
    if let Some(seconds) = retry {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    if status == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

/// The status and the published number; the word of Steward where there is none.
fn called(refusal: &Refusal, path: &str) -> (u16, Value) {
    match refusal {
        Refusal::Unauthenticated(_) => (401, json!(400)),
        Refusal::Invalid(Code::TooLarge | Code::FileTooLarge, _) => (413, json!(3000)),
        Refusal::Invalid(Code::EtagRequired, _) | Refusal::Stale => (400, json!(2055)),
        Refusal::Invalid(..) => (400, json!(3000)),
        Refusal::Missing if names_customer_alone(path) => (404, json!(60003)),
        Refusal::Missing => (404, json!(1000)),
        other => (other.status(), json!(other.code().as_str())),
    }
}

/// Whether an address names a customer and nothing else that may be missing: `/v1/customers/{id}/…`.
fn names_customer_alone(path: &str) -> bool {
    let mut parts = path.trim_start_matches('/').split('/');
    parts.next() == Some("v1") && parts.next() == Some("customers") && parts.count() <= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    /// §4.7: refusals are called by the published numbers.
    #[test]
    fn refusals_have_their_numbers() {
        let customer = "/v1/customers/7e3c/policies";
        let policy = "/v1/customers/7e3c/policies/1f";
        for (refusal, path, said) in [
            (Refusal::Unauthenticated(Code::Unauthenticated), policy, (401, json!(400))),
            (Refusal::field("name", Code::Required), policy, (400, json!(3000))),
            (Refusal::Stale, policy, (400, json!(2055))),
            (Refusal::Missing, customer, (404, json!(60003))),
            (Refusal::Missing, policy, (404, json!(1000))),
            (Refusal::Missing, "/v1/nothing/7e3c", (404, json!(1000))),
            (Refusal::TooOften(3), policy, (429, json!("too_many_requests"))),
            (Refusal::Denied(Code::AutopilotNotAllowed, None), policy, (403, json!("autopilot_not_allowed"))),
            (Refusal::Conflict(Code::ProfileInUse, None), policy, (409, json!("profile_in_use"))),
        ] {
            assert_eq!(called(&refusal, path), said, "{refusal:?}");
        }
    }
}
