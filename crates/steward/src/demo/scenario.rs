//! The scenario that the simulated rooms play: what each room tells from the start, what breaks and heals within the
//! first minute, and a calm rhythm of faults afterwards.
//!
//! Invariant: it names only rooms and signals of the plan.

use anyhow::Result;
use domain::device::Tpm;
use serde::Serialize;

use super::{
    devices::Lack,
    monday::{LASTING, OFFLINE},
    shortened,
    sites::{Kind, RoomPlan},
};

#[derive(Serialize)]
struct Scenario {
    title: &'static str,
    seed: u64,
    start_within_seconds: u64,
    shortened_report_interval_seconds: u64,
    rooms: Vec<Room>,
    events: Vec<Event>,
    faults: Vec<Fault>,
    meetings: Vec<Meetings>,
    calendars: Vec<Calendars>,
}

#[derive(Serialize)]
struct Room {
    name: String,
    key_file: String,
    device_type: &'static str,
    manufacturer: &'static str,
    model: &'static str,
    serial_number: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    app_version: &'static str,
    os_version: &'static str,
    network_type: &'static str,
    firmware_version: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    tpm: Option<&'static str>,
    credential_protection: &'static str,
    missing: &'static [Lack],
    signals: Vec<Signal>,
}

#[derive(Serialize)]
struct Signal {
    #[serde(rename = "signal")]
    key: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    value: &'static str,
    state: &'static str,
}

#[derive(Serialize)]
struct Event {
    at_seconds: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    every_seconds: Option<u64>,
    rooms: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    signal: Option<&'static str>,
    becomes: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'static str>,
}

#[derive(Serialize)]
struct Fault {
    rooms: Vec<String>,
    every_seconds: u64,
    lasting_seconds: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    signal: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'static str>,
}

#[derive(Serialize)]
struct Meetings {
    rooms: Vec<&'static str>,
    every_seconds: u64,
    lasting_seconds: u64,
}

/// Meetings and calls that rooms of one time zone tell of.
#[derive(Serialize)]
struct Calendars {
    rooms: Vec<String>,
    time_zone: String,
    past_days: u16,
}

/// For how many days a newcomer finds meetings and calls in the reports.
const PAST_DAYS: u16 = 21;

/// About every third room is in a meeting at a time.
const MEETINGS: (u64, u64) = (3600, 1800);

/// How often what happens in the first minute happens again.
const AGAIN: u64 = 300;

/// The scenario of the first enrolment: every room at once, nothing breaks.
pub(super) fn enrolment(rooms: &[RoomPlan]) -> Result<String> {
    write(
        "Every room enrols",
        1,
        rooms.iter().map(|room| told(room, false)).collect(),
        Vec::new(),
        Vec::new(),
        Vec::new(),
    )
}

/// The scenario of the demonstration; `fresh` rooms enrol while it runs and wait in Onboarding.
pub(super) fn demonstration(rooms: &[RoomPlan], fresh: &[RoomPlan]) -> Result<String> {
    let told = rooms.iter().map(|room| told(room, true)).chain(fresh.iter().map(|room| told(room, false)));
    write("A working day, shortened", 3, told.collect(), first_minute(), calm_rhythm(rooms), calendars(rooms))
}

fn write(
    title: &'static str,
    start_within_seconds: u64,
    rooms: Vec<Room>,
    events: Vec<Event>,
    faults: Vec<Fault>,
    calendars: Vec<Calendars>,
) -> Result<String> {
    let shortened_report_interval_seconds = shortened::REPORT_INTERVAL.as_secs();
    let scenario = Scenario {
        title,
        seed: 20_261_121,
        start_within_seconds,
        shortened_report_interval_seconds,
        rooms,
        meetings: if faults.is_empty() { Vec::new() } else { vec![meetings()] },
        events,
        faults,
        calendars,
    };
    Ok(toml::to_string(&scenario)?)
}

fn told(room: &RoomPlan, with_lasting: bool) -> Room {
    let is_broken = |signal: &str| {
        with_lasting && LASTING.iter().any(|fault| fault.host == room.host && fault.signal == signal)
    };
    Room {
        name: room.host.clone(),
        key_file: key_file(room.organization),
        device_type: room.model.device_type.key(),
        manufacturer: room.model.manufacturer,
        model: room.model.name,
        serial_number: room.serial.clone(),
        app_version: room.model.app_version,
        os_version: room.model.os_version,
        network_type: if room.kind == Kind::Focus { "wireless" } else { "wired" },
        firmware_version: room.model.firmware,
        tpm: room.model.tpm.map(Tpm::key),
        credential_protection: room.model.protection.key(),
        missing: room.model.lacks,
        signals: room
            .model
            .signals
            .iter()
            .map(|(key, value)| Signal {
                key,
                value,
                state: if is_broken(key) { "unhealthy" } else { "healthy" },
            })
            .collect(),
    }
}

/// The name of a customer's enrolment key file.
pub(super) fn key_file(organization: &str) -> String {
    format!("{organization}-enrolment-key.json")
}

/// What a newcomer sees break and heal at once, at every customer.
fn first_minute() -> Vec<Event> {
    let mut events = Vec::new();
    let mut breaks = |host: &'static str, signal: Option<&'static str>, from: u64, until: u64, detail| {
        let (bad, good) = if signal.is_some() { ("unhealthy", "healthy") } else { ("silent", "back") };
        let detail = signal.and(detail);
        let every_seconds = Some(AGAIN);
        events.push(Event {
            at_seconds: from,
            every_seconds,
            rooms: vec![host],
            signal,
            becomes: bad,
            detail,
        });
        events.push(Event {
            at_seconds: until,
            every_seconds,
            rooms: vec![host],
            signal,
            becomes: good,
            detail: None,
        });
    };
    breaks("NYC-15-01", Some("camera.room"), 12, 55, Some("The camera is not connected"));
    breaks("SEL-12-01", Some("display.front"), 15, 60, Some("No display answers on HDMI 1"));
    breaks("TYO-09-01", Some("microphone.conference"), 18, 52, Some("The microphone is not connected"));
    breaks("TPE-18-01", Some("camera.room"), 20, 70, Some("The camera is not connected"));
    breaks("MOW-27-01", Some("display.front"), 22, 58, Some("The display is switched off"));
    breaks("NYC-14-03", None, 14, 62, None);
    breaks("KHH-04-05", None, 16, 66, None);
    breaks("YYZ-04-01", Some("network.connection"), 24, 48, Some("The link runs at 100 Mbit/s"));
    breaks(
        "SEL-10-06",
        Some("network.connection"),
        26,
        90,
        Some("Packets are lost on the way to the gateway"),
    );
    breaks("OSA-21-03", Some("speaker.conference"), 30, 75, Some("The speaker is not connected"));
    events.push(Event {
        at_seconds: 0,
        every_seconds: None,
        rooms: OFFLINE.to_vec(),
        signal: None,
        becomes: "silent",
        detail: None,
    });
    events
}

/// Rooms are used, each at its own times.
fn meetings() -> Meetings {
    let (every_seconds, lasting_seconds) = MEETINGS;
    Meetings { rooms: vec!["*"], every_seconds, lasting_seconds }
}

/// What rooms tell of their meetings, by the clock on their wall.
fn calendars(rooms: &[RoomPlan]) -> Vec<Calendars> {
    let mut zones: Vec<&str> = rooms.iter().map(|room| room.zone).collect();
    zones.sort_unstable();
    zones.dedup();
    let of = |zone: &str| {
        let here = rooms.iter().filter(|room| room.zone == zone);
        Calendars {
            rooms: here.map(|room| room.host.clone()).collect(),
            time_zone: zone.to_owned(),
            past_days: PAST_DAYS,
        }
    };
    zones.into_iter().map(of).collect()
}

/// Afterwards a few faults at a time over all rooms, none of them for long.
fn calm_rhythm(rooms: &[RoomPlan]) -> Vec<Fault> {
    let with = |signal: &str| -> Vec<String> {
        rooms
            .iter()
            .filter(|room| room.model.signals.iter().any(|(known, _)| *known == signal))
            .filter(|room| !LASTING.iter().any(|fault| fault.host == room.host))
            .filter(|room| !OFFLINE.contains(&room.host.as_str()))
            .map(|room| room.host.clone())
            .collect()
    };
    let fault = |signal: &'static str, every_seconds, lasting_seconds, detail| Fault {
        rooms: with(signal),
        every_seconds,
        lasting_seconds,
        signal: Some(signal),
        detail: Some(detail),
    };
    vec![
        fault("camera.room", 24_000, 150, "The camera is not connected"),
        fault("display.front", 24_000, 120, "The display is switched off"),
        fault("microphone.conference", 36_000, 150, "The microphone is not connected"),
        fault("network.connection", 30_000, 60, "Packets are lost on the way to the gateway"),
        fault("pairing.console", 20_000, 120, "The touch console does not answer"),
        Fault {
            rooms: rooms
                .iter()
                .map(|room| room.host.clone())
                .filter(|host| !OFFLINE.contains(&host.as_str()))
                .collect(),
            every_seconds: 60_000,
            lasting_seconds: 90,
            signal: None,
            detail: None,
        },
    ]
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::demo::{sites, story::fresh_rooms};

    /// The agent's own reader takes both scenarios, so that every room and signal in them exists.
    #[test]
    fn the_agent_reads_both_scenarios() {
        let (rooms, fresh) = (sites::rooms(), fresh_rooms());
        let first = agent::simulate::scenario::Scenario::parse(&enrolment(&rooms).unwrap()).unwrap();
        assert_eq!(first.rooms().len(), rooms.len());
        let second =
            agent::simulate::scenario::Scenario::parse(&demonstration(&rooms, &fresh).unwrap()).unwrap();
        assert_eq!(second.rooms().len(), rooms.len() + fresh.len());
        assert_eq!(
            second.rooms().first().unwrap().device.serial_number,
            rooms.first().map(|room| room.serial.clone())
        );
        for fault in &LASTING {
            let room = rooms.iter().find(|room| room.host == fault.host).unwrap();
            assert!(room.model.signals.iter().any(|(signal, _)| *signal == fault.signal), "{}", fault.host);
        }
    }

    /// Rooms break and heal within the first minute.
    #[test]
    fn rooms_break_and_heal_within_the_first_minute() {
        let events = first_minute();
        let within =
            |becomes: &str| events.iter().filter(|e| e.becomes == becomes && e.at_seconds < 60).count();
        assert!(within("unhealthy") >= 5 && within("healthy") >= 3 && within("silent") >= 2);
    }
}
