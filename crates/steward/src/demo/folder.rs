//! The data folder of the demonstration.
//!
//! Invariant: beginning anew removes only what the demonstration itself writes there.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    sync::Mutex,
};

use anyhow::{Context as _, Result};
use tracing_subscriber::EnvFilter;

use super::{scenario, world};

/// The database.
pub(super) const DATABASE: &str = "steward.db";
/// The key that seals what must be read back.
pub(super) const SEAL_KEY: &str = "steward.key";
/// The private half of the release key that the customers trust: a newcomer can sign a release of their own.
pub(super) const RELEASE_KEY: &str = "release.key";
/// What the rooms play.
pub(super) const SCENARIO: &str = "scenario.toml";
/// The scenario of the first enrolment.
pub(super) const ENROLMENT: &str = "enrolment.toml";
/// The server's log.
const LOG: &str = "steward.log";
/// What the log tells.
const USUAL: &str = "info";
/// Stands when the story was told to its end.
const COMPLETE: &str = "complete";
/// The folder of the rooms' credentials, and the rooms' log.
const ROOMS: [&str; 2] = ["rooms", "rooms.log"];

/// An open data folder.
pub(super) struct Folder(PathBuf);

impl Folder {
    /// Opens the folder, which is made when needed; an unfinished or unwanted beginning is cleared away.
    pub(super) fn open(path: &Path, reset: bool) -> Result<Self> {
        fs::create_dir_all(path).with_context(|| format!("making the folder {}", path.display()))?;
        let folder = Self(path.canonicalize()?);
        if reset || !folder.is_complete() {
            folder.clear()?;
        }
        Ok(folder)
    }

    /// The folder itself.
    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    /// A file in it.
    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Whether the story was told to its end.
    pub(super) fn is_complete(&self) -> bool {
        self.file(COMPLETE).is_file()
    }

    /// Says that it was.
    pub(super) fn complete(&self) -> Result<()> {
        Ok(fs::write(
            self.file(COMPLETE),
            "The sample data are whole. Remove this file, and the next start begins anew.\n",
        )?)
    }

    /// Writes a file.
    pub(super) fn write(&self, name: &str, text: &str) -> Result<()> {
        let path = self.file(name);
        fs::write(&path, text).with_context(|| format!("writing {}", path.display()))
    }

    /// Writes a file that its owner alone may read.
    pub(super) fn write_secret(&self, name: &str, text: &str) -> Result<()> {
        use std::{io::Write as _, os::unix::fs::OpenOptionsExt as _};
        let path = self.file(name);
        let file = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&path);
        file.and_then(|mut file| file.write_all(text.as_bytes()))
            .with_context(|| format!("writing {}", path.display()))
    }

    /// Sends the log to a file, so that the terminal shows what a newcomer needs; `RUST_LOG` chooses what is told.
    pub(super) fn start_log(&self) -> Result<()> {
        let file = File::create(self.file(LOG))?;
        let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(USUAL));
        tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_target(false)
            .with_ansi(false)
            .with_writer(Mutex::new(file))
            .init();
        Ok(())
    }

    fn clear(&self) -> Result<()> {
        // First of all: what is half removed is not complete.
        let fixed = [
            COMPLETE,
            DATABASE,
            "steward.db-wal",
            "steward.db-shm",
            SEAL_KEY,
            RELEASE_KEY,
            SCENARIO,
            ENROLMENT,
            LOG,
        ];
        let keys = world::organizations().map(|organization| scenario::key_file(organization.key));
        for name in fixed.into_iter().chain(ROOMS).map(str::to_owned).chain(keys) {
            let path = self.file(&name);
            let removed = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
            match removed {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(error).with_context(|| format!("removing {}", path.display()));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// A second start continues; an unfinished one, and `--reset`, begin anew and leave other files alone.
    #[test]
    fn beginning_anew_removes_only_what_the_demonstration_wrote() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("data");
        let exists = |name: &str| path.join(name).exists();
        let folder = Folder::open(&path, false).unwrap();
        for name in [DATABASE, SEAL_KEY, "contoso-enrolment-key.json", "notes.txt"] {
            folder.write(name, "x").unwrap();
        }
        fs::create_dir(path.join("rooms")).unwrap();
        folder.complete().unwrap();
        Folder::open(&path, false).unwrap();
        assert!(exists(DATABASE) && exists("rooms"));
        Folder::open(&path, true).unwrap();
        assert!(
            !exists(DATABASE)
                && !exists("rooms")
                && !exists(COMPLETE)
                && !exists("contoso-enrolment-key.json")
        );
        assert!(exists("notes.txt"));
        folder.write(DATABASE, "half").unwrap();
        Folder::open(&path, false).unwrap();
        assert!(!exists(DATABASE));
    }
}
