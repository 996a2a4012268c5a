//! How the delegated admin privileges of a partner are used at each of its customers.
//!
//! Invariant: read through `{reseller:…}` alone; of people there are numbers, no names.

use domain::{
    id::{Id, Organization},
    query::{Kind, Order, Property, Schema},
    time::Time,
};

use crate::{
    error::StoreError,
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    organizations::default_domain,
    sql::{Query, Read},
    value::Row,
    values,
    view::View,
};

/// The privileges at one customer.
#[derive(Clone, Debug)]
pub struct StatisticsRow {
    /// The customer.
    pub tenant: Id<Organization>,
    /// Its name.
    pub name: String,
    /// Its default domain.
    pub domain: String,
    /// Since when there are privileges.
    pub since: Time,
    /// When they were used last since then, to the quarter of an hour.
    pub last_used: Option<Time>,
    /// When they were used last, or since when they are.
    pub idle_since: Time,
    /// How many people used them within the last day.
    pub agents: i64,
    /// How often, within the last day.
    pub uses: i64,
    /// The version of the relationship.
    pub stamp: i64,
}

/// The last use since the privileges were granted.
macro_rules! last_used {
    () => {
        "(select max(u.last_at) from delegation_uses u where u.tenant_id = r.tenant_id \
         and u.relationship_id = r.relationship_id and u.last_at >= r.privileges_since)"
    };
}
macro_rules! idle_since {
    () => {
        concat!("coalesce(", last_used!(), ", r.privileges_since)")
    };
}

/// What the list offers to queries.
pub static SCHEMA: Schema = Schema::new(
    &[
        Property::new("tenantId", Kind::Id).filterable(),
        Property::new("displayName", Kind::Text).filterable().sortable().searchable(),
        Property::new("defaultDomain", Kind::Text).filterable().sortable().searchable(),
        Property::new("enabledSinceDateTime", Kind::Time).filterable().sortable(),
        Property::new("enabledDays", Kind::Integer),
        Property::new("lastUsedDateTime", Kind::Time),
        Property::new("inactiveSinceDateTime", Kind::Time).filterable().sortable(),
        Property::new("inactiveDays", Kind::Integer),
        Property::new("agentsLastDay", Kind::Integer),
        Property::new("usesLastDay", Kind::Integer),
        Property::new("recommendation", Kind::Enum(&["keep", "remove", "inactive"])),
    ],
    300,
);

/// The columns behind [`SCHEMA`].
pub static TABLE: Table = Table {
    columns: &[
        Column::new("tenantId", "r.tenant_id", Kept::Id),
        Column::new("displayName", "c.name_key", Kept::Key),
        Column::new("defaultDomain", default_domain!("r.tenant_id"), Kept::Key),
        Column::new("enabledSinceDateTime", "r.privileges_since", Kept::Time),
        Column::new("inactiveSinceDateTime", idle_since!(), Kept::Time),
    ],
    order: &[Order { property: "inactiveSinceDateTime", descending: false }],
    unique: &["tenantId"],
    searched: &["displayName", "defaultDomain"],
};

impl Placed for StatisticsRow {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "tenantId" => Key::Id(self.tenant.uuid()),
            "displayName" => Key::Text(domain::text::key(&self.name)),
            "defaultDomain" => Key::Text(self.domain.clone()),
            "enabledSinceDateTime" => Key::Integer(self.since.micros()),
            "inactiveSinceDateTime" => Key::Integer(self.idle_since.micros()),
            _ => return None,
        })
    }
}

macro_rules! there {
    () => {
        "from reseller_relationships r join organizations c on c.organization_id = r.tenant_id \
         where {reseller:r} and r.ended_at is null and r.has_privileges = true"
    };
}

const LIST: Read = Read::new(concat!(
    "select r.tenant_id, c.name, ",
    default_domain!("r.tenant_id"),
    ", r.privileges_since, ",
    last_used!(),
    ", (select count(distinct u.user_id) from delegation_uses u where u.tenant_id = r.tenant_id \
     and u.relationship_id = r.relationship_id and u.last_at > $1), \
     (select cast(coalesce(sum(u.uses), 0) as bigint) from delegation_uses u where u.tenant_id = r.tenant_id \
     and u.relationship_id = r.relationship_id and u.last_at > $1), r.change_stamp ",
    there!()
));
const COUNT: Read = Read::new(concat!("select count(*) ", there!()));

/// A page of the customers of the partner in sight that granted privileges; those idle longest first. Agents and uses are counted
/// from a moment on.
pub async fn list(
    view: &mut View,
    wanted: &Wanted,
    used_since: Time,
) -> Result<Listed<StatisticsRow>, StoreError> {
    wanted.read(&TABLE, Query::new(&LIST, values![used_since]), view, read).await
}

/// How many customers a list has on all its pages.
pub async fn count(view: &mut View, wanted: &Wanted) -> Result<i64, StoreError> {
    let mut query = Query::new(&COUNT, values![]);
    wanted.narrow(&TABLE, &mut query)?;
    view.count(query).await
}

fn read(row: &Row) -> Result<StatisticsRow, StoreError> {
    let (since, last_used): (Time, Option<Time>) = (row.get(3)?, row.get(4)?);
    Ok(StatisticsRow {
        tenant: row.get(0)?,
        name: row.get(1)?,
        domain: row.get(2)?,
        since,
        last_used,
        idle_since: last_used.unwrap_or(since),
        agents: row.get(5)?,
        uses: row.get(6)?,
        stamp: row.get(7)?,
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_property_has_its_column() {
        assert_eq!(super::TABLE.lacks(&super::SCHEMA), Vec::<&str>::new());
    }
}
