//! The scenarios (`crates/testkit/scenarios`) against the engine, the model, and facts and lists in SQL.

use std::collections::BTreeSet;

use authz::{Action, Concerning, Facts, Permit, Realm, Refused, Target, decide, sight};
use domain::{
    id::{Id, Organization, Room},
    permission::Permission,
};
use store::{Query, Read, values};
use testkit::{
    Database, Kind, SeededIds, model,
    plain::{Named, Plain},
    scenario::{self, Answer, Expectation, Moment, Place},
};

const LIST: Read = Read::new("select r.room_id from rooms r where {room:r}");

/// what each file says is what the engine and the model say.
#[test]
fn scenarios_hold_in_the_engine() {
    let scenarios = scenario::all();
    assert!(scenarios.len() >= 40);
    for scenario in scenarios {
        for (step, moment) in scenario.moments.iter().enumerate() {
            let at = format!("{}, moment {step}", scenario.name);
            let named = moment.world.name(&SeededIds::default());
            for expectation in &moment.expectations {
                in_the_model(&at, &moment.world, expectation);
                in_the_engine(&at, &moment.world, &named, expectation);
            }
        }
    }
}

/// The same over rows of SQLite.
#[tokio::test]
async fn scenarios_hold_on_sqlite() {
    on(Kind::Sqlite).await;
}

/// The same over rows of PostgreSQL.
#[tokio::test]
async fn scenarios_hold_on_postgresql() {
    on(Kind::Postgresql).await;
}

fn in_the_model(at: &str, world: &Plain, expectation: &Expectation) {
    match expectation {
        Expectation::Sees { person, permission, place, rooms } => {
            let home = world.people[*person].home;
            let is_here = |tenant: usize| match place {
                Place::Own => tenant == home,
                Place::Customer(customer) => tenant == *customer && tenant != home,
                Place::Customers => tenant != home,
            };
            let seen: BTreeSet<usize> = (0..world.rooms.len())
                .filter(|room| is_here(world.rooms[*room].home))
                .filter(|room| model::may(world, *person, *permission, *room))
                .collect();
            assert_eq!(&seen, rooms, "{at}, by the model: {expectation:?}");
        }
        Expectation::Room { person, permission, room, answer } => {
            let allowed = model::may(world, *person, *permission, *room);
            assert_eq!(allowed, *answer == Answer::Allowed, "{at}, by the model: {expectation:?}");
        }
        Expectation::Organization { person, action, tenant, answer } => {
            let allowed = match action {
                Action::Use(permission) => model::may_somewhere(world, *person, *permission, *tenant),
                Action::UseOwn(permission) => model::may_as_own(world, *person, *permission, *tenant),
                // The model speaks of permissions over rooms alone.
                _ => return,
            };
            assert_eq!(allowed, *answer == Answer::Allowed, "{at}, by the model: {expectation:?}");
        }
    }
}

fn in_the_engine(at: &str, world: &Plain, named: &Named, expectation: &Expectation) {
    match expectation {
        Expectation::Sees { person, permission, place, rooms } => {
            let sight = sight(&world.facts(named, *person), Action::Use(*permission), realm(named, *place));
            let seen: BTreeSet<usize> = (0..world.rooms.len())
                .filter(|room| {
                    let tenant = tenant(world, named, *room);
                    sight.as_ref().is_ok_and(|sight| sight.covers(tenant, named.rooms[*room]))
                })
                .collect();
            assert_eq!(&seen, rooms, "{at}, by the engine: {expectation:?}");
        }
        Expectation::Room { person, permission, room, answer } => {
            let target = Target::room(tenant(world, named, *room), named.rooms[*room]);
            let decided = decide(&world.facts(named, *person), Action::Use(*permission), &target);
            assert_eq!(said(&decided), *answer, "{at}, by the engine: {expectation:?}");
        }
        Expectation::Organization { person, action, tenant, answer } => {
            let target = Target::tenant(named.organizations[*tenant]);
            let decided = decide(&world.facts(named, *person), *action, &target);
            assert_eq!(said(&decided), *answer, "{at}, by the engine: {expectation:?}");
        }
    }
}

async fn on(kind: Kind) {
    let database = Database::fresh(kind).await;
    let ids = SeededIds::default();
    for scenario in scenario::all() {
        for (step, moment) in scenario.moments.iter().enumerate() {
            let at = format!("{}, moment {step}, on {kind:?}", scenario.name);
            let named = moment.world.name(&ids);
            in_the_database(&at, &database, moment, &named).await;
        }
    }
}

async fn in_the_database(at: &str, database: &Database, moment: &Moment, named: &Named) {
    let world = &moment.world;
    let mut seed = store::seed::Seed::begin(&database.store, named.now).await.unwrap();
    world.plant(named, &mut seed).await.unwrap();
    seed.commit().await.unwrap();
    for expectation in &moment.expectations {
        match expectation {
            Expectation::Sees { person, permission, place, rooms } => {
                let seen = listed(database, world, named, *person, *permission, *place).await;
                let wanted: Vec<_> = rooms.iter().map(|room| named.rooms[*room]).collect();
                assert_eq!(seen, wanted, "{at}: {expectation:?}");
            }
            Expectation::Room { person, permission, room, answer } => {
                let (tenant, room) = (tenant(world, named, *room), named.rooms[*room]);
                let facts = facts(database, world, named, *person, Concerning::One(tenant)).await;
                let decided = decide(&facts, Action::Use(*permission), &Target::room(tenant, room));
                assert_eq!(said(&decided), *answer, "{at}: {expectation:?}");
            }
            Expectation::Organization { person, action, tenant, answer } => {
                let tenant = named.organizations[*tenant];
                let facts = facts(database, world, named, *person, Concerning::One(tenant)).await;
                assert_eq!(said(&decide(&facts, *action, &Target::tenant(tenant))), *answer, "{at}");
            }
        }
    }
}

async fn facts(
    database: &Database,
    world: &Plain,
    named: &Named,
    person: usize,
    concerning: Concerning,
) -> Facts {
    let home = named.organizations[world.people[person].home];
    let mut opening = database.store.begin_view().await.unwrap();
    let upn = world.upn(named, person);
    opening.facts(named.now, home, named.people[person], upn.as_str(), concerning).await.unwrap().unwrap()
}

/// The rooms of a list, in the order of their identifiers; a room listed twice stands there twice.
async fn listed(
    database: &Database,
    world: &Plain,
    named: &Named,
    person: usize,
    permission: Permission,
    place: Place,
) -> Vec<Id<Room>> {
    let facts = facts(database, world, named, person, Concerning::All).await;
    let Ok(sight) = sight(&facts, Action::Use(permission), realm(named, place)) else { return Vec::new() };
    let mut view = database.store.begin_view().await.unwrap().view(sight);
    let rows = view.rows(Query::new(&LIST, values![])).await.unwrap();
    let mut rooms: Vec<Id<Room>> = rows.iter().map(|row| row.get(0).unwrap()).collect();
    rooms.sort_unstable();
    rooms
}

fn tenant(world: &Plain, named: &Named, room: usize) -> Id<Organization> {
    named.organizations[world.rooms[room].home]
}

fn realm(named: &Named, place: Place) -> Realm {
    match place {
        Place::Own => Realm::Own,
        Place::Customer(tenant) => Realm::Customer(named.organizations[tenant]),
        Place::Customers => Realm::AllCustomers,
    }
}

fn said(decided: &Result<Permit, Refused>) -> Answer {
    match decided {
        Ok(_) => Answer::Allowed,
        Err(Refused::Denied(_)) => Answer::Denied,
        Err(Refused::Hidden) => Answer::Hidden,
    }
}
