//! Whether the room hangs on Wi-Fi alone (`/sys/class/net`).

use super::{Finding, Probe, network};
use crate::machine::Machine;

pub(super) struct WifiOnly;

impl Probe for WifiOnly {
    fn name(&self) -> &'static str {
        "wifi-only"
    }

    fn signal(&self) -> &'static str {
        "wifi.only"
    }

    fn look(&mut self, machine: &Machine) -> Finding {
        match network::links(machine) {
            Err(unreadable) => unreadable.into(),
            Ok(links) if !links.wired.is_empty() => Finding::healthy(links.wired.join(", ")),
            // That there is no link at all is told of the network.
            Ok(links) if links.wireless.is_empty() => Finding::unknown("no adapter has a link"),
            Ok(links) => Finding::unhealthy(format!("no link but {}", links.wireless.join(", "))),
        }
    }
}
