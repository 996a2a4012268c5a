//! The machine's own clock, as an input, and how far the server's clock is from it.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// Gives the time of day.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// The real clock.
pub fn system() -> Clock {
    Arc::new(Timestamp::now)
}

/// The difference to the server's clock, learnt from the `Date` of its answers.
#[derive(Debug, Default)]
pub struct ServerClock(Mutex<Option<SignedDuration>>);

impl ServerClock {
    /// Learns from an answer that says it is `server` now, while it is `own` here.
    pub fn heard(&self, server: Timestamp, own: Timestamp) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(own.duration_since(server));
    }

    /// How far the own clock is ahead of the server's; `None` before the first answer.
    pub fn ahead(&self) -> Option<SignedDuration> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
