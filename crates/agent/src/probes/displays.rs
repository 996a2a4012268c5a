//! Displays that hang on a graphics output (`/sys/class/drm/*/status`).

use super::{Finding, Probe, count};
use crate::machine::{Machine, Unreadable};

pub(super) struct Displays {
    pub(super) expected: usize,
}

const FOLDER: &str = "/sys/class/drm";

impl Probe for Displays {
    fn name(&self) -> &'static str {
        "displays"
    }

    fn signal(&self) -> &'static str {
        "display.front"
    }

    fn look(&mut self, machine: &Machine) -> Finding {
        match displays(machine) {
            Ok(found) => count(&found, self.expected, "display", "displays"),
            Err(unreadable) => unreadable.into(),
        }
    }
}

fn displays(machine: &Machine) -> Result<Vec<String>, Unreadable> {
    let mut found = Vec::new();
    for node in machine.list_driver(FOLDER)? {
        // An output is named `card0-HDMI-A-1`; write-back outputs draw into memory.
        let Some((_, output)) = node.split_once('-').filter(|(_, output)| !output.starts_with("Writeback"))
        else {
            continue;
        };
        match machine.read(&format!("{FOLDER}/{node}/status")) {
            Ok(status) if status == "connected" => found.push(output.to_owned()),
            Ok(_) => {}
            Err(error) if error.is_absent() => {}
            Err(error) => return Err(error),
        }
    }
    Ok(found)
}
