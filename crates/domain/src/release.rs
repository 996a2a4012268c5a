//! Releases: versions of the software of rooms, as their organization signs them offline (R-259, decision 23).
//!
//! Invariant: what is signed is the text of the document, byte for byte, so that nobody needs to write it down anew in order to
//! check it.

mod version;

use serde::{Deserialize, Serialize};

pub use version::Version;

use crate::{
    room::DeviceType,
    text::{TextError, paragraph},
};

/// The `format` of a release document.
pub const RELEASE_FORMAT: &str = "steward-release";
/// The `format` of a document by which one release key vouches for the next.
pub const KEY_FORMAT: &str = "steward-release-key";
/// The `formatVersion` that this release reads.
pub const FORMAT_VERSION: u32 = 1;
/// The longest document, in bytes.
pub const DOCUMENT_MAX: usize = 32 * 1024;
/// The longest notes, in characters.
pub const NOTES_MAX: usize = 4000;
/// The longest address of an artefact, in characters.
pub const ADDRESS_MAX: usize = 2000;
/// The largest artefact, in bytes.
pub const ARTEFACT_MAX: u64 = 8 * 1024 * 1024 * 1024;
/// How many releases an organization registers.
pub const MOST_RELEASES: usize = 500;

/// A document with the signature that was made for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SignedDocument {
    /// The text that is signed.
    pub document: String,
    /// The Ed25519 signature of its bytes, in base64url without padding.
    pub signature: String,
}

/// What stands in a release document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReleaseDocument {
    /// Always [`RELEASE_FORMAT`].
    pub format: String,
    /// The version of this layout, [`FORMAT_VERSION`].
    pub format_version: u32,
    /// The version of the software.
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

/// A file that a device downloads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Artefact {
    /// Where it lies.
    pub url: String,
    /// The SHA-256 of its content, as 64 hexadecimal digits.
    pub sha256: String,
    /// Its length in bytes.
    pub size: u64,
}

/// What stands in a document by which a release key vouches for the next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct KeyDocument {
    /// Always [`KEY_FORMAT`].
    pub format: String,
    /// The version of this layout, [`FORMAT_VERSION`].
    pub format_version: u32,
    /// The public half of the next key, in base64url without padding.
    pub public_key: String,
}

/// A release as its document tells it, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// The version of the software.
    pub version: Version,
    /// The devices that it is for.
    pub device_type: DeviceType,
    /// Whether it skips what waiting there is.
    pub is_critical: bool,
    /// What is downloaded and applied.
    pub artefact: Artefact,
    /// What is new.
    pub notes: String,
}

/// What is wrong with a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReleaseFault {
    /// Not a document of this kind and version.
    Format,
    /// Not a version such as `5.4.2`.
    Version,
    /// Not an https address.
    Address,
    /// Not a SHA-256.
    Digest,
    /// Not a length of a file.
    Size,
    /// The notes are not possible.
    Notes(TextError),
}

impl ReleaseDocument {
    /// The release, or everything that is wrong with its document.
    pub fn checked(self) -> Result<Release, Vec<ReleaseFault>> {
        if self.format != RELEASE_FORMAT || self.format_version != FORMAT_VERSION {
            return Err(vec![ReleaseFault::Format]);
        }
        let mut faults = Vec::new();
        let version = Version::parse(&self.version);
        if version.is_none() {
            faults.push(ReleaseFault::Version);
        }
        if !is_address(&self.artefact.url) {
            faults.push(ReleaseFault::Address);
        }
        let is_hex = |digit: u8| digit.is_ascii_digit() || (b'a'..=b'f').contains(&digit);
        if self.artefact.sha256.len() != 64 || !self.artefact.sha256.bytes().all(is_hex) {
            faults.push(ReleaseFault::Digest);
        }
        if !(1..=ARTEFACT_MAX).contains(&self.artefact.size) {
            faults.push(ReleaseFault::Size);
        }
        let notes =
            paragraph(&self.notes, NOTES_MAX).map_err(|error| faults.push(ReleaseFault::Notes(error)));
        let (Some(version), Ok(notes)) = (version, notes) else { return Err(faults) };
        if !faults.is_empty() {
            return Err(faults);
        }
        let Self { device_type, is_critical, artefact, .. } = self;
        Ok(Release { version, device_type, is_critical, artefact, notes })
    }
}

impl KeyDocument {
    /// Whether it is a document of this kind and version.
    pub fn is_known(&self) -> bool {
        self.format == KEY_FORMAT && self.format_version == FORMAT_VERSION
    }
}

/// An address that a device loads a file from: with TLS, or on the device itself.
fn is_address(url: &str) -> bool {
    let near = ["http://127.0.0.1:", "http://[::1]:", "http://localhost:"];
    let is_safe = url.strip_prefix("https://").is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
        || near.iter().any(|start| url.starts_with(start));
    is_safe && url.len() <= ADDRESS_MAX && url.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn document(text: &str) -> Result<Release, Vec<ReleaseFault>> {
        serde_json::from_str::<ReleaseDocument>(text).unwrap().checked()
    }

    const GOOD: &str = r#"{"format":"steward-release","formatVersion":1,"version":"5.4.2","deviceType":"windowsRoom",
        "artefact":{"url":"https://files.example/app-5.4.2.msi",
        "sha256":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","size":12345},"notes":"Calmer."}"#;

    /// R-259, decision 23: a document tells everything that a device needs, and whatever is wrong with it is told at once.
    #[test]
    fn documents_are_checked() {
        let release = document(GOOD).unwrap();
        assert_eq!((release.version.to_string().as_str(), release.is_critical), ("5.4.2", false));
        assert_eq!((release.artefact.size, release.notes.as_str()), (12345, "Calmer."));
        let wrong = GOOD
            .replace("5.4.2", "five")
            .replace("https:", "http:")
            .replace("0123456789abcdef0", "X")
            .replace("12345}", "0}");
        let all = [ReleaseFault::Version, ReleaseFault::Address, ReleaseFault::Digest, ReleaseFault::Size];
        assert_eq!(document(&wrong), Err(all.to_vec()));
        assert_eq!(document(&GOOD.replace("steward-release", "other")), Err(vec![ReleaseFault::Format]));
        assert_eq!(
            document(&GOOD.replace("\"formatVersion\":1", "\"formatVersion\":2")),
            Err(vec![ReleaseFault::Format])
        );
        let long = GOOD.replace("Calmer.", &"x".repeat(NOTES_MAX + 1));
        assert_eq!(document(&long), Err(vec![ReleaseFault::Notes(TextError::TooLong(NOTES_MAX))]));
        assert!(serde_json::from_str::<ReleaseDocument>(&GOOD.replace("notes", "run")).is_err());
    }

    #[test]
    fn a_file_comes_by_tls_or_from_the_device_itself() {
        for (url, is) in [
            ("https://files.example/a b", false),
            ("https:///a", false),
            ("http://files.example/a", false),
            ("http://localhost.example:80/a", false),
            ("http://127.0.0.1:8080/a", true),
            ("https://files.example:8443/a?b=c", true),
        ] {
            assert_eq!(is_address(url), is, "{url}");
        }
    }
}
