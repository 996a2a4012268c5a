//! Where room-days are computed: what is known of rooms from a day on, and the figures that come of it.
//!
//! Invariant: rooms are locked before anything of them is read, in the order of their identifiers, so that several nodes compute
//! without harm, and whatever a report or a person writes meanwhile is computed afterwards.

use std::collections::BTreeMap;

use domain::{
    id::{Id, Organization, Room, Ticket},
    record::{Call, Meeting},
    report::{Entry, RoomDay, TicketCategory, TicketLife},
    signal::{Category, Severity},
    suppression::times_of,
    time::Time,
};

use super::{
    Telemetry,
    records::{call, meeting},
    word,
};
use crate::{
    Store,
    error::StoreError,
    feed::{ask, run},
    room_days, values,
};

pub(super) const DUE: &str = "select room_id from room_days_due where due_at <= $1 order by due_at limit $2";

pub(super) const LOCK: &str =
    "select tenant_id, room_id, time_zone from rooms where room_id {in $1} order by room_id{lock}";

pub(super) const SINCE: &str =
    "select since from room_days_due where tenant_id = $1 and room_id = $2 and due_at <= $3{lock}";

/// Of a room that is not there any more.
const GONE: &str = "delete from room_days_due where due_at <= $1 and room_id {in $2}";

const DONE: &str = "delete from room_days_due where tenant_id = $1 and room_id = $2";

pub(super) const MEETINGS: &str = "select name, starts_at, ends_at, is_booked, is_online, people from meetings \
     where tenant_id = $1 and room_id = $2 and starts_at >= $3 order by starts_at";

pub(super) const CALLS: &str = "select name, starts_at, ends_at, meeting, quality, has_video, streams from calls \
     where tenant_id = $1 and room_id = $2 and starts_at >= $3 order by starts_at";

pub(super) const TICKETS: &str = "select ticket_id, opened_at, category, signal, severity, instance from tickets \
     where tenant_id = $1 and room_id = $2 and (closed_at is null or closed_at >= $3)";

pub(super) const ENTRIES: &str = "select ticket_id, at, kind, before, after from ticket_entries \
     where tenant_id = $1 and ticket_id {in $2} and kind in ('state', 'severity', 'owner') order by ticket_id, number";

const FORGET_DAYS: &str =
    "delete from room_days where tenant_id = $1 and room_id = $2 and (day < $3 or day >= $4)";

const FORGET_OPENED: &str =
    "delete from room_day_tickets where tenant_id = $1 and room_id = $2 and (day < $3 or day >= $4)";

const FORGET_MEETINGS: &str = "delete from meetings where tenant_id = $1 and room_id = $2 and starts_at < $3";

const FORGET_CALLS: &str = "delete from calls where tenant_id = $1 and room_id = $2 and starts_at < $3";

const FORGET_MAINTENANCE: &str =
    "delete from maintenance_times where tenant_id = $1 and room_id = $2 and ends_at < $3";

const PUT: &str = "insert into room_days (tenant_id, room_id, day, booked_minutes, online_minutes, meetings, \
     booked_meetings, online_meetings, people, counted_meetings, calls, good_calls, poor_calls, video_calls, \
     trouble_seconds, is_unhealthy, impacted_meetings, opened_tickets, earlier_tickets, taken_tickets, severe_resolved, \
     mild_resolved) \
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)";

const PUT_OPENED: &str =
    "insert into room_day_tickets (tenant_id, room_id, day, category, opened) values ($1, $2, $3, $4, $5)";

/// A room whose days are computed anew.
#[derive(Clone, Debug)]
pub struct StaleRoom {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The room.
    pub room: Id<Room>,
    /// By which clock its days begin and end; empty where nobody wrote it down.
    pub time_zone: String,
    /// From the day of which moment on.
    pub since: Time,
}

/// What is known of a room.
#[derive(Clone, Debug, Default)]
pub struct Happened {
    /// Its meetings.
    pub meetings: Vec<Meeting>,
    /// Its calls.
    pub calls: Vec<Call>,
    /// Its tickets.
    pub tickets: Vec<TicketLife>,
}

impl Store {
    /// Rooms whose days are to be computed anew, the longest waiting first.
    pub async fn rooms_with_stale_days(&self, now: Time, limit: i64) -> Result<Vec<Id<Room>>, StoreError> {
        let mut tx = self.db.begin_read().await?;
        ask(&mut tx, DUE, values![now, limit]).await?.iter().map(|row| row.get(0)).collect()
    }
}

impl Telemetry {
    /// Those of some rooms whose days are still to be computed, locked.
    pub async fn stale_rooms(&mut self, rooms: Vec<Id<Room>>) -> Result<Vec<StaleRoom>, StoreError> {
        let mut stale = Vec::new();
        let mut gone = rooms.clone();
        for row in ask(&mut self.tx, LOCK, values![rooms]).await? {
            let (tenant, room): (Id<Organization>, Id<Room>) = (row.get(0)?, row.get(1)?);
            gone.retain(|other| *other != room);
            let since = ask(&mut self.tx, SINCE, values![tenant, room, self.now]).await?;
            let Some(since) = since.first() else { continue };
            stale.push(StaleRoom { tenant, room, time_zone: row.get(2)?, since: since.get(0)? });
        }
        if !gone.is_empty() {
            run(&mut self.tx, GONE, values![self.now, gone]).await?;
        }
        Ok(stale)
    }

    /// What is known of a room since a moment: records that begin from a little before on, and tickets that were not closed
    /// before it.
    pub async fn happened(
        &mut self,
        room: &StaleRoom,
        records_since: Time,
        since: Time,
    ) -> Result<Happened, StoreError> {
        let (tenant, id) = (room.tenant, room.room);
        let meetings = ask(&mut self.tx, MEETINGS, values![tenant, id, records_since]).await?;
        let calls = ask(&mut self.tx, CALLS, values![tenant, id, records_since]).await?;
        let rows = ask(&mut self.tx, TICKETS, values![tenant, id, since]).await?;
        let ids: Vec<Id<Ticket>> = rows.iter().map(|row| row.get(0)).collect::<Result<_, StoreError>>()?;
        let mut entries: BTreeMap<Id<Ticket>, Vec<Entry>> = BTreeMap::new();
        for row in ask(&mut self.tx, ENTRIES, values![tenant, ids]).await? {
            let entry = Entry { at: row.get(1)?, kind: row.get(2)?, before: row.get(3)?, after: row.get(4)? };
            entries.entry(row.get(0)?).or_default().push(entry);
        }
        let mut tickets = Vec::new();
        for row in rows {
            let category = TicketCategory::of(word(&row, 2, Category::from_key)?, row.text(3)?);
            let severity = word(&row, 4, Severity::from_key)?;
            let entries = entries.remove(&row.get(0)?).unwrap_or_default();
            let life = TicketLife::read(row.get(1)?, category, severity, &entries);
            tickets.push((life, row.get::<String>(3)?, row.get::<String>(5)?));
        }
        if tickets.iter().any(|(life, ..)| life.open.iter().any(|open| open.is_severe)) {
            let suppressed = self.suppressed_since((tenant, id), since).await?;
            for (life, signal, instance) in &mut tickets {
                life.quiet(&times_of(&suppressed, signal, instance));
            }
        }
        Ok(Happened {
            meetings: meetings.iter().map(meeting).collect::<Result<_, _>>()?,
            calls: calls.iter().map(call).collect::<Result<_, _>>()?,
            tickets: tickets.into_iter().map(|(life, ..)| life).collect(),
        })
    }

    /// Takes the days of a room away from one on, and what is older than is kept.
    pub async fn clear_room_days(
        &mut self,
        room: &StaleRoom,
        from: i64,
        oldest: i64,
        oldest_record: Time,
    ) -> Result<(), StoreError> {
        let (tenant, id) = (room.tenant, room.room);
        for text in [FORGET_DAYS, FORGET_OPENED] {
            run(&mut self.tx, text, values![tenant, id, oldest, from]).await?;
        }
        for text in [FORGET_MEETINGS, FORGET_CALLS, FORGET_MAINTENANCE] {
            run(&mut self.tx, text, values![tenant, id, oldest_record]).await?;
        }
        Ok(())
    }

    /// Writes a day of a room.
    pub async fn put_room_day(
        &mut self,
        room: &StaleRoom,
        day: i64,
        figures: &RoomDay,
    ) -> Result<(), StoreError> {
        let values = values![
            room.tenant,
            room.room,
            day,
            figures.booked_minutes,
            figures.online_minutes,
            figures.meetings,
            figures.booked_meetings,
            figures.online_meetings,
            figures.people,
            figures.counted_meetings,
            figures.calls,
            figures.good_calls,
            figures.poor_calls,
            figures.video_calls,
            figures.trouble_seconds,
            figures.is_unhealthy,
            figures.impacted_meetings,
            figures.opened_tickets(),
            figures.earlier_tickets,
            figures.taken_tickets,
            figures.severe_resolved,
            figures.mild_resolved
        ];
        run(&mut self.tx, PUT, values).await?;
        for (category, opened) in &figures.opened {
            let values = values![room.tenant, room.room, day, category.key(), *opened];
            run(&mut self.tx, PUT_OPENED, values).await?;
        }
        Ok(())
    }

    /// Notes that the days of a room are computed, and when they are again where time alone changes them.
    pub async fn room_days_done(
        &mut self,
        room: &StaleRoom,
        again: Option<(Time, Time)>,
    ) -> Result<(), StoreError> {
        run(&mut self.tx, DONE, values![room.tenant, room.room]).await?;
        let Some((since, due_at)) = again else { return Ok(()) };
        room_days::stale(&mut self.tx, room.tenant, room.room, since, due_at).await
    }

    /// Has the days of a room computed anew, because a ticket of it turned.
    pub(super) async fn ticket_turned(
        &mut self,
        tenant: Id<Organization>,
        room: Id<Room>,
    ) -> Result<(), StoreError> {
        room_days::stale(&mut self.tx, tenant, room, self.now, self.now).await
    }
}
