//! How strong the signal of the Wi-Fi is that the room uses (`/proc/net/wireless`).

use super::{Finding, Probe, network, threshold::Threshold};
use crate::machine::{Machine, Unreadable};

pub(super) struct WifiStrength {
    /// How much is lost on the way, in dB: the level below 1 mW with its sign turned.
    limit: Threshold,
}

impl Default for WifiStrength {
    fn default() -> Self {
        Self { limit: Threshold::above(75.0, 70.0) }
    }
}

const FILE: &str = "/proc/net/wireless";

impl Probe for WifiStrength {
    fn name(&self) -> &'static str {
        "wifi-strength"
    }

    fn signal(&self) -> &'static str {
        "wifi.strength"
    }

    fn look(&mut self, machine: &Machine) -> Finding {
        match network::links(machine) {
            Err(unreadable) => unreadable.into(),
            Ok(links) if links.wireless.is_empty() => Finding::healthy("no Wi-Fi in use"),
            Ok(links) => self.judge(machine, &links.wireless).unwrap_or_else(Finding::from),
        }
    }
}

impl WifiStrength {
    fn judge(&mut self, machine: &Machine, adapters: &[String]) -> Result<Finding, Unreadable> {
        let text = machine.read(FILE)?;
        let levels = adapters.iter().filter_map(|adapter| Some((level(&text, adapter)?, adapter)));
        let strongest = levels.max_by(|(one, _), (other, _)| one.total_cmp(other));
        let Some((level, adapter)) = strongest else {
            return Ok(Finding::unknown(format!("{FILE} tells no level of {}", adapters.join(", "))));
        };
        let is_weak = self.limit.measure(-level);
        let mut finding = if is_weak { Finding::unhealthy("") } else { Finding::healthy(adapter) };
        finding.detail = Some(format!("{level:.0} dBm on {adapter}"));
        Ok(finding)
    }
}

/// The level of an adapter in dBm; none where its driver counts in a measure of its own.
fn level(text: &str, adapter: &str) -> Option<f64> {
    // wlan0: 0000   54.  -56.  -256 …: status, quality of the link, level, noise.
    let line = text.lines().find_map(|line| line.trim_start().strip_prefix(adapter)?.strip_prefix(':'))?;
    let level: f64 = line.split_whitespace().nth(2)?.trim_end_matches('.').parse().ok()?;
    (level < 0.0).then_some(level)
}
