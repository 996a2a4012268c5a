//! Stored scopes: which rooms an invitation, a link or an assignment is about.
//!
//! Invariant: a scope holds rooms and groups of its own organization alone; what it covers is evaluated
//! when it is asked, never stored.

use domain::{
    id::{Id, Room, RoomGroup, Scope as ScopeKind},
    scope::Scope,
};

use crate::{
    change::{Batch, Change},
    error::StoreError,
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

const INSERT: Write = Write::new("insert into scopes (tenant_id, scope_id, whole) values ({target}, $1, $2)");
const SET_WHOLE: Write =
    Write::new("update scopes set whole = $2 where tenant_id = {target} and scope_id = $1");
const CLEAR_ROOMS: Write = Write::new("delete from scope_rooms where tenant_id = {target} and scope_id = $1");
const CLEAR_GROUPS: Write =
    Write::new("delete from scope_groups where tenant_id = {target} and scope_id = $1");
const ADD_ROOMS: Write = Write::new(
    "insert into scope_rooms (tenant_id, scope_id, room_id) select s.tenant_id, s.scope_id, r.room_id \
     from scopes s join rooms r on r.tenant_id = s.tenant_id \
     where s.tenant_id = {target} and s.scope_id = $1 and r.room_id {in $2}",
);
const ADD_GROUPS: Write = Write::new(
    "insert into scope_groups (tenant_id, scope_id, group_id) select s.tenant_id, s.scope_id, g.group_id \
     from scopes s join room_groups g on g.tenant_id = s.tenant_id \
     where s.tenant_id = {target} and s.scope_id = $1 and g.group_id {in $2}",
);
const COPY: Write = Write::new(
    "insert into scopes (tenant_id, scope_id, whole) select tenant_id, $2, whole from scopes \
     where tenant_id = {target} and scope_id = $1",
);
const COPY_ROOMS: Write = Write::new(
    "insert into scope_rooms (tenant_id, scope_id, room_id) select o.tenant_id, n.scope_id, o.room_id \
     from scope_rooms o join scopes n on n.tenant_id = o.tenant_id and n.scope_id = $2 \
     where o.tenant_id = {target} and o.scope_id = $1",
);
const COPY_GROUPS: Write = Write::new(
    "insert into scope_groups (tenant_id, scope_id, group_id) select o.tenant_id, n.scope_id, o.group_id \
     from scope_groups o join scopes n on n.tenant_id = o.tenant_id and n.scope_id = $2 \
     where o.tenant_id = {target} and o.scope_id = $1",
);
const DELETE: Write = Write::new("delete from scopes where tenant_id = {target} and scope_id {in $1}");

const KNOWN_ROOMS: Fetch = Fetch::new(
    "select room_id, name from rooms where tenant_id = {target} and room_id {in $1} order by name_key",
);
const KNOWN_GROUPS: Fetch = Fetch::new(
    "select group_id, name from room_groups where tenant_id = {target} and group_id {in $1} order by name_key",
);
const WHOLE: Fetch = Fetch::new("select whole from scopes where tenant_id = {target} and scope_id = $1");
const ROOMS_OF: Fetch =
    Fetch::new("select room_id from scope_rooms where tenant_id = {target} and scope_id = $1");
const GROUPS_OF: Fetch =
    Fetch::new("select group_id from scope_groups where tenant_id = {target} and scope_id = $1");

/// Adds the statements that store a new scope.
pub fn create(batch: Batch, id: Id<ScopeKind>, scope: &Scope) -> Batch {
    let batch = batch.run(&INSERT, values![id, *scope == Scope::All]);
    fill(batch, id, scope)
}

/// Adds the statements that give a scope another content.
pub fn replace(batch: Batch, id: Id<ScopeKind>, scope: &Scope) -> Batch {
    let batch = batch
        .run(&SET_WHOLE, values![id, *scope == Scope::All])
        .run(&CLEAR_ROOMS, values![id])
        .run(&CLEAR_GROUPS, values![id]);
    fill(batch, id, scope)
}

/// Adds the statements that copy a scope (R-050: what is edited later does not change the original).
pub fn copy(batch: Batch, from: Id<ScopeKind>, to: Id<ScopeKind>) -> Batch {
    batch
        .run(&COPY, values![from, to])
        .run(&COPY_ROOMS, values![from, to])
        .run(&COPY_GROUPS, values![from, to])
}

/// Adds the statement that deletes scopes with their content.
pub fn delete(batch: Batch, ids: Vec<Id<ScopeKind>>) -> Batch {
    batch.run(&DELETE, values![ids])
}

fn fill(batch: Batch, id: Id<ScopeKind>, scope: &Scope) -> Batch {
    match scope {
        Scope::All => batch,
        Scope::Some { rooms, groups } => batch
            .run(&ADD_ROOMS, values![id, rooms.iter().copied().collect::<Vec<_>>()])
            .run(&ADD_GROUPS, values![id, groups.iter().copied().collect::<Vec<_>>()]),
    }
}

/// A scope in words: the names of what it names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Described {
    /// Whether it covers every room.
    pub whole: bool,
    /// The rooms it names.
    pub rooms: Vec<(Id<Room>, String)>,
    /// The groups it names.
    pub groups: Vec<(Id<RoomGroup>, String)>,
}

impl Described {
    /// The scope itself.
    pub fn scope(&self) -> Scope {
        if self.whole {
            return Scope::All;
        }
        Scope::of(self.rooms.iter().map(|(id, _)| *id), self.groups.iter().map(|(id, _)| *id))
    }

    /// The names of the rooms, for the audit log.
    pub fn room_names(&self) -> String {
        if self.whole { "*".to_owned() } else { names(&self.rooms) }
    }

    /// The names of the groups, for the audit log.
    pub fn group_names(&self) -> String {
        names(&self.groups)
    }
}

fn names<T>(things: &[(Id<T>, String)]) -> String {
    things.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", ")
}

/// The names of what a scope names, as far as its organization has it: fewer than named means unknown ones.
pub async fn name(change: &mut Change, scope: &Scope) -> Result<Described, StoreError> {
    let Scope::Some { rooms, groups } = scope else {
        return Ok(Described { whole: true, ..Described::default() });
    };
    let rooms = change.rows(&KNOWN_ROOMS, values![rooms.iter().copied().collect::<Vec<_>>()]).await?;
    let groups = change.rows(&KNOWN_GROUPS, values![groups.iter().copied().collect::<Vec<_>>()]).await?;
    Ok(Described { whole: false, rooms: pairs(&rooms)?, groups: pairs(&groups)? })
}

/// The content of a stored scope, by name.
pub async fn content(change: &mut Change, id: Id<ScopeKind>) -> Result<Described, StoreError> {
    let whole = match change.find(&WHOLE, values![id]).await? {
        Some(row) => row.get::<bool>(0)?,
        None => false,
    };
    if whole {
        return Ok(Described { whole, ..Described::default() });
    }
    let ids = |rows: Vec<Row>| rows.iter().map(|row| row.get(0)).collect::<Result<Vec<_>, _>>();
    let rooms: Vec<Id<Room>> = ids(change.rows(&ROOMS_OF, values![id]).await?)?;
    let groups: Vec<Id<RoomGroup>> =
        change.rows(&GROUPS_OF, values![id]).await?.iter().map(|row| row.get(0)).collect::<Result<_, _>>()?;
    name(change, &Scope::of(rooms, groups)).await
}

fn pairs<T>(rows: &[Row]) -> Result<Vec<(Id<T>, String)>, StoreError> {
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

const VIEW_WHOLE: Read =
    Read::new("select s.whole from scopes s where {tenant:s.tenant_id} and s.scope_id = $1");
const VIEW_ROOMS: Read = Read::new(
    "select r.room_id, r.name from scope_rooms s join rooms r on r.tenant_id = s.tenant_id and r.room_id = s.room_id \
     where {tenant:s.tenant_id} and s.scope_id = $1 order by r.name_key, r.room_id",
);
const VIEW_GROUPS: Read = Read::new(
    "select g.group_id, g.name from scope_groups s \
     join room_groups g on g.tenant_id = s.tenant_id and g.group_id = s.group_id \
     where {tenant:s.tenant_id} and s.scope_id = $1 order by g.name_key, g.group_id",
);

/// The content of a stored scope for people who see the whole organization.
pub async fn describe(view: &mut View, id: Id<ScopeKind>) -> Result<Described, StoreError> {
    let whole = match view.find(&VIEW_WHOLE, values![id]).await? {
        Some(row) => row.get::<bool>(0)?,
        None => false,
    };
    let rooms = view.rows(Query::new(&VIEW_ROOMS, values![id])).await?;
    let groups = view.rows(Query::new(&VIEW_GROUPS, values![id])).await?;
    Ok(Described { whole, rooms: pairs(&rooms)?, groups: pairs(&groups)? })
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

const COUNT: Read = Read::new(
    "select count(*) from rooms r where {tenant:r.tenant_id} and r.monitoring <> 'unenrolled' \
     and ($1 or r.room_id {in $2} or exists (select 1 from room_group_members m \
     where m.tenant_id = r.tenant_id and m.room_id = r.room_id and m.group_id {in $3}))",
);
const COVERED: Read = Read::new(
    "select r.room_id, r.name, p.name from rooms r \
     left join places p on p.tenant_id = r.tenant_id and p.place_id = r.place_id \
     where {tenant:r.tenant_id} and r.monitoring <> 'unenrolled' \
     and ($1 or r.room_id {in $2} or exists (select 1 from room_group_members m \
     where m.tenant_id = r.tenant_id and m.room_id = r.room_id and m.group_id {in $3}))",
);

fn bound(scope: &Scope) -> Vec<crate::Value> {
    match scope {
        Scope::All => values![true, Vec::<Id<Room>>::new(), Vec::<Id<RoomGroup>>::new()],
        Scope::Some { rooms, groups } => values![
            false,
            rooms.iter().copied().collect::<Vec<_>>(),
            groups.iter().copied().collect::<Vec<_>>()
        ],
    }
}

/// How many rooms a scope covers now. Unenrolled rooms are left out, as in every list.
pub async fn count_covered(view: &mut View, scope: &Scope) -> Result<i64, StoreError> {
    view.count(Query::new(&COUNT, bound(scope))).await
}

/// The first of the rooms that a scope covers now, by name.
pub async fn covered(view: &mut View, scope: &Scope, at_most: i64) -> Result<Vec<CoveredRoom>, StoreError> {
    let mut query = Query::new(&COVERED, bound(scope));
    query.push(" order by r.name_key, r.room_id limit ").bind(at_most);
    let room = |row: &Row| Ok(CoveredRoom { id: row.get(0)?, name: row.get(1)?, place: row.get(2)? });
    view.rows(query).await?.iter().map(room).collect()
}

const FIND_ROOMS: Read = Read::new(
    "select r.room_id, r.name from rooms r where {tenant:r.tenant_id} and r.monitoring <> 'unenrolled' \
     and (r.room_id {in $1} or r.name_key like $2 escape '\\')",
);
const FIND_GROUPS: Read = Read::new(
    "select g.group_id, g.name from room_groups g where {tenant:g.tenant_id} \
     and (g.group_id {in $1} or g.name_key like $2 escape '\\')",
);

/// What a scope names, then at most so many further rooms and groups whose names contain a text: what a picker
/// shows.
pub async fn choices(
    view: &mut View,
    scope: &Scope,
    text: &str,
    at_most: i64,
) -> Result<(Described, Described), StoreError> {
    let (rooms, groups): (Vec<_>, Vec<_>) = match scope {
        Scope::All => (Vec::new(), Vec::new()),
        Scope::Some { rooms, groups } => (rooms.iter().copied().collect(), groups.iter().copied().collect()),
    };
    let pattern = crate::list::like(&domain::text::key(text));
    let limit = i64::try_from(rooms.len()).unwrap_or_default() + at_most;
    let mut query = Query::new(&FIND_ROOMS, values![rooms.clone(), &pattern]);
    query.push(" order by case when r.room_id ").bind_list(rooms.clone());
    query.push(" then 0 else 1 end, r.name_key, r.room_id limit ").bind(limit);
    let found: Vec<(Id<Room>, String)> = pairs(&view.rows(query).await?)?;
    let (chosen_rooms, more_rooms) = found.into_iter().partition(|(id, _)| rooms.contains(id));
    let limit = i64::try_from(groups.len()).unwrap_or_default() + at_most;
    let mut query = Query::new(&FIND_GROUPS, values![groups.clone(), &pattern]);
    query.push(" order by case when g.group_id ").bind_list(groups.clone());
    query.push(" then 0 else 1 end, g.name_key, g.group_id limit ").bind(limit);
    let found: Vec<(Id<RoomGroup>, String)> = pairs(&view.rows(query).await?)?;
    let (chosen_groups, more_groups) = found.into_iter().partition(|(id, _)| groups.contains(id));
    Ok((
        Described { whole: *scope == Scope::All, rooms: chosen_rooms, groups: chosen_groups },
        Described { whole: false, rooms: more_rooms, groups: more_groups },
    ))
}

/// The condition that a room `r` is covered by the stored scope of the column before it; used where a
/// statement counts the rooms of an invitation or link.
macro_rules! rooms_in {
    ($alias:literal, $scope:literal) => {
        concat!(
            "(select count(*) from rooms r join scopes sc on sc.tenant_id = r.tenant_id and sc.scope_id = ",
            $scope,
            " where r.tenant_id = ",
            $alias,
            ".tenant_id and r.monitoring <> 'unenrolled' and (sc.whole or exists (select 1 from scope_rooms sr \
             where sr.tenant_id = r.tenant_id and sr.scope_id = ",
            $scope,
            " and sr.room_id = r.room_id) or exists (select 1 from room_group_members gm \
             join scope_groups sg on sg.tenant_id = gm.tenant_id and sg.group_id = gm.group_id \
             where gm.tenant_id = r.tenant_id and gm.room_id = r.room_id and sg.scope_id = ",
            $scope,
            ")))"
        )
    };
}
pub(crate) use rooms_in;
