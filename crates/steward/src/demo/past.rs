//! A clock that the story of the demonstration moves: what is told happened at the time it is told for.
//!
//! Invariant: it goes on by itself from where it was put, and never runs ahead of the machine's clock.

use std::sync::{Mutex, PoisonError};

use domain::time::{Clock, Time};

use crate::inputs::MachineClock;

/// A movable clock.
pub(super) struct PastClock(Mutex<Put>);

/// Where the clock was put, and when.
#[derive(Clone, Copy)]
struct Put {
    to: Time,
    at: Time,
}

impl PastClock {
    /// A clock put to a moment.
    pub(super) fn at(time: Time) -> Self {
        Self(Mutex::new(Put { to: time, at: MachineClock.now() }))
    }

    /// Puts the clock to a moment.
    pub(super) fn put(&self, time: Time) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Put { to: time, at: MachineClock.now() };
    }
}

impl Clock for PastClock {
    fn now(&self) -> Time {
        let (put, now) = (*self.0.lock().unwrap_or_else(PoisonError::into_inner), MachineClock.now());
        put.to.plus(now.since(put.at).max(0)).min(now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::time::{DAY, MINUTE};

    #[test]
    fn it_goes_on_from_where_it_is_put_but_never_ahead() {
        let now = MachineClock.now();
        let clock = PastClock::at(now.plus(-DAY));
        let yesterday = clock.now();
        assert!(yesterday >= now.plus(-DAY) && yesterday < now.plus(MINUTE - DAY));
        assert!(clock.now() >= yesterday);
        clock.put(now.plus(DAY));
        assert!(clock.now() >= now && clock.now() < now.plus(MINUTE));
    }
}
