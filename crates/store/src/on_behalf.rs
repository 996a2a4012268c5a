//! The customers that somebody reaches by directory roles that they delegated: those in sight, by name. In whose rooms somebody can act, and
//! whose directories somebody looks into, are the same list in two sights.

use domain::{
    id::{Id, Organization},
    query::{Kind, Order, Property, Schema},
};

use crate::{
    error::StoreError,
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    sql::{Query, Read},
    value::Row,
    values,
    view::View,
};

/// A customer.
#[derive(Clone, Debug)]
pub struct CustomerRow {
    /// The customer.
    pub tenant: Id<Organization>,
    /// Its name.
    pub name: String,
}

impl Placed for CustomerRow {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "tenantId" => Key::Id(self.tenant.uuid()),
            "displayName" => Key::Text(domain::text::key(&self.name)),
            _ => return None,
        })
    }
}

/// What the list offers to queries.
pub static SCHEMA: Schema = Schema::new(
    &[
        Property::new("tenantId", Kind::Id).filterable(),
        Property::new("displayName", Kind::Text).filterable().sortable().searchable(),
        Property::new("roles", Kind::List(&Kind::Text)),
        Property::new("permissions", Kind::List(&Kind::Text)),
    ],
    300,
);

/// What the list of those whose directories somebody looks into offers to queries.
pub static DIRECTORIES: Schema = Schema::new(
    &[
        Property::new("tenantId", Kind::Id).filterable(),
        Property::new("displayName", Kind::Text).filterable().sortable().searchable(),
        Property::new("roles", Kind::List(&Kind::Text)),
        Property::new("rights", Kind::List(&Kind::Text)),
        Property::new("buysFromYou", Kind::Boolean),
    ],
    300,
);

/// The columns behind [`SCHEMA`] and [`DIRECTORIES`].
pub static TABLE: Table = Table {
    columns: &[
        Column::new("tenantId", "o.organization_id", Kept::Id),
        Column::new("displayName", "o.name_key", Kept::Key),
    ],
    order: &[Order { property: "displayName", descending: false }],
    unique: &["tenantId"],
    searched: &["displayName"],
};

const LIST: Read =
    Read::new("select o.organization_id, o.name from organizations o where {tenant:o.organization_id}");
const COUNT: Read = Read::new("select count(*) from organizations o where {tenant:o.organization_id}");

fn read(row: &Row) -> Result<CustomerRow, StoreError> {
    Ok(CustomerRow { tenant: row.get(0)?, name: row.get(1)? })
}

/// A page of the customers in sight.
pub async fn list(view: &mut View, wanted: &Wanted) -> Result<Listed<CustomerRow>, StoreError> {
    wanted.read(&TABLE, Query::new(&LIST, values![]), view, read).await
}

/// How many customers the list has on all its pages.
pub async fn count(view: &mut View, wanted: &Wanted) -> Result<i64, StoreError> {
    let mut query = Query::new(&COUNT, values![]);
    wanted.narrow(&TABLE, &mut query)?;
    view.count(query).await
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_property_has_its_column() {
        assert_eq!(super::TABLE.lacks(&super::SCHEMA), Vec::<&str>::new());
        assert_eq!(super::TABLE.lacks(&super::DIRECTORIES), Vec::<&str>::new());
    }
}
