//! The files that the agent's own configuration names as logs: handed over whole with the job that collects logs, or the end of what is
//! larger than any file may be.
//!
//! Invariant: what is read is what the configuration names, and nothing that came over the network.

use std::{
    fs::File,
    io::{self, Read as _, Seek as _, SeekFrom},
    path::Path,
};

use wire::agents::{MAX_FILE_BYTES, MAX_FILE_NAME};

use crate::courier::OutFile;

/// A log as it is handed over; `number` keeps two of the same name apart.
pub(super) fn read(path: &Path, number: usize) -> io::Result<OutFile> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    let most = u64::try_from(MAX_FILE_BYTES).unwrap_or(u64::MAX);
    file.seek(SeekFrom::Start(length.saturating_sub(most)))?;
    let mut content = Vec::new();
    file.take(most).read_to_end(&mut content)?;
    Ok(OutFile { name: name(path, number), content: text(content) })
}

/// A name that the server takes.
fn name(path: &Path, number: usize) -> String {
    let told = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let plain = |c: char| if c.is_ascii_alphanumeric() || ".-_".contains(c) { c } else { '_' };
    let plain: String = told.chars().map(plain).take(MAX_FILE_NAME - 4).collect();
    format!("{number}-{plain}")
}

/// What is no archive is text: characters that no log has become spaces, so that the server takes it as such.
fn text(content: Vec<u8>) -> Vec<u8> {
    const PACKED: [&[u8]; 2] = [b"\x1f\x8b", b"PK\x03\x04"];
    if PACKED.iter().any(|begin| content.starts_with(begin)) {
        return content;
    }
    let is_of_text = |c: char| !c.is_control() || matches!(c, '\t' | '\n' | '\r');
    let text: String =
        String::from_utf8_lossy(&content).chars().map(|c| if is_of_text(c) { c } else { ' ' }).collect();
    // Each character that could not be read takes three bytes.
    let over = text.len().saturating_sub(MAX_FILE_BYTES);
    let from = text.char_indices().map(|(at, _)| at).find(|at| *at >= over).unwrap_or_default();
    text.get(from..).unwrap_or_default().as_bytes().to_vec()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use wire::agents::is_file_name;

    /// a log is handed over whole, of a larger one the end, and always as something that the server takes.
    #[test]
    fn a_log_is_handed_over_as_text() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("my app.log");
        std::fs::write(&path, b"line\x00 1\n\xff\n").unwrap();
        let file = read(&path, 1).unwrap();
        assert_eq!(file.name, "1-my_app.log");
        assert!(is_file_name(&file.name));
        assert_eq!(String::from_utf8(file.content).unwrap(), "line  1\n\u{fffd}\n");

        std::fs::write(&path, b"\x1f\x8b\x08\x00\xff").unwrap();
        assert_eq!(read(&path, 2).unwrap().content, b"\x1f\x8b\x08\x00\xff");
        let large = [vec![b'a'; 10], vec![b'b'; MAX_FILE_BYTES]].concat();
        std::fs::write(&path, large).unwrap();
        let file = read(&path, 3).unwrap();
        assert!(file.content.len() == MAX_FILE_BYTES && file.content.iter().all(|byte| *byte == b'b'));
        std::fs::write(&path, vec![0xff; MAX_FILE_BYTES]).unwrap();
        assert!(read(&path, 4).unwrap().content.len() <= MAX_FILE_BYTES);
        assert!(read(&folder.path().join("none"), 5).is_err());
    }
}
