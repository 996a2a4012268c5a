//! What becomes of a room in a rollout when the job that was made of it is over: in the same transaction, so that neither is ever
//! told without the other. A room that failed has a signal of it, of which the health watch makes a ticket.

use domain::{
    id::{Id, Room},
    job::{JobKind, JobReason, JobState},
    rollout::{RoomState, RoomStep},
};
use store::{Batch, Change, jobs::FoundJob, rollouts};

use super::another_time;
use crate::refusal::Refusal;

/// Adds to the end of a job what it means for the rollout that it came from.
pub(crate) async fn follow(
    change: &mut Change,
    batch: Batch,
    room: Id<Room>,
    job: &FoundJob,
    after: JobState,
    reason: Option<JobReason>,
) -> Result<Batch, Refusal> {
    if job.kind != JobKind::Update {
        return Ok(batch);
    }
    let Some(of) = rollouts::of_job(change, room, job.id).await? else { return Ok(batch) };
    let Some(state) = of.state.after(step(job.state, after, reason)) else { return Ok(batch) };
    let now = change.now();
    let due_at = match state {
        RoomState::Scheduled => another_time(&of.time_zone, of.is_forced, now),
        _ => now,
    };
    let word = reason.map_or("", JobReason::key);
    let batch = rollouts::move_room(batch, of.release, room, state, due_at, word);
    let version = rollouts::find(change, of.release).await?.map(|rollout| rollout.version.to_string());
    let version = version.unwrap_or_default();
    Ok(match state {
        // Whoever shows it says it in the language of the reader.
        RoomState::Failed => {
            let reason = reason.unwrap_or(JobReason::Failed);
            rollouts::tell(batch, room, false, &version, reason.key())
        }
        RoomState::Succeeded => rollouts::tell(batch, room, true, &version, ""),
        _ => batch,
    })
}

/// A room that was in a meeting, or whose device did not come for the job, has its turn another time (§3.9).
fn step(before: JobState, after: JobState, reason: Option<JobReason>) -> RoomStep {
    match (after, reason) {
        (JobState::Completed, _) => RoomStep::Succeed,
        (JobState::Canceled, _) | (JobState::Failed, Some(JobReason::DeviceInMeeting)) => RoomStep::PutOff,
        (JobState::Failed, Some(JobReason::DeviceDisconnected)) if before == JobState::Submitted => {
            RoomStep::PutOff
        }
        _ => RoomStep::Fail,
    }
}
