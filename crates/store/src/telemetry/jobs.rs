//! What a device says of a job while it runs: that it lives, and where it is. No change of meaning, so no event.

use domain::{
    id::{Id, Job, Organization, Room},
    time::Time,
};

use super::Telemetry;
use crate::{
    error::StoreError,
    feed::{Stirred, ask, run},
    values,
};

const RUNNING: &str = "select progress, heard_at, expires_at from room_jobs \
     where tenant_id = $1 and room_id = $2 and job_id = $3 and state = 'running'{lock}";

const HEARD: &str = "update room_jobs set progress = $4, heard_at = $5, expires_at = $6 \
     where tenant_id = $1 and room_id = $2 and job_id = $3 and state = 'running'";

const FORGET: &str = "delete from room_jobs where (tenant_id, room_id, job_id) in \
     (select tenant_id, room_id, job_id from room_jobs where ended_at is not null and ended_at < $1 \
     order by ended_at limit $2)";

const FILES_OF_OLD: &str = "select tenant_id, digest from job_files where (tenant_id, room_id, job_id) in \
     (select tenant_id, room_id, job_id from room_jobs where ended_at is not null and ended_at < $1 \
     order by ended_at limit $2)";

const FORGET_CONTENT: &str = "delete from files where tenant_id = $1 and digest = $2 \
     and not exists (select 1 from attachments a where a.tenant_id = $1 and a.digest = $2) \
     and not exists (select 1 from job_files j where j.tenant_id = $1 and j.digest = $2)";

/// A job that runs, as it was told last.
#[derive(Clone, Debug)]
pub struct RunningJob {
    /// What the device told, a line each.
    pub progress: String,
    /// When it said something of it last.
    pub heard_at: Option<Time>,
    /// When it failed unless the device says something before.
    pub expires_at: Time,
}

impl Telemetry {
    /// A job of a room, if it runs.
    pub async fn running_job(
        &mut self,
        (tenant, room): (Id<Organization>, Id<Room>),
        job: Id<Job>,
    ) -> Result<Option<RunningJob>, StoreError> {
        let rows = ask(&mut self.tx, RUNNING, values![tenant, room, job]).await?;
        let running = rows.first().map(|row| {
            Ok(RunningJob { progress: row.get(0)?, heard_at: row.get(1)?, expires_at: row.get(2)? })
        });
        running.transpose()
    }

    /// Writes what the device says of a job that runs.
    pub async fn hear_of_job(
        &mut self,
        (tenant, room): (Id<Organization>, Id<Room>),
        job: Id<Job>,
        progress: &str,
        expires_at: Time,
    ) -> Result<(), StoreError> {
        let values = values![tenant, room, job, progress, self.now, expires_at];
        run(&mut self.tx, HEARD, values).await?;
        self.stirred.push(Stirred::Room(tenant, room));
        Ok(())
    }

    /// Deletes some jobs that were over before a moment, with their files; returns how many.
    pub async fn forget_jobs(&mut self, before: Time, limit: i64) -> Result<u64, StoreError> {
        let files = ask(&mut self.tx, FILES_OF_OLD, values![before, limit]).await?;
        let forgotten = run(&mut self.tx, FORGET, values![before, limit]).await?;
        for file in files {
            let (tenant, digest): (Id<Organization>, Vec<u8>) = (file.get(0)?, file.get(1)?);
            run(&mut self.tx, FORGET_CONTENT, values![tenant, digest]).await?;
        }
        Ok(forgotten)
    }
}
