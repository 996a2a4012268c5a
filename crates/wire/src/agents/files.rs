//! Version 7: files that a device gives back with a job, each in a request of its own.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The version of the channel that knows of these.
pub const FILES_SINCE: u32 = 7;
/// Where a file of a job is put, with `{job}` and `{name}` in their places, relative to the server's address.
pub const FILE_PATH: &str = "/agents/v1/jobs/{job}/files/{name}";
/// The largest file, in bytes.
pub const MAX_FILE_BYTES: usize = 16 << 20;
/// The most files of one job.
pub const MAX_FILES: usize = 8;
/// The longest name of a file, in characters.
pub const MAX_FILE_NAME: usize = 120;

/// Where a file of a job is put, relative to the server's address; none where the name is none.
pub fn file_path(job: Uuid, name: &str) -> Option<String> {
    is_file_name(name).then(|| FILE_PATH.replace("{job}", &job.to_string()).replace("{name}", name))
}

/// Whether a text is the name of a file: letters, digits, `.`, `-` and `_`, not beginning with a dot.
pub fn is_file_name(name: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
    !name.is_empty() && name.len() <= MAX_FILE_NAME && !name.starts_with('.') && name.bytes().all(is_plain)
}

/// 200 to a file that is on disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FileAnswer {
    /// The SHA-256 of what was stored, in small hexadecimal digits: the device compares it with what it sent.
    pub sha256: String,
    /// Its size in bytes.
    pub size: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// the name of a file is a name, not a way to somewhere else.
    #[test]
    fn a_name_leads_nowhere() {
        for good in ["room.log", "a", "app-2026-11-21_08.log.gz"] {
            assert!(is_file_name(good), "{good}");
        }
        let long = "a".repeat(MAX_FILE_NAME + 1);
        for bad in ["", ".", "..", ".hidden", "a/b", "a\\b", "a b", "a%2fb", "ä", "a?b", &long] {
            assert!(!is_file_name(bad), "{bad}");
            assert_eq!(file_path(Uuid::nil(), bad), None, "{bad}");
        }
        let path = "/agents/v1/jobs/00000000-0000-0000-0000-000000000000/files/room.log";
        assert_eq!(file_path(Uuid::nil(), "room.log").as_deref(), Some(path));
    }
}
