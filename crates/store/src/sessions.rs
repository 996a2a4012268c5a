//! Sessions: signed-in browsers, listed and ended by their owner and by administrators.

use domain::{
    id::{Id, Session, User},
    query::{Kind, Order, Property, Schema},
    time::Time,
};

use crate::{
    change::Batch,
    error::StoreError,
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

/// A session as shown.
#[derive(Clone, Debug)]
pub struct SessionRow {
    /// The session.
    pub id: Id<Session>,
    /// When it began.
    pub created_at: Time,
    /// When it was last used, to the minute.
    pub last_used_at: Time,
    /// When it ends for good.
    pub expires_at: Time,
    /// The address it began from.
    pub address: String,
    /// The browser, as it names itself.
    pub browser: String,
}

/// What lists of sessions offer to queries.
pub static SCHEMA: Schema = Schema::new(
    &[
        Property::new("id", Kind::Id).filterable(),
        Property::new("createdDateTime", Kind::Time).filterable().sortable(),
        Property::new("lastUsedDateTime", Kind::Time).filterable().sortable(),
        Property::new("expirationDateTime", Kind::Time).filterable().sortable(),
        Property::new("address", Kind::Text).filterable().sortable().searchable(),
        Property::new("browser", Kind::Text).filterable().sortable().searchable(),
    ],
    300,
);

/// The columns behind [`SCHEMA`].
pub static TABLE: Table = Table {
    columns: &[
        Column::new("id", "s.session_id", Kept::Id),
        Column::new("createdDateTime", "s.created_at", Kept::Time),
        Column::new("lastUsedDateTime", "s.last_used_at", Kept::Time),
        Column::new("expirationDateTime", "s.expires_at", Kept::Time),
        Column::new("address", "s.address", Kept::Ascii),
        Column::new("browser", "s.browser", Kept::Ascii),
    ],
    order: &[Order { property: "lastUsedDateTime", descending: true }],
    unique: &["id"],
    searched: &["address", "browser"],
};

impl Placed for SessionRow {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "id" => Key::Id(self.id.uuid()),
            "createdDateTime" => Key::Integer(self.created_at.micros()),
            "lastUsedDateTime" => Key::Integer(self.last_used_at.micros()),
            "expirationDateTime" => Key::Integer(self.expires_at.micros()),
            "address" => Key::text(&self.address),
            "browser" => Key::text(&self.browser),
            _ => return None,
        })
    }
}

/// Whose sessions, and when a session is still alive.
#[derive(Clone, Copy, Debug)]
pub struct Alive {
    /// A person of the organization in sight; none for the person whose sight this is.
    pub user: Option<Id<User>>,
    /// Those that end after this moment,
    pub now: Time,
    /// and were used after this one.
    pub used_after: Time,
}

const OWN: Read = Read::new(
    "select s.session_id, s.created_at, s.last_used_at, s.expires_at, s.address, s.browser from sessions s \
     where {person:s} and s.expires_at > $1 and s.last_used_at > $2",
);
const OF_USER: Read = Read::new(
    "select s.session_id, s.created_at, s.last_used_at, s.expires_at, s.address, s.browser from sessions s \
     where {tenant:s.tenant_id} and s.expires_at > $1 and s.last_used_at > $2 and s.user_id = $3",
);
const COUNT_OWN: Read = Read::new(
    "select count(*) from sessions s where {person:s} and s.expires_at > $1 and s.last_used_at > $2",
);
const COUNT_OF_USER: Read = Read::new(
    "select count(*) from sessions s \
     where {tenant:s.tenant_id} and s.expires_at > $1 and s.last_used_at > $2 and s.user_id = $3",
);

fn query(alive: Alive, own: &Read, of_user: &Read) -> Query {
    match alive.user {
        None => Query::new(own, values![alive.now, alive.used_after]),
        Some(user) => Query::new(of_user, values![alive.now, alive.used_after, user]),
    }
}

/// A page of the live sessions of a person, last used first.
pub async fn list(view: &mut View, wanted: &Wanted, alive: Alive) -> Result<Listed<SessionRow>, StoreError> {
    wanted.read(&TABLE, query(alive, &OWN, &OF_USER), view, read).await
}

/// How many live sessions a person has.
pub async fn count(view: &mut View, wanted: &Wanted, alive: Alive) -> Result<i64, StoreError> {
    let mut query = query(alive, &COUNT_OWN, &COUNT_OF_USER);
    wanted.narrow(&TABLE, &mut query)?;
    view.count(query).await
}

fn read(row: &Row) -> Result<SessionRow, StoreError> {
    Ok(SessionRow {
        id: row.get(0)?,
        created_at: row.get(1)?,
        last_used_at: row.get(2)?,
        expires_at: row.get(3)?,
        address: row.get(4)?,
        browser: row.get(5)?,
    })
}

/// The sessions of a person: identifiers alone.
pub const IDS: Fetch =
    Fetch::new("select session_id from sessions where tenant_id = {target} and user_id = $1");

const END: Write =
    Write::new("delete from sessions where tenant_id = {target} and user_id = $1 and session_id = $2");
const END_ALL: Write = Write::new("delete from sessions where tenant_id = {target} and user_id = $1");
const END_OTHERS: Write =
    Write::new("delete from sessions where tenant_id = {target} and user_id = $1 and session_id <> $2");

/// Ends one session of a person, and its live pages on every node.
pub fn end(batch: Batch, user: Id<User>, session: Id<Session>) -> Batch {
    batch.run(&END, values![user, session]).stirs_organization()
}

/// Ends every session of a person.
pub fn end_all(batch: Batch, user: Id<User>) -> Batch {
    batch.run(&END_ALL, values![user]).stirs_organization()
}

/// Ends every session of a person but one.
pub fn end_others(batch: Batch, user: Id<User>, but: Option<Id<Session>>) -> Batch {
    batch.run(&END_OTHERS, values![user, but]).stirs_organization()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_property_has_a_column_of_its_kind() {
        assert_eq!(TABLE.lacks(&SCHEMA), Vec::<&str>::new());
    }
}
