//! A release key of a test, and what it signs: as its owner would, offline.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use serde_json::json;

/// A key that signs releases.
pub struct Signer(Ed25519KeyPair);

impl Signer {
    /// The key of a seed: the same each time.
    pub fn of(seed: u8) -> Self {
        Self(Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).expect("a seed of 32 bytes"))
    }

    /// The public half.
    pub fn public_key(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.public_key().as_ref())
    }

    /// A signed document, as the file holds it.
    pub fn sign(&self, document: &str) -> String {
        let signature = URL_SAFE_NO_PAD.encode(self.0.sign(document.as_bytes()).as_ref());
        json!({"document": document, "signature": signature}).to_string()
    }

    /// A signed release for Windows rooms.
    pub fn release(&self, version: &str) -> String {
        self.sign(&document(version, "windowsRoom", false))
    }

    /// The same, for those that cannot wait.
    pub fn critical(&self, version: &str) -> String {
        self.sign(&document(version, "windowsRoom", true))
    }

    /// What makes another key the next one.
    pub fn vouch(&self, next: &Self) -> String {
        self.sign(
            &json!({"format": "steward-release-key", "formatVersion": 1, "publicKey": next.public_key()})
                .to_string(),
        )
    }
}

/// A release document.
pub fn document(version: &str, device_type: &str, is_critical: bool) -> String {
    json!({
        "format": "steward-release",
        "formatVersion": 1,
        "version": version,
        "deviceType": device_type,
        "isCritical": is_critical,
        "artefact": {
            "url": format!("https://files.example/app-{version}.bin"),
            "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "size": 4096,
        },
        "notes": format!("What is new in {version}."),
    })
    .to_string()
}
