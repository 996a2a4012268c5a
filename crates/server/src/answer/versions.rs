//! `If-Match` with several versions (RFC 9110, 13.1.1): what is asked is done where any of them is that of the thing. Each is tried in turn;
//! one that is not changes nothing.

use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use service::{Code, Refusal};

use super::{api::ApiError, body::LARGEST};

/// So many versions are tried.
const MOST: usize = 16;

/// Tries the versions of a call one after the other.
pub async fn try_versions(request: Request, next: Next) -> Response {
    let versions = listed(request.headers());
    let Some((last, others)) = versions.split_last().filter(|(_, others)| !others.is_empty()) else {
        return next.run(request).await;
    };
    let (parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, LARGEST).await else {
        return ApiError::from(Refusal::special(Code::TooLarge, "body")).into_response();
    };
    let with = |version: &HeaderValue| {
        let mut parts = parts.clone();
        parts.headers.insert(header::IF_MATCH, version.clone());
        Request::from_parts(parts, Body::from(bytes.clone()))
    };
    for version in others {
        let response = next.clone().run(with(version)).await;
        if response.status() != StatusCode::PRECONDITION_FAILED {
            return response;
        }
    }
    next.run(with(last)).await
}

/// The versions that a call names, each once.
fn listed(headers: &HeaderMap) -> Vec<HeaderValue> {
    let mut found: Vec<&str> = Vec::new();
    for value in headers.get_all(header::IF_MATCH).iter().filter_map(|value| value.to_str().ok()) {
        let mut is_quoted = false;
        let ends = |c: char| {
            is_quoted ^= c == '"';
            c == ',' && !is_quoted
        };
        for version in value.split(ends).map(str::trim) {
            if !version.is_empty() && !found.contains(&version) {
                found.push(version);
            }
        }
    }
    found.into_iter().take(MOST).filter_map(|version| HeaderValue::from_str(version).ok()).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// RFC 9110, 8.8.3 and 13.1.1: versions are told apart by commas outside of quotes, on one line or several.
    #[test]
    fn versions_are_listed() {
        let headers = |lines: &[&str]| {
            let lines = lines.iter().map(|line| (header::IF_MATCH, HeaderValue::from_str(line).unwrap()));
            listed(&lines.collect())
        };
        assert_eq!(headers(&["\"99\", W/\"11\""]), ["\"99\"", "W/\"11\""]);
        assert_eq!(headers(&["\"a,b\",\"c\" ,", "\"c\"", "W/\"1\""]), ["\"a,b\"", "\"c\"", "W/\"1\""]);
        assert_eq!(headers(&["*"]), ["*"]);
        assert!(headers(&[]).is_empty());
    }
}
