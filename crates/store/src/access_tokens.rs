//! Access tokens: what programs of a person sign in with.

use domain::{
    id::{AccessToken, Id},
    query::{Kind, Order, Property, Schema},
    time::Time,
};

use crate::{
    error::StoreError,
    list::{Column, Kept, Key, Listed, Placed, Table, Wanted},
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

/// A token as shown: never its secret.
#[derive(Clone, Debug)]
pub struct AccessTokenRow {
    /// The token.
    pub id: Id<AccessToken>,
    /// What its owner calls it.
    pub name: String,
    /// Whether it may change something.
    pub may_write: bool,
    /// When it was made.
    pub created_at: Time,
    /// When it ends.
    pub expires_at: Time,
    /// When it was last used, to the minute.
    pub last_used_at: Option<Time>,
}

/// What the list of tokens offers to queries.
pub static SCHEMA: Schema = Schema::new(
    &[
        Property::new("id", Kind::Id).filterable(),
        Property::new("displayName", Kind::Text).filterable().sortable().searchable(),
        Property::new("access", Kind::Enum(&["read", "write"])).filterable().sortable(),
        Property::new("createdDateTime", Kind::Time).filterable().sortable(),
        Property::new("expirationDateTime", Kind::Time).filterable().sortable(),
        Property::new("lastUsedDateTime", Kind::Time).filterable().sortable(),
    ],
    300,
);

/// The columns behind [`SCHEMA`].
pub static TABLE: Table = Table {
    columns: &[
        Column::new("id", "t.token_id", Kept::Id),
        Column::new("displayName", "t.name_key", Kept::Key),
        Column::new("access", "(case when t.may_write = true then 'write' else 'read' end)", Kept::Word),
        Column::new("createdDateTime", "t.created_at", Kept::Time),
        Column::new("expirationDateTime", "t.expires_at", Kept::Time),
        Column::new("lastUsedDateTime", "t.last_used_at", Kept::Time).nullable(),
    ],
    order: &[Order { property: "createdDateTime", descending: true }],
    unique: &["id"],
    searched: &["displayName"],
};

impl AccessTokenRow {
    /// What it may be used for, as a word: `read` or `write`.
    pub const fn access(&self) -> &'static str {
        if self.may_write { "write" } else { "read" }
    }
}

impl Placed for AccessTokenRow {
    fn key(&self, property: &str) -> Option<Key> {
        Some(match property {
            "id" => Key::Id(self.id.uuid()),
            "displayName" => Key::Text(domain::text::key(&self.name)),
            "access" => Key::Text(self.access().to_owned()),
            "createdDateTime" => Key::Integer(self.created_at.micros()),
            "expirationDateTime" => Key::Integer(self.expires_at.micros()),
            "lastUsedDateTime" => Key::Integer(self.last_used_at.map_or(0, Time::micros)),
            _ => return None,
        })
    }
}

const OWN: Read = Read::new(
    "select t.token_id, t.name, t.may_write, t.created_at, t.expires_at, t.last_used_at from access_tokens t \
     where {person:t} and t.expires_at > $1",
);
const COUNT_OWN: Read =
    Read::new("select count(*) from access_tokens t where {person:t} and t.expires_at > $1");

/// A page of the live tokens of the person whose sight this is, newest first.
pub async fn own(view: &mut View, wanted: &Wanted, now: Time) -> Result<Listed<AccessTokenRow>, StoreError> {
    let read = |row: &Row| {
        Ok(AccessTokenRow {
            id: row.get(0)?,
            name: row.get(1)?,
            may_write: row.get(2)?,
            created_at: row.get(3)?,
            expires_at: row.get(4)?,
            last_used_at: row.get(5)?,
        })
    };
    wanted.read(&TABLE, Query::new(&OWN, values![now]), view, read).await
}

/// How many live tokens the person whose sight this is has.
pub async fn count_own(view: &mut View, wanted: &Wanted, now: Time) -> Result<i64, StoreError> {
    let mut query = Query::new(&COUNT_OWN, values![now]);
    wanted.narrow(&TABLE, &mut query)?;
    view.count(query).await
}

/// How many live tokens a person has.
pub const COUNT: Fetch = Fetch::new(
    "select count(*) from access_tokens where tenant_id = {target} and user_id = $1 and expires_at > $2",
);

/// The name of a person's token.
pub const NAME_OF: Fetch = Fetch::new(
    "select name from access_tokens where tenant_id = {target} and user_id = $1 and token_id = $2",
);

/// Adds a token: hash, token, person, name, name key, whether it may write, when it was made and when it ends.
pub const ADD: Write = Write::new(
    "insert into access_tokens (token_hash, token_id, tenant_id, user_id, name, name_key, may_write, created_at, \
     expires_at, last_used_at) values ($1, $2, {target}, $3, $4, $5, $6, $7, $8, null)",
);

/// Ends a token.
pub const DELETE: Write =
    Write::new("delete from access_tokens where tenant_id = {target} and user_id = $1 and token_id = $2");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_property_has_a_column_of_its_kind() {
        assert_eq!(TABLE.lacks(&SCHEMA), Vec::<&str>::new());
    }
}
