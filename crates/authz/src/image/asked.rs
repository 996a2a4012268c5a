//! What can be asked of the rooms in sight.

use domain::{
    health::Health,
    id::{Id, Place, Room, RoomGroup, UpdateRing},
    time::Time,
};

use super::organization::OrganizationFacts;

/// Which rooms, in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Rooms of one health alone.
    pub health: Option<Health>,
    /// Folded texts, each of which the name contains.
    pub terms: Vec<String>,
    /// Groups, in each of which the room is.
    pub groups: Vec<Id<RoomGroup>>,
    /// Places, in each of which the room is, at any depth.
    pub places: Vec<Id<Place>>,
    /// Update rings, in each of which the room is; none stands for General.
    pub rings: Vec<Option<Id<UpdateRing>>>,
    /// Whether rooms are asked for, too, that lists do not show.
    pub with_hidden: bool,
    /// The order.
    pub order: Order,
    /// From the last to the first.
    pub descending: bool,
    /// Only those behind this place.
    pub after: Option<After>,
}

/// The orders that the image knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// By name.
    #[default]
    Name,
    /// By the word of the health, then by name.
    Health,
    /// By the moment when the device was heard last; those never heard come first.
    LastSeen,
}

/// The place of a room in an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum After {
    /// By name.
    Name(String, Id<Room>),
    /// By health.
    Health(Health, String, Id<Room>),
    /// By last contact.
    LastSeen(Option<Time>, Id<Room>),
}

/// A part of a list in one order: the rooms of a health state, or all, after the place where the list goes on.
pub(super) type Run<'a> = (Option<Health>, Option<(&'a str, Id<Room>)>);

impl Asked {
    /// Whether a room is asked for, its health aside.
    pub(super) fn matches(&self, facts: &OrganizationFacts, at: usize) -> bool {
        self.terms.iter().all(|term| facts.rooms.name(at).contains(term.as_str()))
            && self.groups.iter().all(|group| facts.rooms.groups(at).any(|of| of == *group))
            && self.rings.iter().all(|ring| facts.rooms.ring(at) == *ring)
            && (self.places.is_empty() || {
                let way = facts.way_to(at);
                self.places.iter().all(|place| way.contains(place))
            })
    }

    pub(super) fn narrows(&self) -> bool {
        let chooses = !self.groups.is_empty() || !self.places.is_empty() || !self.rings.is_empty();
        chooses || !self.terms.is_empty()
    }

    /// The health states one after the other, where rooms are ordered by them, each from the place on.
    pub(super) fn runs(&self) -> Vec<Run<'_>> {
        if self.order != Order::Health {
            let after = match &self.after {
                Some(After::Name(name, id)) => Some((name.as_str(), *id)),
                _ => None,
            };
            return vec![(self.health, after)];
        }
        let mut states = Health::ALL.to_vec();
        states.sort_unstable_by_key(|health| health.key());
        if self.descending {
            states.reverse();
        }
        let (first, here) = match &self.after {
            Some(After::Health(health, name, id)) => (Some(*health), Some((name.as_str(), *id))),
            _ => (None, None),
        };
        states
            .into_iter()
            .skip_while(|state| first.is_some_and(|first| first != *state))
            .filter(|state| self.health.is_none_or(|health| health == *state))
            .map(|state| (Some(state), here.filter(|_| first == Some(state))))
            .collect()
    }
}
