//! How often one caller may call: keyed by session or token, else by address.

use std::{num::NonZeroU32, sync::Arc};

use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, Quota, RateLimiter};
use sha2::{Digest, Sha256};

use crate::{caller, request::RequestInfo};

/// Counts calls by caller.
#[derive(Clone)]
pub struct Limits(Arc<DefaultKeyedRateLimiter<[u8; 16]>>);

impl Limits {
    /// So many calls a second in the long run, twice as many at once.
    pub fn new(per_second: u32) -> Self {
        let rate = NonZeroU32::new(per_second).unwrap_or(NonZeroU32::MIN);
        let burst = NonZeroU32::new(per_second.saturating_mul(2)).unwrap_or(NonZeroU32::MIN);
        Self(Arc::new(RateLimiter::keyed(Quota::per_second(rate).allow_burst(burst))))
    }

    /// Forgets callers that have not called for a while.
    pub fn forget_idle(&self) {
        self.0.retain_recent();
    }
}

/// How fast one connection may be, however many devices it carries (a relay, a proxy, a simulation).
#[derive(Clone)]
pub struct Pace(Arc<DefaultDirectRateLimiter>);

/// Requests a second of one connection in the long run.
const CONNECTION_RATE: NonZeroU32 = NonZeroU32::MIN.saturating_add(4999);

impl Pace {
    /// The pace of a new connection.
    pub fn of_connection() -> Self {
        Self(Arc::new(RateLimiter::direct(Quota::per_second(CONNECTION_RATE))))
    }

    /// Whether one more request is within the pace.
    pub fn admits(&self) -> bool {
        self.0.check().is_ok()
    }
}

/// Lets a call through or answers 429 with the time to come back.
pub async fn check(State(limits): State<Limits>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let who = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok().map(str::to_owned))
        .or_else(|| caller::cookie(headers, caller::SESSION_COOKIE))
        .or_else(|| request.extensions().get::<RequestInfo>().map(|info| info.address.clone()))
        .unwrap_or_default();
    let mut key = [0_u8; 16];
    for (to, from) in key.iter_mut().zip(Sha256::digest(who.as_bytes())) {
        *to = from;
    }
    if limits.0.check_key(&key).is_err() {
        let body =
            r#"{"error":{"code":"too_many_requests","message":"Too many requests. Try again in a second."}}"#;
        let kind = HeaderValue::from_static("application/json");
        return (
            StatusCode::TOO_MANY_REQUESTS,
            [(header::RETRY_AFTER, HeaderValue::from_static("1")), (header::CONTENT_TYPE, kind)],
            body,
        )
            .into_response();
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Decision 15: a connection may carry many devices, but not without bound.
    #[test]
    fn a_connection_has_a_pace() {
        let pace = Pace::of_connection();
        let admitted = (0..20_000).filter(|_| pace.admits()).count();
        assert!((5000..20_000).contains(&admitted), "{admitted}");
    }
}
