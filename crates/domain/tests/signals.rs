//! The catalogue of signals against the tables of the specification, row by row and in their order.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use domain::{
    room::DeviceType,
    signal::{Category, Signal, of},
};

/// §5.3, Windows rooms: key, name, category, severity, poll and watch period in minutes.
const WINDOWS: &str = "
    | recorded.issue | Recorded issue | Recorded | Critical | 0 | 0 |
    | app.update | Meeting app update | OS, firmware, apps | Warning | 0 | 0 |
    | device.reachable | Device reachable | Connectivity | Important | 5 | 5 |
    | sign-in.exchange | Sign in (Exchange) | Account management | Critical | 5 | 30 |
    | sign-in.teams | Sign in (Teams) | Account management | Critical | 5 | 30 |
    | calendar.sync | Calendar sync | Account management | Critical | 5 | 30 |
    | app.version | Meeting app version | OS, firmware, apps | Warning | 120 | 0 |
    | os.version | OS version | OS, firmware, apps | Warning | 120 | 0 |
    | time.drift | Time drift | OS, firmware, apps | Warning | 120 | 0 |
    | windows-update.disabled | Windows Update disabled | OS, firmware, apps | Warning | 120 | 0 |
    | os.activation | OS activation | OS, firmware, apps | Recommended | 120 | 0 |
    | wsus.enabled | WSUS enabled | OS, firmware, apps | Important | 120 | 0 |
    | windows-update.reset | Windows Update components need reset | OS, firmware, apps | Important | 120 | 0 |
    | app.heartbeat | Meeting app heartbeat | Configuration and settings | Critical | 10 | 60 |
    | reboot.nightly | Nightly reboot disabled | Configuration and settings | Warning | 120 | 0 |
    | camera.room | Camera (room) | Hardware and peripherals | Important | 5 | 5 |
    | camera.default | Camera default | Hardware and peripherals | Warning | 5 | 5 |
    | camera.content | Content camera | Hardware and peripherals | Important | 5 | 5 |
    | hdmi.ingest | HDMI ingest | Hardware and peripherals | Important | 5 | 10 |
    | disk.space | Low disk | Hardware and peripherals | Important | 120 | 15 |
    | disk.health | Disk health | Hardware and peripherals | Important | 120 | 0 |
    | usb.suspend | USB selective suspend | Hardware and peripherals | Warning | 120 | 0 |
    | usb.peripheral | USB peripheral | Hardware and peripherals | Warning | 120 | 0 |
    | bluetooth.disabled | Bluetooth disabled | Hardware and peripherals | Warning | 120 | 0 |
    | microphone.conference | Conferencing microphone | Hardware and peripherals | Important | 5 | 5 |
    | microphone.configured | Configured conferencing microphone | Hardware and peripherals | Warning | 5 | 5 |
    | speaker.conference | Conferencing speaker | Hardware and peripherals | Important | 5 | 5 |
    | speaker.configured | Configured conferencing speaker | Hardware and peripherals | Warning | 5 | 5 |
    | speaker.misconfigured | Misconfigured conferencing speaker | Hardware and peripherals | Warning | 5 | 5 |
    | speaker.default | Configured default speaker | Hardware and peripherals | Warning | 5 | 5 |
    | rally.mic-pod | Logitech Rally mic pod | Hardware and peripherals | Warning | 5 | 5 |
    | rally.speaker | Logitech Rally speaker | Hardware and peripherals | Warning | 5 | 5 |
    | cpu.limited | CPU limited | Hardware and peripherals | Warning | 120 | 0 |
    | power.sleep-timer | Sleep timer | Hardware and peripherals | Warning | 120 | 0 |
    | display.front | Display, front of room | Display | Important | 5 | 5 |
    | display.console | Display, console | Display | Important | 5 | 5 |
    | credentials.default | Default credentials | Security | Warning | 120 | 0 |
    | network.connection | Network | Connectivity | Warning | 5 | 0 |
    | monitoring.agent | Monitoring | Connectivity | Important | 60 | 1 |
    | monitoring.connectivity | Monitoring connectivity issue | Connectivity | Warning | 120 | 150 |
    | room.offline | Offline | Connectivity | Important | 180 | 1 |
    | wifi.only | Wi-Fi only | Connectivity | Recommended | 120 | 0 |
    | wifi.strength | Wi-Fi strength | Connectivity | Warning | 120 | 0 |
    | windows-update.blocked | Windows Update blocked | Connectivity | Warning | 120 | 10 |
    | outage | Outage | Outage | not given | – | – |
";

/// §5.3, Android video bars and touch consoles; it gives no categories, so they are those of the same conditions above.
const ANDROID: &str = "
    | recorded.issue | Recorded issue | Recorded | Critical | 0 | 0 |
    | app.update | Meeting app update | OS, firmware, apps | Warning | 0 | 0 |
    | device.reachable | Device reachable | Connectivity | Important | 5 | 5 |
    | sign-in.teams | Sign in (Teams) | Account management | Critical | 180 | 0 |
    | app.heartbeat | App heartbeat | Configuration and settings | Critical | 180 | 20 |
    | display.secondary | Secondary display | Display | Warning | 180 | 20 |
    | bluetooth.connection | Bluetooth | Hardware and peripherals | Warning | 180 | 20 |
    | pairing.console | Pairing | Hardware and peripherals | Warning | 180 | 60 |
    | network.connection | Network | Connectivity | Important | 180 | 20 |
    | room.offline | Offline | Connectivity | Critical | 180 | 60 |
";

/// §5.3, panels.
const PANEL: &str = "
    | recorded.issue | Recorded issue | Recorded | Critical | 0 | 0 |
    | app.update | Meeting app update | OS, firmware, apps | Warning | 0 | 0 |
    | device.reachable | Device reachable | Connectivity | Important | 5 | 5 |
";

/// Any other machine: what the agent sees by itself.
const GENERIC: &str = "
    | recorded.issue | Recorded issue | Recorded | Critical | 0 | 0 |
    | app.update | Meeting app update | OS, firmware, apps | Warning | 0 | 0 |
    | device.reachable | Device reachable | Connectivity | Important | 5 | 5 |
    | agent.version | Agent version | OS, firmware, apps | Warning | 120 | 0 |
    | os.version | OS version | OS, firmware, apps | Warning | 120 | 0 |
    | time.drift | Time drift | OS, firmware, apps | Warning | 120 | 0 |
    | program.crashes | Crashed programs | OS, firmware, apps | Warning | 120 | 0 |
    | camera.room | Camera (room) | Hardware and peripherals | Important | 5 | 5 |
    | microphone.conference | Conferencing microphone | Hardware and peripherals | Important | 5 | 5 |
    | speaker.conference | Conferencing speaker | Hardware and peripherals | Important | 5 | 5 |
    | bluetooth.disabled | Bluetooth disabled | Hardware and peripherals | Warning | 120 | 0 |
    | disk.space | Low disk | Hardware and peripherals | Important | 120 | 15 |
    | cpu.load | CPU load | Hardware and peripherals | Warning | 5 | 10 |
    | memory.available | Low memory | Hardware and peripherals | Warning | 5 | 10 |
    | display.front | Display, front of room | Display | Important | 5 | 5 |
    | network.connection | Network | Connectivity | Warning | 5 | 0 |
    | wifi.only | Wi-Fi only | Connectivity | Recommended | 120 | 0 |
    | wifi.strength | Wi-Fi strength | Connectivity | Warning | 120 | 0 |
";

/// A category in the words of §5.3.
const fn category(category: Category) -> &'static str {
    match category {
        Category::Recorded => "Recorded",
        Category::AccountManagement => "Account management",
        Category::OsFirmwareApps => "OS, firmware, apps",
        Category::ConfigurationAndSettings => "Configuration and settings",
        Category::HardwareAndPeripherals => "Hardware and peripherals",
        Category::Display => "Display",
        Category::Security => "Security",
        Category::Connectivity => "Connectivity",
        Category::Outage => "Outage",
    }
}

fn row(signal: &Signal) -> String {
    let severity = signal.severity.map_or("not given".to_owned(), |severity| format!("{severity:?}"));
    let minutes = |period: Option<u16>| period.map_or("–".to_owned(), |minutes| minutes.to_string());
    let poll = minutes(signal.periods.map(|periods| periods.poll));
    let watch = minutes(signal.periods.map(|periods| periods.watch));
    let Signal { key, name, .. } = signal;
    format!("| {key} | {name} | {} | {severity} | {poll} | {watch} |", category(signal.category))
}

/// R-248, §5.1, §5.2, §5.3, decision 15: the catalogue is the tables of the specification, one more for any other
/// machine, and in each of them the update of the meeting app, which Steward itself sees, and whether a relay reaches the device
/// (decision 22).
#[test]
fn the_catalogue_is_the_tables_of_the_specification() {
    for device_type in DeviceType::ALL {
        let table = match device_type {
            DeviceType::WindowsRoom => WINDOWS,
            DeviceType::AndroidVideoBar | DeviceType::AndroidTouchConsole => ANDROID,
            DeviceType::Panel => PANEL,
            DeviceType::Generic => GENERIC,
        };
        let wanted: Vec<&str> = table.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let shipped: Vec<String> = of(device_type).iter().map(row).collect();
        assert_eq!(shipped, wanted, "{device_type:?}");
    }
    assert_eq!(of(DeviceType::WindowsRoom).len(), 45);
}

/// R-248, §5.4: every signal with a severity opens tickets, but what a person records is a ticket already; and only what
/// is polled has periods to set.
#[test]
fn what_opens_a_ticket_and_what_is_polled() {
    for signal in DeviceType::ALL.into_iter().flat_map(of) {
        let is_watched = !["recorded.issue", "outage"].contains(&signal.key);
        assert_eq!(signal.opens_ticket(), is_watched, "{}", signal.key);
        assert_eq!(signal.is_polled(), is_watched && signal.key != "app.update", "{}", signal.key);
        assert!(signal.shipped().is_enabled);
    }
}
