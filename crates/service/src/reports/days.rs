//! Room-days computed anew: after a record or a ticket's turn, and when time alone changes them.
//!
//! Invariant: days are written whole from what is stored, so that computing them late, twice or on two nodes ends in the same.

use domain::{
    record,
    report::{self, Bounds, TicketLife, TimeZone, clock, compute, day_of},
    time::{DAY, MINUTE, SECOND, Time},
};
use store::{
    StoreError,
    telemetry::{Happened, StaleRoom, Telemetry},
};

use crate::{app::App, refusal::Refusal};

/// How many rooms share a transaction: few enough that a report waits some milliseconds only.
const TOGETHER: i64 = 50;
/// How many batches one turn does at most.
const TURNS: usize = 40;

/// One turn; called by the server from time to time.
pub async fn tend(app: &App) -> Result<(), Refusal> {
    for _ in 0..TURNS {
        let now = app.clock.now();
        let rooms = app.store.rooms_with_stale_days(now, TOGETHER).await?;
        if rooms.is_empty() {
            return Ok(());
        }
        let mut tx = app.store.begin_telemetry(app.ids.next(), now).await?;
        for room in tx.stale_rooms(rooms).await? {
            compute_days(&mut tx, &room, now).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}

async fn compute_days(tx: &mut Telemetry, room: &StaleRoom, now: Time) -> Result<(), StoreError> {
    let zone = clock(&room.time_zone);
    let today = day_of(&zone, now);
    let first = day_of(&zone, room.since).clamp(today - report::KEPT + 1, today);
    let from = Bounds::of(&zone, first).start;
    // What began before a midnight may last beyond it.
    let happened = tx.happened(room, from.plus(-record::LONGEST), from).await?;
    let last = happened.meetings.iter().map(|meeting| day_of(&zone, meeting.starts_at));
    let last = last.fold(today, i64::max);
    tx.clear_room_days(room, first, today - report::KEPT, now.plus(-record::KEPT)).await?;
    for day in first..=last {
        let Happened { meetings, calls, tickets } = &happened;
        let figures = compute(&Bounds::of(&zone, day), meetings, calls, tickets, now);
        if !figures.is_empty() {
            tx.put_room_day(room, day, &figures).await?;
        }
    }
    tx.room_days_done(room, again(&zone, today, &happened, now)).await
}

/// From when on the days are computed again, and when, because a ticket is open: as soon as it makes the day unhealthy, and at the
/// end of the day.
fn again(zone: &TimeZone, today: i64, happened: &Happened, now: Time) -> Option<(Time, Time)> {
    if !happened.tickets.iter().any(TicketLife::is_open) {
        return None;
    }
    let bounds = Bounds::of(zone, today);
    let figures = compute(&bounds, &[], &[], &happened.tickets, now);
    let lasting = happened.tickets.iter().filter_map(|ticket| ticket.open.last());
    let severe = lasting.filter(|open| open.until.is_none() && open.is_severe);
    // While the room or the signal is suppressed, that is a moment to come.
    let severe_from = severe.map(|open| open.from).min();
    let left = report::TOLERATED * MINUTE - figures.trouble_seconds * SECOND + SECOND;
    let turns = severe_from.map(|from| now.max(bounds.opens).max(from).plus(left));
    let awaited = turns.filter(|turns| !figures.is_unhealthy && *turns <= bounds.closes);
    let at = awaited.unwrap_or(bounds.end);
    Some((bounds.start, at.max(now.plus(SECOND)).min(now.plus(DAY + DAY / 8))))
}
