//! What devices were asked to do.
//!
//! Invariant: whatever makes or ends a job also renews from when on the device of its room is to be asked, in the same
//! transaction, so that a report need not look for jobs.

mod due;
mod files;
mod list;

use domain::{
    id::{Id, Job, Organization, Release, Room, User},
    job::{DeviceSettings, JobKind, JobReason, JobState, JobTiming},
    time::Time,
};

pub use self::{
    due::{Expired, NextJob},
    files::{JobFileRow, NewFile, bytes_of_files, fetch_files, files, keep_file, remove_file},
    list::{JobRow, Who, find, of_room},
};
use crate::{
    change::{Batch, Change},
    error::StoreError,
    facts::word,
    sql::{Fetch, Write},
    value::Row,
    values,
};

/// A job as a change finds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundJob {
    /// The job.
    pub id: Id<Job>,
    /// What the device is asked to do.
    pub kind: JobKind,
    /// Where it stands.
    pub state: JobState,
}

/// A job that somebody asks for.
#[derive(Clone, Debug)]
pub struct NewJob {
    /// What the device is asked to do.
    pub kind: JobKind,
    /// When.
    pub timing: JobTiming,
    /// Not before.
    pub due_at: Time,
    /// When it failed unless the device is heard before.
    pub expires_at: Time,
    /// The settings to take.
    pub settings: Option<DeviceSettings>,
    /// The release of an update.
    pub release: Option<Id<Release>>,
    /// Why it is done although the room is in a meeting; empty where it is not.
    pub force_reason: String,
}

/// How a job ends.
#[derive(Clone, Debug)]
pub struct Ending<'a> {
    /// Its last state.
    pub state: JobState,
    /// Why.
    pub reason: Option<JobReason>,
    /// What the device told while it ran; empty leaves what it told before.
    pub progress: &'a str,
    /// What the device gave back.
    pub output: &'a str,
    /// Who took it back.
    pub by: Option<(Id<Organization>, Id<User>, &'a str)>,
}

const OPEN: Fetch = Fetch::new(
    "select job_id, kind, state from room_jobs where tenant_id = {target} and room_id = $1 \
     and state in ('submitted', 'running') order by due_at, job_id",
);

const FOUND: Fetch = Fetch::new(
    "select job_id, kind, state from room_jobs where tenant_id = {target} and room_id = $1 and job_id = $2",
);

const ADD: Write = Write::new(
    "insert into room_jobs (tenant_id, room_id, job_id, kind, state, timing, due_at, settings, force_reason, \
     submitted_at, owner_tenant_id, owner_id, owner_upn, expires_at, reason, progress, output, ender_upn, release_id) \
     values ({target}, $1, $2, $3, 'submitted', $4, $5, $6, $7, {now}, $8, $9, $10, $11, '', '', '', '', $12)",
);

const START: Write = Write::new(
    "update room_jobs set state = 'running', started_at = {now}, expires_at = $3 \
     where tenant_id = {target} and room_id = $1 and job_id = $2",
);

const END: Write = Write::new(
    "update room_jobs set state = $3, ended_at = {now}, reason = $4, output = $5, ender_tenant_id = $6, ender_id = $7, \
     ender_upn = $8, progress = case when $9 = '' then progress else $9 end \
     where tenant_id = {target} and room_id = $1 and job_id = $2",
);

/// A job that runs is asked for until the device answered; the next waits until it is over.
const RENEW: Write = Write::new(
    "update rooms set job_due_at = (select min(case when j.state = 'running' then j.started_at else j.due_at end) \
     from room_jobs j where j.tenant_id = {target} and j.room_id = $1 and j.state in ('submitted', 'running')) \
     where tenant_id = {target} and room_id = $1",
);

/// The jobs of a room that wait or run.
pub async fn open(change: &mut Change, room: Id<Room>) -> Result<Vec<FoundJob>, StoreError> {
    change.rows(&OPEN, values![room]).await?.iter().map(found_in).collect()
}

/// A job of a room; whoever changes it has locked the room ([`crate::rooms::find`]).
pub async fn found(
    change: &mut Change,
    room: Id<Room>,
    job: Id<Job>,
) -> Result<Option<FoundJob>, StoreError> {
    change.find(&FOUND, values![room, job]).await?.as_ref().map(found_in).transpose()
}

/// Asks for a job, by a person of an organization.
pub fn add(
    batch: Batch,
    room: Id<Room>,
    id: Id<Job>,
    new: &NewJob,
    (organization, user, upn): (Id<Organization>, Id<User>, &str),
) -> Result<Batch, StoreError> {
    let settings = new.settings.as_ref().map(serde_json::to_string).transpose()?.unwrap_or_default();
    let values = values![
        room,
        id,
        new.kind.key(),
        new.timing.key(),
        new.due_at,
        settings,
        &new.force_reason,
        organization,
        user,
        upn,
        new.expires_at,
        new.release
    ];
    Ok(renewed(batch.run(&ADD, values), room))
}

/// Hands a job over, which fails unless the device says something of it before a moment.
pub fn start(batch: Batch, room: Id<Room>, id: Id<Job>, expires_at: Time) -> Batch {
    renewed(batch.run(&START, values![room, id, expires_at]), room)
}

/// Ends a job.
pub fn end(batch: Batch, room: Id<Room>, id: Id<Job>, ending: &Ending<'_>) -> Batch {
    let reason = ending.reason.map_or("", JobReason::key);
    let (organization, user) = ending.by.map(|(organization, user, _)| (organization, user)).unzip();
    let upn = ending.by.map_or("", |(_, _, upn)| upn);
    let values = values![
        room,
        id,
        ending.state.key(),
        reason,
        ending.output,
        organization,
        user,
        upn,
        ending.progress
    ];
    renewed(batch.run(&END, values), room)
}

fn renewed(batch: Batch, room: Id<Room>) -> Batch {
    batch.run(&RENEW, values![room]).stirs(room)
}

fn found_in(row: &Row) -> Result<FoundJob, StoreError> {
    Ok(FoundJob {
        id: row.get(0)?,
        kind: word(row, 1, JobKind::from_key)?,
        state: word(row, 2, JobState::from_key)?,
    })
}

/// The settings of a stored document; none where it is empty.
fn settings(text: &str) -> Result<Option<DeviceSettings>, StoreError> {
    if text.is_empty() { Ok(None) } else { Ok(Some(serde_json::from_str(text)?)) }
}
