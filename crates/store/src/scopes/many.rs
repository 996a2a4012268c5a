//! Several stored scopes by name at once, so that a list asks as often as a single one.

use std::collections::BTreeMap;

use domain::id::{Id, Scope as ScopeKind};

use super::{Described, NamedParts, named_part};
use crate::{
    error::StoreError,
    sql::{Query, Read},
    value::Row,
    values,
    view::View,
};

const WHOLE: Read =
    Read::new("select s.scope_id, s.whole from scopes s where {tenant:s.tenant_id} and s.scope_id {in $1}");
const ROOMS: Read = Read::new(
    "select s.scope_id, s.excluded, r.room_id, r.name from scope_rooms s \
     join rooms r on r.tenant_id = s.tenant_id and r.room_id = s.room_id \
     where {tenant:s.tenant_id} and s.scope_id {in $1} order by r.name_key, r.room_id",
);
const GROUPS: Read = Read::new(
    "select s.scope_id, s.excluded, g.group_id, g.name from scope_groups s \
     join room_groups g on g.tenant_id = s.tenant_id and g.group_id = s.group_id \
     where {tenant:s.tenant_id} and s.scope_id {in $1} order by g.name_key, g.group_id",
);
const PLACES: Read = Read::new(
    "select s.scope_id, s.excluded, p.place_id, p.name from scope_places s \
     join places p on p.tenant_id = s.tenant_id and p.place_id = s.place_id \
     where {tenant:s.tenant_id} and s.scope_id {in $1} order by p.name_key, p.place_id",
);

/// The content of stored scopes for people who see the whole organization; those it does not have are left out.
pub async fn describe_many(
    view: &mut View,
    scopes: Vec<Id<ScopeKind>>,
) -> Result<BTreeMap<Id<ScopeKind>, Described>, StoreError> {
    let mut all = BTreeMap::new();
    for row in view.rows(Query::new(&WHOLE, values![scopes.clone()])).await? {
        all.insert(row.get(0)?, Described { whole: row.get(1)?, ..Described::default() });
    }
    for row in view.rows(Query::new(&ROOMS, values![scopes.clone()])).await? {
        if let Some(parts) = parts(&mut all, &row)? {
            parts.rooms.push((row.get(2)?, row.get(3)?));
        }
    }
    for row in view.rows(Query::new(&GROUPS, values![scopes.clone()])).await? {
        if let Some(parts) = parts(&mut all, &row)? {
            parts.groups.push((row.get(2)?, row.get(3)?));
        }
    }
    for row in view.rows(Query::new(&PLACES, values![scopes])).await? {
        if let Some(parts) = parts(&mut all, &row)? {
            parts.places.push((row.get(2)?, row.get(3)?));
        }
    }
    Ok(all)
}

fn parts<'a>(
    all: &'a mut BTreeMap<Id<ScopeKind>, Described>,
    row: &Row,
) -> Result<Option<&'a mut NamedParts>, StoreError> {
    let excluded = row.get(1)?;
    Ok(all.get_mut(&row.get(0)?).map(|described| named_part(described, excluded)))
}
