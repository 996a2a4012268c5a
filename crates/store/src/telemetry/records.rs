//! Meetings and calls that devices tell of: kept once, however often they are told.
//!
//! Invariant: whatever changes here has its room-days computed anew, by the same transaction.

use std::collections::BTreeMap;

use domain::{
    record::{Call, Meeting, Quality, Stream},
    time::Time,
};

use super::{RoomState, Telemetry, word};
use crate::{
    error::StoreError,
    feed::{ask, run},
    room_days,
    value::Row,
    values,
};

/// How many meetings, and how many calls, are kept of one room; what a device tells beyond is passed over.
pub const MOST_OF_A_ROOM: i64 = 10_000;

pub(super) const MEETINGS: &str = "select name, starts_at, ends_at, is_booked, is_online, people from meetings \
     where tenant_id = $1 and room_id = $2 and name {in $3}";

pub(super) const CALLS: &str = "select name, starts_at, ends_at, meeting, quality, has_video, streams from calls \
     where tenant_id = $1 and room_id = $2 and name {in $3}";

const MEETING_COUNT: &str = "select count(*) from meetings where tenant_id = $1 and room_id = $2";

const CALL_COUNT: &str = "select count(*) from calls where tenant_id = $1 and room_id = $2";

const PUT_MEETING: &str = "insert into meetings \
     (tenant_id, room_id, name, starts_at, ends_at, is_booked, is_online, people) \
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (tenant_id, room_id, name) do update \
     set starts_at = excluded.starts_at, ends_at = excluded.ends_at, is_booked = excluded.is_booked, \
     is_online = excluded.is_online, people = excluded.people";

const PUT_CALL: &str = "insert into calls \
     (tenant_id, room_id, name, starts_at, ends_at, meeting, quality, has_video, streams) \
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (tenant_id, room_id, name) do update \
     set starts_at = excluded.starts_at, ends_at = excluded.ends_at, meeting = excluded.meeting, \
     quality = excluded.quality, has_video = excluded.has_video, streams = excluded.streams";

impl Telemetry {
    /// Keeps meetings that a device told of; says whether one was new or another than before.
    pub async fn keep_meetings(
        &mut self,
        room: &RoomState,
        meetings: &[Meeting],
    ) -> Result<bool, StoreError> {
        if meetings.is_empty() {
            return Ok(false);
        }
        let names: Vec<String> = meetings.iter().map(|meeting| meeting.name.clone()).collect();
        let rows = ask(&mut self.tx, MEETINGS, values![room.tenant, room.room, names]).await?;
        let mut known: BTreeMap<String, Meeting> = rows
            .iter()
            .map(|row| meeting(row).map(|meeting| (meeting.name.clone(), meeting)))
            .collect::<Result<_, StoreError>>()?;
        let mut free = MOST_OF_A_ROOM - self.counted(room, MEETING_COUNT).await?;
        let mut since: Option<Time> = None;
        for meeting in meetings {
            let before = known.insert(meeting.name.clone(), meeting.clone());
            if before.as_ref() == Some(meeting) || before.is_none() && free <= 0 {
                continue;
            }
            free -= i64::from(before.is_none());
            let values = values![
                room.tenant,
                room.room,
                &meeting.name,
                meeting.starts_at,
                meeting.ends_at,
                meeting.is_booked,
                meeting.is_online,
                meeting.people.map(i64::from)
            ];
            run(&mut self.tx, PUT_MEETING, values).await?;
            since = earliest(since, before.map(|before| before.starts_at), meeting.starts_at);
        }
        self.stale_from(room, since).await
    }

    /// Keeps calls that a device told of; says whether one was new or another than before.
    pub async fn keep_calls(&mut self, room: &RoomState, calls: &[Call]) -> Result<bool, StoreError> {
        if calls.is_empty() {
            return Ok(false);
        }
        let names: Vec<String> = calls.iter().map(|call| call.name.clone()).collect();
        let rows = ask(&mut self.tx, CALLS, values![room.tenant, room.room, names]).await?;
        let mut known: BTreeMap<String, Call> = rows
            .iter()
            .map(|row| call(row).map(|call| (call.name.clone(), call)))
            .collect::<Result<_, StoreError>>()?;
        let mut free = MOST_OF_A_ROOM - self.counted(room, CALL_COUNT).await?;
        let mut since: Option<Time> = None;
        for call in calls {
            let before = known.insert(call.name.clone(), call.clone());
            if before.as_ref() == Some(call) || before.is_none() && free <= 0 {
                continue;
            }
            free -= i64::from(before.is_none());
            let values = values![
                room.tenant,
                room.room,
                &call.name,
                call.starts_at,
                call.ends_at,
                &call.meeting,
                call.quality.key(),
                call.has_video,
                serde_json::to_string(&call.streams).unwrap_or_default()
            ];
            run(&mut self.tx, PUT_CALL, values).await?;
            self.call_turned(room, before.as_ref(), call).await?;
            since = earliest(since, before.map(|before| before.starts_at), call.starts_at);
        }
        self.stale_from(room, since).await
    }

    pub(super) async fn counted(&mut self, room: &RoomState, text: &str) -> Result<i64, StoreError> {
        let rows = ask(&mut self.tx, text, values![room.tenant, room.room]).await?;
        rows.first().ok_or(StoreError::Column { index: 0 })?.get(0)
    }

    async fn stale_from(&mut self, room: &RoomState, since: Option<Time>) -> Result<bool, StoreError> {
        let Some(since) = since else { return Ok(false) };
        room_days::stale(&mut self.tx, room.tenant, room.room, since, self.now).await?;
        Ok(true)
    }
}

fn earliest(known: Option<Time>, before: Option<Time>, after: Time) -> Option<Time> {
    known.into_iter().chain(before).chain([after]).min()
}

/// A meeting, from six columns.
pub(crate) fn meeting(row: &Row) -> Result<Meeting, StoreError> {
    Ok(Meeting {
        name: row.get(0)?,
        starts_at: row.get(1)?,
        ends_at: row.get(2)?,
        is_booked: row.get(3)?,
        is_online: row.get(4)?,
        people: row.get::<Option<i64>>(5)?.and_then(|people| u32::try_from(people).ok()),
    })
}

/// A call, from seven columns.
pub(crate) fn call(row: &Row) -> Result<Call, StoreError> {
    Ok(Call {
        name: row.get(0)?,
        starts_at: row.get(1)?,
        ends_at: row.get(2)?,
        meeting: row.get(3)?,
        quality: word(row, 4, Quality::from_key)?,
        has_video: row.get(5)?,
        streams: streams(row, 6)?,
    })
}

/// The streams of a call, from their document.
pub(crate) fn streams(row: &Row, index: usize) -> Result<Vec<Stream>, StoreError> {
    let document = row.text(index)?;
    serde_json::from_str(document).map_err(|_| StoreError::Word(document.to_owned()))
}
