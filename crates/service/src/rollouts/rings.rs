//! The rings of a rollout: one stage after the other, each begun when the one before has had its rollout and its test days (§3.9).
//! Rings of equal order are one stage (decision 12); of a critical release all rings are one, without any waiting.

use std::collections::BTreeMap;

use domain::{
    event::EventKind,
    id::{Id, UpdateRing},
    release::Version,
    rollout::{RingState, RolloutState, RolloutStep, RoomState, turn_of},
    time::{DAY, HOUR, Time},
    update_ring::{Plan, Ring},
};
use store::{
    Batch, Change, releases,
    rollouts::{self, FoundRing, FoundRollout, MissingRoom, RoomsByRing},
    update_rings,
};

use super::{dispatch::has, event};
use crate::refusal::Refusal;

/// How many rooms come to know of a rollout in a turn at most.
const TOGETHER: i64 = 2000;

/// Moves the rings on; says whether all of them are over, so that the rollout is.
pub(super) async fn move_on(change: &mut Change, rollout: &FoundRollout) -> Result<bool, Refusal> {
    let plan = update_rings::fetch(change).await?;
    let mut states = states(change, rollout).await?;
    begin_stage(change, rollout, &plan, &mut states).await?;
    if enrol_in(change, rollout, &plan, &states).await? {
        return Ok(false);
    }
    let counts = rollouts::counts(change, rollout.release).await?;
    let now = change.now();
    for ring in plan.rings() {
        let Some((state, began_at)) = states.get(&ring.id).copied() else { continue };
        let next = next(rollout, ring, state, began_at, &counts, now);
        if next != state {
            set(change, rollout, ring, Some(state), next).await?;
            states.insert(ring.id, (next, began_at));
        }
    }
    let is_over = |ring: &Ring| states.get(&ring.id).is_some_and(|(state, _)| state.is_over());
    if !plan.rings().iter().all(is_over) {
        return Ok(false);
    }
    end(change, rollout, &counts).await?;
    Ok(true)
}

/// Rooms that are more than one version behind are brought up to date in their next night, whatever their ring.
pub(super) async fn catch_up(change: &mut Change, rollout: &FoundRollout) -> Result<(), Refusal> {
    let Some(previous) = releases::before(change, rollout.device_type, &rollout.version).await? else {
        return Ok(());
    };
    let plan = update_rings::fetch(change).await?;
    let rings = plan.rings().iter().map(|ring| ring.id).collect();
    let rooms = rollouts::missing(change, rollout.release, rollout.device_type, rings, i64::MAX).await?;
    let is_behind = |room: &MissingRoom| Version::parse(&room.app_version).is_some_and(|has| has < previous);
    let behind: Vec<_> = rooms.into_iter().filter(is_behind).collect();
    if behind.is_empty() {
        return Ok(());
    }
    let now = change.now();
    let batch = Batch::of(event(EventKind::RolloutMovedOn, rollout).with("roomsBehind", behind.len()));
    let put = |batch, room: &MissingRoom| {
        let turn = turn_of(room.room, &room.time_zone, now, 1, true);
        rollouts::put_room(batch, rollout.release, room.room, room.ring, RoomState::Scheduled, turn)
    };
    change.write(behind.iter().fold(batch, put)).await?;
    Ok(())
}

/// Lets rooms that came later know of a rollout whose rings are over.
pub(super) async fn enrol(change: &mut Change, rollout: &FoundRollout) -> Result<(), Refusal> {
    let plan = update_rings::fetch(change).await?;
    let states = states(change, rollout).await?;
    enrol_in(change, rollout, &plan, &states).await.map(drop)
}

/// A rollout whose rings were over with failures is complete when no room is left (§3.9).
pub(super) async fn complete(change: &mut Change, rollout: &FoundRollout) -> Result<(), Refusal> {
    let counts = rollouts::counts(change, rollout.release).await?;
    if rollout.state == RolloutState::CompletedWithFailures && !has_left(&counts, None) {
        end(change, rollout, &counts).await?;
    }
    Ok(())
}

async fn states(
    change: &mut Change,
    rollout: &FoundRollout,
) -> Result<BTreeMap<Id<UpdateRing>, (RingState, Time)>, Refusal> {
    let found = rollouts::rings(change, rollout.release).await?;
    Ok(found.into_iter().map(|FoundRing { ring, state, began_at }| (ring, (state, began_at))).collect())
}

/// Begins the rings of the first stage that is not over.
async fn begin_stage(
    change: &mut Change,
    rollout: &FoundRollout,
    plan: &Plan,
    states: &mut BTreeMap<Id<UpdateRing>, (RingState, Time)>,
) -> Result<(), Refusal> {
    let is_over = |ring: &Ring| states.get(&ring.id).is_some_and(|(state, _)| state.is_over());
    let stage = plan.rings().iter().find(|ring| !is_over(ring)).map(|ring| ring.values.order);
    for ring in plan.rings() {
        let has_turn = rollout.is_critical || stage.is_some_and(|stage| ring.values.order <= stage);
        if has_turn && !states.contains_key(&ring.id) {
            set(change, rollout, ring, None, RingState::InProgress).await?;
            states.insert(ring.id, (RingState::InProgress, change.now()));
        }
    }
    Ok(())
}

/// Lets the rooms of rings that have begun know of the rollout; says whether there may be more of them.
async fn enrol_in(
    change: &mut Change,
    rollout: &FoundRollout,
    plan: &Plan,
    states: &BTreeMap<Id<UpdateRing>, (RingState, Time)>,
) -> Result<bool, Refusal> {
    let (release, now) = (rollout.release, change.now());
    let begun: Vec<_> = states.keys().copied().collect();
    if begun.is_empty() {
        return Ok(false);
    }
    let missing = rollouts::missing(change, release, rollout.device_type, begun, TOGETHER).await?;
    let is_full = i64::try_from(missing.len()).is_ok_and(|count| count >= TOGETHER);
    if missing.is_empty() {
        return Ok(false);
    }
    let mut batch = Batch::of(event(EventKind::RolloutMovedOn, rollout).with("rooms", missing.len()));
    for room in missing {
        let began_at = states.get(&room.ring).map_or(now, |(_, began_at)| *began_at);
        let days = plan.ring(room.ring).map_or(1, |ring| ring.values.rollout_days);
        let turn = turn_of(room.room, &room.time_zone, began_at, days, rollout.is_critical);
        let is_there = has(&room.app_version, &rollout.version);
        let state = if is_there { RoomState::NotRequired } else { RoomState::Scheduled };
        batch = rollouts::put_room(batch, release, room.room, room.ring, state, turn);
    }
    change.write(batch).await?;
    Ok(is_full)
}

/// Where a ring stands now.
fn next(
    rollout: &FoundRollout,
    ring: &Ring,
    state: RingState,
    began_at: Time,
    counts: &RoomsByRing,
    now: Time,
) -> RingState {
    let of = |state| counts.get(&(ring.id, state)).copied().unwrap_or_default();
    let needing: i64 =
        RoomState::ALL.iter().filter(|state| **state != RoomState::NotRequired).map(|state| of(*state)).sum();
    // A critical release has one night, wherever on earth the room is, and is not watched before it goes on.
    let (rollout_for, test_for) = if rollout.is_critical {
        (DAY + 5 * HOUR, 0)
    } else {
        (i64::from(ring.values.rollout_days) * DAY, i64::from(ring.values.test_days) * DAY)
    };
    let since = now.since(began_at);
    match state {
        RingState::InProgress if needing == 0 => RingState::NotRequired,
        RingState::InProgress | RingState::Testing if since >= rollout_for + test_for => {
            if has_left(counts, Some(ring.id)) {
                RingState::CompletedWithFailures
            } else {
                RingState::Completed
            }
        }
        RingState::InProgress if since >= rollout_for => RingState::Testing,
        _ => state,
    }
}

/// Whether a ring, or any, has rooms that failed or wait.
fn has_left(counts: &RoomsByRing, ring: Option<Id<UpdateRing>>) -> bool {
    counts.iter().any(|((of, state), count)| {
        let is_left = *state == RoomState::Failed || state.is_open();
        is_left && *count > 0 && ring.is_none_or(|ring| ring == *of)
    })
}

async fn set(
    change: &mut Change,
    rollout: &FoundRollout,
    ring: &Ring,
    before: Option<RingState>,
    after: RingState,
) -> Result<(), Refusal> {
    let before = before.unwrap_or(RingState::Scheduled);
    let event = event(EventKind::RolloutMovedOn, rollout).with("updateRing", &ring.name).changed(
        "ringState",
        before.key(),
        after.key(),
    );
    change.write(rollouts::set_ring(Batch::of(event), rollout.release, ring.id, after)).await?;
    Ok(())
}

async fn end(change: &mut Change, rollout: &FoundRollout, counts: &RoomsByRing) -> Result<(), Refusal> {
    let step = if has_left(counts, None) { RolloutStep::CompleteWithFailures } else { RolloutStep::Complete };
    let Some(state) = rollout.state.after(step) else { return Ok(()) };
    let event = event(EventKind::RolloutMovedOn, rollout).changed("state", rollout.state.key(), state.key());
    // Looked at further on, for rooms that are left and new ones.
    let due_at = Some(change.now());
    change.write(rollouts::end(Batch::of(event), rollout.release, state, due_at)).await?;
    Ok(())
}
