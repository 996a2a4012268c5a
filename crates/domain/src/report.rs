//! Reports: the span they tell of, and what their figures mean (R-262, §5.6).

mod day;
mod kind;
mod life;
mod subscription;

use serde::{Deserialize, Serialize};

pub use jiff::tz::TimeZone;

pub use self::{
    day::{Bounds, RoomDay, compute, day_of},
    kind::Kind,
    life::{Entry, OpenSpan, TicketLife},
    subscription::{Days, Delivered, MOST_RECIPIENTS, MOST_SUBSCRIPTIONS, SendDay, Sent},
};
use crate::{signal::Category, time::Time};

/// The longest span of a report, in days.
pub const LONGEST_SPAN: i64 = 90;
/// The spans that are offered.
pub const SPANS: [i64; 3] = [7, 30, 90];
/// The hours of a day by which utilization is measured.
pub const HOURS_OF_A_DAY: i64 = 8;
/// How long Critical or Important tickets may be open in the hours of a day before the room was unhealthy on it, in minutes.
pub const TOLERATED: i64 = 20;
/// How long room-days are kept, in days.
pub const KEPT: i64 = 400;

/// Minutes of work that an issue prevented or remediated saves [ours].
pub const MINUTES_PER_ISSUE: i64 = 30;
/// Minutes of work that an update saves that nobody makes by hand [ours].
pub const MINUTES_PER_UPDATE: i64 = 20;

/// The days of a report, both included, as days since 1970-01-01 by the clock of each room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    from: i64,
    to: i64,
}

impl Span {
    /// The days from one to another; none where they are the wrong way round or too many.
    pub const fn new(from: i64, to: i64) -> Option<Self> {
        if from <= to && to - from < LONGEST_SPAN { Some(Self { from, to }) } else { None }
    }

    /// So many days that end with one.
    pub const fn ending(to: i64, days: i64) -> Self {
        let days = if days < 1 {
            1
        } else if days > LONGEST_SPAN {
            LONGEST_SPAN
        } else {
            days
        };
        Self { from: to - days + 1, to }
    }

    /// The first day.
    pub const fn from(self) -> i64 {
        self.from
    }

    /// The last day.
    pub const fn to(self) -> i64 {
        self.to
    }

    /// How many days there are.
    pub const fn days(self) -> i64 {
        self.to - self.from + 1
    }

    /// The last of its days that is over in every one of some time zones; none where none is. A day that goes on would look better
    /// than it ends.
    pub fn last_finished<'a>(self, zones: impl IntoIterator<Item = &'a str>, now: Time) -> Option<i64> {
        let over = zones.into_iter().map(|zone| day_of(&clock(zone), now) - 1).min()?;
        Some(over.min(self.to)).filter(|day| *day >= self.from)
    }
}

/// The clock of a room; one whose time zone nobody wrote down goes by UTC.
pub fn clock(time_zone: &str) -> TimeZone {
    TimeZone::get(time_zone).unwrap_or(TimeZone::UTC)
}

/// A day as `YYYY-MM-DD`.
pub fn date(day: i64) -> String {
    jiff::Span::new()
        .try_days(day)
        .ok()
        .and_then(|days| EPOCH.checked_add(days).ok())
        .map_or_else(|| day.to_string(), |date| date.to_string())
}

/// The day of a date `YYYY-MM-DD`.
pub fn parse_date(text: &str) -> Option<i64> {
    text.parse().ok().map(day_number)
}

const EPOCH: jiff::civil::Date = jiff::civil::Date::constant(1970, 1, 1);

fn day_number(date: jiff::civil::Date) -> i64 {
    date.duration_since(EPOCH).as_hours().div_euclid(24)
}

/// How much of the time of rooms was booked, in tenths of a percent: booked hours over eight hours a day (§5.6).
pub const fn utilization(booked_minutes: i64, rooms: i64, days: i64) -> i64 {
    share(booked_minutes, rooms * days * HOURS_OF_A_DAY * 60)
}

/// A part of a whole in tenths of a percent; nothing of nothing is nothing.
pub const fn share(part: i64, whole: i64) -> i64 {
    if whole <= 0 { 0 } else { (part * 1000 + whole / 2) / whole }
}

/// Minutes of work saved [ours].
pub const fn minutes_saved(issues: i64, updates: i64) -> i64 {
    issues * MINUTES_PER_ISSUE + updates * MINUTES_PER_UPDATE
}

/// The part of a room that tickets are counted by in reports (§5.4); the last is for what is none of them [ours].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum TicketCategory {
    /// Microphones and speakers.
    Audio,
    /// Screens.
    Display,
    /// Everything else that is plugged in.
    Peripherals,
    /// Network and contact.
    Connectivity,
    /// Versions and updates.
    Versioning,
    /// Told by a person.
    Recorded,
    /// Accounts, settings, credentials.
    Other,
}

impl TicketCategory {
    /// Every category.
    pub const ALL: [Self; 7] = [
        Self::Audio,
        Self::Display,
        Self::Peripherals,
        Self::Connectivity,
        Self::Versioning,
        Self::Recorded,
        Self::Other,
    ];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Audio => "audio",
            Self::Display => "display",
            Self::Peripherals => "peripherals",
            Self::Connectivity => "connectivity",
            Self::Versioning => "versioning",
            Self::Recorded => "recorded",
            Self::Other => "other",
        }
    }

    /// The category of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.key() == key)
    }

    /// Where a ticket is counted.
    pub fn of(category: Category, signal: &str) -> Self {
        match category {
            Category::Recorded => Self::Recorded,
            Category::Display => Self::Display,
            Category::Connectivity | Category::Outage => Self::Connectivity,
            Category::OsFirmwareApps => Self::Versioning,
            Category::HardwareAndPeripherals
                if signal.contains("speaker") || signal.contains("microphone") =>
            {
                Self::Audio
            }
            Category::HardwareAndPeripherals => Self::Peripherals,
            Category::AccountManagement | Category::ConfigurationAndSettings | Category::Security => {
                Self::Other
            }
        }
    }
}

/// What an hour of work is worth to an organization, for the Insight report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    /// In hundredths of the currency.
    pub hundredths: i64,
    /// Three letters, as ISO 4217 has them.
    pub currency: String,
}

impl Rate {
    /// The highest rate, in hundredths.
    pub const MOST: i64 = 1_000_000;

    /// A rate, where it is one.
    pub fn new(hundredths: i64, currency: &str) -> Option<Self> {
        let is_code = currency.len() == 3 && currency.bytes().all(|byte| byte.is_ascii_uppercase());
        (is_code && (0..=Self::MOST).contains(&hundredths))
            .then(|| Self { hundredths, currency: currency.to_owned() })
    }

    /// What minutes are worth, in hundredths.
    pub const fn of_minutes(&self, minutes: i64) -> i64 {
        minutes * self.hundredths / 60
    }
}

impl Default for Rate {
    /// Fifty dollars (§5.6).
    fn default() -> Self {
        Self { hundredths: 5000, currency: "USD".to_owned() }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// booked hours over eight hours a day: 32 of 40 hours are 80 %, 40 of 56 are 71 % (§5.6).
    #[test]
    fn utilization_is_booked_hours_over_eight_a_day() {
        assert_eq!(utilization(32 * 60, 1, 5), 800);
        assert_eq!(utilization(40 * 60, 1, 7), 714);
        assert_eq!(utilization(0, 0, 7), 0);
    }

    /// what is told of "the last day" is told of one that is over for every organization of the report, not of today.
    #[test]
    fn the_last_finished_day_is_over_everywhere() {
        let noon: Time = "2026-11-26T12:00:00Z".parse().unwrap();
        let week = Span::ending(20_783, 7);
        assert_eq!(week.last_finished(["Europe/Berlin"], noon), Some(20_782));
        // In Auckland it is the 27th already, in Honolulu the 26th has just begun.
        assert_eq!(week.last_finished(["Pacific/Auckland"], noon), Some(20_783));
        assert_eq!(week.last_finished(["Pacific/Auckland", "Pacific/Honolulu"], noon), Some(20_782));
        let past = Span::ending(20_700, 7);
        assert_eq!(past.last_finished(["UTC"], noon), Some(20_700), "the whole span is over");
        assert_eq!(Span::ending(20_783, 1).last_finished(["UTC"], noon), None, "today alone goes on");
        assert_eq!(week.last_finished([], noon), None);
    }

    /// a report tells of at most 90 days.
    #[test]
    fn a_span_is_no_longer_than_ninety_days() {
        assert_eq!(Span::new(1, 90).map(Span::days), Some(90));
        assert_eq!(Span::new(1, 91), None);
        assert_eq!(Span::new(2, 1), None);
        assert_eq!(Span::ending(20_000, 7), Span::new(19_994, 20_000).unwrap());
        assert_eq!(Span::ending(20_000, 1000).days(), LONGEST_SPAN);
        assert_eq!((date(0), date(20_783)), ("1970-01-01".to_owned(), "2026-11-26".to_owned()));
        assert_eq!((parse_date("2026-11-26"), parse_date("2026-13-01")), (Some(20_783), None));
        assert_eq!(parse_date("1969-12-31"), Some(-1));
    }

    /// hours saved are worth 50 $ each, unless an organization says otherwise.
    #[test]
    fn an_hour_is_worth_fifty_dollars() {
        assert_eq!(minutes_saved(3, 3), 150);
        assert_eq!(Rate::default().of_minutes(150), 12_500);
        assert_eq!(Rate::new(4000, "EUR").unwrap().of_minutes(90), 6000);
        for (hundredths, currency) in
            [(-1, "EUR"), (Rate::MOST + 1, "EUR"), (1, "eur"), (1, "EURO"), (1, "E1R")]
        {
            assert_eq!(Rate::new(hundredths, currency), None);
        }
    }

    /// §5.4: tickets are counted by six categories, and those that belong to none.
    #[test]
    fn tickets_are_counted_by_category() {
        use Category as C;
        assert_eq!(TicketCategory::of(C::HardwareAndPeripherals, "speaker.default"), TicketCategory::Audio);
        assert_eq!(TicketCategory::of(C::HardwareAndPeripherals, "camera.room"), TicketCategory::Peripherals);
        assert_eq!(TicketCategory::of(C::Outage, "outage"), TicketCategory::Connectivity);
        for category in TicketCategory::ALL {
            assert_eq!(TicketCategory::from_key(category.key()), Some(category));
        }
    }
}
