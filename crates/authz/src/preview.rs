//! What a change would give and take: the engine asked twice, about facts as they are and as they would be.
//!
//! Invariant: it is the same rule that decides; a person's gain and loss are counted room by room and permission by
//! permission, never guessed from what the change names.

pub mod changes;
pub mod delegated;
pub mod effect;

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    id::{Id, Organization, Room, User},
    permission::PermissionSet,
    time::Time,
};

use crate::{
    facts::grants,
    grant::Grant,
    image::{OrganizationFacts, Person},
};

/// Organizations as they are, or as they would be.
pub type World = BTreeMap<Id<Organization>, Arc<OrganizationFacts>>;

/// What one person gains and loses on one room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The person's organization.
    pub home: Id<Organization>,
    /// The person.
    pub user: Id<User>,
    /// The room.
    pub room: Id<Room>,
    /// What becomes possible.
    pub gained: PermissionSet,
    /// What ceases to be.
    pub lost: PermissionSet,
}

/// What the people of one organization gain and lose on the rooms of another, or of their own, by person and room.
pub fn differences(
    before: &World,
    after: &World,
    home: Id<Organization>,
    tenant: Id<Organization>,
    now: Time,
) -> Vec<Difference> {
    let mut found = Vec::new();
    let (Some(was), Some(will)) = (before.get(&home), after.get(&home)) else { return found };
    let (Some(at_before), Some(at_after)) = (before.get(&tenant), after.get(&tenant)) else { return found };
    let mut people: Vec<Id<User>> =
        was.directory.people().chain(will.directory.people()).map(|(user, _)| user).collect();
    people.sort_unstable();
    people.dedup();
    let rooms_stay = at_before.rooms == at_after.rooms && at_before.places == at_after.places;
    for user in people {
        let (then, now_held) = (held(was, user, at_before, now), held(will, user, at_after, now));
        if (then.is_empty() && now_held.is_empty()) || (rooms_stay && same(&then, &now_held)) {
            continue;
        }
        let mut rooms: BTreeMap<Id<Room>, (PermissionSet, PermissionSet)> = BTreeMap::new();
        on_rooms(at_before, &then, |room, permissions| {
            rooms.entry(room).or_insert((PermissionSet::NONE, PermissionSet::NONE)).0 = permissions;
        });
        on_rooms(at_after, &now_held, |room, permissions| {
            rooms.entry(room).or_insert((PermissionSet::NONE, PermissionSet::NONE)).1 = permissions;
        });
        for (room, (had, has)) in rooms {
            let (gained, lost) = (has.without(had), had.without(has));
            if !gained.is_empty() || !lost.is_empty() {
                found.push(Difference { home, user, room, gained, lost });
            }
        }
    }
    found
}

fn held<'a>(
    home: &'a OrganizationFacts,
    user: Id<User>,
    at: &'a Arc<OrganizationFacts>,
    now: Time,
) -> Vec<Grant<'a>> {
    let person: Option<&Person> = home.directory.person(user).filter(|person| person.enabled);
    person.into_iter().flat_map(|person| grants(home, user, person, at, now)).collect()
}

/// Whether grants allow the same on the same scopes.
fn same(before: &[Grant<'_>], after: &[Grant<'_>]) -> bool {
    before.len() == after.len()
        && before
            .iter()
            .zip(after)
            .all(|(a, b)| a.permissions == b.permissions && a.reach == b.reach && a.ceiling == b.ceiling)
}

/// What grants allow together on each room that one of them covers.
fn on_rooms(at: &OrganizationFacts, held: &[Grant<'_>], mut tell: impl FnMut(Id<Room>, PermissionSet)) {
    if held.is_empty() {
        return;
    }
    for position in 0..at.rooms.len() {
        let covering = held.iter().filter(|grant| grant.covers(position));
        let permissions = covering.fold(PermissionSet::NONE, |all, grant| all.or(grant.permissions));
        if let (Some(room), false) = (at.rooms.id(position), permissions.is_empty()) {
            tell(room, permissions);
        }
    }
}
