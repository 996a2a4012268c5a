//! The page that tells a refusal. Handlers only say what they refuse; here it is told in the reader's language, with
//! the identifier of the request.
//!
//! Invariant: a refusal looks the same wherever it was made, in an extractor, a handler or for an unknown address.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header, uri::PathAndQuery},
    middleware::Next,
    response::{Html, IntoResponse, Redirect, Response},
};
use domain::organization::Language;
use service::{Caller, Refusal, ask, shell::ShellOf, sign_in};

use super::told_above;
use crate::{
    caller::{SESSION_COOKIE, cookie},
    i18n::Translator,
    portal::layout::Bare,
    request::RequestInfo,
    web::Web,
};

/// A refusal that waits to be told.
#[derive(Clone, Debug)]
pub(super) struct Refused(Arc<Refusal>);

impl Refused {
    pub(super) fn new(refusal: Refusal) -> Self {
        Self(Arc::new(refusal))
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// What a refusal's page needs to know of the request.
struct Asked {
    headers: HeaderMap,
    info: RequestInfo,
    /// The page to come back to after a sign-in.
    back: String,
}

#[derive(Template)]
#[template(path = "answer/error.html")]
struct ErrorPage {
    bare: Bare,
    title: String,
    text: String,
    hint: String,
    faults: Vec<String>,
    request_id: String,
}

/// Tells the refusals of pages.
pub async fn tell_refusals(State(web): State<Web>, request: Request, next: Next) -> Response {
    let asked = Asked {
        headers: request.headers().clone(),
        info: request.extensions().get::<RequestInfo>().cloned().unwrap_or_default(),
        back: way_back(&request),
    };
    let response = next.run(request).await;
    match response.extensions().get::<Refused>().cloned() {
        Some(Refused(refusal)) => tell(&web, &asked, &refusal, response.status()).await,
        None => response,
    }
}

/// The page that is asked for; of what is sent, and of a part of a page, the page that it comes from.
fn way_back(request: &Request) -> String {
    let from = if request.headers().contains_key("hx-request") {
        Some("hx-current-url")
    } else {
        (!request.method().is_safe()).then_some("referer")
    };
    let Some(from) = from else { return path_of(request.uri()) };
    let page = request.headers().get(from).and_then(|page| page.to_str().ok());
    page.and_then(|page| page.parse().ok()).map_or_else(|| "/".to_owned(), |page| path_of(&page))
}

/// What of an address stays on this server.
fn path_of(address: &Uri) -> String {
    address.path_and_query().map_or("/", PathAndQuery::as_str).to_owned()
}

async fn tell(web: &Web, asked: &Asked, refusal: &Refusal, status: StatusCode) -> Response {
    super::api::log(refusal);
    let is_part = asked.headers.contains_key("hx-request");
    if matches!(refusal, Refusal::Unauthenticated(_)) {
        return to_sign_in(&asked.back, is_part);
    }
    if is_part {
        return for_a_part(status);
    }
    let bare = Bare::new(translator(web, asked).await);
    match page(bare, refusal, asked.info.id.clone()).render() {
        Ok(body) => (status, Html(body)).into_response(),
        Err(error) => {
            tracing::error!(%error, "an error page could not be written");
            status.into_response()
        }
    }
}

/// Speaks the language of the account, else that of the browser.
async fn translator(web: &Web, asked: &Asked) -> Translator {
    if let Some(token) = cookie(&asked.headers, SESSION_COOKIE)
        && let Ok(Some(person)) = sign_in::identify(&web.app, &token).await
    {
        let RequestInfo { id, address } = asked.info.clone();
        let caller = Caller { person, request_id: id, address, idempotency_key: None };
        if let Ok(shell) = ask(&web.app, &caller, &ShellOf).await {
            return Translator::new(shell.language, &shell.time_zone);
        }
    }
    let wanted = asked.headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Translator::new(wanted.map_or(Language::English, Language::negotiate), "UTC")
}

fn page(bare: Bare, refusal: &Refusal, request_id: String) -> ErrorPage {
    let t = &bare.t;
    let hint = match refusal {
        Refusal::Denied(_, Some(requirement)) => t.word("grantor-", requirement.key()),
        Refusal::TooOften(seconds) => t.count("error-wait", *seconds),
        _ => String::new(),
    };
    let text = t.word("error-", refusal.code().as_str());
    let faults = match refusal {
        Refusal::Invalid(_, faults) => {
            faults.iter().filter_map(|fault| told_above(t, fault, &text)).collect()
        }
        _ => Vec::new(),
    };
    ErrorPage {
        title: t.word("error-title-", &refusal.status().to_string()),
        text,
        hint,
        faults,
        request_id,
        bare,
    }
}

/// The sign-in page, with the way back; htmx is told to go there with the whole page.
fn to_sign_in(back: &str, is_part: bool) -> Response {
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("next", back).finish();
    let address = if back == "/" { "/sign-in".to_owned() } else { format!("/sign-in?{query}") };
    if is_part {
        return (StatusCode::NO_CONTENT, [("hx-redirect", address)]).into_response();
    }
    Redirect::to(&address).into_response()
}

/// A part of a page that the reader may no longer see: the whole page is asked for anew and refused in words. Any
/// other trouble leaves the page as it is.
fn for_a_part(status: StatusCode) -> Response {
    if matches!(status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND) {
        (status, told("hx-refresh", "true")).into_response()
    } else {
        (status, told("hx-reswap", "none")).into_response()
    }
}

fn told(name: &'static str, value: &'static str) -> [(HeaderName, HeaderValue); 1] {
    [(HeaderName::from_static(name), HeaderValue::from_static(value))]
}
