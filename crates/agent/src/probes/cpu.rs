//! The load of the processors over five minutes (`/proc/loadavg`, counted in `/proc/stat`).

use super::{Finding, Probe, threshold::Threshold};
use crate::machine::{Machine, Unreadable};

pub(super) struct Cpu {
    /// Running tasks for each processor.
    limit: Threshold,
}

impl Default for Cpu {
    fn default() -> Self {
        Self { limit: Threshold::above(1.0, 0.8) }
    }
}

impl Probe for Cpu {
    fn name(&self) -> &'static str {
        "cpu"
    }

    fn signal(&self) -> &'static str {
        "cpu.load"
    }

    fn look(&mut self, machine: &Machine) -> Finding {
        match load(machine) {
            Ok(Some((load, processors))) => {
                let busy = self.limit.measure(load / f64::from(processors));
                let mut finding = if busy {
                    Finding::unhealthy("")
                } else {
                    Finding::healthy(format!("{processors} processors"))
                };
                finding.detail = Some(format!("five-minute load {load:.2} on {processors} processors"));
                finding
            }
            Ok(None) => Finding::unknown("/proc/loadavg or /proc/stat is not in the known form"),
            Err(unreadable) => unreadable.into(),
        }
    }
}

fn load(machine: &Machine) -> Result<Option<(f64, u32)>, Unreadable> {
    let loads = machine.read("/proc/loadavg")?;
    let stat = machine.read("/proc/stat")?;
    let is_processor = |line: &&str| {
        line.strip_prefix("cpu").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    let processors = u32::try_from(stat.lines().filter(is_processor).count()).unwrap_or(u32::MAX);
    let load = loads.split_whitespace().nth(1).and_then(|five| five.parse().ok());
    Ok(load.map(|load| (load, processors)).filter(|(_, processors)| *processors > 0))
}
