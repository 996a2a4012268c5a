//! The figures of reports: room-days added up over the rooms in sight.
//!
//! Invariant: every statement names rooms by the sight of the reader. One that begins with the few days that have tickets names the
//! organizations of the sight besides, so that it finds them by their index.

mod insight;
mod monitored;
mod plans;
mod room;

use domain::{
    id::{Id, Organization, Room, RoomGroup},
    report::{Span, TicketCategory},
    time::DAY,
};

pub use self::{
    insight::{InsightRow, SET_RATE, fetch_rate, insight, rates},
    monitored::{MonitoredRooms, monitored},
    plans::plans,
    room::{CallRow, MOST_CALLS, ReportedRoom, RoomDayRow, calls, room, room_days},
};
use crate::{
    error::StoreError,
    facts::word,
    sql::{Query, Read},
    value::Row,
    values,
    view::View,
};

/// Which days of which rooms in sight a report tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Among {
    /// The days.
    pub span: Span,
    /// The rooms of a group; none for all.
    pub group: Option<Id<RoomGroup>>,
}

/// How many rooms there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RoomCounts {
    /// All of them.
    pub all: i64,
    /// Those that are monitored, of which health is told.
    pub monitored: i64,
}

/// All rooms together on one day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DayRow {
    /// The day.
    pub day: i64,
    /// Rooms that were monitored on it and unhealthy.
    pub unhealthy: i64,
    /// Tickets opened.
    pub opened: i64,
    /// Tickets open at some time.
    pub open: i64,
    /// Those of them in somebody's hands for most of it.
    pub taken: i64,
    /// Tickets resolved.
    pub resolved: i64,
}

/// What tickets did to one room on days on which it was monitored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TroubleRow {
    /// The organization.
    pub tenant: Id<Organization>,
    /// Its name.
    pub tenant_name: String,
    /// The room.
    pub room: Id<Room>,
    /// Its name.
    pub name: String,
    /// Days on which it was unhealthy.
    pub unhealthy_days: i64,
    /// Seconds of trouble in the hours of the day.
    pub trouble_seconds: i64,
    /// Tickets opened.
    pub opened: i64,
    /// On how many days tickets were open that were opened earlier, added up over the tickets.
    pub earlier: i64,
    /// Meetings during trouble.
    pub impacted_meetings: i64,
}

/// How one room was used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsageRow {
    /// The organization.
    pub tenant: Id<Organization>,
    /// Its name.
    pub tenant_name: String,
    /// The room.
    pub room: Id<Room>,
    /// Its name.
    pub name: String,
    /// Its seats, where somebody wrote them down.
    pub capacity: Option<i64>,
    /// The figures.
    pub used: Used,
}

/// How rooms were used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Used {
    /// Minutes booked.
    pub booked_minutes: i64,
    /// Minutes of those that were online.
    pub online_minutes: i64,
    /// Meetings.
    pub meetings: i64,
    /// Booked ones.
    pub booked_meetings: i64,
    /// Booked ones that were online.
    pub online_meetings: i64,
    /// People counted.
    pub people: i64,
    /// In how many meetings.
    pub counted_meetings: i64,
    /// Calls.
    pub calls: i64,
    /// Good ones.
    pub good_calls: i64,
    /// Poor ones.
    pub poor_calls: i64,
    /// Those with video.
    pub video_calls: i64,
}

impl Used {
    /// Calls of which nobody knows how good they were.
    pub const fn unknown_calls(&self) -> i64 {
        self.calls - self.good_calls - self.poor_calls
    }

    /// Adds another room.
    pub const fn add(&mut self, other: &Self) {
        self.booked_minutes += other.booked_minutes;
        self.online_minutes += other.online_minutes;
        self.meetings += other.meetings;
        self.booked_meetings += other.booked_meetings;
        self.online_meetings += other.online_meetings;
        self.people += other.people;
        self.counted_meetings += other.counted_meetings;
        self.calls += other.calls;
        self.good_calls += other.good_calls;
        self.poor_calls += other.poor_calls;
        self.video_calls += other.video_calls;
    }
}

const COUNTS: Read = Read::new(
    "select count(*), cast(coalesce(sum(case when r.monitoring = 'monitored' then 1 else 0 end), 0) as bigint) \
     from rooms r where {room:r each}",
);

/// The time zones of the organizations of some rooms.
const ZONES: Read = Read::new(
    "select distinct o.time_zone from rooms r join organizations o on o.organization_id = r.tenant_id \
     where {room:r each}",
);

const GROWTH: Read = Read::new(
    "select case when r.created_at < $1 then 0 else r.created_at / 86400000000 end, count(*) from rooms r \
     where {room:r each}",
);

const DAYS: Read = Read::new(
    "select d.day, cast(sum(case when d.is_unhealthy and exists (select 1 from monitored_days m where m.tenant_id = d.tenant_id and m.room_id = d.room_id \
     and m.from_day <= d.day and (m.until_day is null or m.until_day >= d.day)) \
     then 1 else 0 end) as bigint), \
     cast(sum(d.opened_tickets) as bigint), cast(sum(d.opened_tickets + d.earlier_tickets) as bigint), \
     cast(sum(d.taken_tickets) as bigint), cast(sum(d.severe_resolved + d.mild_resolved) as bigint) \
     from room_days d join rooms r on r.tenant_id = d.tenant_id and r.room_id = d.room_id \
     where {tenant:d.tenant_id} and d.day between $1 and $2 and d.has_tickets and {room:r}",
);

const TROUBLES: Read = Read::new(
    "select d.tenant_id, o.name, d.room_id, r.name, cast(sum(case when d.is_unhealthy then 1 else 0 end) as bigint), \
     cast(sum(d.trouble_seconds) as bigint), cast(sum(d.opened_tickets) as bigint), \
     cast(sum(d.earlier_tickets) as bigint), cast(sum(d.impacted_meetings) as bigint) \
     from room_days d join rooms r on r.tenant_id = d.tenant_id and r.room_id = d.room_id \
     join organizations o on o.organization_id = r.tenant_id \
     where {tenant:d.tenant_id} and d.day between $1 and $2 and d.has_tickets \
     and exists (select 1 from monitored_days m where m.tenant_id = d.tenant_id and m.room_id = d.room_id \
     and m.from_day <= d.day and (m.until_day is null or m.until_day >= d.day)) and {room:r}",
);

const STEADY: Read = Read::new(
    "select r.tenant_id, o.name, r.room_id, r.name from rooms r join organizations o on o.organization_id = r.tenant_id \
     where r.monitoring = 'monitored' and not exists (select 1 from room_days d where d.tenant_id = r.tenant_id \
     and d.room_id = r.room_id and d.day between $1 and $2 and d.has_tickets) and {room:r}",
);

const CATEGORIES: Read = Read::new(
    "select c.category, cast(sum(c.opened) as bigint) from room_day_tickets c \
     join rooms r on r.tenant_id = c.tenant_id and r.room_id = c.room_id \
     where {tenant:c.tenant_id} and c.day between $1 and $2 and {room:r}",
);

const USAGE: Read = Read::new(
    "select r.tenant_id, o.name, r.room_id, r.name, r.capacity, \
     cast(coalesce(sum(d.booked_minutes), 0) as bigint), cast(coalesce(sum(d.online_minutes), 0) as bigint), \
     cast(coalesce(sum(d.meetings), 0) as bigint), cast(coalesce(sum(d.booked_meetings), 0) as bigint), \
     cast(coalesce(sum(d.online_meetings), 0) as bigint), cast(coalesce(sum(d.people), 0) as bigint), \
     cast(coalesce(sum(d.counted_meetings), 0) as bigint), cast(coalesce(sum(d.calls), 0) as bigint), \
     cast(coalesce(sum(d.good_calls), 0) as bigint), cast(coalesce(sum(d.poor_calls), 0) as bigint), \
     cast(coalesce(sum(d.video_calls), 0) as bigint) \
     from rooms r join organizations o on o.organization_id = r.tenant_id \
     left join room_days d on d.tenant_id = r.tenant_id and d.room_id = r.room_id and d.day between $1 and $2 \
     where {room:r each}",
);

impl Among {
    fn query(&self, read: &Read) -> Query {
        self.narrowed(Query::new(read, values![self.span.from(), self.span.to()]))
    }

    /// The rooms of the group alone, if one was chosen.
    fn narrowed(&self, mut query: Query) -> Query {
        if let Some(group) = self.group {
            query.push(
                " and exists (select 1 from room_group_members m where m.tenant_id = r.tenant_id \
                 and m.room_id = r.room_id and m.group_id = ",
            );
            query.bind(group).push(")");
        }
        query
    }

    fn counts(&self) -> Query {
        self.narrowed(Query::new(&COUNTS, values![]))
    }

    fn zones(&self) -> Query {
        self.narrowed(Query::new(&ZONES, values![]))
    }

    fn growth(&self) -> Query {
        let mut query = self.narrowed(Query::new(&GROWTH, values![self.span.from() * DAY]));
        query.push(" group by 1 order by 1");
        query
    }

    fn days(&self) -> Query {
        let mut query = self.query(&DAYS);
        query.push(" group by d.day order by d.day");
        query
    }

    fn troubles(&self) -> Query {
        let mut query = self.query(&TROUBLES);
        query.push(" group by d.tenant_id, o.name, d.room_id, r.name");
        query
    }

    fn steady(&self, most: i64) -> Query {
        let mut query = self.query(&STEADY);
        query.push(" order by r.name_key, r.room_id limit ").bind(most);
        query
    }

    fn categories(&self) -> Query {
        let mut query = self.query(&CATEGORIES);
        query.push(" group by c.category");
        query
    }

    fn usage(&self) -> Query {
        let mut query = self.query(&USAGE);
        query.push(" group by r.tenant_id, r.room_id, o.organization_id");
        query
    }
}

/// How many rooms there are in sight.
pub async fn counts(view: &mut View, among: &Among) -> Result<RoomCounts, StoreError> {
    let rows = view.rows(among.counts()).await?;
    let row = rows.first().ok_or(StoreError::Column { index: 0 })?;
    Ok(RoomCounts { all: row.get(0)?, monitored: row.get(1)? })
}

/// The time zones, by IANA name, of the organizations whose rooms are in sight.
pub async fn zones(view: &mut View, among: &Among) -> Result<Vec<String>, StoreError> {
    view.rows(among.zones()).await?.iter().map(|row| row.get(0)).collect()
}

/// How many rooms there were before the span, and how many came on which of its days (by UTC).
pub async fn growth(view: &mut View, among: &Among) -> Result<Vec<(i64, i64)>, StoreError> {
    view.rows(among.growth()).await?.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// The days that had tickets, in their order.
pub async fn days(view: &mut View, among: &Among) -> Result<Vec<DayRow>, StoreError> {
    let row = |row: &Row| {
        Ok(DayRow {
            day: row.get(0)?,
            unhealthy: row.get(1)?,
            opened: row.get(2)?,
            open: row.get(3)?,
            taken: row.get(4)?,
            resolved: row.get(5)?,
        })
    };
    view.rows(among.days()).await?.iter().map(row).collect()
}

/// The rooms that had tickets while they were monitored.
pub async fn troubles(view: &mut View, among: &Among) -> Result<Vec<TroubleRow>, StoreError> {
    let row = |row: &Row| {
        Ok(TroubleRow {
            tenant: row.get(0)?,
            tenant_name: row.get(1)?,
            room: row.get(2)?,
            name: row.get(3)?,
            unhealthy_days: row.get(4)?,
            trouble_seconds: row.get(5)?,
            opened: row.get(6)?,
            earlier: row.get(7)?,
            impacted_meetings: row.get(8)?,
        })
    };
    view.rows(among.troubles()).await?.iter().map(row).collect()
}

/// Some monitored rooms that had no tickets, by name.
pub async fn steady(view: &mut View, among: &Among, most: i64) -> Result<Vec<TroubleRow>, StoreError> {
    let row = |row: &Row| {
        Ok(TroubleRow {
            tenant: row.get(0)?,
            tenant_name: row.get(1)?,
            room: row.get(2)?,
            name: row.get(3)?,
            unhealthy_days: 0,
            trouble_seconds: 0,
            opened: 0,
            earlier: 0,
            impacted_meetings: 0,
        })
    };
    view.rows(among.steady(most)).await?.iter().map(row).collect()
}

/// How many tickets were opened, by category.
pub async fn categories(view: &mut View, among: &Among) -> Result<Vec<(TicketCategory, i64)>, StoreError> {
    let rows = view.rows(among.categories()).await?;
    rows.iter().map(|row| Ok((word(row, 0, TicketCategory::from_key)?, row.get(1)?))).collect()
}

/// How each room in sight was used, in no order.
pub async fn usage(view: &mut View, among: &Among) -> Result<Vec<UsageRow>, StoreError> {
    let row = |row: &Row| {
        Ok(UsageRow {
            tenant: row.get(0)?,
            tenant_name: row.get(1)?,
            room: row.get(2)?,
            name: row.get(3)?,
            capacity: row.get(4)?,
            used: Used {
                booked_minutes: row.get(5)?,
                online_minutes: row.get(6)?,
                meetings: row.get(7)?,
                booked_meetings: row.get(8)?,
                online_meetings: row.get(9)?,
                people: row.get(10)?,
                counted_meetings: row.get(11)?,
                calls: row.get(12)?,
                good_calls: row.get(13)?,
                poor_calls: row.get(14)?,
                video_calls: row.get(15)?,
            },
        })
    };
    view.rows(among.usage()).await?.iter().map(row).collect()
}
