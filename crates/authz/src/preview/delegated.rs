//! Which directory roles people of a partner gain and lose at a customer by what it delegated.
//!
//! Invariant: it is the engine's own answer before and after, precedence and blocks included.

use std::collections::BTreeSet;

use domain::{
    id::{Id, Organization, User},
    role_definition::RoleDefinition,
    time::Time,
};

use super::World;
use crate::facts::Facts;

/// What one person gains and loses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleChange {
    /// The person.
    pub user: Id<User>,
    /// The roles that come, by name.
    pub gained: Vec<&'static RoleDefinition>,
    /// Those that go.
    pub lost: Vec<&'static RoleDefinition>,
}

/// What people of one organization gain and lose at another, for whom it is something.
pub fn role_changes(
    before: &World,
    after: &World,
    (home, tenant): (Id<Organization>, Id<Organization>),
    people: &BTreeSet<Id<User>>,
    now: Time,
) -> Vec<RoleChange> {
    let held = |world: &World, user: Id<User>| -> BTreeSet<&'static RoleDefinition> {
        let (Some(own), Some(at)) = (world.get(&home), world.get(&tenant)) else { return BTreeSet::new() };
        let roles = Facts::between(own, user, at, now).delegated_roles(tenant);
        roles.into_iter().map(|(role, _)| role).collect()
    };
    let by_name = |roles: BTreeSet<&'static RoleDefinition>| {
        let mut roles: Vec<_> = roles.into_iter().collect();
        roles.sort_by_key(|role| role.name);
        roles
    };
    let mut found = Vec::new();
    for user in people {
        let (had, has) = (held(before, *user), held(after, *user));
        if had != has {
            found.push(RoleChange {
                user: *user,
                gained: by_name(has.difference(&had).copied().collect()),
                lost: by_name(had.difference(&has).copied().collect()),
            });
        }
    }
    found
}
