//! How signals count in one organization: as shipped, or as its people set them.

use std::collections::BTreeMap;

use super::{Periods, Severity, Signal, find};
use crate::{
    room::DeviceType,
    time::{DAY, MINUTE, Time},
};

/// The shortest poll period that can be set, in minutes: the longest time after which every agent has looked again.
pub const SHORTEST_POLL: u16 = 5;

/// The longest poll or watch period that can be set, in minutes: a day.
pub const LONGEST_PERIOD: u16 = 1440;

/// How a signal counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Whether it counts at all: a disabled signal is shown, but neither alerts nor affects health.
    pub is_enabled: bool,
    /// How bad it is; none, and it never affects health.
    pub severity: Option<Severity>,
    /// How long it may last; none where the catalogue gives none.
    pub periods: Option<Periods>,
}

impl Rule {
    /// Whether the room is unhealthy while the signal counts.
    pub fn affects_health(&self) -> bool {
        self.severity.is_some_and(Severity::affects_health)
    }

    /// How long the signal must stay unhealthy before it counts, in microseconds (decision 15).
    pub fn watch(&self) -> i64 {
        self.periods.map_or(0, |periods| i64::from(periods.watch) * MINUTE)
    }

    /// After how many minutes a fault is detected at most.
    pub fn detection(&self) -> Option<u16> {
        self.periods.map(|periods| periods.poll.saturating_add(periods.watch))
    }
}

/// After how many days of neglect a Warning is raised at most.
pub const LONGEST_NEGLECT: u16 = 90;

/// What an organization set, for each kind of device; what it did not set is as shipped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    set: BTreeMap<(DeviceType, &'static str), Rule>,
    /// After how many days a Warning that nobody takes care of is raised to Important; none, and it never is.
    pub escalate_after: Option<u16>,
}

impl Rules {
    /// Takes in what was set for a signal; one that the catalogue does not know any more is passed over.
    pub fn set(&mut self, device_type: DeviceType, key: &str, rule: Rule) {
        if let Some(signal) = find(device_type, key) {
            self.set.insert((device_type, signal.key), rule);
        }
    }

    /// What was set, by kind of device and key.
    pub fn iter(&self) -> impl Iterator<Item = (DeviceType, &'static str, Rule)> {
        self.set.iter().map(|((device_type, key), rule)| (*device_type, *key, *rule))
    }

    /// How a signal counts here.
    pub fn of(&self, device_type: DeviceType, signal: &Signal) -> Rule {
        self.set.get(&(device_type, signal.key)).copied().unwrap_or_else(|| signal.shipped())
    }

    /// How the signal of a key counts here; none where the device type has no such signal.
    pub fn find(&self, device_type: DeviceType, key: &str) -> Option<Rule> {
        find(device_type, key).map(|signal| self.of(device_type, signal))
    }

    /// When a ticket that is open since a moment is raised, if nobody takes care of it until then.
    pub fn escalates_at(&self, severity: Severity, open_since: Time) -> Option<Time> {
        let days = self.escalate_after.filter(|_| severity == Severity::Warning)?;
        Some(open_since.plus(i64::from(days) * DAY))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// R-249, decision 15: what was set counts for its kind of device, everything else is as shipped; R-248: a fault is
    /// detected after poll and watch period at most.
    #[test]
    fn what_was_set_stands_above_what_was_shipped() {
        let mut rules = Rules::default();
        let exchange = rules.find(DeviceType::WindowsRoom, "sign-in.exchange").unwrap();
        assert_eq!((exchange.detection(), exchange.watch()), (Some(35), 30 * MINUTE));
        let off = Rule {
            is_enabled: false,
            severity: Some(Severity::Warning),
            periods: Some(Periods { poll: 10, watch: 0 }),
        };
        rules.set(DeviceType::WindowsRoom, "sign-in.teams", off);
        rules.set(DeviceType::Panel, "sign-in.teams", off);
        let set = rules.find(DeviceType::WindowsRoom, "sign-in.teams").unwrap();
        assert_eq!((set, set.affects_health(), set.watch()), (off, false, 0));
        let there = rules.find(DeviceType::AndroidVideoBar, "sign-in.teams").unwrap();
        assert_eq!(there, find(DeviceType::AndroidVideoBar, "sign-in.teams").unwrap().shipped());
        assert!(there.affects_health());
        assert_eq!(rules.find(DeviceType::Panel, "sign-in.teams"), None);
        let outage = rules.find(DeviceType::WindowsRoom, "outage").unwrap();
        assert_eq!((outage.severity, outage.detection(), outage.watch()), (None, None, 0));
        assert!(!outage.affects_health());
    }
}
