//! The scenarios (`crates/testkit/scenarios`) through the use cases that people reach: the list of rooms page by
//! page with its counts, a room, its record, its monitoring, and what is about an organization as a whole.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::collections::BTreeSet;

use authz::Action;
use domain::{
    id::{Id, Room},
    permission::Permission,
};
use service::{
    Caller, Code, Page, Realm, Refusal, Wanted, ask,
    audit_log::{ListEvents, Period},
    enrolment_key::ResetKey,
    rooms::{EditRoom, ListRooms, RoomForm, RoomOf, UnenrolRoom},
    run,
};
use testkit::{
    Database, Kind, World,
    plain::{Named, Plain},
    scenario::{self, Answer, Expectation, Place},
};

/// what the scenarios say is what people get, on SQLite.
#[tokio::test]
async fn scenarios_hold_in_the_use_cases_on_sqlite() {
    on(Kind::Sqlite).await;
}

/// the same on PostgreSQL.
#[tokio::test]
async fn scenarios_hold_in_the_use_cases_on_postgresql() {
    on(Kind::Postgresql).await;
}

async fn on(kind: Kind) {
    let mut world = World::new(Database::fresh(kind).await).await;
    let mut held = 0;
    for scenario in scenario::all() {
        for (step, moment) in scenario.moments.iter().enumerate() {
            let named = world.adopt(&moment.world).await;
            for expectation in &moment.expectations {
                let at = format!("{}, moment {step}, on {kind:?}: {expectation:?}", scenario.name);
                held += usize::from(meets(&world, &moment.world, &named, expectation, &at).await);
            }
        }
    }
    assert!(held > 80, "{held} expectations were held");
}

/// Holds one expectation; tells whether there is a use case for it.
async fn meets(world: &World, plain: &Plain, named: &Named, expectation: &Expectation, at: &str) -> bool {
    match expectation {
        Expectation::Sees { person, permission: Permission::RoomView, place, rooms } => {
            let realm = match place {
                Place::Own => Realm::Own,
                Place::Customer(tenant) => Realm::Customer(named.organizations[*tenant]),
                Place::Customers => Realm::AllCustomers,
            };
            let wanted: BTreeSet<Id<Room>> = rooms.iter().map(|room| named.rooms[*room]).collect();
            assert_eq!(listed(world, &caller(world, plain, named, *person), realm, at).await, wanted, "{at}");
            true
        }
        Expectation::Room { person, permission, room, answer } => {
            let caller = caller(world, plain, named, *person);
            let home = plain.rooms[*room].home;
            let (tenant, id) = (named.organizations[home], named.rooms[*room]);
            let done = match permission {
                Permission::RoomView => {
                    let is_own = plain.people[*person].home == home;
                    let realm = if is_own { Realm::Own } else { Realm::Customer(tenant) };
                    let seen = ask(&world.app, &caller, &RoomOf { realm, room: id }).await.map(drop);
                    if *answer == Answer::Hidden {
                        // Whoever may see no room at home is told so, of rooms that exist and others alike.
                        let nothing = RoomOf { realm, room: Id::new(tenant.uuid()) };
                        let missing = ask(&world.app, &caller, &nothing).await.map(drop).unwrap_err();
                        assert_eq!(seen.unwrap_err().code(), missing.code(), "{at}");
                        return true;
                    }
                    seen
                }
                Permission::RoomModify => {
                    let device_type = "generic".to_owned();
                    let form = RoomForm { name: format!("Room {id}"), device_type, ..RoomForm::default() };
                    run(&world.app, &caller, EditRoom { tenant, room: id, stamp: None, form }).await
                }
                Permission::RoomUnenroll => {
                    run(&world.app, &caller, UnenrolRoom { tenant, room: id }).await.map(drop)
                }
                _ => return false,
            };
            assert_answer(done, *answer, plain.people[*person].enabled, at);
            true
        }
        Expectation::Organization { person, action, tenant, answer } => {
            let caller = caller(world, plain, named, *person);
            let is_own = plain.people[*person].home == *tenant;
            let done = match action {
                Action::ReadAuditLog if is_own => {
                    let period = Period::whole(world.app.clock.now());
                    let question = ListEvents { period, wanted: Wanted::default(), count: false };
                    ask(&world.app, &caller, &question).await.map(drop)
                }
                Action::Use(Permission::RoomResetKey) if is_own => {
                    run(&world.app, &caller, ResetKey).await.map(drop)
                }
                _ => return false,
            };
            assert_answer(done, *answer, plain.people[*person].enabled, at);
            true
        }
        Expectation::Sees { .. } => false,
    }
}

fn caller(world: &World, plain: &Plain, named: &Named, person: usize) -> Caller {
    world.caller(plain.upn(named, person).as_str())
}

/// Every room of a list, two at a time; none comes twice, and the counts say how many there are.
async fn listed(world: &World, caller: &Caller, realm: Realm, at: &str) -> BTreeSet<Id<Room>> {
    let mut rooms = BTreeSet::new();
    let mut after = None;
    loop {
        let wanted =
            service::Wanted { after: after.clone(), page: Page::of(2), ..service::Wanted::default() };
        let question = ListRooms { realm, wanted, health: None, counts: true };
        let page = match ask(&world.app, caller, &question).await {
            Ok(page) => page,
            Err(refusal) => {
                let codes = [Code::Forbidden, Code::NotFound, Code::Unauthenticated];
                assert!(codes.contains(&refusal.code()), "{at}: {refusal:?}");
                return BTreeSet::new();
            }
        };
        for room in &page.rooms {
            assert!(rooms.insert(room.id), "{at}: a room comes twice");
        }
        let Some(next) = page.next else {
            assert_eq!(page.counts.unwrap().all(), i64::try_from(rooms.len()).unwrap(), "{at}: the counts");
            return rooms;
        };
        after = Some(next);
    }
}

fn assert_answer(done: Result<(), Refusal>, answer: Answer, is_enabled: bool, at: &str) {
    let code = done.err().map(|refusal| refusal.code());
    let wanted = match answer {
        Answer::Allowed => None,
        Answer::Denied => Some(Code::Forbidden),
        // Whoever is disabled is nobody.
        Answer::Hidden if !is_enabled => Some(Code::Unauthenticated),
        Answer::Hidden => Some(Code::NotFound),
    };
    assert_eq!(code, wanted, "{at}");
}
