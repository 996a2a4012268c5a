//! Portals of services that the operator registered: a name, and a template of the address.
//!
//! Invariant: they belong to the operator; a partner reads them only beside a customer that buys from it or delegated directory roles to it.

use domain::{
    id::{Id, Organization, ServicePortal},
    query::{Kind, Order, Property, Schema},
};

use crate::{
    change::{Batch, Change},
    error::StoreError,
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    organizations::default_domain,
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

/// A registered portal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServicePortalRow {
    /// The portal.
    pub id: Id<ServicePortal>,
    /// What people call the service.
    pub name: String,
    /// The template of its address.
    pub url_template: String,
    /// Raised by each change.
    pub stamp: i64,
}

/// What queries may name.
pub static SCHEMA: Schema = Schema::new(
    &[
        Property::new("id", Kind::Id).filterable(),
        Property::new("displayName", Kind::Text).filterable().sortable().searchable(),
        Property::new("urlTemplate", Kind::Text),
    ],
    999,
);

/// The columns behind the properties.
pub static TABLE: Table = Table {
    columns: &[
        Column::new("id", "s.portal_id", Kept::Id),
        Column::new("displayName", "s.name_key", Kept::Key),
    ],
    order: &[Order { property: "displayName", descending: false }],
    unique: &["id"],
    searched: &["displayName"],
};

impl Placed for ServicePortalRow {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "id" => Key::Id(self.id.uuid()),
            "displayName" => Key::Text(domain::text::key(&self.name)),
            _ => return None,
        })
    }
}

const LIST: Read = Read::new(
    "select s.portal_id, s.name, s.url_template, s.change_stamp from service_portals s where {operator}",
);
const COUNT_LIST: Read = Read::new("select count(*) from service_portals s where {operator}");
const ALL: Read = Read::new(
    "select s.portal_id, s.name, s.url_template, s.change_stamp from service_portals s where {operator} \
     order by s.name_key, s.portal_id",
);
const OF_CUSTOMER: Read = Read::new(
    "select s.portal_id, s.name, s.url_template, s.change_stamp from reseller_relationships r \
     join organizations o on o.is_operator = true join service_portals s on s.tenant_id = o.organization_id \
     where {reseller:r} and r.ended_at is null and r.tenant_id = $1 order by s.name_key, s.portal_id",
);
const OF_CUSTOMERS: Read = Read::new(concat!(
    "select s.portal_id, s.name, s.url_template, s.change_stamp, r.tenant_id, ",
    default_domain!("r.tenant_id"),
    " from reseller_relationships r join organizations o on o.is_operator = true \
     join service_portals s on s.tenant_id = o.organization_id where {reseller:r} and r.ended_at is null \
     and r.tenant_id {in $1} order by r.tenant_id, s.name_key, s.portal_id"
));
const OF_DELEGATED: Read = Read::new(
    "select s.portal_id, s.name, s.url_template, s.change_stamp from organizations o \
     join service_portals s on s.tenant_id = o.organization_id where o.is_operator = true \
     and exists (select 1 from granular_relationships r where {tenant:r.tenant_id} and r.customer_id = $1 \
     and r.status in ('approved', 'activating', 'active')) order by s.name_key, s.portal_id",
);
const OF_DIRECTORIES: Read = Read::new(concat!(
    "select s.portal_id, s.name, s.url_template, s.change_stamp, c.organization_id, ",
    default_domain!("c.organization_id"),
    " from organizations c join organizations o on o.is_operator = true \
     join service_portals s on s.tenant_id = o.organization_id where {tenant:c.organization_id} \
     and c.organization_id {in $1} order by c.organization_id, s.name_key, s.portal_id"
));
const FOUND: Fetch = Fetch::new(
    "select portal_id, name, url_template, change_stamp from service_portals \
     where tenant_id = {target} and portal_id = $1{lock}",
);
const COUNT: Fetch = Fetch::new("select count(*) from service_portals where tenant_id = {target}");
const ADD: Write = Write::new(
    "insert into service_portals (tenant_id, portal_id, name, name_key, url_template, change_stamp) \
     values ({target}, $1, $2, $3, $4, 1)",
);
const EDIT: Write = Write::new(
    "update service_portals set name = $2, name_key = $3, url_template = $4, change_stamp = change_stamp + 1 \
     where tenant_id = {target} and portal_id = $1",
);
const DELETE: Write = Write::new("delete from service_portals where tenant_id = {target} and portal_id = $1");

/// A page of the portals, for the operator.
pub async fn list(view: &mut View, wanted: &Wanted) -> Result<Listed<ServicePortalRow>, StoreError> {
    wanted.read(&TABLE, Query::new(&LIST, values![]), view, read).await
}

/// How many portals the list has on all its pages, for the operator.
pub async fn count(view: &mut View, wanted: &Wanted) -> Result<i64, StoreError> {
    let mut query = Query::new(&COUNT_LIST, values![]);
    wanted.narrow(&TABLE, &mut query)?;
    view.count(query).await
}

/// Every portal, by name, for the operator.
pub async fn all(view: &mut View) -> Result<Vec<ServicePortalRow>, StoreError> {
    view.rows(Query::new(&ALL, values![])).await?.iter().map(read).collect()
}

/// Every portal, by name, for the partner in sight from which a customer buys; none beside anybody else.
pub async fn of_customer(
    view: &mut View,
    customer: Id<Organization>,
) -> Result<Vec<ServicePortalRow>, StoreError> {
    view.rows(Query::new(&OF_CUSTOMER, values![customer])).await?.iter().map(read).collect()
}

/// Every portal, by name, beside each of some customers that buy from the partner in sight, and the first domain of the customer.
pub async fn of_customers(
    view: &mut View,
    customers: Vec<Id<Organization>>,
) -> Result<Vec<(Id<Organization>, String, ServicePortalRow)>, StoreError> {
    beside(view, Query::new(&OF_CUSTOMERS, values![customers])).await
}

/// The same beside each of some customers in sight whose directories the reader looks into.
pub async fn of_directories(
    view: &mut View,
    customers: Vec<Id<Organization>>,
) -> Result<Vec<(Id<Organization>, String, ServicePortalRow)>, StoreError> {
    beside(view, Query::new(&OF_DIRECTORIES, values![customers])).await
}

async fn beside(
    view: &mut View,
    query: Query,
) -> Result<Vec<(Id<Organization>, String, ServicePortalRow)>, StoreError> {
    let rows = view.rows(query).await?;
    rows.iter().map(|row| Ok((row.get(4)?, row.get(5)?, read(row)?))).collect()
}

/// Every portal, by name, for the partner in sight that has granular relationships with a customer; none beside anybody else.
pub async fn of_delegated(
    view: &mut View,
    customer: Id<Organization>,
) -> Result<Vec<ServicePortalRow>, StoreError> {
    view.rows(Query::new(&OF_DELEGATED, values![customer])).await?.iter().map(read).collect()
}

/// A portal of the change's organization, locked.
pub async fn found(
    change: &mut Change,
    portal: Id<ServicePortal>,
) -> Result<Option<ServicePortalRow>, StoreError> {
    change.find(&FOUND, values![portal]).await?.as_ref().map(read).transpose()
}

/// How many portals the change's organization registered.
pub async fn how_many(change: &mut Change) -> Result<i64, StoreError> {
    change.find(&COUNT, values![]).await?.map_or(Ok(0), |row| row.get(0))
}

/// Adds the statement that registers a portal: name, its key, template.
pub fn add(batch: Batch, id: Id<ServicePortal>, name: &str, key: String, template: &str) -> Batch {
    batch.run(&ADD, values![id, name, key, template])
}

/// Adds the statement that changes a portal: name, its key, template.
pub fn edit(batch: Batch, id: Id<ServicePortal>, name: &str, key: String, template: &str) -> Batch {
    batch.run(&EDIT, values![id, name, key, template])
}

/// Adds the statement that takes a portal away.
pub fn delete(batch: Batch, id: Id<ServicePortal>) -> Batch {
    batch.run(&DELETE, values![id])
}

fn read(row: &Row) -> Result<ServicePortalRow, StoreError> {
    Ok(ServicePortalRow { id: row.get(0)?, name: row.get(1)?, url_template: row.get(2)?, stamp: row.get(3)? })
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_property_has_a_column_of_its_kind() {
        assert_eq!(super::TABLE.lacks(&super::SCHEMA), Vec::<&str>::new());
    }
}
