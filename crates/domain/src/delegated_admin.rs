//! What is said of delegated admin privileges that lie idle.
//!
//! Invariant: what counts is the time since they were used last, or since they were granted if nobody used them since.

use crate::time::DAY;

/// Until how many days ago privileges are new.
pub const NEW_DAYS: i64 = 7;
/// From how many idle days on they are watched.
pub const WATCHED_DAYS: i64 = 30;
/// From how many idle days on their removal is recommended.
pub const REMOVAL_DAYS: i64 = 60;
/// From how many idle days on they are inactive, and may be ended by the system.
pub const INACTIVE_DAYS: i64 = 90;
/// From how many days on it is no longer shown for how many they are enabled.
pub const CAPPED_DAYS: i64 = 60;

/// What is recommended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Recommendation {
    /// They are used.
    Keep,
    /// They lie idle for so long that they are hardly needed.
    Remove,
    /// They are inactive: take them away.
    Inactive,
}

impl Recommendation {
    /// Every recommendation.
    pub const ALL: [Self; 3] = [Self::Keep, Self::Remove, Self::Inactive];

    /// What is recommended after some idle days.
    pub const fn after(idle_days: i64) -> Self {
        match idle_days {
            INACTIVE_DAYS.. => Self::Inactive,
            REMOVAL_DAYS.. => Self::Remove,
            _ => Self::Keep,
        }
    }

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Remove => "remove",
            Self::Inactive => "inactive",
        }
    }
}

/// Whole days of some microseconds.
pub const fn days(micros: i64) -> i64 {
    if micros < 0 { 0 } else { micros / DAY }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// removal is recommended at 60 days, inactive is what lies idle for 90.
    #[test]
    fn recommendations_come_with_idle_days() {
        let table = [
            (0, Recommendation::Keep),
            (59, Recommendation::Keep),
            (60, Recommendation::Remove),
            (89, Recommendation::Remove),
            (90, Recommendation::Inactive),
            (4000, Recommendation::Inactive),
        ];
        for (idle, recommended) in table {
            assert_eq!(Recommendation::after(idle), recommended, "{idle}");
        }
        assert_eq!([-DAY, 0, DAY - 1, DAY, 2 * DAY + 5].map(days), [0, 0, 0, 1, 2]);
    }
}
