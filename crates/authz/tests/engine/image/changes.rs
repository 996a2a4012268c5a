//! The image after each change is the image of the changed world.

use std::collections::{BTreeMap, BTreeSet};

use authz::{Fact, fact::Turn, image::Image};
use domain::{
    directory::Principal,
    permission::Permission,
    role::{BuiltInRole, DirectoryRole},
    time::Time,
};
use proptest::{collection::vec, prelude::*, test_runner::TestCaseError};
use testkit::{
    SeededIds,
    model::may,
    plain::{Assigned, Assignment, Link, Organization, Person, Plain, Room, Rooms, SecurityGroup, Who},
};
use uuid::Uuid;

use crate::worlds;

use super::{
    change::{any_change, difference},
    shown::{Question, Shown, any_line, any_question, any_shown},
};

/// Tells an image what is new.
fn tell(image: &mut Image, before: &Shown, after: &Shown) {
    for (organization, id) in after.named.organizations.iter().enumerate() {
        let facts = difference(&before.facts_of(organization), &after.facts_of(organization));
        image.apply(*id, &facts);
        let is_new = |room: &usize| {
            after.lines[*room] != before.lines[*room]
                || before.rooms_gone.contains(room) && !after.rooms_gone.contains(room)
        };
        let rooms = (0..after.world.rooms.len()).filter(|room| after.world.rooms[*room].home == organization);
        let edits: BTreeMap<_, _> = rooms.filter(is_new).map(|room| after.edit(room)).collect();
        image.show(*id, &edits);
    }
}

/// Both images know the same and answer the same, and that is what the model says.
fn agree(
    image: &Image,
    shown: &Shown,
    question: &Question,
    permission: Permission,
) -> Result<(), TestCaseError> {
    let (fresh, world, named) = (shown.image(), shown.without_gone(), &shown.named);
    for id in &named.organizations {
        prop_assert_eq!(image.organization(*id), fresh.organization(*id));
        let is_of = |link: &&Link| named.organizations[link.partner] == *id && !link.state.is_ended();
        let live = world.links.iter().filter(is_of).map(|link| named.organizations[link.customer]);
        let customers: BTreeSet<_> = live.collect();
        prop_assert!(image.customers_of(*id).eq(customers.iter().copied()));
        for tenant in &named.organizations {
            prop_assert_eq!(image.is_customer(*id, *tenant), customers.contains(tenant));
        }
    }
    for (person, user) in named.people.iter().enumerate() {
        let principals: Vec<Uuid> = vec![user.uuid()];
        prop_assert_eq!(image.reached_by(&principals), fresh.reached_by(&principals));
        for (room, id) in named.rooms.iter().enumerate() {
            let tenant = named.organizations[world.rooms[room].home];
            for it in [permission, Permission::RoomView] {
                let wanted = !shown.rooms_gone.contains(&room) && may(&world, person, it, room);
                let found = image.allows(named.now, *user, it, tenant, *id);
                prop_assert_eq!(found, wanted, "{} {} of {}", person, it.key(), room);
                prop_assert_eq!(fresh.allows(named.now, *user, it, tenant, *id), wanted);
            }
        }
    }
    let asked = shown.asked(question, None);
    for person in 0..named.people.len() {
        for (realm, _) in shown.realms(person) {
            let both = [image, &fresh].map(|image| {
                let in_sight = shown.in_sight(image, person, realm)?;
                Some((
                    in_sight.page(&asked, 10),
                    in_sight.counts(&asked),
                    in_sight.groups(),
                    in_sight.ring_counts(),
                ))
            });
            prop_assert_eq!(&both[0], &both[1], "{} in {:?}", person, realm);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(worlds(40))]

    /// decision 8: people, groups, rooms, places, links and assignments come, go and change;
    /// after each change the image answers as one made at once from the changed world, and as the model.
    #[test]
    fn every_change_is_taken_over(
        mut shown in any_shown(0..60),
        other in any_shown(0..1),
        changes in vec(any_change(), 1..8),
        question in any_question(),
        permission in prop::sample::select(Permission::ALL.to_vec()),
    ) {
        let first = shown.clone();
        let mut image = shown.image();
        for change in changes {
            let before = shown.clone();
            change.make(&mut shown, &other);
            tell(&mut image, &before, &shown);
            agree(&image, &shown, &question, permission)?;
        }
        // All at once.
        let mut image = first.image();
        tell(&mut image, &first, &shown);
        agree(&image, &shown, &question, permission)?;
        // What is told again does no harm, together with what is new.
        let mut before = shown.clone();
        before.rooms_gone.insert(0);
        let mut image = before.image();
        for (organization, id) in shown.named.organizations.iter().enumerate() {
            image.apply(*id, &shown.facts_of(organization));
        }
        image.show(shown.place_of(0).0, &[shown.edit(0)].into());
        agree(&image, &shown, &question, permission)?;
    }
}

proptest! {
    #![proptest_config(worlds(60))]

    /// rooms that get other names stand elsewhere in the order of lists, and are checked as before.
    #[test]
    fn a_room_of_another_name_is_checked_as_before(
        mut shown in any_shown(0..10),
        lines in vec(any_line(), 1..6),
        question in any_question(),
    ) {
        let mut image = shown.image();
        for (room, (name, ..)) in lines.into_iter().enumerate() {
            shown.lines[room].0 = name;
            image.show(shown.place_of(room).0, &[shown.edit(room)].into());
        }
        agree(&image, &shown, &question, Permission::RoomModify)?;
    }

    /// a device that was heard is so for lists; what was heard before takes nothing back.
    #[test]
    fn what_is_heard_is_taken_over(
        mut shown in any_shown(0..10),
        room in any::<prop::sample::Index>(),
        heard in (0..40_i64).prop_map(Time::from_micros),
        question in any_question(),
    ) {
        let mut image = shown.image();
        let room = room.index(shown.world.rooms.len());
        let tenant = shown.named.organizations[shown.world.rooms[room].home];
        image.hear(tenant, &[(shown.named.rooms[room], heard)]);
        shown.lines[room].2 = shown.lines[room].2.max(Some(heard));
        agree(&image, &shown, &question, Permission::RoomView)?;
    }
}

/// who joins a group or gets a directory role has its rights with that, and loses them with it.
#[test]
fn joining_and_leaving_count_at_once() {
    let world = Plain {
        organizations: vec![Organization::default()],
        people: vec![Person {
            home: 0,
            enabled: true,
            roles: BTreeSet::new(),
            is_tenant_manager: false,
            groups: BTreeSet::new(),
        }],
        security_groups: vec![SecurityGroup { home: 0, within: BTreeSet::new() }],
        rooms: vec![Room { home: 0, groups: BTreeSet::new(), place: None }],
        assignments: vec![Assignment {
            tenant: 0,
            link: None,
            role: Assigned::BuiltIn(BuiltInRole::SiteTech),
            scope: Rooms { all: true, ..Rooms::default() },
            from: None,
            until: None,
            members: BTreeSet::from([Who::Group(0)]),
        }],
        ..Plain::default()
    };
    let named = world.name(&SeededIds::default());
    let mut image = world.image(&named);
    let (tenant, room, user) = (named.organizations[0], named.rooms[0], named.people[0]);
    let member = Principal::User(user);
    let joins = Fact::GroupMember { group: named.security_groups[0], member, is: Turn::BEGINS };
    let role = Fact::DirectoryRole { role: DirectoryRole::GlobalAdministrator, member, is: Turn::BEGINS };
    let may = |image: &Image| image.allows(named.now, user, Permission::RoomView, tenant, room);
    for fact in [joins, role] {
        assert!(!may(&image));
        image.apply(tenant, [&fact]);
        assert!(may(&image), "{fact:?}");
        image.apply(tenant, [&fact.inverse()]);
    }
    assert!(!may(&image));
}
