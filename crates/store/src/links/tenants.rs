//! Links as the partner sees them: its customers. Removed customers vanish.
//!
//! Invariant: what can be asked for is what a partner is shown; nothing tells of other partners (decision 17).

use domain::{
    id::{Id, Organization},
    link::LinkState,
    query::{Kind, Order, Property, Schema},
};

use super::{ListedLink, only, page};
use crate::{
    error::StoreError,
    facts::word,
    list::{Column, Kept, Listed, Table, Wanted},
    organizations::default_domain,
    sql::{Query, Read},
    value::Row,
    values,
    view::View,
};

const STATES: &[&str] = &["active", "suspended"];

/// What the list of customers offers to queries.
pub static SCHEMA: Schema = Schema::new(
    &[
        Property::new("tenantId", Kind::Id).filterable(),
        Property::new("displayName", Kind::Text).filterable().sortable().searchable(),
        Property::new("defaultDomain", Kind::Text).filterable().sortable().searchable(),
        Property::new("linkId", Kind::Id).filterable(),
        Property::new("state", Kind::Enum(STATES)).filterable().sortable(),
        Property::new("roomCount", Kind::Integer),
        Property::new("orphaned", Kind::Boolean).filterable(),
        Property::new("startedDateTime", Kind::Time).filterable().sortable(),
        Property::new("permissions", Kind::List(&Kind::Text)),
    ],
    300,
);

/// The columns behind [`SCHEMA`].
pub static TABLE: Table = Table {
    columns: &[
        Column::new("tenantId", "l.tenant_id", Kept::Id),
        Column::new("displayName", "c.name_key", Kept::Key),
        Column::new("defaultDomain", default_domain!("l.tenant_id"), Kept::Key),
        Column::new("linkId", "l.link_id", Kept::Id),
        Column::new("state", "l.state", Kept::Word),
        Column::new("orphaned", "l.orphaned", Kept::Boolean),
        Column::new("startedDateTime", "l.started_at", Kept::Time),
    ],
    order: &[Order { property: "displayName", descending: false }],
    unique: &["linkId"],
    searched: &["displayName", "defaultDomain"],
};

const LIST: Read = Read::new(concat!(
    "select ",
    columns!(),
    ", c.name_key, ",
    default_domain!("l.tenant_id"),
    tables!(),
    "{link:l} and l.state in ('active', 'suspended')"
));
const COUNT: Read =
    Read::new(concat!("select count(*)", tables!(), "{link:l} and l.state in ('active', 'suspended')"));

/// A page of the customers of a partner, or of those among some.
pub async fn list(
    view: &mut View,
    wanted: &Wanted,
    among: Option<&[Id<Organization>]>,
) -> Result<Listed<ListedLink>, StoreError> {
    page(view, wanted, &TABLE, begin(&LIST, among)).await
}

/// How many customers a list has on all its pages.
pub async fn count(
    view: &mut View,
    wanted: &Wanted,
    among: Option<&[Id<Organization>]>,
) -> Result<i64, StoreError> {
    let mut query = begin(&COUNT, among);
    wanted.narrow(&TABLE, &mut query)?;
    view.count(query).await
}

const NAMES: Read = Read::new(
    "select l.tenant_id, c.name from links l join organizations c on c.organization_id = l.tenant_id \
     where {link:l} and l.state in ('active', 'suspended')",
);

/// Every customer of a partner by name, or the one, for what is asked of all of them at once.
pub async fn names(
    view: &mut View,
    only: Option<Id<Organization>>,
) -> Result<Vec<(Id<Organization>, String)>, StoreError> {
    let only = only.map(|customer| vec![customer]);
    let mut query = begin(&NAMES, only.as_deref());
    query.push(" order by c.name_key, l.tenant_id");
    let rows = view.rows(query).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// One customer.
pub async fn find(view: &mut View, customer: Id<Organization>) -> Result<Option<ListedLink>, StoreError> {
    only(view, begin(&LIST, Some(&[customer]))).await
}

const NAMED: Read = Read::new(concat!(
    "select l.tenant_id, c.name, ",
    default_domain!("l.tenant_id"),
    ", l.state from links l join organizations c on c.organization_id = l.tenant_id \
     where {link:l} and l.state in ('active', 'suspended')"
));

/// A customer by name, without what has to be counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedTenant {
    /// The customer.
    pub tenant: Id<Organization>,
    /// Its name.
    pub name: String,
    /// Its default domain.
    pub default_domain: String,
    /// The state of its link.
    pub state: LinkState,
}

/// Those of some customers that are in sight, by name.
pub async fn named(view: &mut View, among: &[Id<Organization>]) -> Result<Vec<NamedTenant>, StoreError> {
    let mut query = begin(&NAMED, Some(among));
    query.push(" order by c.name_key, l.tenant_id");
    let read = |row: &Row| {
        Ok(NamedTenant {
            tenant: row.get(0)?,
            name: row.get(1)?,
            default_domain: row.get(2)?,
            state: word(row, 3, LinkState::from_key)?,
        })
    };
    view.rows(query).await?.iter().map(read).collect()
}

fn begin(read: &Read, among: Option<&[Id<Organization>]>) -> Query {
    let mut query = Query::new(read, values![]);
    if let Some(customers) = among {
        query.push(" and l.tenant_id ").bind_list(customers.to_vec());
    }
    query
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_property_has_a_column_of_its_kind() {
        assert_eq!(TABLE.lacks(&SCHEMA), Vec::<&str>::new());
    }
}
