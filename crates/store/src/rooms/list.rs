//! The list of rooms and its counts by health.

use authz::{Extent, Region, Sight};
use domain::{
    coordinates::Coordinates,
    health::{Health, HealthCounts},
    id::{Id, Organization, Place, Room},
    query::{Filter, Kind, Order, Path, Property, Schema},
    room::{DeviceType, Monitoring, PlaceType, RoomSize},
    time::Time,
};

use super::{detail::coordinates, in_memory};
use crate::{
    directory::containing,
    error::StoreError,
    facts::{maybe_word, word},
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    sql::{Query, Read},
    value::Row,
    values,
    view::View,
};

const HEALTH: &[&str] = &["unhealthy", "unmonitored", "suppressed", "healthy", "onboarding"];
const MONITORING: &[&str] = &["onboarding", "monitored", "unenrolled"];
const DEVICE_TYPES: &[&str] = &["windowsRoom", "androidVideoBar", "androidTouchConsole", "panel", "generic"];
const SIZES: &[&str] = &["small", "medium", "large"];
const PLACE_TYPES: &[&str] =
    &["conferenceRoom", "huddleRoom", "trainingRoom", "auditorium", "office", "openArea", "lobby", "other"];

/// What the list of rooms offers to queries.
pub static SCHEMA: Schema = Schema::new(
    &[
        Property::new("id", Kind::Id).filterable(),
        Property::new("tenantId", Kind::Id).filterable(),
        Property::new("tenantDisplayName", Kind::Text).filterable().sortable(),
        Property::new("displayName", Kind::Text).filterable().sortable().searchable(),
        Property::new("health", Kind::Enum(HEALTH)).filterable().sortable(),
        Property::new("hasWarning", Kind::Boolean).filterable(),
        Property::new("healthSince", Kind::Time).filterable().sortable(),
        Property::new("monitoring", Kind::Enum(MONITORING)).filterable(),
        Property::new("lastSeen", Kind::Time).filterable().sortable(),
        Property::new("deviceType", Kind::Enum(DEVICE_TYPES)).filterable().sortable(),
        Property::new("manufacturer", Kind::Text),
        Property::new("model", Kind::Text),
        Property::new("capacity", Kind::Integer).filterable().sortable(),
        Property::new("size", Kind::Enum(SIZES)).filterable().sortable(),
        Property::new("placeType", Kind::Enum(PLACE_TYPES)).filterable().sortable(),
        Property::new("latitude", Kind::Decimal),
        Property::new("longitude", Kind::Decimal),
        Property::new("place", Kind::Text),
        Property::new("placeId", Kind::Id).filterable(),
        Property::new("placeIds", Kind::List(&Kind::Id)).filterable(),
        Property::new("groupIds", Kind::List(&Kind::Id)).filterable(),
        Property::new("placeDisplayNames", Kind::List(&Kind::Text)).filterable(),
        Property::new("groupDisplayNames", Kind::List(&Kind::Text)).filterable(),
        Property::new("tags", Kind::List(&Kind::Text)).filterable(),
        Property::new("updateRingId", Kind::Id).filterable(),
        Property::new("updateRingDisplayName", Kind::Text),
        Property::new("createdDateTime", Kind::Time).filterable().sortable(),
    ],
    300,
);

/// The columns behind [`SCHEMA`].
pub static TABLE: Table = Table {
    columns: &[
        Column::new("id", "r.room_id", Kept::Id),
        Column::new("tenantId", "r.tenant_id", Kept::Id),
        Column::new(
            "tenantDisplayName",
            "(select o.name_key from organizations o where o.organization_id = r.tenant_id)",
            Kept::Key,
        ),
        Column::new("displayName", "r.name_key", Kept::Key),
        Column::new("health", "r.health", Kept::Word),
        Column::new("hasWarning", "r.has_warning", Kept::Boolean),
        Column::new("healthSince", "r.health_since", Kept::Time),
        Column::new("monitoring", "r.monitoring", Kept::Word),
        Column::new("lastSeen", "r.last_seen_at", Kept::Time).nullable(),
        Column::new("deviceType", "r.device_type", Kept::Word),
        Column::new("capacity", "r.capacity", Kept::Integer).nullable(),
        Column::new("size", "r.size", Kept::Word).nullable(),
        Column::new("placeType", "r.place_type", Kept::Word).nullable(),
        Column::new("placeId", "r.place_id", Kept::Id).nullable(),
        // The place and all places around it.
        Column::new(
            "placeIds",
            "(select c.tenant_id, c.place_id as at_id, a.place_id from places c join places a \
             on a.tenant_id = c.tenant_id and c.path like a.path || '%')",
            Kept::Many {
                on: &[("tenant_id", "r.tenant_id"), ("at_id", "r.place_id")],
                columns: &[Column::new("", "place_id", Kept::Id)],
            },
        ),
        Column::new(
            "groupIds",
            "room_group_members",
            Kept::Many {
                on: &[("tenant_id", "r.tenant_id"), ("room_id", "r.room_id")],
                columns: &[Column::new("", "group_id", Kept::Id)],
            },
        ),
        // The same by their names, for what is named alike at many organizations.
        Column::new(
            "placeDisplayNames",
            "(select c.tenant_id, c.place_id as at_id, a.name_key from places c join places a \
             on a.tenant_id = c.tenant_id and c.path like a.path || '%')",
            Kept::Many {
                on: &[("tenant_id", "r.tenant_id"), ("at_id", "r.place_id")],
                columns: &[Column::new("", "name_key", Kept::Key)],
            },
        ),
        Column::new(
            "groupDisplayNames",
            "(select m.tenant_id, m.room_id, g.name_key from room_group_members m join room_groups g \
             on g.tenant_id = m.tenant_id and g.group_id = m.group_id)",
            Kept::Many {
                on: &[("tenant_id", "r.tenant_id"), ("room_id", "r.room_id")],
                columns: &[Column::new("", "name_key", Kept::Key)],
            },
        ),
        Column::new(
            "tags",
            "room_tags",
            Kept::Many {
                on: &[("tenant_id", "r.tenant_id"), ("room_id", "r.room_id")],
                columns: &[Column::new("", "tag_key", Kept::Key)],
            },
        ),
        Column::new(
            "updateRingId",
            "coalesce((select m.ring_id from room_rings m where m.tenant_id = r.tenant_id and m.room_id = r.room_id), \
             {general})",
            Kept::Id,
        ),
        Column::new("createdDateTime", "r.created_at", Kept::Time),
    ],
    order: &[Order { property: "displayName", descending: false }],
    unique: &["id"],
    searched: &["displayName"],
};

/// A room as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomRow {
    /// The room.
    pub id: Id<Room>,
    /// The organization that owns it.
    pub tenant: Id<Organization>,
    /// The organization's name.
    pub tenant_name: String,
    /// Its name.
    pub name: String,
    /// Where it lies.
    pub place: Option<Id<Place>>,
    /// The name of that place; empty without one.
    pub place_name: String,
    /// The kind of device.
    pub device_type: DeviceType,
    /// Who made the device.
    pub manufacturer: String,
    /// Which device.
    pub model: String,
    /// How many people it seats.
    pub capacity: Option<i64>,
    /// How large it is.
    pub size: Option<RoomSize>,
    /// What kind of place it is.
    pub place_type: Option<PlaceType>,
    /// Where on the globe.
    pub coordinates: Option<Coordinates>,
    /// Whether it is monitored.
    pub monitoring: Monitoring,
    /// Its health.
    pub health: Health,
    /// Whether a warning is shown beside its health.
    pub has_warning: bool,
    /// Since when its health is so.
    pub health_since: Time,
    /// The last contact.
    pub last_seen: Option<Time>,
    /// When it was added.
    pub created_at: Time,
}

impl Placed for RoomRow {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "id" => Key::Id(self.id.uuid()),
            "displayName" => Key::Text(domain::text::key(&self.name)),
            "tenantDisplayName" => Key::Text(domain::text::key(&self.tenant_name)),
            "health" => Key::Text(self.health.key().to_owned()),
            "deviceType" => Key::Text(self.device_type.key().to_owned()),
            "healthSince" => Key::Integer(self.health_since.micros()),
            "lastSeen" => Key::Integer(self.last_seen.map_or(0, Time::micros)),
            "capacity" => Key::Integer(self.capacity.unwrap_or_default()),
            "size" => Key::Text(self.size.map(RoomSize::key).unwrap_or_default().to_owned()),
            "placeType" => Key::Text(self.place_type.map(PlaceType::key).unwrap_or_default().to_owned()),
            "createdDateTime" => Key::Integer(self.created_at.micros()),
            _ => return None,
        })
    }
}

pub(super) const LIST: Read = Read::new(
    "select r.room_id, r.tenant_id, o.name, r.name, r.place_id, p.name, r.device_type, r.manufacturer, r.model, \
     r.capacity, r.monitoring, r.health, r.has_warning, r.health_since, r.last_seen_at, r.created_at, \
     r.size, r.place_type, r.latitude, r.longitude \
     from rooms r join organizations o on o.organization_id = r.tenant_id \
     left join places p on p.tenant_id = r.tenant_id and p.place_id = r.place_id where {room:r}",
);

const COUNTS: Read = Read::new("select r.health, count(*) from rooms r where {room:r}");

/// A page of rooms, of one health if wanted.
pub async fn list(
    view: &mut View,
    wanted: &Wanted,
    health: Option<Health>,
) -> Result<Listed<RoomRow>, StoreError> {
    if let Some(asked) = in_memory::asked(wanted, health)
        && let Some(listed) = in_memory::list(view, wanted, &asked).await?
    {
        return Ok(listed);
    }
    list_by_statement(view, wanted, health).await
}

/// The same page, asked of the database alone: for rare orders and filters, and to compare with.
pub async fn list_by_statement(
    view: &mut View,
    wanted: &Wanted,
    health: Option<Health>,
) -> Result<Listed<RoomRow>, StoreError> {
    let mut query = Query::new(&LIST, values![]);
    leave_unenrolled_out(wanted, &mut query);
    if let Some(health) = health {
        query.push(" and r.health = ").bind(health.key());
    }
    wanted.read(&TABLE, query, view, row).await
}

/// Exact counts of what the same list would show without its page.
pub async fn counts(view: &mut View, wanted: &Wanted) -> Result<HealthCounts, StoreError> {
    if let Some(asked) = in_memory::asked(wanted, None)
        && let Some(counts) = in_memory::counts(view, &asked)
    {
        return Ok(counts);
    }
    counts_by_statement(view, wanted).await
}

/// The same counts, asked of the database alone.
pub async fn counts_by_statement(view: &mut View, wanted: &Wanted) -> Result<HealthCounts, StoreError> {
    let mut query = Query::new(&COUNTS, values![]);
    leave_unenrolled_out(wanted, &mut query);
    wanted.narrow(&TABLE, &mut query)?;
    query.push(" group by r.health");
    let mut counts = HealthCounts::default();
    for row in view.rows(query).await? {
        let count: i64 = row.get(1)?;
        counts.add_some(word(&row, 0, Health::from_key)?, count);
    }
    Ok(counts)
}

const OWNERS: Read =
    Read::new("select o.organization_id, o.name from organizations o where {tenant:o.organization_id}");

/// Which organizations of those in sight.
#[derive(Clone, Copy, Debug)]
pub enum Owners<'a> {
    /// All of them.
    All,
    /// One of them.
    One(Id<Organization>),
    /// Those of some.
    Among(&'a [Id<Organization>]),
    /// So many at most whose name contains a text.
    Named(&'a str, i64),
}

/// The organizations of which rooms may be in sight, by name.
pub async fn owners(
    view: &mut View,
    which: Owners<'_>,
) -> Result<Vec<(Id<Organization>, String)>, StoreError> {
    let mut query = Query::new(&OWNERS, values![]);
    match which {
        Owners::All => {}
        Owners::One(tenant) => {
            query.push(" and o.organization_id = ").bind(tenant);
        }
        Owners::Among(tenants) => {
            query.push(" and o.organization_id ").bind_list(tenants.to_vec());
        }
        Owners::Named(name, _) => {
            query.push(" and o.name_key like ").bind(containing(name)).push(" escape '\\'");
        }
    }
    query.push(" order by o.name_key, o.organization_id");
    if let Owners::Named(_, at_most) = which {
        query.push(" limit ").bind(at_most);
    }
    let rows = view.rows(query).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

fn leave_unenrolled_out(wanted: &Wanted, query: &mut Query) {
    if !wanted.filter.as_ref().is_some_and(|filter| names(filter, "monitoring")) {
        query.push(" and r.monitoring <> 'unenrolled'");
    }
}

/// Whether a sight shows every room of one organization.
pub fn sees_all(sight: &Sight) -> bool {
    match sight.extent() {
        Extent::Rooms(regions) => match regions.as_slice() {
            [first, rest @ ..] => {
                regions.iter().any(Region::is_whole)
                    && rest.iter().all(|region| region.tenant() == first.tenant())
            }
            [] => false,
        },
        _ => false,
    }
}

/// Whether a filter names a property of the item.
pub fn names(filter: &Filter, property: &str) -> bool {
    let is = |path: &Path| matches!(path, Path::Own(name) if *name == property);
    match filter {
        Filter::And(left, right) | Filter::Or(left, right) => names(left, property) || names(right, property),
        Filter::Not(inner) => names(inner, property),
        Filter::Compare { path, .. } | Filter::In { path, .. } | Filter::Text { path, .. } => is(path),
        Filter::Any { collection, lambda } => {
            is(collection) || lambda.as_ref().is_some_and(|lambda| names(&lambda.condition, property))
        }
        Filter::All { collection, lambda } => is(collection) || names(&lambda.condition, property),
    }
}

pub(super) fn row(row: &Row) -> Result<RoomRow, StoreError> {
    Ok(RoomRow {
        id: row.get(0)?,
        tenant: row.get(1)?,
        tenant_name: row.get(2)?,
        name: row.get(3)?,
        place: row.get(4)?,
        place_name: row.get::<Option<String>>(5)?.unwrap_or_default(),
        device_type: word(row, 6, DeviceType::from_key)?,
        manufacturer: row.get(7)?,
        model: row.get(8)?,
        capacity: row.get(9)?,
        monitoring: word(row, 10, Monitoring::from_key)?,
        health: word(row, 11, Health::from_key)?,
        has_warning: row.get(12)?,
        health_since: row.get(13)?,
        last_seen: row.get(14)?,
        created_at: row.get(15)?,
        size: maybe_word(row, 16, RoomSize::from_key)?,
        place_type: maybe_word(row, 17, PlaceType::from_key)?,
        coordinates: coordinates(row, 18)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_property_has_a_column_of_its_kind() {
        assert_eq!(TABLE.lacks(&SCHEMA), Vec::<&str>::new());
    }

    /// queries know every size and place type that a record can have.
    #[test]
    fn queries_know_every_word() {
        assert_eq!(RoomSize::ALL.map(RoomSize::key), SIZES);
        assert_eq!(PlaceType::ALL.map(PlaceType::key), PLACE_TYPES);
    }
}
