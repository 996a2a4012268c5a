//! The keys that sign messages in Partner Center's form, with their certificates (§4.10).
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

/// A key with its certificate, the private half sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// The name by which it is found.
    pub id: String,
    /// The certificate (X.509, DER).
    pub certificate: Vec<u8>,
    /// The key that opens the private half.
    pub seal_key_id: String,
    /// The sealed private half, in PKCS#8.
    pub sealed: Vec<u8>,
    /// Until when the certificate counts.
    pub ends_at: Time,
}

macro_rules! columns {
    () => {
        "select certificate_id, certificate, seal_key_id, sealed, ends_at from webhook_certificates "
    };
}
const NEWEST: &str = concat!(columns!(), "order by ends_at desc, certificate_id limit 1");
const ONE: &str = concat!(columns!(), "where certificate_id = $1");
const ADD: &str = "insert into webhook_certificates (certificate_id, certificate, seal_key_id, sealed, ends_at, created_at) \
     values ($1, $2, $3, $4, $5, $6)";

impl Opening {
    /// The certificate that ends last.
    pub async fn newest_certificate(&mut self) -> Result<Option<Certificate>, StoreError> {
        ask(&mut self.tx, NEWEST, values![]).await?.first().map(read).transpose()
    }

    /// A certificate by its name.
    pub async fn certificate(&mut self, id: &str) -> Result<Option<Certificate>, StoreError> {
        ask(&mut self.tx, ONE, values![id]).await?.first().map(read).transpose()
    }
}

/// Adds a certificate. Nodes that need one at the same time may each add one: each signs by one that everybody finds.
pub async fn add_certificate(change: &mut Change, it: &Certificate) -> Result<(), StoreError> {
    let now = change.now();
    let values = values![&it.id, it.certificate.clone(), &it.seal_key_id, it.sealed.clone(), it.ends_at, now];
    run(change.tx_mut(), ADD, values).await.map(drop)
}

fn read(row: &Row) -> Result<Certificate, StoreError> {
    Ok(Certificate {
        id: row.get(0)?,
        certificate: row.get(1)?,
        seal_key_id: row.get(2)?,
        sealed: row.get(3)?,
        ends_at: row.get(4)?,
    })
}
