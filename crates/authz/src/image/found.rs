//! Where each room of an organization stands in the order of names.

use std::sync::Arc;

use domain::id::{Id, Room};
use uuid::Uuid;

/// Where rooms stand, by their identifiers: a hash table that keeps each room at or behind the slot of its identifier, so
/// that a check finds it in one place of the memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Found(Arc<[Slot]>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Slot {
    id: Id<Room>,
    /// The position in the order of names; [`FREE`] where there is no room.
    at: u32,
}

/// Stands for no room.
const FREE: u32 = u32::MAX;

impl Found {
    /// The table of rooms in their order, and the slot of each.
    pub(super) fn of(ids: impl ExactSizeIterator<Item = Id<Room>>) -> (Self, Box<[u32]>) {
        // Five of six slots are taken.
        let mut table = vec![Slot { id: Id::new(Uuid::nil()), at: FREE }; ids.len() + ids.len() / 5 + 1];
        let slots = ids.zip(0..).map(|(id, at)| {
            let first = first_slot(id, table.len());
            let (before, behind) = table.split_at_mut(first);
            let free = (first..).zip(behind).chain((0..).zip(before)).find(|(_, slot)| slot.at == FREE);
            free.map_or(FREE, |(number, slot)| {
                *slot = Slot { id, at };
                u32::try_from(number).unwrap_or(FREE)
            })
        });
        let slots = slots.collect();
        (Self(table.into()), slots)
    }

    /// Where a room stands.
    #[inline]
    pub(super) fn position(&self, room: Id<Room>) -> Option<usize> {
        let mut number = first_slot(room, self.0.len());
        loop {
            let slot = self.0.get(number)?;
            if slot.at == FREE {
                return None;
            }
            if slot.id == room {
                return Some(slot.at as usize);
            }
            number = if number + 1 < self.0.len() { number + 1 } else { 0 };
        }
    }

    pub(super) fn id(&self, slot: u32) -> Option<Id<Room>> {
        self.0.get(slot as usize).map(|slot| slot.id)
    }
}

/// Where the search for a room begins.
#[inline]
fn first_slot(room: Id<Room>, slots: usize) -> usize {
    let (high, low) = room.uuid().as_u64_pair();
    let hash = (low ^ high.rotate_left(32)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    usize::try_from((u128::from(hash) * slots as u128) >> 64).unwrap_or_default()
}
