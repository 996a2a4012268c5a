//! The access rule as obviously as it can be said: no grants, no regions, no indexes. The engine, the facts it
//! is told and the lists in SQL must all agree with it.

use domain::{
    link::LinkState,
    permission::{Permission, PermissionSet},
    role::{BuiltInRole, SiteLeadProfile},
};

use crate::plain::{Assigned, Assignment, Chosen, Plain, Rooms};

/// Whether a person may use a permission on a room.
pub fn may(world: &Plain, person: usize, permission: Permission, room: usize) -> bool {
    let tenant = world.rooms[room].home;
    by_right(world, person, permission, tenant, &|assignment| {
        let link = assignment.link.map(|link| &world.links[link]);
        // A partner reaches what both the assignment and the link name.
        covers(world, &assignment.scope, room) && link.is_none_or(|link| covers(world, &link.scope, room))
    })
}

/// Whether a person may use a permission somewhere in an organization.
pub fn may_somewhere(world: &Plain, person: usize, permission: Permission, tenant: usize) -> bool {
    by_right(world, person, permission, tenant, &|_| true)
}

/// Whether a person may use a permission in an organization as one of its own people (decision 6).
pub fn may_as_own(world: &Plain, person: usize, permission: Permission, tenant: usize) -> bool {
    world.people[person].home == tenant && may_somewhere(world, person, permission, tenant)
}

fn by_right(
    world: &Plain,
    person: usize,
    permission: Permission,
    tenant: usize,
    reaches: &dyn Fn(&Assignment) -> bool,
) -> bool {
    let it = &world.people[person];
    let own = it.home == tenant;
    // A disabled person has no rights; the customer's block wins over all of them (decision 8).
    if !it.enabled || (world.blocks.contains(&(tenant, person)) && !own) {
        return false;
    }
    let around = world.principals(person);
    let by_directory = own && it.roles.iter().any(|role| role.permissions().has(permission));
    by_directory
        || world.assignments.iter().any(|assignment| {
            let has_begun = assignment.from.is_none_or(|from| from <= 0);
            let has_ended = assignment.until.is_some_and(|until| until <= 0);
            let counts = match assignment.link {
                None => own && assignment.role != Assigned::BuiltIn(BuiltInRole::PrimaryAdmins),
                Some(link) => {
                    let link = &world.links[link];
                    link.partner == it.home
                        && link.state == LinkState::Active
                        && world.organizations[it.home].is_partner
                }
            };
            assignment.tenant == tenant
                && !assignment.members.is_disjoint(&around)
                && allowed(world, assignment).has(permission)
                && has_begun
                && !has_ended
                && counts
                && reaches(assignment)
        })
}

/// What an assignment allows: the permissions of its role; in a link not more than Primary admins may there, which is
/// what the customer switched on besides.
pub fn allowed(world: &Plain, assignment: &Assignment) -> PermissionSet {
    let primary = |link: usize| {
        BuiltInRole::PrimaryAdmins.permissions().iter().chain(world.links[link].extended.iter()).collect()
    };
    let role: PermissionSet = match (assignment.role, assignment.link) {
        (Assigned::BuiltIn(BuiltInRole::PrimaryAdmins), Some(link)) => primary(link),
        (Assigned::BuiltIn(BuiltInRole::SiteLead), _)
            if world.organizations[assignment.tenant].site_lead == SiteLeadProfile::Strict =>
        {
            BuiltInRole::SiteLead.permissions_under(SiteLeadProfile::Strict)
        }
        (Assigned::BuiltIn(role), _) => role.permissions(),
        (Assigned::Custom(permissions), _) => permissions,
    };
    match assignment.link {
        None => role,
        Some(link) => {
            let primary: PermissionSet = primary(link);
            role.iter().filter(|permission| primary.has(*permission)).collect()
        }
    }
}

/// Whether a scope covers a room.
pub fn covers(world: &Plain, scope: &Rooms, room: usize) -> bool {
    (scope.all || is_chosen(world, &scope.included, room)) && !is_chosen(world, &scope.excluded, room)
}

fn is_chosen(world: &Plain, chosen: &Chosen, room: usize) -> bool {
    chosen.rooms.contains(&room)
        || !chosen.groups.is_disjoint(&world.rooms[room].groups)
        || !chosen.places.is_disjoint(&world.places_of(room))
}
