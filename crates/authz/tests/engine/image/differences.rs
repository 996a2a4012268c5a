//! What a change does to everybody, told before it is made.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use authz::preview::{World, differences};
use domain::{
    health::Health,
    link::LinkState,
    permission::{Permission, PermissionSet},
};
use proptest::{collection::vec, prelude::*};
use testkit::{
    SeededIds,
    model::may,
    plain::{Assigned, Assignment, Chosen, Link, Organization, Person, Plain, Room, Rooms, Who},
};

use super::{
    change::any_change,
    shown::{Shown, any_shown},
};
use crate::worlds;

fn organizations(shown: &Shown) -> World {
    let image = shown.image();
    image.organizations().map(|facts| (facts.id, Arc::clone(facts))).collect()
}

/// What each person may in each room, by the model.
fn rights(shown: &Shown) -> Vec<Vec<PermissionSet>> {
    let world = shown.without_gone();
    let may_in = |person: usize, room: usize| {
        let is_there = !shown.rooms_gone.contains(&room);
        Permission::ALL.into_iter().filter(|it| is_there && may(&world, person, *it, room)).collect()
    };
    let rooms = |person| (0..world.rooms.len()).map(|room| may_in(person, room)).collect();
    (0..world.people.len()).map(rooms).collect()
}

proptest! {
    #![proptest_config(worlds(60))]

    /// Decision 17, R-102: what people gain and lose by changes is what the model allows after them and not before, and the
    /// other way round.
    #[test]
    fn differences_are_the_models(
        mut shown in any_shown(0..1),
        other in any_shown(0..1),
        changes in vec(any_change(), 1..4),
    ) {
        let (before, was) = (organizations(&shown), rights(&shown));
        for change in &changes {
            change.make(&mut shown, &other);
        }
        let (after, will) = (organizations(&shown), rights(&shown));
        let (world, named) = (&shown.world, &shown.named);
        for (home, home_id) in named.organizations.iter().enumerate() {
            for (tenant, tenant_id) in named.organizations.iter().enumerate() {
                let mut expected = BTreeMap::new();
                for person in (0..world.people.len()).filter(|person| world.people[*person].home == home) {
                    for room in (0..world.rooms.len()).filter(|room| world.rooms[*room].home == tenant) {
                        let (was, will) = (was[person][room], will[person][room]);
                        if was != will {
                            let change = (will.without(was), was.without(will));
                            expected.insert((named.people[person], named.rooms[room]), change);
                        }
                    }
                }
                let found = differences(&before, &after, *home_id, *tenant_id, named.now);
                let found: BTreeMap<_, _> =
                    found.into_iter().map(|it| ((it.user, it.room), (it.gained, it.lost))).collect();
                prop_assert_eq!(found, expected);
            }
        }
    }
}

/// A customer with two rooms, and a partner's person who is primary admin there.
fn plain() -> Shown {
    let everything = Rooms { all: true, ..Rooms::default() };
    let room = Room { home: 0, groups: BTreeSet::new(), place: None };
    let world = Plain {
        organizations: vec![
            Organization::default(),
            Organization { is_partner: true, ..Organization::default() },
        ],
        people: vec![Person {
            home: 1,
            enabled: true,
            roles: BTreeSet::new(),
            is_tenant_manager: false,
            groups: BTreeSet::new(),
        }],
        rooms: vec![room.clone(), room],
        links: vec![Link {
            customer: 0,
            partner: 1,
            state: LinkState::Active,
            scope: everything.clone(),
            extended: PermissionSet::NONE,
        }],
        assignments: vec![Assignment {
            tenant: 0,
            link: Some(0),
            role: Assigned::Custom([Permission::RoomView].into_iter().collect()),
            scope: everything,
            from: None,
            until: None,
            members: BTreeSet::from([Who::Person(0)]),
        }],
        ..Plain::default()
    };
    let named = world.name(&SeededIds::default());
    let lines = vec![("a".to_owned(), Some(Health::Healthy), None, None); 2];
    let (rooms_gone, assignments_gone) = (BTreeSet::new(), BTreeSet::new());
    Shown { world, named, lines, tickets: Vec::new(), rooms_gone, assignments_gone }
}

/// another role, other rooms of the assignment and other rooms of the link are each told alone.
#[test]
fn each_part_of_a_grant_that_changes_is_told() {
    let shown = plain();
    let view: PermissionSet = [Permission::RoomView].into_iter().collect();
    let modify: PermissionSet = [Permission::RoomModify].into_iter().collect();
    let first =
        Rooms { included: Chosen { rooms: BTreeSet::from([0]), ..Chosen::default() }, ..Rooms::default() };
    let (mut role, mut scope, mut link) = (shown.clone(), shown.clone(), shown.clone());
    role.world.assignments[0].role = Assigned::Custom(view.iter().chain(modify.iter()).collect());
    scope.world.assignments[0].scope = first.clone();
    link.world.links[0].scope = first;
    let [tenant, home] = [0, 1].map(|at| shown.named.organizations[at]);
    let tell = |after: &Shown| {
        let found = differences(&organizations(&shown), &organizations(after), home, tenant, shown.named.now);
        found.into_iter().map(|it| (it.room, it.gained, it.lost)).collect::<BTreeSet<_>>()
    };
    let [one, two] = [0, 1].map(|at| shown.named.rooms[at]);
    let none = PermissionSet::NONE;
    assert_eq!(tell(&role), BTreeSet::from([(one, modify, none), (two, modify, none)]));
    assert_eq!(tell(&scope), BTreeSet::from([(two, none, view)]));
    assert_eq!(tell(&link), BTreeSet::from([(two, none, view)]));
    assert_eq!(tell(&shown), BTreeSet::new());
}
