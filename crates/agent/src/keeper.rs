//! Keeping the credential of a room between two starts: sealed by the machine's TPM where there is one, and always
//! readable by the agent's own user alone (R-243, decision 15), as far as the system lets it say so; whole or not at all.

use std::{
    io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wire::agents::{Credential, MissingReason, ReportKey};

use crate::{
    sealer::Sealer,
    server_address::ServerAddress,
    system::files,
    whole_file::{read, remove, write},
};

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
    /// What it signs reports with that a relay gathers; none until the server has told it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report_key: Option<ReportKey>,
}

/// A place for one room's credential.
pub trait Keeper: Send + Sync + 'static {
    /// What was kept before; `None` if the agent never enrolled.
    fn load(&self) -> io::Result<Option<Kept>>;
    /// Keeps it from now on.
    fn save(&self, kept: &Kept) -> io::Result<()>;
}

/// How the credential is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Protection {
    /// Sealed by the TPM: of use on this machine alone.
    Tpm,
    /// In a file that the agent's own user alone can read; and why the TPM that is there does not seal it.
    File(Option<(MissingReason, String)>),
    /// In a file that has the rights of its folder, whoever gave it those; and why the agent sets no others.
    Folder(&'static str),
}

impl Protection {
    /// That of a credential which no TPM seals, on this system.
    pub fn unsealed() -> Self {
        files::SHARED.map_or(Self::File(None), Self::Folder)
    }
}

/// A file in the agent's state folder: `credential.sealed` where the TPM seals it, else `credential.json`.
#[derive(Debug, Clone)]
pub struct CredentialFile {
    folder: PathBuf,
    sealer: Option<Sealer>,
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
    /// Keeps the credential in this folder, which is made when needed, sealed if that is possible.
    pub fn new(folder: &Path, sealer: Option<Sealer>) -> Self {
        Self { folder: folder.to_owned(), sealer }
    }

    fn plain(&self) -> PathBuf {
        self.folder.join("credential.json")
    }

    fn sealed(&self) -> PathBuf {
        self.folder.join("credential.sealed")
    }
}

fn parse(text: &[u8]) -> io::Result<Kept> {
    let stored: Stored = serde_json::from_slice(text)?;
    if stored.format != FORMAT || stored.format_version != FORMAT_VERSION {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "it was written by another release of the agent",
        ));
    }
    Ok(stored.kept)
}

impl Keeper for CredentialFile {
    fn load(&self) -> io::Result<Option<Kept>> {
        if let Some(sealed) = read(&self.sealed())? {
            let Some(sealer) = &self.sealer else {
                return Err(io::Error::other("it is sealed by the TPM, which cannot be used now"));
            };
            return parse(&sealer.open(&sealed)?).map(Some);
        }
        let Some(plain) = read(&self.plain())? else { return Ok(None) };
        let kept = parse(&plain)?;
        if self.sealer.is_some() {
            // Kept before the TPM could be used: from now on it is of use on this machine alone.
            self.save(&kept)?;
        }
        Ok(Some(kept))
    }

    fn save(&self, kept: &Kept) -> io::Result<()> {
        let stored = Stored { format: FORMAT.to_owned(), format_version: FORMAT_VERSION, kept: kept.clone() };
        let text = serde_json::to_vec_pretty(&stored)?;
        let Some(sealer) = &self.sealer else { return write(&self.plain(), &text) };
        write(&self.sealed(), &sealer.seal(&text)?)?;
        remove(&self.plain())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use std::{fs, os::unix::fs::PermissionsExt as _};

    fn kept(credential: &str) -> Kept {
        Kept {
            server: "https://steward.example".parse().unwrap(),
            tenant_id: Uuid::from_u128(1),
            room_id: Uuid::from_u128(2),
            credential: Credential(credential.to_owned()),
            report_key: Some(ReportKey(format!("key of {credential}"))),
        }
    }

    /// Decision 15: the credential is readable by the agent's own user alone.
    #[test]
    fn the_credential_is_kept_and_private() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state");
        let keeper = CredentialFile::new(&state, None);
        assert_eq!(keeper.load().unwrap(), None);
        keeper.save(&kept("first")).unwrap();
        fs::write(state.join("credential.new"), "left over by a power cut").unwrap();
        keeper.save(&kept("second")).unwrap();
        assert_eq!(keeper.load().unwrap(), Some(kept("second")));
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&keeper.plain()), mode(&state)), (0o600, 0o700));
        assert_eq!(fs::read_dir(&state).unwrap().count(), 1);
    }

    #[test]
    fn a_spoilt_file_is_an_error_and_not_a_new_enrolment() {
        let folder = tempfile::tempdir().unwrap();
        let keeper = CredentialFile::new(folder.path(), None);
        fs::write(keeper.plain(), "{").unwrap();
        assert!(keeper.load().is_err());
        keeper.save(&kept("x")).unwrap();
        let newer = fs::read_to_string(keeper.plain())
            .unwrap()
            .replace("\"formatVersion\": 1", "\"formatVersion\": 9");
        fs::write(keeper.plain(), newer).unwrap();
        assert!(keeper.load().unwrap_err().to_string().contains("another release"));
    }
    /// R-243, decision 15: where the TPM seals, the credential is kept sealed and private, one that lay open is sealed
    /// at the next start, and a copy is of no use elsewhere or without the TPM.
    #[test]
    fn the_tpm_seals_the_credential() {
        let machine = tempfile::tempdir().unwrap();
        let program = crate::sealer::tests::program(machine.path(), "DHzAexF2RZGcSwvqCLwg/", "");
        let sealer = Sealer::find(&program, Path::new("/nowhere")).unwrap();
        let folder = tempfile::tempdir().unwrap();
        CredentialFile::new(folder.path(), None).save(&kept("open")).unwrap();
        let keeper = CredentialFile::new(folder.path(), Some(sealer));
        assert_eq!(keeper.load().unwrap(), Some(kept("open")));
        assert!(!keeper.plain().exists());
        assert_eq!(fs::metadata(keeper.sealed()).unwrap().permissions().mode() & 0o777, 0o600);

        keeper.save(&kept("secret")).unwrap();
        assert_eq!(keeper.load().unwrap(), Some(kept("secret")));
        assert!(!fs::read_to_string(keeper.sealed()).unwrap().contains("secret"));
        let without = CredentialFile::new(folder.path(), None).load().unwrap_err();
        assert_eq!(without.to_string(), "it is sealed by the TPM, which cannot be used now");
        fs::write(machine.path().join("machine"), "another").unwrap();
        assert!(keeper.load().unwrap_err().to_string().ends_with("wrong machine"));
    }
}
