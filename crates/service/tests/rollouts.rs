//! Rollouts: from ring to ring, night after night, on both databases.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::collections::BTreeMap;

use domain::{
    id::{Id, Release, Room, UpdateRing},
    job::{Activity, JobReason},
    query::Order,
    report::Span,
    rollout::{RingState, RolloutState, RoomState},
    room::DeviceType,
    scope::Scope,
    signal::SignalState,
    time::{DAY, HOUR, MINUTE, SECOND, Time},
    update_ring::Preset,
};
use service::{
    Code, Realm, Refusal, Wanted, ask,
    devices::{Answered, DeviceFacts, Enrol, Enrolled, Heard, Report, Said, enrol, hear},
    enrolment_key::DownloadKey,
    health_watch,
    jobs::{Told, ToldState, tend},
    notices::Notices,
    releases::{RegisterRelease, SetReleaseKey},
    reports::{Asked, InsightOf},
    rollouts::{
        DeprecateRollout, ForceUpdate, ListRollouts, PauseRollout, ResumeRollout, RetryFailed, RolloutAct,
        RolloutOf, RolloutRooms, SetGuard, ShownRollout, StartRollout, WaitingList, WaitingRooms, WhichRooms,
        act_on_rollouts, watch,
    },
    rooms::EnrolRoom,
    run,
    update_rings::{CreateRing, DeleteRing, MoveRooms, RingForm},
};
use testkit::{Signer, World, each, each_linked, signer::document};

const CONTOSO: &str = "contoso.example";
const ANNA: &str = "anna@contoso.example";
const PIA: &str = "pia@northwind.example";

/// A monitored room of contoso.example with a video bar, of which the world has no other; in a ring.
async fn monitored(world: &World, ring: Preset) -> Enrolled {
    let caller = world.caller(ANNA);
    let key = run(&world.app, &caller, DownloadKey { tenant: caller.person.organization }).await.unwrap();
    let facts = DeviceFacts {
        device_type: Some(DeviceType::AndroidVideoBar),
        app_version: Some("5.0".to_owned()),
        ..DeviceFacts::default()
    };
    let asked =
        Enrol { tenant: key.tenant, key_version: key.version, secret: key.secret, credential: None, facts };
    let device = enrol(&world.app, asked, "request", "192.0.2.9").await.unwrap();
    let (tenant, room) = (device.tenant, device.room);
    run(&world.app, &caller, EnrolRoom { tenant, room }).await.unwrap();
    let moving = MoveRooms { tenant, ring: ring.id(), rooms: [room].into() };
    run(&world.app, &caller, moving).await.unwrap();
    device
}

/// A signed release of the world's key, registered.
async fn registered(world: &World, version: &str, is_critical: bool) -> Id<Release> {
    let key = Signer::of(1);
    let caller = world.caller(ANNA);
    let set = SetReleaseKey { public_key: key.public_key(), signed: String::new() };
    let _ = run(&world.app, &caller, set).await;
    let signed = key.sign(&document(version, "androidVideoBar", is_critical));
    run(&world.app, &caller, RegisterRelease { signed }).await.unwrap()
}

async fn try_start(world: &World, upn: &str, release: Id<Release>) -> Result<(), Refusal> {
    let tenant = world.organization(CONTOSO);
    run(&world.app, &world.caller(upn), StartRollout { tenant, release, begins_at: String::new() }).await
}

/// A release on its way, in the state in which its first ring has begun.
async fn started(world: &World, version: &str, is_critical: bool) -> Id<Release> {
    let release = registered(world, version, is_critical).await;
    try_start(world, ANNA, release).await.unwrap();
    turn(world).await;
    release
}

/// The watch looks as often as it does in a minute or two.
async fn turn(world: &World) {
    for _ in 0..3 {
        watch(&world.app).await.unwrap();
        world.clock.advance(MINUTE);
    }
    watch(&world.app).await.unwrap();
}

fn at(text: &str) -> Time {
    text.parse().unwrap()
}

/// Goes to a moment and lets the devices be heard there, so that none of them counts as silent.
async fn go(world: &World, devices: &[&Enrolled], now: Time) {
    world.clock.set(now);
    for device in devices {
        tell(world, device, Activity::Idle, None).await;
    }
    health_watch::watch(&world.app).await.unwrap();
    turn(world).await;
}

async fn tell(world: &World, device: &Enrolled, activity: Activity, job: Option<Told>) -> Answered {
    let report = Report { observed_at: world.app.clock.now(), signals: Vec::new(), facts: None };
    let heard = Heard {
        report,
        activity: Some(activity),
        job,
        takes_jobs: true,
        takes_updates: true,
        takes_report_key: false,
        reaches: false,
        reached: Vec::new(),
        records: Vec::new(),
    };
    hear(&world.app, &device.credential, heard).await.unwrap()
}

/// The device comes for its update, and says how it ended.
async fn update(world: &World, device: &Enrolled, state: ToldState, reason: Option<JobReason>) {
    let order = tell(world, device, Activity::Idle, None).await.order.expect("an update");
    assert_eq!(order.kind.key(), "update");
    let told = Told { id: order.id, state, reason, progress: String::new(), output: String::new() };
    tell(world, device, Activity::Idle, Some(told)).await;
}

async fn shown(world: &World, release: Id<Release>) -> ShownRollout {
    ask(&world.app, &world.caller(ANNA), &RolloutOf { realm: Realm::Own, release }).await.unwrap()
}

async fn rings(world: &World, release: Id<Release>) -> Vec<RingState> {
    shown(world, release).await.rings.iter().map(|ring| ring.state).collect()
}

async fn rooms(world: &World, release: Id<Release>) -> BTreeMap<Id<Room>, (RoomState, Option<JobReason>)> {
    let question = RolloutRooms {
        realm: Realm::Own,
        release,
        which: WhichRooms::All,
        wanted: Wanted::default(),
        counts: true,
    };
    let found = ask(&world.app, &world.caller(ANNA), &question).await.unwrap();
    found.rooms.into_iter().map(|room| (room.room, (room.state, room.reason))).collect()
}

async fn room(world: &World, release: Id<Release>, device: &Enrolled) -> RoomState {
    rooms(world, release).await[&device.room].0
}

async fn events(world: &World, kind: &str) -> i64 {
    world.database.number(&format!("select count(*) from audit_events where kind = '{kind}'")).await
}

/// §3.9: an update goes through the rings in their order, each room in its own night on its day; a ring begins when the
/// one before had its rollout and its test days; rings without such rooms need it not; the device gets what was signed.
#[tokio::test]
async fn an_update_goes_from_ring_to_ring() {
    each(async |world| {
        let early = monitored(&world, Preset::Staging).await;
        let late = monitored(&world, Preset::Executive).await;
        let release = started(&world, "6.1", false).await;
        assert_eq!(
            rings(&world, release).await,
            [RingState::InProgress, RingState::Scheduled, RingState::Scheduled]
        );
        assert_eq!(room(&world, release, &early).await, RoomState::Scheduled);
        assert!(!rooms(&world, release).await.contains_key(&late.room), "its ring has no turn yet");
        assert_eq!(tell(&world, &early, Activity::Idle, None).await.order, None, "by day nothing happens");

        // Staging spreads over three nights; on one of them it is the room's turn.
        let mut night = at("2026-11-03T01:00:00Z");
        while room(&world, release, &early).await == RoomState::Scheduled {
            go(&world, &[&early, &late], night).await;
            night = night.plus(DAY);
            assert!(night < at("2026-11-07T00:00:00Z"), "within three nights");
        }
        assert_eq!(room(&world, release, &early).await, RoomState::Installing);
        let order = tell(&world, &early, Activity::Idle, None).await.order.unwrap();
        let signed = order.update.clone().unwrap();
        assert_eq!(signed.release.document, document("6.1", "androidVideoBar", false));
        assert!(signed.keys.is_empty() && !order.is_forced);
        assert_eq!(
            tell(&world, &early, Activity::Idle, None).await.order,
            Some(order),
            "the answer may be lost"
        );
        update(&world, &early, ToldState::Completed, None).await;
        assert_eq!(room(&world, release, &early).await, RoomState::Succeeded);
        // and Insight counts it.
        let today = world.app.clock.now().micros().div_euclid(DAY);
        let asked = Asked { realm: Realm::Own, span: Span::ending(today, 7), group: None };
        let insight = ask(&world.app, &world.caller(ANNA), &InsightOf(asked)).await.unwrap();
        assert_eq!(insight.total.updates, 1);

        go(&world, &[&early, &late], at("2026-11-06T09:00:00Z")).await;
        assert_eq!(rings(&world, release).await[0], RingState::Testing);
        go(&world, &[&early, &late], at("2026-11-09T12:00:00Z")).await;
        turn(&world).await;
        let now = [RingState::Completed, RingState::NotRequired, RingState::InProgress];
        assert_eq!(rings(&world, release).await, now, "General has no such room");
        let mut night = at("2026-11-10T01:00:00Z");
        while room(&world, release, &late).await == RoomState::Scheduled {
            go(&world, &[&early, &late], night).await;
            night = night.plus(DAY);
        }
        update(&world, &late, ToldState::Completed, None).await;
        go(&world, &[&early, &late], at("2026-11-17T12:00:00Z")).await;
        let over = shown(&world, release).await;
        assert_eq!((over.row.state, over.holding), (RolloutState::Completed, 0));
        assert!(events(&world, "rollout.moved_on").await >= 6);

        // A room that comes later catches up.
        let new = monitored(&world, Preset::General).await;
        go(&world, &[&early, &late, &new], at("2026-11-18T12:00:00Z")).await;
        assert_eq!(room(&world, release, &new).await, RoomState::Scheduled);
    })
    .await;
}

/// R-261, §3.9: a room that is offline or in a meeting in its night stays Scheduled, and is named among those that hold the update up;
/// a device that has the version already needs it not; an agent that knows no updates gets none.
#[tokio::test]
async fn a_room_that_cannot_be_updated_waits() {
    each(async |world| {
        let device = monitored(&world, Preset::Staging).await;
        let release = started(&world, "6.1", true).await;
        let night = at("2026-11-03T01:00:00Z");
        world.clock.set(night);
        tell(&world, &device, Activity::Busy, None).await;
        turn(&world).await;
        assert_eq!(room(&world, release, &device).await, RoomState::Scheduled, "in a meeting");
        let holding = shown(&world, release).await;
        assert_eq!(holding.holding, 1, "it missed its turn, and has another one in the same night");
        let missed = (RoomState::Scheduled, Some(JobReason::DeviceInMeeting));
        assert_eq!(rooms(&world, release).await[&device.room], missed);

        // Silent: nobody asks it, and it goes on waiting.
        world.clock.set(night.plus(HOUR));
        health_watch::watch(&world.app).await.unwrap();
        turn(&world).await;
        let missed = (RoomState::Scheduled, Some(JobReason::DeviceDisconnected));
        assert_eq!(rooms(&world, release).await[&device.room], missed, "offline");
        world.clock.set(at("2026-11-03T12:00:00Z"));
        turn(&world).await;
        assert_eq!(shown(&world, release).await.holding, 1, "by day, too, until its next turn");

        // Asked, and refused by the agent because somebody came in.
        go(&world, &[&device], night.plus(DAY)).await;
        assert_eq!(room(&world, release, &device).await, RoomState::Installing);
        update(&world, &device, ToldState::Failed, Some(JobReason::DeviceInMeeting)).await;
        let put_off = rooms(&world, release).await[&device.room];
        assert_eq!(put_off, (RoomState::Scheduled, Some(JobReason::DeviceInMeeting)));

        // Asked, and not heard for an hour: no failure either.
        go(&world, &[&device], night.plus(2 * DAY)).await;
        assert_eq!(room(&world, release, &device).await, RoomState::Installing);
        world.clock.advance(HOUR);
        tend(&world.app).await.unwrap();
        assert_eq!(room(&world, release, &device).await, RoomState::Scheduled);

        // An agent that knows no updates.
        go(&world, &[&device], night.plus(3 * DAY)).await;
        let report = Report { observed_at: world.app.clock.now(), signals: Vec::new(), facts: None };
        let heard = Heard { takes_jobs: true, ..report.into() };
        let answered = hear(&world.app, &device.credential, heard).await.unwrap();
        assert_eq!(answered.order, None);
        let failed = rooms(&world, release).await[&device.room];
        assert_eq!(failed, (RoomState::Failed, Some(JobReason::NotSupported)));
        let tenant = world.organization(CONTOSO);
        run(&world.app, &world.caller(ANNA), RetryFailed { tenant, release }).await.unwrap();
        assert_eq!(room(&world, release, &device).await, RoomState::Scheduled);

        let facts = DeviceFacts { app_version: Some("6.1.0".to_owned()), ..DeviceFacts::default() };
        let report = Report { observed_at: world.app.clock.now(), signals: Vec::new(), facts: Some(facts) };
        hear(&world.app, &device.credential, report.into()).await.unwrap();
        go(&world, &[&device], night.plus(4 * DAY)).await;
        assert_eq!(room(&world, release, &device).await, RoomState::NotRequired);
    })
    .await;
}

/// a room that failed has a ticket, which is resolved when the update is tried again and succeeds; an update that ended with
/// failures is complete then.
#[tokio::test]
async fn a_failed_room_has_a_ticket_until_it_is_updated() {
    each(async |world| {
        let device = monitored(&world, Preset::Staging).await;
        let release = started(&world, "6.1", true).await;
        go(&world, &[&device], at("2026-11-03T01:00:00Z")).await;
        update(&world, &device, ToldState::Failed, Some(JobReason::ChecksumDiffers)).await;
        health_watch::watch(&world.app).await.unwrap();
        let tickets = async |state: &str| {
            let sql =
                format!("select count(*) from tickets where signal = 'app.update' and state = '{state}'");
            world.database.number(&sql).await
        };
        assert_eq!(tickets("new").await, 1);
        let told = "select count(*) from room_signals where signal = 'app.update' and value = '6.1' \
                    and detail = 'checksumDiffers'";
        assert_eq!(world.database.number(told).await, 1, "a word, for every language");
        let well = Said {
            signal: "app.update".to_owned(),
            instance: String::new(),
            state: SignalState::Healthy,
            value: String::new(),
            detail: String::new(),
        };
        let report = Report { observed_at: world.app.clock.now(), signals: vec![well], facts: None };
        hear(&world.app, &device.credential, report.into()).await.unwrap();
        health_watch::watch(&world.app).await.unwrap();
        assert_eq!(tickets("new").await, 1, "no device says so itself");
        assert_eq!(shown(&world, release).await.holding, 1);
        go(&world, &[&device], at("2026-11-04T01:00:00Z")).await;
        assert_eq!(room(&world, release, &device).await, RoomState::Failed, "only people try again");
        go(&world, &[&device], at("2026-11-04T12:00:00Z")).await;
        assert_eq!(shown(&world, release).await.row.state, RolloutState::CompletedWithFailures);
        let tenant = world.organization(CONTOSO);
        run(&world.app, &world.caller(ANNA), RetryFailed { tenant, release }).await.unwrap();
        assert_eq!(events(&world, "room.update_retried").await, 1);
        go(&world, &[&device], at("2026-11-05T01:10:00Z")).await;
        update(&world, &device, ToldState::Completed, None).await;
        health_watch::watch(&world.app).await.unwrap();
        assert_eq!((tickets("new").await, tickets("resolved").await), (0, 1));
        go(&world, &[&device], at("2026-11-05T03:30:00Z")).await;
        assert_eq!(shown(&world, release).await.row.state, RolloutState::Completed);
    })
    .await;
}

/// a rollout stops by itself when too many of the rooms just updated fare ill since, and goes on only when somebody says so.
#[tokio::test]
async fn a_rollout_stops_when_health_drops() {
    each(async |world| {
        let guard =
            SetGuard { resume: "resumable".to_owned(), percent: "50".to_owned(), rooms: "2".to_owned() };
        run(&world.app, &world.caller(ANNA), guard).await.unwrap();
        let mut devices = Vec::new();
        for _ in 0..3 {
            devices.push(monitored(&world, Preset::Staging).await);
        }
        let release = started(&world, "6.1", true).await;
        let all: Vec<&Enrolled> = devices.iter().collect();
        go(&world, &all, at("2026-11-03T01:00:00Z")).await;
        for device in &devices[..2] {
            update(&world, device, ToldState::Completed, None).await;
        }
        turn(&world).await;
        assert_eq!(shown(&world, release).await.row.state, RolloutState::InProgress, "nobody fares ill");
        let ill = Said {
            signal: "sign-in.teams".to_owned(),
            instance: String::new(),
            state: SignalState::Unhealthy,
            value: String::new(),
            detail: String::new(),
        };
        let report = Report { observed_at: world.app.clock.now(), signals: vec![ill], facts: None };
        hear(&world.app, &devices[0].credential, report.into()).await.unwrap();
        go(&world, &all[..2], world.app.clock.now().plus(30 * MINUTE)).await;
        let stopped = shown(&world, release).await;
        assert_eq!((stopped.row.state, stopped.row.pause.as_str()), (RolloutState::Paused, "health"));
        assert_eq!(
            room(&world, release, &devices[2]).await,
            RoomState::Scheduled,
            "what was asked is taken back"
        );
        assert_eq!(tell(&world, &devices[2], Activity::Idle, None).await.order, None);
        let tenant = world.organization(CONTOSO);
        run(&world.app, &world.caller(ANNA), ResumeRollout { tenant, release }).await.unwrap();
        turn(&world).await;
        assert_eq!(shown(&world, release).await.row.state, RolloutState::InProgress, "it counts anew");
        assert_eq!(events(&world, "rollout.paused").await, 1);
    })
    .await;
}

/// paused, nothing is asked of anybody, and the days of the pause do not count; whether it goes on is a choice: when somebody
/// says so, never, or by itself after two weeks.
#[tokio::test]
async fn a_paused_rollout_goes_on_as_the_organization_chose() {
    each(async |world| {
        let device = monitored(&world, Preset::Staging).await;
        let release = started(&world, "6.1", false).await;
        let tenant = world.organization(CONTOSO);
        let choose = async |resume: &str| {
            let guard =
                SetGuard { resume: resume.to_owned(), percent: "20".to_owned(), rooms: "5".to_owned() };
            run(&world.app, &world.caller(ANNA), guard).await.unwrap();
        };
        let pause = async || {
            let command = PauseRollout { tenant, release, reason: "A trade fair".to_owned() };
            run(&world.app, &world.caller(ANNA), command).await
        };
        let resume = async || run(&world.app, &world.caller(ANNA), ResumeRollout { tenant, release }).await;
        pause().await.unwrap();
        assert!(matches!(pause().await, Err(Refusal::Conflict(Code::InvalidState, _))));
        for day in 1..=5 {
            go(&world, &[&device], at("2026-11-02T01:00:00Z").plus(day * DAY)).await;
        }
        assert_eq!(rooms(&world, release).await[&device.room].0, RoomState::Scheduled);
        resume().await.unwrap();
        turn(&world).await;
        assert_eq!(rings(&world, release).await[0], RingState::InProgress, "its three days are not over");

        choose("terminal").await;
        pause().await.unwrap();
        assert!(matches!(resume().await, Err(Refusal::Conflict(Code::PausedForGood, _))));
        assert!(shown(&world, release).await.is_paused_for_good);
        choose("auto_14_days").await;
        let paused = world.app.clock.now();
        go(&world, &[&device], paused.plus(13 * DAY)).await;
        assert_eq!(shown(&world, release).await.row.state, RolloutState::Paused);
        go(&world, &[&device], paused.plus(14 * DAY + SECOND)).await;
        assert_eq!(shown(&world, release).await.row.state, RolloutState::InProgress);
        run(&world.app, &world.caller(ANNA), DeprecateRollout { tenant, release }).await.unwrap();
        assert_eq!(shown(&world, release).await.row.state, RolloutState::Deprecated);
        assert!(matches!(resume().await, Err(Refusal::Conflict(Code::InvalidState, _))));
    })
    .await;
}

/// whoever gave an update up is told, as far as its reader knows people; a notice tells the administrators of the organization
/// and, where somebody of a partner began it, those who manage roles there for the partner.
#[tokio::test]
async fn an_update_that_was_given_up_tells_who_did_it() {
    each(async |world| {
        world.link(CONTOSO, "northwind.example", Scope::ALL, &[PIA]).await;
        let _room = monitored(&world, Preset::Staging).await;
        let tenant = world.organization(CONTOSO);
        let start = async |upn: &str, version: &str| {
            let release = registered(&world, version, false).await;
            try_start(&world, upn, release).await.unwrap();
            turn(&world).await;
            release
        };
        let seen = async |upn: &str, realm: Realm, release: Id<Release>| {
            let shown = ask(&world.app, &world.caller(upn), &RolloutOf { realm, release }).await.unwrap();
            assert!(shown.row.state == RolloutState::Deprecated && shown.row.ended_at.is_some());
            shown.ended_by
        };
        let told = async |upn: &str, kind: &str| {
            let found = ask(&world.app, &world.caller(upn), &Notices::default()).await.unwrap();
            found.page.items.iter().filter(|notice| notice.kind == kind).count()
        };
        let there = Realm::Customer(tenant);
        let release = start(PIA, "6.1").await;
        run(&world.app, &world.caller(ANNA), DeprecateRollout { tenant, release }).await.unwrap();
        assert_eq!(seen(ANNA, Realm::Own, release).await.as_deref(), Some(ANNA));
        assert_eq!(seen(PIA, there, release).await.as_deref(), Some("Contoso"), "no person of the customer");
        let mats = "mats@contoso.example";
        assert_eq!((told(ANNA, "update_ended").await, told(mats, "update_ended").await), (1, 1));
        assert_eq!(told(PIA, "customer_update_ended").await, 1);
        assert_eq!(told("gus@northwind.example", "customer_update_ended").await, 0, "nothing to do with it");

        let release = start(ANNA, "6.2").await;
        run(&world.app, &world.caller(PIA), DeprecateRollout { tenant, release }).await.unwrap();
        assert_eq!(seen(ANNA, Realm::Own, release).await.as_deref(), Some(PIA));
        assert_eq!(seen(PIA, there, release).await.as_deref(), Some(PIA));
        assert_eq!((told(ANNA, "update_ended").await, told(PIA, "customer_update_ended").await), (2, 1));

        let release = start(ANNA, "6.3").await;
        start(ANNA, "6.4").await;
        assert_eq!(seen(ANNA, Realm::Own, release).await, None, "a newer one took its place");
        assert_eq!(told(ANNA, "update_ended").await, 2);
    })
    .await;
}

/// a newer version takes the place of an older one for the same devices, and is given way to by no older one; past updates are
/// listed where they are asked for.
#[tokio::test]
async fn a_newer_version_takes_the_place_of_an_older_one() {
    each(async |world| {
        let device = monitored(&world, Preset::Staging).await;
        let old = started(&world, "6.1", true).await;
        let older = registered(&world, "6.0", false).await;
        let refused = try_start(&world, ANNA, older).await;
        assert!(matches!(refused, Err(Refusal::Conflict(Code::NewerRollout, _))), "{refused:?}");
        go(&world, &[&device], at("2026-11-03T01:00:00Z")).await;
        assert_eq!(room(&world, old, &device).await, RoomState::Installing);
        let new = started(&world, "6.2", true).await;
        assert_eq!(shown(&world, old).await.row.state, RolloutState::Deprecated);
        assert_eq!(room(&world, old, &device).await, RoomState::Scheduled);
        let order = tell(&world, &device, Activity::Idle, None).await.order.unwrap();
        assert!(order.update.unwrap().release.document.contains("6.2"), "one night, one update");
        let refused = try_start(&world, ANNA, old).await;
        assert!(matches!(refused, Err(Refusal::Conflict(Code::InvalidState, _))), "{refused:?}");
        let list = async |with_past| {
            let question = ListRollouts { realm: Realm::Own, wanted: Wanted::default(), with_past };
            let found = ask(&world.app, &world.caller(ANNA), &question).await.unwrap();
            let releases: Vec<_> = found.rollouts.iter().map(|line| line.row.release).collect();
            (releases.len(), found.count, releases.contains(&old), releases.contains(&new))
        };
        assert_eq!(list(false).await, (1, 1, false, true));
        assert_eq!(list(true).await, (2, 2, true, true));

        // In the order of each column, page after page: 6.10 comes after 6.2, and what is over after what is under way.
        started(&world, "6.10", true).await;
        let ordered = async |property, descending| {
            let order =
                vec![Order { property, descending }, Order { property: "beginsDateTime", descending }];
            let mut wanted = Wanted { order, ..Wanted::first(2) };
            let mut versions = Vec::new();
            loop {
                let question = ListRollouts { realm: Realm::Own, wanted: wanted.clone(), with_past: true };
                let found = ask(&world.app, &world.caller(ANNA), &question).await.unwrap();
                versions.extend(found.rollouts.iter().map(|line| line.row.version.to_string()));
                match found.next {
                    Some(next) => wanted.after = Some(next),
                    None => return versions,
                }
            }
        };
        assert_eq!(ordered("versionOrder", false).await, ["6.1", "6.2", "6.10"]);
        assert_eq!(ordered("versionOrder", true).await, ["6.10", "6.2", "6.1"]);
        assert_eq!(ordered("state", false).await[0], "6.10");
        assert_eq!(ordered("state", true).await[2], "6.10");
        for property in ["deviceType", "tenantDisplayName"] {
            assert_eq!(ordered(property, false).await.len(), 3, "{property}");
        }
    })
    .await;
}

/// the update of a room is forced with a reason, now or when the room is free, whatever its ring and the hour, and that is
/// logged.
#[tokio::test]
async fn an_update_is_forced_with_a_reason() {
    each(async |world| {
        let now = monitored(&world, Preset::Executive).await;
        let free = monitored(&world, Preset::Executive).await;
        let release = started(&world, "6.1", false).await;
        let tenant = world.organization(CONTOSO);
        let force = async |device: &Enrolled, when: &str, reason: &str| {
            let command = ForceUpdate {
                tenant,
                room: device.room,
                release,
                when: when.to_owned(),
                reason: reason.to_owned(),
            };
            run(&world.app, &world.caller(ANNA), command).await
        };
        let refused = force(&now, "soon", " ").await;
        assert!(matches!(&refused, Err(Refusal::Invalid(_, faults)) if faults.len() == 2), "{refused:?}");
        force(&now, "now", "The board meets").await.unwrap();
        let order = tell(&world, &now, Activity::Busy, None).await.order.unwrap();
        assert!(order.is_forced, "also in the middle of a meeting");
        tell(&world, &free, Activity::Busy, None).await;
        force(&free, "whenFree", "A hole was found").await.unwrap();
        turn(&world).await;
        assert_eq!(room(&world, release, &free).await, RoomState::Scheduled, "it is in a meeting");
        tell(&world, &free, Activity::Idle, None).await;
        turn(&world).await;
        turn(&world).await;
        let order = tell(&world, &free, Activity::Idle, None).await.order.unwrap();
        assert!(!order.is_forced, "the agent refuses in a meeting");
        let again = force(&now, "now", "Again").await;
        assert!(matches!(again, Err(Refusal::Conflict(Code::InvalidState, _))), "it is under way");
        assert_eq!(events(&world, "room.update_forced").await, 2);
        let sql = "select count(*) from audit_events where kind = 'room.update_forced' and changes like '%The board meets%'";
        assert_eq!(world.database.number(sql).await, 1);
    })
    .await;
}

/// a partner sees the rollout with the rooms in scope and controls those; the rollout as a whole only where all rooms are in
/// scope.
#[tokio::test]
async fn a_partner_controls_what_is_in_scope() {
    each_linked(async |world, _| {
        let device = monitored(&world, Preset::Staging).await;
        let release = started(&world, "6.1", true).await;
        go(&world, &[&device], at("2026-11-03T01:00:00Z")).await;
        let tenant = world.organization(CONTOSO);
        let there = Realm::Customer(tenant);
        let question = RolloutOf { realm: there, release };
        let seen = ask(&world.app, &world.caller(PIA), &question).await.unwrap();
        let counted: i64 = seen.rings.iter().map(|ring| ring.of(RoomState::Installing)).sum();
        assert_eq!((counted, seen.may_control, seen.may_control_rooms), (0, false, true), "out of scope");
        let pause = PauseRollout { tenant, release, reason: String::new() };
        let refused = run(&world.app, &world.caller(PIA), pause).await;
        assert!(matches!(refused, Err(Refusal::Denied(Code::RingOutOfScope, _))), "{refused:?}");
        let resume = ResumeRollout { tenant, release };
        let refused = run(&world.app, &world.caller(PIA), resume).await;
        assert!(matches!(refused, Err(Refusal::Denied(Code::RingOutOfScope, _))), "{refused:?}");
        let next = registered(&world, "6.2", false).await;
        let refused = try_start(&world, PIA, next).await;
        assert!(matches!(refused, Err(Refusal::Denied(Code::RingOutOfScope, _))), "{refused:?}");
        let force = |room| ForceUpdate {
            tenant,
            room,
            release,
            when: "now".to_owned(),
            reason: "Why not".to_owned(),
        };
        let refused = run(&world.app, &world.caller(PIA), force(device.room)).await;
        assert!(matches!(refused, Err(Refusal::Missing)), "a room out of sight: {refused:?}");
        let berlin = world.room(CONTOSO, "Berlin 1");
        let refused = run(&world.app, &world.caller(PIA), force(berlin)).await;
        assert!(
            matches!(refused, Err(Refusal::Conflict(Code::InvalidState, _))),
            "not for its device: {refused:?}"
        );
        update(&world, &device, ToldState::Failed, None).await;
        run(&world.app, &world.caller(PIA), RetryFailed { tenant, release }).await.unwrap();
        assert_eq!(
            room(&world, release, &device).await,
            RoomState::Failed,
            "tried again where in scope alone"
        );
        let question =
            ListRollouts { realm: Realm::AllCustomers, wanted: Wanted::default(), with_past: false };
        let found = ask(&world.app, &world.caller(PIA), &question).await.unwrap();
        assert_eq!((found.count, found.rollouts[0].needing()), (1, 0));
    })
    .await;
}

/// rollouts are acted on together, each decided on its own: one that is not there, or not possible now, is refused alone.
#[tokio::test]
async fn each_rollout_is_decided_on_its_own() {
    each_linked(async |world, _| {
        let _room = monitored(&world, Preset::Staging).await;
        let release = started(&world, "6.1", true).await;
        let tenant = world.organization(CONTOSO);
        let nothing = Id::new(world.app.ids.next());
        let act = async |upn: &str, act: RolloutAct| -> Vec<Option<Code>> {
            let named = vec![(tenant, nothing), (tenant, release)];
            let told = act_on_rollouts(&world.app, &world.caller(upn), act, named).await.unwrap();
            told.into_iter().map(|done| done.refused.map(|refusal| refusal.code())).collect()
        };
        let missing = Some(Code::NotFound);
        assert_eq!(act(PIA, RolloutAct::Pause).await[1], Some(Code::RingOutOfScope));
        assert_eq!(act(ANNA, RolloutAct::Resume).await, [missing, Some(Code::InvalidState)]);
        assert_eq!(act(ANNA, RolloutAct::Pause).await, [missing, None]);
        assert_eq!(act(ANNA, RolloutAct::Resume).await, [missing, None]);
        assert_eq!(act(ANNA, RolloutAct::Retry).await, [missing, None]);
        assert_eq!((events(&world, "rollout.paused").await, events(&world, "rollout.resumed").await), (1, 1));
    })
    .await;
}

/// the rooms whose ring has not begun are listed with whether they need the update, and can be forced before their turn; they
/// leave that list with it.
#[tokio::test]
async fn rooms_are_forced_before_their_ring_begins() {
    each_linked(async |world, _| {
        let first = monitored(&world, Preset::Staging).await;
        let late = monitored(&world, Preset::Executive).await;
        let release = started(&world, "6.1", false).await;
        go(&world, &[&first, &late], at("2026-11-04T01:00:00Z")).await;
        let waiting = async |upn: &str, realm: Realm| {
            let question = WaitingRooms { realm, release, wanted: Wanted::default() };
            ask(&world.app, &world.caller(upn), &question).await.unwrap()
        };
        let found = waiting(ANNA, Realm::Own).await;
        let of = |room: Id<Room>, found: &WaitingList| {
            found.rooms.iter().find(|(row, _)| row.room == room).map(|(row, needs)| (row.ring, *needs))
        };
        assert_eq!(of(late.room, &found), Some((Preset::Executive.id(), true)));
        assert_eq!(i64::try_from(found.rooms.len()).unwrap(), found.count);
        let tenant = world.organization(CONTOSO);
        let seen = waiting(PIA, Realm::Customer(tenant)).await;
        assert_eq!(of(late.room, &seen), None, "out of sight");
        let (when, reason) = ("whenFree".to_owned(), "The board meets".to_owned());
        let command = ForceUpdate { tenant, room: late.room, release, when, reason };
        run(&world.app, &world.caller(ANNA), command).await.unwrap();
        assert_eq!(of(late.room, &waiting(ANNA, Realm::Own).await), None);
        assert_eq!(room(&world, release, &late).await, RoomState::Scheduled);
    })
    .await;
}

/// rooms that are more than one version behind do not wait for their ring.
#[tokio::test]
async fn rooms_too_far_behind_do_not_wait_for_their_ring() {
    each(async |world| {
        // Without a room of its own the first ring would be over at once.
        let first = monitored(&world, Preset::Staging).await;
        let behind = monitored(&world, Preset::Executive).await;
        let previous = monitored(&world, Preset::Executive).await;
        let facts = DeviceFacts { app_version: Some("6.0".to_owned()), ..DeviceFacts::default() };
        let report = Report { observed_at: world.app.clock.now(), signals: Vec::new(), facts: Some(facts) };
        hear(&world.app, &previous.credential, report.into()).await.unwrap();
        registered(&world, "6.0", false).await;
        let release = started(&world, "6.1", false).await;
        let known = rooms(&world, release).await;
        assert!(known.contains_key(&behind.room) && !known.contains_key(&previous.room), "{known:?}");
        go(&world, &[&first, &behind, &previous], at("2026-11-03T01:00:00Z")).await;
        assert_eq!(room(&world, release, &behind).await, RoomState::Installing);
    })
    .await;
}

async fn put(world: &World, device: &Enrolled, ring: Id<UpdateRing>) {
    let tenant = world.organization(CONTOSO);
    let moving = MoveRooms { tenant, ring, rooms: [device.room].into() };
    run(&world.app, &world.caller(ANNA), moving).await.unwrap();
}

/// In which ring a rollout counts a room.
async fn counted_in(world: &World, release: Id<Release>, device: &Enrolled) -> Option<Id<UpdateRing>> {
    let question = RolloutRooms {
        realm: Realm::Own,
        release,
        which: WhichRooms::All,
        wanted: Wanted::default(),
        counts: false,
    };
    let found = ask(&world.app, &world.caller(ANNA), &question).await.unwrap();
    found.rooms.into_iter().find(|room| room.room == device.room).map(|room| room.ring)
}

/// How many rooms need it in each ring.
async fn needing(world: &World, release: Id<Release>) -> Vec<i64> {
    shown(world, release).await.rings.iter().map(service::rollouts::ShownRing::needing).collect()
}

/// R-258, §3.9: a room that waits for its update goes along to another ring, and waits for that one where it has not begun; what ended
/// stays in the ring where that was; what bypasses the rings keeps its turn. Each room is counted in one ring.
#[tokio::test]
async fn a_room_that_waits_goes_along_to_another_ring() {
    each(async |world| {
        let stays = monitored(&world, Preset::Staging).await;
        let goes = monitored(&world, Preset::Staging).await;
        let done = monitored(&world, Preset::Staging).await;
        let (staging, general, executive) =
            (Preset::Staging.id(), Preset::General.id(), Preset::Executive.id());
        let release = started(&world, "6.1", false).await;
        assert_eq!(needing(&world, release).await, [3, 0, 0]);
        let tenant = world.organization(CONTOSO);
        let force = async |device: &Enrolled, when: &str| {
            let (room, when, reason) = (device.room, when.to_owned(), "The board meets".to_owned());
            let command = ForceUpdate { tenant, room, release, when, reason };
            run(&world.app, &world.caller(ANNA), command).await.unwrap();
        };

        put(&world, &goes, executive).await;
        assert_eq!(counted_in(&world, release, &goes).await, None, "Executive has not begun");
        assert_eq!(needing(&world, release).await, [2, 0, 1]);
        turn(&world).await;
        assert_eq!(needing(&world, release).await, [2, 0, 1]);
        put(&world, &goes, staging).await;
        turn(&world).await;
        assert_eq!(counted_in(&world, release, &goes).await, Some(staging));
        assert_eq!(room(&world, release, &goes).await, RoomState::Scheduled);

        // What ended stays where that was.
        force(&done, "now").await;
        update(&world, &done, ToldState::Completed, None).await;
        put(&world, &done, executive).await;
        assert_eq!(counted_in(&world, release, &done).await, Some(staging));
        assert_eq!(needing(&world, release).await, [3, 0, 0]);

        // What runs stays, too, and goes along when it waits again.
        force(&stays, "now").await;
        put(&world, &stays, general).await;
        assert_eq!(counted_in(&world, release, &stays).await, Some(staging));
        update(&world, &stays, ToldState::Failed, Some(JobReason::DeviceInMeeting)).await;
        assert_eq!(counted_in(&world, release, &stays).await, Some(general));
        assert_eq!(needing(&world, release).await, [2, 1, 0]);

        // Forced, it has its turn whatever its ring.
        tell(&world, &goes, Activity::Busy, None).await;
        force(&goes, "whenFree").await;
        put(&world, &goes, executive).await;
        assert_eq!(counted_in(&world, release, &goes).await, Some(executive));
        assert_eq!(room(&world, release, &goes).await, RoomState::Scheduled);
        assert_eq!(needing(&world, release).await, [1, 1, 1]);
    })
    .await;
}

/// R-258, §3.9: of a critical release every ring has begun, so that a room that waits has its turn with the ring that it goes to; the
/// rooms of a ring that is deleted are counted in General.
#[tokio::test]
async fn rooms_of_a_deleted_ring_are_counted_in_general() {
    each(async |world| {
        let waits = monitored(&world, Preset::Staging).await;
        let done = monitored(&world, Preset::Staging).await;
        let tenant = world.organization(CONTOSO);
        let form = RingForm {
            name: Some("Labs".to_owned()),
            description: Some(String::new()),
            order: Some("2".to_owned()),
            rollout_days: Some("1".to_owned()),
            test_days: Some("1".to_owned()),
        };
        let labs = run(&world.app, &world.caller(ANNA), CreateRing { tenant, form }).await.unwrap();
        put(&world, &done, labs).await;
        let release = started(&world, "6.1", true).await;
        assert_eq!(needing(&world, release).await, [1, 1, 0, 0]);
        put(&world, &waits, labs).await;
        assert_eq!(counted_in(&world, release, &waits).await, Some(labs), "at once");
        assert_eq!(needing(&world, release).await, [0, 2, 0, 0]);
        go(&world, &[&done], at("2026-11-03T01:00:00Z")).await;
        update(&world, &done, ToldState::Completed, None).await;
        let delete = DeleteRing { tenant, ring: labs, stamp: None, confirmed: true };
        run(&world.app, &world.caller(ANNA), delete).await.unwrap();
        assert_eq!(counted_in(&world, release, &waits).await, Some(Preset::General.id()));
        assert_eq!(counted_in(&world, release, &done).await, Some(Preset::General.id()));
        assert_eq!(needing(&world, release).await, [0, 2, 0]);
    })
    .await;
}

/// two nodes that look at the same time take no step twice.
#[tokio::test]
async fn two_nodes_take_no_step_twice() {
    each(async |world| {
        let device = monitored(&world, Preset::Staging).await;
        let release = started(&world, "6.1", true).await;
        world.clock.set(at("2026-11-03T01:00:00Z"));
        tell(&world, &device, Activity::Idle, None).await;
        health_watch::watch(&world.app).await.unwrap();
        let (one, other) = tokio::join!(watch(&world.app), watch(&world.app));
        assert!(one.is_ok() && other.is_ok(), "{one:?} {other:?}");
        let jobs = world.database.number("select count(*) from room_jobs where kind = 'update'").await;
        assert_eq!((jobs, room(&world, release, &device).await), (1, RoomState::Installing));
    })
    .await;
}
