//! The consents of people on their way to a token: each is used once, within minutes, and known for as long as that token lives, so that it
//! ends when the consent is tried again.

use std::collections::BTreeSet;

use domain::{
    application::ApiPermission,
    id::{Application, Id, User},
    time::Time,
};
use uuid::Uuid;

use super::{document, permissions};
use crate::{
    change::{Batch, Change},
    error::StoreError,
    sign_in::SecretHash,
    sql::{Fetch, Write},
    values,
};

/// A consent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The application that is to act.
    pub application: Id<Application>,
    /// The person for whom.
    pub user: Id<User>,
    /// Where the person was sent back to.
    pub redirect: String,
    /// The challenge that the code's receiver can answer (RFC 7636, S256).
    pub challenge: String,
    /// What the person let it do.
    pub permissions: BTreeSet<ApiPermission>,
    /// Until when it counts.
    pub expires_at: Time,
}

/// A consent that somebody comes with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The consent.
    pub code: Code,
    /// Whether it gave a token already.
    pub is_used: bool,
    /// Whether that one ended, as it was tried again before.
    pub is_ended: bool,
}

const ADD: Write = Write::new(
    "insert into authorization_codes (code_hash, tenant_id, application_id, user_id, redirect, challenge, permissions, expires_at) \
     values ($1, {target}, $2, $3, $4, $5, $6, $7)",
);
const FOUND: Fetch = Fetch::new(
    "select application_id, user_id, redirect, challenge, permissions, expires_at, token_id is not null, is_ended from authorization_codes \
     where code_hash = $1 and tenant_id = {target}{lock}",
);
const USE: Write = Write::new(
    "update authorization_codes set token_id = $2, expires_at = $3 where code_hash = $1 and tenant_id = {target} and token_id is null",
);
const END: Write = Write::new(
    "update authorization_codes set is_ended = true where code_hash = $1 and tenant_id = {target}",
);

/// Keeps a consent.
pub fn add_code(batch: Batch, hash: SecretHash, code: &Code) -> Result<Batch, StoreError> {
    let permissions = document(&code.permissions)?;
    let Code { application, user, redirect, challenge, expires_at, .. } = code;
    Ok(batch.run(
        &ADD,
        values![hash.to_vec(), *application, *user, redirect, challenge, permissions, *expires_at],
    ))
}

/// Uses a consent up: it gave a token that lives until a moment, and gives no other.
pub fn use_code(batch: Batch, hash: SecretHash, token: Uuid, until: Time) -> Batch {
    batch.run(&USE, values![hash.to_vec(), token, until])
}

/// Ends the token that a consent gave.
pub fn end_token(batch: Batch, hash: SecretHash) -> Batch {
    batch.run(&END, values![hash.to_vec()])
}

impl Code {
    /// The consent of a code in the change's organization, locked so that it is used once.
    pub async fn found(change: &mut Change, hash: SecretHash) -> Result<Option<Found>, StoreError> {
        let row = change.find(&FOUND, values![hash.to_vec()]).await?;
        let read = |row: &crate::value::Row| {
            let code = Self {
                application: row.get(0)?,
                user: row.get(1)?,
                redirect: row.get(2)?,
                challenge: row.get(3)?,
                permissions: permissions(row, 4)?,
                expires_at: row.get(5)?,
            };
            Ok(Found { code, is_used: row.get(6)?, is_ended: row.get(7)? })
        };
        row.as_ref().map(read).transpose()
    }
}
