//! Enrolment keys: what lets a device ask for a room without anybody signing in (§5.8, R-240, R-244).
//!
//! Invariant: an organization has at most one current key; its secret leaves Steward in the key file alone.

mod about;
mod download;
mod reset;
mod verify;

use domain::id::{Id, Organization};
use store::{Change, keys::StoredKey, values};

pub use about::AboutKey;
pub use download::{DownloadKey, KeyFile};
pub use reset::{NewKey, ResetKey};
pub(crate) use verify::verify;

use crate::{app::App, refusal::Refusal, sealer::Sealed, sign_in::Secret};

/// The secret of a stored key.
pub(crate) fn open(app: &App, tenant: Id<Organization>, key: &StoredKey) -> Result<String, Refusal> {
    let sealed = Sealed { key_id: key.seal_key_id.clone(), bytes: key.sealed.clone() };
    let bytes =
        app.sealer.open(&context(tenant, key.version), &sealed).map_err(|e| Refusal::Bug(Box::new(e)))?;
    String::from_utf8(bytes).map_err(|e| Refusal::Bug(Box::new(e)))
}

/// What a sealed key is bound to.
fn context(tenant: Id<Organization>, version: i64) -> Vec<u8> {
    format!("enrolment-key:{tenant}:{version}").into_bytes()
}

/// A fresh key of the next version: its secret, and the values by which it is stored.
fn fresh(app: &App, change: &Change, version: i64) -> Result<(String, Vec<store::Value>), Refusal> {
    let secret = Secret::draw(app, "").reveal().to_owned();
    let context = context(change.tenant(), version);
    let sealed = app
        .sealer
        .seal(app.secrets.as_ref(), &context, secret.as_bytes())
        .map_err(|e| Refusal::Bug(Box::new(e)))?;
    Ok((secret, values![version, sealed.bytes, sealed.key_id, change.now()]))
}
