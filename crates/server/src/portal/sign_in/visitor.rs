//! Somebody not signed in yet: their language, and the cookie that their forms are bound to.

use std::convert::Infallible;

use axum::{
    extract::FromRequestParts,
    http::{HeaderValue, header, request::Parts},
    response::Response,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::organization::Language;
use service::sign_in::Visit;

use crate::{
    caller::{SESSION_COOKIE, VISITOR_COOKIE, cookie, set_cookie},
    form::csrf_token,
    i18n::Translator,
    portal::layout::Bare,
    request::RequestInfo,
    web::Web,
};

/// A visitor.
#[derive(Clone, Debug)]
pub(super) struct Visitor {
    pub(super) visit: Visit,
    pub(super) csrf: String,
    pub(super) bare: Bare,
    /// The cookie to be set, where the browser has none.
    fresh: Option<String>,
}

impl Visitor {
    /// Gives the browser its cookie with an answer.
    pub(super) fn greet(&self, web: &Web, mut response: Response) -> Response {
        if let Some(secret) = &self.fresh {
            let value = set_cookie(web, VISITOR_COOKIE, secret, 24 * 3600);
            if let Ok(value) = HeaderValue::from_str(&value) {
                response.headers_mut().append(header::SET_COOKIE, value);
            }
        }
        response
    }
}

impl FromRequestParts<Web> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Infallible> {
        let text = |name: header::HeaderName| {
            parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
        };
        // The same order as that of the form's check, where an old session's cookie may be left.
        let known = cookie(&parts.headers, SESSION_COOKIE).or_else(|| cookie(&parts.headers, VISITOR_COOKIE));
        let fresh = known.is_none().then(|| URL_SAFE_NO_PAD.encode(web.app.secrets.random32()));
        let secret = known.or_else(|| fresh.clone()).unwrap_or_default();
        let info = parts.extensions.get::<RequestInfo>();
        Ok(Self {
            visit: Visit {
                request_id: info.map(|info| info.id.clone()).unwrap_or_default(),
                address: info.map(|info| info.address.clone()).unwrap_or_default(),
                browser: text(header::USER_AGENT).to_owned(),
            },
            csrf: csrf_token(&secret),
            bare: Bare::new(Translator::new(Language::negotiate(text(header::ACCEPT_LANGUAGE)), "UTC")),
            fresh,
        })
    }
}
