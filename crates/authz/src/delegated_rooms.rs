//! What the directory roles that a customer delegates open in its rooms (R-320, R-383, decision 6).
//!
//! Invariants: nothing, until the customer switches it on, and never in the partner's own portal: such a right counts for who acts on
//! behalf of that customer alone. Nothing that a role of a link may not hold, no role management, and where a link exists no room outside
//! of it; a suspended link, a block, and the partner capability taken away bind it as they bind a link.

use std::{collections::BTreeSet, sync::Arc};

use domain::{
    id::{Id, Organization, Room, User},
    permission::{Permission, PermissionSet},
    role::BuiltInRole,
    role_definition::RoleDefinition,
    time::Time,
};

use crate::{
    facts::Facts,
    grant::{Grant, Source},
    image::OrganizationFacts,
};

/// What a partner may at most where it has no link.
const CEILING: PermissionSet = BuiltInRole::PrimaryAdmins.permissions();

/// A partner's roles are those of its link, the customer's own ones are the customer's (decision 6).
const ROLES: PermissionSet = PermissionSet::of(&[Permission::RoleView, Permission::RoleModify]);

/// Whether somebody of one organization may use a permission in a room of another on its behalf.
pub fn holds_on_behalf(
    (home, user): (&Arc<OrganizationFacts>, Id<User>),
    at: &Arc<OrganizationFacts>,
    permission: Permission,
    room: Id<Room>,
    now: Time,
) -> bool {
    let Some(position) = at.rooms.position(room).filter(|_| home.id != at.id) else { return false };
    let facts = Facts::between(home, user, at, now);
    facts.enabled()
        && facts
            .delegated_grants(at)
            .iter()
            .any(|grant| grant.permissions.has(permission) && grant.covers(position))
}

/// Everybody of one organization who may use a permission in a room of another on its behalf, in ascending order.
pub fn holders_on_behalf(
    home: &Arc<OrganizationFacts>,
    at: &Arc<OrganizationFacts>,
    permission: Permission,
    room: Id<Room>,
    now: Time,
) -> Vec<Id<User>> {
    let people = home.directory.people().map(|(user, _)| user);
    let mut holders: Vec<_> =
        people.filter(|user| holds_on_behalf((home, *user), at, permission, room, now)).collect();
    holders.sort_unstable();
    holders
}

impl Facts {
    /// The rights in rooms of an organization concerned by the directory roles that it delegated to the person.
    pub(crate) fn delegated_grants<'a>(&'a self, at: &'a Arc<OrganizationFacts>) -> Vec<Grant<'a>> {
        let found = at.rights.position_of(self.organization);
        if found.is_some_and(|(_, link)| !link.is_active) {
            return Vec::new();
        }
        let ceiling = found.map_or(CEILING, |(_, link)| link.ceiling).without(ROLES);
        let grant = |(source, permissions): (Source, PermissionSet)| {
            let (opens_rooms, until) = self.switch(at, source);
            opens_rooms.then_some(Grant {
                at,
                source,
                permissions: permissions.and(ceiling),
                reach: None,
                ceiling: found.map(|(_, link)| &link.reach),
                until,
                rooms: found.and_then(|(position, _)| at.rooms_of_link(position)),
            })
        };
        let opening = self.delegated_roles(at.id).into_iter();
        opening
            .filter_map(|(role, source)| Some((source, role.acts_as?.permissions())))
            .filter_map(grant)
            .collect()
    }

    /// The same at every customer concerned.
    pub(crate) fn grants_on_behalf(&self) -> impl Iterator<Item = Grant<'_>> {
        let opens = |at: &&Arc<OrganizationFacts>| at.rights.opens_rooms_by_delegation(self.organization);
        self.others().filter(opens).flat_map(|at| self.delegated_grants(at))
    }

    /// Whether the person can act on behalf of one organization concerned.
    pub fn can_act_on_behalf_of(&self, tenant: Id<Organization>) -> bool {
        self.at(tenant).is_some_and(|at| !self.delegated_grants(at).is_empty())
    }

    /// The directory roles by which the person can act on behalf of one organization concerned: those that open something in its rooms.
    pub fn roles_on_behalf(&self, tenant: Id<Organization>) -> BTreeSet<&'static RoleDefinition> {
        let Some(at) = self.at(tenant) else { return BTreeSet::new() };
        let grants = self.delegated_grants(at).into_iter().filter(|grant| !grant.permissions.is_empty());
        let opening: Vec<Source> = grants.map(|grant| grant.source).collect();
        let held = self.delegated_roles(tenant).into_iter();
        held.filter(|(_, source)| opening.contains(source)).map(|(role, _)| role).collect()
    }

    /// Whether there is a customer concerned on whose behalf the person can act.
    pub fn acts_on_behalf(&self) -> bool {
        self.grants_on_behalf().next().is_some()
    }

    /// Whether the customer let a relationship open rooms, and until when that counts.
    pub(crate) fn switch(&self, at: &OrganizationFacts, source: Source) -> (bool, Option<Time>) {
        match source {
            Source::DelegatedAdmin { .. } => {
                let reseller = at.rights.reseller(self.organization);
                (reseller.is_some_and(|(_, facts)| facts.opens_rooms), None)
            }
            Source::GranularAdmin { relationship, .. } => {
                let found = at.rights.granulars(self.organization).find(|(id, _)| *id == relationship);
                found.map_or((false, None), |(_, facts)| (facts.opens_rooms, facts.until))
            }
            _ => (false, None),
        }
    }
}
