//! Rollouts: how a release reaches the rooms of an organization, ring after ring (R-259–, §3.9).
//!
//! Invariant: a rollout as a whole is started, halted and given up by whoever sees and may control every room of the organization;
//! a room in it by whoever may control that room. What time does to it is done in a transaction that locked it.

mod advance;
mod bulk;
mod dispatch;
mod export;
mod follow;
mod force;
mod guard;
mod halt;
mod list;
mod retry;
mod ring_change;
mod rings;
mod start;
mod waiting;
mod watch;

pub use bulk::{RolloutAct, act_on_rollouts};
pub(crate) use follow::follow;
pub use force::ForceUpdate;
pub use guard::{GuardOf, SetGuard};
pub use halt::{DeprecateRollout, PauseRollout, ResumeRollout};
pub use list::{
    ListRollouts, RolloutLine, RolloutList, RolloutOf, RolloutRooms, RoomList, ShownRing, ShownRollout,
    WhichRooms,
};
pub use retry::RetryFailed;
pub(crate) use ring_change::Passage;
pub use start::StartRollout;
pub use store::rollouts::{ROLLOUT_SCHEMA, RolloutRoom, RolloutRow, WaitingRoom};
pub use waiting::{WaitingList, WaitingRooms};
pub use watch::watch;

use domain::{
    event::{Event, EventKind, Subject},
    job::next_night,
    time::{MINUTE, Time},
};
use store::rollouts::FoundRollout;

/// After how long a room is tried again that was in a meeting or not heard, if it is still night there.
const AGAIN: i64 = 30 * MINUTE;
/// After how long a forced room is tried again.
const FORCED_AGAIN: i64 = 2 * MINUTE;

/// When a room has its turn again that could not be updated now.
fn another_time(time_zone: &str, is_forced: bool, now: Time) -> Time {
    if is_forced { now.plus(FORCED_AGAIN) } else { next_night(time_zone, now.plus(AGAIN)) }
}

/// An event about a rollout.
fn event(kind: EventKind, rollout: &FoundRollout) -> Event {
    Event::new(kind, Subject::thing(rollout.release.uuid(), rollout.version.to_string()))
}
