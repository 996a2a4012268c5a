//! Releases and the keys that sign them (R-259, decision 23).
//!
//! Invariant: what an organization trusts is a chain of keys, each vouched for by the one before it; a release stands here only
//! as it was signed.

mod keys;

use domain::{
    id::{Id, Organization, Release as Kind},
    release::{Artefact, Release, SignedDocument, Version},
    rollout::RolloutState,
    room::DeviceType,
    time::Time,
};

pub use keys::*;

use crate::{
    change::{Batch, Change},
    error::StoreError,
    facts::{maybe_word, word},
    sql::{Fetch, Query, Read, Write},
    value::Row,
    values,
    view::View,
};

const OWN: Read = Read::new(
    "select e.release_id, e.version, e.device_type, e.is_critical, e.address, e.digest, e.size, e.notes, \
     case when $1 then e.document else '' end, e.signature, e.added_at, e.tenant_id, o.state from releases e \
     left join rollouts o on o.tenant_id = e.tenant_id and o.release_id = e.release_id where {tenant:e.tenant_id}",
);
/// Whatever the operator registers is offered to everybody; what an organization registered itself is not offered any more.
const OFFERED: Read = Read::new(
    "select e.release_id, e.version, e.device_type, e.is_critical, e.address, e.digest, e.size, e.notes, e.document, \
     e.signature, e.added_at, e.tenant_id, null from organizations me \
     join organizations op on op.is_operator and op.organization_id <> me.organization_id \
     join releases e on e.tenant_id = op.organization_id \
     where {tenant:me.organization_id} and not exists (select 1 from releases mine \
     where mine.tenant_id = me.organization_id and mine.device_type = e.device_type and mine.version_key = e.version_key) \
     order by e.device_type, e.version_key desc limit 200",
);

const OFFERED_ONE: Fetch = Fetch::new(
    "select e.document, e.signature from releases e \
     join organizations op on op.organization_id = e.tenant_id and op.is_operator \
     where e.tenant_id <> {target} and e.release_id = $1",
);
const FOUND: Fetch = Fetch::new(
    "select e.release_id, e.version, e.device_type, e.is_critical, e.address, e.digest, e.size, e.notes, e.document, \
     e.signature, e.added_at, e.tenant_id, o.state from releases e \
     left join rollouts o on o.tenant_id = e.tenant_id and o.release_id = e.release_id \
     where e.tenant_id = {target} and e.release_id = $1",
);
const COUNT: Fetch = Fetch::new("select count(*) from releases where tenant_id = {target}");
const BEFORE: Fetch = Fetch::new(
    "select version from releases where tenant_id = {target} and device_type = $1 and version_key < $2 \
     order by version_key desc limit 1",
);
const SAME: Fetch = Fetch::new(
    "select release_id from releases where tenant_id = {target} and device_type = $1 and version_key = $2",
);

const ADD: Write = Write::new(
    "insert into releases (tenant_id, release_id, version, version_key, device_type, is_critical, address, digest, size, \
     notes, document, signature, added_at) \
     values ({target}, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, {now})",
);

/// A release that is registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseRow {
    /// The release.
    pub id: Id<Kind>,
    /// Whose.
    pub tenant: Id<Organization>,
    /// What its document tells.
    pub release: Release,
    /// As it was signed.
    pub signed: SignedDocument,
    /// When it was registered.
    pub added_at: Time,
    /// Where its rollout stands, if it has one.
    pub rollout: Option<RolloutState>,
}

/// The releases of the organization in sight, the newest version of each kind of device first; without their documents.
pub async fn own(view: &mut View) -> Result<Vec<ReleaseRow>, StoreError> {
    let mut query = Query::new(&OWN, values![false]);
    query.push(" order by e.device_type, e.version_key desc");
    view.rows(query).await?.iter().map(row).collect()
}

/// A release of an organization in sight.
pub async fn find(view: &mut View, release: Id<Kind>) -> Result<Option<ReleaseRow>, StoreError> {
    let mut query = Query::new(&OWN, values![true]);
    query.push(" and e.release_id = ").bind(release);
    view.rows(query).await?.first().map(row).transpose()
}

/// Releases of the operator that the organization in sight could adopt.
pub async fn offered(view: &mut View) -> Result<Vec<ReleaseRow>, StoreError> {
    view.rows(Query::new(&OFFERED, values![])).await?.iter().map(row).collect()
}

/// A release of the operator, as it was signed.
pub async fn offered_one(
    change: &mut Change,
    release: Id<Kind>,
) -> Result<Option<SignedDocument>, StoreError> {
    let row = change.find(&OFFERED_ONE, values![release]).await?;
    row.map(|row| Ok(SignedDocument { document: row.get(0)?, signature: row.get(1)? })).transpose()
}

/// A release of the organization of the change.
pub async fn found(change: &mut Change, release: Id<Kind>) -> Result<Option<ReleaseRow>, StoreError> {
    change.find(&FOUND, values![release]).await?.as_ref().map(row).transpose()
}

/// How many releases the organization of the change has.
pub async fn count(change: &mut Change) -> Result<i64, StoreError> {
    change.find(&COUNT, values![]).await?.map_or(Ok(0), |row| row.get(0))
}

/// The release of that version for that kind of device.
pub async fn same(
    change: &mut Change,
    device_type: DeviceType,
    version: &Version,
) -> Result<Option<Id<Kind>>, StoreError> {
    let row = change.find(&SAME, values![device_type.key(), version.key()]).await?;
    row.map(|row| row.get(0)).transpose()
}

/// The version before a version, for a kind of device.
pub async fn before(
    change: &mut Change,
    device_type: DeviceType,
    version: &Version,
) -> Result<Option<Version>, StoreError> {
    let row = change.find(&BEFORE, values![device_type.key(), version.key()]).await?;
    row.map(|row| self::version(&row, 0)).transpose()
}

/// Registers a release.
pub fn add(batch: Batch, id: Id<Kind>, release: &Release, signed: &SignedDocument) -> Batch {
    let Release { version, device_type, is_critical, artefact, notes } = release;
    let values = values![
        id,
        version.to_string(),
        version.key(),
        device_type.key(),
        *is_critical,
        &artefact.url,
        &artefact.sha256,
        i64::try_from(artefact.size).unwrap_or(i64::MAX),
        notes,
        &signed.document,
        &signed.signature
    ];
    batch.run(&ADD, values)
}

fn row(row: &Row) -> Result<ReleaseRow, StoreError> {
    Ok(ReleaseRow {
        id: row.get(0)?,
        tenant: row.get(11)?,
        release: Release {
            version: version(row, 1)?,
            device_type: word(row, 2, DeviceType::from_key)?,
            is_critical: row.get(3)?,
            artefact: Artefact {
                url: row.get(4)?,
                sha256: row.get(5)?,
                size: u64::try_from(row.get::<i64>(6)?).map_err(|_| StoreError::Column { index: 6 })?,
            },
            notes: row.get(7)?,
        },
        signed: SignedDocument { document: row.get(8)?, signature: row.get(9)? },
        added_at: row.get(10)?,
        rollout: maybe_word(row, 12, RolloutState::from_key)?,
    })
}

/// A stored version.
pub(crate) fn version(row: &Row, index: usize) -> Result<Version, StoreError> {
    Version::parse(&row.get::<String>(index)?).ok_or(StoreError::Column { index })
}
