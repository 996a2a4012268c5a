//! The rooms of a rollout: who needs it, whose turn it is, and what became of it.

use std::collections::BTreeMap;

use authz::Sight;
use domain::{
    health::Health,
    id::{Id, Job, Release, Room, UpdateRing},
    job::{Activity, JobState},
    rollout::{RoomState, SIGNAL},
    room::{DeviceType, Monitoring},
    time::Time,
    update_ring::Preset,
};

use super::Owner;
use crate::{
    change::{Batch, Change},
    error::StoreError,
    facts::word,
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
};

/// Rooms of rings that have their turn, of the kind of device, of which the rollout does not know yet.
const MISSING: Fetch = Fetch::new(
    "select r.room_id, r.time_zone, r.app_version, coalesce(m.ring_id, $2) from rooms r \
     left join room_rings m on m.tenant_id = r.tenant_id and m.room_id = r.room_id \
     where r.tenant_id = {target} and r.monitoring = 'monitored' and r.device_type = $3 and coalesce(m.ring_id, $2) {in $4} \
     and not exists (select 1 from rollout_rooms w where w.tenant_id = r.tenant_id and w.release_id = $1 \
     and w.room_id = r.room_id) order by r.room_id limit $5",
);
const DUE: Fetch = Fetch::new(
    "select w.room_id, r.name, r.time_zone, r.app_version, r.activity, r.health, r.monitoring, w.force_reason, \
     w.forcer_tenant_id, w.forcer_id, w.forcer_upn from rollout_rooms w \
     join rooms r on r.tenant_id = w.tenant_id and r.room_id = w.room_id \
     where w.tenant_id = {target} and w.release_id = $1 and w.state = 'scheduled' and w.due_at <= $2 \
     order by w.due_at, w.room_id limit $3",
);
const LOCK: Fetch = Fetch::new(
    "select room_id from rooms where tenant_id = {target} and room_id {in $1} order by room_id{lock}",
);
const COUNTS: Fetch = Fetch::new(
    "select ring_id, state, count(*) from rollout_rooms where tenant_id = {target} and release_id = $1 \
     group by ring_id, state",
);
/// Of the rooms that were updated since a moment: how many there are, and how many failed or fare ill since.
const FARE: Fetch = Fetch::new(
    "select count(*), cast(coalesce(sum(case when w.state = 'failed' \
     or (not w.was_ill and r.health in ('unhealthy', 'unmonitored')) then 1 else 0 end), 0) as bigint) \
     from rollout_rooms w join rooms r on r.tenant_id = w.tenant_id and r.room_id = w.room_id \
     where w.tenant_id = {target} and w.release_id = $1 and w.state in ('succeeded', 'failed') and w.settled_at >= $2",
);
/// Rooms whose device was asked and does not know it yet.
const ASKED: Fetch = Fetch::new(
    "select w.room_id, r.name, r.time_zone, w.job_id from rollout_rooms w \
     join rooms r on r.tenant_id = w.tenant_id and r.room_id = w.room_id \
     join room_jobs j on j.tenant_id = w.tenant_id and j.room_id = w.room_id and j.job_id = w.job_id \
     where w.tenant_id = {target} and w.release_id = $1 and w.state = 'installing' and j.state = 'submitted' \
     order by w.room_id",
);
const BY_JOB: Fetch = Fetch::new(
    "select w.release_id, w.state, r.time_zone, w.force_reason from rollout_rooms w \
     join rooms r on r.tenant_id = w.tenant_id and r.room_id = w.room_id \
     where w.tenant_id = {target} and w.room_id = $1 and w.job_id = $2",
);
const ONE: Fetch = Fetch::new(
    "select w.state, w.job_id from rollout_rooms w where w.tenant_id = {target} and w.release_id = $1 and w.room_id = $2",
);
const RING_OF: Fetch = Fetch::new(
    "select r.device_type, r.app_version, coalesce(m.ring_id, $2) from rooms r \
     left join room_rings m on m.tenant_id = r.tenant_id and m.room_id = r.room_id \
     where r.tenant_id = {target} and r.room_id = $1",
);
const FAILED_IN_SIGHT: Read = Read::new(
    "select r.room_id, r.name, r.time_zone from rollout_rooms w \
     join rooms r on r.tenant_id = w.tenant_id and r.room_id = w.room_id \
     where {room:r} and w.release_id = $1 and w.state = 'failed' order by r.room_id",
);

const PUT: Write = Write::new(
    "insert into rollout_rooms (tenant_id, release_id, room_id, ring_id, state, due_at, reason, force_reason, forcer_upn, \
     was_ill) values ({target}, $1, $2, $3, $4, $5, '', '', '', false) on conflict (tenant_id, release_id, room_id) do nothing",
);
const ASK: Write = Write::new(
    "update rollout_rooms set state = 'installing', job_id = $3, was_ill = $4, reason = '' \
     where tenant_id = {target} and release_id = $1 and room_id = $2",
);
/// A room that waits again waits with the ring that it is in by now.
const MOVE: Write = Write::new(
    "update rollout_rooms set state = $3, due_at = $4, reason = $5, \
     ring_id = case when $3 = 'scheduled' then coalesce((select m.ring_id from room_rings m \
     where m.tenant_id = rollout_rooms.tenant_id and m.room_id = rollout_rooms.room_id), $6) else ring_id end, \
     settled_at = case when $3 in ('succeeded', 'failed') then {now} else settled_at end, \
     force_reason = case when $3 = 'scheduled' then force_reason else '' end \
     where tenant_id = {target} and release_id = $1 and room_id = $2",
);
const FORCE: Write = Write::new(
    "update rollout_rooms set state = 'scheduled', due_at = {now}, reason = '', force_reason = $3, forcer_tenant_id = $4, \
     forcer_id = $5, forcer_upn = $6, ring_id = coalesce((select m.ring_id from room_rings m \
     where m.tenant_id = rollout_rooms.tenant_id and m.room_id = rollout_rooms.room_id), $7) where tenant_id = {target} and release_id = $1 and room_id = $2",
);
/// What Steward itself knows of a room: the watch makes a ticket of it, and lets it go when the room has its update.
const TELL: Write = Write::new(
    "insert into room_signals (tenant_id, room_id, signal, instance, state, value, detail, since) \
     values ({target}, $1, $2, '', $3, $4, $5, {now}) on conflict (tenant_id, room_id, signal, instance) do update \
     set state = excluded.state, value = excluded.value, detail = excluded.detail, \
     since = case when room_signals.state = excluded.state then room_signals.since else excluded.since end",
);
const JUDGE: Write =
    Write::new("update rooms set health_due_at = {now} where tenant_id = {target} and room_id = $1");

/// A room of which the rollout does not know yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingRoom {
    /// The room.
    pub room: Id<Room>,
    /// Its time zone.
    pub time_zone: String,
    /// The version that it has, as its device tells.
    pub app_version: String,
    /// Its ring.
    pub ring: Id<UpdateRing>,
}

/// A room whose turn it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueRoom {
    /// The room.
    pub room: Id<Room>,
    /// Its name.
    pub name: String,
    /// Its time zone.
    pub time_zone: String,
    /// The version that it has, as its device tells.
    pub app_version: String,
    /// Whether it is in a meeting.
    pub activity: Activity,
    /// How it fares.
    pub health: Health,
    /// Whether it is monitored.
    pub monitoring: Monitoring,
    /// Why it is forced; empty where it is not.
    pub force_reason: String,
    /// Who forced it.
    pub forcer: Option<Owner>,
}

/// A room whose device was asked and does not know it yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedRoom {
    /// The room.
    pub room: Id<Room>,
    /// Its name.
    pub name: String,
    /// Its time zone.
    pub time_zone: String,
    /// The job.
    pub job: Id<Job>,
}

/// How many rooms of each ring are in each state.
pub type RoomsByRing = BTreeMap<(Id<UpdateRing>, RoomState), i64>;

/// Rooms of some rings that the rollout does not know yet, at most so many.
pub async fn missing(
    change: &mut Change,
    release: Id<Release>,
    device_type: DeviceType,
    rings: Vec<Id<UpdateRing>>,
    limit: i64,
) -> Result<Vec<MissingRoom>, StoreError> {
    let room = |row: &Row| {
        Ok(MissingRoom {
            room: row.get(0)?,
            time_zone: row.get(1)?,
            app_version: row.get(2)?,
            ring: row.get(3)?,
        })
    };
    let values = values![release, Preset::General.id(), device_type.key(), rings, limit];
    change.rows(&MISSING, values).await?.iter().map(room).collect()
}

/// Rooms whose turn it is, at most so many, locked as every change of a room's jobs locks them.
pub async fn due(change: &mut Change, release: Id<Release>, limit: i64) -> Result<Vec<DueRoom>, StoreError> {
    let now = change.now();
    let rows = change.rows(&DUE, values![release, now, limit]).await?;
    let rooms: Vec<Id<Room>> = rows.iter().map(|row| row.get(0)).collect::<Result<_, _>>()?;
    if rooms.is_empty() {
        return Ok(Vec::new());
    }
    change.rows(&LOCK, values![rooms]).await?;
    change.rows(&DUE, values![release, now, limit]).await?.iter().map(due_room).collect()
}

fn due_room(row: &Row) -> Result<DueRoom, StoreError> {
    let forcer: Option<_> = row.get(8)?;
    Ok(DueRoom {
        room: row.get(0)?,
        name: row.get(1)?,
        time_zone: row.get(2)?,
        app_version: row.get(3)?,
        activity: word(row, 4, Activity::from_key)?,
        health: word(row, 5, Health::from_key)?,
        monitoring: word(row, 6, Monitoring::from_key)?,
        force_reason: row.get(7)?,
        forcer: match forcer {
            Some(organization) => Some(Owner { organization, user: row.get(9)?, upn: row.get(10)? }),
            None => None,
        },
    })
}

/// How many rooms of each ring are in each state.
pub async fn counts(change: &mut Change, release: Id<Release>) -> Result<RoomsByRing, StoreError> {
    let count = |row: &Row| Ok(((row.get(0)?, word(row, 1, RoomState::from_key)?), row.get(2)?));
    change.rows(&COUNTS, values![release]).await?.iter().map(count).collect()
}

/// Of the rooms that were updated since a moment: how many there are, and how many failed or fare ill since.
pub async fn fare(change: &mut Change, release: Id<Release>, since: Time) -> Result<(u64, u64), StoreError> {
    let Some(row) = change.find(&FARE, values![release, since]).await? else { return Ok((0, 0)) };
    let count =
        |index: usize| u64::try_from(row.get::<i64>(index)?).map_err(|_| StoreError::Column { index });
    Ok((count(0)?, count(1)?))
}

/// Rooms whose device was asked and does not know it yet, locked.
pub async fn asked(change: &mut Change, release: Id<Release>) -> Result<Vec<AskedRoom>, StoreError> {
    let rows = change.rows(&ASKED, values![release]).await?;
    let rooms: Vec<Id<Room>> = rows.iter().map(|row| row.get(0)).collect::<Result<_, _>>()?;
    if rooms.is_empty() {
        return Ok(Vec::new());
    }
    change.rows(&LOCK, values![rooms]).await?;
    let room = |row: &Row| {
        Ok(AskedRoom { room: row.get(0)?, name: row.get(1)?, time_zone: row.get(2)?, job: row.get(3)? })
    };
    change.rows(&ASKED, values![release]).await?.iter().map(room).collect()
}

/// A room of a rollout, found by its job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomOfJob {
    /// The release.
    pub release: Id<Release>,
    /// Where the room stands.
    pub state: RoomState,
    /// Its time zone.
    pub time_zone: String,
    /// Whether it is forced.
    pub is_forced: bool,
}

/// The room of a rollout for which a job was made.
pub async fn of_job(
    change: &mut Change,
    room: Id<Room>,
    job: Id<Job>,
) -> Result<Option<RoomOfJob>, StoreError> {
    let row = change.find(&BY_JOB, values![room, job]).await?;
    row.map(|row| {
        Ok(RoomOfJob {
            release: row.get(0)?,
            state: word(&row, 1, RoomState::from_key)?,
            time_zone: row.get(2)?,
            is_forced: !row.get::<String>(3)?.is_empty(),
        })
    })
    .transpose()
}

/// Where a room of a rollout stands, with its job and the state of that.
pub async fn room(
    change: &mut Change,
    release: Id<Release>,
    room: Id<Room>,
) -> Result<Option<(RoomState, Option<(Id<Job>, JobState)>)>, StoreError> {
    let Some(row) = change.find(&ONE, values![release, room]).await? else { return Ok(None) };
    let state = word(&row, 0, RoomState::from_key)?;
    let job: Option<Id<Job>> = row.get(1)?;
    let job = match job {
        Some(job) => crate::jobs::found(change, room, job).await?.map(|found| (job, found.state)),
        None => None,
    };
    Ok(Some((state, job)))
}

/// The kind of device of a room, its version, and its ring.
pub async fn ring_of(
    change: &mut Change,
    room: Id<Room>,
) -> Result<Option<(DeviceType, String, Id<UpdateRing>)>, StoreError> {
    let row = change.find(&RING_OF, values![room, Preset::General.id()]).await?;
    row.map(|row| Ok((word(&row, 0, DeviceType::from_key)?, row.get(1)?, row.get(2)?))).transpose()
}

/// The rooms in a sight whose update failed: identifier, name and time zone.
pub async fn failed_in_sight(
    change: &mut Change,
    sight: &Sight,
    release: Id<Release>,
) -> Result<Vec<(Id<Room>, String, String)>, StoreError> {
    let rows = change.look(sight, Query::new(&FAILED_IN_SIGHT, values![release])).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).collect()
}

/// A room comes to know of a rollout; one that knows already stays as it is.
pub fn put_room(
    batch: Batch,
    release: Id<Release>,
    room: Id<Room>,
    ring: Id<UpdateRing>,
    state: RoomState,
    due_at: Time,
) -> Batch {
    batch.run(&PUT, values![release, room, ring, state.key(), due_at])
}

/// The device of a room is asked by a job.
pub fn ask_room(batch: Batch, release: Id<Release>, room: Id<Room>, job: Id<Job>, was_ill: bool) -> Batch {
    batch.run(&ASK, values![release, room, job, was_ill]).stirs(room)
}

/// Where a room stands, from when on it has its turn, and why.
pub fn move_room(
    batch: Batch,
    release: Id<Release>,
    room: Id<Room>,
    state: RoomState,
    due_at: Time,
    reason: &str,
) -> Batch {
    let general = Preset::General.id();
    batch.run(&MOVE, values![release, room, state.key(), due_at, reason, general]).stirs(room)
}

/// The turn of a room is now, whatever its ring and the hour.
pub fn force_room(batch: Batch, release: Id<Release>, room: Id<Room>, reason: &str, by: &Owner) -> Batch {
    let general = Preset::General.id();
    let values = values![release, room, reason, by.organization, by.user, &by.upn, general];
    batch.run(&FORCE, values).stirs(room)
}

/// What Steward knows of the update of a room becomes a signal of it, judged by the watch.
pub fn tell(batch: Batch, room: Id<Room>, is_well: bool, version: &str, detail: &str) -> Batch {
    let state = if is_well { "healthy" } else { "unhealthy" };
    batch.run(&TELL, values![room, SIGNAL, state, version, detail]).run(&JUDGE, values![room])
}
