//! Files of the state folder, written whole or not at all, and readable by the agent's own user alone, where the system lets it say so.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write as _},
    path::Path,
};

use crate::system::files;

/// Beside, then renamed: a power cut leaves the old file or the new one. When this returns, it is on disk.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    files::make_private_folder(folder)?;
    let beside = path.with_extension("new");
    remove(&beside)?;
    let made = files::private(OpenOptions::new().write(true).create_new(true)).open(&beside);
    let written = made.and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    // What has no room takes none away.
    written.or_else(|error| remove(&beside).and(Err(error)))?;
    fs::rename(&beside, path)?;
    files::sync_name(folder, path)
}

/// The bytes of a file; none where there is no such file.
pub fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Removes a file, if it is there.
pub fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
