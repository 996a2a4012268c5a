//! What somebody may give to others, against the model of the rule, over worlds drawn at random.

use authz::{may_confer, may_confer_on};
use domain::{
    permission::{Permission, PermissionSet},
    role::DirectoryRole,
};
use proptest::prelude::*;
use testkit::{
    SeededIds,
    model::{covers, may, may_somewhere},
    plain::{Chosen, Plain, Rooms, scope},
    worlds::any_world,
};

use crate::worlds;

fn is_exempt(world: &Plain, person: usize, tenant: usize) -> bool {
    let it = &world.people[person];
    let administrators = [DirectoryRole::GlobalAdministrator, DirectoryRole::ManagedServiceAdministrator];
    it.home == tenant && it.enabled && administrators.iter().any(|role| it.roles.contains(role))
}

/// The rooms of an organization that a scope gives to people of another: those of its link.
fn given(world: &Plain, person: usize, tenant: usize, rooms: &Rooms) -> Vec<usize> {
    let home = world.people[person].home;
    let link =
        world.links.iter().find(|it| (it.customer, it.partner) == (tenant, home) && !it.state.is_ended());
    (0..world.rooms.len())
        .filter(|room| world.rooms[*room].home == tenant && covers(world, rooms, *room))
        .filter(|room| home == tenant || link.is_some_and(|link| covers(world, &link.scope, *room)))
        .collect()
}

proptest! {
    #![proptest_config(worlds(150))]

    /// nobody gives what they do not hold, on any room that they give it for, neither now nor, by waiting, when rooms
    /// come to stand in other groups and places; service administrators give everything at home.
    #[test]
    fn nobody_gives_more_than_they_have(
        world in any_world(),
        permission in prop::sample::select(Permission::ALL.to_vec()),
        group in 0_usize..2,
        place in prop::option::of(0_usize..4),
    ) {
        let named = world.name(&SeededIds::default());
        let image = world.image(&named);
        let permissions = PermissionSet::of(&[permission]);
        let mut later = world.clone();
        for room in &mut later.rooms {
            room.groups = [room.home * 2 + group].into();
            room.place = place.map(|place| room.home * 4 + place);
        }
        for person in 0..world.people.len() {
            let facts = world.facts_in(&image, &named, person);
            for tenant in 0..world.organizations.len() {
                let id = named.organizations[tenant];
                let exempt = is_exempt(&world, person, tenant);
                let somewhere = may_somewhere(&world, person, permission, tenant);
                prop_assert_eq!(may_confer(&facts, id, permissions), exempt || somewhere);
                prop_assert!(may_confer(&facts, id, PermissionSet::NONE));
                let drawn = world.assignments.iter().filter(|it| it.tenant == tenant).map(|it| it.scope.clone());
                let only = |included| Rooms { included, ..Rooms::default() };
                let groups = (tenant * 2..tenant * 2 + 2)
                    .map(|group| only(Chosen { groups: [group].into(), ..Chosen::default() }));
                let places = (tenant * 4..tenant * 4 + 4)
                    .map(|place| only(Chosen { places: [place].into(), ..Chosen::default() }));
                let all = Rooms { all: true, ..Rooms::default() };
                for rooms in drawn.chain(groups).chain(places).chain([all]) {
                    let gives = may_confer_on(&facts, id, permissions, &scope(&named, &rooms));
                    prop_assert!(gives || !exempt);
                    if !gives || exempt {
                        continue;
                    }
                    for room in given(&world, person, tenant, &rooms) {
                        prop_assert!(may(&world, person, permission, room), "{} gives {}", person, room);
                    }
                    let moving = Rooms { included: Chosen { rooms: [].into(), ..rooms.included.clone() }, ..rooms };
                    for room in given(&later, person, tenant, &moving) {
                        prop_assert!(may(&later, person, permission, room), "{} gives {} by waiting", person, room);
                    }
                }
            }
        }
    }

    /// what somebody holds at home, nothing left out, they can give on: the whole, each of its parts, and less than
    /// that.
    #[test]
    fn what_is_held_can_be_given(world in any_world(), permission in prop::sample::select(Permission::ALL.to_vec())) {
        let named = world.name(&SeededIds::default());
        let image = world.image(&named);
        let permissions = PermissionSet::of(&[permission]);
        for (index, it) in world.assignments.iter().enumerate() {
            let mut alone = world.clone();
            for (other, assignment) in alone.assignments.iter_mut().enumerate() {
                if other != index {
                    assignment.members.clear();
                }
            }
            for person in 0..world.people.len() {
                let at = it.tenant;
                if world.people[person].home != at || !may_somewhere(&alone, person, permission, at) {
                    continue;
                }
                let facts = world.facts_in(&image, &named, person);
                let id = named.organizations[at];
                let gives = |rooms: &Rooms| may_confer_on(&facts, id, permissions, &scope(&named, rooms));
                if it.scope.excluded == Chosen::default() {
                    prop_assert!(gives(&it.scope), "{} on {:?}", person, it.scope);
                    let less = Rooms { excluded: Chosen { rooms: [at * 4].into(), ..Chosen::default() }, ..it.scope.clone() };
                    prop_assert!(less.included.rooms.contains(&(at * 4)) || gives(&less));
                }
                for group in &it.scope.included.groups {
                    let part = Chosen { groups: [*group].into(), ..Chosen::default() };
                    let part = Rooms { all: false, included: part, excluded: it.scope.excluded.clone() };
prop_assert!(gives(&part));
                }
                for place in &it.scope.included.places {
                    let inside = (0..world.places.len()).filter(|inner| {
                        inner == place || world.places[*inner].within == Some(*place)
                    });
                    for inner in inside {
                        let part = Chosen { places: [inner].into(), ..Chosen::default() };
                        let part = Rooms { all: false, included: part, excluded: it.scope.excluded.clone() };
prop_assert!(gives(&part));
                    }
                }
            }
        }
    }
}
