//! Settings > Signals: what an organization sets counts at once, for all of its rooms, on both databases.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use domain::{
    health::Health,
    id::{Id, Room},
    room::DeviceType,
    signal::{Severity, SignalState},
    time::{DAY, MINUTE, SECOND},
};
use service::{
    Code, Realm, Refusal, Wanted, ask,
    devices::{DeviceFacts, Enrol, Enrolled, Report, Said, enrol, report},
    enrolment_key::DownloadKey,
    health_watch,
    rooms::EnrolRoom,
    run,
    signals::{Escalation, ListSignals, ResetAllSignals, ResetSignal, SetEscalation, SetSignal, SignalLine},
    tickets::{Among, EditTicket, ListTickets, Owned, TicketRow},
};
use testkit::{Kind, World, each, each_linked, seed};

const CONTOSO: &str = "contoso.example";
const ANNA: &str = "anna@contoso.example";

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

async fn tell(world: &World, device: &Enrolled, signal: &str, state: SignalState) {
    let said = Said {
        signal: signal.to_owned(),
        instance: String::new(),
        state,
        value: String::new(),
        detail: String::new(),
    };
    let told = Report { observed_at: world.app.clock.now(), signals: vec![said], facts: None };
    report(&world.app, &device.credential, told).await.unwrap();
}

/// The health, and whether a warning is shown beside it.
async fn judged(world: &World, room: Id<Room>) -> (Health, bool) {
    let quoted = match world.database.kind {
        Kind::Sqlite => format!("x'{}'", room.uuid().simple()),
        Kind::Postgresql => format!("'{room}'"),
    };
    let sql = format!(
        "select health, case when has_warning then 'yes' else 'no' end from rooms where room_id = {quoted}"
    );
    let row = world.database.raw(&sql).await.remove(0);
    (Health::from_key(row[0].as_deref().unwrap()).unwrap(), row[1].as_deref() == Some("yes"))
}

async fn watch(world: &World) {
    health_watch::watch(&world.app).await.unwrap();
}

fn windows(signal: &str) -> SetSignal {
    SetSignal {
        device_type: DeviceType::WindowsRoom.key().to_owned(),
        signal: signal.to_owned(),
        ..SetSignal::default()
    }
}

async fn set(world: &World, command: SetSignal) {
    run(&world.app, &world.caller(ANNA), command).await.unwrap();
}

async fn line(world: &World, signal: &str) -> SignalLine {
    let lines = ask(&world.app, &world.caller(ANNA), &ListSignals).await.unwrap();
    lines.into_iter().find(|line| line.is(DeviceType::WindowsRoom.key(), signal)).unwrap()
}

/// decision 15: a disabled signal counts no more, an enabled one again, another severity or watch period
/// changes the health, all at once; each change is in the log, and nothing is stored that equals the catalogue.
#[tokio::test]
async fn what_is_set_counts_at_once() {
    each(async |world| {
        let device = monitored(&world).await;
        tell(&world, &device, "sign-in.teams", SignalState::Unhealthy).await;
        world.clock.advance(2 * MINUTE);
        watch(&world).await;
        assert_eq!(
            judged(&world, device.room).await,
            (Health::Healthy, false),
            "its watch period is 30 minutes"
        );

        set(&world, SetSignal { watch: Some("1".to_owned()), ..windows("sign-in.teams") }).await;
        let mut listening = world.app.listen();
        watch(&world).await;
        assert_eq!(judged(&world, device.room).await, (Health::Unhealthy, false));
        assert!(listening.try_recv().is_ok(), "live pages look again");
        set(&world, SetSignal { severity: Some("warning".to_owned()), ..windows("sign-in.teams") }).await;
        watch(&world).await;
        assert_eq!(judged(&world, device.room).await, (Health::Healthy, true));
        set(&world, SetSignal { is_enabled: Some(false), ..windows("sign-in.teams") }).await;
        watch(&world).await;
        assert_eq!(judged(&world, device.room).await, (Health::Healthy, false));
        // A report meanwhile is judged by the same rule.
        tell(&world, &device, "calendar.sync", SignalState::Healthy).await;
        assert_eq!(judged(&world, device.room).await, (Health::Healthy, false));

        let reset = ResetSignal {
            device_type: DeviceType::WindowsRoom.key().to_owned(),
            signal: "sign-in.teams".to_owned(),
        };
        run(&world.app, &world.caller(ANNA), reset.clone()).await.unwrap();
        run(&world.app, &world.caller(ANNA), reset).await.unwrap();
        world.clock.advance(28 * MINUTE);
        tell(&world, &device, "calendar.sync", SignalState::Healthy).await;
        watch(&world).await;
        assert_eq!(judged(&world, device.room).await, (Health::Unhealthy, false), "as shipped: 30 minutes");
        assert_eq!(world.database.number("select count(*) from signal_settings").await, 0);
        let logged = async |kind: &str| {
            let sql = format!("select count(*) from audit_events where kind = '{kind}'");
            world.database.number(&sql).await
        };
        assert_eq!(
            (logged("signal.set").await, logged("signal.reset").await),
            (3, 1),
            "a second reset does nothing"
        );
    })
    .await;
}

/// a report that read the setting before its change and is written after the watch judged is judged once more.
#[tokio::test]
async fn rooms_are_judged_a_second_time() {
    each(async |world| {
        let device = monitored(&world).await;
        set(&world, SetSignal { is_enabled: Some(false), ..windows("wsus.enabled") }).await;
        tell(&world, &device, "wsus.enabled", SignalState::Unhealthy).await;
        set(&world, SetSignal { is_enabled: Some(true), ..windows("wsus.enabled") }).await;
        watch(&world).await;
        assert_eq!(judged(&world, device.room).await.0, Health::Unhealthy);
        // As the late report leaves it.
        world.database.raw("update rooms set health = 'healthy', health_due_at = null").await;
        world.clock.advance(MINUTE + SECOND);
        tell(&world, &device, "calendar.sync", SignalState::Unknown).await;
        world.database.raw("update rooms set health = 'healthy', health_due_at = null").await;
        watch(&world).await;
        assert_eq!(judged(&world, device.room).await.0, Health::Unhealthy);
        assert_eq!(world.database.number("select count(*) from signals_to_judge").await, 0);
    })
    .await;
}

/// however many rooms a setting concerns, its own change touches none of them, and the watch judges all of them, some
/// at a time.
#[tokio::test]
async fn many_rooms_are_judged_in_batches() {
    each(async |world| {
        const ROOMS: i64 = 1_101;
        let now = world.app.clock.now();
        let tenant = world.organization(CONTOSO);
        let mut seed = world.seed().await;
        for number in 0..ROOMS {
            let id: Id<Room> = world.ids.id();
            let mut room = seed::Room::named(tenant, id, &format!("Hall {number}"));
            room.device_type = DeviceType::WindowsRoom;
            room.health = Health::Unhealthy;
            room.last_seen_at = Some(now);
            seed.room(&room).await.unwrap();
            let signal = seed::Signal {
                tenant,
                room: id,
                signal: "wsus.enabled".to_owned(),
                instance: String::new(),
                state: "unhealthy".to_owned(),
                value: String::new(),
                detail: String::new(),
                since: now,
            };
            seed.signal(&signal).await.unwrap();
        }
        seed.commit().await.unwrap();
        let unhealthy = "select count(*) from rooms where health = 'unhealthy' and name like 'Hall %'";
        set(&world, SetSignal { is_enabled: Some(false), ..windows("wsus.enabled") }).await;
        assert_eq!(world.database.number(unhealthy).await, ROOMS, "the change touched no room");
        watch(&world).await;
        assert_eq!(world.database.number(unhealthy).await, 0);
        run(&world.app, &world.caller(ANNA), ResetAllSignals).await.unwrap();
        watch(&world).await;
        assert_eq!(world.database.number(unhealthy).await, ROOMS);
        assert_eq!(world.database.number("select count(*) from signal_settings").await, 0);
    })
    .await;
}

/// what the catalogue does not give, and periods and words out of bounds, are refused with every field named, and
/// nothing is stored.
#[tokio::test]
async fn values_out_of_bounds_are_refused() {
    each(async |world| {
        let refused = async |command: SetSignal| match run(&world.app, &world.caller(ANNA), command).await {
            Err(Refusal::Invalid(_, faults)) => {
                faults.into_iter().map(|fault| (fault.field, fault.code)).collect::<Vec<_>>()
            }
            other => panic!("{other:?}"),
        };
        let wrong = SetSignal {
            severity: Some("dreadful".to_owned()),
            poll: Some("4".to_owned()),
            watch: Some("1441".to_owned()),
            ..windows("camera.room")
        };
        let out = Code::OutOfRange;
        assert_eq!(
            refused(wrong).await,
            [
                ("severity".to_owned(), Code::UnknownValue),
                ("pollMinutes".to_owned(), out),
                ("watchMinutes".to_owned(), out)
            ]
        );
        for key in ["recorded.issue", "outage"] {
            let periods = SetSignal { watch: Some("5".to_owned()), ..windows(key) };
            assert_eq!(refused(periods).await, [("watchMinutes".to_owned(), Code::NotSettable)]);
        }
        // a recorded issue is the word of a person, and no signal that can be switched off.
        let recorded = SetSignal {
            is_enabled: Some(false),
            severity: Some("warning".to_owned()),
            ..windows("recorded.issue")
        };
        let fields = ["isEnabled", "severity"].map(|field| (field.to_owned(), Code::NotSettable));
        assert_eq!(refused(recorded).await, fields);
        let severity = SetSignal { severity: Some("critical".to_owned()), ..windows("outage") };
        assert_eq!(refused(severity).await, [("severity".to_owned(), Code::NotSettable)]);
        let unknown = SetSignal { is_enabled: Some(false), ..windows("toaster.crumbs") };
        assert!(matches!(run(&world.app, &world.caller(ANNA), unknown).await, Err(Refusal::Missing)));
        assert_eq!(world.database.number("select count(*) from signal_settings").await, 0);

        let at_the_bounds = SetSignal {
            poll: Some(" 5 ".to_owned()),
            watch: Some("1440".to_owned()),
            ..windows("camera.room")
        };
        set(&world, at_the_bounds).await;
        let line = line(&world, "camera.room").await;
        assert_eq!((line.rule.detection(), line.is_changed()), (Some(1445), true));
    })
    .await;
}

/// decision 6: whoever views settings sees what is set; only people of the organization itself with
/// `settings.modify` change it, and what they set counts nowhere else.
#[tokio::test]
async fn only_own_administrators_set_signals() {
    each_linked(async |world: World, _| {
        set(&world, SetSignal { is_enabled: Some(false), ..windows("camera.room") }).await;
        let off = SetSignal { is_enabled: Some(false), ..windows("camera.default") };
        for upn in ["greta@contoso.example", "theo@contoso.example", "pia@northwind.example"] {
            let refused = run(&world.app, &world.caller(upn), off.clone()).await;
            assert!(matches!(refused, Err(Refusal::Denied(..))), "{upn}: {refused:?}");
            let refused = run(&world.app, &world.caller(upn), ResetAllSignals).await;
            assert!(matches!(refused, Err(Refusal::Denied(..))), "{upn}: {refused:?}");
        }
        let seen = ask(&world.app, &world.caller("mats@contoso.example"), &ListSignals).await.unwrap();
        assert_eq!(seen.iter().filter(|line| line.is_changed()).count(), 1);
        let elsewhere = ask(&world.app, &world.caller("nora@northwind.example"), &ListSignals).await.unwrap();
        assert!(elsewhere.iter().all(|line| !line.is_changed()));
        for upn in ["greta@contoso.example", "theo@contoso.example", "pia@northwind.example"] {
            let hidden = ask(&world.app, &world.caller(upn), &ListSignals).await;
            assert!(matches!(hidden, Err(Refusal::Denied(..))), "{upn}: {hidden:?}");
        }
    })
    .await;
}

/// The only ticket there is.
async fn ticket(world: &World) -> TicketRow {
    let wanted = Wanted::default();
    let question =
        ListTickets { realm: Realm::Own, wanted, among: Among::All, owned: Owned::Anybody, counts: false };
    ask(&world.app, &world.caller(ANNA), &question).await.unwrap().tickets.remove(0)
}

async fn escalate(world: &World, after: &str) -> Result<(), Refusal> {
    run(&world.app, &world.caller(ANNA), SetEscalation { after: after.to_owned() }).await
}

/// Time passes while the device is heard.
async fn pass(world: &World, device: &Enrolled, micros: i64) {
    world.clock.advance(micros);
    let told = Report { observed_at: world.app.clock.now(), signals: Vec::new(), facts: None };
    report(&world.app, &device.credential, told).await.unwrap();
    watch(world).await;
}

/// never, unless set; then a Warning that nobody takes care of becomes Important after the days, and with it the room
/// unhealthy, until it is resolved; one that somebody took stays.
#[tokio::test]
async fn neglected_warnings_are_raised() {
    each(async |world| {
        let device = monitored(&world).await;
        let camera = async |state| tell(&world, &device, "camera.default", state).await;
        camera(SignalState::Unhealthy).await;
        pass(&world, &device, 5 * MINUTE).await;
        pass(&world, &device, 30 * DAY).await;
        assert_eq!(
            (ticket(&world).await.severity, judged(&world, device.room).await),
            (Severity::Warning, (Health::Healthy, true))
        );
        escalate(&world, "40").await.unwrap();
        watch(&world).await;
        pass(&world, &device, 10 * DAY - SECOND).await;
        assert_eq!(ticket(&world).await.severity, Severity::Warning, "not yet");
        pass(&world, &device, MINUTE).await;
        assert_eq!(ticket(&world).await.severity, Severity::Important);
        assert_eq!(judged(&world, device.room).await.0, Health::Unhealthy);
        escalate(&world, "").await.unwrap();
        watch(&world).await;
        assert_eq!(ticket(&world).await.severity, Severity::Important, "what is raised stays");
        camera(SignalState::Healthy).await;
        assert_eq!(judged(&world, device.room).await, (Health::Healthy, false));
        assert_eq!(ticket(&world).await.severity, Severity::Warning, "no longer once it is resolved");

        escalate(&world, "2").await.unwrap();
        camera(SignalState::Unhealthy).await;
        pass(&world, &device, MINUTE * 5).await;
        let anna = world.caller(ANNA);
        let (tenant, of_camera) = (anna.person.organization, ticket(&world).await.id);
        let owner = |owner| EditTicket { owner: Some(owner), ..EditTicket::of(tenant, of_camera) };
        run(&world.app, &anna, owner(Some(anna.person.user))).await.unwrap();
        pass(&world, &device, 3 * DAY).await;
        assert_eq!(ticket(&world).await.severity, Severity::Warning, "somebody takes care of it");
        run(&world.app, &anna, owner(None)).await.unwrap();
        watch(&world).await;
        assert_eq!(ticket(&world).await.severity, Severity::Important, "nobody does any more");
    })
    .await;
}

/// whole days within bounds; only people of the organization itself with `settings.modify` set them; each change is in
/// the log.
#[tokio::test]
async fn days_of_neglect_are_set_by_own_administrators() {
    each_linked(async |world: World, _| {
        for wrong in ["0", "91", "soon", "-1"] {
            let refused = escalate(&world, wrong).await.unwrap_err();
            let Refusal::Invalid(_, faults) = refused else { panic!("{wrong}") };
            assert_eq!((faults[0].field.as_str(), faults[0].code), ("afterDays", Code::OutOfRange));
        }
        escalate(&world, " 7 ").await.unwrap();
        escalate(&world, "7").await.unwrap();
        assert_eq!(
            ask(&world.app, &world.caller("mats@contoso.example"), &Escalation).await.unwrap(),
            Some(7)
        );
        for upn in ["theo@contoso.example", "pia@northwind.example"] {
            let refused = run(&world.app, &world.caller(upn), SetEscalation { after: String::new() }).await;
            assert!(matches!(refused, Err(Refusal::Denied(..))), "{upn}: {refused:?}");
        }
        let told = "select count(*) from audit_events where kind = 'signal.escalation_set'";
        assert_eq!(world.database.number(told).await, 1);
    })
    .await;
}
