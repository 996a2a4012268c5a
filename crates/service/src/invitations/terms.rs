//! The terms a customer agrees to when it sends an invitation.
//!
//! Invariant: the evidence is the version and the hash of the English text; a changed text gets a new version.

use domain::{invitation::TERMS_VERSION, organization::Language};
use sha2::{Digest, Sha256};

/// The version of the terms of today.
pub const VERSION: &str = TERMS_VERSION;

/// The text of the terms, one paragraph a line.
pub const fn text(language: Language) -> &'static str {
    match language {
        Language::English => include_str!("terms/en.txt"),
        Language::Korean => include_str!("terms/ko.txt"),
        Language::Japanese => include_str!("terms/ja.txt"),
        Language::TraditionalChinese => include_str!("terms/zh-Hant.txt"),
        Language::Russian => include_str!("terms/ru.txt"),
    }
}

/// The SHA-256 hash of the English text, in hexadecimal.
pub fn hash() -> String {
    store::audit::hex(&Sha256::digest(text(Language::English)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// the text cannot change without its version: the hash stands for it.
    #[test]
    fn a_changed_text_needs_a_new_version() {
        assert_eq!(VERSION, "2026-11");
        assert_eq!(hash(), "5177330737f14bc1afe14c5ef784c99086e5e7225b4fb4a1289e9cd91b3d2e2f");
        for language in Language::ALL {
            assert_eq!(text(language).lines().count(), 5, "{language:?}");
        }
    }
}
