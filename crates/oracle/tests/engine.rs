//! The engine against Cedar, over worlds drawn at random and over every scenario.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use authz::{Action, Target, decide};
use domain::permission::Permission;
use oracle::Oracle;
use proptest::prelude::*;
use testkit::{
    SeededIds,
    plain::Plain,
    scenario::{self, Answer, Expectation, Place},
    worlds::any_world,
};

/// Compares the decision on every room for every person.
fn agree(world: &Plain, oracle: &Oracle, permission: Permission) -> Result<(), TestCaseError> {
    let named = world.name(&SeededIds::default());
    let image = world.image(&named);
    for person in 0..world.people.len() {
        let facts = world.facts_in(&image, &named, person);
        for room in 0..world.rooms.len() {
            let target = Target::room(named.organizations[world.rooms[room].home], named.rooms[room]);
            let decided = decide(&facts, Action::Use(permission), &target).is_ok();
            prop_assert_eq!(
                decided,
                oracle.may(person, permission, room),
                "{} of {} on {}",
                permission,
                person,
                room
            );
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    /// decision 8: each check of the engine is Cedar's.
    #[test]
    fn a_decision_is_cedars(world in any_world(), some in prop::sample::subsequence(Permission::ALL.to_vec(), 2)) {
        let oracle = Oracle::of(&world);
        for permission in some {
            agree(&world, &oracle, permission)?;
        }
    }
}

/// what the scenarios say of rooms is what Cedar says.
#[test]
fn scenarios_hold_in_cedar() {
    let mut held = 0;
    for scenario in scenario::all() {
        for (step, moment) in scenario.moments.iter().enumerate() {
            let at = format!("{}, moment {step}", scenario.name);
            let (world, oracle) = (&moment.world, Oracle::of(&moment.world));
            for expectation in &moment.expectations {
                match expectation {
                    Expectation::Sees { person, permission, place, rooms } => {
                        let home = world.people[*person].home;
                        let is_here = |tenant: usize| match place {
                            Place::Own => tenant == home,
                            Place::Customer(customer) => tenant == *customer && tenant != home,
                            Place::Customers => tenant != home,
                        };
                        let seen = (0..world.rooms.len()).filter(|room| is_here(world.rooms[*room].home));
                        let seen = seen.filter(|room| oracle.may(*person, *permission, *room));
                        assert_eq!(
                            &seen.collect::<std::collections::BTreeSet<_>>(),
                            rooms,
                            "{at}: {expectation:?}"
                        );
                    }
                    Expectation::Room { person, permission, room, answer } => {
                        let may = oracle.may(*person, *permission, *room);
                        assert_eq!(may, *answer == Answer::Allowed, "{at}: {expectation:?}");
                    }
                    // Cedar is asked about rooms alone.
                    Expectation::Organization { .. } => continue,
                }
                held += 1;
            }
            agree(world, &oracle, Permission::RoomView).unwrap_or_else(|error| panic!("{at}: {error}"));
        }
    }
    assert!(held >= 80, "{held} expectations were held");
}
