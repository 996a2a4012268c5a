//! How the rooms in sight lie in the update rings.

use std::collections::BTreeMap;

use domain::id::{Id, Organization, Room, UpdateRing};

use super::{list::RoomsInSight, organization::OrganizationFacts};

/// How many rooms are in each update ring, those included that lists do not show; none stands for General.
pub type RingCounts = BTreeMap<Option<Id<UpdateRing>>, i64>;

impl RoomsInSight {
    /// How many rooms in sight are in each ring.
    pub fn ring_counts(&self) -> RingCounts {
        counted(self.parts.iter().map(|part| (&*part.at, part.positions())))
    }

    /// The same of one organization.
    pub fn ring_counts_at(&self, tenant: Id<Organization>) -> RingCounts {
        counted(self.part(tenant).into_iter().map(|part| (&*part.at, part.positions())))
    }

    /// How many rooms are in each ring of the organizations in sight, whoever sees them.
    pub fn ring_sizes(&self) -> RingCounts {
        counted(self.parts.iter().map(|part| (&*part.at, 0..part.at.rooms.len())))
    }

    /// The same of one organization.
    pub fn ring_sizes_at(&self, tenant: Id<Organization>) -> RingCounts {
        counted(self.part(tenant).into_iter().map(|part| (&*part.at, 0..part.at.rooms.len())))
    }

    /// The ring of a room; nothing where the room is not in sight.
    pub fn ring_of(&self, tenant: Id<Organization>, room: Id<Room>) -> Option<Option<Id<UpdateRing>>> {
        let part = self.part(tenant)?;
        let at = part.at.rooms.position(room)?;
        part.shown.as_ref().is_none_or(|shown| shown.contains(at)).then(|| part.at.rooms.ring(at))
    }
}

fn counted<'a, P: Iterator<Item = usize>>(
    parts: impl Iterator<Item = (&'a OrganizationFacts, P)>,
) -> RingCounts {
    let mut counts = RingCounts::new();
    for (of, rooms) in parts {
        for at in rooms {
            *counts.entry(of.rooms.ring(at)).or_default() += 1;
        }
    }
    counts
}
