//! Batches: devices that were added together.

use domain::{
    id::{AutopilotBatch, Id, Organization},
    time::Time,
};
use uuid::Uuid;

use crate::{
    change::Change,
    error::StoreError,
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    sql::{Fetch, Query, Read},
    value::Row,
    values,
    view::View,
};

/// A batch.
#[derive(Clone, Debug)]
pub struct BatchRow {
    /// The batch.
    pub id: Id<AutopilotBatch>,
    /// What its maker calls it.
    pub name: String,
    /// The organization that made it.
    pub made_by: Id<Organization>,
    /// The name of that organization.
    pub made_by_name: String,
    /// When.
    pub created_at: Time,
    /// How many devices of it there are.
    pub devices: i64,
}

static TABLE: Table = Table {
    columns: &[Column::new("id", "b.batch_id", Kept::Id)],
    order: &[domain::query::Order { property: "id", descending: true }],
    unique: &["id"],
    searched: &[],
};

impl Placed for BatchRow {
    fn key(&self, property: &str) -> Option<Key> {
        (property == "id").then(|| Key::Id(self.id.uuid()))
    }
}

fn read(row: &Row) -> Result<BatchRow, StoreError> {
    Ok(BatchRow {
        id: row.get(0)?,
        name: row.get(1)?,
        made_by: row.get(2)?,
        made_by_name: row.get(3)?,
        created_at: row.get(4)?,
        devices: row.get(5)?,
    })
}

const LIST: Read = Read::new(
    "select b.batch_id, b.name, b.made_by, o.name, b.created_at, (select count(*) from autopilot_devices d \
     where d.tenant_id = b.tenant_id and d.batch_id = b.batch_id) from autopilot_batches b \
     join organizations o on o.organization_id = b.made_by where {tenant:b.tenant_id}",
);

const COUNT: Read = Read::new("select count(*) from autopilot_batches b where {tenant:b.tenant_id}");

/// A page of the batches of the organization in sight, the newest first.
pub async fn batches(view: &mut View, wanted: &Wanted) -> Result<Listed<BatchRow>, StoreError> {
    wanted.read(&TABLE, Query::new(&LIST, values![]), view, read).await
}

/// How many batches the organization in sight has.
pub async fn count_batches(view: &mut View) -> Result<i64, StoreError> {
    view.count(Query::new(&COUNT, values![])).await
}

/// A batch by its identifier, or by the name that its maker gave it.
pub async fn batch(
    view: &mut View,
    called: &str,
    made_by: Id<Organization>,
) -> Result<Option<BatchRow>, StoreError> {
    let mut query = Query::new(&LIST, values![]);
    query.push(" and ((b.name = ").bind(called).push(" and b.made_by = ").bind(made_by).push(")");
    if let Ok(id) = Uuid::try_parse(called) {
        query.push(" or b.batch_id = ").bind(id);
    }
    query.push(")");
    view.rows(query).await?.first().map(read).transpose()
}

const NAMED: Fetch = Fetch::new(
    "select batch_id, made_by from autopilot_batches where tenant_id = {target} and (batch_id = $1 \
     or (name = $2 and made_by = $3))",
);

/// A batch of the change's organization by its identifier, or by the name that its maker gave it; with who made it.
pub async fn fetch_batch(
    change: &mut Change,
    called: &str,
    made_by: Id<Organization>,
) -> Result<Option<(Id<AutopilotBatch>, Id<Organization>)>, StoreError> {
    let id = Uuid::try_parse(called).ok();
    let row = change.find(&NAMED, values![id, called, made_by]).await?;
    row.map(|row| Ok((row.get(0)?, row.get(1)?))).transpose()
}
