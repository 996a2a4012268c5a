//! Room groups and places by their names, in one organization or in many: what a rule says that is to mean something at
//! every customer.

use std::collections::BTreeMap;

use domain::id::{Id, Organization, Place, RoomGroup};

use crate::{
    change::Change,
    error::StoreError,
    sql::{Fetch, Query, Read},
    values,
    view::View,
};

/// The groups and places of one organization that have one of the names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SoNamed {
    /// Groups.
    pub groups: Vec<Id<RoomGroup>>,
    /// Places: several can have one name, such as floors.
    pub places: Vec<Id<Place>>,
}

const GROUPS_HERE: Fetch = Fetch::new(
    "select group_id from room_groups where tenant_id = {target} and name_key {in $1} order by group_id",
);
const PLACES_HERE: Fetch = Fetch::new(
    "select place_id from places where tenant_id = {target} and name_key {in $1} order by place_id",
);
const GROUPS: Read = Read::new(
    "select g.tenant_id, g.group_id from room_groups g where {tenant:g.tenant_id} and g.name_key {in $1} \
     order by g.group_id",
);
const PLACES: Read = Read::new(
    "select p.tenant_id, p.place_id from places p where {tenant:p.tenant_id} and p.name_key {in $1} \
     order by p.place_id",
);

/// Those of the change's organization; the names are folded.
pub async fn fetch_so_named(
    change: &mut Change,
    groups: &[String],
    places: &[String],
) -> Result<SoNamed, StoreError> {
    let mut found = SoNamed::default();
    if !groups.is_empty() {
        let rows = change.rows(&GROUPS_HERE, values![groups.to_vec()]).await?;
        found.groups = rows.iter().map(|row| row.get(0)).collect::<Result<_, _>>()?;
    }
    if !places.is_empty() {
        let rows = change.rows(&PLACES_HERE, values![places.to_vec()]).await?;
        found.places = rows.iter().map(|row| row.get(0)).collect::<Result<_, _>>()?;
    }
    Ok(found)
}

/// Those of each organization of which something is in sight; whether they are themselves, the engine says. The names are
/// folded.
pub async fn so_named(
    view: &mut View,
    groups: &[String],
    places: &[String],
) -> Result<BTreeMap<Id<Organization>, SoNamed>, StoreError> {
    let mut found: BTreeMap<_, SoNamed> = BTreeMap::new();
    if !groups.is_empty() {
        for row in view.rows(Query::new(&GROUPS, values![groups.to_vec()])).await? {
            found.entry(row.get(0)?).or_default().groups.push(row.get(1)?);
        }
    }
    if !places.is_empty() {
        for row in view.rows(Query::new(&PLACES, values![places.to_vec()])).await? {
            found.entry(row.get(0)?).or_default().places.push(row.get(1)?);
        }
    }
    Ok(found)
}
