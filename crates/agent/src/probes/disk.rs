//! How much room is left on the system's disk.

use super::{Finding, Probe, threshold::Threshold};
use crate::{
    machine::Machine,
    system::{Space, facts},
};

pub(super) struct Disk {
    /// The part of the disk that is in use.
    limit: Threshold,
}

impl Default for Disk {
    fn default() -> Self {
        Self { limit: Threshold::above(0.90, 0.88) }
    }
}

impl Probe for Disk {
    fn name(&self) -> &'static str {
        "disk"
    }

    fn signal(&self) -> &'static str {
        "disk.space"
    }

    fn look(&mut self, machine: &Machine) -> Finding {
        facts::disk(machine).map_or_else(Finding::unknown, |disk| self.judge(disk))
    }
}

impl Disk {
    /// Judges what the agent's user could still write.
    pub(super) fn judge(&mut self, disk: Space) -> Finding {
        if disk.total == 0 {
            return Finding::unknown("the file system tells no size");
        }
        let low = self.limit.measure(disk.part_in_use());
        let total = disk.total_gib();
        let mut finding =
            if low { Finding::unhealthy("") } else { Finding::healthy(format!("{total:.1} GiB")) };
        finding.detail = Some(format!("{:.1} of {total:.1} GiB free", disk.available_gib()));
        finding
    }
}
