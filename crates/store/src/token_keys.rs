//! The keys that sign the tokens of applications: made at first use, the same on every node.
//!
//! Invariant: the private half is stored sealed; keys belong to the server, not to an organization.

use domain::time::Time;

use crate::{
    Store,
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
}

const ALL: &str =
    "select key_id, public_key, seal_key_id, sealed from token_keys order by created_at, key_id";
const ADD: &str = "insert into token_keys (key_id, public_key, seal_key_id, sealed, created_at) values ($1, $2, $3, $4, $5)";

impl Opening {
    /// Every key, the oldest first; that one signs, and all of them are trusted.
    pub async fn token_keys(&mut self) -> Result<Vec<TokenKey>, StoreError> {
        let read = |row: &Row| {
            Ok(TokenKey {
                id: row.get(0)?,
                public: row.get(1)?,
                seal_key_id: row.get(2)?,
                sealed: row.get(3)?,
            })
        };
        ask(&mut self.tx, ALL, values![]).await?.iter().map(read).collect()
    }
}

impl Store {
    /// Adds a key. Nodes that begin at the same time may each add one: the oldest signs for all of them.
    pub async fn add_token_key(&self, key: &TokenKey, now: Time) -> Result<(), StoreError> {
        let mut tx = self.db.begin_write().await?;
        let values = values![&key.id, key.public.clone(), &key.seal_key_id, key.sealed.clone(), now];
        run(&mut tx, ADD, values).await?;
        tx.commit().await
    }
}
