//! What became of the messages of a webhook.

use domain::{
    id::{Delivery, Id, Webhook},
    query::{Kind, Order, Property, Schema},
    time::Time,
    webhook::{DeliveryState, Told, Unreached},
};

use crate::{
    change::{Batch, Change},
    error::StoreError,
    facts::{maybe_word, word},
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

/// A message as shown: what kind of thing it is about and how it went, never of whom it tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryRow {
    /// The message, as its receiver knows it.
    pub id: Id<Delivery>,
    /// What it is about.
    pub told: Told,
    /// When it happened.
    pub at: Time,
    /// When it came to be told.
    pub created_at: Time,
    /// Where it stands.
    pub state: DeliveryState,
    /// How often it was tried.
    pub tries: i64,
    /// When it is tried next.
    pub next_at: Option<Time>,
    /// When it was tried last.
    pub tried_at: Option<Time>,
    /// The status that the receiver answered last.
    pub status: Option<i64>,
    /// How long the last try took, in milliseconds.
    pub took: Option<i64>,
    /// Why the last try had no answer.
    pub unreached: Option<Unreached>,
    /// Whether somebody is trying it at the moment.
    pub is_taken: bool,
}

const TYPES: &[&str] = &[
    "ticket.opened",
    "ticket.reactivated",
    "ticket.raised",
    "issue.recorded",
    "ticket.resolved",
    "ticket.closed",
    "notice.left",
    "test",
];
const STATES: &[&str] = &["waiting", "delivered", "withheld", "failed", "dropped"];

/// What the log offers to queries.
pub static SCHEMA: Schema = Schema::new(
    &[
        Property::new("id", Kind::Id).filterable(),
        Property::new("event", Kind::Enum(TYPES)).filterable(),
        Property::new("state", Kind::Enum(STATES)).filterable(),
        Property::new("createdDateTime", Kind::Time).filterable().sortable(),
        Property::new("attempts", Kind::Integer).filterable().sortable(),
    ],
    200,
);

/// The columns behind [`SCHEMA`].
pub static TABLE: Table = Table {
    columns: &[
        Column::new("id", "d.delivery_id", Kept::Id),
        Column::new("event", "d.told", Kept::Word),
        Column::new("state", "coalesce(d.outcome, 'waiting')", Kept::Word),
        Column::new("createdDateTime", "d.created_at", Kept::Time),
        Column::new("attempts", "d.tries", Kept::Integer),
    ],
    order: &[Order { property: "createdDateTime", descending: true }],
    unique: &["id"],
    searched: &[],
};

impl Placed for DeliveryRow {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "id" => Key::Id(self.id.uuid()),
            "createdDateTime" => Key::Integer(self.created_at.micros()),
            "attempts" => Key::Integer(self.tries),
            _ => return None,
        })
    }
}

const LOG: Read = Read::new(
    "select d.delivery_id, d.told, d.at, d.created_at, coalesce(d.outcome, 'waiting'), d.tries, d.due_at, d.tried_at, d.status, \
     d.took, d.unreached, d.is_taken from webhook_deliveries d where {tenant:d.tenant_id} and d.webhook_id = $1",
);
const COUNT: Read =
    Read::new("select count(*) from webhook_deliveries d where {tenant:d.tenant_id} and d.webhook_id = $1");
const FOUND: Fetch = Fetch::new(
    "select d.delivery_id, d.told, d.at, d.created_at, coalesce(d.outcome, 'waiting'), d.tries, d.due_at, d.tried_at, d.status, \
     d.took, d.unreached, d.is_taken from webhook_deliveries d \
     where d.tenant_id = {target} and d.webhook_id = $1 and d.delivery_id = $2{lock}",
);
const REPLAY: Write = Write::new(
    "update webhook_deliveries set outcome = null, settled_at = null, since = {now}, due_at = {now}, is_taken = false, \
     tries = 0 where tenant_id = {target} and webhook_id = $1 and delivery_id = $2",
);
const ADD_TEST: Write = Write::new(
    "insert into webhook_deliveries (tenant_id, webhook_id, delivery_id, within_id, told, about_id, at, created_at, since, \
     due_at, is_taken, tries) values ({target}, $1, $2, {target}, 'test', $1, {now}, {now}, {now}, $3, true, 1)",
);

/// A page of the log of a webhook, the newest first.
pub async fn list_log(
    view: &mut View,
    webhook: Id<Webhook>,
    wanted: &Wanted,
) -> Result<Listed<DeliveryRow>, StoreError> {
    wanted.read(&TABLE, Query::new(&LOG, values![webhook]), view, row).await
}

/// How many messages there are on all pages.
pub async fn count(view: &mut View, webhook: Id<Webhook>, wanted: &Wanted) -> Result<i64, StoreError> {
    let mut query = Query::new(&COUNT, values![webhook]);
    wanted.narrow(&TABLE, &mut query)?;
    view.count(query).await
}

/// One message of a webhook.
pub async fn delivery(
    view: &mut View,
    webhook: Id<Webhook>,
    id: Id<Delivery>,
) -> Result<Option<DeliveryRow>, StoreError> {
    let mut query = Query::new(&LOG, values![webhook]);
    query.push(" and d.delivery_id = ").bind(id);
    view.rows(query).await?.first().map(row).transpose()
}

/// One message of a webhook, locked for the change.
pub async fn found_delivery(
    change: &mut Change,
    webhook: Id<Webhook>,
    id: Id<Delivery>,
) -> Result<Option<DeliveryRow>, StoreError> {
    change.find(&FOUND, values![webhook, id]).await?.as_ref().map(row).transpose()
}

/// Lets a message be sent once more, as if it were new.
pub fn replay(batch: Batch, webhook: Id<Webhook>, id: Id<Delivery>) -> Batch {
    batch.run(&REPLAY, values![webhook, id])
}

/// Adds a test, which its sender has taken until a moment.
pub fn add_test(batch: Batch, webhook: Id<Webhook>, id: Id<Delivery>, until: Time) -> Batch {
    batch.run(&ADD_TEST, values![webhook, id, until])
}

fn row(row: &Row) -> Result<DeliveryRow, StoreError> {
    let state = word(row, 4, DeliveryState::from_key)?;
    let due_at: Time = row.get(6)?;
    Ok(DeliveryRow {
        id: row.get(0)?,
        told: word(row, 1, Told::from_key)?,
        at: row.get(2)?,
        created_at: row.get(3)?,
        state,
        tries: row.get(5)?,
        next_at: (state == DeliveryState::Waiting).then_some(due_at),
        tried_at: row.get(7)?,
        status: row.get(8)?,
        took: row.get(9)?,
        unreached: maybe_word(row, 10, Unreached::from_key)?,
        is_taken: row.get(11)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_property_has_a_column_of_its_kind() {
        assert_eq!(TABLE.lacks(&SCHEMA), Vec::<&str>::new());
    }
}
