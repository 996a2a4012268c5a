//! Jobs: what people ask the device of a room to do, and what becomes of it, on both databases.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use domain::{
    agent::Agent,
    id::{Id, Job, Room},
    job::{
        Activity, DeviceSettings, JobReason, JobState, KEPT, MOST_OPEN, MOST_ROOMS, NightlyRestart,
        RUNS_AT_MOST, WAITS_AT_MOST,
    },
    room::DeviceType,
    scope::Scope,
    time::{HOUR, MINUTE, SECOND, Time},
};
use service::{
    Code, Realm, Refusal, ask,
    blocks::BlockPerson,
    delegated_rooms::SwitchDelegatedRooms,
    devices::{Answered, DeviceFacts, Enrol, Enrolled, Heard, Report, enrol, hear},
    enrolment_key::DownloadKey,
    jobs::{
        CancelJob, JobForm, JobOf, JobsOf, Order, ShownJob, SubmitJob, Told, ToldState, submit_jobs, tend,
    },
    links::RemovePartner,
    rooms::{EditRoom, EnrolRoom, RoomOf, UnenrolRoom},
    run,
};
use testkit::{World, each, work};

const CONTOSO: &str = "contoso.example";
const ANNA: &str = "anna@contoso.example";
const PIA: &str = "pia@northwind.example";
const ALEX: &str = "alex@adventure.example";

/// A monitored room of contoso.example with a device.
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

fn form(kind: &str) -> JobForm {
    JobForm { kind: kind.to_owned(), ..JobForm::default() }
}

fn tonight(kind: &str) -> JobForm {
    JobForm { timing: "night".to_owned(), ..form(kind) }
}

fn forced(kind: &str, reason: &str) -> JobForm {
    JobForm { force_reason: Some(reason.to_owned()), ..form(kind) }
}

async fn try_submit(world: &World, upn: &str, device: &Enrolled, form: JobForm) -> Result<Id<Job>, Refusal> {
    let command = SubmitJob { tenant: device.tenant, room: device.room, form };
    run(&world.app, &world.caller(upn), command).await
}

async fn submit(world: &World, upn: &str, device: &Enrolled, form: JobForm) -> Id<Job> {
    try_submit(world, upn, device, form).await.unwrap()
}

/// What a newer agent says that saw nothing new.
fn says(world: &World, activity: Activity, job: Option<Told>) -> Heard {
    let report = Report { observed_at: world.app.clock.now(), signals: Vec::new(), facts: None };
    Heard {
        report,
        activity: Some(activity),
        job,
        takes_jobs: true,
        takes_updates: true,
        takes_report_key: false,
        reaches: false,
        reached: Vec::new(),
        records: Vec::new(),
    }
}

async fn tell(world: &World, device: &Enrolled, heard: Heard) -> Answered {
    hear(&world.app, &device.credential, heard).await.unwrap()
}

async fn heartbeat(world: &World, device: &Enrolled) -> Option<Order> {
    tell(world, device, says(world, Activity::Idle, None)).await.order
}

fn told(id: Id<Job>, state: ToldState) -> Told {
    Told { id, state, reason: None, progress: String::new(), output: String::new() }
}

async fn tell_of(world: &World, device: &Enrolled, told: Told) -> Option<Order> {
    tell(world, device, says(world, Activity::Idle, Some(told))).await.order
}

async fn one(world: &World, upn: &str, realm: Realm, room: Id<Room>, job: Id<Job>) -> ShownJob {
    ask(&world.app, &world.caller(upn), &JobOf { realm, room, job }).await.unwrap()
}

async fn seen(world: &World, device: &Enrolled, job: Id<Job>) -> (JobState, Option<JobReason>) {
    let shown = one(world, ANNA, Realm::Own, device.room, job).await;
    (shown.row.state, shown.row.reason)
}

/// An identifier of nothing.
fn fresh<T>(world: &World) -> Id<T> {
    Id::new(world.app.ids.next())
}

async fn logged(world: &World, kind: &str, by: &str) -> i64 {
    let sql = format!("select count(*) from audit_events where kind = '{kind}' and {by}");
    world.database.number(&sql).await
}

/// R-263, §3.10: a job goes to the device with the answer to its report, runs, and ends with what the device gives back; each
/// step has its event, said twice it counts once, and what is heard of a stranger's job counts for nothing.
#[tokio::test]
async fn a_job_is_handed_over_and_ends() {
    each(async |world| {
        let device = monitored(&world).await;
        assert_eq!(heartbeat(&world, &device).await, None);
        let id = submit(&world, ANNA, &device, form("runDiagnostics")).await;
        let waiting = one(&world, ANNA, Realm::Own, device.room, id).await;
        assert_eq!((waiting.row.state, waiting.detail), (JobState::Submitted, Some("pendingConnection")));
        assert_eq!(waiting.owner.name.map(|(_, upn)| upn).as_deref(), Some(ANNA));
        let other = monitored(&world).await;
        assert_eq!(heartbeat(&world, &other).await, None, "another room's device gets none");

        let mut listening = world.app.listen();
        let order = heartbeat(&world, &device).await.unwrap();
        assert!(listening.try_recv().is_ok(), "live pages look again");
        assert_eq!((order.id, order.kind.key(), order.is_forced), (id, "runDiagnostics", false));
        assert_eq!(seen(&world, &device, id).await, (JobState::Running, None));
        assert_eq!(heartbeat(&world, &device).await, Some(order), "the answer may have been lost");
        assert_eq!(logged(&world, "room.job_started", "actor_id is null").await, 1);
        let progress = "the probes run\n".to_owned();
        let running = Told { progress: progress.clone(), ..told(id, ToldState::Running) };
        assert_eq!(tell_of(&world, &device, running.clone()).await, None);
        assert_eq!(heartbeat(&world, &device).await, None, "the device has spoken of it");
        assert_eq!(one(&world, ANNA, Realm::Own, device.room, id).await.row.progress, progress);

        let done = Told { output: "all <b>well</b>".to_owned(), ..told(id, ToldState::Completed) };
        tell_of(&world, &other, done.clone()).await;
        assert_eq!(seen(&world, &device, id).await.0, JobState::Running, "of another room nothing counts");
        for _ in 0..2 {
            assert_eq!(tell_of(&world, &device, done.clone()).await, None);
        }
        tell_of(&world, &device, told(id, ToldState::Failed)).await;
        let ended = one(&world, ANNA, Realm::Own, device.room, id).await;
        assert_eq!((ended.row.state, ended.row.reason, ended.detail), (JobState::Completed, None, None));
        assert_eq!(
            (ended.row.output.as_str(), ended.row.progress.as_str()),
            ("all <b>well</b>", "the probes run\n")
        );
        assert!(ended.row.started_at.is_some() && ended.row.ended_at.is_some());
        assert_eq!(logged(&world, "room.job_submitted", "actor_id is not null").await, 1);
        assert_eq!(logged(&world, "room.job_ended", "actor_id is null").await, 1);
        let question = JobsOf { realm: Realm::Own, room: device.room };
        let listed = ask(&world.app, &world.caller(ANNA), &question).await.unwrap();
        assert_eq!((listed.len(), listed[0].row.output.as_str()), (1, ""), "lists hold no output");
    })
    .await;
}

/// R-263, §3.10: one job at a time, in the order in which they are due; how it failed is told, and an unknown word is no reason.
#[tokio::test]
async fn jobs_of_a_room_follow_one_another() {
    each(async |world| {
        let device = monitored(&world).await;
        let first = submit(&world, ANNA, &device, form("restart")).await;
        world.clock.advance(SECOND);
        let second = submit(&world, ANNA, &device, form("collectLogs")).await;
        assert_eq!(heartbeat(&world, &device).await.unwrap().id, first);
        assert_eq!(heartbeat(&world, &device).await.unwrap().id, first);
        let backlog = world.app.backlog().await.unwrap();
        assert_eq!((backlog.jobs_submitted, backlog.jobs_running), (1, 1), "an operator sees what waits");
        let reason = Some(JobReason::NotConfigured);
        let failed = Told { reason, ..told(first, ToldState::Failed) };
        assert_eq!(tell_of(&world, &device, failed).await.unwrap().id, second, "the next comes at once");
        assert_eq!(seen(&world, &device, first).await, (JobState::Failed, reason));
        let strange = Told { reason: Some(JobReason::ByPerson), ..told(second, ToldState::Failed) };
        tell_of(&world, &device, strange).await;
        assert_eq!(seen(&world, &device, second).await, (JobState::Failed, Some(JobReason::Failed)));
        let third = submit(&world, ANNA, &device, form("restart")).await;
        heartbeat(&world, &device).await.unwrap();
        let reason = Some(JobReason::VerificationFailed);
        tell_of(&world, &device, Told { reason, ..told(third, ToldState::CompletedWithErrors) }).await;
        assert_eq!(seen(&world, &device, third).await, (JobState::CompletedWithErrors, reason));
    })
    .await;
}

/// R-263, §4.11: while the device says that the room is in a meeting, a job for now is refused, unless somebody says why that is
/// no obstacle, which is logged; one for the night is not; an old agent tells nothing, which is no meeting.
#[tokio::test]
async fn a_room_in_a_meeting_is_left_alone() {
    each(async |world| {
        let device = monitored(&world).await;
        let activity = async || {
            let room = RoomOf { realm: Realm::Own, room: device.room };
            ask(&world.app, &world.caller(ANNA), &room).await.unwrap().detail.activity
        };
        assert_eq!(activity().await, Activity::Unknown);
        submit(&world, ANNA, &device, form("restart")).await;
        let mut listening = world.app.listen();
        let order = tell(&world, &device, says(&world, Activity::Busy, None)).await.order.unwrap();
        assert!(listening.try_recv().is_ok(), "live pages look again");
        assert_eq!(
            (activity().await, order.is_forced),
            (Activity::Busy, false),
            "the agent refuses by itself"
        );
        let reason = Some(JobReason::DeviceInMeeting);
        let refused = Told { reason, ..told(order.id, ToldState::Failed) };
        tell(&world, &device, says(&world, Activity::Busy, Some(refused))).await;
        assert_eq!(seen(&world, &device, order.id).await, (JobState::Failed, reason));

        let refused = try_submit(&world, ANNA, &device, form("restart")).await;
        assert!(matches!(refused, Err(Refusal::Conflict(Code::RoomBusy, _))), "{refused:?}");
        let refused = try_submit(&world, ANNA, &device, forced("restart", "  ")).await;
        assert!(matches!(&refused, Err(Refusal::Invalid(_, faults)) if faults[0].field == "forceReason"));
        submit(&world, ANNA, &device, tonight("restart")).await;
        let id = submit(&world, ANNA, &device, forced("restart", "The screen is frozen")).await;
        assert_eq!(
            one(&world, ANNA, Realm::Own, device.room, id).await.row.force_reason,
            "The screen is frozen"
        );
        assert_eq!(logged(&world, "room.job_submitted", "changes like '%The screen is frozen%'").await, 1);
        let order = tell(&world, &device, says(&world, Activity::Busy, None)).await.order.unwrap();
        assert_eq!((order.id, order.is_forced), (id, true));
        tell(&world, &device, says(&world, Activity::Idle, None)).await;
        assert_eq!(activity().await, Activity::Idle);
        world.clock.advance(10 * MINUTE);
        service::health_watch::watch(&world.app).await.unwrap();
        assert_eq!(activity().await, Activity::Unavailable, "a silent device says nothing");
    })
    .await;
}

/// R-263, §3.10: a room that is offline, or whose agent knows no jobs, keeps the job waiting for seven days; a device that got
/// it and falls silent has an hour. What is long over is forgotten.
#[tokio::test]
async fn time_ends_jobs() {
    each(async |world| {
        let device = monitored(&world).await;
        let waiting = submit(&world, ANNA, &device, form("restart")).await;
        let report = Report { observed_at: world.app.clock.now(), signals: Vec::new(), facts: None };
        let old_agent = tell(&world, &device, report.into()).await;
        assert_eq!(old_agent.order, None);
        world.clock.advance(WAITS_AT_MOST - 1);
        tend(&world.app).await.unwrap();
        assert_eq!(seen(&world, &device, waiting).await.0, JobState::Submitted);
        world.clock.advance(1);
        tend(&world.app).await.unwrap();
        let disconnected = Some(JobReason::DeviceDisconnected);
        assert_eq!(seen(&world, &device, waiting).await, (JobState::Failed, disconnected));
        assert_eq!(heartbeat(&world, &device).await, None);

        let running = submit(&world, ANNA, &device, form("runDiagnostics")).await;
        heartbeat(&world, &device).await.unwrap();
        for _ in 0..3 {
            world.clock.advance(RUNS_AT_MOST - MINUTE);
            tell_of(&world, &device, told(running, ToldState::Running)).await;
            tend(&world.app).await.unwrap();
        }
        assert_eq!(seen(&world, &device, running).await.0, JobState::Running, "it lives");
        world.clock.advance(RUNS_AT_MOST);
        tend(&world.app).await.unwrap();
        assert_eq!(seen(&world, &device, running).await, (JobState::Failed, disconnected));
        tell_of(&world, &device, told(running, ToldState::Completed)).await;
        assert_eq!(seen(&world, &device, running).await.0, JobState::Failed, "over is over");
        assert_eq!(logged(&world, "room.job_ended", "actor_id is null").await, 2);
        let stored = "select count(*) from rooms where job_due_at is not null";
        assert_eq!(world.database.number(stored).await, 0);
        world.clock.advance(KEPT + HOUR);
        tend(&world.app).await.unwrap();
        assert_eq!(world.database.number("select count(*) from room_jobs").await, 0);
    })
    .await;
}

/// a job for the night waits until it is night where the room is, and for the next night where the device misses one.
#[tokio::test]
async fn a_job_for_the_night_waits_for_the_night() {
    each(async |world| {
        let device = monitored(&world).await;
        let anna = world.caller(ANNA);
        let room = ask(&world.app, &anna, &RoomOf { realm: Realm::Own, room: device.room }).await.unwrap();
        let form =
            service::rooms::RoomForm { time_zone: "Asia/Seoul".to_owned(), ..(&room.detail.record).into() };
        let edit = EditRoom { tenant: device.tenant, room: device.room, stamp: None, form };
        run(&world.app, &anna, edit).await.unwrap();
        let at = |text: &str| text.parse::<Time>().unwrap();
        let until = |to: Time| world.clock.advance(to.since(world.app.clock.now()));
        let now = world.app.clock.now().to_string();
        let year = now.split('-').next().unwrap().parse::<i64>().unwrap() + 1;
        until(at(&format!("{year}-03-02T12:00:00Z")));
        let id = submit(&world, ANNA, &device, tonight("restart")).await;
        let shown = one(&world, ANNA, Realm::Own, device.room, id).await;
        assert_eq!(
            (shown.detail, shown.row.due_at),
            (Some("scheduled"), at(&format!("{year}-03-02T15:00:00Z")))
        );
        assert_eq!(heartbeat(&world, &device).await, None);
        until(at(&format!("{year}-03-02T20:00:00Z")));
        assert_eq!(heartbeat(&world, &device).await, None, "the device slept through the night");
        until(at(&format!("{year}-03-03T14:59:59Z")));
        assert_eq!(heartbeat(&world, &device).await, None);
        until(at(&format!("{year}-03-03T15:00:00Z")));
        assert_eq!(heartbeat(&world, &device).await.unwrap().id, id);
    })
    .await;
}

/// R-263, §3.10: what waits is taken back by whoever may modify the room; what runs is not; with the monitoring everything ends.
#[tokio::test]
async fn a_job_is_taken_back() {
    each(async |world| {
        let device = monitored(&world).await;
        let (tenant, room) = (device.tenant, device.room);
        let cancel =
            async |upn: &str, job| run(&world.app, &world.caller(upn), CancelJob { tenant, room, job }).await;
        let id = submit(&world, ANNA, &device, form("restart")).await;
        let denied = cancel("greta@contoso.example", id).await;
        assert!(matches!(denied, Err(Refusal::Denied(..))), "{denied:?}");
        cancel("mats@contoso.example", id).await.unwrap();
        let shown = one(&world, ANNA, Realm::Own, room, id).await;
        assert_eq!((shown.row.state, shown.row.reason), (JobState::Canceled, Some(JobReason::ByPerson)));
        let ender = shown.ender.unwrap().name.unwrap().1;
        assert_eq!(ender, "mats@contoso.example");
        assert_eq!(heartbeat(&world, &device).await, None);
        assert!(matches!(cancel(ANNA, id).await, Err(Refusal::Conflict(Code::InvalidState, _))));
        assert!(matches!(cancel(ANNA, fresh(&world)).await, Err(Refusal::Missing)));
        let running = submit(&world, ANNA, &device, form("restart")).await;
        heartbeat(&world, &device).await.unwrap();
        assert!(matches!(cancel(ANNA, running).await, Err(Refusal::Conflict(Code::InvalidState, _))));
        let waiting = submit(&world, ANNA, &device, tonight("collectLogs")).await;

        run(&world.app, &world.caller(ANNA), UnenrolRoom { tenant, room }).await.unwrap();
        for job in [running, waiting] {
            let seen = seen(&world, &device, job).await;
            assert_eq!(seen, (JobState::Canceled, Some(JobReason::NotMonitored)));
        }
        assert_eq!(logged(&world, "room.job_canceled", "actor_id is not null").await, 3);
        let refused = try_submit(&world, ANNA, &device, form("restart")).await;
        assert!(matches!(refused, Err(Refusal::Conflict(Code::InvalidState, _))), "{refused:?}");
    })
    .await;
}

/// architecture §3: who lost the right after asking asks no more: when the partner is removed, or the person
/// blocked, before the device comes, the job is called off in the moment in which the device would have got it.
#[tokio::test]
async fn a_revocation_binds_what_was_asked_before() {
    each(async |world| {
        let device = monitored(&world).await;
        let northwind = world.link(CONTOSO, "northwind.example", Scope::ALL, &[PIA]).await;
        let adventure = world.link(CONTOSO, "adventure.example", Scope::ALL, &[ALEX]).await;
        let gone = submit(&world, PIA, &device, form("restart")).await;
        let blocked = submit(&world, ALEX, &device, form("restart")).await;
        world.clock.advance(SECOND);
        let stays = submit(&world, ANNA, &device, form("collectLogs")).await;
        let remove = RemovePartner { link: northwind.link, stamp: None, typed: None };
        run(&world.app, &world.caller(ANNA), remove).await.unwrap();
        let reason = "Left".to_owned();
        let block = BlockPerson { of: adventure.link.into(), user: world.user(ALEX), reason };
        run(&world.app, &world.caller(ANNA), block).await.unwrap();
        assert_eq!(heartbeat(&world, &device).await.unwrap().id, stays);
        for job in [gone, blocked] {
            let seen = seen(&world, &device, job).await;
            assert_eq!(seen, (JobState::Canceled, Some(JobReason::RightLost)));
        }
        assert_eq!(logged(&world, "room.job_canceled", "actor_id is null").await, 2);
        assert_eq!(logged(&world, "room.job_started", "1 = 1").await, 1);
    })
    .await;
}

/// decision 6: what is asked on behalf of a customer runs, and is called off once the customer closed its rooms again.
#[tokio::test]
async fn a_job_asked_on_behalf_runs() {
    each(async |world| {
        let device = monitored(&world).await;
        let (northwind, anna) = ("northwind.example", world.caller(ANNA));
        world.agents(northwind, &[(PIA, Agent::Admin)]).await;
        world.reseller(CONTOSO, northwind, true).await;
        let partner = world.organization(northwind);
        run(&world.app, &anna, SwitchDelegatedRooms { partner, opens_rooms: true }).await.unwrap();
        let mut pia = world.caller(PIA);
        pia.person.on_behalf = true;
        let submit = async || {
            let form = form("restart");
            run(&world.app, &pia, SubmitJob { tenant: device.tenant, room: device.room, form }).await.unwrap()
        };
        let runs = submit().await;
        assert_eq!(heartbeat(&world, &device).await.map(|order| order.id), Some(runs));
        tell_of(&world, &device, told(runs, ToldState::Completed)).await;
        let late = submit().await;
        run(&world.app, &anna, SwitchDelegatedRooms { partner, opens_rooms: false }).await.unwrap();
        assert_eq!(heartbeat(&world, &device).await.map(|order| order.id), None);
        assert_eq!(seen(&world, &device, late).await, (JobState::Canceled, Some(JobReason::RightLost)));
    })
    .await;
}

/// decision 17: who may modify the room asks, a partner within its scope; the customer sees who of which
/// partner and why it was forced, another partner neither.
#[tokio::test]
async fn partners_never_learn_of_each_other() {
    each(async |world| {
        let device = monitored(&world).await;
        world.link(CONTOSO, "northwind.example", Scope::ALL, &[PIA]).await;
        world.link(CONTOSO, "adventure.example", Scope::ALL, &[ALEX]).await;
        for upn in ["sven@tailspin.example", "ned@northwind.example", "faye@fabrikam.example"] {
            let hidden = try_submit(&world, upn, &device, form("restart")).await;
            assert!(matches!(hidden, Err(Refusal::Missing)), "{upn}: {hidden:?}");
            let question = JobsOf { realm: Realm::Customer(device.tenant), room: device.room };
            let hidden = ask(&world.app, &world.caller(upn), &question).await;
            assert!(matches!(hidden, Err(Refusal::Missing | Refusal::Denied(..))), "{upn}: {hidden:?}");
        }
        let denied = try_submit(&world, "greta@contoso.example", &device, form("restart")).await;
        assert!(matches!(denied, Err(Refusal::Denied(..))), "{denied:?}");

        let of_pia = submit(&world, PIA, &device, forced("restart", "Our engineer waits")).await;
        let of_anna = submit(&world, ANNA, &device, forced("restart", "We wait")).await;
        let there = Realm::Customer(device.tenant);
        let sees = async |upn: &str, realm, job| {
            let shown = one(&world, upn, realm, device.room, job).await;
            let name = shown.owner.name.map(|(_, upn)| upn).unwrap_or_default();
            (name, shown.owner.organization, shown.row.force_reason)
        };
        let told = |name: &str, organization: &str, why: &str| {
            (name.to_owned(), organization.to_owned(), why.to_owned())
        };
        let contoso = sees(ANNA, Realm::Own, of_anna).await.1;
        let northwind = sees(PIA, there, of_pia).await.1;
        assert_eq!(sees(ANNA, Realm::Own, of_pia).await, told(PIA, &northwind, "Our engineer waits"));
        assert_eq!(sees(PIA, there, of_pia).await, told(PIA, &northwind, "Our engineer waits"));
        assert_eq!(sees(ALEX, there, of_pia).await, told("", &contoso, ""));
        assert_eq!(sees(ALEX, there, of_anna).await, told("", &contoso, "We wait"));
    })
    .await;
}

/// many heartbeats stay cheap: a room without jobs, beside rooms with some, costs no statement more than ever, and a
/// room whose job waits for the night two reads.
#[tokio::test]
async fn a_room_without_jobs_costs_no_statement_more() {
    each(async |world| {
        let (device, other) = (monitored(&world).await, monitored(&world).await);
        heartbeat(&world, &device).await;
        let heard = || says(&world, Activity::Idle, None);
        let (_, before) = Box::pin(work(tell(&world, &device, heard()))).await;
        assert!(before.is_empty(), "whose credential it is, is asked for with those of others: {before:?}");
        submit(&world, ANNA, &other, form("restart")).await;
        let (_, beside) = Box::pin(work(tell(&world, &device, heard()))).await;
        assert_eq!(beside, before);
    })
    .await;
}

/// what is wrong with a job is said at once, and nothing is stored; settings go with the order as they were typed.
#[tokio::test]
async fn a_job_is_checked() {
    each(async |world| {
        let device = monitored(&world).await;
        let faults = async |form: JobForm| match try_submit(&world, ANNA, &device, form).await {
            Err(Refusal::Invalid(_, faults)) => {
                faults.into_iter().map(|it| (it.field, it.code)).collect::<Vec<_>>()
            }
            other => panic!("{other:?}"),
        };
        let at = |field: &str, code| (field.to_owned(), code);
        let wrong = JobForm { timing: "noon".to_owned(), ..form("rm -rf /") };
        assert_eq!(faults(wrong).await, [at("kind", Code::UnknownValue), at("timing", Code::UnknownValue)]);
        assert_eq!(faults(form("configUpdate")).await, [at("settings", Code::Required)]);
        let with = |settings| JobForm { settings: Some(settings), ..form("configUpdate") };
        assert_eq!(faults(with(DeviceSettings::default())).await, [at("settings", Code::Required)]);
        let restart = |time: &str| Some(NightlyRestart { is_enabled: true, time: Some(time.to_owned()) });
        let settings = |time: &str| DeviceSettings {
            default_camera: Some("Front <camera>".to_owned()),
            nightly_restart: restart(time),
            ..DeviceSettings::default()
        };
        assert_eq!(
            faults(with(settings("25:00"))).await,
            [at("settings/nightlyRestart/time", Code::NotATimeOfDay)]
        );
        let misplaced = JobForm { settings: Some(settings("02:00")), ..form("restart") };
        assert_eq!(faults(misplaced).await, [at("settings", Code::UnknownValue)]);
        assert_eq!(world.database.number("select count(*) from room_jobs").await, 0);
        submit(&world, ANNA, &device, with(settings("02:00"))).await;
        assert_eq!(heartbeat(&world, &device).await.unwrap().settings, Some(settings("02:00")));
        for _ in 1..MOST_OPEN {
            submit(&world, ANNA, &device, form("collectLogs")).await;
        }
        assert_eq!(faults(form("restart")).await, [at("kind", Code::TooMany)]);
    })
    .await;
}

/// one action on many rooms is decided room by room, with an answer for each; who may in none is refused.
#[tokio::test]
async fn many_rooms_are_asked_at_once() {
    each(async |world| {
        let (first, second) = (monitored(&world).await, monitored(&world).await);
        let rooms = vec![first.room, fresh(&world), second.room];
        let ask_all = async |upn: &str, rooms: Vec<Id<Room>>, form: JobForm| {
            submit_jobs(&world.app, &world.caller(upn), first.tenant, rooms, form).await
        };
        let outcomes = ask_all(ANNA, rooms.clone(), form("restart")).await.unwrap();
        let said: Vec<_> = outcomes.iter().map(|(_, outcome)| outcome.is_ok()).collect();
        assert_eq!(said, [true, false, true]);
        assert!(matches!(outcomes[1].1, Err(Refusal::Missing)));
        for (device, outcome) in [(&first, &outcomes[0].1), (&second, &outcomes[2].1)] {
            assert_eq!(heartbeat(&world, device).await.map(|order| order.id), outcome.as_ref().ok().copied());
        }
        let hidden = ask_all("sven@tailspin.example", rooms.clone(), form("restart")).await;
        assert!(matches!(hidden, Err(Refusal::Missing)), "{hidden:?}");
        let many = vec![first.room; MOST_ROOMS + 1];
        assert!(matches!(ask_all(ANNA, many, form("restart")).await, Err(Refusal::Invalid(..))));
        assert!(matches!(ask_all(ANNA, Vec::new(), form("restart")).await, Err(Refusal::Invalid(..))));
        assert!(matches!(ask_all(ANNA, rooms, form("")).await, Err(Refusal::Invalid(..))));
    })
    .await;
}
