//! The catalogue as data: the tables of §5.3, row by row, and the signals of any other machine that runs the agent. The test
//! `crates/domain/tests/signals.rs` compares it with the words of the tables.

use super::{
    Category::{
        self, AccountManagement, ConfigurationAndSettings, Connectivity, Display, HardwareAndPeripherals,
        OsFirmwareApps, Outage, Recorded, Security,
    },
    Periods,
    Severity::{self, Critical, Important, Recommended, Warning},
    Signal,
};

const fn row(
    key: &'static str,
    name: &'static str,
    category: Category,
    severity: Severity,
    poll: u16,
    watch: u16,
) -> Signal {
    Signal { key, name, category, severity: Some(severity), periods: Some(Periods { poll, watch }) }
}

const RECORDED: Signal = row("recorded.issue", "Recorded issue", Recorded, Critical, 0, 0);

// Ours: what Steward itself knows of the last update of a room. A room whose update failed goes on with what it has, so
// that its health is not affected.
const UPDATE: Signal = row("app.update", "Meeting app update", OsFirmwareApps, Warning, 0, 0);

// Ours: what a relay sees of a device that has no agent (decision 22).
const REACHABLE: Signal = row(crate::reachability::SIGNAL, "Device reachable", Connectivity, Important, 5, 5);

pub(super) const WINDOWS: &[Signal] = &[
    RECORDED,
    UPDATE,
    REACHABLE,
    row("sign-in.exchange", "Sign in (Exchange)", AccountManagement, Critical, 5, 30),
    row("sign-in.teams", "Sign in (Teams)", AccountManagement, Critical, 5, 30),
    row("calendar.sync", "Calendar sync", AccountManagement, Critical, 5, 30),
    row("app.version", "Meeting app version", OsFirmwareApps, Warning, 120, 0),
    row("os.version", "OS version", OsFirmwareApps, Warning, 120, 0),
    row("time.drift", "Time drift", OsFirmwareApps, Warning, 120, 0),
    row("windows-update.disabled", "Windows Update disabled", OsFirmwareApps, Warning, 120, 0),
    row("os.activation", "OS activation", OsFirmwareApps, Recommended, 120, 0),
    row("wsus.enabled", "WSUS enabled", OsFirmwareApps, Important, 120, 0),
    row("windows-update.reset", "Windows Update components need reset", OsFirmwareApps, Important, 120, 0),
    row("app.heartbeat", "Meeting app heartbeat", ConfigurationAndSettings, Critical, 10, 60),
    row("reboot.nightly", "Nightly reboot disabled", ConfigurationAndSettings, Warning, 120, 0),
    row("camera.room", "Camera (room)", HardwareAndPeripherals, Important, 5, 5),
    row("camera.default", "Camera default", HardwareAndPeripherals, Warning, 5, 5),
    row("camera.content", "Content camera", HardwareAndPeripherals, Important, 5, 5),
    row("hdmi.ingest", "HDMI ingest", HardwareAndPeripherals, Important, 5, 10),
    row("disk.space", "Low disk", HardwareAndPeripherals, Important, 120, 15),
    row("disk.health", "Disk health", HardwareAndPeripherals, Important, 120, 0),
    row("usb.suspend", "USB selective suspend", HardwareAndPeripherals, Warning, 120, 0),
    row("usb.peripheral", "USB peripheral", HardwareAndPeripherals, Warning, 120, 0),
    row("bluetooth.disabled", "Bluetooth disabled", HardwareAndPeripherals, Warning, 120, 0),
    row("microphone.conference", "Conferencing microphone", HardwareAndPeripherals, Important, 5, 5),
    row("microphone.configured", "Configured conferencing microphone", HardwareAndPeripherals, Warning, 5, 5),
    row("speaker.conference", "Conferencing speaker", HardwareAndPeripherals, Important, 5, 5),
    row("speaker.configured", "Configured conferencing speaker", HardwareAndPeripherals, Warning, 5, 5),
    row("speaker.misconfigured", "Misconfigured conferencing speaker", HardwareAndPeripherals, Warning, 5, 5),
    row("speaker.default", "Configured default speaker", HardwareAndPeripherals, Warning, 5, 5),
    row("rally.mic-pod", "Logitech Rally mic pod", HardwareAndPeripherals, Warning, 5, 5),
    row("rally.speaker", "Logitech Rally speaker", HardwareAndPeripherals, Warning, 5, 5),
    row("cpu.limited", "CPU limited", HardwareAndPeripherals, Warning, 120, 0),
    row("power.sleep-timer", "Sleep timer", HardwareAndPeripherals, Warning, 120, 0),
    row("display.front", "Display, front of room", Display, Important, 5, 5),
    row("display.console", "Display, console", Display, Important, 5, 5),
    row("credentials.default", "Default credentials", Security, Warning, 120, 0),
    row("network.connection", "Network", Connectivity, Warning, 5, 0),
    row("monitoring.agent", "Monitoring", Connectivity, Important, 60, 1),
    row("monitoring.connectivity", "Monitoring connectivity issue", Connectivity, Warning, 120, 150),
    row("room.offline", "Offline", Connectivity, Important, 180, 1),
    row("wifi.only", "Wi-Fi only", Connectivity, Recommended, 120, 0),
    row("wifi.strength", "Wi-Fi strength", Connectivity, Warning, 120, 0),
    row("windows-update.blocked", "Windows Update blocked", Connectivity, Warning, 120, 10),
    Signal { key: "outage", name: "Outage", category: Outage, severity: None, periods: None },
];

// §5.3 gives no categories here; they are those of the same conditions on Windows rooms.
pub(super) const ANDROID: &[Signal] = &[
    RECORDED,
    UPDATE,
    REACHABLE,
    row("sign-in.teams", "Sign in (Teams)", AccountManagement, Critical, 180, 0),
    row("app.heartbeat", "App heartbeat", ConfigurationAndSettings, Critical, 180, 20),
    row("display.secondary", "Secondary display", Display, Warning, 180, 20),
    row("bluetooth.connection", "Bluetooth", HardwareAndPeripherals, Warning, 180, 20),
    row("pairing.console", "Pairing", HardwareAndPeripherals, Warning, 180, 60),
    row("network.connection", "Network", Connectivity, Important, 180, 20),
    row("room.offline", "Offline", Connectivity, Critical, 180, 60),
];

pub(super) const PANEL: &[Signal] = &[RECORDED, UPDATE, REACHABLE];

// Any other machine: what the agent sees by itself, under the keys and periods of Windows rooms where those exist.
pub(super) const GENERIC: &[Signal] = &[
    RECORDED,
    UPDATE,
    REACHABLE,
    row("agent.version", "Agent version", OsFirmwareApps, Warning, 120, 0),
    row("os.version", "OS version", OsFirmwareApps, Warning, 120, 0),
    row("time.drift", "Time drift", OsFirmwareApps, Warning, 120, 0),
    row("program.crashes", "Crashed programs", OsFirmwareApps, Warning, 120, 0),
    row("camera.room", "Camera (room)", HardwareAndPeripherals, Important, 5, 5),
    row("microphone.conference", "Conferencing microphone", HardwareAndPeripherals, Important, 5, 5),
    row("speaker.conference", "Conferencing speaker", HardwareAndPeripherals, Important, 5, 5),
    row("bluetooth.disabled", "Bluetooth disabled", HardwareAndPeripherals, Warning, 120, 0),
    row("disk.space", "Low disk", HardwareAndPeripherals, Important, 120, 15),
    row("cpu.load", "CPU load", HardwareAndPeripherals, Warning, 5, 10),
    row("memory.available", "Low memory", HardwareAndPeripherals, Warning, 5, 10),
    row("display.front", "Display, front of room", Display, Important, 5, 5),
    row("network.connection", "Network", Connectivity, Warning, 5, 0),
    row("wifi.only", "Wi-Fi only", Connectivity, Recommended, 120, 0),
    row("wifi.strength", "Wi-Fi strength", Connectivity, Warning, 120, 0),
];
