//! Suppression: rooms and signals that for a while neither alert nor count, on both databases.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use domain::{
    directory::Principal,
    health::Health,
    id::{Id, Room, Suppression},
    query::Filter,
    room::DeviceType,
    signal::SignalState,
    suppression::{LONGEST, MOST_AT_ONCE, NamedSignal, SuppressionTurn},
    time::{DAY, HOUR, MINUTE, Time},
};
use service::{
    App, Code, Page, Realm, Refusal, Sealer, Settings, Wanted, ask,
    devices::{DeviceFacts, Enrol, Enrolled, Report, Said, enrol, report},
    enrolment_key::DownloadKey,
    health_watch,
    notices::Notices,
    rooms::{EnrolRoom, Happening, ListRooms, RoomOf, RoomTimeline, UnenrolRoom},
    run,
    suppressions::{
        ChangeSuppression, EndSuppression, OwnersToChoose, ShownSuppression, Suppress, SuppressionsOf,
        run_judged,
    },
    tickets::{self, Among, ListTickets, Owned},
};
use testkit::{World, each, each_linked};

const CONTOSO: &str = "contoso.example";
const ANNA: &str = "anna@contoso.example";
const PIA: &str = "pia@northwind.example";
const ALEX: &str = "alex@adventure.example";

/// A monitored Windows room of contoso.example.
async fn monitored(world: &World) -> Enrolled {
    let caller = world.caller(ANNA);
    let key = run(&world.app, &caller, DownloadKey { tenant: caller.person.organization }).await.unwrap();
    let asked = Enrol {
        tenant: key.tenant,
        key_version: key.version,
        secret: key.secret,
        credential: None,
        facts: DeviceFacts { device_type: Some(DeviceType::WindowsRoom), ..DeviceFacts::default() },
    };
    let device = enrol(&world.app, asked, "request", "192.0.2.9").await.unwrap();
    let enrol_room = EnrolRoom { tenant: device.tenant, room: device.room };
    run(&world.app, &world.caller(ANNA), enrol_room).await.unwrap();
    device
}

/// The device tells that signals, each with an instance, are unhealthy.
async fn tell_faults(world: &World, device: &Enrolled, faults: &[(&str, &str)]) {
    let said = |(signal, instance): &(&str, &str)| Said {
        signal: (*signal).to_owned(),
        instance: (*instance).to_owned(),
        state: SignalState::Unhealthy,
        value: String::new(),
        detail: String::new(),
    };
    let signals = faults.iter().map(said).collect();
    let told = Report { observed_at: world.app.clock.now(), signals, facts: None };
    report(&world.app, &device.credential, told).await.unwrap();
}

fn whole(device: &Enrolled, until: Time) -> Suppress {
    let reason = "New carpet".to_owned();
    Suppress {
        tenant: device.tenant,
        room: device.room,
        signals: None,
        reason,
        from: None,
        until: Some(until),
        owner: None,
    }
}

fn chosen(device: &Enrolled, signals: &[(&str, &str)], until: Time) -> Suppress {
    let named = |(signal, instance): &(&str, &str)| NamedSignal {
        signal: (*signal).to_owned(),
        instance: (*instance).to_owned(),
    };
    Suppress { signals: Some(signals.iter().map(named).collect()), ..whole(device, until) }
}

fn ending(device: &Enrolled, suppression: Id<Suppression>) -> EndSuppression {
    EndSuppression { tenant: device.tenant, room: device.room, suppression }
}

async fn suppress(world: &World, command: Suppress) -> Id<Suppression> {
    run_judged(&world.app, &world.caller(ANNA), command).await.unwrap()
}

async fn watch(world: &World) {
    health_watch::watch(&world.app).await.unwrap();
}

/// The health on the room's own page, which must be that of the list and its counts.
async fn health(world: &World, room: Id<Room>) -> Health {
    let anna = world.caller(ANNA);
    let found = ask(&world.app, &anna, &RoomOf { realm: Realm::Own, room }).await.unwrap().detail.health;
    let wanted = Wanted::default();
    let every = ListRooms { realm: Realm::Own, wanted, health: Some(found), counts: true };
    let listed = ask(&world.app, &anna, &every).await.unwrap();
    assert!(listed.rooms.iter().any(|row| row.id == room && row.health == found), "{found:?}");
    let stored = format!(
        "select count(*) from rooms where tenant_id = (select tenant_id from domains \
        where domain = '{CONTOSO}') and monitoring <> 'unenrolled' and health = '{}'",
        found.key()
    );
    assert_eq!(listed.counts.unwrap().of(found), world.database.number(&stored).await);
    found
}

async fn shown(world: &World, upn: &str, realm: Realm, room: Id<Room>) -> Vec<ShownSuppression> {
    ask(&world.app, &world.caller(upn), &SuppressionsOf { realm, room }).await.unwrap()
}

async fn logged(world: &World, kind: &str, by: &str) -> i64 {
    let sql = format!("select count(*) from audit_events where kind = '{kind}' and {by}");
    world.database.number(&sql).await
}

fn another_node(world: &World) -> App {
    let secrets = std::sync::Arc::new(testkit::SeededSecrets::default());
    let sealer = Sealer::parse(&Sealer::fresh_key_file(secrets.as_ref())).unwrap();
    let ids = std::sync::Arc::new(testkit::SeededIds::new(2));
    let store = world.database.second_node();
    App::new(store, world.clock.clone(), ids, secrets, sealer, Settings::default())
}

async fn faults(world: &World, command: Suppress) -> Vec<(String, Code)> {
    match run_judged(&world.app, &world.caller(ANNA), command).await {
        Err(Refusal::Invalid(_, faults)) => faults.into_iter().map(|it| (it.field, it.code)).collect(),
        other => panic!("{other:?}"),
    }
}

/// decision 4: a suppressed room is Suppressed at once, on its page, in lists and counts, whatever its device says
/// and however silent it is, and is judged as ever from exactly the end on; the end leaves one event, of Steward itself.
#[tokio::test]
async fn a_suppressed_room_is_judged_again_at_its_end() {
    each(async |world| {
        let device = monitored(&world).await;
        tell_faults(&world, &device, &[("wsus.enabled", "")]).await;
        world.clock.advance(2 * MINUTE);
        watch(&world).await;
        assert_eq!(health(&world, device.room).await, Health::Unhealthy);

        let end = world.app.clock.now().plus(HOUR);
        let mut listening = world.app.listen();
        suppress(&world, whole(&device, end)).await;
        assert!(listening.try_recv().is_ok(), "live pages look again");
        assert_eq!(health(&world, device.room).await, Health::Suppressed);
        tell_faults(&world, &device, &[("camera.room", "")]).await;
        assert_eq!(health(&world, device.room).await, Health::Suppressed);
        world.clock.advance(HOUR - 1);
        watch(&world).await;
        assert_eq!(health(&world, device.room).await, Health::Suppressed, "silent, but not over");
        tell_faults(&world, &device, &[("camera.room", "")]).await;
        assert_eq!(shown(&world, ANNA, Realm::Own, device.room).await.len(), 1);

        world.clock.advance(1);
        assert!(shown(&world, ANNA, Realm::Own, device.room).await.is_empty(), "over, written down or not");
        watch(&world).await;
        assert_eq!(health(&world, device.room).await, Health::Unhealthy);
        watch(&world).await;
        assert_eq!(logged(&world, "room.suppressed", "actor_id is not null").await, 1);
        assert_eq!(logged(&world, "room.unsuppressed", "actor_id is null").await, 1);
        assert_eq!(logged(&world, "room.unsuppressed", "actor_id is not null").await, 0);
        assert_eq!(world.database.number("select count(*) from suppressions").await, 0);
        let history = "select count(*) from room_history where kind = 'health' and \
            (before = 'suppressed' or after = 'suppressed')";
        assert_eq!(world.database.number(history).await, 2, "its history tells both");
    })
    .await;
}

/// The open tickets of one's own rooms by a filter of the API, with how many there are by the counts.
async fn tickets(world: &World, filter: &str) -> (Vec<(String, bool)>, i64) {
    let filter = Some(Filter::parse(filter, &tickets::SCHEMA).unwrap());
    let wanted = Wanted { filter, ..Wanted::default() };
    let (among, owned) = (Among::Open, Owned::Anybody);
    let question = ListTickets { realm: Realm::Own, wanted, among, owned, counts: true };
    let found = ask(&world.app, &world.caller(ANNA), &question).await.unwrap();
    let told = found.tickets.into_iter().map(|row| (row.signal, row.is_suppressed)).collect();
    (told, found.counts.unwrap().all())
}

/// the ticket of a suppressed signal, and every ticket of a suppressed room, says so for as long as that lasts, and the list and
/// its counts leave it out where those that count are asked for.
#[tokio::test]
async fn tickets_of_what_is_suppressed_say_so() {
    each(async |world| {
        let device = monitored(&world).await;
        tell_faults(&world, &device, &[("wsus.enabled", ""), ("camera.room", "")]).await;
        world.clock.advance(HOUR);
        tell_faults(&world, &device, &[("wsus.enabled", ""), ("camera.room", "")]).await;
        watch(&world).await;
        let of = |all: &(Vec<(String, bool)>, i64)| (all.0.len(), all.1);
        assert_eq!(of(&tickets(&world, "isSuppressed eq false").await), (2, 2));
        assert_eq!(of(&tickets(&world, "isSuppressed eq true").await), (0, 0));

        let end = world.app.clock.now().plus(HOUR);
        let mut listening = world.app.listen();
        suppress(&world, chosen(&device, &[("camera.room", "")], end)).await;
        assert!(listening.try_recv().is_ok(), "live pages look again");
        let marked = ("camera.room".to_owned(), true);
        assert_eq!(tickets(&world, "isSuppressed eq true").await, (vec![marked], 1));
        let counting = ("wsus.enabled".to_owned(), false);
        assert_eq!(tickets(&world, "isSuppressed eq false").await, (vec![counting], 1));

        let id = suppress(&world, whole(&device, end)).await;
        assert_eq!(of(&tickets(&world, "isSuppressed eq true").await), (2, 2));
        run_judged(&world.app, &world.caller(ANNA), ending(&device, id)).await.unwrap();
        assert_eq!(of(&tickets(&world, "isSuppressed eq true").await), (1, 1), "the signal goes on");
        world.clock.advance(HOUR);
        tell_faults(&world, &device, &[("wsus.enabled", ""), ("camera.room", "")]).await;
        watch(&world).await;
        assert_eq!(of(&tickets(&world, "isSuppressed eq false").await), (2, 2), "as ever from the end on");
    })
    .await;
}

/// R-247, decision 4: of several nodes, one of which started only now, one writes the end down, and the silence that a room
/// had meanwhile counts from then on.
#[tokio::test]
async fn an_end_is_written_down_once() {
    each(async |world| {
        let device = monitored(&world).await;
        watch(&world).await;
        suppress(&world, whole(&device, world.app.clock.now().plus(HOUR))).await;
        world.clock.advance(HOUR);
        let other = another_node(&world);
        let (here, there) = tokio::join!(health_watch::watch(&world.app), health_watch::watch(&other));
        here.and(there).unwrap();
        health_watch::watch(&other).await.unwrap();
        watch(&world).await;
        assert_eq!(logged(&world, "room.unsuppressed", "1 = 1").await, 1);
        let unmonitored = "select count(*) from rooms where health = 'unmonitored'";
        assert_eq!(world.database.number(unmonitored).await, 1);
    })
    .await;
}

/// R-247, decision 15: rooms that are suppressed and silent keep nobody from noticing the silence of others.
#[tokio::test]
async fn silent_suppressed_rooms_are_passed_over() {
    each(async |world| {
        let (quiet, silent) = (monitored(&world).await, monitored(&world).await);
        watch(&world).await;
        suppress(&world, whole(&quiet, world.app.clock.now().plus(HOUR))).await;
        world.clock.advance(4 * MINUTE);
        watch(&world).await;
        assert_eq!(health(&world, quiet.room).await, Health::Suppressed);
        assert_eq!(health(&world, silent.room).await, Health::Unmonitored);
        let since = world.app.clock.now();
        let found = world.database.store.rooms_silent(since, 10).await.unwrap();
        assert!(!found.contains(&quiet.room), "the watch does not look at it again and again");
    })
    .await;
}

/// chosen signals, one of several or all of them, do not count while they are suppressed, and others do; a suppression
/// of the room over them ends for itself.
#[tokio::test]
async fn suppressions_of_signals_and_of_the_room_overlap() {
    each(async |world| {
        let device = monitored(&world).await;
        let start = world.app.clock.now();
        let both = [("display.front", "left"), ("display.front", "right")];
        tell_faults(&world, &device, &both).await;
        world.clock.advance(2 * MINUTE);
        let faults = [("display.front", "left"), ("display.front", "right"), ("wsus.enabled", "")];
        let at = |minute: i64| start.plus(minute * MINUTE);
        let beat = async |minute: i64| {
            world.clock.advance(at(minute).since(world.app.clock.now()));
            tell_faults(&world, &device, &faults[..2]).await;
            watch(&world).await;
            health(&world, device.room).await
        };
        let broken = Health::Unhealthy;
        let display = domain::signal::find(DeviceType::WindowsRoom, "display.front").unwrap();
        let watched = i64::from(display.periods.unwrap().watch);
        let begin = watched + 5;
        assert_eq!(beat(begin).await, broken);
        suppress(&world, chosen(&device, &[("display.front", "left")], at(begin + 60))).await;
        assert_eq!(health(&world, device.room).await, broken, "the other display counts");
        let question = RoomOf { realm: Realm::Own, room: device.room };
        let signals = ask(&world.app, &world.caller(ANNA), &question).await.unwrap().signals;
        let quiet = signals.iter().flat_map(|group| &group.signals).filter(|signal| signal.is_suppressed);
        assert_eq!(quiet.map(|signal| signal.row.instance.as_str()).collect::<Vec<_>>(), ["left"]);

        suppress(&world, chosen(&device, &[("display.front", "")], at(begin + 40))).await;
        assert_eq!(health(&world, device.room).await, Health::Healthy, "all displays are suppressed");
        suppress(&world, whole(&device, at(begin + 20))).await;
        assert_eq!(health(&world, device.room).await, Health::Suppressed);
        assert_eq!(shown(&world, ANNA, Realm::Own, device.room).await.len(), 3);
        tell_faults(&world, &device, &faults).await;
        assert_eq!(beat(begin + 19).await, Health::Suppressed);
        assert_eq!(beat(begin + 20).await, broken, "not suppressed: WSUS");
        let wsus = suppress(&world, chosen(&device, &[("wsus.enabled", "")], at(begin + 100))).await;
        assert_eq!(health(&world, device.room).await, Health::Healthy);
        assert_eq!(beat(begin + 40).await, broken, "the right display counts again");
        let ended = run_judged(&world.app, &world.caller(ANNA), ending(&device, wsus)).await;
        ended.unwrap();
        assert_eq!(logged(&world, "room.unsuppressed", "actor_id is null").await, 2);
        assert_eq!(logged(&world, "room.unsuppressed", "actor_id is not null").await, 1);
    })
    .await;
}

/// R-247, decision 4: reason and end are changed, and a suppression is ended early, each with its event; the room is judged
/// as ever at once. What has ended is not there.
#[tokio::test]
async fn a_suppression_is_changed_and_ended_early() {
    each(async |world| {
        let device = monitored(&world).await;
        let now = world.app.clock.now();
        let anna = world.caller(ANNA);
        let id = suppress(&world, whole(&device, now.plus(HOUR))).await;
        let change = |reason: Option<&str>, until| ChangeSuppression {
            tenant: device.tenant,
            room: device.room,
            suppression: id,
            reason: reason.map(str::to_owned),
            until,
            owner: None,
        };
        for _ in 0..2 {
            let command = change(Some("New ceiling"), Some(now.plus(2 * HOUR)));
            run_judged(&world.app, &anna, command).await.unwrap();
        }
        assert_eq!(
            logged(&world, "room.suppression_changed", "1 = 1").await,
            1,
            "a second time changes nothing"
        );
        let seen = shown(&world, ANNA, Realm::Own, device.room).await.remove(0);
        assert_eq!((seen.reason.as_str(), seen.suppression.ends_at), ("New ceiling", now.plus(2 * HOUR)));
        assert_eq!(seen.owner.unwrap().upn, ANNA);
        let refused = run_judged(&world.app, &anna, change(Some(" "), Some(now))).await;
        let Err(Refusal::Invalid(_, faults)) = refused else { panic!("{refused:?}") };
        let codes: Vec<_> = faults.iter().map(|fault| (fault.field.as_str(), fault.code)).collect();
        assert_eq!(codes, [("reason", Code::Required), ("endDateTime", Code::EndsTooEarly)]);

        run_judged(&world.app, &anna, ending(&device, id)).await.unwrap();
        assert_eq!(health(&world, device.room).await, Health::Healthy);
        assert_eq!(logged(&world, "room.unsuppressed", "actor_id is not null").await, 1);
        for gone in [
            run_judged(&world.app, &anna, ending(&device, id)).await,
            run_judged(&world.app, &anna, change(None, None)).await,
        ] {
            assert!(matches!(gone, Err(Refusal::Missing)), "{gone:?}");
        }
        let over = suppress(&world, whole(&device, world.app.clock.now().plus(HOUR))).await;
        world.clock.advance(HOUR);
        let gone = run_judged(&world.app, &anna, ending(&device, over)).await;
        assert!(matches!(gone, Err(Refusal::Missing)), "it ended by its time: {gone:?}");
    })
    .await;
}

/// Decision 4, R-247: a suppression has a reason, an end within a year, and signals that the room has; whatever is wrong is
/// said at once, and nothing is stored.
#[tokio::test]
async fn a_suppression_without_reason_or_end_is_refused() {
    each(async |world| {
        let device = monitored(&world).await;
        tell_faults(&world, &device, &[("display.front", "left")]).await;
        let now = world.app.clock.now();
        let nothing = Suppress { reason: "  ".to_owned(), until: None, ..chosen(&device, &[], now) };
        let required = |field: &str| (field.to_owned(), Code::Required);
        assert_eq!(
            faults(&world, nothing).await,
            [required("signals"), required("reason"), required("endDateTime")]
        );
        let unknown = [("display.front", "left"), ("display.front", "middle"), ("toaster", "")];
        let wrong = Suppress { reason: "x".repeat(301), ..chosen(&device, &unknown, now) };
        let at = |field: &str, code| (field.to_owned(), code);
        assert_eq!(
            faults(&world, wrong).await,
            [
                at("signals/1", Code::UnknownReference),
                at("signals/2", Code::UnknownReference),
                at("reason", Code::TooLong),
                at("endDateTime", Code::EndsTooEarly)
            ]
        );
        let late = whole(&device, now.plus(LONGEST + 1));
        assert_eq!(faults(&world, late).await, [at("endDateTime", Code::EndsTooLate)]);
        assert_eq!(world.database.number("select count(*) from suppressions").await, 0);
        assert_eq!(logged(&world, "room.suppressed", "1 = 1").await, 0);
        for _ in 0..MOST_AT_ONCE {
            suppress(&world, whole(&device, now.plus(LONGEST))).await;
        }
        assert_eq!(faults(&world, whole(&device, now.plus(HOUR))).await, [at("signals", Code::TooMany)]);
    })
    .await;
}

/// §3.10, R-242, R-247: only a monitored room is suppressed, and with its monitoring everything ends that is.
#[tokio::test]
async fn a_suppression_ends_with_the_monitoring() {
    each(async |world| {
        let device = monitored(&world).await;
        let end = world.app.clock.now().plus(HOUR);
        suppress(&world, whole(&device, end)).await;
        suppress(&world, chosen(&device, &[("camera.room", "")], end)).await;
        let unenrol = UnenrolRoom { tenant: device.tenant, room: device.room };
        run(&world.app, &world.caller(ANNA), unenrol).await.unwrap();
        assert_eq!(logged(&world, "room.unsuppressed", "actor_id is not null").await, 2);
        for table in ["suppressions", "suppressed_signals"] {
            assert_eq!(world.database.number(&format!("select count(*) from {table}")).await, 0, "{table}");
        }
        watch(&world).await;
        assert_eq!(
            world.database.number("select count(*) from rooms where health_due_at is not null").await,
            0
        );
        let refused = run_judged(&world.app, &world.caller(ANNA), whole(&device, end)).await;
        assert!(matches!(refused, Err(Refusal::Conflict(Code::InvalidState, _))), "{refused:?}");
    })
    .await;
}

/// decision 17: who may modify the room suppresses it, a partner within its scope alone; who may see it
/// sees that, the customer with who of which partner, another partner without a word of the first.
#[tokio::test]
async fn partners_suppress_within_their_scope() {
    each_linked(async |world: World, _| {
        let tenant = world.organization(CONTOSO);
        let (berlin, lisbon) = (world.room(CONTOSO, "Berlin 1"), world.room(CONTOSO, "Lisbon 1"));
        world.link(CONTOSO, "adventure.example", domain::scope::Scope::ALL, &[ALEX]).await;
        let until = Some(world.app.clock.now().plus(HOUR));
        let of = |room| Suppress {
            tenant,
            room,
            signals: None,
            reason: "Paint".to_owned(),
            from: None,
            until,
            owner: None,
        };
        let id = run_judged(&world.app, &world.caller(PIA), of(berlin)).await.unwrap();
        let hidden = run_judged(&world.app, &world.caller(PIA), of(lisbon)).await;
        assert!(matches!(hidden, Err(Refusal::Missing)), "{hidden:?}");
        for upn in ["sven@tailspin.example", "ned@northwind.example"] {
            let hidden = run_judged(&world.app, &world.caller(upn), of(berlin)).await;
            assert!(matches!(hidden, Err(Refusal::Missing)), "{upn}: {hidden:?}");
            let question = SuppressionsOf { realm: Realm::Customer(tenant), room: berlin };
            let hidden = ask(&world.app, &world.caller(upn), &question).await;
            assert!(matches!(hidden, Err(Refusal::Missing | Refusal::Denied(..))), "{upn}: {hidden:?}");
        }
        let reader = run_judged(&world.app, &world.caller("greta@contoso.example"), of(berlin)).await;
        assert!(matches!(reader, Err(Refusal::Denied(..))), "{reader:?}");

        let owner = async |upn: &str, realm| {
            let seen = shown(&world, upn, realm, berlin).await.remove(0);
            (seen.owner.map(|owner| owner.upn), seen.organization)
        };
        let pia = (Some(PIA.to_owned()), "Northwind Services".to_owned());
        let there = Realm::Customer(tenant);
        let customer = owner(ANNA, Realm::Own).await;
        assert_eq!((customer.0, owner(PIA, there).await.0), (pia.0.clone(), pia.0));
        assert!(customer.1.starts_with("Northwind"), "{}", customer.1);
        let (nobody, organization) = owner(ALEX, there).await;
        assert!(nobody.is_none() && organization.starts_with("Contoso"), "{organization}");

        let end = |room| EndSuppression { tenant, room, suppression: id };
        let elsewhere = run_judged(&world.app, &world.caller(ALEX), end(lisbon)).await;
        assert!(matches!(elsewhere, Err(Refusal::Missing)), "a suppression of another room: {elsewhere:?}");
        let through = "actor_tenant_id <> tenant_id";
        assert_eq!(
            logged(&world, "room.suppressed", through).await,
            1,
            "the customer's log names the partner"
        );
        run_judged(&world.app, &world.caller(ANNA), end(berlin)).await.unwrap();
        assert_eq!(health(&world, berlin).await, Health::Healthy);
    })
    .await;
}

/// R-247, decision 4: maintenance that is planned suppresses from its beginning until its end, and is read before.
#[tokio::test]
async fn planned_maintenance_begins_and_ends_by_itself() {
    each(async |world| {
        let device = monitored(&world).await;
        tell_faults(&world, &device, &[]).await;
        let now = world.app.clock.now();
        let planned = Suppress { from: Some(now.plus(2 * MINUTE)), ..whole(&device, now.plus(3 * MINUTE)) };
        let at = |field: &str, code| (field.to_owned(), code);
        let past = Suppress { from: Some(now.plus(-1)), ..planned.clone() };
        assert_eq!(faults(&world, past).await, [at("startDateTime", Code::InThePast)]);
        let empty = Suppress { until: planned.from, ..planned.clone() };
        assert_eq!(faults(&world, empty).await, [at("endDateTime", Code::EndsTooEarly)]);
        suppress(&world, planned).await;
        assert_eq!(health(&world, device.room).await, Health::Healthy);
        let read = shown(&world, ANNA, Realm::Own, device.room).await.remove(0).suppression;
        assert_eq!((read.begins_at, read.ends_at), (now.plus(2 * MINUTE), now.plus(3 * MINUTE)));
        for wanted in [Health::Healthy, Health::Suppressed, Health::Healthy] {
            world.clock.advance(MINUTE);
            tell_faults(&world, &device, &[]).await;
            watch(&world).await;
            assert_eq!(health(&world, device.room).await, wanted);
        }
        assert_eq!(shown(&world, ANNA, Realm::Own, device.room).await, []);
    })
    .await;
}

/// The kinds of the notices that somebody finds, the newest first.
async fn notices(world: &World, upn: &str) -> Vec<String> {
    let found = ask(&world.app, &world.caller(upn), &Notices::default()).await.unwrap().page.items;
    let kinds = found.into_iter().map(|notice| notice.kind);
    kinds.filter(|kind| kind.contains("suppression")).collect()
}

/// What somebody finds of suppressions in the history of a room, the newest first: what happened, why, and who did it.
async fn history(
    world: &World,
    upn: &str,
    realm: Realm,
    room: Id<Room>,
) -> Vec<(SuppressionTurn, String, Option<(Option<String>, String)>)> {
    let question = RoomTimeline { realm, room, after: None, page: Page::of(100) };
    let (all, _) = ask(&world.app, &world.caller(upn), &question).await.unwrap();
    let of = |happening| match happening {
        Happening::Suppression(told) => Some((told.entry.turn, told.entry.reason, told.by)),
        _ => None,
    };
    all.into_iter().filter_map(of).collect()
}

/// R-247, decision 4: the owner is chosen among those who may see the room, oneself unless said otherwise; they are told when somebody
/// else makes them that and when it ends by its time, and the history of the room keeps who did what, why, and when it ended.
#[tokio::test]
async fn an_owner_is_chosen_and_told() {
    each(async |world| {
        const MATS: &str = "mats@contoso.example";
        let device = monitored(&world).await;
        let end = world.app.clock.now().plus(HOUR);
        let person = |upn: &str| Some(Principal::User(world.user(upn)));
        for hidden in ["uma@contoso.example", PIA] {
            let refused = faults(&world, Suppress { owner: person(hidden), ..whole(&device, end) }).await;
            assert_eq!(refused, [("ownerId".to_owned(), Code::UnknownReference)], "{hidden} does not see it");
        }
        let (tenant, room) = (device.tenant, device.room);
        let question = OwnersToChoose { realm: Realm::Own, tenant, room, search: "ma".to_owned() };
        let choices = ask(&world.app, &world.caller(ANNA), &question).await.unwrap();
        assert!(choices.people.iter().any(|it| it.upn == MATS), "{choices:?}");
        assert!(choices.people.iter().all(|it| it.upn != "uma@contoso.example"), "{choices:?}");

        let id = suppress(&world, Suppress { owner: person(MATS), ..whole(&device, end) }).await;
        let owner = shown(&world, ANNA, Realm::Own, room).await.remove(0).owner.unwrap();
        assert_eq!((owner.principal, owner.upn.as_str()), (person(MATS).unwrap(), MATS));
        assert_eq!(
            (notices(&world, MATS).await, notices(&world, ANNA).await.len()),
            (vec!["suppression_given".to_owned()], 0)
        );

        // Given on and back: who takes it themselves knows.
        let change = |owner| ChangeSuppression {
            tenant,
            room,
            suppression: id,
            reason: Some("Wet paint".to_owned()),
            until: None,
            owner,
        };
        world.clock.advance(MINUTE);
        run_judged(&world.app, &world.caller(ANNA), change(person(ANNA))).await.unwrap();
        assert_eq!(notices(&world, ANNA).await.len(), 0);
        world.clock.advance(MINUTE);
        run_judged(&world.app, &world.caller(ANNA), change(person(MATS))).await.unwrap();
        world.clock.advance(HOUR);
        watch(&world).await;
        assert_eq!(
            notices(&world, MATS).await,
            ["suppression_ended", "suppression_given", "suppression_given"]
        );
        assert_eq!(notices(&world, ANNA).await.len(), 0);

        let told = history(&world, ANNA, Realm::Own, room).await;
        let turns: Vec<_> =
            told.iter().map(|(turn, reason, by)| (*turn, reason.as_str(), by.is_some())).collect();
        assert_eq!(
            turns,
            [
                (SuppressionTurn::Ended, "Wet paint", false),
                (SuppressionTurn::Changed, "Wet paint", true),
                (SuppressionTurn::Changed, "Wet paint", true),
                (SuppressionTurn::Begun, "New carpet", true),
            ]
        );
    })
    .await;
}

/// the owner is told a day before what they answer for ends, once, and anew where the end moved on; nobody is told ahead of what
/// lasts less than two days.
#[tokio::test]
async fn an_owner_is_told_a_day_ahead() {
    each(async |world| {
        let device = monitored(&world).await;
        let begun = world.app.clock.now();
        let (tenant, room, end) = (device.tenant, device.room, begun.plus(4 * DAY));
        let id = suppress(&world, whole(&device, end)).await;
        suppress(&world, chosen(&device, &[("camera.room", "")], begun.plus(2 * DAY - MINUTE))).await;
        world.clock.advance(3 * DAY - MINUTE);
        watch(&world).await;
        assert_eq!(
            notices(&world, ANNA).await,
            ["suppression_ended"],
            "what was short is only told at its end"
        );
        world.clock.advance(MINUTE);
        watch(&world).await;
        watch(&world).await;
        assert_eq!(notices(&world, ANNA).await, ["suppression_ending", "suppression_ended"]);

        let until = Some(end.plus(3 * DAY));
        let later = ChangeSuppression { tenant, room, suppression: id, reason: None, until, owner: None };
        run_judged(&world.app, &world.caller(ANNA), later).await.unwrap();
        world.clock.advance(2 * DAY);
        watch(&world).await;
        assert_eq!(notices(&world, ANNA).await.len(), 2);
        world.clock.advance(DAY);
        watch(&world).await;
        assert_eq!(
            notices(&world, ANNA).await,
            ["suppression_ending", "suppression_ending", "suppression_ended"]
        );
    })
    .await;
}

/// R-247, decision 17: a partner makes a team of its own the owner, one of whose people sees the room; all of them are told, the
/// customer reads the name, and another partner finds the customer as such.
#[tokio::test]
async fn a_team_of_a_partner_answers_for_it() {
    each_linked(async |world: World, _| {
        let pia = world.caller(PIA);
        let tenant = world.organization(CONTOSO);
        let room = world.room(CONTOSO, "Berlin 1");
        let service = Principal::SecurityGroup(world.security_group("northwind.example", "Service"));
        let until = Some(world.app.clock.now().plus(HOUR));
        let command = |owner| Suppress {
            tenant,
            room,
            signals: None,
            reason: "Paint".to_owned(),
            from: None,
            until,
            owner: Some(owner),
        };
        let refused = run_judged(&world.app, &pia, command(service)).await.unwrap_err();
        let Refusal::Invalid(_, found) = refused else { panic!("{refused:?}") };
        assert_eq!(found[0].code, Code::UnknownReference, "nobody of the team sees the room");
        let member = service::assignments::Members::Add(vec![service]);
        let admins =
            service::assignments::ChangePrimaryAdmins { customer: tenant, members: member, stamp: None };
        run(&world.app, &pia, admins).await.unwrap();
        run_judged(&world.app, &pia, command(service)).await.unwrap();
        let there = Realm::Customer(tenant);
        let seen = shown(&world, ANNA, Realm::Own, room).await.remove(0);
        assert_eq!(
            seen.owner.map(|owner| (owner.name, owner.upn)),
            Some(("Service".to_owned(), String::new()))
        );
        assert_eq!(notices(&world, "gus@northwind.example").await, ["customer_suppression_given"]);
        assert_eq!(notices(&world, PIA).await.len(), 0);
        let (name, organization) = history(&world, PIA, there, room).await.remove(0).2.unwrap();
        assert_eq!(name.as_deref(), Some("Pia Primary"));
        assert!(organization.starts_with("Northwind"), "{organization}");
        let all = world.scope(CONTOSO, &["Berlin 1"], &[]);
        world.link(CONTOSO, "adventure.example", all, &[ALEX]).await;
        let (name, organization) = history(&world, ALEX, there, room).await.remove(0).2.unwrap();
        assert!(
            name.is_none() && organization.starts_with("Contoso"),
            "partners never learn of each other: {organization}"
        );
    })
    .await;
}
