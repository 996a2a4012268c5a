//! Enrolment keys: one current key for each organization, sealed (§5.8, R-244).
//!
//! Invariant: the version only grows; a reset replaces the key in one statement.

use domain::{
    id::{Id, Organization},
    time::Time,
};

use crate::{
    change::Change,
    error::StoreError,
    feed::ask,
    opening::Opening,
    sql::{Fetch, Read, Write},
    value::Row,
    values,
    view::View,
};

/// The current key of an organization, sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredKey {
    /// Its version, from 1.
    pub version: i64,
    /// The sealed secret.
    pub sealed: Vec<u8>,
    /// The key that opens it.
    pub seal_key_id: String,
    /// Since when it is current.
    pub created_at: Time,
}

/// What is told of the current key without its secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyRow {
    /// Its version.
    pub version: i64,
    /// Since when it is current.
    pub created_at: Time,
}

const CURRENT: Fetch = Fetch::new(
    "select key_version, sealed, seal_key_id, created_at from enrolment_keys where tenant_id = {target}{lock}",
);
const ASK: &str =
    "select key_version, sealed, seal_key_id, created_at from enrolment_keys where tenant_id = $1";
const ABOUT: Read =
    Read::new("select k.key_version, k.created_at from enrolment_keys k where {tenant:k.tenant_id}");

/// Makes a key the current one: version, sealed secret, seal key, now.
pub const PUT: Write = Write::new(
    "insert into enrolment_keys (tenant_id, key_version, sealed, seal_key_id, created_at) \
     values ({target}, $1, $2, $3, $4) on conflict (tenant_id) do update set key_version = excluded.key_version, \
     sealed = excluded.sealed, seal_key_id = excluded.seal_key_id, created_at = excluded.created_at",
);

/// The current key, locked for the change.
pub async fn current(change: &mut Change) -> Result<Option<StoredKey>, StoreError> {
    change.find(&CURRENT, values![]).await?.as_ref().map(read).transpose()
}

/// What is told of the current key.
pub async fn about(view: &mut View) -> Result<Option<KeyRow>, StoreError> {
    let row = view.find(&ABOUT, values![]).await?;
    row.map(|row| Ok(KeyRow { version: row.get(0)?, created_at: row.get(1)? })).transpose()
}

impl Opening {
    /// The current key of the organization that a device names: nobody is signed in yet who could have a sight.
    pub async fn enrolment_key(&mut self, tenant: Id<Organization>) -> Result<Option<StoredKey>, StoreError> {
        ask(&mut self.tx, ASK, values![tenant]).await?.first().map(read).transpose()
    }
}

fn read(row: &Row) -> Result<StoredKey, StoreError> {
    Ok(StoredKey {
        version: row.get(0)?,
        sealed: row.get(1)?,
        seal_key_id: row.get(2)?,
        created_at: row.get(3)?,
    })
}
