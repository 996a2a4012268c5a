//! Rules of room groups: which rooms they choose, and who joins or leaves so that the members are those again.
//!
//! Invariant: the members of a group with a rule are rows like those of any other group; [`moves`] finds where the rows differ
//! from what the rule chooses, and whoever changes a rule, or the place or tags of a room, writes that in the same transaction.

use std::collections::BTreeSet;

use domain::{
    id::{Id, Place, Room, RoomGroup},
    room_group::Rule,
    tag::Tag,
};

use super::{Change, Fetch, Query, Read, Row, StoreError, View, values};
use crate::facts::maybe_word;

/// A rule as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShownRule {
    /// All rooms in a place, with its name.
    Place(Id<Place>, String),
    /// All rooms with a tag.
    Tag(Tag),
}

impl ShownRule {
    /// The rule without names.
    pub fn rule(&self) -> Rule {
        match self {
            Self::Place(place, _) => Rule::Place(*place),
            Self::Tag(tag) => Rule::Tag(tag.clone()),
        }
    }
}

/// A rule from the columns of place and tag, which follow one another.
pub(super) fn rule(row: &Row, from: usize) -> Result<Option<Rule>, StoreError> {
    let tag = maybe_word(row, from + 1, |tag| Tag::parse(tag).ok())?;
    Ok(row.get::<Option<Id<Place>>>(from)?.map(Rule::Place).or(tag.map(Rule::Tag)))
}

/// A rule from the columns of place, name of the place and tag, which follow one another.
pub(super) fn shown_rule(row: &Row, from: usize) -> Result<Option<ShownRule>, StoreError> {
    let (place, name): (Option<Id<Place>>, Option<String>) = (row.get(from)?, row.get(from + 1)?);
    let tag = maybe_word(row, from + 2, |tag| Tag::parse(tag).ok())?;
    Ok(place.map(|place| ShownRule::Place(place, name.unwrap_or_default())).or(tag.map(ShownRule::Tag)))
}

/// A room that joins or leaves a group by its rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// The group.
    pub group: Id<RoomGroup>,
    /// Its name.
    pub name: String,
    /// The room.
    pub room: Id<Room>,
    /// Whether it joins; else it leaves.
    pub joins: bool,
}

/// Whose membership is looked at.
#[derive(Clone, Debug)]
pub enum Touched {
    /// These rooms in every group with a rule.
    Rooms(Vec<Id<Room>>),
    /// Every room that lies in the place with a path, likewise.
    Within(String),
    /// Every room in one group.
    Group(Id<RoomGroup>),
}

/// Where members and rules differ; the rooms and groups that are looked at follow.
macro_rules! moves {
    () => {
        "select g.group_id, g.name, r.room_id, not exists (select 1 from room_group_members m \
         where m.tenant_id = g.tenant_id and m.group_id = g.group_id and m.room_id = r.room_id) \
         from room_groups g join rooms r on r.tenant_id = g.tenant_id \
         where g.tenant_id = {target} and (g.rule_place_id is not null or g.rule_tag_key is not null) \
         and exists (select 1 from room_group_members m \
         where m.tenant_id = g.tenant_id and m.group_id = g.group_id and m.room_id = r.room_id) \
         <> (exists (select 1 from places c join places p on p.tenant_id = c.tenant_id and c.path >= p.path \
         and c.path < p.path || 'g' where c.tenant_id = r.tenant_id and c.place_id = r.place_id \
         and p.place_id = g.rule_place_id) or exists (select 1 from room_tags t where t.tenant_id = r.tenant_id \
         and t.room_id = r.room_id and t.tag_key = g.rule_tag_key)) and "
    };
}
const OF_ROOMS: Fetch = Fetch::new(concat!(moves!(), "r.room_id {in $1}"));
const WITHIN: Fetch = Fetch::new(concat!(
    moves!(),
    "exists (select 1 from places w where w.tenant_id = r.tenant_id and w.place_id = r.place_id \
     and w.path >= $1 and w.path < $1 || 'g')"
));
const OF_GROUP: Fetch = Fetch::new(concat!(moves!(), "g.group_id = $1"));

/// Who has to join or leave groups with a rule, in no order.
pub async fn moves(change: &mut Change, touched: Touched) -> Result<Vec<Move>, StoreError> {
    let rows = match touched {
        Touched::Rooms(rooms) => change.rows(&OF_ROOMS, values![rooms]).await?,
        Touched::Within(path) => change.rows(&WITHIN, values![path]).await?,
        Touched::Group(group) => change.rows(&OF_GROUP, values![group]).await?,
    };
    let read =
        |row: &Row| Ok(Move { group: row.get(0)?, name: row.get(1)?, room: row.get(2)?, joins: row.get(3)? });
    rows.iter().map(read).collect()
}

const TAGS_NAMED: Fetch = Fetch::new(
    "select g.rule_tag_key from room_groups g join scope_groups sg on sg.tenant_id = g.tenant_id \
     and sg.group_id = g.group_id where g.tenant_id = {target} and g.rule_tag_key {in $1} and (\
       exists (select 1 from links l where l.tenant_id = sg.tenant_id and l.scope_id = sg.scope_id \
         and l.state in ('active', 'suspended')) \
       or exists (select 1 from assignments a where a.tenant_id = sg.tenant_id and a.scope_id = sg.scope_id) \
       or exists (select 1 from invitations i where i.tenant_id = sg.tenant_id and i.scope_id = sg.scope_id \
         and i.state = 'pending'))",
);

/// Those of some tags, by their keys, that choose the rooms of a group which a live link, an assignment or a pending invitation
/// names in its scope.
pub async fn tags_named_by_scopes(
    change: &mut Change,
    keys: Vec<String>,
) -> Result<BTreeSet<String>, StoreError> {
    if keys.is_empty() {
        return Ok(BTreeSet::new());
    }
    change.rows(&TAGS_NAMED, values![keys]).await?.iter().map(|row| row.get(0)).collect()
}

const IN_PLACE: Read = Read::new(
    "select r.room_id from rooms r join places c on c.tenant_id = r.tenant_id and c.place_id = r.place_id \
     join places p on p.tenant_id = c.tenant_id and c.path >= p.path and c.path < p.path || 'g' \
     where {room:r} and p.place_id = $1",
);
const WITH_TAG: Read = Read::new(
    "select r.room_id from rooms r join room_tags t on t.tenant_id = r.tenant_id and t.room_id = r.room_id \
     where {room:r} and t.tag_key = $1",
);

/// The rooms in sight that a rule chooses.
pub async fn chosen(view: &mut View, rule: &Rule) -> Result<Vec<Id<Room>>, StoreError> {
    let query = match rule {
        Rule::Place(place) => Query::new(&IN_PLACE, values![*place]),
        Rule::Tag(tag) => Query::new(&WITH_TAG, values![tag.key()]),
    };
    view.rows(query).await?.iter().map(|row| row.get(0)).collect()
}

const RULES: Read = Read::new(
    "select g.group_id, g.rule_place_id, g.rule_tag, exists (select 1 from room_group_members m \
     where m.tenant_id = g.tenant_id and m.group_id = g.group_id and m.room_id = $1) from room_groups g \
     where {tenant:g.tenant_id} and (g.rule_place_id is not null or g.rule_tag_key is not null) \
     order by g.name_key, g.group_id",
);

/// Every rule of the organization with its group, and whether a room is a member there: to tell what a change of the room would
/// do.
pub async fn rules_at(
    view: &mut View,
    room: Id<Room>,
) -> Result<Vec<(Id<RoomGroup>, Rule, bool)>, StoreError> {
    let mut rules = Vec::new();
    for row in view.rows(Query::new(&RULES, values![room])).await? {
        if let Some(rule) = rule(&row, 1)? {
            rules.push((row.get(0)?, rule, row.get(3)?));
        }
    }
    Ok(rules)
}
