//! The narrow door for idempotency keys: that a request was made, and what it answered, before and beside the change
//! it asks for.
//!
//! Invariant: a key is claimed first and answered last in the transaction of its change, so that both are there or
//! neither; who comes with the same key meanwhile waits for the end of that transaction.

use domain::{
    id::{Id, Organization, User},
    time::{DAY, Time},
};

use crate::{
    change::Change,
    error::StoreError,
    feed::{ask, run},
    opening::Opening,
    values,
};

/// For how long a key is remembered, in microseconds.
pub(crate) const MEMORY: i64 = DAY;

/// Whose key, which one, and for which request.
#[derive(Clone, Copy, Debug)]
pub struct Claim<'a> {
    /// The person's organization.
    pub tenant: Id<Organization>,
    /// The person.
    pub user: Id<User>,
    /// The key.
    pub key: &'a str,
    /// The number of the change, where one request makes several.
    pub part: i64,
    /// The digest of the request.
    pub request: &'a [u8],
}

/// What is known of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claimed {
    /// It is new, and now this transaction's.
    New,
    /// The same request was answered so.
    Answered(String),
    /// It belongs to another request.
    Other,
}

/// Takes a key that is new or forgotten; touches no row where it is neither.
const CLAIM: &str = "insert into idempotency_keys (tenant_id, user_id, key, part, request, answer, created_at) \
     values ($1, $2, $3, $4, $5, '', $6) on conflict (tenant_id, user_id, key, part) \
     do update set request = excluded.request, answer = '', created_at = excluded.created_at \
     where idempotency_keys.created_at <= $7";
/// The change itself, and whatever another request did under the same key.
const KNOWN: &str = "select request, answer from idempotency_keys where tenant_id = $1 and user_id = $2 and key = $3 \
     and created_at > $6 and (part = $4 or request <> $5)";
const ANSWER: &str = "update idempotency_keys set answer = $5 \
     where tenant_id = $1 and user_id = $2 and key = $3 and part = $4";
const FORGET: &str =
    "delete from idempotency_keys where tenant_id = $1 and user_id = $2 and key = $3 and part = $4";

impl Opening {
    /// Claims a key for this transaction, or tells what is known of it.
    pub async fn claim(&mut self, claim: &Claim<'_>, now: Time) -> Result<Claimed, StoreError> {
        let Claim { tenant, user, key, part, request } = *claim;
        let forgotten = now.plus(-MEMORY);
        let values = values![tenant, user, key, part, request.to_vec(), now, forgotten];
        let is_new = run(&mut self.tx, CLAIM, values).await? == 1;
        let values = values![tenant, user, key, part, request.to_vec(), forgotten];
        let mut answer = String::new();
        for row in ask(&mut self.tx, KNOWN, values).await? {
            if row.get::<Vec<u8>>(0)? != request {
                return Ok(Claimed::Other);
            }
            answer = row.get(1)?;
        }
        Ok(if is_new { Claimed::New } else { Claimed::Answered(answer) })
    }
}

impl Change {
    /// Keeps the answer of a claimed key for repetitions; without one the key is forgotten.
    pub async fn keep_answer(&mut self, claim: &Claim<'_>, answer: Option<String>) -> Result<(), StoreError> {
        let mut values = values![claim.tenant, claim.user, claim.key, claim.part];
        let text = if let Some(answer) = answer {
            values.push(answer.into());
            ANSWER
        } else {
            FORGET
        };
        run(self.tx_mut(), text, values).await.map(drop)
    }
}
