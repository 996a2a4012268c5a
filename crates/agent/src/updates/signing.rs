//! `steward-agent release`: what an organization does offline, on a machine that its administrators alone can use: it makes a release
//! key, signs releases, and vouches for the next key (decision 23).

use std::{fs::OpenOptions, io::Write as _, path::Path};

use anyhow::{Context as _, bail};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::{
    rand::SystemRandom,
    signature::{Ed25519KeyPair, KeyPair as _},
};
use serde::{Deserialize, Serialize};
use wire::agents::{
    KeyDocument, RELEASE_FORMAT, RELEASE_FORMAT_VERSION, RELEASE_KEY_FORMAT, ReleaseDocument, SignedDocument,
};

use crate::system::files;

const FORMAT: &str = "steward-release-private-key";

/// A release key with its private half.
pub struct Key(Ed25519KeyPair);

/// The file of a private half.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct KeyFile {
    format: String,
    format_version: u32,
    /// PKCS #8, in base64url without padding.
    private_key: String,
    public_key: String,
}

impl Key {
    /// Makes a key and writes it into a new file that its owner alone can read, where the system lets the program say so.
    pub fn make(path: &Path) -> anyhow::Result<Self> {
        let pkcs8 = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).ok().context("no randomness")?;
        let key = Self::of_pkcs8(pkcs8.as_ref())?;
        let file = KeyFile {
            format: FORMAT.to_owned(),
            format_version: RELEASE_FORMAT_VERSION,
            private_key: URL_SAFE_NO_PAD.encode(pkcs8.as_ref()),
            public_key: key.public_key(),
        };
        let told = || format!("{} cannot be written; a key is never written over", path.display());
        let opened = files::private(OpenOptions::new().write(true).create_new(true)).open(path);
        let mut opened = opened.with_context(told)?;
        opened.write_all(&serde_json::to_vec_pretty(&file)?).with_context(told)?;
        opened.sync_all().with_context(told)?;
        Ok(key)
    }

    /// Reads the file of a key.
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        let text = std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
        let told = || format!("{} is no release key", path.display());
        let file: KeyFile = serde_json::from_slice(&text).with_context(told)?;
        if file.format != FORMAT || file.format_version != RELEASE_FORMAT_VERSION {
            bail!(told());
        }
        Self::of_pkcs8(&URL_SAFE_NO_PAD.decode(&file.private_key).with_context(told)?)
    }

    fn of_pkcs8(bytes: &[u8]) -> anyhow::Result<Self> {
        Ed25519KeyPair::from_pkcs8(bytes)
            .map(Self)
            .map_err(|error| anyhow::anyhow!("not an Ed25519 key: {error}"))
    }

    /// The key of 32 random bytes: always the same for the same bytes.
    pub fn of_seed(seed: &[u8]) -> anyhow::Result<Self> {
        let pair = Ed25519KeyPair::from_seed_unchecked(seed);
        pair.map(Self).map_err(|error| anyhow::anyhow!("not a seed: {error}"))
    }

    /// The public half, in base64url without padding.
    pub fn public_key(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.public_key().as_ref())
    }

    /// Signs a text, byte for byte.
    pub fn sign(&self, document: &str) -> SignedDocument {
        let signature = URL_SAFE_NO_PAD.encode(self.0.sign(document.as_bytes()).as_ref());
        SignedDocument { document: document.to_owned(), signature }
    }

    /// Signs a release, after a look at its document.
    pub fn release(&self, document: &str) -> anyhow::Result<SignedDocument> {
        let release: ReleaseDocument =
            serde_json::from_str(document).context("this is no release document")?;
        if release.format != RELEASE_FORMAT || release.format_version != RELEASE_FORMAT_VERSION {
            bail!("this is no release document: its format is \u{201c}{}\u{201d}", release.format);
        }
        Ok(self.sign(document))
    }

    /// Vouches for the next key.
    pub fn vouch(&self, next: &str) -> anyhow::Result<SignedDocument> {
        if URL_SAFE_NO_PAD.decode(next).ok().is_none_or(|bytes| bytes.len() != 32) {
            bail!("\u{201c}{next}\u{201d} is not the public half of a release key");
        }
        let document = KeyDocument {
            format: RELEASE_KEY_FORMAT.to_owned(),
            format_version: RELEASE_FORMAT_VERSION,
            public_key: next.to_owned(),
        };
        Ok(self.sign(&serde_json::to_string(&document)?))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    /// Decision 23: a key is made once, readable by its owner alone, and signs only what is a release.
    #[test]
    fn a_key_is_made_and_signs() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("release.key");
        let made = Key::make(&path).unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(Key::make(&path).is_err(), "never written over");
        let read = Key::read(&path).unwrap();
        assert_eq!(read.public_key(), made.public_key());
        assert_eq!(read.sign("text"), made.sign("text"));
        assert!(read.release("{}").is_err() && read.vouch("abc").is_err());
        assert!(read.vouch(&Key::of_seed(&[9; 32]).unwrap().public_key()).is_ok());
        std::fs::write(&path, "{}").unwrap();
        assert!(Key::read(&path).is_err());
    }
}
