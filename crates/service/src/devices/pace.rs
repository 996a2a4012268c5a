//! How often somebody may report: an allowance that is used up by reports and comes back with time.
//!
//! Invariant: what is told of one moment depends on the clock of the server alone, not on what a device says.

use std::{num::NonZeroU32, time::Duration};

use domain::time::{SECOND, Time};

use super::Refused;

/// An allowance of some reports at once, and of one more each time a span has passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pace {
    /// Between two reports in the long run, in microseconds.
    every: i64,
    /// How many may come at once.
    burst: i64,
}

/// One device: ten reports a second in the long run.
pub(super) const OF_A_DEVICE: Pace = Pace { every: SECOND / 10, burst: 100 };
/// For how many seconds all rooms of an organization may come at once, as they do after an outage.
const SECONDS_AT_ONCE: i64 = 10;

impl Pace {
    /// All devices of one organization: so many reports a second in the long run, at most a million.
    pub(super) fn of_an_organization(per_second: NonZeroU32) -> Self {
        let per_second = i64::from(per_second.get()).min(SECOND);
        Self { every: SECOND / per_second, burst: per_second * SECONDS_AT_ONCE }
    }

    /// Takes one report, where the allowance was or will be whole again at `rested_at`: says when it is whole again after it, or
    /// how long to wait.
    pub(super) fn take(self, rested_at: Time, now: Time) -> Result<Time, Refused> {
        // It is whole again within its span: what says otherwise was told by a clock that was set back since.
        let is_of_another_clock = rested_at.since(now) > self.burst * self.every;
        let rested_at = if is_of_another_clock { now } else { rested_at.max(now) };
        let over = rested_at.since(now) - (self.burst - 1) * self.every;
        if over > 0 {
            let wait = u64::try_from(over).unwrap_or_default();
            return Err(Refused::TooOften(Duration::from_micros(wait)));
        }
        Ok(rested_at.plus(self.every))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// Architecture §5: an allowance is used up, and comes back with time.
    #[test]
    fn an_allowance_comes_back() {
        let pace = Pace::of_an_organization(NonZeroU32::new(5).unwrap());
        let now = Time::from_micros(0);
        let mut rested_at = now;
        for _ in 0..50 {
            rested_at = pace.take(rested_at, now).unwrap();
        }
        let refused = pace.take(rested_at, now).unwrap_err();
        assert!(matches!(refused, Refused::TooOften(wait) if wait == Duration::from_millis(200)));
        assert!(pace.take(rested_at, now.plus(SECOND / 5)).is_ok());
        assert_eq!(pace.take(rested_at, now.plus(11 * SECOND)).unwrap(), now.plus(11 * SECOND + SECOND / 5));
    }

    /// Decision 15: a clock that was ahead and is set back keeps nobody from reporting.
    #[test]
    fn an_allowance_outlives_a_jump_of_the_clock() {
        let now = Time::from_micros(0);
        let ahead = OF_A_DEVICE.take(now, now.plus(400 * 86_400 * SECOND)).unwrap();
        assert_eq!(OF_A_DEVICE.take(ahead, now).unwrap(), now.plus(SECOND / 10));
    }

    /// Architecture §5: however much is allowed, a report costs something.
    #[test]
    fn no_allowance_is_without_end() {
        let pace = Pace::of_an_organization(NonZeroU32::MAX);
        assert_eq!(pace, Pace { every: 1, burst: 10 * SECOND });
    }
}
