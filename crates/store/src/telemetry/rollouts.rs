//! When a rollout, or a room in it, is looked at next. No change of meaning, so no event.

use domain::{
    id::{Id, Organization, Release, Room},
    job::JobReason,
    time::Time,
};

use super::Telemetry;
use crate::{error::StoreError, feed::run, values};

/// What was written meanwhile counts.
const LOOK_AGAIN: &str =
    "update rollouts set due_at = $3 where tenant_id = $1 and release_id = $2 and due_at <= $4";

/// The reason before stays where there is none.
const PUT_OFF: &str = "update rollout_rooms set due_at = $4, reason = case when $6 = '' then reason else $6 end where tenant_id = $1 and release_id = $2 and room_id = $3 \
     and state = 'scheduled' and due_at <= $5";

impl Telemetry {
    /// When a rollout is looked at next.
    pub async fn look_at_rollout_again(
        &mut self,
        tenant: Id<Organization>,
        release: Id<Release>,
        due_at: Option<Time>,
    ) -> Result<(), StoreError> {
        run(&mut self.tx, LOOK_AGAIN, values![tenant, release, due_at, self.now]).await.map(drop)
    }

    /// From when on a room has its turn again, and why it could not have it now.
    pub async fn put_room_off(
        &mut self,
        tenant: Id<Organization>,
        release: Id<Release>,
        room: Id<Room>,
        due_at: Time,
        reason: Option<JobReason>,
    ) -> Result<(), StoreError> {
        let reason = reason.map_or("", JobReason::key);
        let values = values![tenant, release, room, due_at, self.now, reason];
        run(&mut self.tx, PUT_OFF, values).await.map(drop)
    }
}
