//! Reading the machine's own files below a root, with reasons that a person understands when it fails.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use wire::agents::MissingReason;

/// The machine, or a tree of files that looks like one.
#[derive(Debug, Clone)]
pub struct Machine {
    root: PathBuf,
}

/// Why something could not be read.
#[derive(Debug)]
pub struct Unreadable {
    path: String,
    error: io::Error,
}

impl Unreadable {
    /// The reason as it is reported.
    pub fn reason(&self) -> MissingReason {
        match self.error.kind() {
            io::ErrorKind::NotFound => MissingReason::NotThere,
            io::ErrorKind::PermissionDenied => MissingReason::NoRight,
            _ => MissingReason::Failed,
        }
    }

    /// Whether it is simply not there.
    pub fn is_absent(&self) -> bool {
        self.error.kind() == io::ErrorKind::NotFound
    }
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.error.kind() {
            io::ErrorKind::NotFound => write!(f, "{} does not exist", self.path),
            io::ErrorKind::PermissionDenied => write!(f, "no right to read {}", self.path),
            _ => write!(f, "{} cannot be read: {}", self.path, self.error),
        }
    }
}

impl Machine {
    /// The machine whose files lie below `root`; `/` is this one.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The place of an absolute path.
    pub fn path(&self, path: &str) -> PathBuf {
        self.root.join(path.trim_start_matches('/'))
    }

    /// The text of a file, without white space around it.
    pub fn read(&self, path: &str) -> Result<String, Unreadable> {
        let bytes = fs::read(self.path(path)).map_err(|error| Unreadable { path: path.to_owned(), error })?;
        Ok(String::from_utf8_lossy(&bytes).trim().to_owned())
    }

    /// The names in a folder, in order.
    pub fn list(&self, path: &str) -> Result<Vec<String>, Unreadable> {
        let unreadable = |error| Unreadable { path: path.to_owned(), error };
        let mut names = Vec::new();
        for entry in fs::read_dir(self.path(path)).map_err(unreadable)? {
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
        self.path(path).exists()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R-243, decision 15: a missing right is called a missing right.
    #[test]
    fn reasons_are_for_people() {
        let told = |kind: io::ErrorKind| {
            let unreadable = Unreadable { path: "/sys/x".to_owned(), error: kind.into() };
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
