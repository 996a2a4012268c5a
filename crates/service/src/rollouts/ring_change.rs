//! What becomes of rooms in rollouts when they go to another ring (R-258, §3.9): a room that waits has its turn with the ring that
//! it goes to, and waits for that one where it has not begun. What bypasses rings keeps its turn: a forced update, and that of a room
//! that is more than one version behind. What runs or ended stays as it was.

use std::collections::BTreeMap;

use domain::{
    id::{Id, Release, Room, UpdateRing},
    release::Version,
    rollout::turn_of,
    update_ring::Plan,
};
use store::{
    Batch, Change, releases,
    rollouts::{self, Passenger},
};

use crate::refusal::Refusal;

/// Rooms on their way to another ring.
pub(crate) struct Passage {
    to: Id<UpdateRing>,
    rollout_days: u16,
    waiting: BTreeMap<Id<Room>, Vec<Passenger>>,
    /// The version before that of each release of which a room waits.
    previous: BTreeMap<Id<Release>, Version>,
}

impl Passage {
    /// Of rooms that were locked after the rollouts were.
    pub(crate) async fn of(
        change: &mut Change,
        rooms: Vec<Id<Room>>,
        plan: &Plan,
        to: Id<UpdateRing>,
    ) -> Result<Self, Refusal> {
        let waiting = rollouts::passengers(change, rooms, to).await?;
        let mut rolled: BTreeMap<Id<Release>, &Passenger> = BTreeMap::new();
        for passenger in waiting.values().flatten() {
            rolled.entry(passenger.release).or_insert(passenger);
        }
        let mut previous = BTreeMap::new();
        for (release, passenger) in rolled {
            if let Some(version) = releases::before(change, passenger.device_type, &passenger.version).await?
            {
                previous.insert(release, version);
            }
        }
        let rollout_days = plan.ring(to).map_or(1, |ring| ring.values.rollout_days);
        Ok(Self { to, rollout_days, waiting, previous })
    }

    /// Adds to the move of a room what it means for the rollouts in which the room waits.
    pub(crate) fn follow(&self, batch: Batch, room: Id<Room>) -> Batch {
        let waiting = self.waiting.get(&room).map(Vec::as_slice).unwrap_or_default();
        waiting.iter().fold(batch, |batch, passenger| self.step(batch, room, passenger))
    }

    fn step(&self, batch: Batch, room: Id<Room>, it: &Passenger) -> Batch {
        if it.is_forced || !it.had_begun || self.is_behind(it) {
            return rollouts::take_along(batch, it.release, room, self.to);
        }
        let Some(began_at) = it.begins_at else { return rollouts::forget(batch, it.release, room) };
        let turn = turn_of(room, &it.time_zone, began_at, self.rollout_days, it.is_critical);
        rollouts::begin_anew(batch, it.release, room, self.to, turn)
    }

    fn is_behind(&self, it: &Passenger) -> bool {
        let Some(previous) = self.previous.get(&it.release) else { return false };
        Version::parse(&it.app_version).is_some_and(|has| has < *previous)
    }
}
