//! Asking the devices whose turn it is: in the night of their room, if they are heard and not in a meeting (R-261, §3.9).

use domain::{
    event::EventKind,
    health::Health,
    id::{Id, Job, Room},
    job::{Activity, JobKind, JobReason, JobTiming, is_night},
    release::Version,
    rollout::{RoomState, RoomStep},
    room::Monitoring,
    time::{HOUR, Time},
};
use store::{
    Batch, Change,
    jobs::{self, NewJob},
    rollouts::{self, DueRoom, FoundRollout, Owner},
};

use super::{another_time, event};
use crate::{jobs::event as job_event, refusal::Refusal};

/// How many rooms are asked in a turn at most.
const TOGETHER: i64 = 200;
/// How long a device may take to come for an update that it is asked for.
const WAITS_AT_MOST: i64 = HOUR;

/// A room that could not be asked in its turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PutOff {
    /// The room.
    pub(super) room: Id<Room>,
    /// When it has its turn again.
    pub(super) due_at: Time,
    /// Why it could not be asked; none where it was only not the hour for it.
    pub(super) reason: Option<JobReason>,
}

/// Asks the devices whose turn it is, and says whether there may be more; rooms that cannot be asked now are put off.
pub(super) async fn dispatch(
    change: &mut Change,
    rollout: &FoundRollout,
    put_off: &mut Vec<PutOff>,
) -> Result<bool, Refusal> {
    let now = change.now();
    let due = rollouts::due(change, rollout.release, TOGETHER).await?;
    let is_full = i64::try_from(due.len()).is_ok_and(|count| count >= TOGETHER);
    let mut skipped = Vec::new();
    for room in due {
        if has(&room.app_version, &rollout.version) {
            skipped.push(room.room);
            continue;
        }
        let (is_time, hindrance) = (is_time(&room, now), hindrance(&room));
        if is_time && hindrance.is_none() {
            let owner = room.forcer.clone().unwrap_or_else(|| rollout.owner.clone());
            ask(change, rollout, &room, "", &owner).await?;
        } else {
            put_off.push(PutOff {
                room: room.room,
                due_at: another_time(&room.time_zone, !room.force_reason.is_empty(), now),
                reason: hindrance.filter(|_| is_time),
            });
        }
    }
    if let Some(state) = RoomState::Scheduled.after(RoomStep::Skip).filter(|_| !skipped.is_empty()) {
        let batch = Batch::of(event(EventKind::RolloutMovedOn, rollout).with("notRequired", skipped.len()));
        let skip =
            |batch, room: &Id<Room>| rollouts::move_room(batch, rollout.release, *room, state, now, "");
        change.write(skipped.iter().fold(batch, skip)).await?;
    }
    Ok(is_full)
}

/// Whether a device that tells a version has one, or a newer one.
pub(super) fn has(told: &str, version: &Version) -> bool {
    Version::parse(told).is_some_and(|told| told >= *version)
}

fn is_time(room: &DueRoom, now: Time) -> bool {
    !room.force_reason.is_empty() || is_night(&room.time_zone, now)
}

/// Why a device cannot be asked whose time it is.
fn hindrance(room: &DueRoom) -> Option<JobReason> {
    match (room.monitoring, room.health, room.activity) {
        (Monitoring::Monitored, Health::Unmonitored, _) => Some(JobReason::DeviceDisconnected),
        (Monitoring::Monitored, _, Activity::Busy) => Some(JobReason::DeviceInMeeting),
        (Monitoring::Monitored, ..) => None,
        _ => Some(JobReason::NotMonitored),
    }
}

/// Asks the device of a room by a job; with a reason also while the room is in a meeting.
pub(super) async fn ask(
    change: &mut Change,
    rollout: &FoundRollout,
    room: &DueRoom,
    force_reason: &str,
    owner: &Owner,
) -> Result<Id<Job>, Refusal> {
    let now = change.now();
    let id = change.new_id::<Job>();
    let is_now = !force_reason.is_empty() || !room.force_reason.is_empty();
    let new = NewJob {
        kind: JobKind::Update,
        timing: if is_now { JobTiming::Now } else { JobTiming::Night },
        due_at: now,
        expires_at: now.plus(WAITS_AT_MOST),
        settings: None,
        release: Some(rollout.release),
        force_reason: force_reason.to_owned(),
    };
    let mut event = job_event(EventKind::JobSubmitted, room.room, &room.name, id, new.kind)
        .with("timing", new.timing.key())
        .with("version", &rollout.version);
    if is_now {
        let reason = if force_reason.is_empty() { &room.force_reason } else { force_reason };
        event = event.with("forceReason", reason);
    }
    let was_ill = matches!(room.health, Health::Unhealthy | Health::Unmonitored);
    let owner = (owner.organization, owner.user, owner.upn.as_str());
    let batch = jobs::add(Batch::of(event), room.room, id, &new, owner)?;
    change.write(rollouts::ask_room(batch, rollout.release, room.room, id, was_ill)).await?;
    Ok(id)
}
