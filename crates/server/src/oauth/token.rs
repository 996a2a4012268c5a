//! `POST /{tenant}/oauth2/v2.0/token`: reads the form of RFC 6749, answers in its shapes.

use axum::{
    Json,
    body::Bytes,
    extract::{Extension, Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::json;
use service::{
    Refusal,
    oauth::{OAuthFault, Presented, TokenRequest, token},
    sign_in::Visit,
};

use crate::{answer, form::Form, request::RequestInfo, web::Web};

/// What may stand in a request once.
const FIELDS: [&str; 8] = [
    "grant_type",
    "client_id",
    "client_secret",
    "scope",
    "code",
    "redirect_uri",
    "code_verifier",
    "client_assertion",
];

/// Gives a token.
pub(super) async fn give(
    State(web): State<Web>,
    Path(tenant): Path<String>,
    info: Option<Extension<RequestInfo>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let info = info.map(|Extension(info)| info).unwrap_or_default();
    let basic = headers.contains_key(header::AUTHORIZATION);
    match issued(&web, &tenant, &info, &headers, &body).await {
        Ok(answer) => answer,
        Err(fault) => told(&fault, basic, &info.id),
    }
}

async fn issued(
    web: &Web,
    tenant: &str,
    info: &RequestInfo,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Response, OAuthFault> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    if !kind.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded")) {
        return Err(OAuthFault::InvalidRequest("The body is application/x-www-form-urlencoded."));
    }
    let form = Form::parse(body);
    if FIELDS.into_iter().any(|field| form.all(field).count() > 1) {
        return Err(OAuthFault::InvalidRequest("A parameter is there twice."));
    }
    let request = request(&form)?;
    let presented = presented(&form, headers)?;
    let visit = Visit { request_id: info.id.clone(), address: info.address.clone(), browser: String::new() };
    let issued = token(&web.app, tenant, &presented, request, &visit).await?;
    let mut answer = json!({
        "token_type": "Bearer",
        "expires_in": issued.seconds,
        "ext_expires_in": issued.seconds,
        "access_token": issued.token.reveal(),
    });
    if let (Some(scope), Some(members)) = (issued.scope, answer.as_object_mut()) {
        members.insert("scope".to_owned(), scope.into());
    }
    Ok(Json(answer).into_response())
}

fn request(form: &Form) -> Result<TokenRequest, OAuthFault> {
    match form.text("grant_type") {
        "" => Err(OAuthFault::InvalidRequest("The grant_type is missing.")),
        "client_credentials" => Ok(TokenRequest::ClientCredentials { scope: form.text("scope").to_owned() }),
        "authorization_code" => {
            if ["code", "redirect_uri", "code_verifier"].into_iter().any(|it| form.text(it).is_empty()) {
                let sentence = "A code needs code, redirect_uri and code_verifier.";
                return Err(OAuthFault::InvalidRequest(sentence));
            }
            Ok(TokenRequest::AuthorizationCode {
                code: form.exact("code").to_owned(),
                redirect: form.exact("redirect_uri").to_owned(),
                verifier: form.exact("code_verifier").to_owned(),
            })
        }
        _ => Err(OAuthFault::UnsupportedGrantType),
    }
}

/// The client id with its secret, from the header or from the body, never from both (RFC 6749, 2.3).
fn presented(form: &Form, headers: &HeaderMap) -> Result<Presented, OAuthFault> {
    let in_body = Presented {
        client_id: form.text("client_id").to_owned(),
        secret: form.has("client_secret").then(|| form.exact("client_secret").to_owned()),
    };
    let Some(value) = headers.get(header::AUTHORIZATION) else {
        return if in_body.client_id.is_empty() {
            Err(OAuthFault::InvalidRequest("The client_id is missing."))
        } else {
            Ok(in_body)
        };
    };
    let in_header = value.to_str().ok().and_then(basic).ok_or(OAuthFault::InvalidClient)?;
    if in_body.secret.is_some() || ![String::new(), in_header.client_id.clone()].contains(&in_body.client_id)
    {
        return Err(OAuthFault::InvalidRequest("The client is named twice."));
    }
    Ok(in_header)
}

/// Client id and secret of a header, each encoded as in a form.
fn basic(value: &str) -> Option<Presented> {
    let (scheme, text) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(STANDARD.decode(text.trim()).ok()?).ok()?;
    let (client_id, secret) = text.split_once(':')?;
    let plain = |text: &str| {
        let text = text.replace('+', " ");
        percent_encoding::percent_decode_str(&text).decode_utf8().ok().map(std::borrow::Cow::into_owned)
    };
    Some(Presented { client_id: plain(client_id)?, secret: Some(plain(secret)?) })
}

/// An error in the shape of RFC 6749, 5.2.
fn told(fault: &OAuthFault, basic: bool, request_id: &str) -> Response {
    let status = match fault {
        OAuthFault::InvalidClient => StatusCode::UNAUTHORIZED,
        OAuthFault::Refused(refusal) => {
            answer::log(refusal);
            StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
        }
        _ => StatusCode::BAD_REQUEST,
    };
    let body = json!({
        "error": fault.code(),
        "error_description": fault.description(),
        "correlation_id": request_id,
    });
    let mut response = (status, Json(body)).into_response();
    let headers = response.headers_mut();
    if basic && status == StatusCode::UNAUTHORIZED {
        headers.insert(header::WWW_AUTHENTICATE, header::HeaderValue::from_static("Basic realm=\"Steward\""));
    }
    let wait = match fault {
        OAuthFault::Refused(Refusal::TooOften(seconds)) => Some(*seconds),
        OAuthFault::Refused(Refusal::Unavailable) => Some(1),
        OAuthFault::Refused(Refusal::Down(_)) => Some(answer::WHILE_DOWN),
        _ => None,
    };
    if let Some(seconds) = wait {
        headers.insert(header::RETRY_AFTER, header::HeaderValue::from(seconds.max(1)));
    }
    response
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_client_is_named_in_the_header_or_in_the_body() {
        let mut headers = HeaderMap::new();
        let form = |text: &str| Form::parse(text.as_bytes());
        let shown = |form: &Form, headers: &HeaderMap| {
            presented(form, headers).map(|it| (it.client_id, it.secret)).map_err(|fault| fault.code())
        };
        let pair = Ok(("one".to_owned(), Some("a b%".to_owned())));
        assert_eq!(shown(&form("client_id=one&client_secret=a+b%25"), &headers), pair);
        assert_eq!(shown(&form("client_id=one"), &headers), Ok(("one".to_owned(), None)));
        assert_eq!(shown(&form(""), &headers), Err("invalid_request"));
        let value = format!("Basic {}", STANDARD.encode("one:a+b%25"));
        headers.insert(header::AUTHORIZATION, value.parse().unwrap());
        assert_eq!(shown(&form(""), &headers), pair);
        assert_eq!(shown(&form("client_id=one"), &headers), pair);
        assert_eq!(shown(&form("client_id=two"), &headers), Err("invalid_request"));
        assert_eq!(shown(&form("client_secret=other"), &headers), Err("invalid_request"));
        headers.insert(header::AUTHORIZATION, "Bearer stw_x".parse().unwrap());
        assert_eq!(shown(&form(""), &headers), Err("invalid_client"));
    }
}
