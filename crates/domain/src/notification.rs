//! What people are told by e-mail, and when (R-265, R-146, decision 4).

use jiff::{ToSpan as _, Zoned, civil, tz::TimeZone};

use crate::{
    id::{Id, Organization},
    signal::Severity,
    time::{DAY, HOUR, MINUTE, Time},
};

/// How long what happened waits for more of the same cause, so that one cause makes one message.
pub const FOLD: i64 = MINUTE;
/// How many messages a person gets at once at most; what would make more becomes one.
pub const MOST_AT_ONCE: usize = 10;
/// How long a message is tried to be delivered.
pub const GIVEN_UP_AFTER: i64 = 7 * DAY;
/// How long is kept who was told of something that is over.
pub const KEPT: i64 = 30 * DAY;
/// The hour of the daily digest unless somebody chose another.
pub const DIGEST_HOUR: i64 = 8;

/// The longest pause between two tries.
const LONGEST_PAUSE: i64 = 6 * HOUR;

/// Something that people are told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Occasion {
    /// A signal opened a ticket.
    TicketOpened,
    /// The trouble of a ticket came back.
    TicketReactivated,
    /// A ticket became worse because nobody took care of it.
    TicketRaised,
    /// A person recorded an issue.
    IssueRecorded,
    /// The trouble of a ticket is gone.
    TicketResolved,
    /// A ticket was closed: told to those who were told of it (decision 4).
    TicketClosed,
    /// A notice was left in the portal.
    Notice,
}

impl Occasion {
    /// Every occasion.
    pub const ALL: [Self; 7] = [
        Self::TicketOpened,
        Self::TicketReactivated,
        Self::TicketRaised,
        Self::IssueRecorded,
        Self::TicketResolved,
        Self::TicketClosed,
        Self::Notice,
    ];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::TicketOpened => "ticketOpened",
            Self::TicketReactivated => "ticketReactivated",
            Self::TicketRaised => "ticketRaised",
            Self::IssueRecorded => "issueRecorded",
            Self::TicketResolved => "ticketResolved",
            Self::TicketClosed => "ticketClosed",
            Self::Notice => "notice",
        }
    }

    /// The occasion of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|occasion| occasion.key() == key)
    }
}

/// What is in somebody's mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matter {
    /// Something that happened.
    News(Occasion),
    /// Somebody else gave them a ticket to take care of.
    TicketGiven,
    /// A report that they subscribed to.
    Report,
    /// A report that somebody else has sent to them.
    SharedReport,
    /// A link by which they set a password, which a partner had mailed (decision 6).
    PasswordLink,
}

impl Matter {
    /// A notice that was left in the portal.
    pub const NOTICE: Self = Self::News(Occasion::Notice);

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::News(occasion) => occasion.key(),
            Self::TicketGiven => "ticketGiven",
            Self::Report => "report",
            Self::SharedReport => "sharedReport",
            Self::PasswordLink => "passwordLink",
        }
    }

    /// What a word stands for.
    pub fn from_key(key: &str) -> Option<Self> {
        match key {
            "ticketGiven" => Some(Self::TicketGiven),
            "report" => Some(Self::Report),
            "sharedReport" => Some(Self::SharedReport),
            "passwordLink" => Some(Self::PasswordLink),
            _ => Occasion::from_key(key).map(Self::News),
        }
    }
}

/// Whether people are told at once, or else in their daily digest.
pub const fn is_urgent(severity: Severity) -> bool {
    matches!(severity, Severity::Critical | Severity::Important)
}

/// The pause after a try that failed, in microseconds: twice as long each time.
pub fn pause_after(tries: i64) -> i64 {
    let doubled =
        u32::try_from(tries.saturating_sub(1).max(0)).ok().and_then(|times| 2_i64.checked_pow(times));
    doubled.and_then(|times| MINUTE.checked_mul(times)).unwrap_or(LONGEST_PAUSE).min(LONGEST_PAUSE)
}

/// How soon somebody is told of a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// At once.
    AtOnce,
    /// In the daily digest.
    InDigest,
}

/// How a person wants to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailChoice {
    /// Whether they get e-mail at all.
    pub is_on: bool,
    /// Whether they are told when somebody else gives them a ticket.
    pub tells_given: bool,
    /// The hour of the daily digest by their clock.
    pub digest_hour: i64,
    /// The hours by their clock from and until which nothing is sent; the same hour twice is never.
    pub quiet: Option<(i64, i64)>,
    /// The mildest tickets of which they are told at once; none where of no ticket.
    pub at_once_from: Option<Severity>,
    /// The mildest tickets of which the digest tells; none where of no ticket.
    pub digest_from: Option<Severity>,
    /// The customers of whose tickets they are told; an empty list stands for all.
    pub customers: Vec<Id<Organization>>,
}

impl Default for MailChoice {
    fn default() -> Self {
        Self {
            is_on: true,
            tells_given: true,
            digest_hour: DIGEST_HOUR,
            quiet: None,
            at_once_from: Some(Severity::Important),
            digest_from: Some(Severity::Recommended),
            customers: Vec::new(),
        }
    }
}

impl MailChoice {
    /// Whether a number is an hour of the day.
    pub fn is_hour(hour: i64) -> bool {
        (0..24).contains(&hour)
    }

    /// How soon somebody of an organization wants to be told of a ticket of some organization, if at all. Their own organization
    /// is no customer.
    pub fn pace(&self, home: Id<Organization>, within: Id<Organization>, severity: Severity) -> Option<Pace> {
        let is_chosen = within == home || self.customers.is_empty() || self.customers.contains(&within);
        let reaches = |from: Option<Severity>| from.is_some_and(|mildest| severity <= mildest);
        match (is_chosen, reaches(self.at_once_from), reaches(self.digest_from)) {
            (false, ..) | (_, false, false) => None,
            (true, true, _) => Some(Pace::AtOnce),
            (true, false, true) => Some(Pace::InDigest),
        }
    }

    /// From when on something may be sent: now, or when the quiet hours end.
    pub fn speaks_at(&self, time_zone: &str, now: Time) -> Time {
        let Some((from, until)) = self.quiet.filter(|(from, until)| from != until) else { return now };
        let hour = i64::from(local(time_zone, now).hour());
        let is_quiet =
            if from < until { (from..until).contains(&hour) } else { hour >= from || hour < until };
        if is_quiet { next(time_zone, now, until) } else { now }
    }

    /// When the next digest is due.
    pub fn next_digest(&self, time_zone: &str, now: Time) -> Time {
        next(time_zone, now, self.digest_hour)
    }
}

fn local(time_zone: &str, now: Time) -> Zoned {
    now.timestamp().to_zoned(TimeZone::get(time_zone).unwrap_or(TimeZone::UTC))
}

/// The next moment after now at which an hour begins by the clock of a time zone.
fn next(time_zone: &str, now: Time, hour: i64) -> Time {
    let here = local(time_zone, now);
    let clock = i8::try_from(hour).ok().and_then(|hour| civil::Time::new(hour, 0, 0, 0).ok());
    let clock = clock.unwrap_or(civil::Time::midnight());
    let days = [here.date().checked_add(0.days()), here.date().checked_add(1.day())];
    let moments = days.into_iter().flatten().filter_map(|day| {
        let at = day.to_datetime(clock).to_zoned(here.time_zone().clone()).ok()?;
        Some(Time::from_micros(at.timestamp().as_microsecond()))
    });
    moments.filter(|at| *at > now).min().unwrap_or(now.plus(DAY))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn at(text: &str) -> Time {
        text.parse().unwrap()
    }

    /// Critical and Important are told at once, Warnings in the digest.
    #[test]
    fn what_is_bad_is_told_at_once() {
        assert_eq!(Severity::ALL.map(is_urgent), [true, true, false, false]);
    }

    /// each person says from which severity on they are told at once, in the digest or not, and of which customers.
    #[test]
    fn people_choose_what_they_are_told_of() {
        let [home, one, other] = [1, 2, 3].map(|it| Id::<Organization>::new(uuid::Uuid::from_u128(it)));
        let shipped = MailChoice::default();
        let paces = |choice: &MailChoice, of| Severity::ALL.map(|it| choice.pace(home, of, it));
        let [now, later] = [Some(Pace::AtOnce), Some(Pace::InDigest)];
        assert_eq!(paces(&shipped, one), [now, now, later, later]);
        let choice = MailChoice {
            at_once_from: Some(Severity::Critical),
            digest_from: Some(Severity::Important),
            customers: vec![one],
            ..MailChoice::default()
        };
        assert_eq!(paces(&choice, one), [now, later, None, None]);
        assert_eq!(paces(&choice, home), [now, later, None, None], "one's own organization is no customer");
        assert_eq!(paces(&choice, other), [None; 4]);
        let nothing = MailChoice { at_once_from: None, digest_from: None, ..MailChoice::default() };
        assert_eq!(paces(&nothing, one), [None; 4]);
        let all =
            MailChoice { at_once_from: Some(Severity::Warning), digest_from: None, ..MailChoice::default() };
        assert_eq!(paces(&all, one), [now, now, now, None]);
    }

    #[test]
    fn words_are_read_back() {
        let all = Occasion::ALL.into_iter().map(Matter::News).chain([
            Matter::TicketGiven,
            Matter::Report,
            Matter::PasswordLink,
        ]);
        assert!(all.into_iter().all(|it| Matter::from_key(it.key()) == Some(it)));
    }

    /// quiet hours and the digest go by the person's own clock.
    #[test]
    fn quiet_hours_are_those_of_the_person() {
        let choice = MailChoice { quiet: Some((22, 7)), ..MailChoice::default() };
        let noon = at("2026-11-28T12:00:00Z");
        assert_eq!(choice.speaks_at("Europe/Berlin", noon), noon);
        // 21:00 in Seoul, still loud; 23:00 an hour and more later, quiet until 07:00.
        assert_eq!(choice.speaks_at("Asia/Seoul", noon), noon);
        let late = at("2026-11-28T14:30:00Z");
        assert_eq!(choice.speaks_at("Asia/Seoul", late), at("2026-11-28T22:00:00Z"));
        assert_eq!(choice.speaks_at("Asia/Seoul", at("2026-11-28T22:00:00Z")), at("2026-11-28T22:00:00Z"));
        let days = MailChoice { quiet: Some((9, 17)), ..MailChoice::default() };
        assert_eq!(days.speaks_at("Mars/Olympus", noon), at("2026-11-28T17:00:00Z"));
        let never = MailChoice { quiet: Some((9, 9)), ..MailChoice::default() };
        assert_eq!(never.speaks_at("UTC", at("2026-11-28T09:30:00Z")), at("2026-11-28T09:30:00Z"));
    }

    #[test]
    fn a_digest_comes_once_a_day() {
        let choice = MailChoice::default();
        assert_eq!(choice.next_digest("Asia/Seoul", at("2026-11-27T22:59:59Z")), at("2026-11-27T23:00:00Z"));
        assert_eq!(choice.next_digest("Asia/Seoul", at("2026-11-27T23:00:00Z")), at("2026-11-28T23:00:00Z"));
    }

    #[test]
    fn pauses_grow_and_are_bounded() {
        assert_eq!([1, 2, 3].map(pause_after), [MINUTE, 2 * MINUTE, 4 * MINUTE]);
        assert_eq!([0, 40, i64::MAX].map(pause_after), [MINUTE, LONGEST_PAUSE, LONGEST_PAUSE]);
    }
}
