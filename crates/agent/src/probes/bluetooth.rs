//! Whether Bluetooth is switched off (`/sys/class/rfkill`) where the machine has it (`/sys/class/bluetooth`).

use super::{Finding, Probe};
use crate::machine::{Machine, Unreadable};

pub(super) struct Bluetooth;

const ADAPTERS: &str = "/sys/class/bluetooth";
const SWITCHES: &str = "/sys/class/rfkill";

impl Probe for Bluetooth {
    fn name(&self) -> &'static str {
        "bluetooth"
    }

    fn signal(&self) -> &'static str {
        "bluetooth.disabled"
    }

    fn look(&mut self, machine: &Machine) -> Finding {
        judge(machine).unwrap_or_else(Finding::from)
    }
}

fn judge(machine: &Machine) -> Result<Finding, Unreadable> {
    let mut adapters = machine.list_driver(ADAPTERS)?;
    // hci0:12 is a device that is connected to hci0.
    adapters.retain(|name| !name.contains(':'));
    let mut blocked = Vec::new();
    for switch in machine.list_driver(SWITCHES)? {
        let read = |file: &str| machine.read(&format!("{SWITCHES}/{switch}/{file}"));
        if read("type")? != "bluetooth" {
            continue;
        }
        let by = match (read("hard")?.as_str(), read("soft")?.as_str()) {
            ("1", _) => "by a switch",
            (_, "1") => "by software",
            _ => continue,
        };
        blocked.push(format!("{} {by}", read("name").unwrap_or(switch)));
    }
    // A switch of the machine takes the adapter away as well.
    Ok(if !blocked.is_empty() {
        Finding::unhealthy(format!("switched off: {}", blocked.join(", ")))
    } else if adapters.is_empty() {
        Finding::healthy("no adapter")
    } else {
        Finding::healthy(adapters.join(", "))
    })
}
