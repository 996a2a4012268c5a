//! One room in reports: its days, and its calls with their streams.

use domain::{
    id::{Id, Organization, Room},
    record::Call,
    report::Span,
    time::Time,
};

use super::Used;
use crate::{
    error::StoreError,
    sql::{Query, Read},
    telemetry::records::call,
    values,
    view::View,
};

/// How many calls are shown at most, the newest first.
pub const MOST_CALLS: i64 = 500;

/// A room that is in sight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportedRoom {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The room.
    pub room: Id<Room>,
    /// Its name.
    pub name: String,
    /// By which clock its days begin; empty where nobody wrote it down.
    pub time_zone: String,
}

/// A room on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoomDayRow {
    /// The day.
    pub day: i64,
    /// Whether it was unhealthy.
    pub is_unhealthy: bool,
    /// Seconds of trouble in the hours of the day.
    pub trouble_seconds: i64,
    /// How it was used.
    pub used: Used,
}

/// A call of a room.
pub type CallRow = Call;

const ROOM: Read = Read::new(
    "select r.tenant_id, r.room_id, r.name, r.time_zone from rooms r where {room:r} and r.room_id = $1",
);

const ROOM_DAYS: Read = Read::new(
    "select d.day, d.is_unhealthy, d.trouble_seconds, d.booked_minutes, d.online_minutes, d.meetings, d.booked_meetings, \
     d.online_meetings, d.people, d.counted_meetings, d.calls, d.good_calls, d.poor_calls, d.video_calls \
     from rooms r join room_days d on d.tenant_id = r.tenant_id and d.room_id = r.room_id \
     where {room:r} and r.room_id = $1 and d.day between $2 and $3 order by d.day desc",
);

const CALLS: Read = Read::new(
    "select c.name, c.starts_at, c.ends_at, c.meeting, c.quality, c.has_video, c.streams \
     from rooms r join calls c on c.tenant_id = r.tenant_id and c.room_id = r.room_id \
     where {room:r} and r.room_id = $1 and c.starts_at >= $2 and c.starts_at < $3 \
     order by c.starts_at desc, c.name limit $4",
);

/// The room, where it is in sight.
pub async fn room(view: &mut View, room: Id<Room>) -> Result<Option<ReportedRoom>, StoreError> {
    let row = view.find(&ROOM, values![room]).await?;
    row.map(|row| {
        Ok(ReportedRoom { tenant: row.get(0)?, room: row.get(1)?, name: row.get(2)?, time_zone: row.get(3)? })
    })
    .transpose()
}

/// The days of a room of which there is something to tell, the newest first.
pub async fn room_days(view: &mut View, room: Id<Room>, span: Span) -> Result<Vec<RoomDayRow>, StoreError> {
    let rows = view.rows(Query::new(&ROOM_DAYS, values![room, span.from(), span.to()])).await?;
    rows.iter()
        .map(|row| {
            Ok(RoomDayRow {
                day: row.get(0)?,
                is_unhealthy: row.get(1)?,
                trouble_seconds: row.get(2)?,
                used: Used {
                    booked_minutes: row.get(3)?,
                    online_minutes: row.get(4)?,
                    meetings: row.get(5)?,
                    booked_meetings: row.get(6)?,
                    online_meetings: row.get(7)?,
                    people: row.get(8)?,
                    counted_meetings: row.get(9)?,
                    calls: row.get(10)?,
                    good_calls: row.get(11)?,
                    poor_calls: row.get(12)?,
                    video_calls: row.get(13)?,
                },
            })
        })
        .collect()
}

/// The newest calls of a room between two moments.
pub async fn calls(
    view: &mut View,
    room: Id<Room>,
    from: Time,
    until: Time,
) -> Result<Vec<CallRow>, StoreError> {
    let rows = view.rows(Query::new(&CALLS, values![room, from, until, MOST_CALLS])).await?;
    rows.iter().map(call).collect()
}
