//! The operating system and its version (`/etc/os-release`).

use super::{Finding, Probe};
use crate::machine::{Machine, Unreadable};

pub(super) struct OsVersion;

impl Probe for OsVersion {
    fn name(&self) -> &'static str {
        "os-version"
    }

    fn signal(&self) -> &'static str {
        "os.version"
    }

    fn look(&mut self, machine: &Machine) -> Finding {
        match pretty_name(machine) {
            Ok(Some(version)) => Finding::healthy(version),
            Ok(None) => Finding::unknown("/etc/os-release names no version"),
            Err(unreadable) => unreadable.into(),
        }
    }
}

/// The system's name and version for people.
pub fn pretty_name(machine: &Machine) -> Result<Option<String>, Unreadable> {
    let text = machine.read("/etc/os-release")?;
    let line = text.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="));
    Ok(line.map(|name| name.trim().trim_matches(['"', '\'']).to_owned()).filter(|name| !name.is_empty()))
}
