//! Handing the next job over to the device of a room, with the answer to its report.
//!
//! Invariant: whether who asked for the job still may is decided in the transaction that hands it over, so that a revocation
//! binds (architecture §3); what may not be done any more is called off.

use authz::{SystemTask, system_permit};
use domain::{
    event::EventKind,
    id::{Id, Job, Organization, Room},
    job::{DeviceSettings, JobKind, JobReason, JobState, JobStep, JobTiming, RUNS_AT_MOST, is_night},
    permission::Permission,
    release::SignedDocument,
    time::Time,
};
use store::{
    Batch, CallMeta, Change,
    jobs::{self, Ending, FoundJob, NextJob},
};

use super::{cancel::call_off, event};
use crate::{app::App, refusal::Refusal, rollouts};

/// What a device is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The job.
    pub id: Id<Job>,
    /// What to do.
    pub kind: JobKind,
    /// The settings to take.
    pub settings: Option<DeviceSettings>,
    /// The release to take.
    pub update: Option<SignedUpdate>,
    /// Whether it is done although the room is in a meeting.
    pub is_forced: bool,
}

/// A release as it was signed, and what a device needs in order to trust it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedUpdate {
    /// The release.
    pub release: SignedDocument,
    /// Every key for which the one before it vouches, in their order.
    pub keys: Vec<SignedDocument>,
}

/// How it went with one job.
enum Given {
    /// The device gets it.
    Order(Order),
    /// It was called off: the next one may be due.
    CalledOff,
    /// It changed meanwhile: the next report finds out.
    Gone,
}

/// The job that the device of a room is to do now. One that runs is handed over again until the device answered.
pub(crate) async fn hand_over(
    app: &App,
    tenant: Id<Organization>,
    room: Id<Room>,
    takes_updates: bool,
) -> Result<Option<Order>, Refusal> {
    loop {
        let now = app.clock.now();
        // Looked at before the writer is held up: of the night, or of a job that runs, every report learns only this.
        let mut opening = app.store.begin_view().await?;
        let next = next(opening.open_jobs(tenant, room).await?, now);
        drop(opening);
        let Some(next) = next else { return Ok(None) };
        match give(app, (tenant, room), &next, now, takes_updates).await? {
            Given::Order(order) => return Ok(Some(order)),
            Given::CalledOff => {}
            Given::Gone => return Ok(None),
        }
    }
}

/// The job to hand over: none while one runs of which the device has spoken.
fn next(open: Vec<NextJob>, now: Time) -> Option<NextJob> {
    if let Some(running) = open.first().filter(|job| job.state == JobState::Running) {
        return (!running.is_heard).then(|| running.clone());
    }
    let is_due =
        |job: &NextJob| job.due_at <= now && (job.timing == JobTiming::Now || is_night(&job.time_zone, now));
    open.into_iter().find(is_due)
}

async fn give(
    app: &App,
    (tenant, room): (Id<Organization>, Id<Room>),
    seen: &NextJob,
    now: Time,
    takes_updates: bool,
) -> Result<Given, Refusal> {
    let mut opening = app.store.begin_change().await?;
    let (home, user) = seen.owner;
    opening.lock_versions(vec![home, tenant], false).await?;
    opening.lock_room(tenant, room).await?;
    let Some(job) = next(opening.open_jobs(tenant, room).await?, now).filter(|job| job.id == seen.id) else {
        return Ok(Given::Gone);
    };
    // An update comes from its rollout, whoever started that; what a person forced is that person's.
    let asks = match (job.kind, job.is_forced) {
        (JobKind::Update, false) => None,
        (JobKind::Update, true) => Some(Permission::RingModify),
        _ => Some(Permission::RoomModify),
    };
    let may = match asks {
        Some(permission) => opening.acts(now, (home, user), (permission, tenant, room)).await?,
        None => true,
    };
    let update = match job.release {
        Some(release) => opening.signed_release(tenant, release).await?,
        None => None,
    };
    let update = update.map(|(release, keys)| SignedUpdate { release, keys });
    let meta = CallMeta {
        now,
        request_id: String::new(),
        address: String::new(),
        actor_name: String::new(),
        program: None,
        seed: app.ids.next(),
    };
    let mut change = opening.change(system_permit(SystemTask::Jobs, tenant), meta);
    let found = FoundJob { id: job.id, kind: job.kind, state: job.state };
    if !may || (job.kind == JobKind::Update && !job.rolls_out) {
        let reason = if may { JobReason::RolloutHalted } else { JobReason::RightLost };
        call_off(&mut change, room, &job.room_name, &found, reason).await?;
        change.commit().await?;
        return Ok(Given::CalledOff);
    }
    if job.kind == JobKind::Update && !takes_updates {
        refuse(&mut change, room, &job.room_name, &found).await?;
        change.commit().await?;
        return Ok(Given::CalledOff);
    }
    if job.state.after(JobStep::HandOver).is_some() {
        let event = event(EventKind::JobStarted, room, &job.room_name, job.id, job.kind);
        let batch = jobs::start(Batch::of(event), room, job.id, now.plus(RUNS_AT_MOST));
        change.write(batch).await?;
        change.commit().await?;
    }
    let NextJob { id, kind, settings, is_forced, .. } = job;
    Ok(Given::Order(Order { id, kind, settings, update, is_forced }))
}

/// An update whose agent knows no updates fails without having been handed over, so that somebody learns of the agent.
async fn refuse(change: &mut Change, room: Id<Room>, name: &str, found: &FoundJob) -> Result<(), Refusal> {
    let (state, reason) = (JobState::Failed, JobReason::NotSupported);
    let ending = Ending { state, reason: Some(reason), progress: "", output: "", by: None };
    let event = event(EventKind::JobEnded, room, name, found.id, found.kind)
        .changed("state", found.state.key(), state.key())
        .with("reason", reason.key());
    let batch = jobs::end(Batch::of(event), room, found.id, &ending);
    let batch = rollouts::follow(change, batch, room, found, state, Some(reason)).await?;
    change.write(batch).await?;
    Ok(())
}
