//! Scopes: which rooms a link, an invitation or an assignment covers.
//!
//! Invariant: a scope names rooms and groups of one organization; a group stands for its members of the
//! moment, so a room that joins is covered at once and one that leaves is not.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::id::{Id, Room, RoomGroup};

/// Which rooms of one organization are meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Scope {
    /// Every room, present and future.
    All,
    /// The named rooms and the members of the named groups.
    Some {
        /// Rooms named one by one.
        rooms: BTreeSet<Id<Room>>,
        /// Groups whose members of the moment are covered.
        groups: BTreeSet<Id<RoomGroup>>,
    },
}

impl Scope {
    /// The scope that covers nothing.
    pub const NOTHING: Self = Self::Some { rooms: BTreeSet::new(), groups: BTreeSet::new() };

    /// A scope of the given rooms and groups.
    pub fn of(
        rooms: impl IntoIterator<Item = Id<Room>>,
        groups: impl IntoIterator<Item = Id<RoomGroup>>,
    ) -> Self {
        Self::Some { rooms: rooms.into_iter().collect(), groups: groups.into_iter().collect() }
    }

    /// Whether the scope covers a room that is in the given groups.
    pub fn covers(&self, room: Id<Room>, groups_of_room: &[Id<RoomGroup>]) -> bool {
        match self {
            Self::All => true,
            Self::Some { rooms, groups } => {
                rooms.contains(&room) || groups_of_room.iter().any(|group| groups.contains(group))
            }
        }
    }

    /// Whether the scope names nothing at all, so that it can never cover a room.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Some { rooms, groups } if rooms.is_empty() && groups.is_empty())
    }
}
