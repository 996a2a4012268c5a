//! Shapes of releases and of the key that signs them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A document as it was signed offline.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Signed {
    /// The text that is signed, byte for byte.
    pub document: String,
    /// The Ed25519 signature of its bytes, in base64url without padding.
    pub signature: String,
}

/// A release: a version of the software of rooms that the organization trusts.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Release {
    /// The release.
    pub id: Uuid,
    /// The organization that registered it.
    pub tenant_id: Uuid,
    /// The version.
    pub version: String,
    /// The kind of device that it is for.
    pub device_type: String,
    /// Whether it skips what waiting there is.
    pub is_critical: bool,
    /// What is new.
    pub notes: String,
    /// Where devices download it.
    pub artefact_url: String,
    /// The SHA-256 of the file.
    pub artefact_sha256: String,
    /// The length of the file in bytes.
    pub artefact_size: u64,
    /// When it was registered.
    pub added_date_time: String,
    /// Where its rollout stands; none where it has none yet.
    pub rollout_state: Option<String>,
    /// As it was signed; of one release alone, not in lists.
    pub signed_release: Option<Signed>,
}

/// A new release.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewRelease {
    /// As it was signed by the key of the organization.
    pub signed_release: Signed,
}

/// The public half of the key that signs releases.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReleaseKey {
    /// Which of the organization's keys it is, from 1; 0 where there is none.
    pub number: i64,
    /// The key, in base64url without padding.
    pub public_key: Option<String>,
    /// Since when it is current.
    pub set_date_time: Option<String>,
    /// The key of the operator, whose releases can be adopted by whoever trusts it.
    pub operator_public_key: Option<String>,
}

/// A key that is to sign releases from now on.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewReleaseKey {
    /// The public half, where it is the first key.
    #[serde(default)]
    pub public_key: Option<String>,
    /// Where it is not: the document by which the present key vouches for it.
    #[serde(default)]
    pub signed_key: Option<Signed>,
}
