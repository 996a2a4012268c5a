//! The scenario file: which rooms there are and what happens to them. Everything wrong in it is said before
//! the first room starts.

use std::{path::PathBuf, time::Duration};

use anyhow::{Context as _, bail, ensure};
use rand::{SeedableRng as _, rngs::StdRng};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use wire::agents::{
    Activity, CredentialProtection, DeviceFacts, DeviceType, Missing, ReportRequest, SignalReport,
    SignalState, Tpm,
};

use super::{
    calendar::Calendar,
    timeline::{Change, Fixed, Random, Timeline},
};

/// A whole scenario.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// What it shows.
    pub title: String,
    /// Random faults repeat with the same seed.
    #[serde(default)]
    seed: u64,
    /// Rooms start at random moments within this time.
    #[serde(default = "ten")]
    start_within_seconds: u64,
    /// Rooms report this often, whatever the server says; named so because it is shorter than in life.
    shortened_report_interval_seconds: Option<u64>,
    rooms: Vec<Rooms>,
    #[serde(default)]
    events: Vec<Event>,
    #[serde(default)]
    faults: Vec<Fault>,
    #[serde(default)]
    meetings: Vec<Meetings>,
    #[serde(default)]
    calendars: Vec<Calendars>,
}

fn ten() -> u64 {
    10
}

fn one() -> u32 {
    1
}

/// Rooms of one kind.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rooms {
    /// `{n}` is the number of the room, `{n:4}` the same with four digits.
    name: String,
    #[serde(default = "one")]
    count: u32,
    #[serde(default = "one")]
    first: u32,
    key_file: PathBuf,
    device_type: DeviceType,
    signals: Vec<Watched>,
    manufacturer: Option<String>,
    model: Option<String>,
    /// Made up from the name unless given.
    serial_number: Option<String>,
    app_version: Option<String>,
    os_version: Option<String>,
    network_type: Option<String>,
    firmware_version: Option<String>,
    tpm: Option<Tpm>,
    credential_protection: Option<CredentialProtection>,
    missing: Option<Vec<Missing>>,
}

/// A signal of a room: its key, or key with instance, value and first state.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged, expecting = "expected a signal key or a table {signal, instance, value, state}")]
enum Watched {
    Key(String),
    Full(FullSignal),
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct FullSignal {
    signal: String,
    #[serde(default)]
    instance: String,
    value: Option<String>,
    state: Option<SignalState>,
}

/// What happens at a fixed moment.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Event {
    at_seconds: u64,
    /// Again after this time, and again.
    every_seconds: Option<u64>,
    /// Names, `*` at the end for any rest.
    rooms: Vec<String>,
    signal: Option<String>,
    #[serde(default)]
    instance: String,
    becomes: Becomes,
    detail: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Becomes {
    Healthy,
    Unhealthy,
    Unknown,
    Silent,
    Back,
}

/// What happens at random moments: in the mean once in `every_seconds`, for `lasting_seconds`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fault {
    rooms: Vec<String>,
    every_seconds: u64,
    lasting_seconds: u64,
    /// The signal that becomes unhealthy; without one the room goes silent.
    signal: Option<String>,
    #[serde(default)]
    instance: String,
    detail: Option<String>,
}

/// Meetings at random moments: in the mean `every_seconds` without one, then `lasting_seconds`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Meetings {
    rooms: Vec<String>,
    every_seconds: u64,
    lasting_seconds: u64,
}

/// Rooms that tell of their meetings and calls: on business days, in working hours by their clock. Which they are
/// follows from the seed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Calendars {
    rooms: Vec<String>,
    time_zone: String,
    /// How many days before the start they tell of as well.
    past_days: u16,
}

/// One room before anything happens, and as it is afterwards.
#[derive(Debug, Clone)]
pub struct RoomPlan {
    /// The name of the machine.
    pub name: String,
    /// The enrolment key file, relative to the scenario.
    pub key_file: PathBuf,
    /// Its signals as they are now.
    pub signals: Vec<SignalReport>,
    /// What the device tells about itself.
    pub device: DeviceFacts,
    /// Whether it is in a meeting: never, unless the scenario has meetings.
    pub activity: Activity,
}

impl Scenario {
    /// Reads and checks a scenario.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        let scenario: Self = toml::from_str(text)?;
        scenario.check()?;
        Ok(scenario)
    }

    /// The time within which rooms start.
    pub fn start_within(&self) -> Duration {
        Duration::from_secs(self.start_within_seconds)
    }

    /// The shortened report interval, if there is one.
    pub fn shortened_report_interval(&self) -> Option<Duration> {
        self.shortened_report_interval_seconds.map(Duration::from_secs)
    }

    /// Every room at the start.
    pub fn rooms(&self) -> Vec<RoomPlan> {
        self.rooms
            .iter()
            .flat_map(|rooms| (0..rooms.count).map(|n| rooms.plan(rooms.first.saturating_add(n))))
            .collect()
    }

    /// What happens in this room.
    pub(super) fn timeline(&self, room: &RoomPlan) -> Timeline {
        let events = self.events.iter().filter(|event| concerns(&event.rooms, &room.name));
        let fixed = events.filter_map(|event| {
            Some(Fixed {
                at: Duration::from_secs(event.at_seconds),
                every: event.every_seconds.map(Duration::from_secs),
                change: event.change(room)?,
            })
        });
        let faults = self.faults.iter().filter(|fault| concerns(&fault.rooms, &room.name));
        let random = faults.filter_map(|fault| {
            let (breaks, heals) = fault.changes(room)?;
            Some(Random {
                every: Duration::from_secs(fault.every_seconds),
                lasting: Duration::from_secs(fault.lasting_seconds),
                breaks,
                heals,
            })
        });
        let meetings = self.meetings.iter().filter(|meetings| concerns(&meetings.rooms, &room.name));
        let random = random.chain(meetings.map(|meetings| Random {
            every: Duration::from_secs(meetings.every_seconds),
            lasting: Duration::from_secs(meetings.lasting_seconds),
            breaks: Change::Meeting(true),
            heals: Change::Meeting(false),
        }));
        Timeline::new(fixed.collect(), random.collect(), StdRng::from_seed(self.hash(&room.name)))
    }

    /// The meetings and calls that this room tells of, if any.
    pub(super) fn calendar(&self, name: &str) -> Option<Calendar> {
        let calendars = self.calendars.iter().find(|calendars| concerns(&calendars.rooms, name))?;
        let zone = jiff::tz::TimeZone::get(&calendars.time_zone).ok()?;
        Some(Calendar::new(zone, calendars.past_days, self.hash(name)))
    }

    fn hash(&self, name: &str) -> [u8; 32] {
        Sha256::new().chain_update(self.seed.to_be_bytes()).chain_update(name).finalize().into()
    }

    fn check(&self) -> anyhow::Result<()> {
        ensure!(!self.rooms.is_empty(), "it has no rooms");
        ensure!(self.shortened_report_interval_seconds != Some(0), "shortened_report_interval_seconds is 0");
        for rooms in &self.rooms {
            rooms.check().with_context(|| format!("rooms \u{201c}{}\u{201d}", rooms.name))?;
        }
        let rooms = self.rooms();
        let mut names: Vec<_> = rooms.iter().map(|room| room.name.as_str()).collect();
        names.sort_unstable();
        if let Some(twice) =
            names.windows(2).find_map(|pair| pair.first().filter(|name| pair.last() == Some(name)))
        {
            bail!("there are two rooms \u{201c}{twice}\u{201d}");
        }
        for (index, event) in self.events.iter().enumerate() {
            event.check(&rooms).with_context(|| format!("event {}", index + 1))?;
        }
        for (index, fault) in self.faults.iter().enumerate() {
            fault.check(&rooms).with_context(|| format!("fault {}", index + 1))?;
        }
        for (index, meetings) in self.meetings.iter().enumerate() {
            meetings.check(&rooms).with_context(|| format!("meetings {}", index + 1))?;
        }
        for (index, calendars) in self.calendars.iter().enumerate() {
            calendars.check(&rooms).with_context(|| format!("calendars {}", index + 1))?;
        }
        Ok(())
    }
}

impl Rooms {
    fn plan(&self, number: u32) -> RoomPlan {
        let name = numbered(&self.name, number);
        // Made up from the name, so that they are the same at each start: a private and a locally administered address.
        let [a, b, c, d, ..]: [u8; 32] = Sha256::digest(&name).into();
        let device = DeviceFacts {
            host_name: Some(name.clone()),
            device_type: Some(self.device_type),
            manufacturer: self.manufacturer.clone(),
            model: self.model.clone(),
            serial_number: Some(
                self.serial_number.clone().unwrap_or_else(|| format!("SIM-{a:02X}{b:02X}{c:02X}{d:02X}")),
            ),
            agent_version: Some(crate::VERSION.to_owned()),
            app_version: self.app_version.clone(),
            os_version: self.os_version.clone(),
            ip_addresses: vec![format!("10.{a}.{b}.{c}")],
            mac_addresses: vec![format!("02:00:{a:02x}:{b:02x}:{c:02x}:{d:02x}")],
            network_type: self.network_type.clone(),
            firmware_version: self.firmware_version.clone(),
            tpm: self.tpm,
            credential_protection: self.credential_protection,
            missing: self.missing.clone(),
        };
        let signals = self.signals.iter().map(Watched::report).collect();
        RoomPlan { name, key_file: self.key_file.clone(), signals, device, activity: Activity::Idle }
    }

    fn check(&self) -> anyhow::Result<()> {
        ensure!(self.count > 0, "count is 0");
        ensure!(self.count == 1 || has_number(&self.name), "the name of several rooms needs {{n}}");
        ensure!(!self.signals.is_empty(), "it has no signals");
        let plan = self.plan(self.first);
        let request =
            ReportRequest { signals: plan.signals, device: Some(plan.device), ..ReportRequest::default() };
        Ok(request.check()?)
    }
}

impl Watched {
    fn report(&self) -> SignalReport {
        let full = match self {
            Self::Key(signal) => {
                FullSignal { signal: signal.clone(), instance: String::new(), value: None, state: None }
            }
            Self::Full(full) => full.clone(),
        };
        SignalReport {
            signal: full.signal,
            instance: full.instance,
            state: full.state.unwrap_or(SignalState::Healthy),
            value: full.value,
            detail: None,
        }
    }
}

impl Event {
    fn change(&self, room: &RoomPlan) -> Option<Change> {
        let signal = |state| {
            let index = room.index(self.signal.as_deref()?, &self.instance)?;
            Some(Change::Signal { index, state, detail: self.detail.clone() })
        };
        match self.becomes {
            Becomes::Silent => Some(Change::Silent),
            Becomes::Back => Some(Change::Back),
            Becomes::Healthy => signal(SignalState::Healthy),
            Becomes::Unhealthy => signal(SignalState::Unhealthy),
            Becomes::Unknown => signal(SignalState::Unknown),
        }
    }

    fn check(&self, rooms: &[RoomPlan]) -> anyhow::Result<()> {
        let of_room = matches!(self.becomes, Becomes::Silent | Becomes::Back);
        ensure!(of_room || self.signal.is_some(), "it names no signal");
        ensure!(
            !of_room || self.signal.is_none(),
            "a signal does not become silent or back, only a room does"
        );
        ensure!(self.every_seconds != Some(0), "every_seconds is 0");
        check_target(rooms, &self.rooms, self.signal.as_deref(), &self.instance, self.detail.as_deref())
    }
}

impl Fault {
    fn changes(&self, room: &RoomPlan) -> Option<(Change, Change)> {
        let Some(signal) = &self.signal else { return Some((Change::Silent, Change::Back)) };
        let index = room.index(signal, &self.instance)?;
        let change = |state, detail| Change::Signal { index, state, detail };
        Some((change(SignalState::Unhealthy, self.detail.clone()), change(SignalState::Healthy, None)))
    }

    fn check(&self, rooms: &[RoomPlan]) -> anyhow::Result<()> {
        ensure!(self.every_seconds > 0 && self.lasting_seconds > 0, "every_seconds or lasting_seconds is 0");
        check_target(rooms, &self.rooms, self.signal.as_deref(), &self.instance, self.detail.as_deref())
    }
}

impl Meetings {
    fn check(&self, rooms: &[RoomPlan]) -> anyhow::Result<()> {
        ensure!(self.every_seconds > 0 && self.lasting_seconds > 0, "every_seconds or lasting_seconds is 0");
        check_target(rooms, &self.rooms, None, "", None)
    }
}

impl Calendars {
    fn check(&self, rooms: &[RoomPlan]) -> anyhow::Result<()> {
        let zone = jiff::tz::TimeZone::get(&self.time_zone);
        ensure!(zone.is_ok(), "there is no time zone \u{201c}{}\u{201d}", self.time_zone);
        ensure!(self.past_days <= 90, "past_days is more than 90");
        check_target(rooms, &self.rooms, None, "", None)
    }
}

impl RoomPlan {
    fn index(&self, signal: &str, instance: &str) -> Option<usize> {
        self.signals.iter().position(|known| known.signal == signal && known.instance == instance)
    }

    /// Applies a change; says whether the room is now on, where the change is about that.
    pub(super) fn apply(&mut self, change: &Change) -> Option<bool> {
        match change {
            Change::Silent => return Some(false),
            Change::Back => return Some(true),
            Change::Meeting(begins) => {
                self.activity = if *begins { Activity::Busy } else { Activity::Idle };
            }
            Change::Signal { index, state, detail } => {
                if let Some(signal) = self.signals.get_mut(*index) {
                    signal.state = *state;
                    signal.detail.clone_from(detail);
                }
            }
        }
        None
    }
}

/// Each pattern must mean a room, and each of those rooms must have the signal.
fn check_target(
    rooms: &[RoomPlan],
    patterns: &[String],
    signal: Option<&str>,
    instance: &str,
    detail: Option<&str>,
) -> anyhow::Result<()> {
    ensure!(!patterns.is_empty(), "it names no room");
    for pattern in patterns {
        let mut any = false;
        for room in rooms.iter().filter(|room| concerns(std::slice::from_ref(pattern), &room.name)) {
            any = true;
            if let Some(signal) = signal {
                ensure!(
                    room.index(signal, instance).is_some(),
                    "room \u{201c}{}\u{201d} has no signal {signal} {instance}",
                    room.name
                );
            }
        }
        ensure!(any, "there is no room \u{201c}{pattern}\u{201d}");
    }
    if let Some(detail) = detail {
        ensure!(
            wire::agents::fit(detail, wire::agents::MAX_DETAIL) == detail,
            "its detail is too long or not plain"
        );
    }
    Ok(())
}

fn concerns(patterns: &[String], name: &str) -> bool {
    patterns.iter().any(|pattern| match pattern.strip_suffix('*') {
        Some(beginning) => name.starts_with(beginning),
        None => name == pattern,
    })
}

/// The parts of a name around `{n}` or `{n:4}`, and the number of digits.
fn number_place(name: &str) -> Option<(&str, usize, &str)> {
    let (before, rest) = name.split_once("{n")?;
    let (width, after) = rest.split_once('}')?;
    let digits = match width {
        "" => 1,
        width => width.strip_prefix(':')?.parse().ok().filter(|digits| *digits <= 9)?,
    };
    Some((before, digits, after))
}

fn has_number(name: &str) -> bool {
    number_place(name).is_some()
}

fn numbered(name: &str, number: u32) -> String {
    match number_place(name) {
        Some((before, digits, after)) => format!("{before}{number:0digits$}{after}"),
        None => name.to_owned(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests;
