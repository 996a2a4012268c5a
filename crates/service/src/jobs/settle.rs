//! What a device says of a job: that it is at it, or how it ended. Said twice, it counts once.

use authz::SystemTask;
use domain::{
    event::EventKind,
    id::{Id, Job, Organization, Room},
    job::{JobReason, JobStep, OUTPUT_MAX, PROGRESS_MAX, RUNS_AT_MOST, last_bytes},
};
use store::{
    Batch, Change,
    jobs::{self, Ending},
    rooms,
};

use super::event;
use crate::{app::App, refusal::Refusal, rollouts, run::perform};

/// What a device says of a job.
#[derive(Clone, Debug)]
pub struct Told {
    /// The job.
    pub id: Id<Job>,
    /// Where it stands.
    pub state: ToldState,
    /// Why it ended so.
    pub reason: Option<JobReason>,
    /// Every step until now, a line each.
    pub progress: String,
    /// What it gives back.
    pub output: String,
}

/// Where a job stands, as a device says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToldState {
    /// It is at it.
    Running,
    /// Done.
    Completed,
    /// Done, with errors.
    CompletedWithErrors,
    /// Not done.
    Failed,
}

/// Writes down what the device of a room says of a job of that room; of others it says nothing that counts.
pub(crate) async fn settle(
    app: &App,
    tenant: Id<Organization>,
    room: Id<Room>,
    told: &Told,
) -> Result<(), Refusal> {
    let step = match told.state {
        ToldState::Running => return hear(app, tenant, room, told).await,
        ToldState::Completed => JobStep::Succeed,
        ToldState::CompletedWithErrors => JobStep::SucceedWithErrors,
        ToldState::Failed => JobStep::Fail,
    };
    let work = async |change: &mut Change| end(change, room, told, step).await;
    perform(app, SystemTask::Jobs, tenant, "", "", work).await
}

async fn hear(app: &App, tenant: Id<Organization>, room: Id<Room>, told: &Told) -> Result<(), Refusal> {
    let now = app.clock.now();
    let mut tx = app.store.begin_telemetry(app.ids.next(), now).await?;
    let Some(running) = tx.running_job((tenant, room), told.id).await? else { return Ok(()) };
    let progress = last_bytes(&told.progress, PROGRESS_MAX);
    // Said again with every report, and written where it is new or its time runs out.
    let is_known = running.heard_at.is_some() && running.progress == progress;
    if is_known && running.expires_at.since(now) > RUNS_AT_MOST / 2 {
        return Ok(());
    }
    tx.hear_of_job((tenant, room), told.id, progress, now.plus(RUNS_AT_MOST)).await?;
    Ok(tx.commit().await?)
}

async fn end(change: &mut Change, room: Id<Room>, told: &Told, step: JobStep) -> Result<(), Refusal> {
    let Some(of) = rooms::find(change, room).await? else { return Ok(()) };
    let Some(found) = jobs::found(change, room, told.id).await? else { return Ok(()) };
    let Some(state) = found.state.after(step) else { return Ok(()) };
    let told_reason = told.reason.filter(|reason| reason.explains() == state);
    let reason = told_reason.or((step == JobStep::Fail).then_some(JobReason::Failed));
    let ending = Ending {
        state,
        reason,
        progress: last_bytes(&told.progress, PROGRESS_MAX),
        output: last_bytes(&told.output, OUTPUT_MAX),
        by: None,
    };
    let mut event = event(EventKind::JobEnded, room, &of.record.name, found.id, found.kind).changed(
        "state",
        found.state.key(),
        state.key(),
    );
    if let Some(reason) = reason {
        event = event.with("reason", reason.key());
    }
    let batch = jobs::end(Batch::of(event), room, found.id, &ending);
    let batch = rollouts::follow(change, batch, room, &found, state, reason).await?;
    change.write(batch).await?;
    Ok(())
}
