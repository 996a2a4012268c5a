//! By what somebody of a partner works in rooms on behalf of their organization: the rule of [`delegated_rooms`](crate::delegated_rooms)
//! told instead of applied (decision 6).
//!
//! Invariant: there is a chain exactly where [`holds_on_behalf`](crate::holds_on_behalf) says yes.

use std::sync::Arc;

use domain::{
    id::{Id, Room, User},
    permission::{Permission, PermissionSet},
    time::Time,
};

use super::{Chain, Climb, chain};
use crate::{facts::Facts, grant::Grant, image::OrganizationFacts};

/// Somebody, with the organization they are of.
type Somebody<'a> = (&'a Arc<OrganizationFacts>, Id<User>);

/// Through what somebody of one organization may use a permission on behalf of another, in a room or anywhere there; the shortest first.
pub fn explain_on_behalf(
    (home, user): Somebody<'_>,
    at: &Arc<OrganizationFacts>,
    permission: Permission,
    room: Option<Id<Room>>,
    now: Time,
) -> Vec<Chain> {
    let position = match room.map(|room| at.rooms.position(room)) {
        Some(None) => return Vec::new(),
        Some(position) => position,
        None => None,
    };
    let allows = |grant: &Grant<'_>| {
        grant.permissions.has(permission) && position.is_none_or(|position| grant.covers(position))
    };
    let mut chains = told((home, user), at, position, now, allows);
    chains.sort_by_key(|(chain, _)| (chain.length(), chain.source));
    chains.dedup_by_key(|(chain, _)| chain.source);
    chains.into_iter().map(|(chain, _)| chain).collect()
}

/// Everything that somebody of one organization may do on behalf of another, by the chain that gives it.
pub fn rights_on_behalf(
    somebody: Somebody<'_>,
    at: &Arc<OrganizationFacts>,
    now: Time,
) -> Vec<(Chain, PermissionSet)> {
    let mut rights = told(somebody, at, None, now, |grant| !grant.permissions.is_empty());
    rights.sort_by_key(|(chain, _)| (chain.source, chain.length()));
    rights.dedup_by_key(|(chain, _)| chain.source);
    rights
}

/// Whether an organization delegated a directory role to somebody, whatever that opens.
pub fn is_delegated_to((home, user): Somebody<'_>, at: &Arc<OrganizationFacts>, now: Time) -> bool {
    home.id != at.id && !Facts::between(home, user, at, now).delegated_roles(at.id).is_empty()
}

/// Whether somebody holds a delegated role that would allow something on behalf if its relationship opened rooms.
pub fn is_closed(
    (home, user): Somebody<'_>,
    at: &Arc<OrganizationFacts>,
    permission: Permission,
    now: Time,
) -> bool {
    if home.id == at.id {
        return false;
    }
    let facts = Facts::between(home, user, at, now);
    let held = facts.delegated_roles(at.id).into_iter();
    facts.enabled()
        && held
            .filter(|(role, _)| role.acts_as.is_some_and(|role| role.permissions().has(permission)))
            .any(|(_, source)| !facts.switch(at, source).0)
}

fn told(
    (home, user): Somebody<'_>,
    at: &Arc<OrganizationFacts>,
    position: Option<usize>,
    now: Time,
    counts: impl Fn(&Grant<'_>) -> bool,
) -> Vec<(Chain, PermissionSet)> {
    if home.id == at.id {
        return Vec::new();
    }
    let facts = Facts::between(home, user, at, now);
    if !facts.enabled() {
        return Vec::new();
    }
    let climb = Climb::from(&home.directory, user);
    let grants = facts.delegated_grants(at);
    grants
        .iter()
        .filter(|grant| counts(grant))
        .filter_map(|grant| Some((chain(home, &climb, grant, position)?, grant.permissions)))
        .collect()
}
