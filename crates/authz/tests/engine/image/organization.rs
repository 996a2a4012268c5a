//! What the tables of one organization tell of it as a whole.

use authz::{
    Fact,
    fact::Turn,
    image::{OrganizationFacts, RoomLine},
};
use domain::{
    health::Health,
    id::{Id, Room},
    permission::Permission,
    scope::Scope,
};
use proptest::prelude::*;
use testkit::{
    SeededIds,
    model::{covers, may_somewhere},
    plain::{Who, scope},
    worlds::any_world,
};

use crate::worlds;

proptest! {
    #![proptest_config(worlds(100))]

    /// an organization knows how many rooms that lists show a scope covers, which links and assignments it has, and whether
    /// people of a partner hold anything there.
    #[test]
    fn an_organization_knows_what_it_has(world in any_world(), hidden in 0_usize..4) {
        let named = world.name(&SeededIds::default());
        let image = world.image(&named);
        for (tenant, id) in named.organizations.iter().enumerate() {
            let mut at = OrganizationFacts::clone(image.organization(*id).unwrap());
            let is_shown = |room: usize| world.rooms[room].home == tenant && room % 4 != hidden;
            let lines = at.rooms.lines().map(|line| {
                let room = named.rooms.iter().position(|room| *room == line.id).unwrap();
                RoomLine { shown: is_shown(room).then_some(Health::Healthy), ..line }
            });
            at.set_rooms(lines.collect());
            let rooms = || (0..world.rooms.len()).filter(|room| is_shown(*room));
            prop_assert_eq!(at.count_covered(&Scope::ALL), i64::try_from(rooms().count()).unwrap());
            for assignment in world.assignments.iter().filter(|assignment| assignment.tenant == tenant) {
                let covered = rooms().filter(|room| covers(&world, &assignment.scope, *room)).count();
                prop_assert_eq!(at.count_covered(&scope(&named, &assignment.scope)), i64::try_from(covered).unwrap());
            }
            let own = world.assignments.iter().zip(&named.assignments).filter(|(it, _)| it.tenant == tenant);
            let mut own: Vec<_> = own.map(|(_, (id, _))| *id).collect();
            own.sort_unstable();
            prop_assert_eq!(at.rights.assignments().map(|(id, _)| id).collect::<Vec<_>>(), own);
            for (link, (id, _)) in world.links.iter().zip(&named.links) {
                let is_here = link.customer == tenant && at.rights.linked().iter().any(|linked| linked.link == *id);
                let found = at.link_position(*id).and_then(|position| at.rights.linked().get(position));
                prop_assert_eq!(found.map(|linked| linked.link), is_here.then_some(*id));
            }
            for (person, it) in world.people.iter().enumerate().filter(|(_, it)| it.home != tenant) {
                let home = image.organization(named.organizations[it.home]).unwrap();
                let principals = &home.directory.person(named.people[person]).unwrap().principals;
                let is_held = at.is_held_by(home.id, principals);
                let may = Permission::ALL.into_iter().any(|permission| may_somewhere(&world, person, permission, tenant));
                let has_link = at.rights.link_with(home.id).is_some();
                prop_assert!(is_held || !may);
                prop_assert!(has_link || !is_held);
            }
        }
    }

    /// the direct members of a security group.
    #[test]
    fn a_group_knows_its_members(world in any_world()) {
        let named = world.name(&SeededIds::default());
        let image = world.image(&named);
        for (group, id) in named.security_groups.iter().enumerate() {
            let home = image.organization(named.organizations[world.security_groups[group].home]).unwrap();
            let people = (0..world.people.len()).filter(|person| world.people[*person].groups.contains(&group));
            let groups = (0..world.security_groups.len()).filter(|it| world.security_groups[*it].within.contains(&group));
            let mut expected: Vec<_> =
                people.map(Who::Person).chain(groups.map(Who::Group)).map(|who| named.principal(who)).collect();
            let mut found: Vec<_> = home.directory.members_of(*id).collect();
            expected.sort_unstable();
            found.sort_unstable();
            prop_assert_eq!(found, expected);
        }
    }
}

/// An organization without rooms knows that it has none.
#[test]
fn no_rooms_are_no_rooms() {
    let mut at = OrganizationFacts::new(SeededIds::default().id());
    assert!(at.rooms.is_empty());
    let room: Id<Room> = SeededIds::default().id();
    at.apply(&[Fact::Room { room, is: Turn::BEGINS }]);
    assert!(!at.rooms.is_empty());
}
