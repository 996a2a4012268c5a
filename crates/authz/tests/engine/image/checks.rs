//! Single checks from the flat tables.

use authz::{Action, Concerning, Facts, Target, decide, holds};
use domain::{id::Id, permission::Permission};
use proptest::prelude::*;
use testkit::{
    SeededIds,
    model::may,
    worlds::{any_crowded_world, any_world},
};

use crate::worlds;

proptest! {
    #![proptest_config(worlds(30))]

    /// decision 8: the quick check says what the decision and the model say, whether told
    /// of one organization or of all, of every person, permission, room and organization; who or what is unknown may nothing
    /// and is nothing.
    #[test]
    fn a_check_is_the_decision_and_the_models(
        world in prop_oneof![any_world().boxed(), any_crowded_world().boxed()],
    ) {
        let ids = SeededIds::default();
        let named = world.name(&ids);
        let image = world.image(&named);
        let (stranger, nowhere, no_room) = (ids.id(), ids.id(), ids.id());
        for person in 0..world.people.len() {
            let (user, facts) = (named.people[person], world.facts_in(&image, &named, person));
            let of_one: Vec<_> = (named.organizations.iter())
                .map(|at| Facts::of(&image, named.now, facts.organization, user, "", Concerning::One(*at)).unwrap())
                .collect();
            for permission in Permission::ALL {
                let allows = |tenant, room| image.allows(named.now, user, permission, tenant, room);
                for (room, id) in named.rooms.iter().enumerate() {
                    let home = world.rooms[room].home;
                    for (tenant, at) in named.organizations.iter().enumerate() {
                        let wanted = tenant == home && may(&world, person, permission, room);
                        prop_assert_eq!(allows(*at, *id), wanted, "{} {} of {} at {}", person, permission.key(), room, tenant);
                        if tenant == home {
                            let target = Target::room(*at, *id);
                            prop_assert_eq!(holds(&facts, Action::Use(permission), &target), wanted);
                            prop_assert_eq!(holds(&of_one[tenant], Action::Use(permission), &target), wanted);
                            if let Ok(permit) = decide(&facts, Action::Use(permission), &target) {
                                prop_assert_eq!(permit.room(), Some(*id), "a permit is for the room it was asked for");
                            }
                        }
                    }
                    prop_assert!(!allows(nowhere, *id));
                    prop_assert!(!image.allows(named.now, stranger, permission, named.organizations[home], *id));
                }
                for at in &named.organizations {
                    prop_assert!(!allows(*at, no_room));
                    prop_assert!(!allows(*at, Id::new(uuid::Uuid::nil())));
                }
            }
        }
    }
}
