//! Secrets that Steward makes: 256 random bits, shown once.

use std::fmt;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use store::sign_in::SecretHash;

use crate::app::App;

/// What an access token begins with, so that scanners find lost ones.
pub(crate) const TOKEN_MARK: &str = "stw_";

/// A secret on its way to the person it is for. It prints no content.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A fresh secret behind a mark.
    pub(crate) fn draw(app: &App, mark: &str) -> Self {
        Self(format!("{mark}{}", URL_SAFE_NO_PAD.encode(app.secrets.random32())))
    }

    /// The text to hand over.
    pub fn reveal(&self) -> &str {
        &self.0
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

/// The form in which a secret is stored and found.
pub(crate) fn hash(text: &str) -> SecretHash {
    Sha256::digest(text.as_bytes()).into()
}
