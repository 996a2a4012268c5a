//! The secrets of an application: several at once, so that one follows another without a gap.

use domain::{
    id::{Application, ApplicationSecret, Id},
    time::Time,
};

use crate::{
    change::{Batch, Change},
    error::StoreError,
    sign_in::SecretHash,
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

/// A secret as shown: never itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretRow {
    /// The secret.
    pub id: Id<ApplicationSecret>,
    /// What people call it.
    pub name: String,
    /// When it was made.
    pub created_at: Time,
    /// When it ends.
    pub expires_at: Time,
    /// When a token was got with it last.
    pub last_used_at: Option<Time>,
}

macro_rules! columns {
    () => {
        "s.secret_id, s.name, s.created_at, s.expires_at, s.last_used_at from application_secrets s"
    };
}

const OF: Read = Read::new(concat!(
    "select ",
    columns!(),
    " where {tenant:s.tenant_id} and s.application_id = $1 order by s.created_at desc, s.secret_id"
));
const FOUND: Fetch = Fetch::new(concat!(
    "select ",
    columns!(),
    " where s.tenant_id = {target} and s.application_id = $1 and s.secret_id = $2"
));
const COUNT: Fetch = Fetch::new(
    "select count(*) from application_secrets where tenant_id = {target} and application_id = $1 and expires_at > {now}",
);
const ADD: Write = Write::new(
    "insert into application_secrets (tenant_id, application_id, secret_id, name, secret_hash, created_at, expires_at) \
     values ({target}, $1, $2, $3, $4, {now}, $5)",
);
const REMOVE: Write = Write::new(
    "delete from application_secrets where tenant_id = {target} and application_id = $1 and secret_id = $2",
);

const USE: Write = Write::new(
    "update application_secrets set last_used_at = {now} where tenant_id = {target} and application_id = $1 and secret_id = $2",
);

/// The secrets of an application of the organization in sight, the newest first: few, so on one page.
pub async fn secrets(view: &mut View, application: Id<Application>) -> Result<Vec<SecretRow>, StoreError> {
    view.rows(Query::new(&OF, values![application])).await?.iter().map(read).collect()
}

/// A secret of an application of the change's organization.
pub async fn secret(
    change: &mut Change,
    application: Id<Application>,
    id: Id<ApplicationSecret>,
) -> Result<Option<SecretRow>, StoreError> {
    change.find(&FOUND, values![application, id]).await?.as_ref().map(read).transpose()
}

/// How many secrets of an application of the change's organization have not ended.
pub async fn count_secrets(change: &mut Change, application: Id<Application>) -> Result<i64, StoreError> {
    change.find(&COUNT, values![application]).await?.map_or(Ok(0), |row| row.get(0))
}

/// Adds a secret.
pub fn add_secret(
    batch: Batch,
    application: Id<Application>,
    (id, name): (Id<ApplicationSecret>, &str),
    hash: SecretHash,
    expires_at: Time,
) -> Batch {
    batch.run(&ADD, values![application, id, name, hash.to_vec(), expires_at])
}

/// Removes a secret.
pub fn remove_secret(batch: Batch, application: Id<Application>, id: Id<ApplicationSecret>) -> Batch {
    batch.run(&REMOVE, values![application, id])
}

/// Remembers that a token was got with a secret.
pub fn use_secret(batch: Batch, application: Id<Application>, id: Id<ApplicationSecret>) -> Batch {
    batch.run(&USE, values![application, id])
}

fn read(row: &Row) -> Result<SecretRow, StoreError> {
    Ok(SecretRow {
        id: row.get(0)?,
        name: row.get(1)?,
        created_at: row.get(2)?,
        expires_at: row.get(3)?,
        last_used_at: row.get(4)?,
    })
}
