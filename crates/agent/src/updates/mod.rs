//! Updates: another version of the software of this device, as its organization signed it offline (decision 23).
//!
//! Invariant: nothing is downloaded, let alone applied, that the pinned key did not sign, that is for another device, or that is
//! not newer than what is installed; and nothing is applied whose content differs from what was signed.

pub mod download;
pub mod signing;
pub mod trust;
mod version;

use std::path::PathBuf;

use tokio::sync::mpsc;
use wire::agents::{DeviceType, UpdateOrder};

use self::trust::{Shelf, TrustFile};
use crate::{
    jobs::{Ended, command},
    key_file,
};

/// What updates of this machine are done with.
#[derive(Clone)]
pub struct Updates {
    /// What this machine is.
    pub device_type: DeviceType,
    /// The enrolment key file, which carries the first release key.
    pub key_file: PathBuf,
    /// Where the pinned key and the installed version are kept.
    pub trust: TrustFile,
    /// Where the file is downloaded to.
    pub file: PathBuf,
    /// The program, with its arguments, that applies the file; none: updates are refused.
    pub command: Vec<String>,
    /// What downloads.
    pub client: reqwest::Client,
}

impl Updates {
    /// The version that was installed last; none where none was.
    pub fn installed(&self) -> Option<String> {
        self.trust.load().ok()?.installed
    }

    /// Pins the key of the enrolment key file, if none is pinned yet.
    pub fn pin(&self) {
        let pinned = self.trust.load().and_then(|mut kept| {
            if kept.release_key.is_none() {
                kept.release_key = key_file::read(&self.key_file).ok().and_then(|key| key.release_key);
                if kept.release_key.is_some() {
                    self.trust.save(&kept)?;
                }
            }
            Ok(())
        });
        if let Err(error) = pinned {
            tracing::error!(%error, "the release key cannot be kept");
        }
    }

    /// Takes an update, or says why not.
    pub async fn take(&self, order: Option<UpdateOrder>, steps: &mpsc::UnboundedSender<String>) -> Ended {
        match self.try_take(order, steps).await {
            Ok(ended) | Err(ended) => ended,
        }
    }

    async fn try_take(
        &self,
        order: Option<UpdateOrder>,
        steps: &mpsc::UnboundedSender<String>,
    ) -> Result<Ended, Ended> {
        // Nobody listens any more when the agent stops.
        let step = |text: &str| drop(steps.send(text.to_owned()));
        let order =
            order.ok_or_else(|| Ended::failed("settingsFetchFailed", "the order holds no release"))?;
        if self.command.is_empty() {
            let why = "the configuration of the agent names no update_command";
            return Err(Ended::failed("notConfigured", why));
        }
        self.pin();
        let unkept = |error: std::io::Error| Ended::failed("couldNotWrite", error.to_string());
        let mut kept = self.trust.load().map_err(unkept)?;
        let pinned = kept.release_key.clone().ok_or_else(|| {
            let why = "neither was a release key pinned before, nor is there one in the enrolment key file";
            Ended::failed("noReleaseKey", why)
        })?;
        let (key, release) = trust::accept(&pinned, &order, self.device_type, kept.installed.as_deref())?;
        kept.release_key = Some(key);
        self.trust.save(&kept).map_err(unkept)?;
        step(&format!("{} is signed; it is downloaded", release.version));
        download::fetch(&self.client, &release.artefact, &self.file).await?;
        step("the file is the one that was signed; the update command runs");
        let shown = self.file.display().to_string();
        let variables =
            [("STEWARD_UPDATE_FILE", shown.as_str()), ("STEWARD_UPDATE_VERSION", &release.version)];
        let outcome = command::run_patiently(&self.command, &variables).await;
        if let Err(error) = tokio::fs::remove_file(&self.file).await {
            tracing::warn!(%error, "the downloaded file stays where it is");
        }
        if !outcome.is_good {
            return Err(Ended::failed("failed", outcome.told));
        }
        kept.installed = Some(release.version);
        self.trust.save(&kept).map_err(unkept)?;
        Ok(Ended::completed(outcome.told))
    }

    /// How an update ended in the middle of which the agent was stopped, perhaps by the update itself.
    pub fn interrupted(&self, order: Option<&UpdateOrder>) -> Ended {
        let version = order.and_then(|order| trust::version(&order.release.document));
        if version.is_some() && version == self.installed() {
            return Ended::completed("it was installed before the agent was stopped");
        }
        Ended::failed("interrupted", "the agent was stopped in the middle")
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::path::Path;

    use sha2::{Digest as _, Sha256};
    use wire::agents::JobState;

    use super::{signing::Key, trust::Kept, *};

    /// A release of a file that is served here, signed.
    async fn order(key: &Key, version: &str, content: &'static [u8]) -> UpdateOrder {
        let router = axum::Router::new().route("/app", axum::routing::get(move || async move { content }));
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}/app", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        let sha256 = download::hex(Sha256::digest(content));
        let document = serde_json::json!({
            "format": "steward-release", "formatVersion": 1, "version": version, "deviceType": "generic",
            "artefact": {"url": url, "sha256": sha256, "size": content.len()},
        });
        UpdateOrder { release: key.sign(&document.to_string()), keys: Vec::new() }
    }

    fn updates(folder: &Path, command: &str) -> Updates {
        let command = ["sh", "-c", command].map(str::to_owned).to_vec();
        Updates {
            device_type: DeviceType::Generic,
            key_file: folder.join("enrolment-key.json"),
            trust: TrustFile::new(folder),
            file: folder.join("update.download"),
            command,
            client: download::client(crate::tls::config(None).unwrap(), &crate::way::Way::Straight).unwrap(),
        }
    }

    /// R-260, decision 23: the key of the enrolment key file is pinned and stays so; the hook gets the verified file; what was installed
    /// is known afterwards, also where the agent was stopped before it could tell; nothing older comes.
    #[tokio::test]
    async fn an_update_is_verified_and_applied() {
        let folder = tempfile::tempdir().unwrap();
        let seen = folder.path().join("seen");
        let hook = format!(
            "cat \"$STEWARD_UPDATE_FILE\" > {0}; echo \"$STEWARD_UPDATE_VERSION\" >> {0}",
            seen.display()
        );
        let updates = updates(folder.path(), &hook);
        let (key, thief) = (Key::of_seed(&[1; 32]).unwrap(), Key::of_seed(&[2; 32]).unwrap());
        let (steps, mut told) = mpsc::unbounded_channel();
        let good = order(&key, "2.1", b"an app ").await;
        let take = async |order: &UpdateOrder| updates.take(Some(order.clone()), &steps).await;
        assert_eq!(take(&good).await.reason, Some("noReleaseKey"));
        let write_key = |key: &Key| {
            let text = format!(
                r#"{{"format":"steward-enrolment-key","formatVersion":1,"server":"https://steward.example",
                "tenantId":"0198a5a0-0000-7000-8000-000000000001","keyVersion":3,"secret":"c2VjcmV0","releaseKey":"{}"}}"#,
                key.public_key()
            );
            std::fs::write(&updates.key_file, text).unwrap();
        };
        write_key(&key);
        updates.pin();
        write_key(&thief);
        assert_eq!(
            take(&order(&thief, "9.9", b"evil").await).await.reason,
            Some("signatureInvalid"),
            "pinned"
        );
        assert!(!seen.exists(), "nothing ran");
        let ended = take(&good).await;
        assert_eq!((ended.state, ended.reason), (JobState::Completed, None), "{}", ended.output);
        assert_eq!(std::fs::read_to_string(&seen).unwrap(), "an app 2.1\n");
        assert!(!updates.file.exists() && told.try_recv().is_ok());
        let kept = Kept { release_key: Some(key.public_key()), installed: Some("2.1".to_owned()) };
        assert_eq!(updates.trust.load().unwrap(), kept);
        assert_eq!(take(&good).await.reason, Some("downgrade"));
        assert_eq!(updates.interrupted(Some(&good)).state, JobState::Completed);
        let next = order(&key, "2.2", b"x").await;
        assert_eq!(updates.interrupted(Some(&next)).reason, Some("interrupted"));
    }

    /// R-260: a hook that fails leaves the version what it was; without a hook nothing is downloaded.
    #[tokio::test]
    async fn a_hook_that_fails_installs_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut updates = updates(folder.path(), "echo no room >&2; exit 3");
        let key = Key::of_seed(&[1; 32]).unwrap();
        let kept = Kept { release_key: Some(key.public_key()), installed: None };
        updates.trust.save(&kept).unwrap();
        let (steps, _told) = mpsc::unbounded_channel();
        let order = order(&key, "2.1", b"an app").await;
        let ended = updates.take(Some(order.clone()), &steps).await;
        assert_eq!((ended.reason, updates.installed()), (Some("failed"), None));
        assert!(ended.output.contains("no room"), "{}", ended.output);
        updates.command = Vec::new();
        assert_eq!(updates.take(Some(order), &steps).await.reason, Some("notConfigured"));
        assert_eq!(updates.take(None, &steps).await.reason, Some("settingsFetchFailed"));
    }
}
