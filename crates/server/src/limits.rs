//! How often one caller may call: keyed by session or token, else by address.

use std::{num::NonZeroU32, sync::Arc};

use axum::{
    extract::{Request, State},
    http::header,
    middleware::Next,
    response::{IntoResponse, Response},
};
use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, Quota, RateLimiter};
use service::{Refusal, sign_in::network};
use sha2::{Digest, Sha256};

use crate::{answer::ApiError, caller, request::RequestInfo};

/// Counts calls by caller, and by address, so that nobody gets a fresh allowance with each made-up token.
#[derive(Clone)]
pub struct Limits {
    callers: Arc<DefaultKeyedRateLimiter<[u8; 16]>>,
    addresses: Arc<DefaultKeyedRateLimiter<[u8; 16]>>,
}

/// Many callers may share an address (an office, a proxy): it may be so many times as fast as one of them.
const CALLERS_BEHIND_AN_ADDRESS: u32 = 10;

impl Limits {
    /// So many calls a second of one caller in the long run, twice as many at once.
    pub fn new(per_second: u32) -> Self {
        let limiter = |per_second: u32| {
            let rate = NonZeroU32::new(per_second).unwrap_or(NonZeroU32::MIN);
            let burst = NonZeroU32::new(per_second.saturating_mul(2)).unwrap_or(NonZeroU32::MIN);
            Arc::new(RateLimiter::keyed(Quota::per_second(rate).allow_burst(burst)))
        };
        let addresses = limiter(per_second.saturating_mul(CALLERS_BEHIND_AN_ADDRESS));
        Self { callers: limiter(per_second), addresses }
    }

    /// Forgets callers that have not called for a while.
    pub fn forget_idle(&self) {
        self.callers.retain_recent();
        self.addresses.retain_recent();
    }

    fn admits(&self, caller: Option<&str>, address: &str) -> bool {
        let by_address = self.addresses.check_key(&key(address)).is_ok();
        by_address && self.callers.check_key(&key(caller.unwrap_or(address))).is_ok()
    }
}

/// A short form of who calls.
fn key(who: &str) -> [u8; 16] {
    let mut key = [0_u8; 16];
    for (to, from) in key.iter_mut().zip(Sha256::digest(who.as_bytes())) {
        *to = from;
    }
    key
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
    let caller = headers
        .get(header::AUTHORIZATION)
        // The token alone: what stands before it, and how far, makes nobody another caller.
        .and_then(|value| value.to_str().ok()?.split_ascii_whitespace().nth(1).map(str::to_owned))
        .or_else(|| caller::cookie(headers, caller::SESSION_COOKIE));
    let info = request.extensions().get::<RequestInfo>();
    let address = network(info.map(|info| info.address.as_str()).unwrap_or_default());
    if !limits.admits(caller.as_deref(), &address) {
        return ApiError::from(Refusal::TooOften(1)).into_response();
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn made_up_tokens_share_the_allowance_of_their_address() {
        let limits = Limits::new(10);
        let admitted = (0..1000).filter(|n| limits.admits(Some(&format!("token {n}")), "192.0.2.1")).count();
        assert!((200..400).contains(&admitted), "{admitted}");
        assert!(limits.admits(Some("token"), "192.0.2.2"));
        let admitted = (0..100).filter(|_| limits.admits(Some("one"), "192.0.2.3")).count();
        assert!((20..40).contains(&admitted), "{admitted}");
    }

    /// Decision 15: a connection may carry many devices, but not without bound.
    #[test]
    fn a_connection_has_a_pace() {
        let pace = Pace::of_connection();
        let admitted = (0..20_000).filter(|_| pace.admits()).count();
        assert!((5000..20_000).contains(&admitted), "{admitted}");
    }
}
