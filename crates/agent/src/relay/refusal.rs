//! How the relay says no: in HTTP to the room, and in the log so that a flood fills no disk.

use std::{
    collections::HashMap,
    io,
    mem::{Discriminant, discriminant},
    net::SocketAddr,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use hyper::{Response, StatusCode, header};
use tokio::time::Instant;

use crate::host_and_port::HostAndPort;

/// Refusals of one kind are told so often at most.
const TOLD_EVERY: Duration = Duration::from_secs(60);

/// Why no tunnel was opened. Nobody is ever asked for a password: rooms show the server who they are, not the relay.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refusal {
    /// No request of HTTP, or one that names no place.
    #[error("the request is none that a relay can read: expected CONNECT host:port")]
    Malformed,
    /// A request that the relay would have to understand.
    #[error("a relay only opens tunnels: expected CONNECT host:port")]
    NoTunnel,
    /// A place that the configuration does not name.
    #[error("{0} is neither the server of this relay nor one of its targets")]
    Target(HostAndPort),
    /// A caller of no network that the configuration names.
    #[error("this relay serves other networks")]
    Network,
    /// The bound of one address.
    #[error("this address has as many connections as it may")]
    TooManyOfAddress,
    /// The bound of all.
    #[error("the relay has as many connections as it may")]
    TooMany,
    /// The target cannot be connected to.
    #[error("{0} is out of reach: {1}")]
    OutOfReach(HostAndPort, String),
    /// The machine gives no more connections; nobody can be answered.
    #[error("no connection can be accepted: {0}")]
    Exhausted(io::ErrorKind),
}

impl Refusal {
    /// Whether it is told when the connection begins, before anything is asked.
    pub(super) const fn is_of_the_door(&self) -> bool {
        matches!(self, Self::Network | Self::TooManyOfAddress | Self::TooMany | Self::Exhausted(_))
    }

    const fn status(&self) -> StatusCode {
        match self {
            Self::Malformed => StatusCode::BAD_REQUEST,
            Self::NoTunnel => StatusCode::METHOD_NOT_ALLOWED,
            Self::Target(_) | Self::Network => StatusCode::FORBIDDEN,
            Self::TooManyOfAddress => StatusCode::TOO_MANY_REQUESTS,
            Self::TooMany | Self::Exhausted(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::OutOfReach(..) => StatusCode::BAD_GATEWAY,
        }
    }

    pub(super) fn into_response(self) -> Response<String> {
        let mut response = Response::new(format!("{self}\n"));
        let mut say =
            |name, value| drop(response.headers_mut().insert(name, header::HeaderValue::from_static(value)));
        say(header::CONTENT_TYPE, "text/plain; charset=utf-8");
        say(header::CONNECTION, "close");
        match &self {
            Self::NoTunnel => say(header::ALLOW, "CONNECT"),
            Self::TooManyOfAddress | Self::TooMany => say(header::RETRY_AFTER, "5"),
            _ => {}
        }
        *response.status_mut() = self.status();
        response
    }
}

/// What of each kind was told last, and how many were not told since.
#[derive(Default)]
pub(super) struct RefusalLog(Mutex<HashMap<Discriminant<Refusal>, (Instant, u64)>>);

impl RefusalLog {
    /// Tells of a refusal, unless one of its kind was told of a moment ago.
    pub(super) fn note(&self, refusal: &Refusal, peer: Option<SocketAddr>) {
        let Some(untold) = self.turn(refusal, Instant::now()) else { return };
        tracing::warn!(peer = peer.map(tracing::field::display), untold, "refused: {refusal}");
    }

    /// How many of its kind were not told of, if this one is to be told.
    fn turn(&self, refusal: &Refusal, now: Instant) -> Option<u64> {
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = told.entry(discriminant(refusal));
        let mut is_first = false;
        let (at, untold) = entry.or_insert_with(|| {
            is_first = true;
            (now, 0)
        });
        if !is_first && now.duration_since(*at) < TOLD_EVERY {
            *untold = untold.saturating_add(1);
            return None;
        }
        *at = now;
        Some(std::mem::take(untold))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_flood_is_told_in_one_line() {
        let (log, now) = (RefusalLog::default(), Instant::now());
        assert_eq!(log.turn(&Refusal::Malformed, now), Some(0));
        for _ in 0..1000 {
            assert_eq!(log.turn(&Refusal::Malformed, now + TOLD_EVERY / 2), None);
        }
        assert_eq!(log.turn(&Refusal::Network, now + TOLD_EVERY / 2), Some(0), "another kind is told");
        assert_eq!(log.turn(&Refusal::Malformed, now + TOLD_EVERY), Some(1000));
    }
}
