//! The tags of rooms.

use std::collections::BTreeMap;

use domain::{
    id::{Id, Room},
    tag::{Tag, Tags},
};

use crate::{
    change::{Batch, Change},
    error::StoreError,
    facts::word,
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

const FOUND: Fetch = Fetch::new("select tag from room_tags where tenant_id = {target} and room_id = $1");
const SHOWN: Read = Read::new(
    "select t.tag from rooms r join room_tags t on t.tenant_id = r.tenant_id and t.room_id = r.room_id \
     where {room:r} and r.room_id = $1",
);
const OF_ROOMS: Read = Read::new(
    "select t.room_id, t.tag from rooms r join room_tags t on t.tenant_id = r.tenant_id and t.room_id = r.room_id \
     where {room:r} and r.room_id {in $1}",
);
const IN_SIGHT: Read = Read::new(
    "select t.tag_key, min(t.tag) from rooms r join room_tags t on t.tenant_id = r.tenant_id and t.room_id = r.room_id \
     where {room:r} group by t.tag_key order by t.tag_key limit $1",
);
const CLEAR: Write = Write::new("delete from room_tags where tenant_id = {target} and room_id = $1");
const ADD: Write =
    Write::new("insert into room_tags (tenant_id, room_id, tag_key, tag) values ({target}, $1, $2, $3)");

/// The tags of a room that a change found.
pub(super) async fn found(change: &mut Change, room: Id<Room>) -> Result<Tags, StoreError> {
    read(&change.rows(&FOUND, values![room]).await?)
}

/// The tags of a room in sight.
pub(super) async fn shown(view: &mut View, room: Id<Room>) -> Result<Tags, StoreError> {
    read(&view.rows(Query::new(&SHOWN, values![room])).await?)
}

fn read(rows: &[Row]) -> Result<Tags, StoreError> {
    rows.iter().map(|row| tag(row, 0)).collect()
}

fn tag(row: &Row, index: usize) -> Result<Tag, StoreError> {
    word(row, index, |tag| Tag::parse(tag).ok())
}

/// The tags of those of the given rooms that are in sight and have any.
pub async fn tags_of_rooms(
    view: &mut View,
    rooms: Vec<Id<Room>>,
) -> Result<BTreeMap<Id<Room>, Tags>, StoreError> {
    let mut found: BTreeMap<Id<Room>, Vec<Tag>> = BTreeMap::new();
    for row in view.rows(Query::new(&OF_ROOMS, values![rooms])).await? {
        found.entry(row.get(0)?).or_default().push(tag(&row, 1)?);
    }
    Ok(found.into_iter().map(|(room, tags)| (room, tags.into_iter().collect())).collect())
}

/// The first tags of rooms in sight, by name: to choose from.
pub async fn tags_in_sight(view: &mut View, at_most: i64) -> Result<Vec<Tag>, StoreError> {
    let rows = view.rows(Query::new(&IN_SIGHT, values![at_most])).await?;
    rows.iter().map(|row| tag(row, 1)).collect()
}

/// Replaces the tags of a room.
pub fn retag(batch: Batch, room: Id<Room>, tags: &Tags) -> Batch {
    let cleared = batch.run(&CLEAR, values![room]);
    tags.iter().fold(cleared, |batch, tag| batch.run(&ADD, values![room, tag.key(), tag.as_str()]))
}
