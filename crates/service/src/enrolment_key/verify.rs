//! Whether a device holds an organization's current key.

use domain::id::{Id, Organization};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use super::open;
use crate::{app::App, refusal::Refusal};

/// Compares a secret with the organization's key in constant time. Unknown organization, other version and other
/// secret are one answer.
pub(crate) async fn verify(
    app: &App,
    tenant: Id<Organization>,
    version: i64,
    secret: &str,
) -> Result<bool, Refusal> {
    let mut opening = app.store.begin_view().await?;
    let Some(key) = opening.enrolment_key(tenant).await?.filter(|key| key.version == version) else {
        return Ok(false);
    };
    let kept = open(app, tenant, &key)?;
    Ok(Sha256::digest(kept.as_bytes()).ct_eq(&Sha256::digest(secret.as_bytes())).into())
}
