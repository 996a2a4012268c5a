//! Rollouts: releases on their way through the rings (§3.9).
//!
//! Invariant: a rollout is moved on only in a transaction that locked its row, so that several nodes do no step twice.

mod due;
mod list;
mod ring_change;
mod rooms;
mod waiting;

use domain::{
    id::{Id, Organization, Release, UpdateRing, User},
    release::Version,
    rollout::{Guard, ResumePolicy, RingState, RolloutState},
    room::DeviceType,
    time::Time,
};

pub use self::{list::*, ring_change::*, rooms::*, waiting::*};
use crate::{
    change::{Batch, Change},
    error::StoreError,
    facts::word,
    releases::version,
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

const FETCH: Fetch = Fetch::new(
    "select o.release_id, o.state, o.begins_at, o.began_at, o.paused_at, o.guarded_from, o.due_at, o.owner_tenant_id, \
     o.owner_id, o.owner_upn, o.change_stamp, e.version, e.device_type, e.is_critical \
     from rollouts o join releases e on e.tenant_id = o.tenant_id and e.release_id = o.release_id \
     where o.tenant_id = {target} and o.release_id = $1",
);
const LOCK: Fetch =
    Fetch::new("select release_id from rollouts where tenant_id = {target} and release_id = $1{lock}");
const OTHERS: Fetch = Fetch::new(
    "select o.release_id, o.state, o.begins_at, o.began_at, o.paused_at, o.guarded_from, o.due_at, o.owner_tenant_id, \
     o.owner_id, o.owner_upn, o.change_stamp, e.version, e.device_type, e.is_critical \
     from rollouts o join releases e on e.tenant_id = o.tenant_id and e.release_id = o.release_id \
     where o.tenant_id = {target} and e.device_type = $1 and (o.state <> 'deprecated')",
);
const RINGS: Fetch = Fetch::new(
    "select ring_id, state, began_at from rollout_rings where tenant_id = {target} and release_id = $1",
);
const GUARD: Fetch =
    Fetch::new("select resume, percent, rooms from rollout_guards where tenant_id = {target}");
const SEEN_GUARD: Read =
    Read::new("select g.resume, g.percent, g.rooms from rollout_guards g where {tenant:g.tenant_id}");

const ADD: Write = Write::new(
    "insert into rollouts (tenant_id, release_id, state, begins_at, pause, due_at, owner_tenant_id, owner_id, owner_upn, \
     change_stamp) values ({target}, $1, 'scheduled', $2, '', $2, $3, $4, $5, 1)",
);
const BEGIN: Write = Write::new(
    "update rollouts set state = 'inProgress', began_at = {now}, guarded_from = {now}, due_at = {now}, \
     change_stamp = change_stamp + 1 where tenant_id = {target} and release_id = $1",
);
const PAUSE: Write = Write::new(
    "update rollouts set state = 'paused', paused_at = {now}, pause = $2, due_at = $3, change_stamp = change_stamp + 1 \
     where tenant_id = {target} and release_id = $1",
);
const RESUME: Write = Write::new(
    "update rollouts set state = 'inProgress', paused_at = null, pause = '', guarded_from = {now}, due_at = {now}, \
     change_stamp = change_stamp + 1 where tenant_id = {target} and release_id = $1",
);
/// Days on which nothing happened do not count.
const SHIFT_RINGS: Write = Write::new(
    "update rollout_rings set began_at = began_at + $2 where tenant_id = {target} and release_id = $1 \
     and state in ('inProgress', 'testing')",
);
const END: Write = Write::new(
    "update rollouts set state = $2, paused_at = null, pause = '', ended_at = {now}, due_at = $3, \
     change_stamp = change_stamp + 1 where tenant_id = {target} and release_id = $1",
);
const GIVE_UP: Write = Write::new(
    "update rollouts set state = 'deprecated', paused_at = null, pause = '', ended_at = {now}, due_at = null, \
     ended_by_tenant_id = $2, ended_by_upn = $3, change_stamp = change_stamp + 1 \
     where tenant_id = {target} and release_id = $1",
);
const SET_RING: Write = Write::new(
    "insert into rollout_rings (tenant_id, release_id, ring_id, state, began_at) values ({target}, $1, $2, $3, {now}) \
     on conflict (tenant_id, release_id, ring_id) do update set state = excluded.state",
);
const SET_GUARD: Write = Write::new(
    "insert into rollout_guards (tenant_id, resume, percent, rooms) values ({target}, $1, $2, $3) \
     on conflict (tenant_id) do update set resume = excluded.resume, percent = excluded.percent, rooms = excluded.rooms",
);
/// What stands still goes on, or does not, as the newest choice says.
const RENEW_PAUSES: Write = Write::new(
    "update rollouts set due_at = case when $1 then paused_at + $2 else null end \
     where tenant_id = {target} and state = 'paused'",
);

/// A rollout as a change finds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundRollout {
    /// What is rolled out.
    pub release: Id<Release>,
    /// Where it stands.
    pub state: RolloutState,
    /// When it begins.
    pub begins_at: Time,
    /// When it began.
    pub began_at: Option<Time>,
    /// Since when it stands still.
    pub paused_at: Option<Time>,
    /// Since when rooms count for the guard.
    pub guarded_from: Option<Time>,
    /// When it is to be looked at next.
    pub due_at: Option<Time>,
    /// Who started it.
    pub owner: Owner,
    /// Raised by each step.
    pub change_stamp: i64,
    /// The version.
    pub version: Version,
    /// The devices that it is for.
    pub device_type: DeviceType,
    /// Whether it skips what waiting there is.
    pub is_critical: bool,
}

/// Who started or forced something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// The person's organization.
    pub organization: Id<Organization>,
    /// The person.
    pub user: Id<User>,
    /// The account name.
    pub upn: String,
}

/// A ring that has its turn, or had it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundRing {
    /// The ring.
    pub ring: Id<UpdateRing>,
    /// Where it stands.
    pub state: RingState,
    /// When its turn began.
    pub began_at: Time,
}

/// A rollout of the organization of the change.
pub async fn find(change: &mut Change, release: Id<Release>) -> Result<Option<FoundRollout>, StoreError> {
    change.find(&FETCH, values![release]).await?.as_ref().map(found).transpose()
}

/// The same, locked until the end of the change: whoever comes second finds what the first made of it.
pub async fn lock(change: &mut Change, release: Id<Release>) -> Result<Option<FoundRollout>, StoreError> {
    change.find(&LOCK, values![release]).await?;
    find(change, release).await
}

/// All rollouts for a kind of device that are not deprecated.
pub async fn of_device_type(
    change: &mut Change,
    device_type: DeviceType,
) -> Result<Vec<FoundRollout>, StoreError> {
    change.rows(&OTHERS, values![device_type.key()]).await?.iter().map(found).collect()
}

/// The rings of a rollout that have their turn, or had it.
pub async fn rings(change: &mut Change, release: Id<Release>) -> Result<Vec<FoundRing>, StoreError> {
    let ring = |row: &Row| {
        Ok(FoundRing { ring: row.get(0)?, state: word(row, 1, RingState::from_key)?, began_at: row.get(2)? })
    };
    change.rows(&RINGS, values![release]).await?.iter().map(ring).collect()
}

/// What stops rollouts in the organization of the change.
pub async fn fetch_guard(change: &mut Change) -> Result<Guard, StoreError> {
    change.find(&GUARD, values![]).await?.as_ref().map_or(Ok(Guard::SHIPPED), read_guard)
}

/// What stops rollouts in the organization in sight.
pub async fn guard(view: &mut View) -> Result<Guard, StoreError> {
    view.rows(Query::new(&SEEN_GUARD, values![])).await?.first().map_or(Ok(Guard::SHIPPED), read_guard)
}

/// Starts a rollout at its time.
pub fn add(batch: Batch, release: Id<Release>, begins_at: Time, owner: &Owner) -> Batch {
    batch.run(&ADD, values![release, begins_at, owner.organization, owner.user, &owner.upn]).stirs_rollouts()
}

/// Its time has come.
pub fn begin(batch: Batch, release: Id<Release>) -> Batch {
    batch.run(&BEGIN, values![release]).stirs_rollouts()
}

/// It stands still: by a person, or because of health; until a moment, or until somebody says so.
pub fn pause(batch: Batch, release: Id<Release>, why: &str, until: Option<Time>) -> Batch {
    batch.run(&PAUSE, values![release, why, until]).stirs_rollouts()
}

/// It goes on after so many microseconds.
pub fn resume(batch: Batch, release: Id<Release>, paused_for: i64) -> Batch {
    batch.run(&RESUME, values![release]).run(&SHIFT_RINGS, values![release, paused_for]).stirs_rollouts()
}

/// It is over; what is left of it is looked at from a moment on, if anything is.
pub fn end(batch: Batch, release: Id<Release>, state: RolloutState, due_at: Option<Time>) -> Batch {
    batch.run(&END, values![release, state.key(), due_at]).stirs_rollouts()
}

/// Somebody of an organization gave it up.
pub fn give_up(batch: Batch, release: Id<Release>, by: (Id<Organization>, &str)) -> Batch {
    batch.run(&GIVE_UP, values![release, by.0, by.1]).stirs_rollouts()
}

/// Where a ring stands; one that had no turn yet begins it.
pub fn set_ring(batch: Batch, release: Id<Release>, ring: Id<UpdateRing>, state: RingState) -> Batch {
    batch.run(&SET_RING, values![release, ring, state.key()]).stirs_rollouts()
}

/// Chooses what stops rollouts; those that stand still go on after so many microseconds, or do not.
pub fn set_guard(batch: Batch, guard: Guard, resumes_after: Option<i64>) -> Batch {
    let (percent, rooms) = (i64::from(guard.percent), i64::from(guard.rooms));
    batch
        .run(&SET_GUARD, values![guard.resume.key(), percent, rooms])
        .run(&RENEW_PAUSES, values![resumes_after.is_some(), resumes_after.unwrap_or_default()])
}

fn found(row: &Row) -> Result<FoundRollout, StoreError> {
    Ok(FoundRollout {
        release: row.get(0)?,
        state: word(row, 1, RolloutState::from_key)?,
        begins_at: row.get(2)?,
        began_at: row.get(3)?,
        paused_at: row.get(4)?,
        guarded_from: row.get(5)?,
        due_at: row.get(6)?,
        owner: Owner { organization: row.get(7)?, user: row.get(8)?, upn: row.get(9)? },
        change_stamp: row.get(10)?,
        version: version(row, 11)?,
        device_type: word(row, 12, DeviceType::from_key)?,
        is_critical: row.get(13)?,
    })
}

fn read_guard(row: &Row) -> Result<Guard, StoreError> {
    let number = |index: usize| row.get::<i64>(index);
    Ok(Guard {
        resume: word(row, 0, ResumePolicy::from_key)?,
        percent: u8::try_from(number(1)?).map_err(|_| StoreError::Column { index: 1 })?,
        rooms: u16::try_from(number(2)?).map_err(|_| StoreError::Column { index: 2 })?,
    })
}
