//! Rooms of rollouts whose ring changes: those that wait go along or are forgotten, those that run or ended stay where they
//! were.

use std::collections::BTreeMap;

use domain::{
    id::{Id, Release, Room, UpdateRing},
    release::Version,
    rollout::RoomState,
    room::DeviceType,
    time::Time,
};

use crate::{
    change::{Batch, Change},
    error::StoreError,
    facts::word,
    releases::version,
    sql::{Fetch, Write},
    value::Row,
    values,
};

/// In one order, and before any room: time moves rollouts on in that order, too.
const HOLD: Fetch = Fetch::new(
    "select release_id from rollouts where tenant_id = {target} and state <> 'deprecated' order by release_id{lock}",
);
/// Found by their rooms, whatever their state: these are few, and those of a rollout that wait may be many.
const KNOWN: Fetch = Fetch::new(
    "select w.room_id, w.release_id, e.version, e.device_type, e.is_critical, r.time_zone, r.app_version, w.force_reason, \
     b.began_at, a.began_at, w.state from rollout_rooms w \
     join rollouts o on o.tenant_id = w.tenant_id and o.release_id = w.release_id \
     join releases e on e.tenant_id = w.tenant_id and e.release_id = w.release_id \
     join rooms r on r.tenant_id = w.tenant_id and r.room_id = w.room_id \
     left join rollout_rings b on b.tenant_id = w.tenant_id and b.release_id = w.release_id and b.ring_id = w.ring_id \
     left join rollout_rings a on a.tenant_id = w.tenant_id and a.release_id = w.release_id and a.ring_id = $2 \
     where w.tenant_id = {target} and w.room_id {in $1} and w.ring_id <> $2 \
     and o.state <> 'deprecated' order by w.room_id, w.release_id",
);

/// The turn that it has stays.
const TAKE_ALONG: Write = Write::new(
    "update rollout_rooms set ring_id = $3 where tenant_id = {target} and release_id = $1 and room_id = $2",
);
const BEGIN_ANEW: Write = Write::new(
    "update rollout_rooms set ring_id = $3, due_at = $4, reason = '' \
     where tenant_id = {target} and release_id = $1 and room_id = $2",
);
const FORGET: Write = Write::new(
    "delete from rollout_rooms where tenant_id = {target} and release_id = $1 and room_id = $2 and state = 'scheduled'",
);
const HAND_OVER: Write =
    Write::new("update rollout_rooms set ring_id = $2 where tenant_id = {target} and ring_id = $1");

/// A room that waits for its turn in a rollout while it goes to another ring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passenger {
    /// What is rolled out.
    pub release: Id<Release>,
    /// The version.
    pub version: Version,
    /// The devices that it is for.
    pub device_type: DeviceType,
    /// Whether it skips what waiting there is.
    pub is_critical: bool,
    /// The time zone of the room.
    pub time_zone: String,
    /// The version that it has, as its device tells.
    pub app_version: String,
    /// Whether it is forced.
    pub is_forced: bool,
    /// Whether the turn of the ring that it leaves had begun.
    pub had_begun: bool,
    /// When the turn of the ring that it goes to began.
    pub begins_at: Option<Time>,
}

/// Has every rollout of the organization stand still until the end of the change; to be done before rooms are locked.
pub async fn hold(change: &mut Change) -> Result<(), StoreError> {
    change.rows(&HOLD, values![]).await.map(drop)
}

/// Where rooms wait for their turn that go to a ring.
pub async fn passengers(
    change: &mut Change,
    rooms: Vec<Id<Room>>,
    to: Id<UpdateRing>,
) -> Result<BTreeMap<Id<Room>, Vec<Passenger>>, StoreError> {
    let mut found: BTreeMap<Id<Room>, Vec<Passenger>> = BTreeMap::new();
    for row in change.rows(&KNOWN, values![rooms, to]).await? {
        if word(&row, 10, RoomState::from_key)? == RoomState::Scheduled {
            found.entry(row.get(0)?).or_default().push(passenger(&row)?);
        }
    }
    Ok(found)
}

fn passenger(row: &Row) -> Result<Passenger, StoreError> {
    Ok(Passenger {
        release: row.get(1)?,
        version: version(row, 2)?,
        device_type: word(row, 3, DeviceType::from_key)?,
        is_critical: row.get(4)?,
        time_zone: row.get(5)?,
        app_version: row.get(6)?,
        is_forced: !row.get::<String>(7)?.is_empty(),
        had_begun: row.get::<Option<Time>>(8)?.is_some(),
        begins_at: row.get(9)?,
    })
}

/// A room goes to another ring with the turn that it has.
pub fn take_along(batch: Batch, release: Id<Release>, room: Id<Room>, to: Id<UpdateRing>) -> Batch {
    batch.run(&TAKE_ALONG, values![release, room, to])
}

/// A room has its turn as the others of the ring that it goes to.
pub fn begin_anew(
    batch: Batch,
    release: Id<Release>,
    room: Id<Room>,
    to: Id<UpdateRing>,
    due_at: Time,
) -> Batch {
    batch.run(&BEGIN_ANEW, values![release, room, to, due_at])
}

/// A room waits until the ring has its turn that it goes to.
pub fn forget(batch: Batch, release: Id<Release>, room: Id<Room>) -> Batch {
    batch.run(&FORGET, values![release, room])
}

/// What ran or ended in a ring that is deleted is counted in another one.
pub fn hand_over(batch: Batch, from: Id<UpdateRing>, to: Id<UpdateRing>) -> Batch {
    batch.run(&HAND_OVER, values![from, to])
}
