//! How much room is left on the system's disk.

use super::{Finding, Probe, threshold::Threshold};
use crate::machine::Machine;

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
        match rustix::fs::statvfs(machine.path("/")) {
            Ok(disk) => self.judge(
                disk.f_bavail.saturating_mul(disk.f_frsize),
                disk.f_blocks.saturating_mul(disk.f_frsize),
            ),
            Err(error) => Finding::unknown(format!("the file system cannot be asked: {error}")),
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "sizes for a person")]
fn gib(bytes: u64) -> f64 {
    bytes as f64 / (1024.0 * 1024.0 * 1024.0)
}

impl Disk {
    /// Judges the bytes that the agent's user could still write.
    pub(super) fn judge(&mut self, available: u64, total: u64) -> Finding {
        if total == 0 {
            return Finding::unknown("the file system tells no size");
        }
        let low = self.limit.measure(1.0 - gib(available) / gib(total));
        let mut finding =
            if low { Finding::unhealthy("") } else { Finding::healthy(format!("{:.1} GiB", gib(total))) };
        finding.detail = Some(format!("{:.1} of {:.1} GiB free", gib(available), gib(total)));
        finding
    }
}
