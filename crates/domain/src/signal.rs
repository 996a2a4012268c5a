//! Signals: what is watched on each kind of device, how bad it is, and how long it may last (R-248, §5.2, §5.3), as
//! shipped (decision 15) and as an organization sets it.
//!
//! Invariant: a key occurs once for a device type; one key names the same condition on every device type,
//! though its severity and periods may differ.

mod catalogue;
mod cause;
mod rule;

use serde::{Deserialize, Serialize};

pub use self::cause::causes_of;
pub use self::rule::{LONGEST_NEGLECT, LONGEST_PERIOD, Rule, Rules, SHORTEST_POLL};

use crate::room::DeviceType;

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

    /// Whether an unhealthy signal opens a ticket when its watch period is over: not one that a person records,
    /// whose ticket is there before, nor one without a severity.
    pub fn opens_ticket(&self) -> bool {
        self.severity.is_some() && self.category != Category::Recorded
    }

    /// Whether an organization sets how it counts: a recorded issue is the word of a person, and counts as R-252 says.
    pub fn is_settable(&self) -> bool {
        self.category != Category::Recorded
    }

    /// Whether it is looked at from time to time, so that its periods can be set; a recorded issue is told by people.
    pub fn is_polled(&self) -> bool {
        self.periods.is_some_and(|periods| periods.poll > 0)
    }

    /// How it counts as shipped (decision 15).
    pub const fn shipped(&self) -> Rule {
        Rule { is_enabled: true, severity: self.severity, periods: self.periods }
    }
}

/// The signals of a device type, in the order of the specification.
pub const fn of(device_type: DeviceType) -> &'static [Signal] {
    match device_type {
        DeviceType::WindowsRoom => catalogue::WINDOWS,
        DeviceType::AndroidVideoBar | DeviceType::AndroidTouchConsole => catalogue::ANDROID,
        DeviceType::Panel => catalogue::PANEL,
        DeviceType::Generic => catalogue::GENERIC,
    }
}

/// The signal of a key on a device type, or `None` where that type has no such signal.
pub fn find(device_type: DeviceType, key: &str) -> Option<&'static Signal> {
    of(device_type).iter().find(|signal| signal.key == key)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// R-246, §5.2: Critical and Important make a room unhealthy, Warning and Recommended do not.
    #[test]
    fn severity_decides_whether_health_is_affected() {
        assert_eq!(Severity::ALL.map(Severity::affects_health), [true, true, false, false]);
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
    fn words_read_back() {
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
        assert_eq!(camera.name_key(), "signal-camera-room");
    }
}
