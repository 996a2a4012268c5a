//! What a change does to all people of an organization together: how many gain or lose, and on which rooms.
//!
//! Invariant: it is the sum of [`changes`].

use std::collections::BTreeSet;

use domain::{
    id::{Id, Organization, Room, User},
    permission::PermissionSet,
    time::Time,
};

use super::{
    World,
    changes::{Change, Concerned, Part, changes},
};

/// Who gains or loses something, what, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// The people.
    pub people: BTreeSet<Id<User>>,
    /// What they gain or lose, taken together.
    pub permissions: PermissionSet,
    /// The rooms on which somebody does.
    pub rooms: BTreeSet<Id<Room>>,
}

/// Both sides of a change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// What becomes possible.
    pub gained: Share,
    /// What ceases to be.
    pub lost: Share,
}

impl Effect {
    /// What changes do together.
    pub fn of(changes: &[Change]) -> Self {
        let mut effect = Self::default();
        for Change { people, gained, lost } in changes {
            effect.gained.add(people, gained);
            effect.lost.add(people, lost);
        }
        effect
    }
}

impl Share {
    fn add(&mut self, people: &[Id<User>], part: &Part) {
        if !part.rooms.is_empty() {
            self.people.extend(people);
            self.permissions = self.permissions.or(part.set());
            self.rooms.extend(&part.rooms);
        }
    }
}

/// What the people of one organization gain and lose on the rooms of another, or of their own, by a change that leaves
/// rooms and places as they are; of rooms that the reader does not see nothing is told (decision 17).
pub fn effect(
    before: &World,
    after: &World,
    home: Id<Organization>,
    tenant: Id<Organization>,
    now: Time,
    sees: impl Fn(Id<Room>) -> bool,
) -> Effect {
    Effect::of(&changes(before, after, Concerned { home, tenant, people: None, now }, sees))
}

/// The same for a change that concerns nobody but these people.
pub fn effect_on(
    people: impl IntoIterator<Item = Id<User>>,
    (before, after): (&World, &World),
    home: Id<Organization>,
    tenant: Id<Organization>,
    now: Time,
    sees: impl Fn(Id<Room>) -> bool,
) -> Effect {
    let people: BTreeSet<_> = people.into_iter().collect();
    let concerned = Concerned { home, tenant, people: Some(&people), now };
    Effect::of(&changes(before, after, concerned, sees))
}
