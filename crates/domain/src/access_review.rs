//! The access review: how the right of each person of a partner stands, and when it counts as unused.

use crate::time::{DAY, Time};

/// After how long a right that nobody used is marked, in microseconds.
pub const UNUSED_AFTER: i64 = 90 * DAY;

/// How a person's access stands, or one of the assignments it comes through. Of several the first in this order that
/// is true of a person is told: what the customer decided stands before what the partner did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// The customer blocked the person (decision 8).
    Blocked,
    /// The partner disabled the person.
    Disabled,
    /// The link is suspended.
    Suspended,
    /// It counts now.
    Active,
    /// It counts from a later moment on.
    Upcoming,
    /// Its time is over, although the assignment is still there and can be extended.
    Ended,
}

impl Standing {
    /// Every standing.
    pub const ALL: [Self; 6] =
        [Self::Active, Self::Upcoming, Self::Ended, Self::Suspended, Self::Disabled, Self::Blocked];

    /// The stable words, in the order of [`Self::ALL`].
    pub const KEYS: &'static [&'static str] =
        &["active", "upcoming", "ended", "suspended", "disabled", "blocked"];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Upcoming => "upcoming",
            Self::Ended => "ended",
            Self::Suspended => "suspended",
            Self::Disabled => "disabled",
            Self::Blocked => "blocked",
        }
    }

    /// The standing of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.key() == key)
    }

    /// How an assignment with this period stands at a moment.
    pub fn of_period(from: Option<Time>, until: Option<Time>, now: Time) -> Self {
        if until.is_some_and(|until| until <= now) {
            Self::Ended
        } else if from.is_some_and(|from| from > now) {
            Self::Upcoming
        } else {
            Self::Active
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_for_standings() {
        assert_eq!(Standing::ALL.map(Standing::key), *Standing::KEYS);
        assert!(Standing::ALL.iter().all(|standing| Standing::from_key(standing.key()) == Some(*standing)));
        assert_eq!(Standing::from_key("gone"), None);
    }

    #[test]
    fn a_period_counts_from_its_first_to_before_its_last_moment() {
        let at = |micros| Some(Time::from_micros(micros));
        let stands = |from, until| Standing::of_period(from, until, Time::from_micros(10));
        assert_eq!(stands(None, None), Standing::Active);
        assert_eq!(stands(at(10), at(11)), Standing::Active);
        assert_eq!(stands(at(11), None), Standing::Upcoming);
        assert_eq!(stands(at(1), at(10)), Standing::Ended);
    }
}
