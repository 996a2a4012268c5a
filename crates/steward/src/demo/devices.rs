//! Which devices stand in the sample rooms, and what they tell.

use domain::{
    device::{CredentialProtection, Tpm},
    room::DeviceType,
};
use serde::Serialize;

/// A model of device with the peripherals it comes with.
#[derive(Debug)]
pub(super) struct Model {
    /// What kind of device.
    pub device_type: DeviceType,
    /// Who makes it.
    pub manufacturer: &'static str,
    /// The model's name.
    pub name: &'static str,
    /// The beginning of its serial numbers.
    pub serial: &'static str,
    /// The version of the meeting app.
    pub app_version: &'static str,
    /// The operating system.
    pub os_version: &'static str,
    /// The version of the firmware.
    pub firmware: &'static str,
    /// Its TPM.
    pub tpm: Option<Tpm>,
    /// How it keeps its credential.
    pub protection: CredentialProtection,
    /// What its agent lacks.
    pub lacks: &'static [Lack],
    /// The signals it tells, each with the value it tells with it.
    pub signals: &'static [(&'static str, &'static str)],
}

/// Something that the agent on a device cannot tell or do.
#[derive(Debug, Serialize)]
pub(super) struct Lack {
    what: &'static str,
    reason: &'static str,
    detail: &'static str,
}

const ROOM_PC: &[(&str, &str)] = &[
    ("sign-in.exchange", ""),
    ("sign-in.teams", ""),
    ("calendar.sync", ""),
    ("app.heartbeat", ""),
    ("app.version", "5.3.122.0"),
    ("os.version", "Windows 11 IoT Enterprise 24H2"),
    ("time.drift", "0.2 s"),
    ("camera.room", "Logitech Rally Camera"),
    ("microphone.conference", "Shure MXA920"),
    ("speaker.conference", "QSC AC-C4T"),
    ("display.front", "Samsung QM85C"),
    ("display.console", "Touch console"),
    ("hdmi.ingest", ""),
    ("disk.space", "71 % free"),
    ("network.connection", "Wired, 1 Gbit/s"),
];

const VIDEO_BAR: &[(&str, &str)] = &[
    ("sign-in.teams", ""),
    ("app.heartbeat", ""),
    ("display.secondary", ""),
    ("bluetooth.connection", ""),
    ("pairing.console", "Touch console paired"),
    ("network.connection", "Wired, 1 Gbit/s"),
];

const MINI_PC: &[(&str, &str)] = &[
    ("agent.version", ""),
    ("os.version", "Debian GNU/Linux 13"),
    ("time.drift", "0.1 s"),
    ("camera.room", "Jabra PanaCast 50"),
    ("microphone.conference", "Jabra Speak2 75"),
    ("speaker.conference", "Jabra Speak2 75"),
    ("disk.space", "82 % free"),
    ("cpu.load", "12 %"),
    ("memory.available", "5.1 GiB"),
    ("display.front", "LG 43UL3J"),
    ("network.connection", "Wi-Fi, 540 Mbit/s"),
];

const WINDOWS: &str = "Windows 11 IoT Enterprise 24H2";

/// For board rooms, training and other large rooms.
pub(super) static LARGE: [Model; 3] = [
    room_pc("Lenovo", "ThinkSmart Core Gen 2", "MJ0K", "M4RKT2BA"),
    room_pc("Crestron", "Flex UC-CX100-T", "CR24", "1.11.0"),
    room_pc("HP", "Mini Conferencing G9", "8CC4", "U21 02.16.00"),
];

/// For meeting rooms of a usual size.
pub(super) static MEDIUM: [Model; 3] = [
    room_pc("Lenovo", "ThinkSmart Core Gen 2", "MJ0K", "M4RKT2BA"),
    video_bar("Logitech", "Rally Bar", "2319LZ", "1.15.294"),
    video_bar("Poly", "Studio X52", "8L22", "4.3.2"),
];

/// For huddle spaces.
pub(super) static SMALL: [Model; 3] = [
    video_bar("Yealink", "MeetingBar A20", "8033", "133.320.0.8"),
    video_bar("Neat", "Bar Gen 2", "NB12", "NFD1.20250605"),
    video_bar("Logitech", "Rally Bar Mini", "2244LZ", "1.15.294"),
];

/// For focus rooms.
pub(super) static MINI: [Model; 1] = [Model {
    device_type: DeviceType::Generic,
    manufacturer: "ASUS",
    name: "NUC 14 Pro",
    serial: "BTKV",
    app_version: "",
    os_version: "Debian GNU/Linux 13",
    firmware: "MTLPD357.0036",
    tpm: Some(Tpm::Tpm2),
    protection: CredentialProtection::File,
    lacks: &[Lack { what: "credentialProtection", reason: "noRight", detail: "no right to use /dev/tpmrm0" }],
    signals: MINI_PC,
}];

const fn room_pc(
    manufacturer: &'static str,
    name: &'static str,
    serial: &'static str,
    firmware: &'static str,
) -> Model {
    Model {
        device_type: DeviceType::WindowsRoom,
        manufacturer,
        name,
        serial,
        app_version: "5.3.122.0",
        os_version: WINDOWS,
        firmware,
        tpm: Some(Tpm::Tpm2),
        protection: CredentialProtection::Tpm,
        lacks: &[],
        signals: ROOM_PC,
    }
}

const fn video_bar(
    manufacturer: &'static str,
    name: &'static str,
    serial: &'static str,
    firmware: &'static str,
) -> Model {
    Model {
        device_type: DeviceType::AndroidVideoBar,
        manufacturer,
        name,
        serial,
        app_version: firmware,
        os_version: "Android 12",
        firmware,
        tpm: None,
        protection: CredentialProtection::File,
        lacks: &[],
        signals: VIDEO_BAR,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn models_tell_only_signals_of_their_kind() {
        for model in LARGE.iter().chain(&MEDIUM).chain(&SMALL).chain(&MINI) {
            for (signal, _) in model.signals {
                assert!(
                    domain::signal::find(model.device_type, signal).is_some(),
                    "{signal} of {}",
                    model.name
                );
            }
        }
    }
}
