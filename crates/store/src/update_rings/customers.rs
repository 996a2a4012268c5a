//! The plans of all customers in one list (decision 1): a row for each of them, and how far a sight reaches at each.
//!
//! Invariant: how many rings there are, how many rooms are in sight and how many days all takes are computed of a plan and of the
//! image, never stored; lists in their order are made in memory of all customers in view.

use std::collections::BTreeMap;

use authz::{Extent, Sight, image::RoomsInSight};
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

const ORDER: &[Order] = &[Order { property: "displayName", descending: false }];

/// The columns by which customers are found, and by which the database orders them.
pub static CUSTOMER_TABLE: Table = Table {
    columns: &[
        Column::new("id", "o.organization_id", Kept::Id),
        Column::new("displayName", "o.name_key", Kept::Key),
    ],
    order: ORDER,
    unique: &["id"],
    searched: &["displayName"],
};

/// What is computed of a customer's plan, by which memory orders them: no database has these columns.
const COMPUTED: [&str; 3] = ["ringCount", "roomCount", "totalDays"];

/// The columns by which memory orders customers.
static PLAN_TABLE: Table = Table {
    columns: &[
        Column::new("id", "", Kept::Id),
        Column::new("displayName", "", Kept::Key),
        Column::new("ringCount", "", Kept::Integer),
        Column::new("roomCount", "", Kept::Integer),
        Column::new("totalDays", "", Kept::Integer),
    ],
    order: ORDER,
    unique: &["id"],
    searched: &[],
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

impl Placed for CustomerPlan {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "ringCount" => Key::Integer(i64::try_from(self.plan.rings().len()).ok()?),
            "roomCount" => Key::Integer(self.rooms.total()),
            "totalDays" => Key::Integer(i64::from(self.plan.total())),
            _ => return key(self.tenant, &self.name, property),
        })
    }
}

/// A customer on the way to its plan.
struct Customer {
    tenant: Id<Organization>,
    name: String,
}

impl Placed for Customer {
    fn key(&self, property: &str) -> Option<Key> {
        key(self.tenant, &self.name, property)
    }
}

fn key(tenant: Id<Organization>, name: &str, property: &str) -> Option<Key> {
    Some(match property {
        "id" => Key::Id(tenant.uuid()),
        "displayName" => Key::Text(domain::text::key(name)),
        _ => return None,
    })
}

const CUSTOMERS: Read =
    Read::new("select o.organization_id, o.name from organizations o where {tenant:o.organization_id}");
const CUSTOMER_COUNT: Read =
    Read::new("select count(*) from organizations o where {tenant:o.organization_id}");
const STORED_BY: Read = Read::new(
    "select u.tenant_id, u.ring_id, u.name, u.description, u.position, u.rollout_days, u.test_days, u.change_stamp \
     from update_rings u where {tenant:u.tenant_id} and u.tenant_id {in $1}",
);
const STORED_EVERYWHERE: Read = Read::new(
    "select u.tenant_id, u.ring_id, u.name, u.description, u.position, u.rollout_days, u.test_days, u.change_stamp \
     from update_rings u where {tenant:u.tenant_id}",
);

/// A page of customers with their plans.
pub async fn customer_plans(view: &mut View, wanted: &Wanted) -> Result<Listed<CustomerPlan>, StoreError> {
    let query = Query::new(&CUSTOMERS, values![]);
    if wanted.order.iter().any(|order| COMPUTED.contains(&order.property)) {
        return computed_order(view, wanted, query).await;
    }
    let page = wanted.read(&CUSTOMER_TABLE, query, view, customer).await?;
    let tenants: Vec<_> = page.items.iter().map(|customer| customer.tenant).collect();
    let items = with_plans(view, page.items, Query::new(&STORED_BY, values![tenants])).await?;
    Ok(Listed { items, next: page.next })
}

/// A page in an order that is computed: of every customer that the search finds.
async fn computed_order(
    view: &mut View,
    wanted: &Wanted,
    mut query: Query,
) -> Result<Listed<CustomerPlan>, StoreError> {
    wanted.narrow(&CUSTOMER_TABLE, &mut query)?;
    let customers = view.rows(query).await?.iter().map(customer).collect::<Result<Vec<_>, _>>()?;
    let plans = with_plans(view, customers, Query::new(&STORED_EVERYWHERE, values![])).await?;
    wanted.pick(&PLAN_TABLE, plans)
}

fn customer(row: &Row) -> Result<Customer, StoreError> {
    Ok(Customer { tenant: row.get(0)?, name: row.get(1)? })
}

/// Customers with what is stored of their rings, and with their rooms in sight.
async fn with_plans(
    view: &mut View,
    customers: Vec<Customer>,
    stored_rings: Query,
) -> Result<Vec<CustomerPlan>, StoreError> {
    let mut stored: BTreeMap<Id<Organization>, Vec<Ring>> = BTreeMap::new();
    for row in view.rows(stored_rings).await? {
        stored.entry(row.get(0)?).or_default().push(ring(&row, 1)?);
    }
    let rooms = RoomsInSight::of(view.sight()).ok_or(StoreError::Door("this sight names no rooms"))?;
    let plan = |Customer { tenant, name }| CustomerPlan {
        tenant,
        name,
        plan: Plan::of(stored.remove(&tenant).unwrap_or_default()),
        rooms: in_memory::counts(rooms.ring_counts_at(tenant)),
    };
    Ok(customers.into_iter().map(plan).collect())
}

/// How many customers the list has on all of its pages.
pub async fn count_customers(view: &mut View, wanted: &Wanted) -> Result<i64, StoreError> {
    let mut query = Query::new(&CUSTOMER_COUNT, values![]);
    wanted.narrow(&CUSTOMER_TABLE, &mut query)?;
    view.count(query).await
}

/// How far a sight reaches at a customer: whoever changes a ring must see all of its rooms.
#[derive(Clone, Debug)]
pub struct Reach {
    /// Whether every room of the customer is in it, whichever come.
    pub is_whole: bool,
    /// How many rooms in sight each ring has.
    pub seen: RoomCounts,
    /// How many rooms each ring has.
    pub sizes: RoomCounts,
}

/// How far a sight of rooms reaches at each of some customers; none of those at which nothing is in sight.
pub fn reach(
    sight: &Sight,
    tenants: impl IntoIterator<Item = Id<Organization>>,
) -> BTreeMap<Id<Organization>, Reach> {
    let (Some(rooms), Extent::Rooms(regions)) = (RoomsInSight::of(sight), sight.extent()) else {
        return BTreeMap::new();
    };
    let at = |tenant: Id<Organization>| {
        let mut here = regions.iter().filter(|region| region.tenant() == tenant).peekable();
        here.peek()?;
        let reach = Reach {
            is_whole: here.any(authz::Region::is_whole),
            seen: in_memory::counts(rooms.ring_counts_at(tenant)),
            sizes: in_memory::counts(rooms.ring_sizes_at(tenant)),
        };
        Some((tenant, reach))
    };
    tenants.into_iter().filter_map(at).collect()
}
