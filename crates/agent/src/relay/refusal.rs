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

use crate::{host_and_port::HostAndPort, server_address::ServerAddress};

/// Refusals of one kind are told so often at most.
const TOLD_EVERY: Duration = Duration::from_secs(60);

/// Why no tunnel was opened, or no report handed on. Nobody is ever asked for a password: rooms show the server who they are, not the relay.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refusal {
    /// No request of HTTP, or one that names no place.
    #[error("the request is none that a relay can read: expected CONNECT host:port")]
    Malformed,
    /// A request that the relay would have to understand.
    #[error("this relay only opens tunnels: expected CONNECT host:port")]
    NoTunnel,
    /// No message that is gathered.
    #[error("the message is none that a relay gathers: {0}")]
    Message(&'static str),
    /// A message that is larger than any.
    #[error("the message is too large")]
    TooLarge,
    /// A server for which nothing is gathered.
    #[error("nothing is gathered here for {0}")]
    Ungathered(String),
    /// The bound of what waits to be posted.
    #[error("as many reports wait as may")]
    TooManyWait,
    /// The server did not take the post.
    #[error("{0} does not take what was gathered: {1}")]
    NotTaken(ServerAddress, String),
    /// The server asks to come back later; its own words are handed on.
    #[error("the server asks to come back later")]
    Busy(Busy),
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

/// How a server asked to come back later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Busy {
    pub(super) status: StatusCode,
    pub(super) retry_after: Option<header::HeaderValue>,
    /// At most [`BUSY_BYTES`].
    pub(super) body: String,
}

/// How much of the words of a busy server is handed on.
pub(super) const BUSY_BYTES: usize = 4 * 1024;

impl Refusal {
    /// Whether it is told when the connection begins, before anything is asked.
    pub(super) const fn is_of_the_door(&self) -> bool {
        matches!(self, Self::Network | Self::TooManyOfAddress | Self::TooMany | Self::Exhausted(_))
    }

    const fn status(&self) -> StatusCode {
        match self {
            Self::Malformed | Self::Message(_) => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Busy(busy) => busy.status,
            Self::NoTunnel => StatusCode::METHOD_NOT_ALLOWED,
            Self::Target(_) | Self::Network | Self::Ungathered(_) => StatusCode::FORBIDDEN,
            Self::TooManyOfAddress => StatusCode::TOO_MANY_REQUESTS,
            Self::TooMany | Self::Exhausted(_) => StatusCode::SERVICE_UNAVAILABLE,
            // Not that the server is busy: a room that is turned away here tells its report over its own connection.
            Self::OutOfReach(..) | Self::NotTaken(..) | Self::TooManyWait => StatusCode::BAD_GATEWAY,
        }
    }

    pub(super) fn into_response(self) -> Response<String> {
        if let Self::Busy(busy) = self {
            return busy.into_response();
        }
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

impl Busy {
    fn into_response(self) -> Response<String> {
        let mut response = Response::new(self.body);
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static("application/json"));
        headers.extend(self.retry_after.map(|after| (header::RETRY_AFTER, after)));
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
