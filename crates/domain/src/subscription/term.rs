//! Terms: whole months, by the calendar.

use crate::time::Time;

/// The end of a term that begins at a moment; none where the calendar does not reach.
pub fn end_of_term(begins: Time, months: i64) -> Option<Time> {
    let begins = begins.timestamp().to_zoned(jiff::tz::TimeZone::UTC);
    let ends = begins.checked_add(jiff::Span::new().try_months(months).ok()?).ok()?;
    Some(Time::from_micros(ends.timestamp().as_microsecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

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
