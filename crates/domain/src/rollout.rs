//! Rollouts: how an update reaches the rooms of an organization, ring after ring (R-259–R-261, §3.9).
//!
//! Invariant: a step that is not in the tables is refused; when a room has its turn follows from the room and the ring alone.

mod guard;
mod state;

use crate::{
    id::{Id, Room},
    job::next_night,
    time::{DAY, Time},
};

pub use guard::{Guard, GuardFault, ResumePolicy};
pub use state::{RingState, RolloutState, RolloutStep, RoomState, RoomStep};

/// After how many days a paused rollout goes on under the policy that says so.
pub const PAUSED_AT_MOST: i64 = 14 * DAY;

/// The longest reason of a forced update, in characters.
pub const REASON_MAX: usize = 300;

/// How many rooms are acted on at once.
pub const MOST_ROOMS: usize = 200;

/// The signal of a room whose last update failed.
pub const SIGNAL: &str = "app.update";

/// On which of the rollout days of its ring a room has its turn, from 0: always the same for the same room.
pub fn day_of(room: Id<Room>, rollout_days: u16) -> u16 {
    // FNV-1a: identifiers that were drawn together differ in few bits, and are still spread.
    let hash = room.uuid().as_bytes().iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let spread = (hash ^ (hash >> 32)) % u64::from(rollout_days.max(1));
    u16::try_from(spread).unwrap_or_default()
}

/// From when on a room is updated: from the night of its day on, by its own clock. A critical update waits for no day.
pub fn turn_of(
    room: Id<Room>,
    time_zone: &str,
    began_at: Time,
    rollout_days: u16,
    is_critical: bool,
) -> Time {
    let day = if is_critical { 0 } else { day_of(room, rollout_days) };
    next_night(time_zone, began_at.plus(i64::from(day) * DAY))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn room(number: u128) -> Id<Room> {
        Id::new(Uuid::from_u128(number))
    }

    /// rooms are spread over the days of their ring, each always on the same one.
    #[test]
    fn rooms_are_spread_over_the_days_of_their_ring() {
        let mut days = [0_usize; 14];
        for number in 0..14_000 {
            days[usize::from(day_of(room(number), 14))] += 1;
        }
        assert!(days.iter().all(|rooms| (800..1200).contains(rooms)), "{days:?}");
        assert_eq!(day_of(room(7), 14), day_of(room(7), 14));
        assert_eq!((day_of(room(7), 1), day_of(room(7), 0)), (0, 0));
    }

    /// each room in the night of its own time zone; a critical update in the next night.
    #[test]
    fn the_turn_is_in_the_night_of_the_room() {
        let began: Time = "2026-11-28T12:00:00Z".parse().unwrap();
        let late = (0..100).map(room).find(|room| day_of(*room, 3) == 2).unwrap();
        assert_eq!(turn_of(late, "Asia/Seoul", began, 3, false), "2026-11-30T15:00:00Z".parse().unwrap());
        assert_eq!(turn_of(late, "Asia/Seoul", began, 3, true), "2026-11-28T15:00:00Z".parse().unwrap());
    }
}
