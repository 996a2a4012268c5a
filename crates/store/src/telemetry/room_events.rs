//! Events of rooms as devices tell of them: each kept once, however often it is told.
//!
//! Invariant: what somebody flagged stays as it was flagged.

use domain::{
    record::{Call, Quality, ReportedIssue},
    room_event::RoomEventKind,
    text,
    time::Time,
};

use super::{RoomState, Telemetry};
use crate::{error::StoreError, feed::run, values};

/// How many reported issues are kept of one room; what a device tells beyond is passed over.
pub const MOST_REPORTED_OF_A_ROOM: i64 = 1000;

const REPORTED_COUNT: &str =
    "select count(*) from room_events where tenant_id = $1 and room_id = $2 and kind = 'reportedIssue'";

const PUT_REPORTED: &str = "insert into room_events \
     (tenant_id, event_id, room_id, kind, name, at, description, description_key, logs_until) \
     values ($1, $2, $3, 'reportedIssue', $4, $5, $6, $7, $8) on conflict (tenant_id, room_id, kind, name) do nothing";

const PUT_POOR_CALL: &str = "insert into room_events \
     (tenant_id, event_id, room_id, kind, name, at, description, description_key) \
     values ($1, $2, $3, 'poorCall', $4, $5, '', '') on conflict (tenant_id, room_id, kind, name) do update \
     set at = excluded.at where room_events.ticket_id is null";

const NOT_POOR: &str = "delete from room_events where tenant_id = $1 and room_id = $2 and kind = $3 and name = $4 \
     and ticket_id is null";

pub(super) const FORGET: &str = "delete from room_events where (tenant_id, event_id) in \
     (select tenant_id, event_id from room_events where at < $1 order by at limit $2)";

impl Telemetry {
    /// Keeps issues that somebody in the room reported; says whether one was new.
    pub async fn keep_reported_issues(
        &mut self,
        room: &RoomState,
        issues: &[ReportedIssue],
    ) -> Result<bool, StoreError> {
        if issues.is_empty() {
            return Ok(false);
        }
        let mut free = MOST_REPORTED_OF_A_ROOM - self.counted(room, REPORTED_COUNT).await?;
        let mut any = false;
        for issue in issues {
            if free <= 0 {
                break;
            }
            let values = values![
                room.tenant,
                self.entry_id(),
                room.room,
                &issue.name,
                issue.at,
                &issue.description,
                text::key(&issue.description),
                issue.logs_until
            ];
            let is_new = run(&mut self.tx, PUT_REPORTED, values).await? > 0;
            free -= i64::from(is_new);
            any |= is_new;
        }
        Ok(any)
    }

    /// A call was told anew, or otherwise than before: as poor it is an event, else it is none.
    pub(super) async fn call_turned(
        &mut self,
        room: &RoomState,
        before: Option<&Call>,
        call: &Call,
    ) -> Result<(), StoreError> {
        if call.quality == Quality::Poor {
            let values = values![room.tenant, self.entry_id(), room.room, &call.name, call.starts_at];
            run(&mut self.tx, PUT_POOR_CALL, values).await?;
        } else if before.is_some_and(|before| before.quality == Quality::Poor) {
            let kind = RoomEventKind::PoorCall.key();
            run(&mut self.tx, NOT_POOR, values![room.tenant, room.room, kind, &call.name]).await?;
        }
        Ok(())
    }

    /// Deletes some events older than a moment; returns how many.
    pub async fn forget_room_events(&mut self, before: Time, limit: i64) -> Result<u64, StoreError> {
        run(&mut self.tx, FORGET, values![before, limit]).await
    }
}
