//! Updates: a release as it was signed offline, and what an agent needs in order to trust it (decision 23). From version 3 of the
//! channel on.
//!
//! Invariant: what is signed is the text of a document, byte for byte; nobody writes it down anew in order to check it. The
//! server only hands on what it was given, and could not make any of it itself.

use serde::{Deserialize, Serialize};

use super::DeviceType;

/// The version of the channel from which on agents are given updates.
pub const UPDATES_SINCE: u32 = 3;
/// The `format` of a release document.
pub const RELEASE_FORMAT: &str = "steward-release";
/// The `format` of a document by which one release key vouches for the next.
pub const RELEASE_KEY_FORMAT: &str = "steward-release-key";
/// The `formatVersion` of both.
pub const RELEASE_FORMAT_VERSION: u32 = 1;
/// The largest artefact, in bytes.
pub const MAX_ARTEFACT_BYTES: u64 = 8 * 1024 * 1024 * 1024;

/// A document with the signature that was made for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SignedDocument {
    /// The text that is signed.
    pub document: String,
    /// The Ed25519 signature of its bytes, in base64url without padding.
    pub signature: String,
}

/// What an agent is to install.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateOrder {
    /// A signed [`ReleaseDocument`].
    pub release: SignedDocument,
    /// Signed [`KeyDocument`]s, each by the key before it: an agent that trusts an earlier key follows them to the present one.
    #[serde(default)]
    pub keys: Vec<SignedDocument>,
}

/// What stands in a release document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReleaseDocument {
    /// Always [`RELEASE_FORMAT`].
    pub format: String,
    /// Always [`RELEASE_FORMAT_VERSION`].
    pub format_version: u32,
    /// The version of the software: numbers with dots between them.
    pub version: String,
    /// The devices that it is for.
    pub device_type: DeviceType,
    /// Whether it skips what waiting there is.
    #[serde(default)]
    pub is_critical: bool,
    /// What is downloaded and applied.
    pub artefact: Artefact,
    /// What is new.
    #[serde(default)]
    pub notes: String,
}

/// A file that an agent downloads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Artefact {
    /// Where it lies: `https://`, or `http://` on the device itself.
    pub url: String,
    /// The SHA-256 of its content, as 64 hexadecimal digits.
    pub sha256: String,
    /// Its length in bytes.
    pub size: u64,
}

/// What stands in a document by which a release key vouches for the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeyDocument {
    /// Always [`RELEASE_KEY_FORMAT`].
    pub format: String,
    /// Always [`RELEASE_FORMAT_VERSION`].
    pub format_version: u32,
    /// The public half of the next key, in base64url without padding.
    pub public_key: String,
}
