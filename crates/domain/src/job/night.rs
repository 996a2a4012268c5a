//! The night of a room: the hours in which nobody minds what its device does.

use jiff::{ToSpan as _, civil::Time as Clock, tz::TimeZone};

use crate::time::Time;

/// The night by the clock of the room: from midnight until before five.
pub const NIGHT: (i8, i8) = (0, 5);

/// A room whose time zone nobody wrote down sleeps by UTC.
fn zone(time_zone: &str) -> TimeZone {
    TimeZone::get(time_zone).unwrap_or(TimeZone::UTC)
}

/// Whether it is night in a time zone.
pub fn is_night(time_zone: &str, now: Time) -> bool {
    let hour = now.timestamp().to_zoned(zone(time_zone)).hour();
    (NIGHT.0..NIGHT.1).contains(&hour)
}

/// From when on it is night in a time zone: now where it is, else the next midnight.
pub fn next_night(time_zone: &str, now: Time) -> Time {
    if is_night(time_zone, now) {
        return now;
    }
    let here = now.timestamp().to_zoned(zone(time_zone));
    let midnight = here
        .date()
        .checked_add(1.day())
        .and_then(|tomorrow| tomorrow.to_datetime(Clock::midnight()).to_zoned(here.time_zone().clone()));
    midnight.map_or(now, |at| Time::from_micros(at.timestamp().as_microsecond()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn at(text: &str) -> Time {
        text.parse().unwrap()
    }

    /// the night is that of the room; without a time zone that of UTC.
    #[test]
    fn the_night_is_that_of_the_room() {
        let noon_in_london = at("2026-11-28T12:00:00Z");
        assert_eq!(next_night("Europe/London", noon_in_london), at("2026-11-29T00:00:00Z"));
        assert_eq!(next_night("Asia/Seoul", noon_in_london), at("2026-11-28T15:00:00Z"));
        assert_eq!(next_night("", noon_in_london), at("2026-11-29T00:00:00Z"));
        assert_eq!(next_night("Mars/Olympus", noon_in_london), at("2026-11-29T00:00:00Z"));
        let deep_in_seoul = at("2026-11-28T17:30:00Z");
        assert!(is_night("Asia/Seoul", deep_in_seoul) && !is_night("Europe/London", deep_in_seoul));
        assert_eq!(next_night("Asia/Seoul", deep_in_seoul), deep_in_seoul);
        assert!(is_night("Asia/Seoul", at("2026-11-28T15:00:00Z")));
        assert!(!is_night("Asia/Seoul", at("2026-11-28T20:00:00Z")), "until before five");
    }

    /// A midnight that the change of the clocks leaves out is the first moment after it.
    #[test]
    fn a_midnight_that_is_left_out_is_no_obstacle() {
        // Santiago: on 6 September 2026 the clocks go from 24:00 to 01:00.
        assert_eq!(next_night("America/Santiago", at("2026-09-05T15:00:00Z")), at("2026-09-06T04:00:00Z"));
    }
}
