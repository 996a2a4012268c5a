//! The place hierarchy: country > state > city > campus > building > floor.
//!
//! Invariant: `path` is `/id/id/`, the identifiers from the widest place down to this one.

use authz::Sight;
use domain::{
    id::{Id, Organization, Place},
    place::PlaceKind,
    query::{Kind, Order, Property, Schema},
};

use crate::{
    change::Change,
    error::StoreError,
    facts::word,
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

const KINDS: &[&str] = &["country", "state", "city", "campus", "building", "floor"];

/// What the list of places offers to queries.
pub static SCHEMA: Schema = Schema::new(
    &[
        Property::new("id", Kind::Id).filterable(),
        Property::new("parentId", Kind::Id).filterable(),
        Property::new("kind", Kind::Enum(KINDS)).filterable().sortable(),
        Property::new("displayName", Kind::Text).filterable().sortable().searchable(),
        Property::new("roomCount", Kind::Integer),
        Property::new("placeCount", Kind::Integer),
    ],
    300,
);

/// Kinds are ordered from wide to narrow, not by their words.
const RANK: &str = "cast(case p.kind when 'country' then 0 when 'state' then 1 when 'city' then 2 \
     when 'campus' then 3 when 'building' then 4 else 5 end as bigint)";

/// The columns behind [`SCHEMA`].
pub static TABLE: Table = Table {
    columns: &[
        Column::new("id", "p.place_id", Kept::Id),
        Column::new("parentId", "p.parent_id", Kept::Id).nullable(),
        Column::new("kind", "p.kind", Kept::Word).ranked(RANK),
        Column::new("displayName", "p.name_key", Kept::Key),
    ],
    order: &[Order { property: "displayName", descending: false }],
    unique: &["id"],
    searched: &["displayName"],
};

/// A place as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceRow {
    /// The place.
    pub id: Id<Place>,
    /// The place it lies in.
    pub parent: Option<Id<Place>>,
    /// Its kind.
    pub kind: PlaceKind,
    /// The name of the place it lies in; empty for the widest.
    pub parent_name: String,
    /// Its name.
    pub name: String,
    /// How many rooms in sight lie in it, at any depth.
    pub rooms: i64,
    /// How many places lie directly in it.
    pub places: i64,
    /// Raised by each edit.
    pub change_stamp: i64,
}

impl Placed for PlaceRow {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "id" => Key::Id(self.id.uuid()),
            "kind" => Key::Integer(self.kind as i64),
            "displayName" => Key::Text(domain::text::key(&self.name)),
            _ => return None,
        })
    }
}

const LIST: Read = Read::new(
    "select p.place_id, p.parent_id, p.kind, p.name, (select count(*) from places c \
     join rooms r on r.tenant_id = c.tenant_id and r.place_id = c.place_id and r.monitoring <> 'unenrolled' \
     where c.tenant_id = p.tenant_id and c.path >= p.path and c.path < p.path || 'g' and {room:r}), \
     (select count(*) from places c where c.tenant_id = p.tenant_id and c.parent_id = p.place_id), p.change_stamp, \
     coalesce((select u.name from places u where u.tenant_id = p.tenant_id and u.place_id = p.parent_id), '') \
     from places p where {tenant:p.tenant_id}",
);

const COUNT: Read = Read::new("select count(*) from places p where {tenant:p.tenant_id}");

const ALL: Read = Read::new("select p.place_id, p.path, p.name from places p where {tenant:p.tenant_id}");

const WAY: Read = Read::new(
    "select a.place_id, a.kind, a.name from places p \
     join places a on a.tenant_id = p.tenant_id and p.path like a.path || '%' \
     where {tenant:p.tenant_id} and p.place_id = $1 order by length(a.path)",
);

/// A page of places: all of them, or those that lie directly in one (none: the widest).
pub async fn list(
    view: &mut View,
    wanted: &Wanted,
    within: Option<Option<Id<Place>>>,
) -> Result<Listed<PlaceRow>, StoreError> {
    let mut query = Query::new(&LIST, values![]);
    lie_in(&mut query, within);
    wanted.read(&TABLE, query, view, row).await
}

/// How many places a list has on all its pages.
pub async fn count(
    view: &mut View,
    wanted: &Wanted,
    within: Option<Option<Id<Place>>>,
) -> Result<i64, StoreError> {
    let mut query = Query::new(&COUNT, values![]);
    lie_in(&mut query, within);
    wanted.narrow(&TABLE, &mut query)?;
    view.count(query).await
}

fn lie_in(query: &mut Query, within: Option<Option<Id<Place>>>) {
    match within {
        None => {}
        Some(None) => {
            query.push(" and p.parent_id is null");
        }
        Some(Some(parent)) => {
            query.push(" and p.parent_id = ").bind(parent);
        }
    }
}

/// One place.
pub async fn detail(view: &mut View, place: Id<Place>) -> Result<Option<PlaceRow>, StoreError> {
    let mut query = Query::new(&LIST, values![]);
    query.push(" and p.place_id = ").bind(place);
    view.rows(query).await?.first().map(row).transpose()
}

/// The places around a place and itself, widest first.
pub async fn way(view: &mut View, place: Id<Place>) -> Result<Vec<crate::rooms::PlaceStep>, StoreError> {
    let rows = view.rows(Query::new(&WAY, values![place])).await?;
    let step = |row: &Row| {
        Ok(crate::rooms::PlaceStep {
            id: row.get(0)?,
            kind: word(row, 1, PlaceKind::from_key)?,
            name: row.get(2)?,
        })
    };
    rows.iter().map(step).collect()
}

/// A place with its way, for choosing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceLine {
    /// The place.
    pub id: Id<Place>,
    /// The identifiers down to it.
    pub path: String,
    /// Its name.
    pub name: String,
}

/// What is left of [`ALL`] for readers of a partner: places around rooms in sight.
const AROUND_ROOMS: &str = " and exists (select 1 from places c \
     join rooms r on r.tenant_id = c.tenant_id and r.place_id = c.place_id \
     where c.tenant_id = p.tenant_id and c.path >= p.path and c.path < p.path || 'g' and {room:r})";

/// Every place of the organization, or only those around rooms in sight; at most so many.
pub async fn all(view: &mut View, around_rooms: bool, at_most: i64) -> Result<Vec<PlaceLine>, StoreError> {
    let mut query = Query::new(&ALL, values![]);
    if around_rooms {
        query.push(AROUND_ROOMS);
    }
    query.push(" order by p.path limit ").bind(at_most);
    let line = |row: &Row| Ok(PlaceLine { id: row.get(0)?, path: row.get(1)?, name: row.get(2)? });
    view.rows(query).await?.iter().map(line).collect()
}

/// One place for all in sight that have its name: the first of the first organization.
const SHARED: Read = Read::new(
    "select x.place_id, x.name from (select count(*) over (partition by p.name_key) as bearers, p.place_id, p.name, p.name_key, \
     row_number() over (partition by p.name_key order by p.tenant_id, p.place_id) as turn from places p \
     where {tenant:p.tenant_id} and exists (select 1 from places c \
     join rooms r on r.tenant_id = c.tenant_id and r.place_id = c.place_id \
     where c.tenant_id = p.tenant_id and c.path >= p.path and c.path < p.path || 'g' and {room:r})) x \
     where x.turn = 1 order by x.bearers desc, x.name_key limit $1",
);

/// The names that places of several organizations have, those first that most have, each with one such place; at most so many.
pub async fn shared_names(view: &mut View, at_most: i64) -> Result<Vec<(Id<Place>, String)>, StoreError> {
    let rows = view.rows(Query::new(&SHARED, values![at_most])).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

const NAME_SEEN: Read = Read::new(
    "select p.name from places p where {tenant:p.tenant_id} and p.place_id = $1 and exists (select 1 from places c \
     join rooms r on r.tenant_id = c.tenant_id and r.place_id = c.place_id \
     where c.tenant_id = p.tenant_id and c.path >= p.path and c.path < p.path || 'g' and {room:r})",
);

/// The name of a place around rooms in sight.
pub async fn name_seen(view: &mut View, place: Id<Place>) -> Result<Option<String>, StoreError> {
    let rows = view.rows(Query::new(&NAME_SEEN, values![place])).await?;
    rows.first().map(|row| row.get(0)).transpose()
}

fn row(row: &Row) -> Result<PlaceRow, StoreError> {
    Ok(PlaceRow {
        id: row.get(0)?,
        parent: row.get(1)?,
        kind: word(row, 2, PlaceKind::from_key)?,
        name: row.get(3)?,
        rooms: row.get(4)?,
        places: row.get(5)?,
        change_stamp: row.get(6)?,
        parent_name: row.get(7)?,
    })
}

/// A place as a change finds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundPlace {
    /// The place it lies in.
    pub parent: Option<Id<Place>>,
    /// Its kind.
    pub kind: PlaceKind,
    /// Its name.
    pub name: String,
    /// The identifiers down to it.
    pub path: String,
    /// Raised by each edit.
    pub change_stamp: i64,
}

const FIND: Fetch = Fetch::new(
    "select parent_id, kind, name, path, change_stamp from places where tenant_id = {target} and place_id = $1{lock}",
);
const KINDS_WITHIN: Fetch =
    Fetch::new("select distinct kind from places where tenant_id = {target} and parent_id = $1");
const IN_USE: Fetch = Fetch::new(
    "select 1 from places where tenant_id = {target} and parent_id = $1 \
     union all select 1 from rooms where tenant_id = {target} and place_id = $1 \
     union all select 1 from room_groups where tenant_id = {target} and rule_place_id = $1 limit 1",
);

/// Adds a place: the place, the one it lies in, kind, name, name key, path.
pub const CREATE: Write = Write::new(
    "insert into places (tenant_id, place_id, parent_id, kind, name, name_key, path, change_stamp) \
     values ({target}, $1, $2, $3, $4, $5, $6, 1)",
);
/// Changes a place: the place, the one it lies in, kind, name, name key.
pub const EDIT: Write = Write::new(
    "update places set parent_id = $2, kind = $3, name = $4, name_key = $5, change_stamp = change_stamp + 1 \
     where tenant_id = {target} and place_id = $1",
);
/// Moves a place and all in it: old path, new path, the length of the old one plus one.
pub const MOVE: Write = Write::new(
    "update places set path = $2 || substr(path, cast(cast($3 as bigint) as integer)) \
     where tenant_id = {target} and path >= $1 and path < $1 || 'g'",
);
/// Deletes a place.
pub const DELETE: Write = Write::new("delete from places where tenant_id = {target} and place_id = $1");

/// A place as files name it.
#[derive(Clone, Debug)]
pub struct PlaceNamed {
    /// The place.
    pub id: Id<Place>,
    /// The one it lies in.
    pub parent: Option<Id<Place>>,
    /// Its folded name.
    pub name_key: String,
}

const ALL_NAMED: Fetch =
    Fetch::new("select place_id, parent_id, name_key from places where tenant_id = {target}");

/// Every place of the organization.
pub async fn all_named(change: &mut Change) -> Result<Vec<PlaceNamed>, StoreError> {
    let rows = change.rows(&ALL_NAMED, values![]).await?;
    rows.iter()
        .map(|row| Ok(PlaceNamed { id: row.get(0)?, parent: row.get(1)?, name_key: row.get(2)? }))
        .collect()
}

/// The place, locked for the change.
pub async fn find(change: &mut Change, place: Id<Place>) -> Result<Option<FoundPlace>, StoreError> {
    let row = change.find(&FIND, values![place]).await?;
    row.map(|row| {
        Ok(FoundPlace {
            parent: row.get(0)?,
            kind: word(&row, 1, PlaceKind::from_key)?,
            name: row.get(2)?,
            path: row.get(3)?,
            change_stamp: row.get(4)?,
        })
    })
    .transpose()
}

/// The kinds of the places directly in a place.
pub async fn kinds_within(change: &mut Change, place: Id<Place>) -> Result<Vec<PlaceKind>, StoreError> {
    let rows = change.rows(&KINDS_WITHIN, values![place]).await?;
    rows.iter().map(|row| word(row, 0, PlaceKind::from_key)).collect()
}

/// Whether a place or room lies in the place, or the rule of a group chooses by it.
pub async fn is_in_use(change: &mut Change, place: Id<Place>) -> Result<bool, StoreError> {
    Ok(change.find(&IN_USE, values![place]).await?.is_some())
}

const NAMED: Fetch = Fetch::new(
    "select 1 from scope_places sp where sp.tenant_id = {target} and sp.place_id {in $1} and (\
       exists (select 1 from links l where l.tenant_id = sp.tenant_id and l.scope_id = sp.scope_id \
         and l.state in ('active', 'suspended')) \
       or exists (select 1 from assignments a where a.tenant_id = sp.tenant_id and a.scope_id = sp.scope_id) \
       or exists (select 1 from invitations i where i.tenant_id = sp.tenant_id and i.scope_id = sp.scope_id \
         and i.state = 'pending')) limit 1",
);

const NAMED_BY_OTHERS: Fetch = Fetch::new(
    "select 1 from scope_places sp where sp.tenant_id = {target} and sp.place_id {in $1} and (\
       exists (select 1 from links l where l.tenant_id = sp.tenant_id and l.scope_id = sp.scope_id \
         and l.state in ('active', 'suspended') and l.partner_id <> $2) \
       or exists (select 1 from assignments a left join links l on l.tenant_id = a.tenant_id and l.link_id = a.link_id \
         where a.tenant_id = sp.tenant_id and a.scope_id = sp.scope_id and (a.link_id is null or l.partner_id <> $2)) \
       or exists (select 1 from invitations i where i.tenant_id = sp.tenant_id and i.scope_id = sp.scope_id \
         and i.state = 'pending')) limit 1",
);

/// Whether the scope of somebody else than a partner names one of these places: of another partner, of the organization's own people,
/// or of a pending invitation.
pub async fn named_by_others(
    change: &mut Change,
    places: Vec<Id<Place>>,
    partner: Id<Organization>,
) -> Result<bool, StoreError> {
    if places.is_empty() {
        return Ok(false);
    }
    Ok(change.find(&NAMED_BY_OTHERS, values![places, partner]).await?.is_some())
}

const AROUND: Read = Read::new(
    "select 1 from places p where p.place_id = $1 and exists (select 1 from places c join rooms r on r.tenant_id = c.tenant_id \
     and r.place_id = c.place_id where c.tenant_id = p.tenant_id and c.path >= p.path and c.path < p.path || 'g' and {room:r})",
);

/// Whether a room that a sight shows lies in a place, at any depth; looked at inside a change.
pub async fn is_around(change: &mut Change, sight: &Sight, place: Id<Place>) -> Result<bool, StoreError> {
    Ok(!change.look(sight, Query::new(&AROUND, values![place])).await?.is_empty())
}

/// Whether a live link, an assignment or a pending invitation names one of these places in its scope.
pub async fn named_by_scopes(change: &mut Change, places: Vec<Id<Place>>) -> Result<bool, StoreError> {
    if places.is_empty() {
        return Ok(false);
    }
    Ok(change.find(&NAMED, values![places]).await?.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_property_has_a_column_of_its_kind() {
        assert_eq!(TABLE.lacks(&SCHEMA), Vec::<&str>::new());
    }
}
