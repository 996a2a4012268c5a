//! The period of a log: at most 180 days back.

use domain::time::{DAY, Time};

use crate::refusal::{Code, Refusal};

/// How far back the log goes, in days.
pub const RETENTION_DAYS: i64 = 180;

/// The oldest moment that the log offers: with a day of grace, since the first day begins at midnight of the
/// reader's zone.
pub(super) const fn oldest(now: Time) -> Time {
    now.plus(-(RETENTION_DAYS + 1) * DAY)
}

/// From a moment (included) to another (excluded).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    from: Time,
    until: Time,
}

impl Period {
    /// Checks a period: it ends after it starts and starts within the last 180 days.
    pub fn new(from: Time, until: Time, now: Time) -> Result<Self, Refusal> {
        if until <= from {
            return Err(Refusal::field("until", Code::BadPeriod));
        }
        if from < oldest(now) {
            return Err(Refusal::field("from", Code::BadPeriod));
        }
        Ok(Self { from, until })
    }

    /// All that the log offers.
    pub const fn whole(now: Time) -> Self {
        Self { from: oldest(now), until: now.plus(1) }
    }

    /// The last `days` days.
    pub const fn last(days: i64, now: Time) -> Self {
        Self { from: now.plus(-days * DAY), until: now.plus(1) }
    }

    /// The first moment.
    pub const fn from(self) -> Time {
        self.from
    }

    /// The moment at which it is over.
    pub const fn until(self) -> Time {
        self.until
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// up to 180 days; a start before the limit or an end before the start is refused, naming the field.
    #[test]
    fn a_period_lies_within_180_days() {
        let now = Time::from_micros(1_000 * DAY);
        assert!(Period::new(now.plus(-180 * DAY), now, now).is_ok());
        let faults = |period: Result<Period, Refusal>| match period {
            Err(Refusal::Invalid(_, faults)) => faults.into_iter().map(|fault| fault.field).collect(),
            _ => Vec::new(),
        };
        assert_eq!(faults(Period::new(now.plus(-182 * DAY), now, now)), ["from"]);
        assert_eq!(faults(Period::new(now, now.plus(-DAY), now)), ["until"]);
        assert_eq!(faults(Period::new(now, now, now)), ["until"]);
    }
}
