//! What somebody may give to others: nobody grants what they do not hold there.
//!
//! Invariant: a scope that moves on with groups, places or new rooms is given only by whoever holds the permissions on the
//! same moving scope, so that nobody gives more by waiting.

use domain::{
    id::{Id, Organization},
    permission::{Permission, PermissionSet},
    scope::Scope,
};

use crate::{decide::permissions_in, facts::Facts, grant::Grant, image::OrganizationFacts};

/// Whether the caller may confer these permissions somewhere in an organization; service administrators of the
/// organization itself may confer everything there.
pub fn may_confer(facts: &Facts, tenant: Id<Organization>, permissions: PermissionSet) -> bool {
    is_exempt(facts, tenant) || permissions_in(facts, tenant).covers(permissions)
}

/// Whether the caller may confer these permissions on a scope of an organization.
pub fn may_confer_on(
    facts: &Facts,
    tenant: Id<Organization>,
    permissions: PermissionSet,
    scope: &Scope,
) -> bool {
    let Some(at) = facts.at(tenant) else { return false };
    is_exempt(facts, tenant) || permissions.iter().all(|permission| holds_on(facts, at, permission, scope))
}

fn is_exempt(facts: &Facts, tenant: Id<Organization>) -> bool {
    tenant == facts.organization && facts.is_service_administrator()
}

fn holds_on(facts: &Facts, at: &OrganizationFacts, permission: Permission, scope: &Scope) -> bool {
    let held: Vec<Grant<'_>> =
        facts.grants_in(at.id).filter(|grant| grant.permissions.has(permission)).collect();
    let reach = |grant: &Grant<'_>| grant.reach.map_or(Scope::ALL, |reach| Scope::clone(&reach.scope));
    if held.iter().any(|grant| reach(grant).is_all()) {
        return true;
    }
    let scopes: Vec<Scope> = held.iter().map(reach).collect();
    // Whoever is kept from something keeps others from it too.
    let keeps = |own: &Scope| {
        own.excluded.rooms.is_subset(&scope.excluded.rooms)
            && own.excluded.groups.is_subset(&scope.excluded.groups)
            && own.excluded.places.is_subset(&scope.excluded.places)
    };
    if scope.whole {
        return scopes.iter().any(|own| own.whole && keeps(own));
    }
    let whole = |own: &Scope| own.whole && keeps(own);
    let parts = &scope.included;
    parts.rooms.iter().all(|room| {
        at.rooms.position(*room).is_some_and(|position| held.iter().any(|grant| grant.covers(position)))
    }) && parts.groups.iter().all(|group| {
        scopes.iter().any(|own| whole(own) || (own.included.groups.contains(group) && keeps(own)))
    }) && parts.places.iter().all(|place| {
        let way = at.places.way(*place);
        scopes.iter().any(|own| {
            whole(own) || (way.iter().any(|around| own.included.places.contains(around)) && keeps(own))
        })
    })
}
