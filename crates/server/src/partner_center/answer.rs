//! Answers in the form of the surface (§4.7): identifiers of the request, and what a refusal is called there.

use axum::{
    Json,
    extract::{FromRequestParts, Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use service::{
    Code, Refusal, ask,
    domain::{id::Id, organization::Language},
    reseller_relationships::Customer,
};

use super::{is_at, locale};
use crate::{
    answer::{ApiError, WHILE_DOWN, fault_text, log},
    caller::Client,
    i18n::Translator,
    request::RequestInfo,
    web::Web,
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
pub async fn tell(State(web): State<Web>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    if !is_at(&path) {
        return next.run(request).await;
    }
    let id = request.extensions().get::<RequestInfo>().map(|info| info.id.clone()).unwrap_or_default();
    let echoed = ECHOED.map(|name| request.headers().get(&name).cloned().map(|value| (name, value)));
    let language = locale::language(request.headers());
    let mut asked = Request::new(());
    asked.headers_mut().clone_from(request.headers());
    asked.uri_mut().clone_from(request.uri());
    let mut response = next.run(request).await;
    if let Some(error) = response.extensions_mut().remove::<ApiError>() {
        log(error.refusal());
        let lacks_customer =
            matches!(error.refusal(), Refusal::Missing) && lacks_customer(&web, &path, asked).await;
        let (head, body) = told(error.refusal(), lacks_customer, language).into_parts();
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

/// A refusal as the surface calls it, described in a language.
fn told(refusal: &Refusal, lacks_customer: bool, language: Language) -> Response {
    let t = Translator::new(language, "UTC");
    let (status, code) = called(refusal, lacks_customer);
    let faults = if let Refusal::Invalid(_, faults) = refusal { faults.as_slice() } else { &[] };
    let data: Vec<String> =
        faults.iter().map(|fault| format!("{}: {}", fault.field, fault_text(&t, fault))).collect();
    let mut description = t.word("error-", refusal.code().as_str());
    if let Refusal::Denied(_, Some(requirement)) = refusal {
        description = format!("{description} {}", t.word("grantor-", requirement.key()));
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

/// A refusal whose fields are called as the surface calls them.
pub(super) fn renamed(refusal: Refusal, properties: &[(&str, &str)]) -> Refusal {
    let Refusal::Invalid(code, mut faults) = refusal else { return refusal };
    for fault in &mut faults {
        if let Some((_, name)) = properties.iter().find(|(own, _)| *own == fault.field) {
            (*name).clone_into(&mut fault.field);
        }
    }
    Refusal::Invalid(code, faults)
}

/// The status and the published number; the word of Steward where there is none.
fn called(refusal: &Refusal, lacks_customer: bool) -> (u16, Value) {
    match refusal {
        Refusal::Unauthenticated(_) => (401, json!(400)),
        Refusal::Invalid(Code::TooLarge | Code::FileTooLarge, _) => (413, json!(3000)),
        Refusal::Invalid(Code::UnsupportedMediaType, _) => (415, json!(3000)),
        Refusal::Invalid(Code::EtagRequired, _) | Refusal::Stale => (400, json!(2055)),
        Refusal::Invalid(..) => (400, json!(3000)),
        Refusal::Missing if lacks_customer => (404, json!(60003)),
        Refusal::Missing => (404, json!(1000)),
        other => (other.status(), json!(other.code().as_str())),
    }
}

/// Whether it is the customer that is not there, for the caller: `/v1/customers/{id}/…`. Whoever calls may ask for the customer itself, and
/// learns no more than by that.
async fn lacks_customer(web: &Web, path: &str, asked: Request<()>) -> bool {
    let Some((customer, rest)) = named(path) else { return false };
    // Nothing else is named that may be missing.
    if rest <= 1 {
        return true;
    }
    let Ok(tenant) = customer.parse() else { return true };
    let (mut parts, ()) = asked.into_parts();
    let Ok(Client(caller)) = Client::from_request_parts(&mut parts, web).await else { return false };
    let tenant = Id::new(tenant);
    tenant != caller.person.organization
        && matches!(ask(&web.app, &caller, &Customer { tenant }).await, Err(Refusal::Missing))
}

/// The customer that an address names, and how many parts follow.
fn named(path: &str) -> Option<(&str, usize)> {
    let mut parts = path.strip_prefix("/v1/customers/")?.split('/');
    Some((parts.next()?, parts.count()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// §4.7: refusals are called by the published numbers.
    #[test]
    fn refusals_have_their_numbers() {
        for (refusal, lacks_customer, said) in [
            (Refusal::Unauthenticated(Code::Unauthenticated), false, (401, json!(400))),
            (Refusal::field("name", Code::Required), false, (400, json!(3000))),
            (Refusal::Stale, false, (400, json!(2055))),
            (Refusal::Missing, true, (404, json!(60003))),
            (Refusal::Missing, false, (404, json!(1000))),
            (Refusal::TooOften(3), false, (429, json!("too_many_requests"))),
            (Refusal::Denied(Code::AutopilotNotAllowed, None), false, (403, json!("autopilot_not_allowed"))),
            (Refusal::Conflict(Code::ProfileInUse, None), false, (409, json!("profile_in_use"))),
        ] {
            assert_eq!(called(&refusal, lacks_customer), said, "{refusal:?}");
        }
    }

    #[test]
    fn addresses_name_customers() {
        assert_eq!(named("/v1/customers/7e3c"), Some(("7e3c", 0)));
        assert_eq!(named("/v1/customers/7e3c/policies/1f"), Some(("7e3c", 2)));
        assert_eq!(named("/v1/customers"), None);
        assert_eq!(named("/webhooks/v1/registration"), None);
    }
}
