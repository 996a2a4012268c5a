//! Reading the machine's own files below a root, with reasons that a person understands when it fails.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use wire::agents::MissingReason;

use crate::system;

/// The machine, or a tree of files that looks like one.
#[derive(Debug, Clone)]
pub struct Machine {
    /// None: its system tells nothing by files.
    root: Option<PathBuf>,
}

/// Why something could not be read.
#[derive(Debug)]
pub struct Unreadable {
    path: String,
    /// None: the system of the machine has no such files.
    error: Option<io::Error>,
}

impl Unreadable {
    /// The reason as it is reported.
    pub fn reason(&self) -> MissingReason {
        match self.error.as_ref().map(io::Error::kind) {
            None | Some(io::ErrorKind::NotFound) => MissingReason::NotThere,
            Some(io::ErrorKind::PermissionDenied) => MissingReason::NoRight,
            Some(_) => MissingReason::Failed,
        }
    }

    /// Whether it is simply not there, where it could be.
    pub fn is_absent(&self) -> bool {
        self.error.as_ref().is_some_and(|error| error.kind() == io::ErrorKind::NotFound)
    }
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let path = &self.path;
        match &self.error {
            None => write!(f, "{path} is there on Linux alone"),
            Some(error) => match error.kind() {
                io::ErrorKind::NotFound => write!(f, "{path} does not exist"),
                io::ErrorKind::PermissionDenied => write!(f, "no right to read {path}"),
                _ => write!(f, "{path} cannot be read: {error}"),
            },
        }
    }
}

impl Machine {
    /// This machine.
    pub fn this() -> Self {
        Self { root: system::ROOT.map(PathBuf::from) }
    }

    /// A machine whose files lie below `root`.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: Some(root.into()) }
    }

    /// A machine whose system tells nothing by files, as Windows does.
    pub fn without_files() -> Self {
        Self { root: None }
    }

    /// The place of an absolute path.
    pub fn path(&self, path: &str) -> Result<PathBuf, Unreadable> {
        let root = self.root.as_ref().ok_or_else(|| Unreadable { path: path.to_owned(), error: None })?;
        Ok(root.join(path.trim_start_matches('/')))
    }

    /// The text of a file, without white space around it.
    pub fn read(&self, path: &str) -> Result<String, Unreadable> {
        let unreadable = |error| Unreadable { path: path.to_owned(), error: Some(error) };
        let bytes = fs::read(self.path(path)?).map_err(unreadable)?;
        Ok(String::from_utf8_lossy(&bytes).trim().to_owned())
    }

    /// The names in a folder, in order.
    pub fn list(&self, path: &str) -> Result<Vec<String>, Unreadable> {
        let unreadable = |error| Unreadable { path: path.to_owned(), error: Some(error) };
        let mut names = Vec::new();
        for entry in fs::read_dir(self.path(path)?).map_err(unreadable)? {
            names.push(entry.map_err(unreadable)?.file_name().to_string_lossy().into_owned());
        }
        names.sort();
        Ok(names)
    }

    /// The names in a folder that a driver makes when its kind of device exists: none where it is absent,
    /// provided that the folder around it can be seen.
    pub fn list_driver(&self, path: &str) -> Result<Vec<String>, Unreadable> {
        match self.list(path) {
            Err(absent) if absent.is_absent() => {
                let around = Path::new(path).parent().and_then(Path::to_str).unwrap_or("/");
                self.list(around).map(|_| Vec::new())
            }
            listed => listed,
        }
    }

    /// Whether a path exists.
    pub fn exists(&self, path: &str) -> bool {
        self.path(path).is_ok_and(|path| path.exists())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R-243, decision 15: a missing right is called a missing right.
    #[test]
    fn reasons_are_for_people() {
        let told = |kind: io::ErrorKind| {
            let unreadable = Unreadable { path: "/sys/x".to_owned(), error: Some(kind.into()) };
            (unreadable.to_string(), unreadable.reason())
        };
        let text = |text: &str, reason| (text.to_owned(), reason);
        assert_eq!(told(io::ErrorKind::NotFound), text("/sys/x does not exist", MissingReason::NotThere));
        assert_eq!(
            told(io::ErrorKind::PermissionDenied),
            text("no right to read /sys/x", MissingReason::NoRight)
        );
        assert_eq!(
            told(io::ErrorKind::TimedOut),
            text("/sys/x cannot be read: timed out", MissingReason::Failed)
        );
    }
}
