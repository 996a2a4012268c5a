//! What time alone changes: silence, recovery, the end of history, on both databases.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use domain::{
    id::{Id, Room},
    time::{DAY, MINUTE, SECOND, Time},
};
use service::{
    App, Sealer, Settings,
    devices::{DeviceFacts, Enrol, Enrolled, Outcome, Report, enrol, report},
    enrolment_key::DownloadKey,
    health_watch,
    rooms::EnrolRoom,
    run,
};
use testkit::{FakeClock, Kind, World, each};

const START: Time = FakeClock::START;

/// A monitored room whose device was heard at the start.
async fn monitored(world: &World) -> Enrolled {
    let caller = world.caller("mats@contoso.example");
    let key = run(&world.app, &caller, DownloadKey { tenant: caller.person.organization }).await.unwrap();
    let asked = Enrol {
        tenant: key.tenant,
        key_version: key.version,
        secret: key.secret,
        credential: None,
        facts: DeviceFacts::default(),
    };
    let device = enrol(&world.app, asked, "request", "192.0.2.9").await.unwrap();
    let enrol_room = EnrolRoom { tenant: device.tenant, room: device.room };
    run(&world.app, &world.caller("mats@contoso.example"), enrol_room).await.unwrap();
    device
}

fn quoted(world: &World, room: Id<Room>) -> String {
    match world.database.kind {
        Kind::Sqlite => format!("x'{}'", room.uuid().simple()),
        Kind::Postgresql => format!("'{room}'"),
    }
}

async fn health(world: &World, room: Id<Room>) -> String {
    let sql = format!("select health from rooms where room_id = {}", quoted(world, room));
    world.database.raw(&sql).await[0][0].clone().unwrap()
}

async fn heartbeat(world: &World, app: &App, device: &Enrolled) -> Outcome {
    let told = Report { observed_at: START, signals: Vec::new(), facts: None };
    let _ = world;
    report(app, &device.credential, told).await.unwrap()
}

async fn watch(app: &App) {
    health_watch::watch(app).await.unwrap();
}

/// R-246, decision 15: three missed reports are silence; the room recovers at once with the report that is heard.
#[tokio::test]
async fn a_silent_room_is_unmonitored_until_it_is_heard() {
    each(async |world| {
        let app = &world.app;
        let (loud, silent) = (monitored(&world).await, monitored(&world).await);
        for _ in 0..3 {
            watch(app).await;
            world.clock.advance(MINUTE);
            heartbeat(&world, app, &loud).await;
        }
        world.clock.advance(10 * SECOND);
        watch(app).await;
        assert_eq!(health(&world, silent.room).await, "healthy", "not before silence is sure");
        world.clock.advance(SECOND);
        let mut listening = app.listen();
        watch(app).await;
        assert_eq!(health(&world, silent.room).await, "unmonitored");
        assert_eq!(health(&world, loud.room).await, "healthy");
        assert!(listening.try_recv().is_ok());
        watch(app).await;
        assert!(listening.try_recv().is_err(), "judged once");

        assert_eq!(heartbeat(&world, app, &silent).await, Outcome::Stored);
        assert_eq!(health(&world, silent.room).await, "healthy");
        assert_eq!(heartbeat(&world, app, &silent).await, Outcome::Received);
        watch(app).await;
        assert_eq!(health(&world, silent.room).await, "healthy");
    })
    .await;
}

/// Decision 15: a node that starts has heard nobody yet, so no room is silent before it listened for one period;
/// what is known to be silent stays so.
#[tokio::test]
async fn a_restart_makes_no_room_silent() {
    each(async |world| {
        let (room, long_gone) = (monitored(&world).await.room, monitored(&world).await.room);
        let sql = format!(
            "update rooms set health = 'unmonitored', health_due_at = 1 where room_id = {}",
            quoted(&world, long_gone)
        );
        world.database.raw(&sql).await;
        world.clock.advance(DAY);
        let app = second_node(&world);
        watch(&app).await;
        world.clock.advance(2 * MINUTE);
        watch(&app).await;
        assert_eq!(health(&world, room).await, "healthy");
        assert_eq!(health(&world, long_gone).await, "unmonitored");
        world.clock.advance(MINUTE);
        watch(&app).await;
        assert_eq!(health(&world, room).await, "unmonitored");
    })
    .await;
}

fn second_node(world: &World) -> App {
    let secrets = std::sync::Arc::new(testkit::SeededSecrets::default());
    let sealer = Sealer::parse(&Sealer::fresh_key_file(secrets.as_ref())).unwrap();
    let ids = std::sync::Arc::new(testkit::SeededIds::new(2));
    let store = world.database.second_node();
    App::new(store, world.clock.clone(), ids, secrets, sealer, Settings::default())
}

/// Architecture: several nodes watch the same rooms without harm, and what one heard the other believes.
#[tokio::test]
async fn two_nodes_watch_together() {
    each(async |world| {
        let other = second_node(&world);
        let (loud, silent) = (monitored(&world).await, monitored(&world).await);
        for _ in 0..4 {
            world.clock.advance(MINUTE);
            heartbeat(&world, &other, &loud).await;
            watch(&other).await;
            watch(&world.app).await;
        }
        let (here, there) = tokio::join!(health_watch::watch(&world.app), health_watch::watch(&other));
        here.and(there).unwrap();
        assert_eq!(health(&world, loud.room).await, "healthy");
        assert_eq!(health(&world, silent.room).await, "unmonitored");
        let sql = format!(
            "select count(*) from room_history where kind = 'health' and room_id = {}",
            quoted(&world, silent.room)
        );
        assert_eq!(world.database.number(&sql).await, 1);
    })
    .await;
}

/// the last contact is written down every ten seconds and when the server stops.
#[tokio::test]
async fn contacts_are_written_down_in_batches() {
    each(async |world| {
        let app = &world.app;
        let device = monitored(&world).await;
        watch(app).await;
        let seen = async || {
            let room = quoted(&world, device.room);
            world.database.number(&format!("select last_seen_at from rooms where room_id = {room}")).await
        };
        world.clock.advance(5 * SECOND);
        heartbeat(&world, app, &device).await;
        watch(app).await;
        assert_eq!(seen().await, START.micros(), "in memory alone");
        world.clock.advance(5 * SECOND);
        watch(app).await;
        assert_eq!(seen().await, START.plus(5 * SECOND).micros());
        world.clock.advance(SECOND);
        heartbeat(&world, app, &device).await;
        health_watch::finish(app).await.unwrap();
        assert_eq!(seen().await, START.plus(11 * SECOND).micros());
    })
    .await;
}

/// a room that was never heard is Unmonitored once somebody enrolled it.
#[tokio::test]
async fn a_room_that_was_never_heard_is_unmonitored() {
    each(async |world| {
        let room = world.room("contoso.example", "Berlin 1");
        world.clock.advance(DAY);
        world
            .database
            .raw(&format!(
                "update rooms set health_due_at = {} where room_id = {}",
                START.micros(),
                quoted(&world, room)
            ))
            .await;
        watch(&world.app).await;
        assert_eq!(health(&world, room).await, "unmonitored");
    })
    .await;
}

/// A room's history ends after 180 days.
#[tokio::test]
async fn history_ends() {
    each(async |world| {
        let device = monitored(&world).await;
        let mut seed = world.seed().await;
        for (number, at) in [START, START.plus(DAY)].into_iter().enumerate() {
            let entry = store::seed::HistoryEntry {
                tenant: device.tenant,
                room: device.room,
                id: uuid::Uuid::from_u128(number as u128),
                at,
                kind: "health".to_owned(),
                signal: String::new(),
                instance: String::new(),
                before: "healthy".to_owned(),
                after: "unhealthy".to_owned(),
            };
            seed.history(&entry).await.unwrap();
        }
        seed.commit().await.unwrap();
        let count = async || {
            world.database.number("select count(*) from room_history where after = 'unhealthy'").await
        };
        watch(&world.app).await;
        assert_eq!(count().await, 2);
        world.clock.set(START.plus(180 * DAY + SECOND));
        watch(&world.app).await;
        assert_eq!(count().await, 1);
    })
    .await;
}

/// A server runs these on any of its threads.
#[tokio::test]
async fn the_work_can_move_between_threads() {
    fn moves(_: impl Send) {}
    let world = World::new(testkit::Database::fresh(Kind::Sqlite).await).await;
    let device = monitored(&world).await;
    moves(health_watch::watch(&world.app));
    moves(health_watch::finish(&world.app));
    let told = Report { observed_at: START, signals: Vec::new(), facts: None };
    moves(report(&world.app, &device.credential, told));
}
