//! The plans of all customers in one list (decision 1): a row for each of them.

use std::collections::BTreeMap;

use authz::image::RoomsInSight;
use domain::{
    id::{Id, Organization},
    query::Order,
    update_ring::{Plan, Ring},
};

use super::{RoomCounts, in_memory, ring};
use crate::{
    error::StoreError,
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    sql::{Query, Read},
    value::Row,
    values,
    view::View,
};

/// The columns by which customers are ordered.
pub static CUSTOMER_TABLE: Table = Table {
    columns: &[
        Column::new("id", "o.organization_id", Kept::Id),
        Column::new("displayName", "o.name_key", Kept::Key),
    ],
    order: &[Order { property: "displayName", descending: false }],
    unique: &["id"],
    searched: &["displayName"],
};

/// A customer with its plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerPlan {
    /// The customer.
    pub tenant: Id<Organization>,
    /// The customer's name.
    pub name: String,
    /// Its rings.
    pub plan: Plan,
    /// How many of its rooms in sight are in each ring.
    pub rooms: RoomCounts,
}

/// A customer on the way to its plan.
struct Customer {
    tenant: Id<Organization>,
    name: String,
}

impl Placed for Customer {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "id" => Key::Id(self.tenant.uuid()),
            "displayName" => Key::Text(domain::text::key(&self.name)),
            _ => return None,
        })
    }
}

const CUSTOMERS: Read =
    Read::new("select o.organization_id, o.name from organizations o where {tenant:o.organization_id}");
const CUSTOMER_COUNT: Read =
    Read::new("select count(*) from organizations o where {tenant:o.organization_id}");
const STORED_BY: Read = Read::new(
    "select u.tenant_id, u.ring_id, u.name, u.description, u.position, u.rollout_days, u.test_days, u.change_stamp \
     from update_rings u where {tenant:u.tenant_id} and u.tenant_id {in $1}",
);

/// A page of customers with their plans.
pub async fn customer_plans(view: &mut View, wanted: &Wanted) -> Result<Listed<CustomerPlan>, StoreError> {
    let customer = |row: &Row| Ok(Customer { tenant: row.get(0)?, name: row.get(1)? });
    let page = wanted.read(&CUSTOMER_TABLE, Query::new(&CUSTOMERS, values![]), view, customer).await?;
    let tenants: Vec<_> = page.items.iter().map(|customer| customer.tenant).collect();
    let mut stored: BTreeMap<Id<Organization>, Vec<Ring>> = BTreeMap::new();
    for row in view.rows(Query::new(&STORED_BY, values![tenants])).await? {
        stored.entry(row.get(0)?).or_default().push(ring(&row, 1)?);
    }
    let rooms = RoomsInSight::of(view.sight()).ok_or(StoreError::Door("this sight names no rooms"))?;
    let plan = |Customer { tenant, name }| CustomerPlan {
        tenant,
        name,
        plan: Plan::of(stored.remove(&tenant).unwrap_or_default()),
        rooms: in_memory::counts(rooms.ring_counts_at(tenant)),
    };
    Ok(Listed { items: page.items.into_iter().map(plan).collect(), next: page.next })
}

/// How many customers the list has on all of its pages.
pub async fn count_customers(view: &mut View, wanted: &Wanted) -> Result<i64, StoreError> {
    let mut query = Query::new(&CUSTOMER_COUNT, values![]);
    wanted.narrow(&CUSTOMER_TABLE, &mut query)?;
    view.count(query).await
}
