//! Sessions: signed-in browsers, listed and ended by their owner and by administrators.

use domain::{
    id::{Id, Session, User},
    time::Time,
};

use crate::{
    error::StoreError,
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

const OWN: Read = Read::new(
    "select s.session_id, s.created_at, s.last_used_at, s.expires_at, s.address, s.browser from sessions s \
     where {person:s} and s.expires_at > $1 and s.last_used_at > $2 order by s.last_used_at desc limit 200",
);
const OF_USER: Read = Read::new(
    "select s.session_id, s.created_at, s.last_used_at, s.expires_at, s.address, s.browser from sessions s \
     where {tenant:s.tenant_id} and s.expires_at > $1 and s.last_used_at > $2 and s.user_id = $3 \
     order by s.last_used_at desc limit 200",
);

/// The live sessions of the person whose sight this is, last used first; at most 200.
pub async fn own(view: &mut View, now: Time, used_after: Time) -> Result<Vec<SessionRow>, StoreError> {
    let rows = view.rows(Query::new(&OWN, values![now, used_after])).await?;
    rows.iter().map(read).collect()
}

/// The live sessions of a person of the organization in sight, last used first; at most 200.
pub async fn of_user(
    view: &mut View,
    now: Time,
    used_after: Time,
    user: Id<User>,
) -> Result<Vec<SessionRow>, StoreError> {
    let rows = view.rows(Query::new(&OF_USER, values![now, used_after, user])).await?;
    rows.iter().map(read).collect()
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

/// Ends one session of a person.
pub const END: Write =
    Write::new("delete from sessions where tenant_id = {target} and user_id = $1 and session_id = $2");

/// Ends every session of a person.
pub const END_ALL: Write = Write::new("delete from sessions where tenant_id = {target} and user_id = $1");

/// Ends every session of a person but one.
pub const END_OTHERS: Write =
    Write::new("delete from sessions where tenant_id = {target} and user_id = $1 and session_id <> $2");
