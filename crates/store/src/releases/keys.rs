//! The keys that sign the releases of an organization.

use domain::{release::SignedDocument, time::Time};

use crate::{
    change::{Batch, Change},
    error::StoreError,
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

const CURRENT: Read = Read::new(
    "select k.number, k.public_key, k.set_at from release_keys k where {tenant:k.tenant_id} order by k.number desc limit 1",
);
const OF_OPERATOR: Read = Read::new(
    "select k.number, k.public_key, k.set_at from organizations me \
     join organizations op on op.is_operator and op.organization_id <> me.organization_id \
     join release_keys k on k.tenant_id = op.organization_id where {tenant:me.organization_id} \
     order by k.number desc limit 1",
);
const FETCH: Fetch = Fetch::new(
    "select number, public_key, set_at from release_keys where tenant_id = {target} order by number desc limit 1",
);
const ADD: Write = Write::new(
    "insert into release_keys (tenant_id, number, public_key, document, signature, set_at) \
     values ({target}, $1, $2, $3, $4, {now})",
);

/// The public half of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseKey {
    /// Which of the organization's keys it is, from 1.
    pub number: i64,
    /// The key, in base64url without padding.
    pub public_key: String,
    /// Since when it is current.
    pub set_at: Time,
}

/// The current key of the organization in sight.
pub async fn current_key(view: &mut View) -> Result<Option<ReleaseKey>, StoreError> {
    view.rows(Query::new(&CURRENT, values![])).await?.first().map(key).transpose()
}

/// The current key of the operator, for an organization in sight.
pub async fn key_of_operator(view: &mut View) -> Result<Option<ReleaseKey>, StoreError> {
    view.rows(Query::new(&OF_OPERATOR, values![])).await?.first().map(key).transpose()
}

/// The current key of the organization of the change.
pub async fn fetch_key(change: &mut Change) -> Result<Option<ReleaseKey>, StoreError> {
    change.find(&FETCH, values![]).await?.as_ref().map(key).transpose()
}

/// Makes a key the current one; the document by which the one before it vouches for it is none for the first.
pub fn add_key(batch: Batch, number: i64, public_key: &str, vouched: Option<&SignedDocument>) -> Batch {
    let document = vouched.map_or("", |signed| signed.document.as_str());
    let signature = vouched.map_or("", |signed| signed.signature.as_str());
    batch.run(&ADD, values![number, public_key, document, signature])
}

fn key(row: &Row) -> Result<ReleaseKey, StoreError> {
    Ok(ReleaseKey { number: row.get(0)?, public_key: row.get(1)?, set_at: row.get(2)? })
}
