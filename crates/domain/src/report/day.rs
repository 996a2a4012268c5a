//! One room on one day by its own clock: what reports add up.
//!
//! Invariant: a pure function of what is known of the day, so that computing it again, late or twice, ends in the same figures.

use std::collections::BTreeMap;

use jiff::{ToSpan as _, civil, tz::TimeZone};

use super::{EPOCH, OpenSpan, TOLERATED, TicketCategory, TicketLife, day_number};
use crate::{
    record::{Call, Meeting, Quality},
    time::{MINUTE, Time},
};

/// The hours of a day in which tickets count for health: from five until nine in the evening (§5.6).
const HOURS: (i8, i8) = (5, 21);

/// The moments of a day by the clock of a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Its first moment.
    pub start: Time,
    /// The first moment of the next day.
    pub end: Time,
    /// When tickets begin to count for health.
    pub opens: Time,
    /// When they count no more.
    pub closes: Time,
}

impl Bounds {
    /// The moments of a day.
    pub fn of(zone: &TimeZone, day: i64) -> Self {
        let date = jiff::Span::new().try_days(day).ok().and_then(|days| EPOCH.checked_add(days).ok());
        let date = date.unwrap_or(EPOCH);
        let next = date.checked_add(1.day()).unwrap_or(date);
        let hour = |hour| moment(zone, date.at(hour, 0, 0, 0));
        Self {
            start: moment(zone, date.at(0, 0, 0, 0)),
            end: moment(zone, next.at(0, 0, 0, 0)),
            opens: hour(HOURS.0),
            closes: hour(HOURS.1),
        }
    }
}

fn moment(zone: &TimeZone, local: civil::DateTime) -> Time {
    zone.to_ambiguous_zoned(local)
        .compatible()
        .map_or(Time::from_micros(0), |at| Time::from_micros(at.timestamp().as_microsecond()))
}

/// The day of a moment by the clock of a room.
pub fn day_of(zone: &TimeZone, at: Time) -> i64 {
    day_number(at.timestamp().to_zoned(zone.clone()).date())
}

/// The figures of one room on one day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoomDay {
    /// Minutes in which it was booked; what overlaps counts once.
    pub booked_minutes: i64,
    /// Minutes of those in which people took part from elsewhere.
    pub online_minutes: i64,
    /// Meetings that began.
    pub meetings: i64,
    /// Those that were booked.
    pub booked_meetings: i64,
    /// Those that were booked and online.
    pub online_meetings: i64,
    /// People in meetings in which they were counted.
    pub people: i64,
    /// Meetings in which they were counted.
    pub counted_meetings: i64,
    /// Calls that began.
    pub calls: i64,
    /// Good ones.
    pub good_calls: i64,
    /// Poor ones.
    pub poor_calls: i64,
    /// Calls with video.
    pub video_calls: i64,
    /// Seconds in the hours of the day in which a Critical or Important ticket was open; overlapping tickets count once.
    pub trouble_seconds: i64,
    /// Whether the room was unhealthy on this day.
    pub is_unhealthy: bool,
    /// Meetings during which a Critical or Important ticket was open.
    pub impacted_meetings: i64,
    /// Tickets opened on this day, by category.
    pub opened: BTreeMap<TicketCategory, i64>,
    /// Tickets open at some time of the day that were opened earlier.
    pub earlier_tickets: i64,
    /// Tickets open at some time of the day, in somebody's hands for most of that time.
    pub taken_tickets: i64,
    /// Critical and Important tickets resolved on this day.
    pub severe_resolved: i64,
    /// Other tickets resolved on this day.
    pub mild_resolved: i64,
}

impl RoomDay {
    /// Tickets opened on this day.
    pub fn opened_tickets(&self) -> i64 {
        self.opened.values().sum()
    }

    /// Whether there is anything to tell.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A piece of time.
type Piece = (i64, i64);

/// The figures of a day, as far as they are known at a moment.
pub fn compute(
    bounds: &Bounds,
    meetings: &[Meeting],
    calls: &[Call],
    tickets: &[TicketLife],
    now: Time,
) -> RoomDay {
    let mut day = RoomDay::default();
    // What is known of times to come did not happen yet.
    let ended = |open: &OpenSpan| open.until.map_or(now, |until| until.min(now));
    let within = |from: Time, until: Time, (start, end): (Time, Time)| -> Option<Piece> {
        let (from, until) = (from.max(start).micros(), until.min(end).micros());
        (from < until).then_some((from, until))
    };
    let whole = (bounds.start, bounds.end);
    let is_today = |at: Time| bounds.start <= at && at < bounds.end;
    let booked = |is_wanted: fn(&Meeting) -> bool| {
        let pieces = meetings.iter().filter(|meeting| meeting.is_booked && is_wanted(meeting));
        length(pieces.filter_map(|meeting| within(meeting.starts_at, meeting.ends_at, whole)).collect())
            / MINUTE
    };
    day.booked_minutes = booked(|_| true);
    day.online_minutes = booked(|meeting| meeting.is_online);

    let severe = tickets.iter().flat_map(|ticket| &ticket.open).filter(|open| open.is_severe);
    let severe: Vec<(Time, Time)> = severe.map(|open| (open.from, ended(open))).collect();
    let hours = (bounds.opens, bounds.closes);
    let trouble = severe.iter().filter_map(|(from, until)| within(*from, *until, hours)).collect();
    let trouble = length(trouble);
    day.trouble_seconds = trouble / (MINUTE / 60);
    day.is_unhealthy = trouble > TOLERATED * MINUTE;

    for meeting in meetings.iter().filter(|meeting| is_today(meeting.starts_at)) {
        day.meetings += 1;
        if meeting.is_booked {
            day.booked_meetings += 1;
            day.online_meetings += i64::from(meeting.is_online);
        }
        if let Some(people) = meeting.people {
            day.people += i64::from(people);
            day.counted_meetings += 1;
        }
        let meets = |(from, until): &(Time, Time)| {
            within(*from, *until, (meeting.starts_at, meeting.ends_at)).is_some()
        };
        day.impacted_meetings += i64::from(severe.iter().any(meets));
    }
    for call in calls.iter().filter(|call| is_today(call.starts_at)) {
        day.calls += 1;
        day.video_calls += i64::from(call.has_video);
        match call.quality {
            Quality::Good => day.good_calls += 1,
            Quality::Poor => day.poor_calls += 1,
            Quality::Unknown => {}
        }
    }
    for ticket in tickets {
        let (mut taken, mut left) = (0, 0);
        for open in &ticket.open {
            let Some((from, until)) = within(open.from, ended(open), whole) else { continue };
            *(if open.is_taken { &mut taken } else { &mut left }) += until - from;
        }
        if is_today(ticket.opened_at) {
            *day.opened.entry(ticket.category).or_default() += 1;
        } else if taken + left > 0 {
            day.earlier_tickets += 1;
        }
        // Who owned it for most of the day owned it on the day (§5.6).
        day.taken_tickets += i64::from(taken > left);
        for (at, was_severe) in &ticket.resolved {
            if is_today(*at) {
                *(if *was_severe { &mut day.severe_resolved } else { &mut day.mild_resolved }) += 1;
            }
        }
    }
    day
}

/// How long pieces of time are together, where what overlaps counts once; in microseconds.
fn length(mut pieces: Vec<Piece>) -> i64 {
    pieces.sort_unstable();
    let (mut total, mut reached) = (0, i64::MIN);
    for (from, until) in pieces {
        let from = from.max(reached);
        if until > from {
            total += until - from;
            reached = until;
        }
    }
    total
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;
    use crate::time::{HOUR, SECOND};

    fn zone() -> TimeZone {
        TimeZone::get("Asia/Seoul").unwrap()
    }

    fn at(text: &str) -> Time {
        format!("{text}+09:00").parse().unwrap()
    }

    fn bounds() -> Bounds {
        Bounds::of(&zone(), day_of(&zone(), at("2026-11-26T12:00:00")))
    }

    fn later() -> Time {
        at("2026-12-01T00:00:00")
    }

    fn ticket(spans: &[(&str, &str)]) -> TicketLife {
        let open = spans.iter().map(|(from, until)| OpenSpan {
            from: at(from),
            until: Some(at(until)),
            is_severe: true,
            is_taken: false,
        });
        let open: Vec<_> = open.collect();
        TicketLife { opened_at: open[0].from, category: TicketCategory::Audio, open, resolved: Vec::new() }
    }

    fn health(tickets: &[TicketLife]) -> (i64, bool) {
        let day = compute(&bounds(), &[], &[], tickets, later());
        (day.trouble_seconds / 60, day.is_unhealthy)
    }

    /// more than 20 minutes in total make a day unhealthy: 15 and 10 do, 21 do, 20 do not (§5.6).
    #[test]
    fn more_than_twenty_minutes_are_unhealthy() {
        let of = |spans: &[(&str, &str)]| health(&[ticket(spans)]);
        let (a, b) = ("2026-11-26T09:00:00", "2026-11-26T09:15:00");
        assert_eq!(of(&[(a, b), ("2026-11-26T14:00:00", "2026-11-26T14:10:00")]), (25, true));
        assert_eq!(of(&[(a, "2026-11-26T09:21:00")]), (21, true));
        assert_eq!(of(&[(a, "2026-11-26T09:20:00")]), (20, false));
        assert_eq!(of(&[(a, "2026-11-26T09:20:01")]), (20, true));
        // Two tickets at the same time are one trouble.
        assert_eq!(health(&[ticket(&[(a, b)]), ticket(&[(a, b)])]), (15, false));
        // Warnings are none.
        let mut mild = ticket(&[(a, "2026-11-26T15:00:00")]);
        mild.open[0].is_severe = false;
        assert_eq!(health(&[mild]), (0, false));
    }

    /// only the hours from five until nine in the evening count, by the clock of the room.
    #[test]
    fn the_night_does_not_count() {
        let of = |from, until| health(&[ticket(&[(from, until)])]);
        assert_eq!(of("2026-11-26T00:00:00", "2026-11-26T05:20:00"), (20, false));
        assert_eq!(of("2026-11-26T20:30:00", "2026-11-27T04:00:00"), (30, true));
        assert_eq!(of("2026-11-25T00:00:00", "2026-11-27T00:00:00"), (16 * 60, true));
        assert_eq!(of("2026-11-26T21:00:00", "2026-11-27T05:00:00"), (0, false));
    }

    /// what is still open counts until now.
    #[test]
    fn what_lasts_counts_until_now() {
        let mut lasting = ticket(&[("2026-11-26T09:00:00", "2026-11-26T10:00:00")]);
        lasting.open[0].until = None;
        let at = |now| compute(&bounds(), &[], &[], &[lasting.clone()], now);
        let noon = at(super::tests::at("2026-11-26T09:20:00"));
        assert_eq!((noon.is_unhealthy, noon.opened_tickets(), noon.earlier_tickets), (false, 1, 0));
        assert!(at(super::tests::at("2026-11-26T09:21:00")).is_unhealthy);
        let tomorrow = Bounds::of(&zone(), day_of(&zone(), super::tests::at("2026-11-27T12:00:00")));
        let tomorrow = compute(&tomorrow, &[], &[], &[lasting.clone()], later());
        assert_eq!((tomorrow.opened_tickets(), tomorrow.earlier_tickets), (0, 1));
    }

    fn meeting(from: &str, minutes: i64, is_booked: bool, is_online: bool) -> Meeting {
        Meeting {
            name: from.to_owned(),
            starts_at: at(from),
            ends_at: at(from).plus(minutes * MINUTE),
            is_booked,
            is_online,
            people: is_online.then_some(6),
        }
    }

    /// bookings that overlap book a room once; what crosses midnight belongs to both days, and is one meeting of the first.
    #[test]
    fn booked_minutes_are_those_of_the_day() {
        let meetings = [
            meeting("2026-11-26T09:00:00", 60, true, true),
            meeting("2026-11-26T09:30:00", 60, true, false),
            meeting("2026-11-26T13:00:00", 45, false, true),
            meeting("2026-11-26T23:30:00", 60, true, false),
        ];
        let trouble = [ticket(&[("2026-11-26T09:50:00", "2026-11-26T09:55:00")])];
        let day = compute(&bounds(), &meetings, &[], &trouble, later());
        assert_eq!((day.booked_minutes, day.online_minutes), (120, 60));
        assert_eq!((day.meetings, day.booked_meetings, day.online_meetings), (4, 3, 1));
        assert_eq!((day.people, day.counted_meetings, day.impacted_meetings), (12, 2, 2));
        let next = Bounds::of(&zone(), day_of(&zone(), at("2026-11-27T12:00:00")));
        let next = compute(&next, &meetings, &[], &[], later());
        assert_eq!((next.booked_minutes, next.meetings), (30, 0));
    }

    /// whoever owned a ticket for most of a day owned it on that day.
    #[test]
    fn the_owner_of_the_day_is_who_had_it_longest() {
        let mut shared = ticket(&[
            ("2026-11-26T09:00:00", "2026-11-26T10:00:00"),
            ("2026-11-26T10:00:00", "2026-11-26T12:00:00"),
        ]);
        shared.open[1].is_taken = true;
        shared.resolved = vec![(at("2026-11-26T12:00:00"), true)];
        let day = compute(&bounds(), &[], &[], &[shared.clone()], later());
        assert_eq!((day.taken_tickets, day.severe_resolved, day.mild_resolved), (1, 1, 0));
        shared.open[0].is_taken = true;
        shared.open[1].is_taken = false;
        assert_eq!(compute(&bounds(), &[], &[], &[shared], later()).taken_tickets, 0);
    }

    /// a day begins at the midnight of the room, and is shorter or longer where the clocks change.
    #[test]
    fn days_are_those_of_the_room() {
        let seoul = bounds();
        assert_eq!((seoul.start, seoul.end.since(seoul.start)), (at("2026-11-26T00:00:00"), 24 * HOUR));
        let berlin = TimeZone::get("Europe/Berlin").unwrap();
        let spring = Bounds::of(&berlin, day_of(&berlin, "2026-03-29T12:00:00Z".parse().unwrap()));
        assert_eq!(spring.end.since(spring.start), 23 * HOUR);
        assert_eq!(spring.closes.since(spring.opens), 16 * HOUR);
        assert_eq!(day_of(&berlin, spring.end.plus(-SECOND)) + 1, day_of(&berlin, spring.end));
    }
}
