//! What a change of people, groups, roles, assignments or links does, told by those to whom it does the same.
//!
//! Invariant: it counts what [`differences`](super::differences) lists. People who hold the same before and after are looked
//! at once, so that a large group costs no more than one of its members.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use domain::{
    id::{Id, Organization, Room, User},
    permission::{Permission, PermissionSet},
    time::Time,
};

use super::{World, held, same};
use crate::{
    grant::{Grant, Source},
    image::OrganizationFacts,
};

/// People who gain and lose the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Who.
    pub people: Vec<Id<User>>,
    /// What becomes possible for each of them.
    pub gained: Part,
    /// What ceases to be.
    pub lost: Part,
}

/// One side of a change, for one person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// The rooms on which it is something, in the order of their names.
    pub rooms: Vec<Id<Room>>,
    /// On how many rooms each permission comes or goes.
    pub permissions: BTreeMap<Permission, usize>,
}

impl Part {
    /// The permissions taken together.
    pub fn set(&self) -> PermissionSet {
        let keys = self.permissions.keys();
        keys.fold(PermissionSet::NONE, |all, permission| all.or(PermissionSet::of(&[*permission])))
    }

    /// How many rights it is: permissions × rooms.
    pub fn rights(&self) -> usize {
        self.permissions.values().sum()
    }

    fn add(&mut self, room: Id<Room>, more: PermissionSet) {
        if !more.is_empty() {
            self.rooms.push(room);
            for permission in more.iter() {
                *self.permissions.entry(permission).or_default() += 1;
            }
        }
    }
}

/// Whose rights change, where, and when.
#[derive(Clone, Copy, Debug)]
pub struct Concerned<'a> {
    /// The organization of the people.
    pub home: Id<Organization>,
    /// The organization of the rooms.
    pub tenant: Id<Organization>,
    /// The only people whose rights can change; none for everybody.
    pub people: Option<&'a BTreeSet<Id<User>>>,
    /// The moment.
    pub now: Time,
}

/// The assignments and directory roles by which people of one kind hold their rights, before and after.
type Kind = (Vec<Source>, Vec<Source>);
/// The rights of such people, before and after, and who they are.
type Alike<'a> = (Vec<Grant<'a>>, Vec<Grant<'a>>, Vec<Id<User>>);

/// What people gain and lose by a change that leaves rooms and places as they are; of rooms that are not told of
/// (decision 17) nothing is counted.
pub fn changes(
    before: &World,
    after: &World,
    concerned: Concerned<'_>,
    tells: impl Fn(Id<Room>) -> bool,
) -> Vec<Change> {
    let Concerned { home, tenant, people, now } = concerned;
    let (Some(was), Some(will)) = (before.get(&home), after.get(&home)) else { return Vec::new() };
    let (Some(at_before), Some(at_after)) = (before.get(&tenant), after.get(&tenant)) else {
        return Vec::new();
    };
    let everybody = || was.directory.people().chain(will.directory.people()).map(|(user, _)| user).collect();
    let people = people.cloned().unwrap_or_else(everybody);
    let mut alike: BTreeMap<Kind, Alike<'_>> = BTreeMap::new();
    for user in people {
        let (then, next) = (held(was, user, at_before, now), held(will, user, at_after, now));
        if then.is_empty() && next.is_empty() || same(&then, &next) {
            continue;
        }
        let sources = |grants: &[Grant<'_>]| grants.iter().map(|grant| grant.source).collect();
        // Whether enabled and not blocked tells people apart who hold the same; else they are left without any grant.
        let kind = (sources(&then), sources(&next));
        alike.entry(kind).or_insert_with(|| (then, next, Vec::new())).2.push(user);
    }
    let changes = alike.into_values().map(|(then, next, people)| {
        let (gained, lost) = sides(at_before, &then, &next, &tells);
        Change { people, gained, lost }
    });
    changes.filter(|change| !change.gained.rooms.is_empty() || !change.lost.rooms.is_empty()).collect()
}

/// What grants allow more and less than others, on which rooms.
fn sides(
    at: &Arc<OrganizationFacts>,
    then: &[Grant<'_>],
    next: &[Grant<'_>],
    tells: impl Fn(Id<Room>) -> bool,
) -> (Part, Part) {
    let (mut gained, mut lost) = (Part::default(), Part::default());
    let on = |grants: &[Grant<'_>], room: usize| {
        let covering = grants.iter().filter(|grant| grant.covers(room));
        covering.fold(PermissionSet::NONE, |all, grant| all.or(grant.permissions))
    };
    for position in 0..at.rooms.len() {
        let (had, has) = (on(then, position), on(next, position));
        let Some(room) = at.rooms.id(position).filter(|room| had != has && tells(*room)) else { continue };
        gained.add(room, has.without(had));
        lost.add(room, had.without(has));
    }
    (gained, lost)
}
