//! Probes on trees of files that look like machines.

use std::{fs, path::Path};

use jiff::SignedDuration;
use wire::agents::SignalState::{self, Healthy, Unhealthy, Unknown};

use super::*;
use crate::system::Space;

struct Fixture {
    root: tempfile::TempDir,
    clock: Arc<ServerClock>,
    probes: Vec<Box<dyn Probe>>,
}

impl Fixture {
    fn new() -> Self {
        let clock = Arc::new(ServerClock::default());
        let probes = all(Expected::default(), Arc::clone(&clock));
        let fixture = Self { root: tempfile::tempdir().unwrap(), clock, probes };
        for folder in ["sys/class", "proc"] {
            fs::create_dir_all(fixture.root.path().join(folder)).unwrap();
        }
        fixture
    }

    fn file(&self, path: &str, text: &str) {
        let path = self.root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn remove(&self, path: &str) {
        let path: &Path = &self.root.path().join(path);
        if path.is_dir() { fs::remove_dir_all(path).unwrap() } else { fs::remove_file(path).unwrap() }
    }

    fn expect(&mut self, expected: Expected) {
        self.probes = all(expected, Arc::clone(&self.clock));
    }

    fn look(&mut self, name: &str) -> (SignalState, String, String) {
        let machine = Machine::new(self.root.path());
        let probe = self.probes.iter_mut().find(|probe| probe.name() == name).expect("a probe of that name");
        let found = probe.look(&machine);
        (found.state, found.value.unwrap_or_default(), found.detail.unwrap_or_default())
    }
}

fn found(state: SignalState, value: &str, detail: &str) -> (SignalState, String, String) {
    (state, value.to_owned(), detail.to_owned())
}

/// Each probe tells a signal that the catalogue knows, and the catalogue of other machines has no more than that.
#[test]
fn the_probes_are_the_catalogue_of_generic_devices() {
    let mut told: Vec<_> = Fixture::new().probes.iter().map(|probe| probe.signal()).collect();
    let mut known: Vec<_> =
        domain::signal::of(domain::room::DeviceType::Generic).iter().map(|s| s.key).collect();
    // What people record, what Steward itself knows of updates, and what a relay sees, no probe tells.
    let others = ["recorded.issue", domain::rollout::SIGNAL, domain::reachability::SIGNAL];
    known.retain(|key| !others.contains(key));
    told.sort_unstable();
    known.sort_unstable();
    assert_eq!(told, known);
}

#[test]
fn cameras_are_counted_once_and_codecs_are_none() {
    let mut room = Fixture::new();
    assert_eq!(room.look("cameras"), found(Unhealthy, "", "no camera found, 1 camera expected"));
    for (node, index, name) in [
        ("video0", "0", "Room Camera 4K"),
        ("video1", "1", "Room Camera 4K"),
        ("video10", "0", "bcm2835-codec-decode"),
    ] {
        room.file(&format!("sys/class/video4linux/{node}/index"), index);
        room.file(&format!("sys/class/video4linux/{node}/name"), &format!("{name}\n"));
    }
    assert_eq!(room.look("cameras"), found(Healthy, "Room Camera 4K", ""));
    room.expect(Expected { cameras: 2, ..Expected::default() });
    assert_eq!(room.look("cameras"), found(Unhealthy, "Room Camera 4K", "1 of 2 cameras found"));
    room.remove("sys/class/video4linux/video0");
    assert_eq!(room.look("cameras"), found(Unhealthy, "", "no camera found, 2 cameras expected"));
}

#[test]
fn microphones_and_speakers_are_sound_cards_without_display_outputs() {
    let mut room = Fixture::new();
    assert_eq!(room.look("microphones"), found(Unhealthy, "", "no microphone found, 1 microphone expected"));
    room.file(
        "proc/asound/cards",
        " 0 [PCH            ]: HDA-Intel - HDA Intel PCH\n                      HDA Intel PCH at 0xf7\n",
    );
    room.file("proc/asound/pcm", "00-03: HDMI 0 : HDMI 0 : playback 1\n");
    assert_eq!(room.look("speakers"), found(Unhealthy, "", "no speaker found, 1 speaker expected"));
    room.file(
        "proc/asound/cards",
        " 0 [PCH            ]: HDA-Intel - HDA Intel PCH\n                      at 0xf7\n 1 [Phone          ]: USB-Audio - Room Speakerphone\n                      at usb-1\n",
    );
    room.file(
        "proc/asound/pcm",
        "00-00: ALC257 Analog : ALC257 Analog : playback 1\n00-03: HDMI 0 : HDMI 0 : playback 1\n01-00: USB Audio : USB Audio : playback 1 : capture 1\n",
    );
    assert_eq!(room.look("microphones"), found(Healthy, "Room Speakerphone", ""));
    assert_eq!(room.look("speakers"), found(Healthy, "HDA Intel PCH, Room Speakerphone", ""));
}

#[test]
fn displays_are_connected_outputs() {
    let mut room = Fixture::new();
    room.file("sys/class/drm/version", "drm 1.1.0");
    room.file("sys/class/drm/card0/dev", "226:0");
    room.file("sys/class/drm/card0-HDMI-A-1/status", "disconnected\n");
    room.file("sys/class/drm/card0-Writeback-1/status", "connected\n");
    assert_eq!(room.look("displays"), found(Unhealthy, "", "no display found, 1 display expected"));
    room.file("sys/class/drm/card0-HDMI-A-1/status", "connected\n");
    assert_eq!(room.look("displays"), found(Healthy, "HDMI-A-1", ""));
}

#[test]
fn the_network_is_up_when_a_real_adapter_has_a_link() {
    let mut room = Fixture::new();
    assert_eq!(room.look("network"), found(Unknown, "", "/sys/class/net does not exist"));
    room.file("sys/class/net/lo/operstate", "unknown");
    assert_eq!(room.look("network"), found(Unhealthy, "", "no network adapter found"));
    room.file("sys/class/net/docker0/operstate", "up");
    room.file("sys/class/net/eth0/operstate", "down");
    room.file("sys/class/net/eth0/device/vendor", "x");
    assert_eq!(room.look("network"), found(Unhealthy, "", "no link on eth0"));
    room.file("sys/class/net/wlan0/operstate", "unknown");
    room.file("sys/class/net/wlan0/carrier", "1");
    room.file("sys/class/net/wlan0/device/vendor", "x");
    room.file("sys/class/net/wlan0/phy80211/index", "0");
    assert_eq!(room.look("network"), found(Healthy, "wlan0 wireless", ""));
    room.file("sys/class/net/eth0/operstate", "up");
    assert_eq!(room.look("network"), found(Healthy, "eth0 wired, wlan0 wireless", ""));
}

/// Decision 15: Wi-Fi is judged where the room uses it, by its strongest adapter, and a cable beside it is as it should be.
#[test]
fn wifi_is_judged_by_its_level() {
    let mut room = Fixture::new();
    room.file("sys/class/net/eth0/operstate", "up");
    room.file("sys/class/net/wlan0/operstate", "down");
    room.file("sys/class/net/wlan0/wireless/status", "0");
    assert_eq!(room.look("wifi-strength"), found(Healthy, "no Wi-Fi in use", ""));
    assert_eq!(room.look("wifi-only"), found(Healthy, "eth0", ""));
    room.file("sys/class/net/wlan0/operstate", "up");
    room.file("sys/class/net/eth0/operstate", "down");
    assert_eq!(room.look("wifi-only"), found(Unhealthy, "", "no link but wlan0"));
    assert_eq!(room.look("wifi-strength"), found(Unknown, "", "/proc/net/wireless does not exist"));
    let head = "Inter-| sta-|   Quality        |   Discarded packets\n face | tus | link level noise |  nwid  crypt\n";
    for (level, state) in [("-74.", Healthy), ("-75.", Unhealthy), ("-71.", Unhealthy), ("-69.", Healthy)] {
        room.file("proc/net/wireless", &format!("{head} wlan0: 0000   54.  {level}  -256        0      0\n"));
        let (seen, _, detail) = room.look("wifi-strength");
        assert_eq!((seen, detail), (state, format!("{} dBm on wlan0", level.trim_end_matches('.'))));
    }
    room.file("sys/class/net/wlan1/operstate", "up");
    room.file("sys/class/net/wlan1/wireless/status", "0");
    let both = " wlan0: 0000   20.  -90.  -256\n wlan1: 0000   60.  -50.  -256\n";
    room.file("proc/net/wireless", &format!("{head}{both}"));
    assert_eq!(room.look("wifi-strength"), found(Healthy, "wlan1", "-50 dBm on wlan1"));
    room.file("proc/net/wireless", &format!("{head} wlan0: 0000   54.  200.  0\n"));
    let untold = "/proc/net/wireless tells no level of wlan0, wlan1";
    assert_eq!(room.look("wifi-strength"), found(Unknown, "", untold));
    for adapter in ["wlan0", "wlan1"] {
        room.file(&format!("sys/class/net/{adapter}/operstate"), "down");
    }
    assert_eq!(room.look("wifi-only"), found(Unknown, "", "no adapter has a link"));
}

/// Decision 15: Bluetooth that was switched off is told, Bluetooth that the machine does not have is not missed.
#[test]
fn bluetooth_is_switched_off_by_software_or_a_switch() {
    let mut room = Fixture::new();
    assert_eq!(room.look("bluetooth"), found(Healthy, "no adapter", ""));
    room.file("sys/class/bluetooth/hci0/address", "x");
    room.file("sys/class/bluetooth/hci0:12/address", "x");
    let switch = |room: &Fixture, number: u8, kind: &str, hard: &str, soft: &str| {
        for (file, text) in [("type", kind), ("name", "hci0"), ("hard", hard), ("soft", soft)] {
            room.file(&format!("sys/class/rfkill/rfkill{number}/{file}"), text);
        }
    };
    switch(&room, 0, "wlan", "1", "1");
    switch(&room, 1, "bluetooth", "0", "0");
    assert_eq!(room.look("bluetooth"), found(Healthy, "hci0", ""));
    switch(&room, 1, "bluetooth", "0", "1");
    assert_eq!(room.look("bluetooth"), found(Unhealthy, "", "switched off: hci0 by software"));
    room.remove("sys/class/bluetooth");
    switch(&room, 1, "bluetooth", "1", "0");
    assert_eq!(room.look("bluetooth"), found(Unhealthy, "", "switched off: hci0 by a switch"));
}

/// Decision 15, R-186: of a crash the name of the program is told and nothing else; what lay there before the agent is no news, and
/// what was cleared away is over.
#[test]
fn crashes_are_counted_by_program() {
    let mut room = Fixture::new();
    let neither = "/var/lib/systemd/coredump does not exist, /var/crash does not exist";
    assert_eq!(room.look("crashes"), found(Unknown, "", neither));
    let old = "var/lib/systemd/coredump/core.old.0.5f1.77.1795000000000000.zst";
    room.file(old, "");
    assert_eq!(room.look("crashes"), found(Healthy, "none", ""));
    let first = "var/lib/systemd/coredump/core.meeting-app.1000.5f1.78.1795000001000000.zst";
    room.file(first, "");
    room.file("var/lib/systemd/coredump/core.meeting-app.1000.5f1.79.1795000002000000", "");
    room.file("var/crash/_usr_bin_python3.11.1000.crash", "");
    room.file("var/crash/anything else", "");
    let told = "crashed since the agent started";
    assert_eq!(room.look("crashes"), found(Unhealthy, "meeting-app 2, python3.11 1", told));
    room.remove(first);
    room.remove("var/crash");
    assert_eq!(room.look("crashes"), found(Unhealthy, "meeting-app 1", told));
    room.remove(old);
    room.remove("var/lib/systemd/coredump/core.meeting-app.1000.5f1.79.1795000002000000");
    assert_eq!(room.look("crashes"), found(Healthy, "none", ""));
    room.file(old, "");
    assert_eq!(room.look("crashes"), found(Unhealthy, "old 1", told), "the same name again is another crash");
}

#[test]
fn load_and_memory_trip_and_recover_with_a_margin() {
    let mut room = Fixture::new();
    room.file("proc/stat", "cpu  1 2 3\ncpu0 1 2 3\ncpu1 1 2 3\nintr 5\n");
    for (load, state) in [("1.90", Healthy), ("2.00", Unhealthy), ("1.70", Unhealthy), ("1.50", Healthy)] {
        room.file("proc/loadavg", &format!("9.00 {load} 0.10 1/100 200\n"));
        let (seen, _, detail) = room.look("cpu");
        assert_eq!((seen, detail), (state, format!("five-minute load {load} on 2 processors")));
    }
    let gib = 1024 * 1024;
    for (free, state) in [(0.9, Healthy), (0.7, Unhealthy), (1.1, Unhealthy), (1.3, Healthy)] {
        let available = f64::from(gib) * free;
        room.file(
            "proc/meminfo",
            &format!("MemTotal: {} kB\nMemFree: 1 kB\nMemAvailable: {available:.0} kB\n", 8 * gib),
        );
        let (seen, _, detail) = room.look("memory");
        assert_eq!((seen, detail), (state, format!("{free:.1} of 8.0 GiB memory available")));
    }
    room.file("proc/meminfo", "MemFree: 1 kB\n");
    assert_eq!(room.look("memory").0, Unknown);
}

#[test]
fn the_disk_is_judged_by_what_is_left() {
    let mut room = Fixture::new();
    assert_ne!(room.look("disk").0, Unknown);
    let mut disk = disk::Disk::default();
    let gib = 1024 * 1024 * 1024;
    let of = |available: u64, total: u64| Space { available: available * gib, total: total * gib };
    let state = |finding: Finding| (finding.state, finding.detail.unwrap());
    assert_eq!(state(disk.judge(of(20, 100))), (Healthy, "20.0 of 100.0 GiB free".to_owned()));
    assert_eq!(state(disk.judge(of(9, 100))).0, Unhealthy);
    assert_eq!(state(disk.judge(of(11, 100))).0, Unhealthy);
    assert_eq!(state(disk.judge(of(13, 100))).0, Healthy);
    assert_eq!(disk.judge(of(0, 0)).state, Unknown);
}

#[test]
fn drift_is_the_difference_to_the_servers_clock() {
    let mut room = Fixture::new();
    assert_eq!(room.look("time-drift"), found(Unknown, "", "the server has not answered yet"));
    let server: jiff::Timestamp = "2026-11-21T08:00:00Z".parse().unwrap();
    for (seconds, state, detail) in [
        (2, Healthy, "the clock is 2 s ahead of the server's"),
        (-61, Unhealthy, "the clock is 61 s behind the server's"),
        (-31, Unhealthy, "the clock is 31 s behind the server's"),
        (-29, Healthy, "the clock is 29 s behind the server's"),
    ] {
        room.clock.heard(server, server + SignedDuration::from_secs(seconds));
        let (seen, _, told) = room.look("time-drift");
        assert_eq!((seen, told.as_str()), (state, detail));
    }
}

#[test]
fn versions_are_facts() {
    let mut room = Fixture::new();
    assert_eq!(room.look("os-version"), found(Unknown, "", "/etc/os-release does not exist"));
    room.file("etc/os-release", "NAME=\"Debian\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n");
    assert_eq!(room.look("os-version"), found(Healthy, "Debian GNU/Linux 12 (bookworm)", ""));
    assert_eq!(room.look("agent-version"), found(Healthy, crate::VERSION, ""));
}

/// R-243, decision 15: what a probe misses is said plainly, and every probe still answers.
#[test]
fn a_probe_that_cannot_run_says_why() {
    let mut room = Fixture::new();
    room.remove("sys");
    room.remove("proc");
    for (probe, why) in [
        ("cameras", "/sys/class does not exist"),
        ("microphones", "/proc does not exist"),
        ("speakers", "/proc does not exist"),
        ("displays", "/sys/class does not exist"),
        ("network", "/sys/class/net does not exist"),
        ("wifi-only", "/sys/class/net does not exist"),
        ("wifi-strength", "/sys/class/net does not exist"),
        ("bluetooth", "/sys/class does not exist"),
        ("cpu", "/proc/loadavg does not exist"),
        ("memory", "/proc/meminfo does not exist"),
        ("os-version", "/etc/os-release does not exist"),
    ] {
        assert_eq!(room.look(probe), found(Unknown, "", why));
    }
    // A path that is no folder stands for one that may not be entered: tests may run as root, who may read all.
    room.file("sys/class/video4linux", "x");
    assert!(room.look("cameras").2.starts_with("/sys/class/video4linux cannot be read:"));
}

/// What a room does not have is not watched.
#[test]
fn nothing_expected_means_not_watched() {
    let none = Expected { cameras: 0, microphones: 0, speakers: 0, displays: 0 };
    let names: Vec<_> = all(none, Arc::default()).iter().map(|probe| probe.name()).collect();
    let always = [
        "network",
        "wifi-only",
        "wifi-strength",
        "bluetooth",
        "cpu",
        "memory",
        "disk",
        "crashes",
        "time-drift",
        "os-version",
        "agent-version",
    ];
    assert_eq!(names, always);
}

#[test]
fn findings_are_made_fit_for_the_contract() {
    let report = Finding::healthy(format!("Bad\u{7}name{}", "x".repeat(500))).report("camera.room");
    let value = report.value.clone().unwrap();
    assert!(value.starts_with("Bad name") && value.chars().count() == MAX_VALUE);
    let request = wire::agents::ReportRequest {
        observed_at: "t".to_owned(),
        signals: vec![report],
        ..Default::default()
    };
    request.check().unwrap();
}

/// R-243, decision 15: where the system tells nothing by files, as on Windows, no probe guesses: each that reads them says that it cannot run.
#[test]
fn a_system_without_files_is_no_broken_room() {
    let machine = Machine::without_files();
    let told = |probe: &mut Box<dyn Probe>| (probe.name(), probe.look(&machine));
    let mut probes = all(Expected::default(), Arc::default());
    let mut unknown = 0;
    for (name, finding) in probes.iter_mut().map(told) {
        if matches!(name, "time-drift" | "agent-version") {
            continue;
        }
        assert_eq!(finding.state, Unknown, "{name}");
        assert!(finding.detail.unwrap().ends_with(" is there on Linux alone"), "{name}");
        unknown += 1;
    }
    assert_eq!(unknown, 13);
    assert_eq!(crate::meeting::activity(&machine), wire::agents::Activity::Unknown);
}
