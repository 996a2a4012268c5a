//! The members of a room group as a reader sees them, and the rooms that could join it.

use domain::{
    id::{Id, Organization, Room, RoomGroup},
    query::Order,
};

use crate::{
    error::StoreError,
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted, like},
    sql::{Query, Read},
    value::Row,
    values,
    view::View,
};

/// A member of a group, or a room that could be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberRow {
    /// The room.
    pub id: Id<Room>,
    /// Its name.
    pub name: String,
    /// The name of its place; empty without one.
    pub place: String,
}

/// The columns by which members are ordered.
pub static MEMBER_TABLE: Table = Table {
    columns: &[Column::new("id", "r.room_id", Kept::Id), Column::new("displayName", "r.name_key", Kept::Key)],
    order: &[Order { property: "displayName", descending: false }],
    unique: &["id"],
    searched: &["displayName"],
};

impl Placed for MemberRow {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "id" => Key::Id(self.id.uuid()),
            "displayName" => Key::Text(domain::text::key(&self.name)),
            _ => return None,
        })
    }
}

const MEMBERS: Read = Read::new(
    "select r.room_id, r.name, p.name from room_group_members m \
     join rooms r on r.tenant_id = m.tenant_id and r.room_id = m.room_id \
     left join places p on p.tenant_id = r.tenant_id and p.place_id = r.place_id where {room:r} and m.group_id = $1",
);
const MEMBER_COUNT: Read = Read::new(
    "select count(*) from room_group_members m join rooms r on r.tenant_id = m.tenant_id and r.room_id = m.room_id \
     where {room:r} and m.group_id = $1",
);
const MEMBER_IDS: Read = Read::new(
    "select r.room_id from room_group_members m join rooms r on r.tenant_id = m.tenant_id and r.room_id = m.room_id \
     where {room:r} and m.group_id = $1",
);
/// Members out of sight count here, too: who changes the whole group must see them all.
const SIZE: Read =
    Read::new("select count(*) from room_group_members m where {tenant:m.tenant_id} and m.group_id = $1");
const ROOMS: Read = Read::new(
    "select r.room_id, r.name, p.name from rooms r \
     left join places p on p.tenant_id = r.tenant_id and p.place_id = r.place_id where {room:r} \
     and r.room_id {in $1} order by r.name_key, r.room_id",
);
const CANDIDATES: Read = Read::new(
    "select r.room_id, r.name, p.name from rooms r \
     left join places p on p.tenant_id = r.tenant_id and p.place_id = r.place_id where {room:r} \
     and r.monitoring <> 'unenrolled' and r.name_key like $2 escape '\\' and not exists (select 1 \
     from room_group_members m where m.tenant_id = r.tenant_id and m.room_id = r.room_id and m.group_id = $1) \
     order by r.name_key, r.room_id limit $3",
);

/// A page of the members that are in sight.
pub async fn members(
    view: &mut View,
    group: Id<RoomGroup>,
    wanted: &Wanted,
) -> Result<Listed<MemberRow>, StoreError> {
    wanted.read(&MEMBER_TABLE, Query::new(&MEMBERS, values![group]), view, member).await
}

/// How many members in sight a list has on all of its pages.
pub async fn count_members(
    view: &mut View,
    group: Id<RoomGroup>,
    wanted: &Wanted,
) -> Result<i64, StoreError> {
    let mut query = Query::new(&MEMBER_COUNT, values![group]);
    wanted.narrow(&MEMBER_TABLE, &mut query)?;
    view.count(query).await
}

/// Every member that is in sight.
pub async fn members_in_sight(view: &mut View, group: Id<RoomGroup>) -> Result<Vec<Id<Room>>, StoreError> {
    view.rows(Query::new(&MEMBER_IDS, values![group])).await?.iter().map(|row| row.get(0)).collect()
}

/// Whether every member of the group is in sight.
pub async fn sees_every_member(view: &mut View, group: Id<RoomGroup>) -> Result<bool, StoreError> {
    let size = view.count(Query::new(&SIZE, values![group])).await?;
    Ok(size == view.count(Query::new(&MEMBER_COUNT, values![group])).await?)
}

const DECIDES_FOR_OTHERS: Read = Read::new(
    "select 1 from room_group_members m join rooms r on r.tenant_id = m.tenant_id and r.room_id = m.room_id \
     join scope_groups sg on sg.tenant_id = m.tenant_id and sg.group_id = m.group_id \
     where {room:r} and m.group_id = $1 and (exists (select 1 from links l where l.tenant_id = sg.tenant_id \
       and l.scope_id = sg.scope_id and l.state in ('active', 'suspended') and l.partner_id <> $2) \
     or exists (select 1 from assignments a left join links l on l.tenant_id = a.tenant_id and l.link_id = a.link_id \
       where a.tenant_id = sg.tenant_id and a.scope_id = sg.scope_id and (a.link_id is null or l.partner_id <> $2)) \
     or exists (select 1 from invitations i where i.tenant_id = sg.tenant_id and i.scope_id = sg.scope_id \
       and i.state = 'pending')) limit 1",
);

/// Whether the scope of somebody else than a partner names a group in sight (as [`super::named_by_others`] says of what is changed).
pub async fn decides_for_others(
    view: &mut View,
    group: Id<RoomGroup>,
    partner: Id<Organization>,
) -> Result<bool, StoreError> {
    Ok(!view.rows(Query::new(&DECIDES_FOR_OTHERS, values![group, partner])).await?.is_empty())
}

/// Those of the given rooms that are in sight, by name.
pub async fn rooms_in_sight(view: &mut View, rooms: Vec<Id<Room>>) -> Result<Vec<MemberRow>, StoreError> {
    view.rows(Query::new(&ROOMS, values![rooms])).await?.iter().map(member).collect()
}

/// The first rooms in sight whose name contains a text and that are not in the group.
pub async fn candidates(
    view: &mut View,
    group: Option<Id<RoomGroup>>,
    text: &str,
    at_most: i64,
) -> Result<Vec<MemberRow>, StoreError> {
    view.rows(Query::new(&CANDIDATES, values![group, like(text), at_most]))
        .await?
        .iter()
        .map(member)
        .collect()
}

/// A room by name and place, from three columns.
pub(crate) fn member(row: &Row) -> Result<MemberRow, StoreError> {
    Ok(MemberRow {
        id: row.get(0)?,
        name: row.get(1)?,
        place: row.get::<Option<String>>(2)?.unwrap_or_default(),
    })
}
