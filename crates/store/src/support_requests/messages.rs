//! What was written in a support request.

use domain::{
    id::{Id, Organization, SupportMessage, SupportRequest},
    support_request::Side,
    time::Time,
};

use crate::{
    change::{Batch, Change},
    error::StoreError,
    facts::word,
    sql::{Fetch, Query, Read, Write},
    values,
    view::View,
};

/// A message.
#[derive(Clone, Debug)]
pub struct MessageRow {
    /// The message.
    pub id: Id<SupportMessage>,
    /// Which side wrote it.
    pub side: Side,
    /// Who, by account name.
    pub by: String,
    /// When.
    pub at: Time,
    /// What.
    pub text: String,
}

const MESSAGES: Read = Read::new(
    "select m.message_id, m.side, m.written_by, m.at, m.text from support_requests s \
     join support_messages m on m.tenant_id = s.tenant_id and m.request_id = s.request_id \
     where {support:s} and s.tenant_id = $1 and s.request_id = $2 order by m.number limit 300",
);

/// The messages of a request in sight, oldest first; at most [`domain::support_request::MOST_MESSAGES`], which are all.
pub async fn messages(
    view: &mut View,
    tenant: Id<Organization>,
    request: Id<SupportRequest>,
) -> Result<Vec<MessageRow>, StoreError> {
    let rows = view.rows(Query::new(&MESSAGES, values![tenant, request])).await?;
    rows.iter()
        .map(|row| {
            Ok(MessageRow {
                id: row.get(0)?,
                side: word(row, 1, Side::from_key)?,
                by: row.get(2)?,
                at: row.get(3)?,
                text: row.get(4)?,
            })
        })
        .collect()
}

const HOW_MANY: Fetch =
    Fetch::new("select count(*) from support_messages m where m.tenant_id = {target} and m.request_id = $1");

/// How many messages a request of the change's organization has.
pub async fn how_many_messages(change: &mut Change, request: Id<SupportRequest>) -> Result<i64, StoreError> {
    change.find(&HOW_MANY, values![request]).await?.map_or(Ok(0), |row| row.get(0))
}

const ADD: Write = Write::new(
    "insert into support_messages (tenant_id, request_id, number, message_id, side, written_by, at, text) \
     values ({target}, $1, $2, $3, $4, $5, {now}, $6)",
);

/// Adds the statement that keeps a message of somebody of a side, at a place in its request.
pub fn add_message(
    batch: Batch,
    request: Id<SupportRequest>,
    (number, id): (i64, Id<SupportMessage>),
    (side, by): (Side, &str),
    text: &str,
) -> Batch {
    batch.run(&ADD, values![request, number, id, side.key(), by, text])
}
