//! How much memory is left.

use super::{Finding, Probe, threshold::Threshold};
use crate::{machine::Machine, system::facts};

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
        let memory = match facts::memory(machine) {
            Ok(memory) => memory,
            Err(why) => return Finding::unknown(why),
        };
        let low = self.limit.measure(memory.part_in_use());
        let total = memory.total_gib();
        let mut finding =
            if low { Finding::unhealthy("") } else { Finding::healthy(format!("{total:.1} GiB")) };
        finding.detail = Some(format!("{:.1} of {total:.1} GiB memory available", memory.available_gib()));
        finding
    }
}
