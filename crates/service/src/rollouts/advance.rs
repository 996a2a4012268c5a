//! One step of a rollout: it begins, goes on after a pause, stops when health drops, moves its rings on, and asks the devices whose
//! turn it is.

use domain::{
    event::EventKind,
    id::{Id, Release},
    job::{JobKind, JobReason, JobState},
    rollout::{PAUSED_AT_MOST, ResumePolicy, RolloutState, RolloutStep},
    time::{DAY, HOUR, MINUTE, Time},
};
use store::{
    Batch, Change,
    jobs::FoundJob,
    rollouts::{self, FoundRollout},
};

use super::{
    dispatch::{PutOff, dispatch},
    event, rings,
};
use crate::{jobs, refusal::Refusal};

/// How often a rollout is looked at while it goes through the rings.
const EVERY: i64 = MINUTE;
/// How often one is looked at whose rings are over, for rooms that are left and new ones.
const LATER: i64 = HOUR;
/// How long a room that was updated counts as just updated.
const JUST: i64 = 7 * DAY;

/// What is only noted after a step: nothing of it has a meaning of its own.
#[derive(Debug, Default)]
pub(super) struct Noted {
    /// When the rollout is looked at next; none leaves what the step wrote itself.
    pub(super) look_again: Option<Option<Time>>,
    /// Rooms that were in a meeting, not heard, or awake, with their next turn.
    pub(super) put_off: Vec<PutOff>,
}

/// Moves a rollout on, if it is due.
pub(super) async fn advance(change: &mut Change, release: Id<Release>) -> Result<Noted, Refusal> {
    let mut noted = Noted::default();
    let Some(rollout) = rollouts::lock(change, release).await? else { return Ok(noted) };
    let now = change.now();
    if rollout.due_at.is_none_or(|at| at > now) {
        return Ok(noted);
    }
    match rollout.state {
        RolloutState::Scheduled => begin(change, &rollout).await?,
        RolloutState::Paused if goes_on(change, &rollout).await? => go_on(change, &rollout).await?,
        RolloutState::InProgress if does_harm(change, &rollout).await? => {
            halt(change, &rollout, "health", "").await?;
        }
        RolloutState::InProgress => {
            let is_over = rings::move_on(change, &rollout).await?;
            let is_busy = dispatch(change, &rollout, &mut noted.put_off).await?;
            if !is_over {
                noted.look_again = Some(Some(if is_busy { now } else { now.plus(EVERY) }));
            }
        }
        RolloutState::Completed | RolloutState::CompletedWithFailures => {
            rings::enrol(change, &rollout).await?;
            let is_busy = dispatch(change, &rollout, &mut noted.put_off).await?;
            rings::complete(change, &rollout).await?;
            noted.look_again = Some(Some(if is_busy { now } else { now.plus(LATER) }));
        }
        RolloutState::Paused | RolloutState::Deprecated => noted.look_again = Some(None),
    }
    Ok(noted)
}

async fn begin(change: &mut Change, rollout: &FoundRollout) -> Result<(), Refusal> {
    let Some(state) = rollout.state.after(RolloutStep::Begin) else { return Ok(()) };
    let event = event(EventKind::RolloutMovedOn, rollout).changed("state", rollout.state.key(), state.key());
    change.write(rollouts::begin(Batch::of(event), rollout.release)).await?;
    rings::catch_up(change, rollout).await
}

/// Whether a paused rollout goes on by itself: after two weeks, where the organization chose that.
async fn goes_on(change: &mut Change, rollout: &FoundRollout) -> Result<bool, Refusal> {
    let paused_for = rollout.paused_at.map_or(0, |at| change.now().since(at));
    let policy = rollouts::fetch_guard(change).await?.resume;
    Ok(policy == ResumePolicy::AfterTwoWeeks && paused_for >= PAUSED_AT_MOST)
}

/// Goes on after a pause; the days of it do not count.
pub(super) async fn go_on(change: &mut Change, rollout: &FoundRollout) -> Result<(), Refusal> {
    let paused_for = rollout.paused_at.map_or(0, |at| change.now().since(at));
    let event = event(EventKind::RolloutResumed, rollout);
    change.write(rollouts::resume(Batch::of(event), rollout.release, paused_for)).await?;
    Ok(())
}

/// Whether too many of the rooms just updated failed, or fare ill since.
async fn does_harm(change: &mut Change, rollout: &FoundRollout) -> Result<bool, Refusal> {
    let guard = rollouts::fetch_guard(change).await?;
    let earliest = change.now().plus(-JUST);
    let since = rollout.guarded_from.map_or(earliest, |from| from.max(earliest));
    let (updated, ill) = rollouts::fare(change, rollout.release, since).await?;
    Ok(guard.stops(updated, ill))
}

/// Lets a rollout stand still, for a reason that is `person` or `health`.
pub(super) async fn halt(
    change: &mut Change,
    rollout: &FoundRollout,
    why: &'static str,
    text: &str,
) -> Result<(), Refusal> {
    let policy = rollouts::fetch_guard(change).await?.resume;
    let until = (policy == ResumePolicy::AfterTwoWeeks).then(|| change.now().plus(PAUSED_AT_MOST));
    let mut event = event(EventKind::RolloutPaused, rollout).with("pause", why);
    if !text.is_empty() {
        event = event.with("reason", text);
    }
    change.write(rollouts::pause(Batch::of(event), rollout.release, why, until)).await?;
    call_off(change, rollout.release).await
}

/// Takes back what devices were asked and do not know yet; what they are at they finish.
pub(super) async fn call_off(change: &mut Change, release: Id<Release>) -> Result<(), Refusal> {
    for asked in rollouts::asked(change, release).await? {
        let job = FoundJob { id: asked.job, kind: JobKind::Update, state: JobState::Submitted };
        jobs::call_off(change, asked.room, &asked.name, &job, JobReason::RolloutHalted).await?;
    }
    Ok(())
}
