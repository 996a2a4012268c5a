//! List equals check equals model: worlds drawn at random are planted in both databases; what the engine
//! decides from facts in the image, what lists show and what counts say must be what the model says.

use std::collections::BTreeSet;

use authz::{Action, Concerning, Realm, Target, decide, sight};
use domain::{
    link::LinkState,
    permission::{Permission, PermissionSet},
    role::BuiltInRole,
};
use proptest::{
    prelude::*,
    sample::select,
    test_runner::{TestCaseError, TestRunner},
};
use store::{Query, Read, seed::Seed, values};
use testkit::{
    Database, Kind, SeededIds,
    model::may,
    plain::{Assigned, Assignment, Chosen, Link, Named, Organization, Person, Plain, Room, Rooms, Who},
    worlds::any_world,
};

const LIST: Read = Read::new("select r.room_id from rooms r where {room:r}");
const COUNT: Read = Read::new("select count(*) from rooms r where {room:r}");

/// How many worlds; the same engine meets many more of them beside the engine.
const WORLDS: u32 = 24;

/// on SQLite.
#[test]
fn lists_and_checks_agree_on_sqlite() {
    agree(Kind::Sqlite);
}

/// on PostgreSQL.
#[test]
fn lists_and_checks_agree_on_postgresql() {
    agree(Kind::Postgresql);
}

fn agree(kind: Kind) {
    let config = ProptestConfig {
        cases: WORLDS,
        failure_persistence: None,
        max_shrink_iters: 300,
        ..ProptestConfig::default()
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let database = runtime.block_on(Database::fresh(kind));
    let ids = SeededIds::default();
    let permissions = select(vec![
        Permission::RoomView,
        Permission::RoomModify,
        Permission::RoomUnenroll,
        Permission::SettingsModify,
        Permission::TicketView,
    ]);
    let outcome = TestRunner::new(config).run(&(any_world(), permissions), |(world, permission)| {
        runtime.block_on(compare(&database, &ids, &world, permission))
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
}

async fn compare(
    database: &Database,
    ids: &SeededIds,
    world: &Plain,
    permission: Permission,
) -> Result<(), TestCaseError> {
    let named = world.name(ids);
    let mut seed = Seed::begin(&database.store, named.now).await.unwrap();
    world.plant(&named, &mut seed).await.unwrap();
    crate::tickets::plant(&mut seed, ids, world, &named).await;
    seed.commit().await.unwrap();
    database.raw("update tickets set cause_id = ticket_id where signal = 'signal1'").await;
    database.raw("update tickets set is_suppressed = true where category = 'display'").await;
    // One issue in all rooms of an organization, and one in each room.
    let recorded = "update tickets set kind = 'recorded', signal = '', description = 'No picture',";
    database.raw(&format!("{recorded} issue_id = tenant_id where signal = 'signal0'")).await;
    database.raw(&format!("{recorded} issue_id = room_id where signal = 'signal2'")).await;
    crate::update_rings::plant(database).await;
    for person in 0..world.people.len() {
        checks(database, world, &named, person, permission).await?;
        lists(database, world, &named, person, permission).await?;
    }
    Ok(())
}

/// a partner of many customers, whole ones and parts of others by one scope or two, in every form
/// that the statement of a list takes.
#[tokio::test]
async fn a_partner_of_many_customers_sees_just_theirs() {
    for kind in Kind::ALL {
        let database = Database::fresh(kind).await;
        let ids = SeededIds::default();
        for (whole, single, double) in
            [(1, 0, 0), (3, 1, 1), (9, 0, 0), (0, 3, 0), (0, 6, 0), (0, 0, 6), (2, 5, 2), (12, 9, 3)]
        {
            let world = wide(whole, single, double);
            compare(&database, &ids, &world, Permission::RoomView).await.unwrap();
        }
    }
}

/// One partner person with customers whose rooms are all covered, covered by one scope, or by two.
fn wide(whole: usize, single: usize, double: usize) -> Plain {
    let customers = whole + single + double;
    let all = || Rooms { all: true, ..Rooms::default() };
    let some = |of: &[usize], groups: &[usize]| Rooms {
        included: Chosen {
            rooms: of.iter().copied().collect(),
            groups: groups.iter().copied().collect(),
            ..Chosen::default()
        },
        ..Rooms::default()
    };
    let mut world = Plain {
        organizations: (0..=customers)
            .map(|n| Organization { is_partner: n == 0, ..Organization::default() })
            .collect(),
        people: vec![Person {
            home: 0,
            enabled: true,
            roles: BTreeSet::new(),
            is_tenant_manager: false,
            groups: BTreeSet::new(),
        }],
        room_groups: (1..=customers).collect(),
        ..Plain::default()
    };
    for customer in 1..=customers {
        // Three rooms each: one in the group, one named by itself, one in no scope.
        let (group, first) = (customer - 1, world.rooms.len());
        for is_in_group in [true, false, false] {
            let groups = is_in_group.then_some(group).into_iter().collect();
            world.rooms.push(Room { home: customer, groups, place: None });
        }
        let part = some(&[first + 1], &[group]);
        let (link, assignment) = match customer {
            n if n <= whole => (all(), all()),
            n if n <= whole + single && n % 2 == 0 => (part, all()),
            n if n <= whole + single => (all(), part),
            _ => (part, some(&[first, first + 2], &[])),
        };
        world.links.push(Link {
            customer,
            partner: 0,
            state: LinkState::Active,
            scope: link,
            extended: PermissionSet::NONE,
        });
        world.assignments.push(Assignment {
            tenant: customer,
            link: Some(customer - 1),
            role: Assigned::BuiltIn(BuiltInRole::PrimaryAdmins),
            scope: assignment,
            from: None,
            until: None,
            members: BTreeSet::from([Who::Person(0)]),
        });
    }
    world
}

async fn checks(
    database: &Database,
    world: &Plain,
    named: &Named,
    person: usize,
    permission: Permission,
) -> Result<(), TestCaseError> {
    let home = named.organizations[world.people[person].home];
    let mut opening = database.store.begin_change().await.unwrap();
    for room in (person % 4..world.rooms.len()).step_by(4) {
        let tenant = named.organizations[world.rooms[room].home];
        let (user, upn) = (named.people[person], world.upn(named, person));
        let concerning = Concerning::One(tenant);
        let facts = opening.facts(named.now, home, user, upn.as_str(), concerning).await.unwrap().unwrap();
        let answer = decide(&facts, Action::Use(permission), &Target::room(tenant, named.rooms[room]));
        let wanted = may(world, person, permission, room);
        prop_assert_eq!(answer.is_ok(), wanted, "{} of {}: {:?}", person, room, answer);
    }
    Ok(())
}

async fn lists(
    database: &Database,
    world: &Plain,
    named: &Named,
    person: usize,
    permission: Permission,
) -> Result<(), TestCaseError> {
    let home = world.people[person].home;
    let mut opening = database.store.begin_view().await.unwrap();
    let facts = opening
        .facts(
            named.now,
            named.organizations[home],
            named.people[person],
            world.upn(named, person).as_str(),
            Concerning::All,
        )
        .await
        .unwrap()
        .unwrap();
    let mut view = None;
    let mut opening = Some(opening);
    for (turn, (realm, tenants)) in realms(world, named, home).into_iter().enumerate() {
        let wanted: BTreeSet<_> = (0..world.rooms.len())
            .filter(|room| tenants.contains(&world.rooms[*room].home))
            .filter(|room| may(world, person, permission, *room))
            .map(|room| named.rooms[room])
            .collect();
        let Ok(sight) = sight(&facts, Action::Use(permission), realm) else {
            prop_assert!(wanted.is_empty(), "{person} in {realm:?} sees nothing, not {wanted:?}");
            continue;
        };
        if let Some(opening) = opening.take() {
            view = Some(opening.view(sight.clone()));
        }
        let Some(view) = &mut view else { continue };
        view.look(sight);
        let rows = view.rows(Query::new(&LIST, values![])).await.unwrap();
        let listed: Vec<_> = rows.iter().map(|row| row.get(0).unwrap()).collect();
        prop_assert_eq!(listed.iter().copied().collect::<BTreeSet<_>>(), wanted, "{} in {:?}", person, realm);
        let count = view.count(Query::new(&COUNT, values![])).await.unwrap();
        prop_assert_eq!(usize::try_from(count).unwrap(), listed.len());
        let group = named.room_groups.get(turn).copied();
        crate::image::agrees(view, group, person * 7 + turn).await?;
        crate::tickets::agrees(view, group, person * 7 + turn).await?;
        crate::update_rings::agrees(view, person * 7 + turn).await?;
    }
    Ok(())
}

/// Every realm with the organizations it shows.
fn realms(world: &Plain, named: &Named, home: usize) -> Vec<(Realm, Vec<usize>)> {
    let customers: Vec<usize> = (0..world.organizations.len()).filter(|tenant| *tenant != home).collect();
    customers
        .iter()
        .map(|tenant| (Realm::Customer(named.organizations[*tenant]), vec![*tenant]))
        .chain([(Realm::Own, vec![home]), (Realm::AllCustomers, customers.clone())])
        .collect()
}
