//! What of one organization is in a sight: rooms, and the groups and places in which some of them are.

use std::collections::BTreeSet;

use authz::{Sight, image::OrganizationFacts};
use domain::{
    id::{Id, Place, Room, RoomGroup},
    scope::Parts,
};

use crate::refusal::{Code, Fault};

/// What is in sight; whatever else there is does not exist for the reader.
#[derive(Debug, Default)]
pub(crate) struct InSight {
    rooms: BTreeSet<Id<Room>>,
    groups: BTreeSet<Id<RoomGroup>>,
    places: BTreeSet<Id<Place>>,
}

impl InSight {
    /// What a sight shows of an organization.
    pub(crate) fn of(at: &OrganizationFacts, sight: &Sight) -> Self {
        let mut seen = Self::default();
        for position in 0..at.rooms.len() {
            let Some(room) = at.rooms.id(position).filter(|room| sight.covers(at.id, *room)) else {
                continue;
            };
            seen.rooms.insert(room);
            seen.groups.extend(at.rooms.groups(position));
            seen.places.extend(at.way_to(position));
        }
        seen
    }

    /// Whether a group has a room in sight.
    pub(crate) fn has_group(&self, group: Id<RoomGroup>) -> bool {
        self.groups.contains(&group)
    }

    /// Whether a room in sight lies in a place.
    pub(crate) fn has_place(&self, place: Id<Place>) -> bool {
        self.places.contains(&place)
    }

    /// The faults of what a scope names and is not in sight; `part` stands before the names of the fields.
    pub(super) fn faults(&self, parts: &Parts, part: &str) -> Vec<Fault> {
        let all = [
            ("rooms", parts.rooms.is_subset(&self.rooms)),
            ("roomGroups", parts.groups.is_subset(&self.groups)),
            ("places", parts.places.is_subset(&self.places)),
        ];
        let unknown = |(field, _)| Fault::new(format!("scope/{part}{field}"), Code::UnknownReference);
        all.into_iter().filter(|(_, sees)| !sees).map(unknown).collect()
    }
}
