//! Rollouts as their readers see them: with the rooms in sight alone.

use std::collections::BTreeMap;

use domain::{
    health::Health,
    id::{Id, Organization, Release, Room, UpdateRing},
    job::{Activity, JobReason},
    query::{Kind, Order, Property, Schema},
    release::Version,
    rollout::{RingState, RolloutState, RoomState},
    room::DeviceType,
    time::Time,
    update_ring::Preset,
};

use super::RoomsByRing;
use crate::{
    error::StoreError,
    facts::word,
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    releases::version,
    sql::{Query, Read},
    value::Row,
    values,
    view::View,
};

const STATES: &[&str] =
    &["scheduled", "inProgress", "paused", "completed", "completedWithFailures", "deprecated"];
const DEVICE_TYPES: &[&str] = &["windowsRoom", "androidVideoBar", "androidTouchConsole", "panel", "generic"];

/// What the list of rollouts offers to queries.
pub static ROLLOUT_SCHEMA: Schema = Schema::new(
    &[
        Property::new("id", Kind::Id).filterable(),
        Property::new("tenantId", Kind::Id).filterable(),
        Property::new("tenantDisplayName", Kind::Text).filterable().sortable().searchable(),
        Property::new("version", Kind::Text).filterable().searchable(),
        Property::new("deviceType", Kind::Enum(DEVICE_TYPES)).filterable(),
        Property::new("isCritical", Kind::Boolean).filterable(),
        Property::new("state", Kind::Enum(STATES)).filterable(),
        Property::new("beginsDateTime", Kind::Time).filterable().sortable(),
    ],
    200,
);

/// States in the order of [`STATES`].
const STATE_RANK: &str = "cast(case o.state when 'scheduled' then 0 when 'inProgress' then 1 when 'paused' then 2 \
     when 'completed' then 3 when 'completedWithFailures' then 4 else 5 end as bigint)";

/// The columns behind [`ROLLOUT_SCHEMA`], and that by which versions are ordered.
pub static ROLLOUT_TABLE: Table = Table {
    columns: &[
        Column::new("id", "o.release_id", Kept::Id),
        Column::new("tenantId", "o.tenant_id", Kept::Id),
        Column::new("tenantDisplayName", "t.name_key", Kept::Key),
        Column::new("version", "e.version", Kept::Ascii),
        Column::new("deviceType", "e.device_type", Kept::Word),
        Column::new("isCritical", "e.is_critical", Kept::Boolean),
        Column::new("state", "o.state", Kept::Word).ranked(STATE_RANK),
        Column::new("versionOrder", "e.version_key", Kept::Key),
        Column::new("beginsDateTime", "o.begins_at", Kept::Time),
    ],
    order: &[Order { property: "beginsDateTime", descending: true }],
    unique: &["id"],
    searched: &["version", "tenantDisplayName"],
};

/// The columns by which rooms of a rollout are ordered.
pub static ROLLOUT_ROOM_TABLE: Table = Table {
    columns: &[Column::new("id", "r.room_id", Kept::Id), Column::new("displayName", "r.name_key", Kept::Key)],
    order: &[Order { property: "displayName", descending: false }],
    unique: &["id"],
    searched: &["displayName"],
};

/// A rollout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RolloutRow {
    /// What is rolled out.
    pub release: Id<Release>,
    /// Whose.
    pub tenant: Id<Organization>,
    /// The organization's name.
    pub tenant_name: String,
    /// The version.
    pub version: Version,
    /// The devices that it is for.
    pub device_type: DeviceType,
    /// Whether it skips what waiting there is.
    pub is_critical: bool,
    /// What is new.
    pub notes: String,
    /// Where it stands.
    pub state: RolloutState,
    /// When it begins.
    pub begins_at: Time,
    /// When it began.
    pub began_at: Option<Time>,
    /// Since when it stands still.
    pub paused_at: Option<Time>,
    /// Why it stands still: `person` or `health`; else empty.
    pub pause: String,
    /// When it was over.
    pub ended_at: Option<Time>,
    /// Who gave it up; none where a newer one took its place, or it is no more than over.
    pub ended_by: Option<EndedBy>,
    /// Raised by each step.
    pub change_stamp: i64,
}

/// Who gave a rollout up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndedBy {
    /// The person's organization.
    pub organization: Id<Organization>,
    /// The account name.
    pub upn: String,
}

impl Placed for RolloutRow {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "id" => Key::Id(self.release.uuid()),
            "tenantDisplayName" => Key::Text(domain::text::key(&self.tenant_name)),
            "beginsDateTime" => Key::Integer(self.begins_at.micros()),
            "versionOrder" => Key::Text(self.version.key()),
            "deviceType" => Key::Text(self.device_type.key().to_owned()),
            "state" => {
                let rank = STATES.iter().position(|state| *state == self.state.key())?;
                Key::Integer(i64::try_from(rank).ok()?)
            }
            _ => return None,
        })
    }
}

/// A room of a rollout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RolloutRoom {
    /// The room.
    pub room: Id<Room>,
    /// Its name.
    pub name: String,
    /// Its ring.
    pub ring: Id<UpdateRing>,
    /// Where it stands.
    pub state: RoomState,
    /// From when on it has its turn.
    pub due_at: Time,
    /// Why it failed or was put off last.
    pub reason: Option<JobReason>,
    /// Whether it is forced.
    pub is_forced: bool,
    /// How it fares.
    pub health: Health,
    /// Whether it is in a meeting.
    pub activity: Activity,
    /// Its time zone.
    pub time_zone: String,
}

impl Placed for RolloutRoom {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "id" => Key::Id(self.room.uuid()),
            "displayName" => Key::Text(domain::text::key(&self.name)),
            _ => return None,
        })
    }
}

const LIST: Read = Read::new(
    "select o.release_id, o.tenant_id, t.name, e.version, e.device_type, e.is_critical, e.notes, o.state, o.begins_at, \
     o.began_at, o.paused_at, o.pause, o.ended_at, o.change_stamp, o.ended_by_tenant_id, o.ended_by_upn from rollouts o \
     join releases e on e.tenant_id = o.tenant_id and e.release_id = o.release_id \
     join organizations t on t.organization_id = o.tenant_id where {tenant:o.tenant_id}",
);
const COUNT: Read = Read::new(
    "select count(*) from rollouts o \
     join releases e on e.tenant_id = o.tenant_id and e.release_id = o.release_id \
     join organizations t on t.organization_id = o.tenant_id where {tenant:o.tenant_id}",
);
const CURRENT: &str = " and o.state in ('scheduled', 'inProgress', 'paused')";
const RINGS: Read = Read::new(
    "select g.ring_id, g.state, g.began_at from rollout_rings g where {tenant:g.tenant_id} and g.release_id = $1",
);
/// Rooms are counted of those in sight alone.
const ROOMS: Read = Read::new(
    "select w.release_id, w.ring_id, w.state, count(*) from rooms r \
     join rollout_rooms w on w.tenant_id = r.tenant_id and w.room_id = r.room_id \
     where {room:r} and w.release_id {in $1} group by w.release_id, w.ring_id, w.state",
);
/// Rooms that could have it and of which the rollout does not know yet: those of which it knows are counted where they stand.
const LIKELY: Read = Read::new(
    "select coalesce(m.ring_id, $1), count(*) from rooms r \
     left join room_rings m on m.tenant_id = r.tenant_id and m.room_id = r.room_id \
     where {room:r} and r.monitoring = 'monitored' and r.device_type = $2 \
     and not exists (select 1 from rollout_rooms w where w.tenant_id = r.tenant_id and w.release_id = $3 \
     and w.room_id = r.room_id) group by coalesce(m.ring_id, $1)",
);
const ROOM_LIST: Read = Read::new(
    "select r.room_id, r.name, w.ring_id, w.state, w.due_at, w.reason, w.force_reason, r.health, r.activity, r.time_zone \
     from rooms r join rollout_rooms w on w.tenant_id = r.tenant_id and w.room_id = r.room_id \
     where {room:r} and w.release_id = $1",
);
const ROOM_COUNT: Read = Read::new(
    "select count(*) from rooms r join rollout_rooms w on w.tenant_id = r.tenant_id and w.room_id = r.room_id \
     where {room:r} and w.release_id = $1",
);
/// What a ring waits for: failed, in its turn and not updated, or put off in its turn; a halt puts off all, so that it says nothing
/// of a room.
const HOLDING: &str = " and (w.state in ('failed', 'installing') \
     or (w.state = 'scheduled' and (w.reason not in ('', 'rolloutHalted') or w.due_at <= ";

/// Which rooms of a rollout are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// All of them.
    All,
    /// Those that hold it up at a moment: failed, being updated, in their turn and not updated, or put off in it.
    Holding(Time),
}

/// A page of rollouts; the past ones only where they are asked for.
pub async fn list(
    view: &mut View,
    wanted: &Wanted,
    with_past: bool,
) -> Result<Listed<RolloutRow>, StoreError> {
    let mut query = Query::new(&LIST, values![]);
    if !with_past {
        query.push(CURRENT);
    }
    wanted.read(&ROLLOUT_TABLE, query, view, row).await
}

/// How many rollouts the list has on all of its pages.
pub async fn count(view: &mut View, wanted: &Wanted, with_past: bool) -> Result<i64, StoreError> {
    let mut query = Query::new(&COUNT, values![]);
    if !with_past {
        query.push(CURRENT);
    }
    wanted.narrow(&ROLLOUT_TABLE, &mut query)?;
    view.count(query).await
}

/// A rollout of an organization in sight.
pub async fn one(view: &mut View, release: Id<Release>) -> Result<Option<RolloutRow>, StoreError> {
    let mut query = Query::new(&LIST, values![]);
    query.push(" and o.release_id = ").bind(release);
    view.rows(query).await?.first().map(row).transpose()
}

/// The rings of a rollout that have their turn, or had it.
pub async fn rings_of(
    view: &mut View,
    release: Id<Release>,
) -> Result<BTreeMap<Id<UpdateRing>, (RingState, Time)>, StoreError> {
    let ring = |row: &Row| Ok((row.get(0)?, (word(row, 1, RingState::from_key)?, row.get(2)?)));
    view.rows(Query::new(&RINGS, values![release])).await?.iter().map(ring).collect()
}

/// How many rooms in sight of each ring are in each state, for several rollouts at once.
pub async fn room_counts(
    view: &mut View,
    releases: Vec<Id<Release>>,
) -> Result<BTreeMap<Id<Release>, RoomsByRing>, StoreError> {
    let mut found: BTreeMap<Id<Release>, RoomsByRing> = BTreeMap::new();
    for row in view.rows(Query::new(&ROOMS, values![releases])).await? {
        let state = word(&row, 2, RoomState::from_key)?;
        found.entry(row.get(0)?).or_default().insert((row.get(1)?, state), row.get(3)?);
    }
    Ok(found)
}

/// How many rooms in sight of each ring are of the kind of device, without those of which the rollout knows.
pub async fn likely(
    view: &mut View,
    release: Id<Release>,
    device_type: DeviceType,
) -> Result<BTreeMap<Id<UpdateRing>, i64>, StoreError> {
    let values = values![Preset::General.id(), device_type.key(), release];
    let rows = view.rows(Query::new(&LIKELY, values)).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// A page of the rooms of a rollout in sight.
pub async fn rooms_of(
    view: &mut View,
    release: Id<Release>,
    which: Which,
    wanted: &Wanted,
) -> Result<Listed<RolloutRoom>, StoreError> {
    let mut query = Query::new(&ROOM_LIST, values![release]);
    narrow(&mut query, which);
    wanted.read(&ROLLOUT_ROOM_TABLE, query, view, room).await
}

/// How many rooms the list has on all of its pages.
pub async fn count_rooms_of(
    view: &mut View,
    release: Id<Release>,
    which: Which,
    wanted: &Wanted,
) -> Result<i64, StoreError> {
    let mut query = Query::new(&ROOM_COUNT, values![release]);
    narrow(&mut query, which);
    wanted.narrow(&ROLLOUT_ROOM_TABLE, &mut query)?;
    view.count(query).await
}

fn narrow(query: &mut Query, which: Which) {
    match which {
        Which::All => {}
        Which::Holding(now) => _ = query.push(HOLDING).bind(now).push(")))"),
    }
}

fn row(row: &Row) -> Result<RolloutRow, StoreError> {
    let ended_by = row.get::<Option<Id<Organization>>>(14)?.zip(row.get::<Option<String>>(15)?);
    Ok(RolloutRow {
        release: row.get(0)?,
        tenant: row.get(1)?,
        tenant_name: row.get(2)?,
        version: version(row, 3)?,
        device_type: word(row, 4, DeviceType::from_key)?,
        is_critical: row.get(5)?,
        notes: row.get(6)?,
        state: word(row, 7, RolloutState::from_key)?,
        begins_at: row.get(8)?,
        began_at: row.get(9)?,
        paused_at: row.get(10)?,
        pause: row.get(11)?,
        ended_at: row.get(12)?,
        ended_by: ended_by.map(|(organization, upn)| EndedBy { organization, upn }),
        change_stamp: row.get(13)?,
    })
}

fn room(row: &Row) -> Result<RolloutRoom, StoreError> {
    let reason: String = row.get(5)?;
    let health = word(row, 7, Health::from_key)?;
    Ok(RolloutRoom {
        room: row.get(0)?,
        name: row.get(1)?,
        ring: row.get(2)?,
        state: word(row, 3, RoomState::from_key)?,
        due_at: row.get(4)?,
        reason: JobReason::from_key(&reason),
        is_forced: !row.get::<String>(6)?.is_empty(),
        health,
        activity: word(row, 8, Activity::from_key)?.shown(health == Health::Unmonitored),
        time_zone: row.get(9)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_property_has_a_column_of_its_kind() {
        assert_eq!(ROLLOUT_TABLE.lacks(&ROLLOUT_SCHEMA), Vec::<&str>::new());
    }
}
