//! Reading the enrolment key file that an administrator put into the fixed folder (R-240, §5.8).

use std::{io, path::Path};

use serde::Deserialize;
use wire::agents::{EnrolKey, KEY_FILE_FORMAT, KEY_FILE_VERSION, KeyFile};

use crate::server_address::ServerAddress;

/// Why no key can be had from the file; each is a sentence for the person who installs the agent.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    /// There is no file.
    #[error(
        "there is no enrolment key file at {path}: download it under Settings > General > Enrol a room and put it there"
    )]
    Missing {
        /// Where it should be.
        path: String,
    },
    /// The file is there but cannot be read.
    #[error("the enrolment key file {path} cannot be read: {error}")]
    Unreadable {
        /// Where it is.
        path: String,
        /// Why not.
        error: io::Error,
    },
    /// The file is something else.
    #[error("{path} is no enrolment key file: {problem}")]
    NotAKey {
        /// Where it is.
        path: String,
        /// What is wrong.
        problem: String,
    },
    /// The file was made by a server that this agent does not understand.
    #[error(
        "the enrolment key file {path} has format version {version}, this agent reads version {KEY_FILE_VERSION}: install a newer agent"
    )]
    UnknownVersion {
        /// Where it is.
        path: String,
        /// Its version.
        version: u64,
    },
}

/// What an enrolment needs of the file.
#[derive(Debug, Clone)]
pub struct Key {
    /// The server to enrol with.
    pub server: ServerAddress,
    /// What is sent.
    pub key: EnrolKey,
    /// The public half of the key that signs releases.
    pub release_key: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Head {
    format: String,
    format_version: u64,
}

/// Reads the file. It is read anew for each enrolment, so a new one needs no restart of the agent.
pub fn read(path: &Path) -> Result<Key, KeyFileError> {
    let place = || path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => KeyFileError::Missing { path: place() },
        _ => KeyFileError::Unreadable { path: place(), error },
    })?;
    let not_a_key = |problem: String| KeyFileError::NotAKey { path: place(), problem };
    // The head first: a later version may look quite different below it.
    let head: Head = serde_json::from_str(&text).map_err(|error| not_a_key(error.to_string()))?;
    if head.format != KEY_FILE_FORMAT {
        return Err(not_a_key(format!("its format is \u{201c}{}\u{201d}", head.format)));
    }
    if head.format_version != u64::from(KEY_FILE_VERSION) {
        return Err(KeyFileError::UnknownVersion { path: place(), version: head.format_version });
    }
    let file: KeyFile = serde_json::from_str(&text).map_err(|error| not_a_key(error.to_string()))?;
    if file.secret.is_empty() {
        return Err(not_a_key("its secret is empty".to_owned()));
    }
    Ok(Key {
        server: file.server.parse().map_err(not_a_key)?,
        key: EnrolKey { tenant_id: file.tenant_id, key_version: file.key_version, secret: file.secret },
        release_key: file.release_key,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn error_of(text: &str) -> String {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("enrolment-key.json");
        std::fs::write(&path, text).unwrap();
        read(&path).unwrap_err().to_string().replace(&*path.to_string_lossy(), "FILE")
    }

    const GOOD: &str = r#"{"format":"steward-enrolment-key","formatVersion":1,"server":"https://steward.example",
        "tenantId":"0198a5a0-0000-7000-8000-000000000001","keyVersion":3,"secret":"c2VjcmV0","releaseKey":null}"#;

    /// R-240, §5.8: the file alone tells server, organization and key.
    #[test]
    fn a_good_file_gives_server_and_key() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("enrolment-key.json");
        std::fs::write(&path, GOOD).unwrap();
        let key = read(&path).unwrap();
        assert_eq!(key.server.to_string(), "https://steward.example");
        assert_eq!((key.key.key_version, key.key.secret.as_str()), (3, "c2VjcmV0"));
    }

    /// §5.8: a file that the agent does not understand is refused in a sentence, an unknown version by name.
    #[test]
    fn bad_files_are_refused_in_a_sentence() {
        assert_eq!(
            error_of(r#"{"format":"steward-enrolment-key","formatVersion":2,"servers":[]}"#),
            "the enrolment key file FILE has format version 2, this agent reads version 1: install a newer agent"
        );
        assert!(
            error_of(r#"{"format":"other","formatVersion":1}"#)
                .contains("its format is \u{201c}other\u{201d}")
        );
        assert!(error_of("not json").starts_with("FILE is no enrolment key file: expected"));
        assert!(error_of(&GOOD.replace("tenantId", "tenant")).contains("missing field `tenantId`"));
        assert!(error_of(&GOOD.replace("c2VjcmV0", "")).contains("its secret is empty"));
        assert!(error_of(&GOOD.replace("https:", "http:")).contains("must begin with https://"));
        let nowhere = read(Path::new("/nowhere/key.json")).unwrap_err().to_string();
        assert!(
            nowhere.starts_with("there is no enrolment key file at /nowhere/key.json: download it"),
            "{nowhere}"
        );
    }
}
