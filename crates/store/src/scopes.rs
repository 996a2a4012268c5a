//! Stored scopes: which rooms an invitation, a link or an assignment is about.
//!
//! Invariant: a scope holds rooms, groups and places of its own organization alone; what it covers is evaluated
//! when it is asked, never stored.

mod by_name;
mod many;

pub use by_name::{SoNamed, fetch_so_named, so_named};
pub use many::describe_many;

use std::collections::{BTreeMap, BTreeSet};

use authz::{Fact, fact::Turn};
use domain::{
    id::{Id, Organization, Place, Room, RoomGroup, Scope as ScopeKind},
    scope::{Parts, Scope},
};

use crate::{
    change::{Batch, Change},
    error::StoreError,
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

const INSERT: Write =
    Write::new("insert into scopes (tenant_id, scope_id, whole, excludes) values ({target}, $1, $2, $3)");
const SET_WHOLE: Write =
    Write::new("update scopes set whole = $2, excludes = $3 where tenant_id = {target} and scope_id = $1");
const CLEAR_ROOMS: Write = Write::new("delete from scope_rooms where tenant_id = {target} and scope_id = $1");
const CLEAR_GROUPS: Write =
    Write::new("delete from scope_groups where tenant_id = {target} and scope_id = $1");
const CLEAR_PLACES: Write =
    Write::new("delete from scope_places where tenant_id = {target} and scope_id = $1");
const ADD_ROOMS: Write = Write::new(
    "insert into scope_rooms (tenant_id, scope_id, room_id, excluded) select s.tenant_id, s.scope_id, r.room_id, $3 \
     from scopes s join rooms r on r.tenant_id = s.tenant_id \
     where s.tenant_id = {target} and s.scope_id = $1 and r.room_id {in $2}",
);
const ADD_GROUPS: Write = Write::new(
    "insert into scope_groups (tenant_id, scope_id, group_id, excluded) \
     select s.tenant_id, s.scope_id, g.group_id, $3 from scopes s join room_groups g on g.tenant_id = s.tenant_id \
     where s.tenant_id = {target} and s.scope_id = $1 and g.group_id {in $2}",
);
const ADD_PLACES: Write = Write::new(
    "insert into scope_places (tenant_id, scope_id, place_id, excluded) \
     select s.tenant_id, s.scope_id, p.place_id, $3 from scopes s join places p on p.tenant_id = s.tenant_id \
     where s.tenant_id = {target} and s.scope_id = $1 and p.place_id {in $2}",
);
const DELETE: Write = Write::new("delete from scopes where tenant_id = {target} and scope_id {in $1}");

const KNOWN_ROOMS: Fetch = Fetch::new(
    "select room_id, name from rooms where tenant_id = {target} and room_id {in $1} order by name_key",
);
const KNOWN_GROUPS: Fetch = Fetch::new(
    "select group_id, name from room_groups where tenant_id = {target} and group_id {in $1} order by name_key",
);
const KNOWN_PLACES: Fetch = Fetch::new(
    "select place_id, name from places where tenant_id = {target} and place_id {in $1} order by name_key",
);
const WHOLE: Fetch = Fetch::new("select whole from scopes where tenant_id = {target} and scope_id = $1");
const ROOMS_OF: Fetch =
    Fetch::new("select room_id, excluded from scope_rooms where tenant_id = {target} and scope_id = $1");
const GROUPS_OF: Fetch =
    Fetch::new("select group_id, excluded from scope_groups where tenant_id = {target} and scope_id = $1");
const PLACES_OF: Fetch =
    Fetch::new("select place_id, excluded from scope_places where tenant_id = {target} and scope_id = $1");

/// Adds the statements that store a new scope, and its fact.
pub fn create(batch: Batch, id: Id<ScopeKind>, scope: &Scope) -> Batch {
    let batch = batch.run(&INSERT, values![id, scope.whole, !scope.excluded.is_empty()]);
    fill(batch, id, scope).fact(Fact::Scope { scope: id, content: Turn::begins(scope.clone()) })
}

/// Adds the statements that give a scope another content, and the changed fact.
pub fn replace(batch: Batch, id: Id<ScopeKind>, before: &Scope, scope: &Scope) -> Batch {
    let batch = batch
        .run(&SET_WHOLE, values![id, scope.whole, !scope.excluded.is_empty()])
        .run(&CLEAR_ROOMS, values![id])
        .run(&CLEAR_GROUPS, values![id])
        .run(&CLEAR_PLACES, values![id]);
    let content = Turn::new(Some(before.clone()), Some(scope.clone()));
    fill(batch, id, scope).fact(Fact::Scope { scope: id, content })
}

/// Adds the statement that deletes a scope with its content, and its fact.
pub fn delete(batch: Batch, id: Id<ScopeKind>, before: &Scope) -> Batch {
    let content = Turn::ends(before.clone());
    batch.run(&DELETE, values![vec![id]]).fact(Fact::Scope { scope: id, content })
}

fn fill(batch: Batch, id: Id<ScopeKind>, scope: &Scope) -> Batch {
    let included = (!scope.whole).then_some((&scope.included, false));
    included.into_iter().chain([(&scope.excluded, true)]).fold(batch, |batch, (parts, excluded)| {
        let batch = add(batch, &ADD_ROOMS, id, &parts.rooms, excluded);
        let batch = add(batch, &ADD_GROUPS, id, &parts.groups, excluded);
        add(batch, &ADD_PLACES, id, &parts.places, excluded)
    })
}

fn add<T>(
    batch: Batch,
    write: &'static Write,
    id: Id<ScopeKind>,
    named: &BTreeSet<Id<T>>,
    excluded: bool,
) -> Batch {
    if named.is_empty() {
        return batch;
    }
    batch.run(write, values![id, named.iter().copied().collect::<Vec<_>>(), excluded])
}

/// What a scope includes or excludes, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamedParts {
    /// Rooms.
    pub rooms: Vec<(Id<Room>, String)>,
    /// Groups.
    pub groups: Vec<(Id<RoomGroup>, String)>,
    /// Places.
    pub places: Vec<(Id<Place>, String)>,
}

impl NamedParts {
    /// Whether nothing is named.
    pub const fn is_empty(&self) -> bool {
        self.rooms.is_empty() && self.groups.is_empty() && self.places.is_empty()
    }

    /// How many things are named.
    pub const fn len(&self) -> usize {
        self.rooms.len() + self.groups.len() + self.places.len()
    }

    fn parts(&self) -> Parts {
        Parts {
            rooms: self.rooms.iter().map(|(id, _)| *id).collect(),
            groups: self.groups.iter().map(|(id, _)| *id).collect(),
            places: self.places.iter().map(|(id, _)| *id).collect(),
        }
    }

    /// Those of these that a part of a scope names.
    fn of(&self, parts: &Parts) -> Self {
        Self {
            rooms: self.rooms.iter().filter(|(id, _)| parts.rooms.contains(id)).cloned().collect(),
            groups: self.groups.iter().filter(|(id, _)| parts.groups.contains(id)).cloned().collect(),
            places: self.places.iter().filter(|(id, _)| parts.places.contains(id)).cloned().collect(),
        }
    }
}

/// A scope in words: the names of what it names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Described {
    /// Whether it covers every room, but for what is excluded.
    pub whole: bool,
    /// What it includes; nothing where it covers every room.
    pub included: NamedParts,
    /// What it excludes.
    pub excluded: NamedParts,
}

impl Described {
    /// The scope itself.
    pub fn scope(&self) -> Scope {
        Scope { whole: self.whole, included: self.included.parts(), excluded: self.excluded.parts() }
    }

    /// The names of what is included and excluded, for the audit log, by field; what names nothing is left out.
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let whole = self.whole.then(|| ("rooms", "*".to_owned()));
        let named = [
            ("rooms", names(&self.included.rooms)),
            ("roomGroups", names(&self.included.groups)),
            ("places", names(&self.included.places)),
            ("exceptRooms", names(&self.excluded.rooms)),
            ("exceptRoomGroups", names(&self.excluded.groups)),
            ("exceptPlaces", names(&self.excluded.places)),
        ];
        whole.into_iter().chain(named.into_iter().filter(|(_, names)| !names.is_empty())).collect()
    }
}

fn names<T>(things: &[(Id<T>, String)]) -> String {
    things.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", ")
}

fn described(scope: &Scope, named: &NamedParts) -> Described {
    Described { whole: scope.whole, included: named.of(&scope.included), excluded: named.of(&scope.excluded) }
}

/// The names of what a scope names, as far as its organization has it: fewer than named means unknown ones.
pub async fn name(change: &mut Change, scope: &Scope) -> Result<Described, StoreError> {
    let parts = scope.named();
    let mut named = NamedParts::default();
    if !parts.rooms.is_empty() {
        named.rooms = pairs(&change.rows(&KNOWN_ROOMS, values![listed(&parts.rooms)]).await?)?;
    }
    if !parts.groups.is_empty() {
        named.groups = pairs(&change.rows(&KNOWN_GROUPS, values![listed(&parts.groups)]).await?)?;
    }
    if !parts.places.is_empty() {
        named.places = pairs(&change.rows(&KNOWN_PLACES, values![listed(&parts.places)]).await?)?;
    }
    Ok(described(scope, &named))
}

fn listed<T>(ids: &BTreeSet<Id<T>>) -> Vec<Id<T>> {
    ids.iter().copied().collect()
}

/// The content of a stored scope.
pub async fn fetch(change: &mut Change, id: Id<ScopeKind>) -> Result<Scope, StoreError> {
    let mut scope = Scope::NOTHING;
    if let Some(row) = change.find(&WHOLE, values![id]).await? {
        scope.whole = row.get(0)?;
    }
    for row in change.rows(&ROOMS_OF, values![id]).await? {
        part(&mut scope, row.get(1)?).rooms.insert(row.get(0)?);
    }
    for row in change.rows(&GROUPS_OF, values![id]).await? {
        part(&mut scope, row.get(1)?).groups.insert(row.get(0)?);
    }
    for row in change.rows(&PLACES_OF, values![id]).await? {
        part(&mut scope, row.get(1)?).places.insert(row.get(0)?);
    }
    Ok(scope)
}

const fn part(scope: &mut Scope, excluded: bool) -> &mut Parts {
    if excluded { &mut scope.excluded } else { &mut scope.included }
}

/// The content of a stored scope, by name.
pub async fn content(change: &mut Change, id: Id<ScopeKind>) -> Result<Described, StoreError> {
    let scope = fetch(change, id).await?;
    name(change, &scope).await
}

fn pairs<T>(rows: &[Row]) -> Result<Vec<(Id<T>, String)>, StoreError> {
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

const VIEW_WHOLE: Read =
    Read::new("select s.whole from scopes s where {tenant:s.tenant_id} and s.scope_id = $1");
const VIEW_ROOMS: Read = Read::new(
    "select r.room_id, r.name, s.excluded from scope_rooms s \
     join rooms r on r.tenant_id = s.tenant_id and r.room_id = s.room_id \
     where {tenant:s.tenant_id} and s.scope_id = $1 order by r.name_key, r.room_id",
);
const VIEW_GROUPS: Read = Read::new(
    "select g.group_id, g.name, s.excluded from scope_groups s \
     join room_groups g on g.tenant_id = s.tenant_id and g.group_id = s.group_id \
     where {tenant:s.tenant_id} and s.scope_id = $1 order by g.name_key, g.group_id",
);
const VIEW_PLACES: Read = Read::new(
    "select p.place_id, p.name, s.excluded from scope_places s \
     join places p on p.tenant_id = s.tenant_id and p.place_id = s.place_id \
     where {tenant:s.tenant_id} and s.scope_id = $1 order by p.name_key, p.place_id",
);

/// The content of a stored scope for people who see the whole organization.
pub async fn describe(view: &mut View, id: Id<ScopeKind>) -> Result<Described, StoreError> {
    let mut described = Described::default();
    if let Some(row) = view.find(&VIEW_WHOLE, values![id]).await? {
        described.whole = row.get(0)?;
    }
    for row in view.rows(Query::new(&VIEW_ROOMS, values![id])).await? {
        named_part(&mut described, row.get(2)?).rooms.push((row.get(0)?, row.get(1)?));
    }
    for row in view.rows(Query::new(&VIEW_GROUPS, values![id])).await? {
        named_part(&mut described, row.get(2)?).groups.push((row.get(0)?, row.get(1)?));
    }
    for row in view.rows(Query::new(&VIEW_PLACES, values![id])).await? {
        named_part(&mut described, row.get(2)?).places.push((row.get(0)?, row.get(1)?));
    }
    Ok(described)
}

/// The content of a stored scope for people who see a part of the organization: what they do not see is left out.
pub async fn describe_seen(
    view: &mut View,
    tenant: Id<Organization>,
    id: Id<ScopeKind>,
) -> Result<Described, StoreError> {
    let facts = view.organizations(&[tenant]).await?;
    let scope = facts.first().map(|facts| facts.rights.scope(id)).unwrap_or_default();
    let (described, _) = choices(view, Offered::InSight, &scope, "", 0).await?;
    Ok(described)
}

const fn named_part(described: &mut Described, excluded: bool) -> &mut NamedParts {
    if excluded { &mut described.excluded } else { &mut described.included }
}

/// A room that a scope covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoveredRoom {
    /// The room.
    pub id: Id<Room>,
    /// Its name.
    pub name: String,
    /// The path of places to it, outermost first.
    pub place: Option<String>,
}

/// What is offered where rooms are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offered {
    /// Everything the organization has, groups and places without rooms too.
    Everything,
    /// The rooms in sight, their groups, and the places around them.
    InSight,
}

const COVERED: Read = Read::new(
    "select r.room_id, r.name, p.name from rooms r \
     left join places p on p.tenant_id = r.tenant_id and p.place_id = r.place_id \
     where {tenant:r.tenant_id} and r.monitoring <> 'unenrolled' and r.room_id {in $1}",
);

/// How many of the offered rooms of an organization a scope covers now, and the first of them by name. Unenrolled rooms are left out, as
/// in every list.
pub async fn covered(
    view: &mut View,
    tenant: Id<Organization>,
    offered: Offered,
    scope: &Scope,
    at_most: i64,
) -> Result<(i64, Vec<CoveredRoom>), StoreError> {
    let facts = view.organizations(&[tenant]).await?;
    let sight = view.sight();
    let offers = |room: &Id<Room>| offered == Offered::Everything || sight.covers(tenant, *room);
    let rooms: Vec<Id<Room>> = facts
        .iter()
        .flat_map(|facts| {
            let listed = (0..facts.rooms.len()).filter(|at| facts.rooms.shown(*at).is_some());
            listed.filter(|at| facts.covers(scope, *at)).filter_map(|at| facts.rooms.id(at)).filter(offers)
        })
        .collect();
    let count = i64::try_from(rooms.len()).unwrap_or(i64::MAX);
    // They stand in the order of their names already.
    let first = rooms.into_iter().take(usize::try_from(at_most).unwrap_or_default()).collect::<Vec<_>>();
    let mut query = Query::new(&COVERED, values![first]);
    query.push(" order by r.name_key, r.room_id");
    let room = |row: &Row| -> Result<CoveredRoom, StoreError> {
        Ok(CoveredRoom { id: row.get(0)?, name: row.get(1)?, place: row.get(2)? })
    };
    Ok((count, view.rows(query).await?.iter().map(room).collect::<Result<_, _>>()?))
}

/// What shows how many rooms its stored scope covers.
pub(crate) trait Covering {
    /// The organization, and where it stores the scope.
    fn scope(&self) -> (Id<Organization>, Id<ScopeKind>);
    /// Shows the number.
    fn set_room_count(&mut self, count: i64);
}

/// Counts the rooms of the items of one page, unenrolled ones left out as in every list: the statement of a list would
/// count for every row that it sorts.
pub(crate) async fn count_rooms<T: Covering>(view: &mut View, items: &mut [T]) -> Result<(), StoreError> {
    let tenants: BTreeSet<_> = items.iter().map(|item| item.scope().0).collect();
    let facts = view.organizations(&listed(&tenants)).await?;
    let facts: BTreeMap<_, _> = facts.iter().map(|facts| (facts.id, facts)).collect();
    for item in items {
        let (tenant, scope) = item.scope();
        let count = facts.get(&tenant).map_or(0, |facts| facts.count_covered(&facts.rights.scope(scope)));
        item.set_room_count(count);
    }
    Ok(())
}

const FIND_ROOMS: Read = Read::new(
    "select r.room_id, r.name from rooms r where {tenant:r.tenant_id} and r.monitoring <> 'unenrolled' \
     and (r.room_id {in $1} or r.name_key like $2 escape '\\')",
);
const FIND_GROUPS: Read = Read::new(
    "select g.group_id, g.name from room_groups g where {tenant:g.tenant_id} \
     and (g.group_id {in $1} or g.name_key like $2 escape '\\')",
);
const FIND_PLACES: Read = Read::new(
    "select p.place_id, p.name from places p where {tenant:p.tenant_id} \
     and (p.place_id {in $1} or p.name_key like $2 escape '\\')",
);
const SEE_ROOMS: Read = Read::new(
    "select r.room_id, r.name from rooms r where {room:r} and r.monitoring <> 'unenrolled' \
     and (r.room_id {in $1} or r.name_key like $2 escape '\\')",
);
const SEE_GROUPS: Read = Read::new(
    "select g.group_id, g.name from room_groups g where exists (select 1 from room_group_members m \
     join rooms r on r.tenant_id = m.tenant_id and r.room_id = m.room_id \
     where m.tenant_id = g.tenant_id and m.group_id = g.group_id and {room:r}) \
     and (g.group_id {in $1} or g.name_key like $2 escape '\\')",
);
const SEE_PLACES: Read = Read::new(
    "select p.place_id, p.name from places p where exists (select 1 from places c \
     join rooms r on r.tenant_id = c.tenant_id and r.place_id = c.place_id \
     where c.tenant_id = p.tenant_id and c.path >= p.path and c.path < p.path || 'g' and {room:r}) \
     and (p.place_id {in $1} or p.name_key like $2 escape '\\')",
);

/// What a scope names, and at most so many further rooms, groups and places whose names contain a text: what a picker
/// shows.
pub async fn choices(
    view: &mut View,
    offered: Offered,
    scope: &Scope,
    text: &str,
    at_most: i64,
) -> Result<(Described, NamedParts), StoreError> {
    let (find_rooms, find_groups, find_places) = match offered {
        Offered::Everything => (&FIND_ROOMS, &FIND_GROUPS, &FIND_PLACES),
        Offered::InSight => (&SEE_ROOMS, &SEE_GROUPS, &SEE_PLACES),
    };
    let named = scope.named();
    let pattern = crate::list::like(&domain::text::key(text));
    let rooms = choose(view, find_rooms, ["r.room_id", "r.name_key"], &named.rooms, &pattern, at_most);
    let rooms = rooms.await?;
    let groups = choose(view, find_groups, ["g.group_id", "g.name_key"], &named.groups, &pattern, at_most);
    let groups = groups.await?;
    let places = choose(view, find_places, ["p.place_id", "p.name_key"], &named.places, &pattern, at_most);
    let places = places.await?;
    let known = NamedParts { rooms, groups, places };
    let chosen = described(scope, &known);
    let more = NamedParts {
        rooms: known.rooms.into_iter().filter(|(id, _)| !named.rooms.contains(id)).collect(),
        groups: known.groups.into_iter().filter(|(id, _)| !named.groups.contains(id)).collect(),
        places: known.places.into_iter().filter(|(id, _)| !named.places.contains(id)).collect(),
    };
    Ok((chosen, more))
}

/// The chosen things first, then further ones by name.
async fn choose<T>(
    view: &mut View,
    read: &'static Read,
    [id, name]: [&'static str; 2],
    chosen: &BTreeSet<Id<T>>,
    pattern: &str,
    at_most: i64,
) -> Result<Vec<(Id<T>, String)>, StoreError> {
    let limit = i64::try_from(chosen.len()).unwrap_or_default() + at_most;
    let chosen = listed(chosen);
    let mut query = Query::new(read, values![chosen.clone(), pattern]);
    query.push(" order by case when ").push(id).push(" ").bind_list(chosen);
    query.push(" then 0 else 1 end, ").push(name).push(", ").push(id).push(" limit ").bind(limit);
    pairs(&view.rows(query).await?)
}
