//! Resources in subscriptions.

use domain::{
    id::{Id, Subscription, SubscriptionResource},
    subscription::ResourceState,
    time::Time,
};

use crate::{
    change::{Batch, Change},
    error::StoreError,
    facts::word,
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

/// A resource.
#[derive(Clone, Debug)]
pub struct ResourceRow {
    /// The resource.
    pub id: Id<SubscriptionResource>,
    /// Its name.
    pub name: String,
    /// What it is, in the words of whoever made it.
    pub kind: String,
    /// Where it stands.
    pub state: ResourceState,
    /// When it was made.
    pub created_at: Time,
    /// Grows with each change.
    pub stamp: i64,
}

fn read(row: &Row) -> Result<ResourceRow, StoreError> {
    Ok(ResourceRow {
        id: row.get(0)?,
        name: row.get(1)?,
        kind: row.get(2)?,
        state: word(row, 3, ResourceState::from_key)?,
        created_at: row.get(4)?,
        stamp: row.get(5)?,
    })
}

const ALL: Read = Read::new(
    "select x.resource_id, x.name, x.kind, x.state, x.created_at, x.change_stamp from subscription_resources x \
     join subscriptions s on s.tenant_id = x.tenant_id and s.subscription_id = x.subscription_id \
     where {subscription:s} and s.subscription_id = $1 order by x.name_key, x.resource_id",
);
const ONE: Fetch = Fetch::new(
    "select resource_id, name, kind, state, created_at, change_stamp from subscription_resources \
     where tenant_id = {target} and subscription_id = $1 and resource_id = $2",
);
const HOW_MANY: Fetch = Fetch::new(
    "select count(*) from subscription_resources where tenant_id = {target} and subscription_id = $1",
);
const ADD: Write = Write::new(
    "insert into subscription_resources (tenant_id, resource_id, subscription_id, name, name_key, kind, state, created_at, \
     change_stamp) values ({target}, $1, $2, $3, $4, $5, $6, {now}, 1)",
);
const SET: Write = Write::new(
    "update subscription_resources set state = $2, change_stamp = change_stamp + 1 \
     where tenant_id = {target} and resource_id = $1",
);
const DELETE: Write =
    Write::new("delete from subscription_resources where tenant_id = {target} and resource_id = $1");

/// The resources of a subscription in sight, by name.
pub async fn resources(
    view: &mut View,
    subscription: Id<Subscription>,
) -> Result<Vec<ResourceRow>, StoreError> {
    view.rows(Query::new(&ALL, values![subscription])).await?.iter().map(read).collect()
}

/// One resource of a subscription of the change's organization.
pub async fn fetch_resource(
    change: &mut Change,
    subscription: Id<Subscription>,
    id: Id<SubscriptionResource>,
) -> Result<Option<ResourceRow>, StoreError> {
    change.find(&ONE, values![subscription, id]).await?.as_ref().map(read).transpose()
}

/// How many resources a subscription of the change's organization holds.
pub async fn how_many_resources(
    change: &mut Change,
    subscription: Id<Subscription>,
) -> Result<i64, StoreError> {
    change.find(&HOW_MANY, values![subscription]).await?.map_or(Ok(0), |row| row.get(0))
}

/// Adds the statement that makes a resource: name, kind, state.
pub fn add_resource(
    batch: Batch,
    subscription: Id<Subscription>,
    id: Id<SubscriptionResource>,
    (name, kind, state): (&str, &str, ResourceState),
) -> Batch {
    batch.run(&ADD, values![id, subscription, name, domain::text::key(name), kind, state.key()])
}

/// Adds the statement that starts or stops a resource.
pub fn set_state(batch: Batch, id: Id<SubscriptionResource>, state: ResourceState) -> Batch {
    batch.run(&SET, values![id, state.key()])
}

/// Adds the statement that deletes a resource.
pub fn delete_resource(batch: Batch, id: Id<SubscriptionResource>) -> Batch {
    batch.run(&DELETE, values![id])
}
