//! Rooms for which a rollout is and of which it does not know yet, because their ring has not begun.

use domain::{
    id::{Id, Release, Room, UpdateRing},
    room::DeviceType,
    update_ring::Preset,
};

use super::ROLLOUT_ROOM_TABLE;
use crate::{
    error::StoreError,
    list::{Key, Listed, Placed, Wanted},
    sql::{Query, Read},
    value::Row,
    values,
    view::View,
};

/// A room whose ring has not begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingRoom {
    /// The room.
    pub room: Id<Room>,
    /// Its name.
    pub name: String,
    /// Its ring.
    pub ring: Id<UpdateRing>,
    /// The version that its device told; empty where it told none.
    pub version: String,
}

impl Placed for WaitingRoom {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "id" => Key::Id(self.room.uuid()),
            "displayName" => Key::Text(domain::text::key(&self.name)),
            _ => return None,
        })
    }
}

const LIST: Read = Read::new(
    "select r.room_id, r.name, coalesce(m.ring_id, $2), r.app_version from rooms r \
     left join room_rings m on m.tenant_id = r.tenant_id and m.room_id = r.room_id \
     where {room:r} and r.monitoring = 'monitored' and r.device_type = $3 \
     and not exists (select 1 from rollout_rooms w where w.tenant_id = r.tenant_id and w.release_id = $1 \
     and w.room_id = r.room_id)",
);
const COUNT: Read = Read::new(
    "select count(*) from rooms r where {room:r} and r.monitoring = 'monitored' and r.device_type = $2 \
     and not exists (select 1 from rollout_rooms w where w.tenant_id = r.tenant_id and w.release_id = $1 \
     and w.room_id = r.room_id)",
);

/// A page of the rooms in sight.
pub async fn waiting(
    view: &mut View,
    release: Id<Release>,
    device_type: DeviceType,
    wanted: &Wanted,
) -> Result<Listed<WaitingRoom>, StoreError> {
    let query = Query::new(&LIST, values![release, Preset::General.id(), device_type.key()]);
    wanted.read(&ROLLOUT_ROOM_TABLE, query, view, room).await
}

/// How many rooms the list has on all of its pages.
pub async fn count_waiting(
    view: &mut View,
    release: Id<Release>,
    device_type: DeviceType,
) -> Result<i64, StoreError> {
    view.count(Query::new(&COUNT, values![release, device_type.key()])).await
}

fn room(row: &Row) -> Result<WaitingRoom, StoreError> {
    Ok(WaitingRoom { room: row.get(0)?, name: row.get(1)?, ring: row.get(2)?, version: row.get(3)? })
}
