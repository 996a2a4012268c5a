//! Reports: what devices tell of meetings and calls, the room-days that come of it and of tickets, and the figures that each reader
//! sees, on both databases.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::collections::BTreeSet;

use domain::{
    record::{Call, Meeting, Quality},
    report::Span,
    room::DeviceType,
    signal::SignalState,
    suppression::NamedSignal,
    time::{DAY, HOUR, MINUTE, SECOND, Time},
};
use service::{
    Caller, Code, Realm, Refusal, ask,
    devices::{DeviceFacts, Enrol, Enrolled, Heard, Outcome, Record, Report, Said, enrol, hear},
    enrolment_key::DownloadKey,
    groups::{ChangeMembers, CreateGroup, MemberChange},
    health_watch,
    maintenance_windows::{EndMaintenance, PlanMaintenance},
    reports::{
        self, Asked, HealthOf, HealthReport, InsightOf, OverviewOf, Page, RateOf, RoomReportOf, SetRate,
        Usage, UsageOf, UsageOrder,
    },
    rooms::{EnrolRoom, UnenrolRoom},
    run,
    suppressions::{EndSuppressions, Suppress},
};
use testkit::{World, each, each_linked};

const CONTOSO: &str = "contoso.example";
const ANNA: &str = "anna@contoso.example";
const PIA: &str = "pia@northwind.example";

/// A monitored Windows room of contoso.example, whose clock is that of UTC.
async fn monitored(world: &World) -> Enrolled {
    monitored_by(world, ANNA).await
}

async fn monitored_by(world: &World, administrator: &str) -> Enrolled {
    let device = onboarding(world, administrator).await;
    let enrol_room = EnrolRoom { tenant: device.tenant, room: device.room };
    run(&world.app, &world.caller(administrator), enrol_room).await.unwrap();
    device
}

async fn onboarding(world: &World, administrator: &str) -> Enrolled {
    let caller = world.caller(administrator);
    let key = run(&world.app, &caller, DownloadKey { tenant: caller.person.organization }).await.unwrap();
    let asked = Enrol {
        tenant: key.tenant,
        key_version: key.version,
        secret: key.secret,
        credential: None,
        facts: DeviceFacts { device_type: Some(DeviceType::WindowsRoom), ..DeviceFacts::default() },
    };
    enrol(&world.app, asked, "request", "192.0.2.9").await.unwrap()
}

/// Goes on to an hour of a day that comes.
fn at_hour(world: &World, hour: i64) -> Time {
    let now = world.app.clock.now();
    let midnight = now.micros().div_euclid(DAY) * DAY + DAY;
    world.clock.advance(midnight + hour * HOUR - now.micros());
    world.app.clock.now()
}

fn meeting(name: &str, starts_at: Time, minutes: i64) -> Record {
    Record::Meeting(Meeting {
        name: name.to_owned(),
        starts_at,
        ends_at: starts_at.plus(minutes * MINUTE),
        is_booked: true,
        is_online: true,
        people: Some(4),
    })
}

fn call(name: &str, starts_at: Time, quality: Quality) -> Record {
    Record::Call(Call {
        name: name.to_owned(),
        meeting: String::new(),
        starts_at,
        ends_at: starts_at.plus(MINUTE),
        quality,
        has_video: quality == Quality::Good,
        streams: Vec::new(),
    })
}

async fn tell(
    world: &World,
    device: &Enrolled,
    records: Vec<Record>,
) -> (Outcome, Vec<(usize, &'static str)>) {
    let report = Report { observed_at: world.app.clock.now(), signals: Vec::new(), facts: None };
    let answered = hear(&world.app, &device.credential, Heard { records, ..report.into() }).await.unwrap();
    (answered.outcome, answered.refused_records)
}

/// The first of some devices says something of its camera; the others are heard.
async fn say(world: &World, devices: &[&Enrolled], state: SignalState) {
    for other in &devices[1..] {
        tell(world, other, Vec::new()).await;
    }
    let said = Said {
        signal: "camera.room".to_owned(),
        instance: String::new(),
        state,
        value: String::new(),
        detail: String::new(),
    };
    let report = Report { observed_at: world.app.clock.now(), signals: vec![said], facts: None };
    hear(&world.app, &devices[0].credential, report.into()).await.unwrap();
    health_watch::watch(&world.app).await.unwrap();
}

/// Time passes while devices are heard.
async fn pass(world: &World, devices: &[&Enrolled], micros: i64) {
    world.clock.advance(micros);
    for device in devices {
        tell(world, device, Vec::new()).await;
    }
    health_watch::watch(&world.app).await.unwrap();
}

/// A ticket for a Critical or Important signal of the first device that is open for so many minutes.
async fn trouble(world: &World, devices: &[&Enrolled], minutes: i64) {
    say(world, devices, SignalState::Unhealthy).await;
    // The ticket opens when the watch period is over.
    pass(world, devices, 5 * MINUTE).await;
    pass(world, devices, minutes * MINUTE).await;
    say(world, devices, SignalState::Healthy).await;
}

/// The last seven days with today.
fn week(world: &World, realm: Realm) -> Asked {
    let today = world.app.clock.now().micros().div_euclid(DAY);
    Asked { realm, span: Span::ending(today, 7), group: None }
}

async fn health(world: &World, caller: &Caller, asked: Asked) -> HealthReport {
    reports::tend(&world.app).await.unwrap();
    ask(&world.app, caller, &HealthOf { asked, page: Page::ALL }).await.unwrap()
}

fn usage_of(asked: Asked) -> UsageOf {
    UsageOf { asked, with_calls: false, order: UsageOrder::Name, descending: false, page: Page::ALL }
}

async fn usage(world: &World, caller: &Caller, asked: Asked) -> Usage {
    reports::tend(&world.app).await.unwrap();
    ask(&world.app, caller, &usage_of(asked)).await.unwrap()
}

/// what a device tells of meetings and calls is kept once, told again it changes nothing, told otherwise it counts as
/// told last; a record that is not believed keeps no other out.
#[tokio::test]
async fn records_are_kept_once() {
    each(async |world| {
        let device = monitored(&world).await;
        let noon = at_hour(&world, 12);
        let anna = world.caller(ANNA);
        let records = vec![
            meeting("m-1", noon.plus(-3 * HOUR), 60),
            Record::Unreadable("unreadable"),
            meeting("m-2", noon.plus(-HOUR), 30),
            call("c-1", noon.plus(-3 * HOUR), Quality::Good),
            meeting("old", noon.plus(-91 * DAY), 30),
            call("c-2", noon.plus(-HOUR), Quality::Poor),
        ];
        let (outcome, refused) = tell(&world, &device, records.clone()).await;
        assert_eq!((outcome, refused), (Outcome::Stored, vec![(1, "unreadable"), (4, "tooOld")]));
        let used = |usage: Usage| {
            let used = usage.total;
            (
                used.booked_minutes,
                used.meetings,
                used.people,
                used.calls,
                used.good_calls,
                used.unknown_calls(),
            )
        };
        let first = usage(&world, &anna, week(&world, Realm::Own)).await;
        let room = first.by_room.iter().find(|row| row.room == device.room).unwrap();
        assert_eq!(room.used, first.total, "the other rooms were not used");
        assert_eq!(first.without_bookings, first.rooms - 1);
        assert_eq!(used(first), (90, 2, 8, 2, 1, 0));
        assert_eq!(tell(&world, &device, records).await.0, Outcome::Received);
        assert_eq!(used(usage(&world, &anna, week(&world, Realm::Own)).await), (90, 2, 8, 2, 1, 0));
        let longer =
            vec![meeting("m-2", noon.plus(-HOUR), 45), call("c-2", noon.plus(-HOUR), Quality::Unknown)];
        assert_eq!(tell(&world, &device, longer).await.0, Outcome::Stored);
        assert_eq!(used(usage(&world, &anna, week(&world, Realm::Own)).await), (105, 2, 8, 2, 1, 1));
    })
    .await;
}

/// a record that arrives late counts on its day, and moves from one day to another where it is told otherwise.
#[tokio::test]
async fn a_late_record_rebuilds_its_day() {
    each(async |world| {
        let device = monitored(&world).await;
        let noon = at_hour(&world, 12);
        let anna = world.caller(ANNA);
        let of_room = async || {
            reports::tend(&world.app).await.unwrap();
            let question = RoomReportOf { asked: week(&world, Realm::Own), room: device.room };
            let found = ask(&world.app, &anna, &question).await.unwrap();
            let today = world.app.clock.now().micros().div_euclid(DAY);
            found.days.iter().map(|day| (today - day.day, day.used.booked_minutes)).collect::<Vec<_>>()
        };
        tell(&world, &device, vec![meeting("m-1", noon.plus(-HOUR), 60)]).await;
        assert_eq!(of_room().await, [(0, 60)]);
        tell(&world, &device, vec![meeting("m-0", noon.plus(-3 * DAY), 30)]).await;
        assert_eq!(of_room().await, [(0, 60), (3, 30)]);
        tell(&world, &device, vec![meeting("m-0", noon.plus(-2 * DAY), 30)]).await;
        assert_eq!(of_room().await, [(0, 60), (2, 30)]);
        tell(&world, &device, vec![meeting("m-1", noon.plus(-5 * DAY), 60)]).await;
        assert_eq!(of_room().await, [(2, 30), (5, 60)]);
        let call = call("c-1", noon.plus(-DAY), Quality::Poor);
        tell(&world, &device, vec![call]).await;
        let question = RoomReportOf { asked: week(&world, Realm::Own), room: device.room };
        reports::tend(&world.app).await.unwrap();
        let found = ask(&world.app, &anna, &question).await.unwrap();
        assert_eq!((found.calls.len(), found.calls[0].quality), (1, Quality::Poor));
    })
    .await;
}

/// a day is unhealthy when Critical or Important tickets were open for more than 20 minutes of its hours in total: 15 and 10
/// are, 20 are not; it becomes so while the ticket is still open, and goes on from day to day.
#[tokio::test]
async fn tickets_make_days_unhealthy() {
    each(async |world| {
        let device = monitored(&world).await;
        let anna = world.caller(ANNA);
        let unhealthy = async || health(&world, &anna, week(&world, Realm::Own)).await.unhealthy_days;
        at_hour(&world, 9);
        trouble(&world, &[&device], 20).await;
        assert_eq!(unhealthy().await, 0, "20 minutes are tolerated");
        at_hour(&world, 9);
        trouble(&world, &[&device], 15).await;
        assert_eq!(unhealthy().await, 0);
        pass(&world, &[&device], HOUR).await;
        trouble(&world, &[&device], 10).await;
        assert_eq!(unhealthy().await, 1, "15 and 10 are more than 20");
        // Nobody says anything more, and time alone makes the next days unhealthy.
        at_hour(&world, 9);
        say(&world, &[&device], SignalState::Unhealthy).await;
        pass(&world, &[&device], 5 * MINUTE).await;
        assert_eq!(unhealthy().await, 1);
        pass(&world, &[&device], 20 * MINUTE).await;
        assert_eq!(unhealthy().await, 1);
        pass(&world, &[&device], 2 * SECOND).await;
        assert_eq!(unhealthy().await, 2, "as soon as it is more");
        pass(&world, &[&device], DAY).await;
        assert_eq!(unhealthy().await, 3, "and on the day after");
        let found = health(&world, &anna, week(&world, Realm::Own)).await;
        let room = found.by_room.iter().find(|row| row.room == device.room).unwrap();
        assert_eq!((found.unhealthy_rooms, room.opened, room.earlier), (1, 1, 3));
        // The other rooms were monitored on all days, this one on the five since it was enrolled.
        assert_eq!(found.room_days, (found.rooms.monitored - 1) * 7 + 5);
    })
    .await;
}

/// what happens while a room or a signal is suppressed, by itself or in a maintenance window, does not count, whether the
/// suppression ends by its time or before; the ticket is open all the same.
#[tokio::test]
async fn suppressed_times_make_no_day_unhealthy() {
    each(async |world| {
        let device = monitored(&world).await;
        let anna = world.caller(ANNA);
        let (tenant, room) = (device.tenant, device.room);
        for (number, quiet) in (1..).zip(["room", "signal", "window"]) {
            at_hour(&world, 9);
            say(&world, &[&device], SignalState::Unhealthy).await;
            pass(&world, &[&device], 5 * MINUTE).await;
            pass(&world, &[&device], 10 * MINUTE).await;
            let hours = if quiet == "signal" { 1 } else { 3 };
            let until = Some(world.app.clock.now().plus(hours * HOUR));
            let reason = "It is rebuilt".to_owned();
            let camera = NamedSignal { signal: "camera.room".to_owned(), instance: String::new() };
            let signals = (quiet == "signal").then(|| vec![camera]);
            let mut window = None;
            if quiet == "window" {
                let plan = PlanMaintenance { tenant, group: None, reason, from: None, until };
                window = Some(run(&world.app, &anna, plan).await.unwrap());
            } else {
                let suppress = Suppress { tenant, room, signals, reason, from: None, until, owner: None };
                run(&world.app, &anna, suppress).await.unwrap();
            }
            pass(&world, &[&device], HOUR).await;
            reports::tend(&world.app).await.unwrap();
            if let Some(window) = window {
                run(&world.app, &anna, EndMaintenance { tenant, window }).await.unwrap();
            } else if quiet == "room" {
                run(&world.app, &anna, EndSuppressions { tenant, room }).await.unwrap();
            }
            pass(&world, &[&device], 10 * MINUTE).await;
            say(&world, &[&device], SignalState::Healthy).await;
            let found = health(&world, &anna, week(&world, Realm::Own)).await;
            let row = found.by_room.iter().find(|row| row.room == room).unwrap();
            assert_eq!((row.unhealthy_days, row.trouble_seconds), (0, number * 20 * 60), "{quiet}");
        }
        // Computed once more, it is the same; and one minute more would have been too much.
        tell(&world, &device, vec![meeting("m-1", world.app.clock.now().plus(-3 * DAY), 30)]).await;
        assert_eq!(health(&world, &anna, week(&world, Realm::Own)).await.unhealthy_days, 0);
        at_hour(&world, 9);
        trouble(&world, &[&device], 21).await;
        assert_eq!(health(&world, &anna, week(&world, Realm::Own)).await.unhealthy_days, 1);
    })
    .await;
}

/// each day counts the rooms that were monitored on it: a room that was enrolled late adds no healthy days from before,
/// one whose monitoring ended keeps its days, and a day without monitored rooms has no figure.
#[tokio::test]
async fn each_day_counts_the_rooms_monitored_on_it() {
    each(async |world| {
        let anna = world.caller(ANNA);
        let ill = monitored(&world).await;
        let tenant = ill.tenant;
        at_hour(&world, 9);
        trouble(&world, &[&ill], 30).await;
        at_hour(&world, 9);
        let late = monitored(&world).await;
        let group = CreateGroup {
            tenant,
            name: "New".to_owned(),
            description: String::new(),
            members: [ill.room, late.room].into(),
            rule: None,
        };
        let group = run(&world.app, &anna, group).await.unwrap();
        let asked = || Asked { group: Some(group), ..week(&world, Realm::Own) };
        let found = health(&world, &anna, asked()).await;
        assert_eq!((found.room_days, found.unhealthy_days), (3 + 1, 1));
        let found = ask(&world.app, &anna, &OverviewOf(asked())).await.unwrap();
        let healthy: Vec<_> = found.days.iter().map(|day| day.healthy).collect();
        assert_eq!(healthy, [None, None, None, None, Some(1000), Some(0), Some(1000)]);

        // The days of a room whose monitoring ended stay as they were.
        run(&world.app, &anna, UnenrolRoom { tenant, room: ill.room }).await.unwrap();
        let found = health(&world, &anna, asked()).await;
        assert_eq!((found.room_days, found.unhealthy_days, found.by_room.len()), (3 + 1, 1, 1));
        at_hour(&world, 9);
        let found = health(&world, &anna, asked()).await;
        assert_eq!((found.room_days, found.unhealthy_days), (3 + 2, 1));
    })
    .await;
}

/// meetings during Critical or Important tickets are told; rooms that wait in Onboarding count for no health.
#[tokio::test]
async fn meetings_suffer_and_onboarding_rooms_do_not_count() {
    each(async |world| {
        let device = monitored(&world).await;
        let waiting = onboarding(&world, ANNA).await;
        let anna = world.caller(ANNA);
        let nine = at_hour(&world, 9);
        trouble(&world, &[&device], 30).await;
        let during = meeting("during", nine.plus(10 * MINUTE), 60);
        let after = meeting("after", nine.plus(2 * HOUR), 60);
        tell(&world, &device, vec![during, after]).await;
        tell(&world, &waiting, vec![meeting("m-1", nine.plus(10 * MINUTE), 60)]).await;
        let found = health(&world, &anna, week(&world, Realm::Own)).await;
        assert_eq!((found.impacted_meetings, found.unhealthy_days), (1, 1));
        assert!(found.by_room.iter().all(|row| row.room != waiting.room));
        assert!(found.rooms.monitored < found.rooms.all);
        // Its use counts.
        assert_eq!(usage(&world, &anna, week(&world, Realm::Own)).await.total.booked_minutes, 180);
    })
    .await;
}

/// Overview tells tickets by category and by day, the health of each day, and the most and the least reliable rooms.
#[tokio::test]
async fn overview_tells_tickets_health_and_reliability() {
    each(async |world| {
        let device = monitored(&world).await;
        let anna = world.caller(ANNA);
        at_hour(&world, 9);
        trouble(&world, &[&device], 30).await;
        reports::tend(&world.app).await.unwrap();
        let question = OverviewOf(week(&world, Realm::Own));
        let found = ask(&world.app, &anna, &question).await.unwrap();
        let categories: Vec<_> =
            found.categories.iter().map(|(category, count)| (category.key(), *count)).collect();
        assert_eq!(categories, [("peripherals", 1)]);
        assert_eq!(found.days.len(), 7);
        let today = found.days.last().unwrap();
        let figures = today.figures;
        assert_eq!((figures.opened, figures.open, figures.resolved, figures.unhealthy), (1, 1, 1, 1));
        assert!(today.healthy.unwrap() < 1000 && today.healthy_on_average.is_none());
        assert_eq!(today.rooms, found.rooms.all);
        // Today goes on: the last day that is told as finished is the one before.
        assert_eq!(found.last_finished, Some((figures.day - 1, 1000)));
        assert_eq!(found.least_reliable.len(), 1);
        assert_eq!(found.least_reliable[0].room, device.room);
        assert!(found.most_reliable.iter().all(|row| row.room != device.room));
    })
    .await;
}

/// a group narrows every figure, and Overview shows it against everything that the reader sees.
#[tokio::test]
async fn a_group_narrows_every_figure() {
    each(async |world| {
        let (one, other) = (monitored(&world).await, monitored(&world).await);
        let anna = world.caller(ANNA);
        let nine = at_hour(&world, 9);
        trouble(&world, &[&other, &one], 30).await;
        tell(&world, &one, vec![meeting("m-1", nine, 60)]).await;
        tell(&world, &other, vec![meeting("m-1", nine, 120)]).await;
        let group = CreateGroup {
            tenant: one.tenant,
            name: "Quiet".to_owned(),
            description: String::new(),
            members: [one.room].into(),
            rule: None,
        };
        let group = run(&world.app, &anna, group).await.unwrap();
        let asked = Asked { group: Some(group), ..week(&world, Realm::Own) };
        let used = usage(&world, &anna, asked).await;
        assert_eq!((used.rooms, used.total.booked_minutes), (1, 60));
        assert_eq!(health(&world, &anna, asked).await.unhealthy_days, 0);
        let found = ask(&world.app, &anna, &OverviewOf(asked)).await.unwrap();
        let today = found.days.last().unwrap();
        assert_eq!((today.healthy, found.categories.len()), (Some(1000), 0));
        assert!(today.healthy_on_average.unwrap() < 1000, "the rooms beside it were ill");
    })
    .await;
}

/// Insight counts what was found and done, at the rate that the organization set, 50 $ at first.
#[tokio::test]
async fn insight_is_worth_what_the_organization_says() {
    each(async |world| {
        let device = monitored(&world).await;
        let anna = world.caller(ANNA);
        at_hour(&world, 9);
        trouble(&world, &[&device], 30).await;
        reports::tend(&world.app).await.unwrap();
        let question = InsightOf(week(&world, Realm::Own));
        let found = ask(&world.app, &anna, &question).await.unwrap();
        let total = &found.total;
        assert_eq!((total.detections, total.remediated, total.prevented, total.updates), (1, 1, 0, 0));
        assert_eq!((found.minutes(), found.worth.clone()), (30, [("USD".to_owned(), 2500)].into()));
        let rate = |per_hour: &str, currency: &str| SetRate {
            per_hour: per_hour.to_owned(),
            currency: currency.to_owned(),
        };
        for bad in [rate("-1", "USD"), rate("10", "dollars"), rate("10001", "USD")] {
            let refused = run(&world.app, &anna, bad).await.unwrap_err();
            assert_eq!(refused.code(), Code::InvalidValue);
        }
        run(&world.app, &anna, rate("80", "eur")).await.unwrap();
        assert_eq!(ask(&world.app, &anna, &RateOf).await.unwrap().hundredths, 8000);
        let found = ask(&world.app, &anna, &question).await.unwrap();
        assert_eq!(found.worth, [("EUR".to_owned(), 4000)].into());
        let refused = run(&world.app, &world.caller("lea@contoso.example"), rate("1", "EUR")).await;
        assert!(matches!(refused, Err(Refusal::Denied(..))), "{refused:?}");
    })
    .await;
}

/// R-262, decision 17: a partner's report over two customers holds the rooms of its scopes and nothing else, in figures and averages;
/// who may see no reports gets none, and a stranger learns nothing.
#[tokio::test]
async fn a_report_holds_the_rooms_in_sight_alone() {
    each_linked(async |world, _| {
        let whole = domain::scope::Scope::ALL;
        world.link("fabrikam.example", "northwind.example", whole, &[PIA]).await;
        let contoso = world.organization(CONTOSO);
        let (inside, outside) = (monitored(&world).await, monitored(&world).await);
        let join = ChangeMembers {
            tenant: contoso,
            group: world.group(CONTOSO, "Berlin"),
            stamp: None,
            wanted: MemberChange { add: [inside.room].into(), remove: BTreeSet::new() },
        };
        run(&world.app, &world.caller(ANNA), join).await.unwrap();
        let elsewhere = monitored_by(&world, "fred@fabrikam.example").await;
        let nine = at_hour(&world, 9);
        // Out of scope things are worse.
        trouble(&world, &[&outside, &inside, &elsewhere], 60).await;
        for (device, minutes) in [(&inside, 60), (&outside, 500), (&elsewhere, 90)] {
            tell(&world, device, vec![meeting("m-1", nine, minutes), call("c-1", nine, Quality::Good)]).await;
        }
        let pia = world.caller(PIA);
        for (realm, minutes, calls) in [(Realm::Customer(contoso), 60, 1), (Realm::AllCustomers, 150, 2)] {
            let asked = week(&world, realm);
            let seen = usage(&world, &pia, asked).await;
            assert_eq!((seen.total.booked_minutes, seen.total.calls), (minutes, calls));
            assert!(seen.by_room.iter().all(|row| row.room != outside.room));
            assert_eq!(seen.rooms, i64::try_from(seen.by_room.len()).unwrap());
            let found = health(&world, &pia, asked).await;
            assert_eq!((found.unhealthy_days, found.by_room.len(), found.impacted_meetings), (0, 0, 0));
            let overview = ask(&world.app, &pia, &OverviewOf(asked)).await.unwrap();
            assert_eq!((overview.rooms.all, overview.categories.len()), (seen.rooms, 0));
            assert!(overview.days.iter().all(|day| day.healthy.is_none_or(|healthy| healthy == 1000)));
            // The average is one over the reader's own customers.
            let average = overview.days.last().unwrap().healthy_on_average;
            assert_eq!(average, (realm != Realm::AllCustomers).then_some(1000));
            let insight = ask(&world.app, &pia, &InsightOf(asked)).await.unwrap();
            assert_eq!((insight.total.detections, insight.minutes()), (0, 0));
            let room = async |room| ask(&world.app, &pia, &RoomReportOf { asked, room }).await;
            assert_eq!(room(inside.room).await.unwrap().calls.len(), 1);
            assert!(matches!(room(outside.room).await, Err(Refusal::Missing)));
        }
        let asked = week(&world, Realm::Own);
        let refused = ask(&world.app, &world.caller("uma@contoso.example"), &usage_of(asked)).await;
        assert!(matches!(refused, Err(Refusal::Denied(..))), "{refused:?}");
        let sven = world.caller("sven@tailspin.example");
        let refused = ask(&world.app, &sven, &usage_of(week(&world, Realm::Customer(contoso)))).await;
        assert!(matches!(refused, Err(Refusal::Missing)), "{refused:?}");
        let question = RoomReportOf { asked, room: inside.room };
        assert!(matches!(ask(&world.app, &sven, &question).await, Err(Refusal::Missing)));
        assert_eq!(usage(&world, &sven, asked).await.total.booked_minutes, 0);
    })
    .await;
}
