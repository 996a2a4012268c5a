//! What a change of roles or assignments does to all people of an organization together: how many gain or lose, and on
//! which rooms.
//!
//! Invariant: it counts what [`differences`](super::differences) lists. People who hold the same are looked at once, so
//! that a large group costs no more than one of its members.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use domain::{
    id::{Id, Organization, Room, User},
    permission::PermissionSet,
    time::Time,
};

use super::{World, held, same};
use crate::{
    grant::{Grant, Source},
    image::OrganizationFacts,
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

/// The assignments and directory roles by which people of one kind hold their rights, before and after.
type Kind = (Vec<Source>, Vec<Source>);
/// The rights of such people, before and after, and who they are.
type Alike<'a> = (Vec<Grant<'a>>, Vec<Grant<'a>>, Vec<Id<User>>);

/// What the people of one organization gain and lose on the rooms of another, or of their own, by a change that leaves
/// people, rooms and places as they are; of rooms that the reader does not see nothing is told (decision 17).
pub fn effect(
    before: &World,
    after: &World,
    home: Id<Organization>,
    tenant: Id<Organization>,
    now: Time,
    sees: impl Fn(Id<Room>) -> bool,
) -> Effect {
    let Some(was) = before.get(&home) else { return Effect::default() };
    let everybody = was.directory.people().map(|(user, _)| user);
    effect_on(everybody, (before, after), home, tenant, now, sees)
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
    let mut effect = Effect::default();
    let (Some(was), Some(will)) = (before.get(&home), after.get(&home)) else { return effect };
    let (Some(at_before), Some(at_after)) = (before.get(&tenant), after.get(&tenant)) else { return effect };
    let mut alike: BTreeMap<Kind, Alike<'_>> = BTreeMap::new();
    for user in people {
        let (then, next) = (held(was, user, at_before, now), held(will, user, at_after, now));
        if then.is_empty() && next.is_empty() || same(&then, &next) {
            continue;
        }
        let sources = |grants: &[Grant<'_>]| grants.iter().map(|grant| grant.source).collect();
        // A block is the one thing that tells people apart who hold the same; it leaves them without any grant.
        let kind = (sources(&then), sources(&next));
        alike.entry(kind).or_insert_with(|| (then, next, Vec::new())).2.push(user);
    }
    for (then, next, people) in alike.values() {
        let (gained, lost) = sides(at_before, then, next, &sees);
        for (side, share) in [(gained, &mut effect.gained), (lost, &mut effect.lost)] {
            if !side.rooms.is_empty() {
                share.people.extend(people);
                share.permissions = share.permissions.or(side.permissions);
                share.rooms.extend(side.rooms);
            }
        }
    }
    effect
}

/// What grants allow more and less than others, on which rooms.
fn sides(
    at: &Arc<OrganizationFacts>,
    then: &[Grant<'_>],
    next: &[Grant<'_>],
    sees: impl Fn(Id<Room>) -> bool,
) -> (Share, Share) {
    let (mut gained, mut lost) = (Share::default(), Share::default());
    let on = |grants: &[Grant<'_>], room: usize| {
        let covering = grants.iter().filter(|grant| grant.covers(room));
        covering.fold(PermissionSet::NONE, |all, grant| all.or(grant.permissions))
    };
    for position in 0..at.rooms.len() {
        let (had, has) = (on(then, position), on(next, position));
        let Some(room) = at.rooms.id(position).filter(|room| had != has && sees(*room)) else { continue };
        for (more, share) in [(has.without(had), &mut gained), (had.without(has), &mut lost)] {
            if !more.is_empty() {
                share.permissions = share.permissions.or(more);
                share.rooms.insert(room);
            }
        }
    }
    (gained, lost)
}
