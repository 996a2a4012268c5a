//! The meetings and calls of a simulated room: business days, working hours by the clock of the room; now and then somebody
//! reports an issue after a meeting.
//!
//! Invariant: the same seed and day give the same records, so that whatever is told again is known to the server.

use jiff::{SignedDuration, Timestamp, ToSpan as _, civil::Date, tz::TimeZone};
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use wire::agents::{
    CallQuality, CallRecord, CallStream, MeetingRecord, Record, ReportedIssueRecord, StreamKind,
};

/// The hours in which meetings begin.
const HOURS: (i8, i8) = (8, 18);
/// Of a hundred days, on how many somebody reports an issue.
const REPORTING_DAYS: u32 = 6;
/// What people report.
const REPORTED: [&str; 8] = [
    "Nobody on the other side could hear us.",
    "The picture froze twice, then the call went on without video.",
    "The microphone at the far end of the table does not work.",
    "The screen stays black when I share from my laptop.",
    "There is a loud echo whenever the others speak.",
    "The camera shows the ceiling.",
    "The touch console did not react for some minutes.",
    "The room was booked, but the meeting was not on the console.",
];
/// How many days ahead the end of the next meeting is looked for: a long week-end.
const LOOK_AHEAD: i64 = 7;

/// What happens in a room on each day.
#[derive(Clone, Debug)]
pub(super) struct Calendar {
    zone: TimeZone,
    past_days: u16,
    seed: [u8; 32],
}

impl Calendar {
    pub(super) fn new(zone: TimeZone, past_days: u16, seed: [u8; 32]) -> Self {
        Self { zone, past_days, seed }
    }

    /// What was over by now, as far as the calendar looks back.
    pub(super) fn past(&self, now: Timestamp) -> Vec<Record> {
        let back = SignedDuration::from_hours(24 * i64::from(self.past_days));
        self.between(now.checked_sub(back).unwrap_or(now), now)
    }

    /// What ended after one moment, until another.
    pub(super) fn between(&self, after: Timestamp, until: Timestamp) -> Vec<Record> {
        let ended = |(end, _): &(Timestamp, Record)| after < *end && *end <= until;
        self.days(after, until).flat_map(|day| self.on(day)).filter(ended).map(|(_, record)| record).collect()
    }

    /// When the next meeting or call ends.
    pub(super) fn next_end(&self, after: Timestamp) -> Option<Timestamp> {
        let until = after.checked_add(SignedDuration::from_hours(24 * LOOK_AHEAD)).ok()?;
        self.days(after, until)
            .find_map(|day| self.on(day).into_iter().map(|(end, _)| end).filter(|end| *end > after).min())
    }

    fn days(&self, from: Timestamp, until: Timestamp) -> impl Iterator<Item = Date> {
        let date = |at: Timestamp| at.to_zoned(self.zone.clone()).date();
        let (first, last) = (date(from), date(until));
        std::iter::successors(Some(first), |day| day.checked_add(1.day()).ok())
            .take_while(move |day| *day <= last)
    }

    /// The records of a day with their ends.
    fn on(&self, day: Date) -> Vec<(Timestamp, Record)> {
        let mut records = Vec::new();
        if day.weekday().to_monday_one_offset() > 5 {
            return records;
        }
        let mut rng = StdRng::from_seed(self.seed_of(day));
        let mut at = i64::from(HOURS.0) * 60 + rng.random_range(0..=4) * 15;
        let midnight = day.at(0, 0, 0, 0);
        let mut number = 0;
        let (reporting, what) = self.reports_on(day);
        while at < i64::from(HOURS.1) * 60 {
            number += 1;
            let minutes = [30, 30, 45, 60, 60, 90].get(rng.random_range(0..6)).copied().unwrap_or(30);
            let moment = |minute: i64| {
                let local = midnight.checked_add(minute.minutes()).ok()?;
                Some(self.zone.to_ambiguous_zoned(local).compatible().ok()?.timestamp())
            };
            let (Some(start), Some(end)) = (moment(at), moment(at + minutes)) else { break };
            let id = format!("m-{day}-{number}");
            let is_online = rng.random_bool(0.7);
            let meeting = MeetingRecord {
                id: id.clone(),
                started_at: start.to_string(),
                ended_at: end.to_string(),
                is_booked: rng.random_bool(0.85),
                is_online,
                people_count: Some(rng.random_range(1..=8)),
            };
            records.push((end, Record::Meeting { meeting }));
            if is_online {
                records.push((end, call(format!("c-{day}-{number}"), id, start, end, &mut rng)));
            }
            if reporting == Some(number) {
                records.push((end, reported(format!("i-{day}"), what, end)));
            }
            at += minutes + rng.random_range(0..=10) * 15;
        }
        records
    }

    /// After which meeting of a day somebody reports an issue, and what. Drawn apart from the meetings, which stay as they are.
    fn reports_on(&self, day: Date) -> (Option<i32>, &'static str) {
        let mut rng = StdRng::from_seed(self.seed_of(day).map(|byte| !byte));
        let number = rng.random_range(1..=4);
        let what = REPORTED.get(rng.random_range(0..REPORTED.len())).copied().unwrap_or_default();
        (rng.random_ratio(REPORTING_DAYS, 100).then_some(number), what)
    }

    /// Of the room and of the day.
    fn seed_of(&self, day: Date) -> [u8; 32] {
        let mut seed = self.seed;
        let [year_high, year_low] = day.year().to_be_bytes();
        let of_day = [year_high, year_low, day.month().unsigned_abs(), day.day().unsigned_abs()];
        seed.iter_mut().zip(of_day).for_each(|(byte, of_day)| *byte ^= of_day);
        seed
    }
}

fn reported(id: String, what: &str, at: Timestamp) -> Record {
    let until = at.checked_add(crate::reported::KEPT).ok();
    let reported_issue = ReportedIssueRecord {
        id,
        reported_at: at.to_string(),
        description: what.to_owned(),
        logs_kept_until: until.map(|until| until.to_string()),
    };
    Record::ReportedIssue { reported_issue }
}

fn call(id: String, meeting: String, start: Timestamp, end: Timestamp, rng: &mut StdRng) -> Record {
    let quality = match rng.random_range(0..100) {
        0..87 => CallQuality::Good,
        87..96 => CallQuality::Poor,
        _ => CallQuality::Unknown,
    };
    let has_video = rng.random_bool(0.75);
    let kinds: &[StreamKind] =
        if has_video { &[StreamKind::Audio, StreamKind::Video] } else { &[StreamKind::Audio] };
    let mut streams = Vec::new();
    for (kind, is_sent) in kinds.iter().flat_map(|kind| [(*kind, true), (*kind, false)]) {
        let (jitter, lost, round_trip) = match quality {
            CallQuality::Poor => (30..80, 20..90, 180..400),
            _ => (2..15, 0..6, 20..90),
        };
        // Of a call that nobody knows the quality of, nothing was measured.
        let known = quality != CallQuality::Unknown;
        streams.push(CallStream {
            kind,
            is_sent,
            jitter_ms: known.then(|| rng.random_range(jitter)),
            lost_per_mille: known.then(|| rng.random_range(lost)),
            round_trip_ms: known.then(|| rng.random_range(round_trip)),
        });
    }
    let call = CallRecord {
        id,
        meeting_id: Some(meeting),
        started_at: start.to_string(),
        ended_at: end.to_string(),
        quality,
        has_video,
        streams,
    };
    Record::Call { call }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, reason = "tests")]
mod tests {
    use super::*;

    fn calendar(seed: u8) -> Calendar {
        Calendar::new(TimeZone::get("Asia/Seoul").unwrap(), 14, [seed; 32])
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    /// simulated rooms meet on business days in working hours by their own clock, and tell the same again.
    #[test]
    fn rooms_meet_in_working_hours_of_business_days() {
        let now = at("2026-11-26T09:00:00Z");
        let past = calendar(1).past(now);
        assert_eq!(past, calendar(1).past(now));
        assert_ne!(past, calendar(2).past(now));
        let mut calls = 0;
        for record in &past {
            let Record::Meeting { meeting } = record else {
                calls += 1;
                continue;
            };
            let start = at(&meeting.started_at).to_zoned(TimeZone::get("Asia/Seoul").unwrap());
            assert!((HOURS.0..HOURS.1).contains(&start.hour()), "{start}");
            assert!(start.weekday().to_monday_one_offset() <= 5, "{start}");
            assert!(at(&meeting.ended_at) <= now);
        }
        assert!(past.len() > 60 && calls > 20, "{} {calls}", past.len());
    }

    /// between two moments every record is told once, when it is over.
    #[test]
    fn each_record_is_told_when_it_is_over() {
        let (mut told_until, until) = (at("2026-11-26T00:00:00Z"), at("2026-12-01T00:00:00Z"));
        let whole = calendar(3).between(told_until, until);
        let mut pieces = Vec::new();
        while let Some(next) = calendar(3).next_end(told_until).filter(|next| *next <= until) {
            pieces.extend(calendar(3).between(told_until, next));
            told_until = next;
        }
        assert_eq!(pieces, whole);
        assert!(!whole.is_empty());
    }

    /// now and then somebody reports an issue at the end of a meeting; told again it is the same.
    #[test]
    fn now_and_then_somebody_reports_an_issue() {
        let now = at("2026-11-26T09:00:00Z");
        let mut issues = Vec::new();
        for seed in 0..20 {
            issues.extend(calendar(seed).past(now).into_iter().filter_map(|record| match record {
                Record::ReportedIssue { reported_issue } => Some(reported_issue),
                _ => None,
            }));
        }
        assert!((3..60).contains(&issues.len()), "{issues:?}");
        assert!(issues.iter().all(|issue| at(&issue.reported_at) <= now && !issue.description.is_empty()));
    }
}
