//! Room groups: named sets of rooms. A reader sees a group if one of its members is in sight, and of its
//! members only those; who sees every room of the organization sees empty groups as well.

mod effects;
mod members;
mod rule;

use std::collections::BTreeSet;

use authz::Sight;
use domain::{
    id::{Id, Organization, Room, RoomGroup},
    query::{Kind, Order, Property, Schema},
    room_group::Rule,
    tag::Tag,
    text::Name,
};

pub use effects::*;
pub use members::*;
pub use rule::*;

use crate::{
    change::Change,
    error::StoreError,
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    sql::{Fetch, Query, Read, Write},
    value::{Row, Value},
    values,
    view::View,
};

/// What the list of groups offers to queries.
pub static SCHEMA: Schema = Schema::new(
    &[
        Property::new("id", Kind::Id).filterable(),
        Property::new("tenantId", Kind::Id).filterable(),
        Property::new("tenantDisplayName", Kind::Text).filterable().sortable(),
        Property::new("displayName", Kind::Text).filterable().sortable().searchable(),
        Property::new("description", Kind::Text),
        Property::new("memberCount", Kind::Integer),
        Property::new("rule", Kind::Record(&[])),
    ],
    300,
);

/// The columns behind [`SCHEMA`].
pub static TABLE: Table = Table {
    columns: &[
        Column::new("id", "g.group_id", Kept::Id),
        Column::new("tenantId", "g.tenant_id", Kept::Id),
        Column::new("tenantDisplayName", "o.name_key", Kept::Key),
        Column::new("displayName", "g.name_key", Kept::Key),
    ],
    order: &[Order { property: "displayName", descending: false }],
    unique: &["id"],
    searched: &["displayName"],
};

/// A group as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupRow {
    /// The group.
    pub id: Id<RoomGroup>,
    /// The organization that owns it.
    pub tenant: Id<Organization>,
    /// The organization's name.
    pub tenant_name: String,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// How many of its members are in sight.
    pub members: i64,
    /// What chooses its members; none where they are chosen by hand. Who sees a member sees what is chosen by.
    pub rule: Option<ShownRule>,
    /// Raised by each edit.
    pub change_stamp: i64,
}

impl Placed for GroupRow {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "id" => Key::Id(self.id.uuid()),
            "displayName" => Key::Text(domain::text::key(&self.name)),
            "tenantDisplayName" => Key::Text(domain::text::key(&self.tenant_name)),
            _ => return None,
        })
    }
}

const COLUMNS_SEEN: &str = "select g.group_id, g.tenant_id, o.name, g.name, g.description, (select count(*) \
     from room_group_members m join rooms r on r.tenant_id = m.tenant_id and r.room_id = m.room_id \
     where m.tenant_id = g.tenant_id and m.group_id = g.group_id and {room:r}), g.change_stamp, \
     g.rule_place_id, (select p.name from places p where p.tenant_id = g.tenant_id and p.place_id = g.rule_place_id), \
     g.rule_tag from room_groups g join organizations o on o.organization_id = g.tenant_id where {tenant:g.tenant_id}";
const LIST: Read = Read::new(COLUMNS_SEEN);
const COUNT: Read = Read::new(
    "select count(*) from room_groups g join organizations o on o.organization_id = g.tenant_id \
     where {tenant:g.tenant_id}",
);
/// What a limited sight adds.
const WITH_MEMBERS: &str = " and exists (select 1 from room_group_members m join rooms r \
     on r.tenant_id = m.tenant_id and r.room_id = m.room_id \
     where m.tenant_id = g.tenant_id and m.group_id = g.group_id and {room:r})";

/// A page of groups, with those that show no member if `empty` says so.
pub async fn list(view: &mut View, wanted: &Wanted, empty: bool) -> Result<Listed<GroupRow>, StoreError> {
    let mut query = Query::new(&LIST, values![]);
    if !empty {
        query.push(WITH_MEMBERS);
    }
    wanted.read(&TABLE, query, view, row).await
}

const NAMES_SEEN: Read = Read::new("select g.group_id, g.name from room_groups g where {tenant:g.tenant_id}");

/// The names of groups for choosing, as the list shows them; at most so many.
pub async fn choices(
    view: &mut View,
    empty: bool,
    at_most: i64,
) -> Result<Vec<(Id<RoomGroup>, String)>, StoreError> {
    let mut query = Query::new(&NAMES_SEEN, values![]);
    if !empty {
        match view.rooms_in_sight() {
            Some(rooms) => {
                let groups: Vec<_> = rooms.groups().into_iter().collect();
                query.push(" and g.group_id ").bind_list(groups);
            }
            None => return Ok(Vec::new()),
        }
    }
    query.push(" order by g.name_key, g.group_id limit ").bind(at_most);
    view.rows(query).await?.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// One group for all in sight that have its name: the first of the first organization.
const SHARED: Read = Read::new(
    "select x.group_id, x.name from (select count(*) over (partition by g.name_key) as bearers, g.group_id, g.name, g.name_key, \
     row_number() over (partition by g.name_key order by g.tenant_id) as turn from room_groups g \
     where {tenant:g.tenant_id} and exists (select 1 from room_group_members m join rooms r \
     on r.tenant_id = m.tenant_id and r.room_id = m.room_id \
     where m.tenant_id = g.tenant_id and m.group_id = g.group_id and {room:r})) x \
     where x.turn = 1 order by x.bearers desc, x.name_key limit $1",
);

/// The names that groups of several organizations have, those first that most of them have, each with one such group; at most so many.
pub async fn shared_names(view: &mut View, at_most: i64) -> Result<Vec<(Id<RoomGroup>, String)>, StoreError> {
    let rows = view.rows(Query::new(&SHARED, values![at_most])).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

const WHOLE: Read = Read::new(
    "select g.group_id from room_groups g where {tenant:g.tenant_id} and not exists (select 1 from room_group_members m \
     where m.tenant_id = g.tenant_id and m.group_id = g.group_id and not exists (select 1 from rooms r \
     where r.tenant_id = m.tenant_id and r.room_id = m.room_id and {room:r}))",
);

/// The groups of which every member is in sight.
pub async fn whole(view: &mut View) -> Result<BTreeSet<Id<RoomGroup>>, StoreError> {
    view.rows(Query::new(&WHOLE, values![])).await?.iter().map(|row| row.get(0)).collect()
}

/// Those of some groups that the list shows, with their names.
pub async fn seen(
    view: &mut View,
    groups: Vec<Id<RoomGroup>>,
    empty: bool,
) -> Result<Vec<(Id<RoomGroup>, String)>, StoreError> {
    let mut query = Query::new(&NAMES_SEEN, values![]);
    if !empty {
        query.push(WITH_MEMBERS);
    }
    query.push(" and g.group_id ").bind_list(groups);
    view.rows(query).await?.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// How many groups a list has on all of its pages.
pub async fn count(view: &mut View, wanted: &Wanted, empty: bool) -> Result<i64, StoreError> {
    let mut query = Query::new(&COUNT, values![]);
    if !empty {
        query.push(WITH_MEMBERS);
    }
    wanted.narrow(&TABLE, &mut query)?;
    view.count(query).await
}

/// One group, if it is in sight; without any member in sight only if `empty` says so.
pub async fn detail(
    view: &mut View,
    group: Id<RoomGroup>,
    empty: bool,
) -> Result<Option<GroupRow>, StoreError> {
    let mut query = Query::new(&LIST, values![]);
    if !empty {
        query.push(WITH_MEMBERS);
    }
    query.push(" and g.group_id = ").bind(group);
    view.rows(query).await?.first().map(row).transpose()
}

fn row(row: &Row) -> Result<GroupRow, StoreError> {
    Ok(GroupRow {
        id: row.get(0)?,
        tenant: row.get(1)?,
        tenant_name: row.get(2)?,
        name: row.get(3)?,
        description: row.get(4)?,
        members: row.get(5)?,
        change_stamp: row.get(6)?,
        rule: shown_rule(row, 7)?,
    })
}

/// A group as a change finds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundGroup {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// All of its members.
    pub members: Vec<Id<Room>>,
    /// What chooses them; none where they are chosen by hand.
    pub rule: Option<Rule>,
    /// Raised by each edit.
    pub change_stamp: i64,
}

const FIND: Fetch = Fetch::new(
    "select name, description, change_stamp, rule_place_id, rule_tag from room_groups \
     where tenant_id = {target} and group_id = $1{lock}",
);
const FIND_MEMBERS: Fetch = Fetch::new(
    "select room_id from room_group_members where tenant_id = {target} and group_id = $1 order by room_id",
);
const TAKEN: Fetch = Fetch::new(
    "select group_id from room_groups where tenant_id = {target} and name_key = $1 and group_id <> $2",
);
const NAMES: Fetch = Fetch::new(
    "select room_id, name from rooms where tenant_id = {target} and room_id {in $1} order by name_key",
);
const PARTNERS: Fetch = Fetch::new(
    "select distinct l.partner_id from links l where l.tenant_id = {target} and l.state in ('active', 'suspended') \
     and (exists (select 1 from scope_groups sg where sg.tenant_id = l.tenant_id and sg.scope_id = l.scope_id \
     and sg.group_id = $1) or exists (select 1 from assignments a join scope_groups sg \
     on sg.tenant_id = a.tenant_id and sg.scope_id = a.scope_id where a.tenant_id = l.tenant_id \
     and a.link_id = l.link_id and sg.group_id = $1))",
);
const IN_SCOPES: Fetch = Fetch::new(
    "select 1 from scope_groups sg where sg.tenant_id = {target} and sg.group_id {in $1} and (exists (select 1 from links l \
     where l.tenant_id = sg.tenant_id and l.scope_id = sg.scope_id and l.state in ('active', 'suspended')) \
     or exists (select 1 from assignments a where a.tenant_id = sg.tenant_id and a.scope_id = sg.scope_id) \
     or exists (select 1 from invitations i where i.tenant_id = sg.tenant_id and i.scope_id = sg.scope_id \
     and i.state = 'pending')) limit 1",
);
const IN_SCOPES_OF_OTHERS: Fetch = Fetch::new(
    "select 1 from scope_groups sg where sg.tenant_id = {target} and sg.group_id {in $1} and (exists (select 1 from links l \
     where l.tenant_id = sg.tenant_id and l.scope_id = sg.scope_id and l.state in ('active', 'suspended') and l.partner_id <> $2) \
     or exists (select 1 from assignments a left join links l on l.tenant_id = a.tenant_id and l.link_id = a.link_id \
     where a.tenant_id = sg.tenant_id and a.scope_id = sg.scope_id and (a.link_id is null or l.partner_id <> $2)) \
     or exists (select 1 from invitations i where i.tenant_id = sg.tenant_id and i.scope_id = sg.scope_id \
     and i.state = 'pending')) limit 1",
);
const IN_SIGHT: Read = Read::new("select r.room_id from rooms r where {room:r} and r.room_id {in $1}");

/// Adds a group: the group, name, name key, description, its rule ([`group_values`]).
pub const CREATE: Write = Write::new(
    "insert into room_groups (tenant_id, group_id, name, name_key, description, rule_place_id, rule_tag_key, rule_tag, \
     change_stamp) values ({target}, $1, $2, $3, $4, $5, $6, $7, 1)",
);
/// Renames and describes a group and sets its rule: the group, name, name key, description, its rule ([`group_values`]).
pub const EDIT: Write = Write::new(
    "update room_groups set name = $2, name_key = $3, description = $4, rule_place_id = $5, rule_tag_key = $6, \
     rule_tag = $7, change_stamp = change_stamp + 1 where tenant_id = {target} and group_id = $1",
);
/// Raises the version of a group.
pub const TOUCH: Write = Write::new(
    "update room_groups set change_stamp = change_stamp + 1 where tenant_id = {target} and group_id = $1",
);
/// Deletes a group with its membership; scopes that name it lose it.
pub const DELETE: Write = Write::new("delete from room_groups where tenant_id = {target} and group_id = $1");
/// Puts a room into a group: the group, the room.
pub const ADD_MEMBER: Write =
    Write::new("insert into room_group_members (tenant_id, group_id, room_id) values ({target}, $1, $2)");
/// Takes a room out of a group: the group, the room.
pub const REMOVE_MEMBER: Write = Write::new(
    "delete from room_group_members where tenant_id = {target} and group_id = $1 and room_id = $2",
);

/// The values of a group, from `$1` on.
pub fn group_values(group: Id<RoomGroup>, name: &Name, description: &str, rule: Option<&Rule>) -> Vec<Value> {
    let tag = rule.and_then(Rule::tag);
    values![
        group,
        name.as_str(),
        name.key(),
        description,
        rule.and_then(Rule::place),
        tag.map(Tag::key),
        tag.map(|tag| tag.as_str().to_owned()),
    ]
}

/// The group, locked for the change.
pub async fn find(change: &mut Change, group: Id<RoomGroup>) -> Result<Option<FoundGroup>, StoreError> {
    let Some(found) = change.find(&FIND, values![group]).await? else { return Ok(None) };
    let members = change.rows(&FIND_MEMBERS, values![group]).await?;
    Ok(Some(FoundGroup {
        name: found.get(0)?,
        description: found.get(1)?,
        change_stamp: found.get(2)?,
        rule: rule(&found, 3)?,
        members: members.iter().map(|row| row.get(0)).collect::<Result<_, _>>()?,
    }))
}

/// Whether another group than this has the name.
pub async fn is_taken(change: &mut Change, key: &str, but: Id<RoomGroup>) -> Result<bool, StoreError> {
    Ok(change.find(&TAKEN, values![key, but]).await?.is_some())
}

/// The names of rooms of the organization, by identifier.
pub async fn names(change: &mut Change, rooms: Vec<Id<Room>>) -> Result<Vec<(Id<Room>, String)>, StoreError> {
    change.rows(&NAMES, values![rooms]).await?.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// Partners with a link or an assignment whose scope names the group.
pub async fn partners_of(
    change: &mut Change,
    group: Id<RoomGroup>,
) -> Result<Vec<Id<Organization>>, StoreError> {
    change.rows(&PARTNERS, values![group]).await?.iter().map(|row| row.get(0)).collect()
}

/// Whether a live link, an assignment or a pending invitation names one of these groups in its scope.
pub async fn named_by_scopes(change: &mut Change, groups: Vec<Id<RoomGroup>>) -> Result<bool, StoreError> {
    if groups.is_empty() {
        return Ok(false);
    }
    Ok(change.find(&IN_SCOPES, values![groups]).await?.is_some())
}

/// Whether the scope of somebody else than a partner names one of these groups: of another partner, of the organization's own people, or
/// of a pending invitation.
pub async fn named_by_others(
    change: &mut Change,
    groups: Vec<Id<RoomGroup>>,
    partner: Id<Organization>,
) -> Result<bool, StoreError> {
    if groups.is_empty() {
        return Ok(false);
    }
    Ok(change.find(&IN_SCOPES_OF_OTHERS, values![groups, partner]).await?.is_some())
}

/// Which of these rooms a sight shows, looked at inside a change.
pub async fn in_sight(
    change: &mut Change,
    sight: &Sight,
    rooms: Vec<Id<Room>>,
) -> Result<Vec<Id<Room>>, StoreError> {
    let rows = change.look(sight, Query::new(&IN_SIGHT, values![rooms])).await?;
    rows.iter().map(|row| row.get(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_property_has_a_column_of_its_kind() {
        assert_eq!(TABLE.lacks(&SCHEMA), Vec::<&str>::new());
    }
}
