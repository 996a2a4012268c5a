//! What the agent watches, one file each. A probe that cannot run says so and why (decision 15), as most do on Windows.
//!
//! Invariant: each probe tells one signal of the catalogue, every time it is asked.

use std::sync::Arc;

use wire::agents::{MAX_DETAIL, MAX_VALUE, SignalReport, SignalState, fit};

use crate::{
    clock::ServerClock,
    device,
    machine::{Machine, Unreadable},
};

mod agent_version;
mod bluetooth;
mod cameras;
mod cpu;
mod crashes;
mod disk;
mod displays;
mod memory;
mod microphones;
mod network;
mod os_version;
mod sound;
mod speakers;
mod threshold;
mod time_drift;
mod wifi_only;
mod wifi_strength;

pub use network::{adapters, is_wireless};

/// Watches one thing.
pub trait Probe: Send {
    /// Its name in the settings, for example `cameras`.
    fn name(&self) -> &'static str;
    /// The signal it tells, for example `camera.room`.
    fn signal(&self) -> &'static str;
    /// Looks at the machine.
    fn look(&mut self, machine: &Machine) -> Finding;
}

/// What a probe found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Whether all is well.
    pub state: SignalState,
    /// A stable fact; another value is a change.
    pub value: Option<String>,
    /// Why, in a sentence; compared by nobody.
    pub detail: Option<String>,
}

impl Finding {
    /// As it should be.
    pub fn healthy(value: impl Into<String>) -> Self {
        Self { state: SignalState::Healthy, value: Some(value.into()), detail: None }
    }

    /// Not as it should be, and why.
    pub fn unhealthy(detail: impl Into<String>) -> Self {
        Self { state: SignalState::Unhealthy, value: None, detail: Some(detail.into()) }
    }

    /// The probe cannot run, and why.
    pub fn unknown(detail: impl Into<String>) -> Self {
        Self { state: SignalState::Unknown, value: None, detail: Some(detail.into()) }
    }

    /// The finding as it is reported.
    pub fn report(self, signal: &str) -> SignalReport {
        SignalReport {
            signal: signal.to_owned(),
            instance: String::new(),
            state: self.state,
            value: self.value.map(|value| fit(&value, MAX_VALUE)),
            detail: self.detail.map(|detail| fit(&detail, MAX_DETAIL)),
        }
    }
}

impl From<Unreadable> for Finding {
    fn from(unreadable: Unreadable) -> Self {
        Self::unknown(unreadable.to_string())
    }
}

/// How many of each device the room should have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expected {
    /// Cameras.
    pub cameras: u16,
    /// Sound cards that record.
    pub microphones: u16,
    /// Sound cards that play, display outputs apart.
    pub speakers: u16,
    /// Connected displays.
    pub displays: u16,
}

impl Default for Expected {
    fn default() -> Self {
        Self { cameras: 1, microphones: 1, speakers: 1, displays: 1 }
    }
}

/// Every probe. What a room does not have (0 expected) is not watched.
pub fn all(expected: Expected, server_clock: Arc<ServerClock>) -> Vec<Box<dyn Probe>> {
    let mut probes: Vec<Box<dyn Probe>> = Vec::new();
    if expected.cameras > 0 {
        probes.push(Box::new(cameras::Cameras { expected: expected.cameras.into() }));
    }
    if expected.microphones > 0 {
        probes.push(Box::new(microphones::Microphones { expected: expected.microphones.into() }));
    }
    if expected.speakers > 0 {
        probes.push(Box::new(speakers::Speakers { expected: expected.speakers.into() }));
    }
    if expected.displays > 0 {
        probes.push(Box::new(displays::Displays { expected: expected.displays.into() }));
    }
    probes.push(Box::new(network::Network));
    probes.push(Box::new(wifi_only::WifiOnly));
    probes.push(Box::new(wifi_strength::WifiStrength::default()));
    probes.push(Box::new(bluetooth::Bluetooth));
    probes.push(Box::new(cpu::Cpu::default()));
    probes.push(Box::new(memory::Memory::default()));
    probes.push(Box::new(disk::Disk::default()));
    probes.push(Box::new(crashes::Crashes::default()));
    probes.push(Box::new(time_drift::TimeDrift::new(server_clock)));
    probes.push(Box::new(os_version::OsVersion));
    probes.push(Box::new(agent_version::AgentVersion));
    probes
}

/// What a relay tells of itself.
pub fn of_a_relay(server_clock: Arc<ServerClock>) -> Vec<Box<dyn Probe>> {
    vec![Box::new(time_drift::TimeDrift::new(server_clock)), Box::new(agent_version::AgentVersion)]
}

/// What the probes found, a line each, and what the agent misses: for people.
pub fn table(names: &[&str], signals: &[SignalReport], missing: &[device::Lack]) -> String {
    let line = |cells: [&str; 5]| {
        let [probe, signal, state, value, detail] = cells;
        format!("{probe:<14} {signal:<22} {state:<10} {value:<32} {detail}").trim_end().to_owned() + "\n"
    };
    let mut text = line(["PROBE", "SIGNAL", "STATE", "VALUE", "DETAIL"]);
    for (name, told) in names.iter().zip(signals) {
        let state = format!("{:?}", told.state).to_lowercase();
        let (value, detail) = (told.value.as_deref(), told.detail.as_deref());
        text += &line([name, &told.signal, &state, value.unwrap_or_default(), detail.unwrap_or_default()]);
    }
    for missing in missing {
        text.push_str(&missing.to_string());
        text.push('\n');
    }
    text
}

/// Judges devices by their number: enough of them is healthy, and their names are the value.
fn count(found: &[String], expected: usize, one: &str, many: &str) -> Finding {
    let names = found.join(", ");
    if found.len() >= expected {
        return Finding::healthy(names);
    }
    let kind = if expected == 1 { one } else { many };
    let mut finding = match found.len() {
        0 => Finding::unhealthy(format!("no {one} found, {expected} {kind} expected")),
        some => Finding::unhealthy(format!("{some} of {expected} {kind} found")),
    };
    finding.value = Some(names).filter(|names| !names.is_empty());
    finding
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests;
