//! The catalogue of signals as data: what is watched on each kind of device, how bad it is, and how
//! long it may last (R-248, §5.2, §5.3). These are the shipped defaults (decision 15).
//!
//! Invariant: a key occurs once for a device type; one key names the same condition on every device type,
//! though its severity and periods may differ.

use serde::{Deserialize, Serialize};

use crate::{room::DeviceType, time::MINUTE};

/// How bad an unhealthy signal is (§5.2), worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// The room is unusable.
    Critical,
    /// A main function is degraded.
    Important,
    /// Something to look at; shown as a mark.
    Warning,
    /// Good practice.
    Recommended,
}

impl Severity {
    /// Every severity, worst first.
    pub const ALL: [Self; 4] = [Self::Critical, Self::Important, Self::Warning, Self::Recommended];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::Important => "important",
            Self::Warning => "warning",
            Self::Recommended => "recommended",
        }
    }

    /// The severity of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.key() == key)
    }

    /// Whether an unhealthy signal of this severity makes the room unhealthy (§5.2).
    pub const fn affects_health(self) -> bool {
        matches!(self, Self::Critical | Self::Important)
    }
}

/// What a device says about a signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SignalState {
    /// As it should be.
    Healthy,
    /// Not as it should be; the watch period counts from here.
    Unhealthy,
    /// The device cannot tell (decision 15).
    Unknown,
}

impl SignalState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Healthy, Self::Unhealthy, Self::Unknown];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Healthy => "healthy",
            Self::Unhealthy => "unhealthy",
            Self::Unknown => "unknown",
        }
    }

    /// The state of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.key() == key)
    }
}

/// What part of a room a signal is about (§5.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Category {
    /// Told by a person.
    Recorded,
    /// Sign-in and calendar of the room account.
    AccountManagement,
    /// Versions and updates.
    OsFirmwareApps,
    /// Settings of the meeting app and the device.
    ConfigurationAndSettings,
    /// Cameras, microphones, speakers and the machine itself.
    HardwareAndPeripherals,
    /// Screens.
    Display,
    /// Credentials.
    Security,
    /// Network and contact.
    Connectivity,
    /// An outage of a service outside the room.
    Outage,
}

impl Category {
    /// Every category, in the order of §5.3.
    pub const ALL: [Self; 9] = [
        Self::Recorded,
        Self::AccountManagement,
        Self::OsFirmwareApps,
        Self::ConfigurationAndSettings,
        Self::HardwareAndPeripherals,
        Self::Display,
        Self::Security,
        Self::Connectivity,
        Self::Outage,
    ];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Recorded => "recorded",
            Self::AccountManagement => "accountManagement",
            Self::OsFirmwareApps => "osFirmwareApps",
            Self::ConfigurationAndSettings => "configurationAndSettings",
            Self::HardwareAndPeripherals => "hardwareAndPeripherals",
            Self::Display => "display",
            Self::Security => "security",
            Self::Connectivity => "connectivity",
            Self::Outage => "outage",
        }
    }

    /// The category of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.key() == key)
    }
}

/// How often a signal is looked at, and how long it may be unhealthy before it counts; in minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Periods {
    /// The longest gap between two looks (decision 15).
    pub poll: u16,
    /// The time from the change until the signal counts (decision 15).
    pub watch: u16,
}

/// One monitored condition of a kind of device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signal {
    /// The stable key, for example `camera.room`.
    pub key: &'static str,
    /// The English name in the specification; pages show the text of [`Signal::name_key`].
    pub name: &'static str,
    /// The part of the room.
    pub category: Category,
    /// How bad it is when unhealthy; `None` where §5.3 gives none, and then it never affects health.
    pub severity: Option<Severity>,
    /// `None` where §5.3 gives none.
    pub periods: Option<Periods>,
}

impl Signal {
    /// The message key of the display name, for example `signal-camera-room`.
    pub fn name_key(&self) -> String {
        format!("signal-{}", self.key.replace('.', "-"))
    }

    /// Whether the room is unhealthy while this signal counts.
    pub fn affects_health(&self) -> bool {
        self.severity.is_some_and(Severity::affects_health)
    }

    /// How long the signal must stay unhealthy before it counts, in microseconds.
    pub fn watch(&self) -> i64 {
        self.periods.map_or(0, |periods| i64::from(periods.watch) * MINUTE)
    }
}

/// The signals of a device type, in the order of the specification.
pub const fn of(device_type: DeviceType) -> &'static [Signal] {
    match device_type {
        DeviceType::WindowsRoom => WINDOWS,
        DeviceType::AndroidVideoBar | DeviceType::AndroidTouchConsole => ANDROID,
        DeviceType::Panel => PANEL,
        DeviceType::Generic => GENERIC,
    }
}

/// The signal of a key on a device type, or `None` where that type has no such signal.
pub fn find(device_type: DeviceType, key: &str) -> Option<&'static Signal> {
    of(device_type).iter().find(|signal| signal.key == key)
}

use Category::{
    AccountManagement, ConfigurationAndSettings, Connectivity, Display, HardwareAndPeripherals,
    OsFirmwareApps, Outage, Recorded, Security,
};
use Severity::{Critical, Important, Recommended, Warning};

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

const WINDOWS: &[Signal] = &[
    RECORDED,
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
const ANDROID: &[Signal] = &[
    RECORDED,
    row("sign-in.teams", "Sign in (Teams)", AccountManagement, Critical, 180, 0),
    row("app.heartbeat", "App heartbeat", ConfigurationAndSettings, Critical, 180, 20),
    row("display.secondary", "Secondary display", Display, Warning, 180, 20),
    row("bluetooth.connection", "Bluetooth", HardwareAndPeripherals, Warning, 180, 20),
    row("pairing.console", "Pairing", HardwareAndPeripherals, Warning, 180, 60),
    row("network.connection", "Network", Connectivity, Important, 180, 20),
    row("room.offline", "Offline", Connectivity, Critical, 180, 60),
];

const PANEL: &[Signal] = &[RECORDED];

// Any other machine: what the agent sees by itself, under the keys and periods of Windows rooms where those exist.
const GENERIC: &[Signal] = &[
    RECORDED,
    row("agent.version", "Agent version", OsFirmwareApps, Warning, 120, 0),
    row("os.version", "OS version", OsFirmwareApps, Warning, 120, 0),
    row("time.drift", "Time drift", OsFirmwareApps, Warning, 120, 0),
    row("camera.room", "Camera (room)", HardwareAndPeripherals, Important, 5, 5),
    row("microphone.conference", "Conferencing microphone", HardwareAndPeripherals, Important, 5, 5),
    row("speaker.conference", "Conferencing speaker", HardwareAndPeripherals, Important, 5, 5),
    row("disk.space", "Low disk", HardwareAndPeripherals, Important, 120, 15),
    row("cpu.load", "CPU load", HardwareAndPeripherals, Warning, 5, 10),
    row("memory.available", "Low memory", HardwareAndPeripherals, Warning, 5, 10),
    row("display.front", "Display, front of room", Display, Important, 5, 5),
    row("network.connection", "Network", Connectivity, Warning, 5, 0),
];

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn count(device_type: DeviceType, wanted: impl Fn(&Signal) -> bool) -> usize {
        of(device_type).iter().filter(|signal| wanted(signal)).count()
    }

    /// R-248, decision 15: the table of §5.3 for Windows rooms, by its counts and every kind of row.
    #[test]
    fn windows_rooms_have_the_table_of_the_specification() {
        let windows = DeviceType::WindowsRoom;
        assert_eq!(of(windows).len(), 43);
        let categories = Category::ALL.map(|category| count(windows, |s| s.category == category));
        assert_eq!(categories, [1, 3, 7, 2, 19, 2, 1, 7, 1]);
        let severities = Severity::ALL.map(|severity| count(windows, |s| s.severity == Some(severity)));
        assert_eq!(severities, [5, 13, 22, 2]);
        for (key, name, category, severity, poll, watch) in [
            ("recorded.issue", "Recorded issue", Recorded, Critical, 0, 0),
            ("sign-in.exchange", "Sign in (Exchange)", AccountManagement, Critical, 5, 30),
            ("calendar.sync", "Calendar sync", AccountManagement, Critical, 5, 30),
            ("os.activation", "OS activation", OsFirmwareApps, Recommended, 120, 0),
            ("wsus.enabled", "WSUS enabled", OsFirmwareApps, Important, 120, 0),
            ("app.heartbeat", "Meeting app heartbeat", ConfigurationAndSettings, Critical, 10, 60),
            ("camera.room", "Camera (room)", HardwareAndPeripherals, Important, 5, 5),
            ("camera.default", "Camera default", HardwareAndPeripherals, Warning, 5, 5),
            ("hdmi.ingest", "HDMI ingest", HardwareAndPeripherals, Important, 5, 10),
            ("disk.space", "Low disk", HardwareAndPeripherals, Important, 120, 15),
            ("disk.health", "Disk health", HardwareAndPeripherals, Important, 120, 0),
            ("display.console", "Display, console", Display, Important, 5, 5),
            ("credentials.default", "Default credentials", Security, Warning, 120, 0),
            ("network.connection", "Network", Connectivity, Warning, 5, 0),
            ("monitoring.agent", "Monitoring", Connectivity, Important, 60, 1),
            ("monitoring.connectivity", "Monitoring connectivity issue", Connectivity, Warning, 120, 150),
            ("room.offline", "Offline", Connectivity, Important, 180, 1),
            ("wifi.only", "Wi-Fi only", Connectivity, Recommended, 120, 0),
            ("windows-update.blocked", "Windows Update blocked", Connectivity, Warning, 120, 10),
        ] {
            assert_eq!(find(windows, key), Some(&row(key, name, category, severity, poll, watch)));
        }
        let outage = find(windows, "outage").unwrap();
        assert_eq!((outage.severity, outage.periods, outage.watch()), (None, None, 0));
        assert!(!outage.affects_health());
    }

    /// the Android table of §5.3, and the panel that has recorded issues only.
    #[test]
    fn android_devices_and_panels_have_their_own_tables() {
        for device_type in [DeviceType::AndroidVideoBar, DeviceType::AndroidTouchConsole] {
            let rows: Vec<_> = of(device_type)
                .iter()
                .map(|s| (s.name, s.severity.unwrap(), s.periods.map(|p| (p.poll, p.watch)).unwrap()))
                .collect();
            assert_eq!(
                rows,
                [
                    ("Recorded issue", Critical, (0, 0)),
                    ("Sign in (Teams)", Critical, (180, 0)),
                    ("App heartbeat", Critical, (180, 20)),
                    ("Secondary display", Warning, (180, 20)),
                    ("Bluetooth", Warning, (180, 20)),
                    ("Pairing", Warning, (180, 60)),
                    ("Network", Important, (180, 20)),
                    ("Offline", Critical, (180, 60)),
                ]
            );
        }
        assert_eq!(of(DeviceType::Panel), [RECORDED]);
    }

    /// R-246, §5.2: Critical and Important make a room unhealthy, Warning and Recommended do not.
    #[test]
    fn severity_decides_whether_health_is_affected() {
        assert_eq!(Severity::ALL.map(Severity::affects_health), [true, true, false, false]);
        assert!(find(DeviceType::Generic, "camera.room").unwrap().affects_health());
        assert!(!find(DeviceType::Generic, "time.drift").unwrap().affects_health());
    }

    #[test]
    fn a_key_occurs_once_and_means_the_same_everywhere() {
        let mut categories = std::collections::BTreeMap::new();
        for device_type in DeviceType::ALL {
            let mut keys = std::collections::BTreeSet::new();
            for signal in of(device_type) {
                assert!(keys.insert(signal.key), "{} occurs twice", signal.key);
                assert!(signal.key.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-')));
                let category = *categories.entry(signal.key).or_insert(signal.category);
                assert_eq!(category, signal.category, "{}", signal.key);
            }
        }
        assert!(find(DeviceType::Panel, "camera.room").is_none());
    }

    #[test]
    fn words_and_periods_read_back() {
        for severity in Severity::ALL {
            assert_eq!(Severity::from_key(severity.key()), Some(severity));
        }
        for state in SignalState::ALL {
            assert_eq!(SignalState::from_key(state.key()), Some(state));
        }
        for category in Category::ALL {
            assert_eq!(Category::from_key(category.key()), Some(category));
        }
        let camera = find(DeviceType::WindowsRoom, "camera.room").unwrap();
        assert_eq!((camera.name_key().as_str(), camera.watch()), ("signal-camera-room", 5 * MINUTE));
    }
}
