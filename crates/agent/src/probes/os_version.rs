//! The operating system and its version.

use super::{Finding, Probe};
use crate::{machine::Machine, system::facts};

pub(super) struct OsVersion;

impl Probe for OsVersion {
    fn name(&self) -> &'static str {
        "os-version"
    }

    fn signal(&self) -> &'static str {
        "os.version"
    }

    fn look(&mut self, machine: &Machine) -> Finding {
        facts::os_name(machine).map_or_else(Finding::unknown, Finding::healthy)
    }
}
