//! Scopes: which rooms a link, an invitation or an assignment covers.
//!
//! Invariant: a scope names rooms, groups and places of one organization; a group stands for its members of the
//! moment and a place for the rooms in it at any depth, so a room that joins is covered at once and one that leaves
//! is not. What a scope excludes it never covers, by whatever else it would.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::id::{Id, Place, Room, RoomGroup};

/// Rooms named one by one, by group, and by place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Parts {
    /// Rooms named one by one.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub rooms: BTreeSet<Id<Room>>,
    /// Groups whose members of the moment are meant.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub groups: BTreeSet<Id<RoomGroup>>,
    /// Places whose rooms, at any depth, are meant.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub places: BTreeSet<Id<Place>>,
}

impl Parts {
    /// Nothing.
    pub const NONE: Self = Self { rooms: BTreeSet::new(), groups: BTreeSet::new(), places: BTreeSet::new() };

    /// Whether nothing is named.
    pub fn is_empty(&self) -> bool {
        self.rooms.is_empty() && self.groups.is_empty() && self.places.is_empty()
    }

    /// Whether a room is meant that is in these groups and, from the widest to its own, in these places.
    pub fn hold(
        &self,
        room: Id<Room>,
        mut groups: impl Iterator<Item = Id<RoomGroup>>,
        places: &[Id<Place>],
    ) -> bool {
        (!self.rooms.is_empty() && self.rooms.contains(&room))
            || (!self.groups.is_empty() && groups.any(|group| self.groups.contains(&group)))
            || (!self.places.is_empty() && places.iter().any(|place| self.places.contains(place)))
    }
}

/// Which rooms of one organization are meant.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Scope {
    /// Whether every room, present and future, is included.
    pub whole: bool,
    /// What is included; empty where everything is.
    #[serde(skip_serializing_if = "Parts::is_empty")]
    pub included: Parts,
    /// What is left out all the same ("all but these").
    #[serde(skip_serializing_if = "Parts::is_empty")]
    pub excluded: Parts,
}

impl Scope {
    /// Every room.
    pub const ALL: Self = Self { whole: true, included: Parts::NONE, excluded: Parts::NONE };
    /// The scope that covers nothing.
    pub const NOTHING: Self = Self { whole: false, included: Parts::NONE, excluded: Parts::NONE };

    /// A scope of the given rooms and groups.
    pub fn of(
        rooms: impl IntoIterator<Item = Id<Room>>,
        groups: impl IntoIterator<Item = Id<RoomGroup>>,
    ) -> Self {
        Self {
            included: Parts {
                rooms: rooms.into_iter().collect(),
                groups: groups.into_iter().collect(),
                ..Parts::default()
            },
            ..Self::NOTHING
        }
    }

    /// Every room, but not these parts.
    pub const fn all_but(excluded: Parts) -> Self {
        Self { whole: true, included: Parts::NONE, excluded }
    }

    /// Whether every room is covered.
    pub fn is_all(&self) -> bool {
        self.whole && self.excluded.is_empty()
    }

    /// Whether the scope covers a room that is in these groups and, from the widest to its own, in these places.
    pub fn covers(
        &self,
        room: Id<Room>,
        groups: impl Iterator<Item = Id<RoomGroup>> + Clone,
        places: &[Id<Place>],
    ) -> bool {
        (self.whole || self.included.hold(room, groups.clone(), places))
            && !self.excluded.hold(room, groups, places)
    }

    /// Whether the scope covers a room to come that will lie in these places, from the widest: nothing names it yet and it
    /// is in no group.
    pub fn covers_new(&self, places: &[Id<Place>]) -> bool {
        let lies_in = |parts: &Parts| places.iter().any(|place| parts.places.contains(place));
        (self.whole || lies_in(&self.included)) && !lies_in(&self.excluded)
    }

    /// Whether the scope includes nothing at all, so that it can never cover a room.
    pub fn is_empty(&self) -> bool {
        !self.whole && self.included.is_empty()
    }

    /// Everything it names, included or excluded.
    pub fn named(&self) -> Parts {
        let mut named = self.included.clone();
        named.rooms.extend(&self.excluded.rooms);
        named.groups.extend(&self.excluded.groups);
        named.places.extend(&self.excluded.places);
        named
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn id<T>(n: u128) -> Id<T> {
        Id::new(Uuid::from_u128(n))
    }

    fn in_groups(numbers: &[u128]) -> impl Iterator<Item = Id<RoomGroup>> + Clone {
        numbers.iter().map(|number| id(*number))
    }

    /// rooms, groups and places are included; what is excluded is never covered, however it came in.
    #[test]
    fn exclusions_win_over_what_is_included() {
        let berlin = Parts { groups: [id(1)].into(), ..Parts::default() };
        let scope = Scope {
            whole: false,
            included: Parts { places: [id(2)].into(), rooms: [id(9)].into(), ..Parts::default() },
            excluded: berlin.clone(),
        };
        assert!(scope.covers(id(5), in_groups(&[]), &[id(7), id(2)]), "in the place, at any depth");
        assert!(!scope.covers(id(5), in_groups(&[1]), &[id(7), id(2)]), "in the excluded group");
        assert!(scope.covers(id(9), in_groups(&[]), &[]));
        assert!(!scope.covers(id(9), in_groups(&[1]), &[]));
        assert!(!scope.covers(id(5), in_groups(&[3]), &[id(7)]));
        let all_but = Scope::all_but(berlin);
        assert!(all_but.covers(id(5), in_groups(&[]), &[]) && !all_but.covers(id(5), in_groups(&[1]), &[]));
        assert!(!all_but.is_all() && !all_but.is_empty() && Scope::ALL.is_all());
        assert!(Scope::NOTHING.is_empty() && !Scope::NOTHING.covers(id(1), in_groups(&[1]), &[id(1)]));
    }
}
