//! The rings of rooms from the image: how many each has, a page of the rooms of one, and the rings of rooms.

use std::collections::BTreeMap;

use authz::image::{Order, RingCounts, RoomsInSight};
use domain::{
    id::{Id, Organization, Room, UpdateRing},
    update_ring::Preset,
};

use super::RoomCounts;
use crate::{
    error::StoreError,
    groups::{MEMBER_TABLE, MemberRow, member},
    list::{Listed, Wanted},
    rooms::in_memory,
    sql::{Query, Read},
    values,
    view::View,
};

const LINES: Read = Read::new(
    "select r.room_id, r.name, p.name from rooms r \
     left join places p on p.tenant_id = r.tenant_id and p.place_id = r.place_id where {room:r}",
);
const NAMES: Read = Read::new(
    "select u.ring_id, u.name from update_rings u where {tenant:u.tenant_id} and u.tenant_id {in $1} and u.ring_id {in $2}",
);

/// A ring as the image has it: none stands for General.
pub(crate) fn in_image(ring: Id<UpdateRing>) -> Option<Id<UpdateRing>> {
    Some(ring).filter(|ring| *ring != Preset::General.id())
}

pub(super) fn counts(counts: RingCounts) -> RoomCounts {
    let of = |(ring, count): (Option<Id<UpdateRing>>, i64)| (ring.unwrap_or(Preset::General.id()), count);
    RoomCounts(counts.into_iter().map(of).collect())
}

/// What the image is asked for, if it can answer.
fn asked(ring: Id<UpdateRing>, wanted: &Wanted) -> Option<authz::image::Asked> {
    let mut asked = in_memory::asked(wanted, None).filter(|asked| asked.order == Order::Name)?;
    asked.rings.push(in_image(ring));
    asked.with_hidden = true;
    Some(asked)
}

/// A page of the rooms of a ring; none where the image cannot answer.
pub(super) async fn rooms(
    view: &mut View,
    ring: Id<UpdateRing>,
    wanted: &Wanted,
) -> Result<Option<Listed<MemberRow>>, StoreError> {
    let (Some(asked), Some(rooms)) = (asked(ring, wanted), view.rooms_in_sight()) else { return Ok(None) };
    let picked = rooms.page(&asked, wanted.page.size());
    if picked.rooms.is_empty() {
        return Ok(Some(Listed { items: Vec::new(), next: None }));
    }
    let mut found: BTreeMap<Id<Room>, MemberRow> = BTreeMap::new();
    for row in view.rows_of(&picked.sight, Query::new(&LINES, values![])).await? {
        let room = member(&row)?;
        found.insert(room.id, room);
    }
    let items: Vec<_> = picked.rooms.iter().filter_map(|(_, room)| found.remove(room)).collect();
    let next = if picked.has_more { wanted.place_after(&MEMBER_TABLE, items.last())? } else { None };
    Ok(Some(Listed { items, next }))
}

/// How many rooms the same list has on all of its pages; none where the image cannot answer.
pub(super) fn count_rooms(view: &mut View, ring: Id<UpdateRing>, wanted: &Wanted) -> Option<i64> {
    Some(view.rooms_in_sight()?.count(&asked(ring, wanted)?))
}

/// The rings of those of the given rooms that are in sight; only the names of those that organizations made are read.
pub(super) async fn rings_of(
    view: &mut View,
    in_sight: &RoomsInSight,
    rooms: &[(Id<Organization>, Id<Room>)],
) -> Result<Vec<(Id<Room>, (Id<UpdateRing>, String))>, StoreError> {
    let ring = |(tenant, room): &(_, _)| {
        let ring = in_sight.ring_of(*tenant, *room)?.unwrap_or(Preset::General.id());
        Some((*tenant, *room, ring))
    };
    let found: Vec<_> = rooms.iter().filter_map(ring).collect();
    let own = || found.iter().filter(|(.., ring)| Preset::of(*ring).is_none());
    let mut names: BTreeMap<Id<UpdateRing>, String> = BTreeMap::new();
    if own().next().is_some() {
        let (tenants, rings): (Vec<_>, Vec<_>) = own().map(|(tenant, _, ring)| (*tenant, *ring)).unzip();
        for row in view.rows(Query::new(&NAMES, values![tenants, rings])).await? {
            names.insert(row.get(0)?, row.get(1)?);
        }
    }
    let named = |(_, room, ring): (_, _, Id<UpdateRing>)| {
        let preset = Preset::of(ring).map(|preset| preset.name().to_owned());
        // A ring that went a moment ago has left its rooms to General.
        let name = preset.or_else(|| names.get(&ring).cloned());
        let gone = || (Preset::General.id(), Preset::General.name().to_owned());
        (room, name.map_or_else(gone, |name| (ring, name)))
    };
    Ok(found.into_iter().map(named).collect())
}
