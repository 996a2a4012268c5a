//! What this device trusts: one release key, which another follows only on its word; and what it has, so that nothing older comes.

use std::{
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::signature::{ED25519, UnparsedPublicKey};
use serde::{Deserialize, Serialize};
use wire::agents::{
    DeviceType, KeyDocument, MAX_ARTEFACT_BYTES, RELEASE_FORMAT, RELEASE_FORMAT_VERSION, RELEASE_KEY_FORMAT,
    ReleaseDocument, SignedDocument, UpdateOrder,
};

use super::version::is_newer;
use crate::{jobs::Ended, whole_file};

/// What is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Kept {
    /// The public half of the key that is trusted.
    pub release_key: Option<String>,
    /// The version that was installed last.
    pub installed: Option<String>,
}

/// A place for it.
pub trait Shelf {
    /// What was kept before.
    fn load(&self) -> io::Result<Kept>;
    /// Keeps it from now on; when this returns, it is on disk.
    fn save(&self, kept: &Kept) -> io::Result<()>;
}

/// The file `updates.json` in the agent's state folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustFile(PathBuf);

impl TrustFile {
    /// Keeps it in this folder.
    pub fn new(folder: &Path) -> Self {
        Self(folder.join("updates.json"))
    }
}

impl Shelf for TrustFile {
    fn load(&self) -> io::Result<Kept> {
        whole_file::read(&self.0)?
            .map_or_else(|| Ok(Kept::default()), |text| Ok(serde_json::from_slice(&text)?))
    }

    fn save(&self, kept: &Kept) -> io::Result<()> {
        whole_file::write(&self.0, &serde_json::to_vec_pretty(kept)?)
    }
}

/// In memory, for as long as the process lives: of simulated rooms.
#[derive(Debug, Clone, Default)]
pub struct InMemory(Arc<Mutex<Kept>>);

impl Shelf for InMemory {
    fn load(&self) -> io::Result<Kept> {
        Ok(self.0.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }

    fn save(&self, kept: &Kept) -> io::Result<()> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone_from(kept);
        Ok(())
    }
}

/// Whether a key signed a document.
fn is_by(key: &str, signed: &SignedDocument) -> bool {
    let decoded = (URL_SAFE_NO_PAD.decode(key), URL_SAFE_NO_PAD.decode(&signed.signature));
    let (Ok(key), Ok(signature)) = decoded else { return false };
    UnparsedPublicKey::new(&ED25519, key).verify(signed.document.as_bytes(), &signature).is_ok()
}

/// The key at the end of the chain that begins with the pinned one. What it did not sign is passed over: the changes before it, and
/// whatever somebody else made up.
fn follow(pinned: &str, keys: &[SignedDocument]) -> String {
    let mut trusted = pinned.to_owned();
    for signed in keys.iter().filter(|signed| signed.document.contains(RELEASE_KEY_FORMAT)) {
        if !is_by(&trusted, signed) {
            continue;
        }
        match serde_json::from_str::<KeyDocument>(&signed.document) {
            Ok(next)
                if next.format == RELEASE_KEY_FORMAT && next.format_version == RELEASE_FORMAT_VERSION =>
            {
                trusted = next.public_key;
            }
            _ => {}
        }
    }
    trusted
}

/// The version that a release document names.
pub fn version(document: &str) -> Option<String> {
    serde_json::from_str::<ReleaseDocument>(document).ok().map(|release| release.version)
}

/// The key to trust from now on and the release to take, or how the job ended.
pub fn accept(
    pinned: &str,
    order: &UpdateOrder,
    device_type: DeviceType,
    installed: Option<&str>,
) -> Result<(String, ReleaseDocument), Ended> {
    let key = follow(pinned, &order.keys);
    if !is_by(&key, &order.release) {
        return Err(Ended::failed(
            "signatureInvalid",
            "the release is not signed by the key that is trusted",
        ));
    }
    let release: ReleaseDocument = serde_json::from_str(&order.release.document).map_err(|error| {
        Ended::failed("settingsFetchFailed", format!("the release cannot be read: {error}"))
    })?;
    if release.format != RELEASE_FORMAT || release.format_version != RELEASE_FORMAT_VERSION {
        return Err(Ended::failed(
            "settingsFetchFailed",
            "what is signed is no release that this agent knows",
        ));
    }
    if release.device_type != device_type {
        return Err(Ended::failed("wrongDevice", "the release is for other devices"));
    }
    if !is_newer(&release.version, installed.unwrap_or_default()) {
        let has = installed.unwrap_or("no readable version");
        return Err(Ended::failed("downgrade", format!("{} is not newer than {has}", release.version)));
    }
    if release.artefact.size > MAX_ARTEFACT_BYTES {
        return Err(Ended::failed("downloadFailed", "the file is larger than this agent takes"));
    }
    Ok((key, release))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::updates::signing::Key;

    fn document(version: &str) -> String {
        format!(
            r#"{{"format":"steward-release","formatVersion":1,"version":"{version}","deviceType":"generic",
            "artefact":{{"url":"https://files.example/a","sha256":"00","size":1}}}}"#
        )
    }

    fn order(release: SignedDocument, keys: Vec<SignedDocument>) -> UpdateOrder {
        UpdateOrder { release, keys }
    }

    fn reason(outcome: Result<(String, ReleaseDocument), Ended>) -> &'static str {
        outcome.unwrap_err().reason.unwrap()
    }

    /// Decision 23: only what the pinned key signed is taken, for this device, and newer than what is there; another key is followed
    /// on the word of the one before it alone.
    #[test]
    fn only_what_the_pinned_key_signed_is_taken() {
        let [first, second, thief] = [1, 2, 3].map(|seed| Key::of_seed(&[seed; 32]).unwrap());
        let generic = DeviceType::Generic;
        let pinned = first.public_key();
        let good = order(first.sign(&document("2.1")), Vec::new());
        let (key, release) = accept(&pinned, &good, generic, Some("2.0.9")).unwrap();
        assert_eq!((key, release.version.as_str()), (pinned.clone(), "2.1"));
        accept(&pinned, &good, generic, None).unwrap();
        for installed in ["2.1", "2.1.0", "2.2", "10"] {
            assert_eq!(reason(accept(&pinned, &good, generic, Some(installed))), "downgrade", "{installed}");
        }
        assert_eq!(reason(accept(&pinned, &good, DeviceType::Panel, None)), "wrongDevice");
        let foreign = order(thief.sign(&document("2.1")), Vec::new());
        assert_eq!(reason(accept(&pinned, &foreign, generic, None)), "signatureInvalid");
        let mut changed = good.clone();
        changed.release.document = changed.release.document.replace("2.1", "9.9");
        assert_eq!(reason(accept(&pinned, &changed, generic, None)), "signatureInvalid");

        let vouched = first.vouch(&second.public_key()).unwrap();
        let next = order(second.sign(&document("2.2")), vec![vouched.clone()]);
        assert_eq!(accept(&pinned, &next, generic, Some("2.1")).unwrap().0, second.public_key());
        accept(&second.public_key(), &next, generic, Some("2.1")).unwrap();
        let alone = order(second.sign(&document("2.2")), Vec::new());
        assert_eq!(reason(accept(&pinned, &alone, generic, None)), "signatureInvalid");
        let stolen = order(thief.sign(&document("2.2")), vec![thief.vouch(&thief.public_key()).unwrap()]);
        assert_eq!(reason(accept(&pinned, &stolen, generic, None)), "signatureInvalid");
        let old = order(first.sign(&document("2.3")), vec![vouched]);
        assert_eq!(
            reason(accept(&pinned, &old, generic, None)),
            "signatureInvalid",
            "the old key signs no more"
        );
        let no_release = order(first.vouch(&second.public_key()).unwrap(), Vec::new());
        assert_eq!(reason(accept(&pinned, &no_release, generic, None)), "settingsFetchFailed");
    }

    #[test]
    fn what_is_trusted_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let file = TrustFile::new(&folder.path().join("state"));
        assert_eq!(file.load().unwrap(), Kept::default());
        let kept = Kept { release_key: Some("k".to_owned()), installed: Some("1.0".to_owned()) };
        file.save(&kept).unwrap();
        assert_eq!(file.load().unwrap(), kept);
    }
}
