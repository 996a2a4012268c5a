//! The engine against the slow, obvious model of the same rule, over worlds drawn at random.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use authz::{
    Action, Extent, Fact, Missing, Realm, Refused, Requirement, Target, decide,
    fact::Turn,
    preview::{
        World,
        changes::{Concerned, changes},
        differences,
        effect::{Effect, effect, effect_on},
    },
    sight,
};
use domain::permission::Permission;
use proptest::prelude::*;
use testkit::{
    SeededIds,
    model::{may, may_as_own, may_somewhere},
    worlds::any_world,
};

use crate::worlds;

proptest! {
    #![proptest_config(worlds(400))]

    /// decision 8: grants add up, ceilings cut, the customer's denials win; what is
    /// not seen is hidden, what is seen but not allowed is denied.
    #[test]
    fn a_decision_on_a_room_is_the_models(world in any_world(), permission in any_permission()) {
        let named = world.name(&SeededIds::default());
        let image = world.image(&named);
        for person in 0..world.people.len() {
            let facts = world.facts_in(&image, &named, person);
            for room in 0..world.rooms.len() {
                let tenant = named.organizations[world.rooms[room].home];
                let target = Target::room(tenant, named.rooms[room]);
                let answer = decide(&facts, Action::Use(permission), &target);
                let wanted = may(&world, person, permission, room);
                prop_assert_eq!(answer.is_ok(), wanted, "{} of {}: {:?}", person, room, answer);
                if let Err(refused) = answer {
                    let sees = may(&world, person, Permission::RoomView, room);
                    prop_assert_eq!(matches!(refused, Refused::Denied(_)), sees);
                }
            }
        }
    }

    /// decision 6: in an organization as a whole; its controls over partners for its own people.
    #[test]
    fn a_decision_on_an_organization_is_the_models(world in any_world(), permission in any_permission()) {
        let named = world.name(&SeededIds::default());
        let image = world.image(&named);
        for person in 0..world.people.len() {
            let facts = world.facts_in(&image, &named, person);
            for (tenant, id) in named.organizations.iter().enumerate() {
                let target = Target::tenant(*id);
                let answer = decide(&facts, Action::Use(permission), &target);
                prop_assert_eq!(answer.is_ok(), may_somewhere(&world, person, permission, tenant));
                let answer = decide(&facts, Action::UseOwn(permission), &target);
                prop_assert_eq!(answer.is_ok(), may_as_own(&world, person, permission, tenant));
            }
        }
    }

    /// a list shows a room exactly if a check allows it, in each realm.
    #[test]
    fn a_sight_covers_what_a_check_allows(world in any_world(), permission in any_permission()) {
        let named = world.name(&SeededIds::default());
        let image = world.image(&named);
        for person in 0..world.people.len() {
            let facts = world.facts_in(&image, &named, person);
            let home = world.people[person].home;
            let customers = (0..world.organizations.len()).filter(|tenant| *tenant != home);
            let realms = customers
                .map(|tenant| (Realm::Customer(named.organizations[tenant]), vec![tenant]))
                .chain([(Realm::Own, vec![home])])
                .chain([(Realm::AllCustomers, (0..world.organizations.len()).filter(|t| *t != home).collect())]);
            for (realm, tenants) in realms {
                let sight = sight(&facts, Action::Use(permission), realm);
                for room in 0..world.rooms.len() {
                    let tenant = named.organizations[world.rooms[room].home];
                    let covered = sight.as_ref().is_ok_and(|sight| sight.covers(tenant, named.rooms[room]));
                    let wanted =
                        tenants.contains(&world.rooms[room].home) && may(&world, person, permission, room);
                    prop_assert_eq!(covered, wanted, "{} of {} in {:?}", person, room, realm);
                }
                let regions = sight.iter().filter_map(|sight| match sight.extent() {
                    Extent::Rooms(regions) => Some(regions),
                    _ => None,
                });
                for region in regions.flatten() {
                    let rooms = 0..region.at.rooms.len();
                    prop_assert!(!region.is_whole() || rooms.clone().all(|room| region.covers(room)));
                    let covered: Vec<_> = rooms.filter(|room| region.covers(*room)).collect();
                    prop_assert_eq!(region.positions().collect::<Vec<_>>(), covered);
                }
            }
        }
    }

    /// of what somebody has sent to somebody, the reader sees the rooms that both may see and no other, at home, at one customer and at
    /// all; without a room that they share, nothing.
    #[test]
    fn what_is_sent_shows_what_both_may_see(world in any_world(), permission in any_permission()) {
        let named = world.name(&SeededIds::default());
        let image = world.image(&named);
        for (reader, it) in world.people.iter().enumerate() {
            for (sender, other) in world.people.iter().enumerate() {
                let facts = world.facts_in(&image, &named, reader);
                let facts = facts.sent_by(world.facts_in(&image, &named, sender));
                let customers = (0..world.organizations.len()).filter(|tenant| *tenant != it.home);
                let realms = customers
                    .map(|tenant| (Realm::Customer(named.organizations[tenant]), vec![tenant]))
                    .filter(|_| it.home == other.home)
                    .chain([(Realm::Own, vec![it.home])]);
                for (realm, tenants) in realms {
                    let sight = sight(&facts, Action::Use(permission), realm);
                    let mut shared = 0;
                    for room in 0..world.rooms.len() {
                        let tenant = named.organizations[world.rooms[room].home];
                        let covered = sight.as_ref().is_ok_and(|sight| sight.covers(tenant, named.rooms[room]));
                        let wanted = it.enabled
                            && other.enabled
                            && tenants.contains(&world.rooms[room].home)
                            && may(&world, reader, permission, room)
                            && may(&world, sender, permission, room);
                        prop_assert_eq!(covered, wanted, "{} by {} of {}", reader, sender, room);
                        shared += usize::from(wanted);
                    }
                    let has_rooms = world.rooms.iter().any(|room| tenants.contains(&room.home));
                    prop_assert!(!has_rooms || sight.is_ok() == (shared > 0));
                }
            }
        }
    }

    /// nobody is a customer of their own organization, only a partner has customers to look at, a
    /// disabled person looks at nothing; a customer at whom somebody holds nothing is hidden from them.
    #[test]
    fn a_look_is_refused_as_the_rules_say(world in any_world(), permission in any_permission()) {
        let named = world.name(&SeededIds::default());
        let image = world.image(&named);
        for (person, it) in world.people.iter().enumerate() {
            let facts = world.facts_in(&image, &named, person);
            let action = Action::Use(permission);
            let of_oneself = sight(&facts, action, Realm::Customer(named.organizations[it.home]));
            prop_assert_eq!(of_oneself, Err(Refused::Hidden));
            let lacks_capability = Refused::Denied(Missing(Requirement::PartnerCapability));
            let refused = match (it.enabled, world.organizations[it.home].is_partner) {
                (false, _) => Some(Refused::Hidden),
                (true, is_partner) => (!is_partner).then_some(lacks_capability),
            };
            prop_assert_eq!(sight(&facts, action, Realm::AllCustomers).err(), refused);
            for (tenant, id) in named.organizations.iter().enumerate().filter(|_| it.enabled) {
                let lacks = Refused::Denied(Missing(Requirement::Permission(permission)));
                let (realm, otherwise) = if tenant == it.home {
                    (Realm::Own, lacks)
                } else if facts.grants_in(*id).next().is_some() {
                    (Realm::Customer(*id), lacks)
                } else {
                    (Realm::Customer(*id), Refused::Hidden)
                };
                let refused = (!may_somewhere(&world, person, permission, tenant)).then_some(otherwise);
                prop_assert_eq!(sight(&facts, action, realm).err(), refused);
            }
        }
    }

    /// a room to come would be in sight where one is that lies in the same place, is in no group and is named
    /// by no scope.
    #[test]
    fn a_room_to_come_is_seen_as_one_like_it(world in any_world(), permission in any_permission()) {
        let named = world.name(&SeededIds::default());
        let image = world.image(&named);
        let of_links = world.links.iter().map(|link| &link.scope);
        let scopes: Vec<_> = of_links.chain(world.assignments.iter().map(|it| &it.scope)).collect();
        let is_plain = |room: &usize| {
            world.rooms[*room].groups.is_empty()
                && !scopes.iter().any(|it| it.included.rooms.contains(room) || it.excluded.rooms.contains(room))
        };
        for person in 0..world.people.len() {
            let facts = world.facts_in(&image, &named, person);
            for room in (0..world.rooms.len()).filter(is_plain) {
                let home = world.rooms[room].home;
                let tenant = named.organizations[home];
                let realm = if home == world.people[person].home { Realm::Own } else { Realm::Customer(tenant) };
                let Ok(sight) = sight(&facts, Action::Use(permission), realm) else { continue };
                let place = world.rooms[room].place.map(|place| named.places[place]);
                let is_there = sight.covers(tenant, named.rooms[room]);
                prop_assert_eq!(sight.would_cover(tenant, place), is_there, "{} of {}", person, room);
                let places = (0..world.places.len()).filter(|place| world.places[*place].home == home);
                let anywhere = places.map(|place| Some(named.places[place])).chain([None]);
                let somewhere = anywhere.into_iter().any(|place| sight.would_cover(tenant, place));
                prop_assert_eq!(sight.would_cover_somewhere(tenant), somewhere);
            }
        }
    }
}

proptest! {
    #![proptest_config(worlds(200))]

    /// R-102, decision 17: what the end of an assignment does to everybody together is the sum of what it does person by
    /// person and room by room; of rooms out of sight nothing is told.
    #[test]
    fn an_effect_is_the_sum_of_differences(world in any_world(), which in any::<prop::sample::Index>(), hidden in 0_usize..4) {
        let named = world.name(&SeededIds::default());
        let image = world.image(&named);
        let organizations = || named.organizations.iter().map(|id| image.organization(*id).unwrap());
        let all: World = organizations().map(|facts| (facts.id, Arc::clone(facts))).collect();
        for at in organizations() {
            let assignments: Vec<_> = at.rights.assignments().collect();
            if assignments.is_empty() {
                continue;
            }
            let (assignment, facts) = assignments[which.index(assignments.len())];
            let fact = Fact::Assignment { assignment, is: Turn::ends(facts.clone()) };
            let mut after = all.clone();
            Arc::make_mut(after.get_mut(&at.id).unwrap()).apply([&fact]);
            let hidden = named.rooms.get(hidden).copied();
            for home in &named.organizations {
                let found = effect(&all, &after, *home, at.id, named.now, |room| Some(room) != hidden);
                let mut expected = Effect::default();
                for it in differences(&all, &after, *home, at.id, named.now) {
                    for (more, share) in [(it.gained, &mut expected.gained), (it.lost, &mut expected.lost)] {
                        if !more.is_empty() && Some(it.room) != hidden {
                            share.people.insert(it.user);
                            share.rooms.insert(it.room);
                            share.permissions = share.permissions.or(more);
                        }
                    }
                }
                prop_assert_eq!(&found, &expected);
                // Whom it does not concern changes nothing.
                let people = expected.gained.people.union(&expected.lost.people).copied();
                let sees = |room| Some(room) != hidden;
                prop_assert_eq!(effect_on(people, (&all, &after), *home, at.id, named.now, sees), expected);
                prop_assert_eq!(
                    effect_on([], (&all, &after), *home, at.id, named.now, sees),
                    Effect::default()
                );
            }
        }
    }
}

proptest! {
    #![proptest_config(worlds(200))]

    /// Decision 17, R-114: what happens to a person who is disabled, enabled or deleted, told by people alike, is what happens to each
    /// of them room by room and permission by permission.
    #[test]
    fn changes_are_the_differences(world in any_world(), which in any::<prop::sample::Index>(), enabled in any::<Option<bool>>()) {
        let named = world.name(&SeededIds::default());
        let image = world.image(&named);
        let organizations = || named.organizations.iter().map(|id| image.organization(*id).unwrap());
        let all: World = organizations().map(|facts| (facts.id, Arc::clone(facts))).collect();
        for home in organizations() {
            let people: Vec<_> = home.directory.people().collect();
            if people.is_empty() {
                continue;
            }
            let (user, person) = people[which.index(people.len())];
            let fact = Fact::Person { user, enabled: Turn::new(Some(person.enabled), enabled) };
            let mut after = all.clone();
            Arc::make_mut(after.get_mut(&home.id).unwrap()).apply([&fact]);
            let only = BTreeSet::from([user]);
            for tenant in &named.organizations {
                let (home, tenant) = (home.id, *tenant);
                let mut expected: BTreeMap<_, [usize; 2]> = BTreeMap::new();
                for it in differences(&all, &after, home, tenant, named.now) {
                    for permission in it.gained.iter() {
                        expected.entry((it.user, permission)).or_default()[0] += 1;
                    }
                    for permission in it.lost.iter() {
                        expected.entry((it.user, permission)).or_default()[1] += 1;
                    }
                }
                for people in [None, Some(&only)] {
                    let concerned = Concerned { home, tenant, people, now: named.now };
                    let mut found: BTreeMap<_, [usize; 2]> = BTreeMap::new();
                    for change in changes(&all, &after, concerned, |_| true) {
                        for user in &change.people {
                            for (part, side) in [(&change.gained, 0), (&change.lost, 1)] {
                                prop_assert_eq!(part.rights(), part.permissions.values().sum::<usize>());
                                for (permission, rooms) in &part.permissions {
                                    found.entry((*user, *permission)).or_default()[side] += rooms;
                                }
                            }
                        }
                    }
                    prop_assert_eq!(&found, &expected);
                }
            }
        }
    }
}

fn any_permission() -> impl Strategy<Value = Permission> {
    prop::sample::select(Permission::ALL.to_vec())
}
