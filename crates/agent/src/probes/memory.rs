//! How much memory is left (`/proc/meminfo`).

use super::{Finding, Probe, threshold::Threshold};
use crate::machine::{Machine, Unreadable};

pub(super) struct Memory {
    /// The part of the memory that is in use.
    limit: Threshold,
}

impl Default for Memory {
    fn default() -> Self {
        Self { limit: Threshold::above(0.90, 0.85) }
    }
}

impl Probe for Memory {
    fn name(&self) -> &'static str {
        "memory"
    }

    fn signal(&self) -> &'static str {
        "memory.available"
    }

    fn look(&mut self, machine: &Machine) -> Finding {
        match available_and_total(machine) {
            Ok(Some((available, total))) => {
                let low = self.limit.measure(1.0 - available / total);
                let mut finding = if low {
                    Finding::unhealthy("")
                } else {
                    Finding::healthy(format!("{:.1} GiB", total / GIB))
                };
                finding.detail =
                    Some(format!("{:.1} of {:.1} GiB memory available", available / GIB, total / GIB));
                finding
            }
            Ok(None) => Finding::unknown("/proc/meminfo is not in the known form"),
            Err(unreadable) => unreadable.into(),
        }
    }
}

/// In KiB, as the file counts.
const GIB: f64 = 1024.0 * 1024.0;

fn available_and_total(machine: &Machine) -> Result<Option<(f64, f64)>, Unreadable> {
    let text = machine.read("/proc/meminfo")?;
    let field = |name: &str| -> Option<f64> {
        let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
        line.split_whitespace().next()?.parse().ok()
    };
    Ok(field("MemAvailable").zip(field("MemTotal")).filter(|(_, total)| *total > 0.0))
}
