//! Update rings: the plan of an organization, and how many rooms each ring has.
//!
//! Invariant: a preset ring is stored where somebody changed it, a room where it is in another ring than General.

mod customers;
mod in_memory;
mod rooms;

use std::collections::BTreeMap;

use authz::Sight;
use domain::{
    id::{Id, Room, UpdateRing},
    update_ring::{Plan, Preset, Ring, Values},
};

pub use customers::*;
pub(crate) use in_memory::in_image;
pub use rooms::*;

use crate::{
    change::{Batch, Change},
    error::StoreError,
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

const STORED: Read = Read::new(
    "select u.ring_id, u.name, u.description, u.position, u.rollout_days, u.test_days, u.change_stamp \
     from update_rings u where {tenant:u.tenant_id}",
);
const COUNTS: Read = Read::new(
    "select m.ring_id, count(*) from rooms r \
     left join room_rings m on m.tenant_id = r.tenant_id and m.room_id = r.room_id where {room:r} group by m.ring_id",
);
/// Rooms out of sight count here, too: who changes a ring must see them all.
const SIZES: Read = Read::new(
    "select m.ring_id, count(*) from rooms r \
     left join room_rings m on m.tenant_id = r.tenant_id and m.room_id = r.room_id \
     where {tenant:r.tenant_id} group by m.ring_id",
);

const FETCH: Fetch = Fetch::new(
    "select ring_id, name, description, position, rollout_days, test_days, change_stamp \
     from update_rings where tenant_id = {target}",
);
const SIZES_HERE: Fetch = Fetch::new(
    "select m.ring_id, count(*) from rooms r \
     left join room_rings m on m.tenant_id = r.tenant_id and m.room_id = r.room_id \
     where r.tenant_id = {target} group by m.ring_id",
);
const LOCK_ROOMS: Fetch = Fetch::new(
    "select room_id from rooms where tenant_id = {target} and room_id {in $1} order by room_id{lock}",
);
const RINGS_OF: Fetch = Fetch::new(
    "select r.room_id, r.name, m.ring_id from rooms r \
     left join room_rings m on m.tenant_id = r.tenant_id and m.room_id = r.room_id \
     where r.tenant_id = {target} and r.room_id {in $1} order by r.name_key, r.room_id",
);
const ROOMS_OF: Fetch = Fetch::new(
    "select r.room_id, r.name from room_rings m join rooms r on r.tenant_id = m.tenant_id and r.room_id = m.room_id \
     where m.tenant_id = {target} and m.ring_id = $1 order by r.name_key, r.room_id",
);

const SET: Write = Write::new(
    "insert into update_rings (tenant_id, ring_id, name, description, position, rollout_days, test_days, change_stamp) \
     values ({target}, $1, $2, $3, $4, $5, $6, 1) on conflict (tenant_id, ring_id) do update \
     set name = excluded.name, description = excluded.description, position = excluded.position, \
     rollout_days = excluded.rollout_days, test_days = excluded.test_days, \
     change_stamp = update_rings.change_stamp + 1",
);
const DELETE: Write = Write::new("delete from update_rings where tenant_id = {target} and ring_id = $1");
const PUT: Write = Write::new(
    "insert into room_rings (tenant_id, room_id, ring_id) values ({target}, $1, $2) \
     on conflict (tenant_id, room_id) do update set ring_id = excluded.ring_id",
);
const TAKE_OUT: Write = Write::new("delete from room_rings where tenant_id = {target} and room_id = $1");

/// How many rooms there are in each ring.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoomCounts(BTreeMap<Id<UpdateRing>, i64>);

impl RoomCounts {
    fn of_rows(rows: &[Row]) -> Result<Self, StoreError> {
        let count = |row: &Row| Ok((ring_or_general(row, 0)?, row.get(1)?));
        rows.iter().map(count).collect::<Result<_, StoreError>>().map(Self)
    }

    /// How many rooms a ring has.
    pub fn of(&self, ring: Id<UpdateRing>) -> i64 {
        self.0.get(&ring).copied().unwrap_or_default()
    }

    /// How many rooms there are in all rings.
    pub fn total(&self) -> i64 {
        self.0.values().sum()
    }
}

/// The plan of the one organization in sight.
pub async fn plan(view: &mut View) -> Result<Plan, StoreError> {
    rings(&view.rows(Query::new(&STORED, values![])).await?, 0).map(Plan::of)
}

/// How many rooms in sight each ring has.
pub async fn counts(view: &mut View) -> Result<RoomCounts, StoreError> {
    match view.rooms_in_sight() {
        Some(rooms) => Ok(in_memory::counts(rooms.ring_counts())),
        None => counts_by_statement(view).await,
    }
}

/// The same, asked of the database alone.
pub async fn counts_by_statement(view: &mut View) -> Result<RoomCounts, StoreError> {
    RoomCounts::of_rows(&view.rows(Query::new(&COUNTS, values![])).await?)
}

/// How many rooms each ring has, whoever sees them.
pub async fn sizes(view: &mut View) -> Result<RoomCounts, StoreError> {
    match view.rooms_in_sight() {
        Some(rooms) => Ok(in_memory::counts(rooms.ring_sizes())),
        None => sizes_by_statement(view).await,
    }
}

/// The same, asked of the database alone.
pub async fn sizes_by_statement(view: &mut View) -> Result<RoomCounts, StoreError> {
    RoomCounts::of_rows(&view.rows(Query::new(&SIZES, values![])).await?)
}

/// The plan of the organization of the change.
pub async fn fetch(change: &mut Change) -> Result<Plan, StoreError> {
    rings(&change.rows(&FETCH, values![]).await?, 0).map(Plan::of)
}

/// How many rooms each ring has in a sight, looked at inside a change.
pub async fn counts_in(change: &mut Change, sight: &Sight) -> Result<RoomCounts, StoreError> {
    RoomCounts::of_rows(&change.look(sight, Query::new(&COUNTS, values![])).await?)
}

/// How many rooms each ring of the organization of the change has.
pub async fn sizes_here(change: &mut Change) -> Result<RoomCounts, StoreError> {
    RoomCounts::of_rows(&change.rows(&SIZES_HERE, values![]).await?)
}

/// A room of the organization of the change with the ring that it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomInRing {
    /// The room.
    pub room: Id<Room>,
    /// Its name.
    pub name: String,
    /// The ring.
    pub ring: Id<UpdateRing>,
}

/// Rooms with their rings, by name; they stay there until the end of the change.
pub async fn rings_of(change: &mut Change, rooms: Vec<Id<Room>>) -> Result<Vec<RoomInRing>, StoreError> {
    let room =
        |row: &Row| Ok(RoomInRing { room: row.get(0)?, name: row.get(1)?, ring: ring_or_general(row, 2)? });
    change.rows(&LOCK_ROOMS, values![rooms.clone()]).await?;
    change.rows(&RINGS_OF, values![rooms]).await?.iter().map(room).collect()
}

/// Every room that was put into a ring, by name.
pub async fn rooms_of(change: &mut Change, ring: Id<UpdateRing>) -> Result<Vec<RoomInRing>, StoreError> {
    let room = |row: &Row| Ok(RoomInRing { room: row.get(0)?, name: row.get(1)?, ring });
    change.rows(&ROOMS_OF, values![ring]).await?.iter().map(room).collect()
}

/// Stores a ring as it is to be.
pub fn set(batch: Batch, ring: &Ring) -> Batch {
    let Values { order, rollout_days, test_days } = ring.values;
    let days = |days: u16| i64::from(days);
    let values = values![
        ring.id,
        &ring.name,
        &ring.description,
        i64::from(order),
        days(rollout_days),
        days(test_days)
    ];
    batch.run(&SET, values)
}

/// Deletes a ring; its rooms are moved by [`put`].
pub fn delete(batch: Batch, ring: Id<UpdateRing>) -> Batch {
    batch.run(&DELETE, values![ring])
}

/// Puts a room into a ring.
pub fn put(batch: Batch, room: Id<Room>, ring: Id<UpdateRing>) -> Batch {
    if ring == Preset::General.id() {
        batch.run(&TAKE_OUT, values![room])
    } else {
        batch.run(&PUT, values![room, ring])
    }
    .stirs(room)
}

/// The ring of a room: General, where none is stored.
fn ring_or_general(row: &Row, index: usize) -> Result<Id<UpdateRing>, StoreError> {
    Ok(row.get::<Option<Id<UpdateRing>>>(index)?.unwrap_or(Preset::General.id()))
}

/// Stored rings, from columns that follow one another.
fn rings(rows: &[Row], from: usize) -> Result<Vec<Ring>, StoreError> {
    rows.iter().map(|row| ring(row, from)).collect()
}

fn ring(row: &Row, from: usize) -> Result<Ring, StoreError> {
    Ok(Ring {
        id: row.get(from)?,
        name: row.get(from + 1)?,
        description: row.get(from + 2)?,
        values: Values {
            order: number(row, from + 3)?,
            rollout_days: number(row, from + 4)?,
            test_days: number(row, from + 5)?,
        },
        change_stamp: row.get(from + 6)?,
    })
}

fn number<T: TryFrom<i64>>(row: &Row, index: usize) -> Result<T, StoreError> {
    T::try_from(row.get(index)?).map_err(|_| StoreError::Column { index })
}
