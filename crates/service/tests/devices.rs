//! The device channel: enrolment, reports, and what becomes of them, on both databases.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use domain::{
    device::{CredentialProtection, Missing, MissingReason, Tpm},
    id::{Id, Room},
    room::DeviceType,
    scope::Scope,
    signal::SignalState,
    time::{DAY, HOUR, MINUTE, SECOND, Time},
};
use service::{
    Command, Realm, Settings,
    devices::{DeviceFacts, Enrol, Enrolled, Outcome, Refused, Report, Said, enrol, report},
    enrolment_key::{DownloadKey, KeyFile, ResetKey},
    health_watch,
    rooms::{DeleteRoom, EnrolRoom, RoomOf, UnenrolRoom},
    run,
};
use store::feed::Stirred;
use testkit::{Database, FakeClock, Kind, World, each};

const CONTOSO: &str = "contoso.example";
const START: Time = FakeClock::START;

async fn key(world: &World, upn: &str) -> KeyFile {
    let caller = world.caller(upn);
    run(&world.app, &caller, DownloadKey { tenant: caller.person.organization }).await.unwrap()
}

fn with(key: &KeyFile) -> Enrol {
    Enrol {
        tenant: key.tenant,
        key_version: key.version,
        secret: key.secret.clone(),
        credential: None,
        facts: DeviceFacts {
            device_type: Some(DeviceType::WindowsRoom),
            host_name: Some("ROOM-PC-1".to_owned()),
            serial_number: Some("SN-1".to_owned()),
            agent_version: Some("1.0".to_owned()),
            addresses: vec!["10.0.0.7".to_owned()],
            ..DeviceFacts::default()
        },
    }
}

async fn try_enrol(world: &World, asked: Enrol) -> Result<Enrolled, Refused> {
    enrol(&world.app, asked, "request", "192.0.2.9").await
}

/// A device of contoso.example whose room an administrator has enrolled.
async fn monitored(world: &World) -> Enrolled {
    let device = try_enrol(world, with(&key(world, "mats@contoso.example").await)).await.unwrap();
    by_mats(world, EnrolRoom { tenant: device.tenant, room: device.room }).await;
    device
}

async fn by_mats<C: Command>(world: &World, command: C) -> C::Output {
    run(&world.app, &world.caller("mats@contoso.example"), command).await.unwrap()
}

fn quoted(world: &World, room: Id<Room>) -> String {
    match world.database.kind {
        Kind::Sqlite => format!("x'{}'", room.uuid().simple()),
        Kind::Postgresql => format!("'{room}'"),
    }
}

async fn ask(world: &World, columns: &str, room: Id<Room>) -> Vec<String> {
    let rows = world
        .database
        .raw(&format!("select {columns} from rooms where room_id = {}", quoted(world, room)))
        .await;
    rows[0].iter().map(|cell| cell.clone().unwrap_or_default()).collect()
}

async fn history(world: &World, room: Id<Room>) -> Vec<String> {
    let sql = format!(
        "select kind, signal, before, after from room_history where room_id = {} order by at, entry_id",
        quoted(world, room)
    );
    let rows = world.database.raw(&sql).await;
    rows.iter()
        .map(|row| row.iter().map(|cell| cell.clone().unwrap_or_default()).collect::<Vec<_>>().join("|"))
        .collect()
}

fn heartbeat(at: Time) -> Report {
    Report { observed_at: at, signals: Vec::new(), facts: None }
}

fn says(at: Time, signal: &str, state: SignalState, value: &str) -> Report {
    let said = Said {
        signal: signal.to_owned(),
        instance: String::new(),
        state,
        value: value.to_owned(),
        detail: "because".to_owned(),
    };
    Report { signals: vec![said], ..heartbeat(at) }
}

async fn tell(world: &World, device: &Enrolled, told: Report) -> Result<Outcome, Refused> {
    report(&world.app, &device.credential, told).await
}

/// R-240, R-241, decision 19: a key gives a room in Onboarding with the facts the device tells, in the log of the
/// organization; the credential is stored as a hash alone.
#[tokio::test]
async fn a_key_gives_a_room_in_onboarding() {
    each(async |world| {
        let mut listening = world.app.listen();
        let key = key(&world, "mats@contoso.example").await;
        let device = try_enrol(&world, with(&key)).await.unwrap();
        assert_eq!(device.tenant, world.organization(CONTOSO));
        assert_eq!(
            ask(&world, "name, monitoring, health, serial_number, agent_version, addresses", device.room)
                .await,
            ["ROOM-PC-1", "onboarding", "onboarding", "SN-1", "1.0", r#"["10.0.0.7"]"#]
        );
        assert_eq!(ask(&world, "time_zone", device.room).await, ["Europe/Berlin"]);
        assert!(device.credential.len() >= 43, "256 bits");
        assert_eq!(
            world.database.number("select count(*) from audit_events where kind = 'room.onboarded'").await,
            1
        );
        for table in ["audit_events where changes", "devices where cast(credential_hash as text)"] {
            let sql = format!("select count(*) from {table} like '%{}%'", device.credential);
            assert_eq!(world.database.number(&sql).await, 0);
        }
        let mut stirred = Vec::new();
        while let Ok(one) = listening.try_recv() {
            stirred.push(one);
        }
        assert!(stirred.contains(&Stirred::Room(device.tenant, device.room)), "{stirred:?}");
        // The same facts from a second device make a second room: data is never identity.
        assert_ne!(try_enrol(&world, with(&key)).await.unwrap().room, device.room);
    })
    .await;
}

/// Architecture §3: a new room changes what people may see: the versions of its organization and of linked partners are
/// raised, no others.
#[tokio::test]
async fn a_new_room_is_told_to_those_who_see_it() {
    each(async |world| {
        world.link(CONTOSO, "northwind.example", Scope::ALL, &["pia@northwind.example"]).await;
        let berlin = world.scope(CONTOSO, &[], &["Berlin"]);
        world.link(CONTOSO, "adventure.example", berlin, &["alex@adventure.example"]).await;
        let versions = "select o.name, v.version from access_versions v \
             join organizations o on o.organization_id = v.tenant_id order by o.name";
        let before = world.database.raw(versions).await;
        let device = try_enrol(&world, with(&key(&world, "mats@contoso.example").await)).await.unwrap();
        let told = format!(
            "select o.name from change_feed f join organizations o on o.organization_id = f.tenant_id \
             where f.kind = 'room' and f.document like '%{}%'",
            device.room
        );
        let told: Vec<_> = world.database.raw(&told).await.into_iter().flatten().flatten().collect();
        assert_eq!(told, ["Contoso"]);
        let after = world.database.raw(versions).await;
        let raised: Vec<_> = before
            .iter()
            .zip(&after)
            .filter(|(before, after)| before != after)
            .filter_map(|(before, _)| before[0].clone())
            .collect();
        assert_eq!(raised, ["Adventure Works", "Contoso", "Northwind"]);
    })
    .await;
}

/// R-243, R-244: unknown, reset and foreign keys get one answer after the same time; devices that are enrolled
/// go on after a reset.
#[tokio::test]
async fn a_reset_key_enrols_nobody_and_evicts_nobody() {
    each(async |world| {
        let old = key(&world, "mats@contoso.example").await;
        let foreign = key(&world, "fred@fabrikam.example").await;
        let device = try_enrol(&world, with(&old)).await.unwrap();
        run(&world.app, &world.caller("mats@contoso.example"), ResetKey).await.unwrap();
        let rooms = world.database.number("select count(*) from rooms").await;

        let good = with(&key(&world, "mats@contoso.example").await);
        let bad = [
            with(&old),
            Enrol { key_version: old.version, ..good.clone() },
            Enrol { secret: old.secret.clone(), ..good.clone() },
            Enrol { tenant: foreign.tenant, ..good.clone() },
            Enrol { secret: foreign.secret, ..good.clone() },
            Enrol { tenant: Id::new(uuid::Uuid::nil()), ..good.clone() },
            Enrol { secret: String::new(), ..good.clone() },
            // With a live credential of its own, too.
            Enrol { credential: Some(device.credential.clone()), ..with(&old) },
        ];
        for asked in bad {
            let begun = std::time::Instant::now();
            let refused = try_enrol(&world, asked.clone()).await.unwrap_err();
            assert!(matches!(refused, Refused::KeyInvalid), "{asked:?}: {refused}");
            assert!(begun.elapsed() >= std::time::Duration::from_millis(20));
        }
        assert_eq!(world.database.number("select count(*) from rooms").await, rooms);
        assert_eq!(tell(&world, &device, heartbeat(START)).await.unwrap(), Outcome::Received);
        try_enrol(&world, good).await.unwrap();
    })
    .await;
}

/// Decision 19: the old credential leads to the old room, in its own organization alone.
#[tokio::test]
async fn a_room_is_taken_over_with_its_old_credential_alone() {
    each(async |world| {
        let (here, there) =
            (key(&world, "mats@contoso.example").await, key(&world, "fred@fabrikam.example").await);
        let device = monitored(&world).await;
        let again = Enrol { credential: Some(device.credential.clone()), ..with(&here) };
        assert_eq!(
            try_enrol(&world, again.clone()).await.unwrap(),
            device,
            "asked again after a lost answer"
        );
        assert_eq!(ask(&world, "monitoring", device.room).await, ["monitored"]);

        let elsewhere = Enrol { credential: Some(device.credential.clone()), ..with(&there) };
        let refused = try_enrol(&world, elsewhere.clone()).await.unwrap_err();
        assert!(matches!(refused, Refused::EnrolledElsewhere));

        // R-242, §3.10: unenrolled, the credential is ended; with a valid key the room begins at Onboarding.
        let (tenant, room) = (device.tenant, device.room);
        by_mats(&world, UnenrolRoom { tenant, room }).await;
        let refused = tell(&world, &device, heartbeat(START)).await.unwrap_err();
        assert!(matches!(refused, Refused::CredentialInvalid));
        assert_ne!(try_enrol(&world, elsewhere).await.unwrap().room, device.room, "no longer alive there");
        assert_eq!(try_enrol(&world, again).await.unwrap().room, device.room);
        assert_eq!(ask(&world, "monitoring, health", device.room).await, ["onboarding", "onboarding"]);
        tell(&world, &device, heartbeat(START)).await.unwrap();

        // A deleted room takes its credential along.
        by_mats(&world, UnenrolRoom { tenant, room }).await;
        by_mats(&world, DeleteRoom { tenant, room, stamp: None }).await;
        let refused = tell(&world, &device, heartbeat(START)).await.unwrap_err();
        assert!(matches!(refused, Refused::CredentialInvalid));
        let fresh = Enrol { credential: Some("nobody's".to_owned()), ..with(&here) };
        assert_ne!(try_enrol(&world, fresh).await.unwrap().room, device.room);
    })
    .await;
}

/// Decision 19: the number of Onboarding rooms is capped for each organization and key.
#[tokio::test]
async fn onboarding_rooms_are_capped_for_each_key() {
    for kind in Kind::ALL {
        let settings = Settings { onboarding_cap: 3, ..Settings::default() };
        let world = World::with(Database::fresh(kind).await, settings).await;
        let first = key(&world, "mats@contoso.example").await;
        let all = futures_util::future::join_all((0..6).map(|_| try_enrol(&world, with(&first)))).await;
        let (welcome, full): (Vec<_>, Vec<_>) = all.into_iter().partition(Result::is_ok);
        assert_eq!((welcome.len(), full.len()), (3, 3), "at once, too");
        assert!(full.into_iter().all(|refused| matches!(refused, Err(Refused::TooManyOnboarding))));
        // Another organization, an enrolled room and another key have room again.
        try_enrol(&world, with(&key(&world, "fred@fabrikam.example").await)).await.unwrap();
        let Enrolled { tenant, room, .. } = welcome.into_iter().flatten().next().unwrap();
        by_mats(&world, EnrolRoom { tenant, room }).await;
        try_enrol(&world, with(&first)).await.unwrap();
        assert!(try_enrol(&world, with(&first)).await.is_err());
        run(&world.app, &world.caller("mats@contoso.example"), ResetKey).await.unwrap();
        try_enrol(&world, with(&key(&world, "mats@contoso.example").await)).await.unwrap();
    }
}

/// R-245, R-246, decision 15: a change is stored at once with its moment, the same again is only received, and
/// health follows when the watch period, counted from the change, is over.
#[tokio::test]
async fn a_change_is_stored_and_judged_after_its_watch_period() {
    each(async |world| {
        let device = monitored(&world).await;
        let mut listening = world.app.listen();
        let broken = says(START.plus(-MINUTE), "camera.room", SignalState::Unhealthy, "HD Pro");
        assert_eq!(tell(&world, &device, broken.clone()).await.unwrap(), Outcome::Stored);
        assert!(listening.try_recv().is_ok());
        assert_eq!(tell(&world, &device, broken.clone()).await.unwrap(), Outcome::Received);
        assert!(listening.try_recv().is_err(), "nothing stirs by a heartbeat");
        let due = START.plus(4 * MINUTE);
        assert_eq!(
            ask(&world, "health, health_due_at", device.room).await,
            ["healthy".to_owned(), due.micros().to_string()]
        );

        world.clock.set(due.plus(-SECOND));
        tell(&world, &device, heartbeat(due)).await.unwrap();
        health_watch::watch(&world.app).await.unwrap();
        assert_eq!(ask(&world, "health", device.room).await, ["healthy"]);
        world.clock.set(due);
        health_watch::watch(&world.app).await.unwrap();
        assert_eq!(
            ask(&world, "health, health_since", device.room).await,
            ["unhealthy".to_owned(), due.micros().to_string()]
        );
        assert!(listening.try_recv().is_ok());

        // Another value of the same state keeps the moment it began.
        world.clock.advance(SECOND);
        let other = says(due.plus(SECOND), "camera.room", SignalState::Unhealthy, "HD Pro 2");
        assert_eq!(tell(&world, &device, other).await.unwrap(), Outcome::Stored);
        let since = world.database.number("select since from room_signals").await;
        assert_eq!(since, START.plus(-MINUTE).micros());

        world.clock.advance(SECOND);
        let healed = says(due.plus(2 * SECOND), "camera.room", SignalState::Healthy, "HD Pro 2");
        assert_eq!(tell(&world, &device, healed).await.unwrap(), Outcome::Stored);
        assert_eq!(ask(&world, "health", device.room).await, ["healthy"]);
        assert_eq!(
            history(&world, device.room).await,
            [
                "signal|camera.room||unhealthy",
                "health||healthy|unhealthy",
                "value|camera.room|HD Pro|HD Pro 2",
                "signal|camera.room|unhealthy|healthy",
                "health||unhealthy|healthy",
            ]
        );
    })
    .await;
}

/// R-246, §5.2: a warning only marks; an unknown state and an unknown key judge nothing; a shortened watch period
/// is that of a demonstration.
#[tokio::test]
async fn warnings_mark_and_unknown_keys_are_passed_over() {
    for kind in Kind::ALL {
        let settings = Settings { watch_divisor: 60, ..Settings::default() };
        let world = World::with(Database::fresh(kind).await, settings).await;
        let device = monitored(&world).await;
        let say = |signal, state| tell(&world, &device, says(START, signal, state, ""));
        assert_eq!(say("time.drift", SignalState::Unhealthy).await.unwrap(), Outcome::Stored);
        let columns = "health, has_warning";
        let mark = ask(&world, columns, device.room).await;
        assert_eq!(mark[0], "healthy");
        assert!(["1", "t"].contains(&mark[1].as_str()), "{mark:?}");
        assert_eq!(say("camera.room", SignalState::Unknown).await.unwrap(), Outcome::Stored);
        assert_eq!(say("camera.unheard-of", SignalState::Unhealthy).await.unwrap(), Outcome::Received);
        assert_eq!(say("camera.room", SignalState::Unhealthy).await.unwrap(), Outcome::Stored);
        world.clock.advance(5 * SECOND);
        health_watch::watch(&world.app).await.unwrap();
        assert_eq!(ask(&world, "health", device.room).await, ["unhealthy"]);
    }
}

/// R-245: facts of the device are kept on the room; what is not told stays; a changed fact is in the history.
#[tokio::test]
async fn facts_of_the_device_are_kept() {
    each(async |world| {
        let device = monitored(&world).await;
        let facts = DeviceFacts {
            agent_version: Some("1.1".to_owned()),
            addresses: vec!["10.0.0.8".to_owned(), "00:00:5e:00:53:01".to_owned()],
            os_version: Some("Debian 13".to_owned()),
            ..DeviceFacts::default()
        };
        let told = Report { facts: Some(facts), ..heartbeat(START) };
        assert_eq!(tell(&world, &device, told).await.unwrap(), Outcome::Stored);
        assert_eq!(
            ask(&world, "name, agent_version, os_version, serial_number, device_type", device.room).await,
            ["ROOM-PC-1", "1.1", "Debian 13", "SN-1", "windowsRoom"]
        );
        assert_eq!(
            history(&world, device.room).await,
            ["fact|agentVersion|1.0|1.1", "fact|addresses|10.0.0.7|10.0.0.8, 00:00:5e:00:53:01"]
        );
    })
    .await;
}

/// R-243, R-245, decision 15: firmware, hardware addresses, TPM, the protection of the credential and what the agent
/// misses are kept from the enrolment on; a seal that is lost is in the history, and what is no longer missing goes.
#[tokio::test]
async fn how_a_device_stands_is_kept() {
    each(async |world| {
        let lack = |what: &str, reason| Missing {
            what: what.to_owned(),
            reason,
            detail: "no right to use /dev/tpmrm0".to_owned(),
        };
        let facts = DeviceFacts {
            host_name: Some("ROOM-PC-2".to_owned()),
            firmware_version: Some("M4RKT1AA".to_owned()),
            mac_addresses: vec!["02:00:00:00:00:01".to_owned()],
            tpm: Some(Tpm::Tpm2),
            credential_protection: Some(CredentialProtection::Tpm),
            missing: Some(vec![lack("serialNumber", MissingReason::NoRight)]),
            ..DeviceFacts::default()
        };
        let asked = Enrol { facts, ..with(&key(&world, "mats@contoso.example").await) };
        let device = try_enrol(&world, asked).await.unwrap();
        let mats = world.caller("mats@contoso.example");
        let shown = async || {
            let question = RoomOf { realm: Realm::Own, room: device.room };
            service::ask(&world.app, &mats, &question).await.unwrap().detail
        };
        let first = shown().await;
        assert_eq!((first.firmware_version.as_str(), first.mac_addresses.len()), ("M4RKT1AA", 1));
        assert_eq!(
            (first.tpm, first.credential_protection),
            (Some(Tpm::Tpm2), Some(CredentialProtection::Tpm))
        );
        assert_eq!(first.missing, [lack("serialNumber", MissingReason::NoRight)]);

        let lost = DeviceFacts {
            credential_protection: Some(CredentialProtection::File),
            missing: Some(vec![lack("credentialProtection", MissingReason::NoRight)]),
            ..DeviceFacts::default()
        };
        tell(&world, &device, Report { facts: Some(lost), ..heartbeat(START) }).await.unwrap();
        assert_eq!(
            history(&world, device.room).await,
            ["fact|credentialProtection|tpm|file", "fact|missing|serialNumber|credentialProtection"]
        );
        // An older agent does not tell what it misses: then nothing is forgotten.
        let older = DeviceFacts { os_version: Some("Debian 13".to_owned()), ..DeviceFacts::default() };
        tell(&world, &device, Report { facts: Some(older), ..heartbeat(START) }).await.unwrap();
        let second = shown().await;
        assert_eq!((second.missing.len(), second.firmware_version.as_str()), (1, "M4RKT1AA"));
        let mended = DeviceFacts { missing: Some(Vec::new()), ..DeviceFacts::default() };
        tell(&world, &device, Report { facts: Some(mended), ..heartbeat(START) }).await.unwrap();
        assert_eq!(shown().await.missing, []);
    })
    .await;
}

/// R-241: an Onboarding room shows its status, but nothing is judged.
#[tokio::test]
async fn onboarding_rooms_are_not_judged() {
    each(async |world| {
        let device = try_enrol(&world, with(&key(&world, "mats@contoso.example").await)).await.unwrap();
        let broken = says(START.plus(-HOUR), "camera.room", SignalState::Unhealthy, "");
        assert_eq!(tell(&world, &device, broken).await.unwrap(), Outcome::Stored);
        world.clock.advance(DAY);
        health_watch::watch(&world.app).await.unwrap();
        assert_eq!(
            ask(&world, "health, health_due_at", device.room).await,
            ["onboarding".to_owned(), String::new()]
        );
        assert_eq!(world.database.number("select count(*) from room_signals").await, 1);
    })
    .await;
}

/// Decision 15: reports that arrive together are stored together, each answered by its own outcome; an observation
/// from the future counts from now.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn reports_are_committed_in_groups() {
    each(async |world| {
        let device = monitored(&world).await;
        let key = key(&world, "mats@contoso.example").await;
        let mut devices = vec![device];
        for _ in 0..30 {
            devices.push(try_enrol(&world, with(&key)).await.unwrap());
        }
        let said = says(START.plus(DAY), "display.console", SignalState::Unhealthy, "");
        let told = devices.iter().map(|device| tell(&world, device, said.clone()));
        let outcomes = futures_util::future::join_all(told).await;
        assert!(outcomes.into_iter().all(|outcome| outcome.unwrap() == Outcome::Stored));
        assert_eq!(world.database.number("select count(*) from room_signals").await, 31);
        assert_eq!(world.database.number("select max(since) from room_signals").await, START.micros());
    })
    .await;
}

/// Decision 15: one device that reports without pause is asked to come back, and others are not.
#[tokio::test]
async fn a_device_out_of_hand_is_slowed_down() {
    each(async |world| {
        let (loud, quiet) = (monitored(&world).await, monitored(&world).await);
        let mut stored = 0;
        let wait = loop {
            match tell(&world, &loud, heartbeat(START)).await {
                Ok(_) => stored += 1,
                Err(Refused::TooOften(wait)) => break wait,
                Err(other) => panic!("{other}"),
            }
            assert!(stored < 1000);
        };
        tell(&world, &quiet, heartbeat(START)).await.unwrap();
        world.clock.advance(i64::try_from(wait.as_micros()).unwrap());
        tell(&world, &loud, heartbeat(START)).await.unwrap();
    })
    .await;
}

/// A server enrols on any of its threads.
#[tokio::test]
async fn an_enrolment_can_move_between_threads() {
    fn moves(_: impl Send) {}
    let world = World::new(Database::fresh(Kind::Sqlite).await).await;
    let asked = with(&key(&world, "mats@contoso.example").await);
    moves(enrol(&world.app, asked, "request", "192.0.2.9"));
}
