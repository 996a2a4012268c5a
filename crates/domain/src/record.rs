//! What devices tell of the meetings and calls in their rooms and of issues that somebody there reports, and when a
//! record is believed.
//!
//! Invariant: a record is checked by itself, so that a wrong one never keeps a right one out.

use serde::{Deserialize, Serialize};

use crate::time::{DAY, Time};

/// How old a record may be when it is told; reports look no further back.
pub const OLDEST: i64 = 90 * DAY;
/// How long records are kept; longer than reports look back, so that a late record finds its day whole.
pub const KEPT: i64 = 100 * DAY;
/// How far ahead a meeting may begin, in a calendar or by a clock that is fast.
pub const AHEAD: i64 = DAY;
/// The longest meeting or call.
pub const LONGEST: i64 = DAY;
/// The longest name that a device gives to a record, in characters.
pub const LONGEST_NAME: usize = 64;
/// The most people that are counted in a room.
pub const MOST_PEOPLE: u32 = 10_000;
/// The most streams of a call.
pub const MOST_STREAMS: usize = 8;
/// The longest that somebody in a room can write to its device, in characters; what is beyond is cut.
pub const LONGEST_REPORT: usize = 500;
/// How long a device keeps its logs of a reported issue.
pub const LOGS_KEPT: i64 = 30 * DAY;

/// A meeting in a room, as its device tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// What the device calls it; told again, it is the same meeting.
    pub name: String,
    /// When it began, or begins.
    pub starts_at: Time,
    /// When it ended, or ends.
    pub ends_at: Time,
    /// Whether it was booked in the calendar of the room.
    pub is_booked: bool,
    /// Whether people took part from elsewhere.
    pub is_online: bool,
    /// How many people were in the room; none where nobody counts.
    pub people: Option<u32>,
}

/// A call of a room, as its device tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// What the device calls it; told again, it is the same call.
    pub name: String,
    /// The meeting it belongs to; empty for a call without one.
    pub meeting: String,
    /// When it began.
    pub starts_at: Time,
    /// When it ended.
    pub ends_at: Time,
    /// How good it was.
    pub quality: Quality,
    /// Whether the room sent or saw video.
    pub has_video: bool,
    /// How its streams fared.
    pub streams: Vec<Stream>,
}

/// An issue that somebody in a room reported to its device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportedIssue {
    /// What the device calls it; told again, it is the same issue.
    pub name: String,
    /// When it was reported.
    pub at: Time,
    /// What was written, as plain lines.
    pub description: String,
    /// Until when the device keeps its logs of it; none where it keeps none.
    pub logs_until: Option<Time>,
}

/// How good a call was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Quality {
    /// Without complaint.
    Good,
    /// People noticed.
    Poor,
    /// Nothing is known of it.
    Unknown,
}

impl Quality {
    /// Every quality.
    pub const ALL: [Self; 3] = [Self::Good, Self::Poor, Self::Unknown];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Poor => "poor",
            Self::Unknown => "unknown",
        }
    }

    /// The quality of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|quality| quality.key() == key)
    }
}

/// One stream of a call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Stream {
    /// What it carries.
    pub kind: StreamKind,
    /// Whether the room sent it; otherwise it received it.
    pub is_sent: bool,
    /// Jitter in milliseconds.
    pub jitter_ms: Option<u32>,
    /// Packets lost, of a thousand.
    pub lost_per_mille: Option<u32>,
    /// The way to the other side and back, in milliseconds.
    pub round_trip_ms: Option<u32>,
}

/// What a stream carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum StreamKind {
    /// Voices.
    Audio,
    /// Faces.
    Video,
    /// What is shared.
    Screen,
}

impl StreamKind {
    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Audio => "audio",
            Self::Video => "video",
            Self::Screen => "screen",
        }
    }
}

/// Why a record is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It has no name, or one that is too long or not plain.
    Name,
    /// It ends before it begins, or lasts longer than a day.
    Length,
    /// It is older than reports look back.
    TooOld,
    /// It lies in the future.
    TooEarly,
    /// A number is out of its range.
    Range,
    /// Nothing was written.
    Text,
}

impl Unfit {
    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Name => "badName",
            Self::Length => "badLength",
            Self::TooOld => "tooOld",
            Self::TooEarly => "inTheFuture",
            Self::Range => "outOfRange",
            Self::Text => "badText",
        }
    }
}

impl Meeting {
    /// Whether it is believed at a moment.
    pub fn check(&self, now: Time) -> Result<(), Unfit> {
        name(&self.name, false)?;
        times(self.starts_at, self.ends_at, now, AHEAD)?;
        if self.people.is_some_and(|people| people > MOST_PEOPLE) { Err(Unfit::Range) } else { Ok(()) }
    }
}

impl Call {
    /// Whether it is believed at a moment.
    pub fn check(&self, now: Time) -> Result<(), Unfit> {
        name(&self.name, false)?;
        name(&self.meeting, true)?;
        times(self.starts_at, self.ends_at, now, AHEAD)?;
        let fits = |stream: &Stream| {
            let milliseconds = [stream.jitter_ms, stream.round_trip_ms];
            milliseconds.into_iter().flatten().all(|ms| ms <= 60_000)
                && stream.lost_per_mille.is_none_or(|lost| lost <= 1000)
        };
        if self.streams.len() <= MOST_STREAMS && self.streams.iter().all(fits) {
            Ok(())
        } else {
            Err(Unfit::Range)
        }
    }
}

impl ReportedIssue {
    /// The issue as a device tells it: written by whoever stood there, so that it is cleaned rather than refused.
    pub fn told(name: String, at: Time, description: &str, logs_until: Option<Time>) -> Self {
        let plain = |c: char| if c.is_control() && c != '\n' { ' ' } else { c };
        let text: String = description.trim().replace("\r\n", "\n").chars().map(plain).collect();
        let description = text.chars().take(LONGEST_REPORT).collect::<String>().trim().to_owned();
        let logs_until = logs_until.filter(|until| *until > at).map(|until| until.min(at.plus(LOGS_KEPT)));
        Self { name, at, description, logs_until }
    }

    /// Whether it is believed at a moment.
    pub fn check(&self, now: Time) -> Result<(), Unfit> {
        name(&self.name, false)?;
        if self.description.is_empty() {
            return Err(Unfit::Text);
        }
        if now.since(self.at) > OLDEST {
            return Err(Unfit::TooOld);
        }
        if self.at.since(now) > AHEAD { Err(Unfit::TooEarly) } else { Ok(()) }
    }
}

fn name(name: &str, may_be_empty: bool) -> Result<(), Unfit> {
    let fits = name.chars().count() <= LONGEST_NAME && !name.chars().any(char::is_control);
    if fits && (may_be_empty || !name.trim().is_empty()) { Ok(()) } else { Err(Unfit::Name) }
}

fn times(starts_at: Time, ends_at: Time, now: Time, ahead: i64) -> Result<(), Unfit> {
    if !(1..=LONGEST).contains(&ends_at.since(starts_at)) {
        return Err(Unfit::Length);
    }
    if now.since(starts_at) > OLDEST {
        return Err(Unfit::TooOld);
    }
    if starts_at.since(now) > ahead { Err(Unfit::TooEarly) } else { Ok(()) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::time::HOUR;

    const NOW: Time = Time::from_micros(1_795_000_000_000_000);

    fn meeting(from: i64, until: i64) -> Meeting {
        Meeting {
            name: "m-1".to_owned(),
            starts_at: NOW.plus(from),
            ends_at: NOW.plus(until),
            is_booked: true,
            is_online: true,
            people: Some(4),
        }
    }

    /// a record must have a name and a sensible time; each is judged by itself.
    #[test]
    fn records_are_believed_one_by_one() {
        assert_eq!(meeting(-2 * HOUR, -HOUR).check(NOW), Ok(()));
        assert_eq!(meeting(-HOUR, -HOUR).check(NOW), Err(Unfit::Length));
        assert_eq!(meeting(-2 * DAY, -HOUR).check(NOW), Err(Unfit::Length));
        assert_eq!(meeting(-OLDEST - HOUR, -OLDEST).check(NOW), Err(Unfit::TooOld));
        assert_eq!(meeting(-OLDEST, -OLDEST + HOUR).check(NOW), Ok(()));
        assert_eq!(meeting(AHEAD + HOUR, AHEAD + 2 * HOUR).check(NOW), Err(Unfit::TooEarly));
        let named = |name: &str| Meeting { name: name.to_owned(), ..meeting(-2 * HOUR, -HOUR) };
        assert_eq!(named("").check(NOW), Err(Unfit::Name));
        assert_eq!(named("a\nb").check(NOW), Err(Unfit::Name));
        assert_eq!(named(&"é".repeat(LONGEST_NAME)).check(NOW), Ok(()));
        assert_eq!(named(&"é".repeat(LONGEST_NAME + 1)).check(NOW), Err(Unfit::Name));
        let crowd = Meeting { people: Some(MOST_PEOPLE + 1), ..meeting(-2 * HOUR, -HOUR) };
        assert_eq!(crowd.check(NOW), Err(Unfit::Range));
        let stream = Stream {
            kind: StreamKind::Audio,
            is_sent: true,
            jitter_ms: None,
            lost_per_mille: Some(1001),
            round_trip_ms: None,
        };
        let call = Call {
            name: "c-1".to_owned(),
            meeting: String::new(),
            starts_at: NOW.plus(-HOUR),
            ends_at: NOW,
            quality: Quality::Good,
            has_video: true,
            streams: vec![stream.clone()],
        };
        assert_eq!(call.check(NOW), Err(Unfit::Range));
        let right = Stream { lost_per_mille: Some(1000), ..stream };
        assert_eq!(Call { streams: vec![right.clone()], ..call.clone() }.check(NOW), Ok(()));
        assert_eq!(Call { streams: vec![right; MOST_STREAMS + 1], ..call }.check(NOW), Err(Unfit::Range));
    }

    /// what somebody typed at a device is cleaned and cut; nothing, or a wrong time, is refused.
    #[test]
    fn reported_issues_are_cleaned() {
        let told = |text: &str, at: Time, until: Option<Time>| {
            ReportedIssue::told("i-1".to_owned(), at, text, until)
        };
        let issue = told("  No\u{7} sound\r\nat all\u{1b}[0m ", NOW, Some(NOW.plus(90 * DAY)));
        assert_eq!(issue.description, "No  sound\nat all [0m");
        assert_eq!(issue.logs_until, Some(NOW.plus(LOGS_KEPT)), "no longer than devices keep them");
        assert_eq!(issue.check(NOW), Ok(()));
        assert_eq!(told("x", NOW, Some(NOW)).logs_until, None);
        let long = told(&"é".repeat(LONGEST_REPORT + 1), NOW, None);
        assert_eq!(long.description.chars().count(), LONGEST_REPORT);
        assert_eq!(told(" \n\t", NOW, None).check(NOW), Err(Unfit::Text));
        assert_eq!(told("x", NOW.plus(-OLDEST - 1), None).check(NOW), Err(Unfit::TooOld));
        assert_eq!(told("x", NOW.plus(AHEAD + 1), None).check(NOW), Err(Unfit::TooEarly));
        let unnamed = ReportedIssue { name: String::new(), ..told("x", NOW, None) };
        assert_eq!(unnamed.check(NOW), Err(Unfit::Name));
    }
}
