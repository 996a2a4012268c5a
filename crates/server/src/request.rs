//! Request identifiers and addresses: every answer carries `request-id`, every log line and audit event names it.

use std::net::{IpAddr, SocketAddr};

use axum::{
    extract::{ConnectInfo, MatchedPath, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode},
    middleware::Next,
    response::Response,
};
use tracing::Instrument as _;

use crate::{meters, web::Web};

/// The identifier of a request and where it came from.
#[derive(Clone, Debug, Default)]
pub struct RequestInfo {
    /// The identifier, made by Steward.
    pub id: String,
    /// The address of the caller.
    pub address: String,
}

const REQUEST_ID: HeaderName = HeaderName::from_static("request-id");
const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");

/// Gives each request its identifier, counts it, logs it once (heartbeats at the level of debugging), and echoes the identifiers.
pub async fn identify(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    let id = web.app.ids.next().to_string();
    let address = address(&web, request.headers(), request.extensions().get::<ConnectInfo<SocketAddr>>());
    let client_id = request.headers().get(&CLIENT_REQUEST_ID).cloned();
    request.extensions_mut().insert(RequestInfo { id: id.clone(), address });
    let route = request.extensions().get::<MatchedPath>().cloned();
    let method = request.method().clone();
    let path = without_secrets(request.uri().path(), route.as_ref().map(MatchedPath::as_str));
    let span = tracing::info_span!("request", request_id = %id);
    let started = std::time::Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let took = started.elapsed();
    let status = response.status();
    meters::answered(route.as_ref(), &method, status, took);
    span.in_scope(|| {
        if is_heartbeat(&path, status) {
            tracing::debug!(%method, path, status = status.as_u16(), ?took, "answered");
        } else {
            tracing::info!(%method, path, status = status.as_u16(), ?took, "answered");
        }
    });
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    if let Some(value) = client_id.filter(|value| value.len() <= 128) {
        response.headers_mut().insert(CLIENT_REQUEST_ID, value);
    }
    response
}

/// A path as it is logged: where the address itself is a secret, as that of a link to set a password is, it is left out.
fn without_secrets(path: &str, route: Option<&str>) -> String {
    const SECRET: [&str; 2] = ["{secret}", "{token}"];
    let Some(route) = route.filter(|route| SECRET.iter().any(|name| route.contains(name))) else {
        return path.to_owned();
    };
    let told = path.split('/').zip(route.split('/'));
    let told = told.map(|(part, name)| if SECRET.contains(&name) { name } else { part });
    told.collect::<Vec<_>>().join("/")
}

/// Whether this is what every device says every minute: too much for a log that people read.
fn is_heartbeat(path: &str, status: StatusCode) -> bool {
    [wire::agents::REPORT_PATH, wire::agents::REPORTS_PATH].contains(&path) && status.is_success()
}

fn address(web: &Web, headers: &HeaderMap, peer: Option<&ConnectInfo<SocketAddr>>) -> String {
    let forwarded = || {
        let last = headers.get("x-forwarded-for")?.to_str().ok()?.rsplit(',').next()?.trim();
        last.parse::<IpAddr>().ok()
    };
    let from_proxy = if web.options.behind_proxy { forwarded() } else { None };
    from_proxy
        .or_else(|| peer.map(|ConnectInfo(peer)| peer.ip()))
        .map(|ip| ip.to_string())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A link that lets somebody in is in no log, whoever reads that.
    #[test]
    fn the_log_holds_no_secret_of_an_address() {
        let told = |path, route| without_secrets(path, Some(route));
        assert_eq!(told("/set-password/RoHh3-LX6A", "/set-password/{secret}"), "/set-password/{secret}");
        let (request, route) = ("/partners/invitation/r/RoHh", "/partners/invitation/r/{token}");
        assert_eq!(told(request, route), route);
        assert_eq!(told("/rooms/7", "/rooms/{room}"), "/rooms/7");
        assert_eq!(without_secrets("/nowhere", None), "/nowhere");
    }

    #[test]
    fn the_log_tells_refused_reports_and_not_each_heartbeat() {
        let report = "/agents/v1/report";
        assert!(is_heartbeat(report, StatusCode::OK) && is_heartbeat("/agents/v1/reports", StatusCode::OK));
        assert!(!is_heartbeat(report, StatusCode::UNAUTHORIZED));
        assert!(!is_heartbeat("/agents/v1/enrol", StatusCode::CREATED));
        assert!(!is_heartbeat("/rooms", StatusCode::OK));
    }
}
