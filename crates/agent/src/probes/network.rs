//! Network adapters and whether one of them has a link (`/sys/class/net`).

use super::{Finding, Probe};
use crate::machine::{Machine, Unreadable};

pub(super) struct Network;

const FOLDER: &str = "/sys/class/net";

impl Probe for Network {
    fn name(&self) -> &'static str {
        "network"
    }

    fn signal(&self) -> &'static str {
        "network.connection"
    }

    fn look(&mut self, machine: &Machine) -> Finding {
        let adapters = match adapters(machine) {
            Ok(adapters) => adapters,
            Err(unreadable) => return unreadable.into(),
        };
        let up = up(machine, &adapters);
        if adapters.is_empty() {
            Finding::unhealthy("no network adapter found")
        } else if up.is_empty() {
            Finding::unhealthy(format!("no link on {}", adapters.join(", ")))
        } else {
            let kind = |name: &String| if is_wireless(machine, name) { "wireless" } else { "wired" };
            let told: Vec<_> = up.iter().map(|name| format!("{name} {}", kind(name))).collect();
            Finding::healthy(told.join(", "))
        }
    }
}

/// The adapters of the machine: real ones, or all but loopback where none is real, as in a container.
pub fn adapters(machine: &Machine) -> Result<Vec<String>, Unreadable> {
    let mut all = machine.list(FOLDER)?;
    all.retain(|name| name != "lo" && machine.exists(&format!("{FOLDER}/{name}/operstate")));
    let real: Vec<_> =
        all.iter().filter(|name| machine.exists(&format!("{FOLDER}/{name}/device"))).cloned().collect();
    Ok(if real.is_empty() { all } else { real })
}

/// The adapters that have a link.
pub(super) struct Links {
    pub(super) wired: Vec<String>,
    pub(super) wireless: Vec<String>,
}

/// What the machine is connected by.
pub(super) fn links(machine: &Machine) -> Result<Links, Unreadable> {
    let up = up(machine, &adapters(machine)?);
    let (wireless, wired) = up.into_iter().partition(|name| is_wireless(machine, name));
    Ok(Links { wired, wireless })
}

fn up(machine: &Machine, adapters: &[String]) -> Vec<String> {
    adapters.iter().filter(|name| is_up(machine, name)).cloned().collect()
}

/// Whether the adapter is a radio.
pub fn is_wireless(machine: &Machine, adapter: &str) -> bool {
    ["wireless", "phy80211"].iter().any(|mark| machine.exists(&format!("{FOLDER}/{adapter}/{mark}")))
}

fn is_up(machine: &Machine, adapter: &str) -> bool {
    let read = |file: &str| machine.read(&format!("{FOLDER}/{adapter}/{file}")).unwrap_or_default();
    match read("operstate").as_str() {
        "up" => true,
        // Some drivers never tell; the carrier does.
        "unknown" => read("carrier") == "1",
        _ => false,
    }
}
