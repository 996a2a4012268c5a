//! Secrets that Steward makes: 256 random bits, shown once.

use std::fmt;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::IgnoredAny};
use sha2::{Digest, Sha256};
use store::sign_in::SecretHash;

use crate::app::App;

/// What an access token begins with, so that scanners find lost ones.
pub(crate) const TOKEN_MARK: &str = "stw_";

/// A secret on its way to the person it is for. It prints no content, and none is written down with an answer: who
/// repeats a request is not told it again.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A fresh secret behind a mark.
    pub(crate) fn draw(app: &App, mark: &str) -> Self {
        Self(format!("{mark}{}", URL_SAFE_NO_PAD.encode(app.secrets.random32())))
    }

    /// A secret of a form of its own.
    pub(crate) const fn of(text: String) -> Self {
        Self(text)
    }

    /// The text to hand over; empty where it was shown before.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The text to hand over, unless it was shown before.
    pub fn unless_shown(&self) -> Option<&str> {
        Some(self.reveal()).filter(|text| !text.is_empty())
    }

    pub(crate) fn hash(&self) -> SecretHash {
        hash(&self.0)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(deserializer).map(|_| Self(String::new()))
    }
}

/// The form in which a secret is stored and found.
pub(crate) fn hash(text: &str) -> SecretHash {
    Sha256::digest(text.as_bytes()).into()
}
