//! When an assignment's end comes near.

use crate::time::{DAY, Time};

/// How many days before its end an assignment is warned of, the earliest first.
pub const WARNINGS: [i64; 2] = [14, 3];

/// The last warning that is due for an assignment that ends at a moment; none if its end is far away.
pub fn warning(until: Time, now: Time) -> Option<i64> {
    WARNINGS.into_iter().filter(|days| until.since(now) <= days * DAY).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warnings_come_fourteen_and_three_days_before() {
        let until = Time::from_micros(100 * DAY);
        let at = |before: i64| warning(until, until.plus(-before));
        assert_eq!(at(14 * DAY + 1), None);
        assert_eq!(at(14 * DAY), Some(14));
        assert_eq!(at(3 * DAY + 1), Some(14));
        assert_eq!(at(3 * DAY), Some(3));
        assert_eq!(at(0), Some(3));
    }
}
