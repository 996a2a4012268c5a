//! What a change does to everybody, told before it is made.

use std::{collections::BTreeMap, sync::Arc};

use authz::preview::{World, differences};
use domain::permission::{Permission, PermissionSet};
use proptest::{collection::vec, prelude::*};
use testkit::model::may;

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
