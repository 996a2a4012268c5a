//! Programs that crashed since the agent started, as far as the machine keeps reports of it (`/var/lib/systemd/coredump`,
//! `/var/crash`). Of a report its name alone is looked at, and of that the name of the program told.

use std::collections::{BTreeMap, BTreeSet};

use super::{Finding, Probe};
use crate::machine::Machine;

#[derive(Default)]
pub(super) struct Crashes {
    /// What lay there when the agent started.
    before: Option<BTreeSet<String>>,
}

/// Core dumps of systemd, and reports of Ubuntu.
const FOLDERS: [&str; 2] = ["/var/lib/systemd/coredump", "/var/crash"];

impl Probe for Crashes {
    fn name(&self) -> &'static str {
        "crashes"
    }

    fn signal(&self) -> &'static str {
        "program.crashes"
    }

    fn look(&mut self, machine: &Machine) -> Finding {
        let (mut reports, mut unreadable) = (BTreeSet::new(), Vec::new());
        for folder in FOLDERS {
            match machine.list(folder) {
                Ok(names) => reports.extend(names),
                Err(why) => unreadable.push(why),
            }
        }
        if unreadable.len() == FOLDERS.len() {
            let why: Vec<_> = unreadable.iter().map(ToString::to_string).collect();
            return Finding::unknown(why.join(", "));
        }
        let before = self.before.get_or_insert_with(|| reports.clone());
        // The machine clears them away after some days, and then the crash is over.
        before.retain(|report| reports.contains(report));
        let mut programs = BTreeMap::<&str, usize>::new();
        for program in reports.difference(before).filter_map(|report| program(report)) {
            *programs.entry(program).or_default() += 1;
        }
        if programs.is_empty() {
            return Finding::healthy("none");
        }
        let told: Vec<_> = programs.iter().map(|(program, count)| format!("{program} {count}")).collect();
        let mut finding = Finding::unhealthy("crashed since the agent started");
        finding.value = Some(told.join(", "));
        finding
    }
}

/// The program of a report: `core.PROGRAM.USER.BOOT.PROCESS.TIME.zst`, or `_usr_bin_PROGRAM.USER.crash`.
fn program(report: &str) -> Option<&str> {
    if let Some(core) = report.strip_prefix("core.") {
        return core.split('.').next();
    }
    let (path, _user) = report.strip_suffix(".crash")?.rsplit_once('.')?;
    path.rsplit('_').next()
}
