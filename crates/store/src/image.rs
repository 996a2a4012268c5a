//! The image of rooms on this node, kept in step by versions: whoever lists reads the versions of the organizations
//! in sight in its own transaction, and what is behind is read anew first, so that no list is older than the
//! transaction that shows it.
//!
//! Invariant: whoever changes what lists show of a room marks it in the same transaction ([`mark`]); both doors for
//! writing do so when they commit.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Arc, PoisonError, RwLock},
};

use authz::{
    Extent,
    image::{OrganizationRooms, RoomLine, RoomsInSight},
};
use domain::{
    health::Health,
    id::{Id, Organization, Room, RoomGroup, Scope as ScopeKind},
    room::Monitoring,
    scope::Scope,
};

use crate::{
    db::Tx,
    error::StoreError,
    facts::word,
    feed::run,
    sql::{Query, Read},
    values,
    view::View,
};

/// The rooms of organizations as far as this node has read them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Image(Arc<RwLock<HashMap<Id<Organization>, Arc<OrganizationRooms>>>>);

const VERSIONS: Read = Read::new(
    "select v.tenant_id, v.version, v.rebuilt_version from room_versions v where {tenant:v.tenant_id}",
);

const ALL: Read = Read::new(
    "select r.tenant_id, r.room_id, r.name_key, r.health from rooms r \
     where {tenant:r.tenant_id} and r.tenant_id {in $1} and r.monitoring <> 'unenrolled'",
);

const ALL_MEMBERS: Read = Read::new(
    "select m.tenant_id, m.room_id, m.group_id from room_group_members m \
     where {tenant:m.tenant_id} and m.tenant_id {in $1}",
);

const CHANGED: Read = Read::new(
    "select r.room_id, r.name_key, r.health, r.monitoring from rooms r \
     where {tenant:r.tenant_id} and r.tenant_id = $1 and r.listed_version > $2",
);

const CHANGED_MEMBERS: Read = Read::new(
    "select m.room_id, m.group_id from room_group_members m \
     where {tenant:m.tenant_id} and m.tenant_id = $1 and m.room_id {in $2}",
);

const SCOPE_ROOMS: Read = Read::new(
    "select s.scope_id, s.room_id from scope_rooms s where {tenant:s.tenant_id} and s.scope_id {in $1}",
);
const SCOPE_GROUPS: Read = Read::new(
    "select s.scope_id, s.group_id from scope_groups s where {tenant:s.tenant_id} and s.scope_id {in $1}",
);

const RAISE: &str = "insert into room_versions (tenant_id, version, rebuilt_version) values ($1, 1, 0) \
     on conflict (tenant_id) do update set version = room_versions.version + 1";
const MARK: &str = "update rooms set listed_version = (select v.version from room_versions v where v.tenant_id = $1) \
     where tenant_id = $1 and room_id {in $2}";
const REBUILT: &str = "update room_versions set rebuilt_version = version where tenant_id = $1";

/// The rooms and groups that a scope names.
type NamedParts = (Vec<Id<Room>>, Vec<Id<RoomGroup>>);

/// A room of an organization.
type Member = (Id<Organization>, Id<Room>);

/// Rooms of organizations that show something new.
pub(crate) type Marks = BTreeMap<Id<Organization>, BTreeSet<Id<Room>>>;

/// Marks rooms as changed, organizations in ascending order. Rooms that are gone make the whole organization be read
/// anew.
pub(crate) async fn mark(tx: &mut Tx, marks: Marks) -> Result<(), StoreError> {
    for (tenant, rooms) in marks {
        let all = u64::try_from(rooms.len()).unwrap_or(u64::MAX);
        let rooms: Vec<_> = rooms.into_iter().collect();
        run(tx, RAISE, values![tenant]).await?;
        if run(tx, MARK, values![tenant, rooms]).await? < all {
            run(tx, REBUILT, values![tenant]).await?;
        }
    }
    Ok(())
}

/// Marks everything of an organization as changed.
pub(crate) async fn mark_all(tx: &mut Tx, tenant: Id<Organization>) -> Result<(), StoreError> {
    run(tx, RAISE, values![tenant]).await?;
    run(tx, REBUILT, values![tenant]).await.map(drop)
}

impl Image {
    fn known(&self, tenant: Id<Organization>) -> Option<Arc<OrganizationRooms>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(&tenant).cloned()
    }

    /// Keeps what was read, unless another transaction has read later versions meanwhile.
    fn keep(&self, read: &BTreeMap<Id<Organization>, Arc<OrganizationRooms>>) {
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        for (tenant, rooms) in read {
            if all.get(tenant).is_none_or(|known| known.version() < rooms.version()) {
                all.insert(*tenant, Arc::clone(rooms));
            }
        }
    }

    /// What a sight of rooms shows, at least as new as the view's transaction; none for a sight of something else.
    pub(crate) async fn in_sight(&self, view: &mut View) -> Result<Option<RoomsInSight>, StoreError> {
        if !matches!(view.sight().extent(), Extent::Rooms(_)) {
            return Ok(None);
        }
        let contents = scopes(view).await?;
        let sight = view.sight().filled(&contents);
        let mut held = BTreeMap::new();
        let mut behind = BTreeMap::new();
        let versions = versions(view).await?;
        for tenant in sight.tenants() {
            let (version, rebuilt) = versions.get(&tenant).copied().unwrap_or_default();
            match self.known(tenant) {
                Some(known) if known.version() >= version => drop(held.insert(tenant, known)),
                Some(known) if known.version() >= rebuilt => {
                    drop(held.insert(tenant, Arc::new(patched(view, tenant, &known, version).await?)));
                }
                _ => drop(behind.insert(tenant, version)),
            }
        }
        if !behind.is_empty() {
            held.extend(whole(view, behind).await?);
        }
        self.keep(&held);
        Ok(RoomsInSight::of(&sight, |tenant| held.get(&tenant).cloned()))
    }
}

/// The content of the scopes that a sight names.
async fn scopes(view: &mut View) -> Result<BTreeMap<Id<ScopeKind>, Scope>, StoreError> {
    let Extent::Rooms(regions) = view.sight().extent() else { return Ok(BTreeMap::new()) };
    let stored: Vec<_> =
        regions.iter().flat_map(|region| [region.reach.stored, region.ceiling.stored]).flatten().collect();
    if stored.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut parts: BTreeMap<Id<ScopeKind>, NamedParts> = BTreeMap::new();
    for row in view.rows(Query::new(&SCOPE_ROOMS, values![stored.clone()])).await? {
        parts.entry(row.get(0)?).or_default().0.push(row.get(1)?);
    }
    for row in view.rows(Query::new(&SCOPE_GROUPS, values![stored])).await? {
        parts.entry(row.get(0)?).or_default().1.push(row.get(1)?);
    }
    Ok(parts.into_iter().map(|(id, (rooms, groups))| (id, Scope::of(rooms, groups))).collect())
}

/// The version of each organization's rooms, and since which of them single changes suffice.
async fn versions(view: &mut View) -> Result<BTreeMap<Id<Organization>, (i64, i64)>, StoreError> {
    let rows = view.rows(Query::new(&VERSIONS, values![])).await?;
    rows.iter().map(|row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?)))).collect()
}

/// The rooms of organizations, read as a whole.
async fn whole(
    view: &mut View,
    wanted: BTreeMap<Id<Organization>, i64>,
) -> Result<BTreeMap<Id<Organization>, Arc<OrganizationRooms>>, StoreError> {
    let tenants: Vec<_> = wanted.keys().copied().collect();
    let mut groups: HashMap<Member, Vec<Id<RoomGroup>>> = HashMap::new();
    for row in view.rows(Query::new(&ALL_MEMBERS, values![tenants.clone()])).await? {
        groups.entry((row.get(0)?, row.get(1)?)).or_default().push(row.get(2)?);
    }
    let mut lines: BTreeMap<Id<Organization>, Vec<RoomLine>> = BTreeMap::new();
    for row in view.rows(Query::new(&ALL, values![tenants])).await? {
        let (tenant, id) = (row.get(0)?, row.get(1)?);
        let name: String = row.get(2)?;
        let groups = groups.remove(&(tenant, id)).unwrap_or_default();
        let health = word(&row, 3, Health::from_key)?;
        lines.entry(tenant).or_default().push(RoomLine {
            name: name.into(),
            id,
            health,
            groups: groups.into(),
        });
    }
    let rooms = |(tenant, version)| {
        let lines = lines.remove(&tenant).unwrap_or_default();
        (tenant, Arc::new(OrganizationRooms::of(version, lines)))
    };
    Ok(wanted.into_iter().map(rooms).collect())
}

/// The rooms of an organization with what changed since they were read.
async fn patched(
    view: &mut View,
    tenant: Id<Organization>,
    known: &OrganizationRooms,
    version: i64,
) -> Result<OrganizationRooms, StoreError> {
    let rows = view.rows(Query::new(&CHANGED, values![tenant, known.version()])).await?;
    let changed: BTreeSet<Id<Room>> = rows.iter().map(|row| row.get(0)).collect::<Result<_, _>>()?;
    let ids: Vec<_> = changed.iter().copied().collect();
    let mut groups: BTreeMap<Id<Room>, Vec<Id<RoomGroup>>> = BTreeMap::new();
    for row in view.rows(Query::new(&CHANGED_MEMBERS, values![tenant, ids])).await? {
        groups.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    let mut lines = Vec::with_capacity(rows.len());
    for row in &rows {
        if word(row, 3, Monitoring::from_key)? == Monitoring::Unenrolled {
            continue;
        }
        let id = row.get(0)?;
        let name: String = row.get(1)?;
        let groups = groups.remove(&id).unwrap_or_default();
        lines.push(RoomLine {
            name: name.into(),
            id,
            health: word(row, 2, Health::from_key)?,
            groups: groups.into(),
        });
    }
    Ok(known.patched(version, &changed, lines))
}
