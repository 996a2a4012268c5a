//! The page on which a person lets an application act for them, or does not: `/{tenant}/oauth2/v2.0/authorize` (RFC 6749, 4.1.1).
//!
//! Invariant: a person is sent to registered addresses alone; an application or address that is unknown leads nowhere.

use askama::Template;
use axum::{
    Router,
    extract::State,
    http::{HeaderValue, header},
    response::Response,
    routing::get,
};
use service::{
    Refusal,
    oauth::{Asked, Consent, ConsentToApplication, OAuthFault, Turned, look, look_before},
    run,
};

use crate::{
    answer::{PageError, PageResult, html, redirect},
    caller::Signed,
    form::{Fields, Form, Posted},
    i18n::Translator,
    path::PagePath,
    portal::layout::Bare,
    web::Web,
};

/// The page.
pub fn routes() -> Router<Web> {
    Router::new().route("/{tenant}/oauth2/v2.0/authorize", get(show).post(answer))
}

/// What of the request the form carries on.
const CARRIED: [&str; 9] = [
    "client_id",
    "redirect_uri",
    "response_type",
    "response_mode",
    "scope",
    "state",
    "code_challenge",
    "code_challenge_method",
    "nonce",
];

#[derive(Template)]
#[template(path = "portal/consent/page.html")]
struct ConsentPage {
    /// A page of its own: whoever is sent here by an application is not at work in a portal.
    bare: Bare,
    csrf: String,
    upn: String,
    consent: Consent,
    host: String,
    carried: Vec<(&'static str, String)>,
}

fn asked(tenant: &str, fields: &Form) -> Asked {
    let text = |name: &str| fields.exact(name).to_owned();
    Asked {
        tenant: tenant.to_owned(),
        client_id: text("client_id"),
        redirect: text("redirect_uri"),
        response_type: text("response_type"),
        response_mode: text("response_mode"),
        scope: text("scope"),
        state: text("state"),
        challenge: text("code_challenge"),
        challenge_method: text("code_challenge_method"),
        prompt: text("prompt"),
    }
}

/// Asks the person. A request that is none is sent back before anybody signs in for it: a browser lets no form lead to another address in
/// the end, that of the sign-in included.
async fn show(
    State(web): State<Web>,
    signed: Result<Signed, PageError>,
    PagePath(tenant): PagePath<String>,
    fields: Fields,
) -> PageResult {
    let asked = asked(&tenant, &fields);
    let signed = match signed {
        Ok(signed) => signed,
        Err(nobody) => {
            let fault = look_before(&web.app, &asked).await?;
            return fault.map_or(Err(nobody), |fault| turn(&asked, Turned::Back(fault)));
        }
    };
    let consent = match look(&web.app, &signed.caller.person, &asked).await {
        Ok(consent) => consent,
        Err(turned) => return turn(&asked, turned),
    };
    let origin = origin(&consent.redirect);
    let carried = CARRIED.map(|name| (name, fields.exact(name).to_owned()));
    let carried = carried.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    let host = origin.rsplit('/').next().unwrap_or_default().to_owned();
    let shell = signed.shell(&web).await?;
    let bare = Bare::new(Translator::new(shell.language, &shell.time_zone));
    let (csrf, upn) = (signed.csrf, signed.caller.person.upn.as_str().to_owned());
    let mut page = html(&ConsentPage { bare, csrf, upn, consent, host, carried })?;
    let policy = HeaderValue::from_str(&crate::routes::policy_leading_to(&origin))
        .map_err(|error| Refusal::Bug(Box::new(error)))?;
    page.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(page)
}

/// Sends the person back with what they answered.
async fn answer(
    State(web): State<Web>,
    signed: Signed,
    PagePath(tenant): PagePath<String>,
    Posted(form): Posted,
) -> PageResult {
    let asked = asked(&tenant, &form);
    let consent = match look(&web.app, &signed.caller.person, &asked).await {
        Ok(consent) => consent,
        Err(turned) => return turn(&asked, turned),
    };
    if form.text("answer") != "consent" {
        return turn(&asked, Turned::Back(OAuthFault::AccessDenied));
    }
    let code = run(&web.app, &signed.caller, ConsentToApplication { consent }).await?;
    back(&asked, &[("code", code.reveal())])
}

/// Where nobody is asked: the application is told, or the person.
fn turn(asked: &Asked, turned: Turned) -> PageResult {
    match turned {
        Turned::Away(refusal) => Err(refusal.into()),
        Turned::Back(fault) => {
            back(asked, &[("error", fault.code()), ("error_description", fault.description())])
        }
    }
}

fn back(asked: &Asked, fields: &[(&str, &str)]) -> Result<Response, PageError> {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(fields);
    if !asked.state.is_empty() {
        query.append_pair("state", &asked.state);
    }
    let joint = if asked.redirect.contains('?') { '&' } else { '?' };
    redirect(&format!("{}{joint}{}", asked.redirect, query.finish()))
}

/// The scheme, host and port of an address.
fn origin(address: &str) -> String {
    address
        .split('/')
        .take(3)
        .map(|part| part.split('?').next().unwrap_or_default())
        .collect::<Vec<_>>()
        .join("/")
}

#[cfg(test)]
mod tests {
    use super::origin;

    #[test]
    fn an_origin_is_what_the_browser_must_know() {
        assert_eq!(origin("https://app.contoso.example:8443/back?x=/y"), "https://app.contoso.example:8443");
        assert_eq!(origin("http://127.0.0.1"), "http://127.0.0.1");
        assert_eq!(origin("https://app.contoso.example?x=1"), "https://app.contoso.example");
    }
}
