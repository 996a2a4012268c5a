//! The rooms of an update ring as a reader sees them, and the rings of rooms.

use domain::{
    id::{Id, Organization, Room, UpdateRing},
    update_ring::Preset,
};

use super::{in_memory, ring_or_general};
use crate::{
    error::StoreError,
    groups::{MEMBER_TABLE, MemberRow, member},
    list::{Listed, Wanted, like},
    sql::{Query, Read},
    value::Row,
    values,
    view::View,
};

const PUT_THERE: Read = Read::new(
    "select r.room_id, r.name, p.name from room_rings m \
     join rooms r on r.tenant_id = m.tenant_id and r.room_id = m.room_id \
     left join places p on p.tenant_id = r.tenant_id and p.place_id = r.place_id where {room:r} and m.ring_id = $1",
);
const PUT_NOWHERE: Read = Read::new(
    "select r.room_id, r.name, p.name from rooms r \
     left join places p on p.tenant_id = r.tenant_id and p.place_id = r.place_id where {room:r} \
     and not exists (select 1 from room_rings m where m.tenant_id = r.tenant_id and m.room_id = r.room_id)",
);
const COUNT_PUT_THERE: Read = Read::new(
    "select count(*) from room_rings m join rooms r on r.tenant_id = m.tenant_id and r.room_id = m.room_id \
     where {room:r} and m.ring_id = $1",
);
const COUNT_PUT_NOWHERE: Read = Read::new(
    "select count(*) from rooms r where {room:r} \
     and not exists (select 1 from room_rings m where m.tenant_id = r.tenant_id and m.room_id = r.room_id)",
);
const CANDIDATES: Read = Read::new(
    "select r.room_id, r.name, p.name from rooms r \
     left join places p on p.tenant_id = r.tenant_id and p.place_id = r.place_id \
     left join room_rings m on m.tenant_id = r.tenant_id and m.room_id = r.room_id where {room:r} \
     and r.monitoring <> 'unenrolled' and r.name_key like $3 escape '\\' and coalesce(m.ring_id, $2) <> $1 \
     order by r.name_key, r.room_id limit $4",
);
const RINGS: Read = Read::new(
    "select r.room_id, m.ring_id, u.name from rooms r \
     left join room_rings m on m.tenant_id = r.tenant_id and m.room_id = r.room_id \
     left join update_rings u on u.tenant_id = m.tenant_id and u.ring_id = m.ring_id \
     where {room:r} and r.room_id {in $1}",
);

/// A page of the rooms of a ring that are in sight.
pub async fn rooms(
    view: &mut View,
    ring: Id<UpdateRing>,
    wanted: &Wanted,
) -> Result<Listed<MemberRow>, StoreError> {
    match in_memory::rooms(view, ring, wanted).await? {
        Some(listed) => Ok(listed),
        None => rooms_by_statement(view, ring, wanted).await,
    }
}

/// The same page, asked of the database alone.
pub async fn rooms_by_statement(
    view: &mut View,
    ring: Id<UpdateRing>,
    wanted: &Wanted,
) -> Result<Listed<MemberRow>, StoreError> {
    wanted.read(&MEMBER_TABLE, of_ring(ring, &PUT_THERE, &PUT_NOWHERE), view, member).await
}

/// How many rooms of a ring in sight a list has on all of its pages.
pub async fn count_rooms(view: &mut View, ring: Id<UpdateRing>, wanted: &Wanted) -> Result<i64, StoreError> {
    match in_memory::count_rooms(view, ring, wanted) {
        Some(count) => Ok(count),
        None => count_rooms_by_statement(view, ring, wanted).await,
    }
}

/// The same number, asked of the database alone.
pub async fn count_rooms_by_statement(
    view: &mut View,
    ring: Id<UpdateRing>,
    wanted: &Wanted,
) -> Result<i64, StoreError> {
    let mut query = of_ring(ring, &COUNT_PUT_THERE, &COUNT_PUT_NOWHERE);
    wanted.narrow(&MEMBER_TABLE, &mut query)?;
    view.count(query).await
}

fn of_ring(ring: Id<UpdateRing>, put_there: &Read, put_nowhere: &Read) -> Query {
    if ring == Preset::General.id() {
        Query::new(put_nowhere, values![])
    } else {
        Query::new(put_there, values![ring])
    }
}

/// The first rooms in sight whose name contains a text and that are not in the ring.
pub async fn candidates_of_ring(
    view: &mut View,
    ring: Id<UpdateRing>,
    text: &str,
    at_most: i64,
) -> Result<Vec<MemberRow>, StoreError> {
    let values = values![ring, Preset::General.id(), like(text), at_most];
    view.rows(Query::new(&CANDIDATES, values)).await?.iter().map(member).collect()
}

/// The rings of those of the given rooms that are in sight, by room: identifier and name.
pub async fn rings_of_rooms(
    view: &mut View,
    rooms: Vec<(Id<Organization>, Id<Room>)>,
) -> Result<Vec<(Id<Room>, (Id<UpdateRing>, String))>, StoreError> {
    match view.rooms_in_sight() {
        Some(in_sight) => in_memory::rings_of(view, &in_sight, &rooms).await,
        None => rings_of_rooms_by_statement(view, rooms.into_iter().map(|(_, room)| room).collect()).await,
    }
}

/// The same, asked of the database alone.
pub async fn rings_of_rooms_by_statement(
    view: &mut View,
    rooms: Vec<Id<Room>>,
) -> Result<Vec<(Id<Room>, (Id<UpdateRing>, String))>, StoreError> {
    let ring = |row: &Row| {
        let ring = ring_or_general(row, 1)?;
        let stored: Option<String> = row.get(2)?;
        let name = Preset::of(ring).map(|preset| preset.name().to_owned()).or(stored).unwrap_or_default();
        Ok((row.get(0)?, (ring, name)))
    };
    view.rows(Query::new(&RINGS, values![rooms])).await?.iter().map(ring).collect()
}
