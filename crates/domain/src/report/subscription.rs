//! Subscriptions: which report somebody has sent to themselves, of which days, and when.

use jiff::{
    ToSpan as _,
    civil::{self, Date, Weekday},
};

use super::{Kind, Span, clock, day_number};
use crate::time::{DAY, Time};

/// How many subscriptions a person has at most.
pub const MOST_SUBSCRIPTIONS: usize = 20;
/// To how many addresses a subscription is sent beside at most.
pub const MOST_RECIPIENTS: usize = 20;

/// What is sent: one report, or all of them in one message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// The Overview with the rest.
    All,
    /// One report.
    One(Kind),
}

impl Sent {
    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::One(kind) => kind.key(),
        }
    }

    /// What a word stands for.
    pub fn from_key(key: &str) -> Option<Self> {
        if key == "all" { Some(Self::All) } else { Kind::from_key(key).map(Self::One) }
    }

    /// The reports in it.
    pub fn kinds(self) -> Vec<Kind> {
        match self {
            Self::All => Kind::ALL.to_vec(),
            Self::One(kind) => vec![kind],
        }
    }
}

/// Which days before the day of sending are told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Days {
    /// The seven days before.
    Week,
    /// The calendar month before.
    Month,
}

impl Days {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Week, Self::Month];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    /// The days of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|days| days.key() == key)
    }

    /// The days that are told of at a moment, by the clock of a time zone.
    pub fn before(self, time_zone: &str, at: Time) -> Span {
        let today = at.timestamp().to_zoned(clock(time_zone)).date();
        let week = Span::ending(day_number(today) - 1, 7);
        match self {
            Self::Week => week,
            Self::Month => today
                .first_of_month()
                .yesterday()
                .ok()
                .and_then(|last| Span::new(day_number(last.first_of_month()), day_number(last)))
                .unwrap_or(week),
        }
    }
}

/// The day on which a report is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SendDay {
    /// A day of every week.
    Weekly(Weekday),
    /// The first of every month.
    First,
}

impl SendDay {
    /// Every day that can be chosen.
    pub const ALL: [Self; 8] = [
        Self::Weekly(Weekday::Monday),
        Self::Weekly(Weekday::Tuesday),
        Self::Weekly(Weekday::Wednesday),
        Self::Weekly(Weekday::Thursday),
        Self::Weekly(Weekday::Friday),
        Self::Weekly(Weekday::Saturday),
        Self::Weekly(Weekday::Sunday),
        Self::First,
    ];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Weekly(Weekday::Monday) => "monday",
            Self::Weekly(Weekday::Tuesday) => "tuesday",
            Self::Weekly(Weekday::Wednesday) => "wednesday",
            Self::Weekly(Weekday::Thursday) => "thursday",
            Self::Weekly(Weekday::Friday) => "friday",
            Self::Weekly(Weekday::Saturday) => "saturday",
            Self::Weekly(Weekday::Sunday) => "sunday",
            Self::First => "first",
        }
    }

    /// The day of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|day| day.key() == key)
    }

    fn is(self, date: Date) -> bool {
        match self {
            Self::Weekly(weekday) => date.weekday() == weekday,
            Self::First => date.day() == 1,
        }
    }

    /// The next moment after now at which an hour of such a day begins by the clock of a time zone.
    pub fn next(self, hour: i64, time_zone: &str, now: Time) -> Time {
        let here = now.timestamp().to_zoned(clock(time_zone));
        let begins = i8::try_from(hour).ok().and_then(|hour| civil::Time::new(hour, 0, 0, 0).ok());
        let begins = begins.unwrap_or(civil::Time::midnight());
        let dates = (0..=31).filter_map(|days| here.date().checked_add(days.days()).ok());
        let moments = dates.filter(|date| self.is(*date)).filter_map(|date| {
            let at = date.to_datetime(begins).to_zoned(here.time_zone().clone()).ok()?;
            Some(Time::from_micros(at.timestamp().as_microsecond()))
        });
        moments.filter(|at| *at > now).min().unwrap_or(now.plus(DAY))
    }
}

/// What became of a report that was due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivered {
    /// The mail server took it.
    Sent,
    /// Its reader may not see it (any more).
    NotAllowed,
    /// Its reader wants no e-mail, or was disabled.
    NoMail,
    /// The mail server did not take it for as long as it was tried.
    Failed,
}

impl Delivered {
    /// Everything that can become of it.
    pub const ALL: [Self; 4] = [Self::Sent, Self::NotAllowed, Self::NoMail, Self::Failed];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::NotAllowed => "notAllowed",
            Self::NoMail => "noMail",
            Self::Failed => "failed",
        }
    }

    /// What a word stands for.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|delivered| delivered.key() == key)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::report::date;

    fn at(text: &str) -> Time {
        text.parse().unwrap()
    }

    #[test]
    fn words_are_read_back() {
        assert!(Kind::ALL.into_iter().all(|it| Kind::from_key(it.key()) == Some(it)));
        assert!(Days::ALL.into_iter().all(|it| Days::from_key(it.key()) == Some(it)));
        assert!(SendDay::ALL.into_iter().all(|it| SendDay::from_key(it.key()) == Some(it)));
        assert!(Delivered::ALL.into_iter().all(|it| Delivered::from_key(it.key()) == Some(it)));
        assert_eq!(Sent::from_key("all"), Some(Sent::All));
        assert_eq!(Sent::from_key("callQuality"), Some(Sent::One(Kind::CallQuality)));
        assert_eq!((Sent::from_key("tickets"), Sent::All.kinds().len()), (None, 5));
    }

    /// a report comes on its day at its hour by the clock of its reader, over changes of that clock too.
    #[test]
    fn a_report_comes_by_the_clock_of_its_reader() {
        let monday = SendDay::Weekly(Weekday::Monday);
        // Sunday evening in Berlin is Monday morning in Seoul.
        let now = at("2026-11-29T22:30:00Z");
        assert_eq!(monday.next(7, "Europe/Berlin", now), at("2026-11-30T06:00:00Z"));
        assert_eq!(monday.next(8, "Asia/Seoul", now), at("2026-11-29T23:00:00Z"));
        assert_eq!(monday.next(7, "Asia/Seoul", now), at("2026-12-06T22:00:00Z"), "that hour has begun");
        assert_eq!(SendDay::First.next(0, "UTC", at("2026-12-01T00:00:00Z")), at("2027-01-01T00:00:00Z"));
        assert_eq!(SendDay::First.next(6, "UTC", now), at("2026-12-01T06:00:00Z"));
        // The clock goes from 02:00 to 03:00.
        let sunday = SendDay::Weekly(Weekday::Sunday);
        assert_eq!(sunday.next(2, "Europe/Berlin", at("2027-03-27T12:00:00Z")), at("2027-03-28T01:00:00Z"));
    }

    /// a report tells of whole days before the one on which it comes.
    #[test]
    fn a_report_tells_of_whole_days() {
        let told = |days: Days, zone: &str, now: &str| {
            let span = days.before(zone, at(now));
            (date(span.from()), date(span.to()))
        };
        let days = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        let morning = "2026-11-29T22:30:00Z";
        assert_eq!(told(Days::Week, "Asia/Seoul", morning), days("2026-11-23", "2026-11-29"));
        assert_eq!(told(Days::Week, "UTC", morning), days("2026-11-22", "2026-11-28"));
        assert_eq!(told(Days::Month, "UTC", morning), days("2026-10-01", "2026-10-31"));
        assert_eq!(told(Days::Month, "UTC", "2027-03-01T06:00:00Z"), days("2027-02-01", "2027-02-28"));
    }
}
