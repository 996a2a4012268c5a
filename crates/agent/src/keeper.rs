//! Keeping the credential of a room between two starts: readable by the agent's own user alone
//! (decision 15), whole or not at all.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wire::agents::Credential;

use crate::server_address::ServerAddress;

const FORMAT: &str = "steward-agent-credential";
const FORMAT_VERSION: u32 = 1;

/// What an agent knows after it has enrolled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Kept {
    /// The server it enrolled with.
    pub server: ServerAddress,
    /// The organization of the room.
    pub tenant_id: Uuid,
    /// The room it reports for.
    pub room_id: Uuid,
    /// What it shows the server.
    pub credential: Credential,
}

/// A place for one room's credential.
pub trait Keeper: Send + Sync + 'static {
    /// What was kept before; `None` if the agent never enrolled.
    fn load(&self) -> io::Result<Option<Kept>>;
    /// Keeps it from now on.
    fn save(&self, kept: &Kept) -> io::Result<()>;
}

/// The file `credential.json` in the agent's state folder.
#[derive(Debug, Clone)]
pub struct CredentialFile {
    folder: PathBuf,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Stored {
    format: String,
    format_version: u32,
    #[serde(flatten)]
    kept: Kept,
}

impl CredentialFile {
    /// Keeps the credential in this folder, which is made when needed.
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    fn path(&self) -> PathBuf {
        self.folder.join("credential.json")
    }
}

impl Keeper for CredentialFile {
    fn load(&self) -> io::Result<Option<Kept>> {
        let text = match fs::read_to_string(self.path()) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let stored: Stored = serde_json::from_str(&text)?;
        if stored.format != FORMAT || stored.format_version != FORMAT_VERSION {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "it was written by another release of the agent",
            ));
        }
        Ok(Some(stored.kept))
    }

    fn save(&self, kept: &Kept) -> io::Result<()> {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(&self.folder)?;
        let stored = Stored { format: FORMAT.to_owned(), format_version: FORMAT_VERSION, kept: kept.clone() };
        // Beside, then renamed: a power cut leaves the old credential or the new one.
        let beside = self.folder.join("credential.json.new");
        match fs::remove_file(&beside) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&beside)?;
        file.write_all(&serde_json::to_vec_pretty(&stored)?)?;
        file.sync_all()?;
        fs::rename(&beside, self.path())?;
        File::open(&self.folder)?.sync_all()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    fn kept(credential: &str) -> Kept {
        Kept {
            server: "https://steward.example".parse().unwrap(),
            tenant_id: Uuid::from_u128(1),
            room_id: Uuid::from_u128(2),
            credential: Credential(credential.to_owned()),
        }
    }

    /// Decision 15: the credential is readable by the agent's own user alone.
    #[test]
    fn the_credential_is_kept_and_private() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state");
        let keeper = CredentialFile::new(&state);
        assert_eq!(keeper.load().unwrap(), None);
        keeper.save(&kept("first")).unwrap();
        fs::write(state.join("credential.json.new"), "left over by a power cut").unwrap();
        keeper.save(&kept("second")).unwrap();
        assert_eq!(keeper.load().unwrap(), Some(kept("second")));
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&keeper.path()), mode(&state)), (0o600, 0o700));
        assert_eq!(fs::read_dir(&state).unwrap().count(), 1);
    }

    #[test]
    fn a_spoilt_file_is_an_error_and_not_a_new_enrolment() {
        let folder = tempfile::tempdir().unwrap();
        let keeper = CredentialFile::new(folder.path());
        fs::write(keeper.path(), "{").unwrap();
        assert!(keeper.load().is_err());
        keeper.save(&kept("x")).unwrap();
        let newer = fs::read_to_string(keeper.path())
            .unwrap()
            .replace("\"formatVersion\": 1", "\"formatVersion\": 9");
        fs::write(keeper.path(), newer).unwrap();
        assert!(keeper.load().unwrap_err().to_string().contains("another release"));
    }
}
