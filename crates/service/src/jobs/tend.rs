//! What time does to jobs: those of which no device was heard failed, and what is long over is forgotten.

use std::collections::BTreeMap;

use authz::SystemTask;
use domain::{
    event::EventKind,
    id::{Id, Job, Room},
    job::{JobReason, JobStep, KEPT},
};
use store::{
    Batch, Change,
    jobs::{self, Ending, Expired},
    rooms,
};

use super::event;
use crate::{app::App, refusal::Refusal, rollouts, run::perform};

/// How many are written down in a turn at most.
const TOGETHER: i64 = 200;

/// One turn; called by the server from time to time.
pub async fn tend(app: &App) -> Result<(), Refusal> {
    let now = app.clock.now();
    let mut opening = app.store.begin_view().await?;
    let expired = opening.expired_jobs(now, TOGETHER).await?;
    drop(opening);
    let mut of_tenants: BTreeMap<_, Vec<Expired>> = BTreeMap::new();
    for job in expired {
        of_tenants.entry(job.tenant).or_default().push(job);
    }
    for (tenant, mut expired) in of_tenants {
        // In the order of rooms, as reports lock them.
        expired.sort_by_key(|job| job.room);
        let write_down = async |change: &mut Change| {
            for job in expired {
                expire(change, job.room, &job.room_name, job.job).await?;
            }
            Ok(())
        };
        perform(app, SystemTask::Jobs, tenant, "", "", write_down).await?;
    }
    let mut tx = app.store.begin_telemetry(app.ids.next(), now).await?;
    if tx.forget_jobs(now.plus(-KEPT), TOGETHER).await? > 0 {
        tx.commit().await?;
    }
    Ok(())
}

async fn expire(change: &mut Change, room: Id<Room>, room_name: &str, job: Id<Job>) -> Result<(), Refusal> {
    if rooms::find(change, room).await?.is_none() {
        return Ok(());
    }
    let Some(found) = jobs::found(change, room, job).await? else { return Ok(()) };
    let Some(state) = found.state.after(JobStep::Expire) else { return Ok(()) };
    let reason = JobReason::DeviceDisconnected;
    let ending = Ending { state, reason: Some(reason), progress: "", output: "", by: None };
    let event = event(EventKind::JobEnded, room, room_name, found.id, found.kind)
        .changed("state", found.state.key(), state.key())
        .with("reason", reason.key());
    let batch = jobs::end(Batch::of(event), room, found.id, &ending);
    let batch = rollouts::follow(change, batch, room, &found, state, Some(reason)).await?;
    change.write(batch).await?;
    Ok(())
}
