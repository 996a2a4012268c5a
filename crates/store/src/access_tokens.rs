//! Access tokens: what programs of a person sign in with.

use domain::{
    id::{AccessToken, Id},
    time::Time,
};

use crate::{
    error::StoreError,
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

const OWN: Read = Read::new(
    "select t.token_id, t.name, t.may_write, t.created_at, t.expires_at, t.last_used_at from access_tokens t \
     where {person:t} and t.expires_at > $1 order by t.created_at desc, t.token_id limit 200",
);

/// The live tokens of the person whose sight this is, newest first; at most 200.
pub async fn own(view: &mut View, now: Time) -> Result<Vec<AccessTokenRow>, StoreError> {
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
    view.rows(Query::new(&OWN, values![now])).await?.iter().map(read).collect()
}

/// How many live tokens a person has.
pub const COUNT: Fetch = Fetch::new(
    "select count(*) from access_tokens where tenant_id = {target} and user_id = $1 and expires_at > $2",
);

/// The name of a person's token.
pub const NAME_OF: Fetch = Fetch::new(
    "select name from access_tokens where tenant_id = {target} and user_id = $1 and token_id = $2",
);

/// Adds a token.
pub const ADD: Write = Write::new(
    "insert into access_tokens (token_hash, token_id, tenant_id, user_id, name, may_write, created_at, \
     expires_at, last_used_at) values ($1, $2, {target}, $3, $4, $5, $6, $7, null)",
);

/// Ends a token.
pub const DELETE: Write =
    Write::new("delete from access_tokens where tenant_id = {target} and user_id = $1 and token_id = $2");
