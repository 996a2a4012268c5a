//! Terms: whole months, by the calendar.

use crate::time::Time;

/// The end of a term that begins at a moment; none where the calendar does not reach.
pub fn end_of_term(begins: Time, months: i64) -> Option<Time> {
    let begins = begins.timestamp().to_zoned(jiff::tz::TimeZone::UTC);
    let ends = begins.checked_add(jiff::Span::new().try_months(months).ok()?).ok()?;
    Some(Time::from_micros(ends.timestamp().as_microsecond()))
}

/// Whether a term that ends at a moment can go on for another one: while no more than one is ahead.
pub fn is_renewable(ends: Time, months: i64, now: Time) -> bool {
    end_of_term(now, months).is_some_and(|latest| ends <= latest)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// §4.8: a subscription is renewed for one term ahead, and again once that has begun.
    #[test]
    fn one_term_ahead_is_bought() {
        let day = |n: i64| Time::from_micros(n * 24 * 3_600_000_000);
        let first = end_of_term(day(0), 1).unwrap_or(day(0));
        let second = end_of_term(first, 1).unwrap_or(first);
        for (ends, now, may) in [
            (first, day(0), true),
            (second, day(0), false),
            (second, day(20), false),
            (second, first, true),
            (first, day(40), true),
        ] {
            assert_eq!(is_renewable(ends, 1, now), may, "{ends} at {now}");
        }
    }

    #[test]
    fn terms_are_months_of_the_calendar() {
        let at = |text: &str| {
            let moment: jiff::Timestamp = text.parse().ok()?;
            Some(Time::from_micros(moment.as_microsecond()))
        };
        for (begins, months, ends) in [
            ("2026-01-31T10:00:00Z", 1, "2026-02-28T10:00:00Z"),
            ("2024-02-29T00:00:00Z", 12, "2025-02-28T00:00:00Z"),
            ("2026-03-01T00:00:00Z", 36, "2029-03-01T00:00:00Z"),
        ] {
            assert_eq!(at(begins).and_then(|begins| end_of_term(begins, months)), at(ends));
        }
        assert_eq!(at("2026-01-01T00:00:00Z").and_then(|it| end_of_term(it, i64::MAX)), None);
    }
}
