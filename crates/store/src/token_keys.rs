//! The keys that sign the tokens of applications, the same on every node.
//!
//! Invariant: the private half is stored sealed; keys belong to the server, not to an organization.

use domain::time::Time;

use crate::{
    change::Change,
    error::StoreError,
    feed::{ask, run},
    opening::Opening,
    value::Row,
    values,
};

/// A key, its private half sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenKey {
    /// The name by which tokens tell that it signed them.
    pub id: String,
    /// The public half, in PKCS#1.
    pub public: Vec<u8>,
    /// The key that opens the private half.
    pub seal_key_id: String,
    /// The sealed private half, in PKCS#8.
    pub sealed: Vec<u8>,
    /// When it was made.
    pub created_at: Time,
}

const ALL: &str =
    "select key_id, public_key, seal_key_id, sealed, created_at from token_keys order by created_at, key_id";
const ADD: &str = "insert into token_keys (key_id, public_key, seal_key_id, sealed, created_at) values ($1, $2, $3, $4, $5)";
const REMOVE: &str = "delete from token_keys where key_id = $1";

impl Opening {
    /// Every key, the oldest first.
    pub async fn token_keys(&mut self) -> Result<Vec<TokenKey>, StoreError> {
        let read = |row: &Row| {
            Ok(TokenKey {
                id: row.get(0)?,
                public: row.get(1)?,
                seal_key_id: row.get(2)?,
                sealed: row.get(3)?,
                created_at: row.get(4)?,
            })
        };
        ask(&mut self.tx, ALL, values![]).await?.iter().map(read).collect()
    }
}

/// Adds a key. Nodes that find at the same time that one is due may each add one.
pub async fn add(change: &mut Change, key: &TokenKey) -> Result<(), StoreError> {
    let values = values![&key.id, key.public.clone(), &key.seal_key_id, key.sealed.clone(), key.created_at];
    run(change.tx_mut(), ADD, values).await.map(drop)
}

/// Removes a key that signed nothing any more that counts.
pub async fn remove(change: &mut Change, id: &str) -> Result<(), StoreError> {
    run(change.tx_mut(), REMOVE, values![id]).await.map(drop)
}
