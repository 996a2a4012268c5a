//! The narrow door for what time and devices do to jobs: which one a device is to get, before it is decided whether who asked
//! for it still may; which ones are over by time.

use domain::{
    id::{Id, Job, Organization, Release, Room, User},
    job::{DeviceSettings, JobKind, JobState, JobTiming},
    rollout::RolloutState,
    time::Time,
};

use super::settings;
use crate::{error::StoreError, facts::word, feed::ask, opening::Opening, value::Row, values};

/// The job that a device is to get next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextJob {
    /// The job.
    pub id: Id<Job>,
    /// What the device is asked to do.
    pub kind: JobKind,
    /// Where it stands.
    pub state: JobState,
    /// When it is to be done.
    pub timing: JobTiming,
    /// Not before.
    pub due_at: Time,
    /// The settings to take.
    pub settings: Option<DeviceSettings>,
    /// The release of an update.
    pub release: Option<Id<Release>>,
    /// Whether the rollout that it came from still updates rooms.
    pub rolls_out: bool,
    /// Whether it is done although the room is in a meeting.
    pub is_forced: bool,
    /// Who asked for it: organization and person.
    pub owner: (Id<Organization>, Id<User>),
    /// Whether the device answered since it got it.
    pub is_heard: bool,
    /// The name of the room.
    pub room_name: String,
    /// The time zone of the room.
    pub time_zone: String,
}

/// A job whose time is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expired {
    /// The organization.
    pub tenant: Id<Organization>,
    /// The room.
    pub room: Id<Room>,
    /// The name of the room.
    pub room_name: String,
    /// The job.
    pub job: Id<Job>,
}

const LOCK_ROOM: &str = "select room_id from rooms where tenant_id = $1 and room_id = $2{lock}";

const NEXT: &str = "select j.job_id, j.kind, j.state, j.timing, j.due_at, j.settings, j.force_reason, j.owner_tenant_id, \
     j.owner_id, j.heard_at, r.name, r.time_zone, j.release_id, coalesce(o.state, '') from room_jobs j \
     join rooms r on r.tenant_id = j.tenant_id and r.room_id = j.room_id \
     left join rollouts o on o.tenant_id = j.tenant_id and o.release_id = j.release_id \
     where j.tenant_id = $1 and j.room_id = $2 and j.state in ('submitted', 'running') \
     order by case when j.state = 'running' then 0 else 1 end, j.due_at, j.submitted_at, j.job_id limit 20";

/// Time moves on in every organization at once: the job that ends them looks for where it has work.
const EXPIRED: &str = "select j.tenant_id, j.room_id, r.name, j.job_id from room_jobs j \
     join rooms r on r.tenant_id = j.tenant_id and r.room_id = j.room_id \
     where j.state in ('submitted', 'running') and j.expires_at <= $1 order by j.expires_at limit $2";

impl Opening {
    /// Locks a room before its jobs, as every change does.
    pub async fn lock_room(&mut self, tenant: Id<Organization>, room: Id<Room>) -> Result<(), StoreError> {
        ask(&mut self.tx, LOCK_ROOM, values![tenant, room]).await.map(drop)
    }

    /// The jobs of a room that wait or run: the one that runs first, then in the order in which they are due.
    pub async fn open_jobs(
        &mut self,
        tenant: Id<Organization>,
        room: Id<Room>,
    ) -> Result<Vec<NextJob>, StoreError> {
        ask(&mut self.tx, NEXT, values![tenant, room]).await?.iter().map(next).collect()
    }

    /// Jobs whose time is over, the longest ago first, at most so many.
    pub async fn expired_jobs(&mut self, now: Time, limit: i64) -> Result<Vec<Expired>, StoreError> {
        let expired = |row: &Row| {
            Ok(Expired { tenant: row.get(0)?, room: row.get(1)?, room_name: row.get(2)?, job: row.get(3)? })
        };
        ask(&mut self.tx, EXPIRED, values![now, limit]).await?.iter().map(expired).collect()
    }
}

fn next(row: &Row) -> Result<NextJob, StoreError> {
    Ok(NextJob {
        id: row.get(0)?,
        kind: word(row, 1, JobKind::from_key)?,
        state: word(row, 2, JobState::from_key)?,
        timing: word(row, 3, JobTiming::from_key)?,
        due_at: row.get(4)?,
        settings: settings(&row.get::<String>(5)?)?,
        is_forced: !row.get::<String>(6)?.is_empty(),
        owner: (row.get(7)?, row.get(8)?),
        is_heard: row.get::<Option<Time>>(9)?.is_some(),
        room_name: row.get(10)?,
        time_zone: row.get(11)?,
        release: row.get(12)?,
        rolls_out: RolloutState::from_key(&row.get::<String>(13)?).is_some_and(RolloutState::updates_rooms),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{
        Store,
        sql::{Scope, render},
    };

    /// what a device is asked next, and what expired, is found by an index, however many jobs are kept.
    #[tokio::test]
    async fn no_statement_walks_over_all_jobs() {
        let directory = tempfile::tempdir().unwrap();
        let store = Store::open_sqlite(&directory.path().join("steward.db")).unwrap();
        store.migrate(Time::from_micros(0)).await.unwrap();
        let (tenant, room) = (Id::<Organization>::new(Uuid::nil()), Id::<Room>::new(Uuid::nil()));
        let statements = [
            (NEXT, values![tenant, room], "room_jobs_open"),
            (EXPIRED, values![Time::from_micros(0), 1_i64], "room_jobs_expiring"),
        ];
        for (text, mut values, index) in statements {
            let mut tx = store.db.begin_read().await.unwrap();
            let sql = render(tx.dialect(), text, &Scope::None, &mut values).unwrap();
            let rows = tx.query(&format!("explain query plan {sql}"), &values).await.unwrap();
            let plan: Vec<String> = rows.iter().map(|row| row.get(3).unwrap()).collect();
            assert!(plan.iter().any(|step| step.contains(index)), "{text}: {plan:?}");
            assert!(!plan.iter().any(|step| step.starts_with("SCAN")), "{text}: {plan:?}");
        }
    }
}
