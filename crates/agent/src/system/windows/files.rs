//! Who may use files: whoever may use the folder, because a file inherits the rights of its folder, and the agent sets no others.
//! So it makes no folder but in one that whoever installed it has made.

use std::{
    fs::{self, File, OpenOptions},
    io,
    os::windows::fs::OpenOptionsExt as _,
    path::Path,
};

/// Why the agent cannot keep a file to itself; none where it can.
pub const SHARED: Option<&str> =
    Some("on Windows the credential lies in a file that whoever may read its folder can read");

/// Makes a folder with the rights of the one around it, which has to be there; one that is there stays as it is.
pub fn make_private_folder(folder: &Path) -> io::Result<()> {
    match fs::create_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let around = folder.parent().unwrap_or(folder).display();
            let why = format!("{around} does not exist: make it with rights for the agent's account alone");
            Err(io::Error::new(io::ErrorKind::NotFound, why))
        }
        made => made,
    }
}

/// A file that is made by these options has the rights of its folder.
pub fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

/// Leaves a file the rights of its folder.
pub fn let_all_read(_: &File) -> io::Result<()> {
    Ok(())
}

/// Opens a file for reading; of a link itself, which is no plain file.
pub fn open_itself(path: &Path) -> io::Result<File> {
    const FILE_FLAG_OPEN_REPARSE_POINT: u32 = 0x0020_0000;
    OpenOptions::new().read(true).custom_flags(FILE_FLAG_OPEN_REPARSE_POINT).open(path)
}

/// Brings the name to disk that a file was just given. Windows flushes no folder; with the file, NTFS writes its journal, and the name in it.
pub fn sync_name(_: &Path, file: &Path) -> io::Result<()> {
    OpenOptions::new().write(true).open(file)?.sync_all()
}
