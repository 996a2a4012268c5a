//! Who may use files: whoever makes one says so.

use std::{
    fs::{DirBuilder, File, OpenOptions, Permissions},
    io,
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _},
    path::Path,
};

use rustix::fs::OFlags;

/// Why the agent cannot keep a file to itself; none where it can.
pub const SHARED: Option<&str> = None;

/// Makes a folder, and those around it, that its owner alone can use; one that is there stays as it is.
pub fn make_private_folder(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// A file that is made by these options is its owner's alone.
pub fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    options.mode(0o600)
}

/// Lets every account of the machine read a file.
pub fn let_all_read(file: &File) -> io::Result<()> {
    file.set_permissions(Permissions::from_mode(0o644))
}

/// Opens a file for reading: no link is followed, nothing is waited for.
pub fn open_itself(path: &Path) -> io::Result<File> {
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    let flags = i32::try_from(flags.bits()).map_err(io::Error::other)?;
    OpenOptions::new().read(true).custom_flags(flags).open(path)
}

/// Brings the name to disk that a file was just given in a folder.
pub fn sync_name(folder: &Path, _: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}
