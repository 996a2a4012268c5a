//! JSON answers under the conventions of the API (architecture: Graph conventions).

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use axum::{
    Json,
    extract::{FromRequestParts, Request, State},
    http::{HeaderValue, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use service::{Code, Refusal};

use crate::{graph, request::RequestInfo, web::Web};

/// A handler's answer.
pub type ApiResult<T> = Result<T, ApiError>;

/// A refusal on its way to a client; [`tell_calls`] writes it down, with the identifiers of the request.
#[derive(Clone, Debug)]
pub struct ApiError(Arc<Refusal>);

impl ApiError {
    /// What is refused.
    pub(crate) fn refusal(&self) -> &Refusal {
        &self.0
    }
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        Self(Arc::new(refusal))
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = StatusCode::from_u16(self.0.status())
            .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            .into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// In whose words a call is answered: in those of Graph, once it is known that its clients ask.
#[derive(Clone, Debug, Default)]
pub struct Words(Arc<AtomicBool>);

impl Words {
    /// Answers a call in the words of Graph.
    pub(crate) fn of_graph(parts: &Parts) {
        if let Some(Self(graph)) = parts.extensions.get::<Self>() {
            graph.store(true, Ordering::Relaxed);
        }
    }
}

/// Tells the refusals of calls, wherever they were made.
pub async fn tell_calls(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    let id = request.extensions().get::<RequestInfo>().map(|info| info.id.clone()).unwrap_or_default();
    let client_id = request.headers().get("client-request-id").cloned();
    let words = Words(Arc::new(AtomicBool::new(graph::speaks_at(request.uri().path()))));
    request.extensions_mut().insert(words.clone());
    let mut response = next.run(request).await;
    let Some(ApiError(refusal)) = response.extensions_mut().remove::<ApiError>() else { return response };
    let client_id = client_id.as_ref().and_then(|id| id.to_str().ok());
    let told = if words.0.load(Ordering::Relaxed) {
        let status = graph::errors::status(&refusal);
        *response.status_mut() = status;
        tell(&refusal, &id, client_id, status, |error| {
            graph::errors::dress(&refusal, error, web.app.clock.now());
        })
    } else {
        tell(&refusal, &id, client_id, response.status(), |_| ())
    };
    let (head, body) = told.into_parts();
    // What layers added on the way out stays.
    response.headers_mut().extend(head.headers);
    *response.body_mut() = body;
    response
}

/// A method that an address does not have; which ones it has stands in `Allow`.
pub async fn no_such_method() -> ApiError {
    Refusal::Denied(Code::MethodNotAllowed, None).into()
}

/// After how many seconds a database that has no room, or is not there, may be asked again.
pub(crate) const WHILE_DOWN: i64 = 10;

fn tell(
    refusal: &Refusal,
    request_id: &str,
    client_request_id: Option<&str>,
    status: StatusCode,
    dress: impl FnOnce(&mut serde_json::Value),
) -> Response {
    log(refusal);
    let english = crate::i18n::Translator::new(domain::organization::Language::English, "UTC");
    let mut error = serde_json::json!({
        "code": refusal.code().as_str(),
        "message": english.word("error-", refusal.code().as_str()),
        "innerError": { "request-id": request_id },
    });
    if let (Some(id), Some(inner)) = (client_request_id, error.get_mut("innerError")) {
        set(inner, "client-request-id", id.into());
    }
    let mut retry = None;
    match refusal {
        Refusal::Invalid(_, faults) => {
            let details: Vec<_> = faults
                .iter()
                .map(|fault| {
                    let message = super::fault_text(&english, fault);
                    serde_json::json!({ "code": fault.code.as_str(), "target": fault.field, "message": message })
                })
                .collect();
            set(&mut error, "details", details.into());
        }
        Refusal::Denied(_, Some(requirement)) => {
            set(&mut error, "missing", requirement.key().into());
            let who = english.word("grantor-", requirement.key());
            set(&mut error, "grantedBy", who.into());
        }
        Refusal::Conflict(_, Some(id)) => set(&mut error, "target", id.to_string().into()),
        Refusal::TooOften(seconds) => retry = Some(*seconds),
        Refusal::Unavailable => retry = Some(1),
        Refusal::Down(_) => retry = Some(WHILE_DOWN),
        _ => {}
    }
    dress(&mut error);
    let mut response = (status, Json(serde_json::json!({ "error": error }))).into_response();
    if let Some(seconds) = retry {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds.max(1)));
    }
    if status == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

fn set(error: &mut serde_json::Value, name: &str, value: serde_json::Value) {
    if let Some(object) = error.as_object_mut() {
        object.insert(name.to_owned(), value);
    }
}

/// Writes down what its reader is not told.
pub(crate) fn log(refusal: &Refusal) {
    match refusal {
        Refusal::Bug(source) => tracing::error!(error = %chain(source.as_ref()), "a mistake of the program"),
        Refusal::Down(source) => {
            tracing::error!(error = %chain(source.as_ref()), "nothing can be stored or read");
        }
        _ => {}
    }
}

/// An error with its sources, for the log.
pub(crate) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        text.push_str(": ");
        text.push_str(&inner.to_string());
        source = inner.source();
    }
    text
}

/// The version a client read, from `If-Match`: `Some(None)` for `*`.
#[derive(Clone, Copy, Debug)]
pub struct IfMatch(pub Option<Option<i64>>);

impl IfMatch {
    /// The version, where one is required: missing is 400, `*` is any.
    pub fn required(self) -> Result<Option<i64>, ApiError> {
        self.0.ok_or_else(|| Refusal::special(Code::EtagRequired, "If-Match").into())
    }

    /// The version, where one may be left out.
    pub fn optional(self) -> Option<i64> {
        self.0.flatten()
    }
}

impl FromRequestParts<Web> for IfMatch {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &Web) -> Result<Self, ApiError> {
        let Some(value) = parts.headers.get(header::IF_MATCH) else { return Ok(Self(None)) };
        let text = value.to_str().unwrap_or_default().trim();
        if text == "*" {
            return Ok(Self(Some(None)));
        }
        let stamp = text
            .strip_prefix("W/")
            .unwrap_or(text)
            .strip_prefix('"')
            .and_then(|text| text.strip_suffix('"'))
            .and_then(|text| text.parse::<i64>().ok())
            // What Steward never gave out matches nothing.
            .unwrap_or(-1);
        Ok(Self(Some(Some(stamp))))
    }
}

/// The `@odata.etag` of a version.
pub fn etag(stamp: i64) -> String {
    format!("W/\"{stamp}\"")
}

/// A page of a collection.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct List<T> {
    /// How many there are in sight, if `$count=true` was asked.
    #[serde(rename = "@odata.count", skip_serializing_if = "Option::is_none")]
    pub count: Option<i64>,
    /// The things of this page.
    pub value: Vec<T>,
    /// Where the next page is; opaque, to be followed unchanged.
    #[serde(rename = "@odata.nextLink", skip_serializing_if = "Option::is_none")]
    pub next_link: Option<String>,
}

impl<T: Serialize> IntoResponse for List<T> {
    fn into_response(self) -> Response {
        Json(self).into_response()
    }
}

/// The address of the next page: this one with another `$skiptoken`.
pub fn next_link(web: &Web, uri: &axum::http::Uri, token: Option<String>) -> Option<String> {
    let token = token?;
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()) {
        if !name.eq_ignore_ascii_case("$skiptoken") {
            query.append_pair(&name, &value);
        }
    }
    query.append_pair("$skiptoken", &token);
    Some(format!("{}{}?{}", web.app.settings.public_url, uri.path(), query.finish()))
}

/// 201 with the address of the new thing.
pub fn created<T: Serialize>(location: String, body: T) -> Response {
    (StatusCode::CREATED, [(header::LOCATION, location)], Json(body)).into_response()
}

/// 201 with the address of a new thing that is out of its maker's sight.
pub fn created_outside(location: String) -> Response {
    (StatusCode::CREATED, [(header::LOCATION, location)]).into_response()
}

/// 204.
pub fn no_content() -> Response {
    StatusCode::NO_CONTENT.into_response()
}
