//! The health of a room: one function (R-246, decision 15).
//!
//! Until tickets exist a room is as healthy as its worst signal whose watch period has passed.

use serde::{Deserialize, Serialize};

use crate::{
    room::Monitoring,
    time::{MINUTE, Time},
};

/// The health of a room as lists, counts and filters know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Health {
    /// A signal of severity Critical or Important is unhealthy.
    Unhealthy,
    /// The device does not reach Steward.
    Unmonitored,
    /// Nothing of weight is wrong.
    Healthy,
    /// Not yet enrolled by an administrator.
    Onboarding,
}

impl Health {
    /// Every health state, worst first.
    pub const ALL: [Self; 4] = [Self::Unhealthy, Self::Unmonitored, Self::Healthy, Self::Onboarding];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Unhealthy => "unhealthy",
            Self::Unmonitored => "unmonitored",
            Self::Healthy => "healthy",
            Self::Onboarding => "onboarding",
        }
    }

    /// The state of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|health| health.key() == key)
    }
}

/// How many rooms there are by health.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HealthCounts {
    /// Unhealthy rooms.
    pub unhealthy: i64,
    /// Rooms that do not reach Steward.
    pub unmonitored: i64,
    /// Healthy rooms.
    pub healthy: i64,
    /// Rooms that nobody enrolled yet.
    pub onboarding: i64,
}

impl HealthCounts {
    /// Counts one room more.
    pub const fn add(&mut self, health: Health) {
        self.add_some(health, 1);
    }

    /// Counts some rooms of one health more.
    pub const fn add_some(&mut self, health: Health, rooms: i64) {
        match health {
            Health::Unhealthy => self.unhealthy += rooms,
            Health::Unmonitored => self.unmonitored += rooms,
            Health::Healthy => self.healthy += rooms,
            Health::Onboarding => self.onboarding += rooms,
        }
    }

    /// Counts other rooms as well.
    pub const fn join(&mut self, other: Self) {
        self.unhealthy += other.unhealthy;
        self.unmonitored += other.unmonitored;
        self.healthy += other.healthy;
        self.onboarding += other.onboarding;
    }

    /// All rooms.
    pub const fn all(&self) -> i64 {
        self.unhealthy + self.unmonitored + self.healthy + self.onboarding
    }

    /// The rooms of one health.
    pub const fn of(&self, health: Health) -> i64 {
        match health {
            Health::Unhealthy => self.unhealthy,
            Health::Unmonitored => self.unmonitored,
            Health::Healthy => self.healthy,
            Health::Onboarding => self.onboarding,
        }
    }
}

/// One unhealthy signal of a room, as far as health needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Whether its severity makes a room unhealthy (Critical, Important) or only marks it.
    pub affects_health: bool,
    /// Since when it is unhealthy.
    pub since: Time,
    /// How long it must stay unhealthy before it counts, in microseconds.
    pub watch: i64,
}

impl Fault {
    /// The moment from which the fault counts.
    pub const fn counts_from(&self) -> Time {
        self.since.plus(self.watch)
    }
}

/// The judgement about a room at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// The health state.
    pub health: Health,
    /// Whether a Warning or Recommended fault counts: shown as a mark beside the state.
    pub warning: bool,
    /// When the judgement may change by the passing of time alone, silence apart.
    pub due_at: Option<Time>,
}

/// Three missed reports are silence (decision 15); in microseconds.
pub const SILENCE: i64 = 3 * MINUTE;

/// Judges a room: `silent` says that it has not been heard for the silence period.
pub fn judge(monitoring: Monitoring, silent: bool, faults: &[Fault], now: Time) -> Judgement {
    if monitoring != Monitoring::Monitored {
        return Judgement { health: Health::Onboarding, warning: false, due_at: None };
    }
    if silent {
        return Judgement { health: Health::Unmonitored, warning: false, due_at: None };
    }
    let counts = |fault: &&Fault| fault.counts_from() <= now;
    let unhealthy = faults.iter().filter(counts).any(|fault| fault.affects_health);
    Judgement {
        health: if unhealthy { Health::Unhealthy } else { Health::Healthy },
        warning: faults.iter().filter(counts).any(|fault| !fault.affects_health),
        due_at: faults.iter().map(Fault::counts_from).filter(|at| *at > now).min(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(affects_health: bool, since_minute: i64, watch_minutes: i64) -> Fault {
        Fault {
            affects_health,
            since: Time::from_micros(since_minute * MINUTE),
            watch: watch_minutes * MINUTE,
        }
    }

    /// R-246, decision 15: worst signal after its watch period, or silence; warnings only mark.
    #[test]
    fn worst_signal_after_the_watch_period() {
        let at = |minute: i64| Time::from_micros(minute * MINUTE);
        let camera = fault(true, 10, 5);
        let drift = fault(false, 10, 0);
        let monitored = |faults: &[Fault], minute| judge(Monitoring::Monitored, false, faults, at(minute));

        let watching = monitored(&[camera, drift], 14);
        assert_eq!(
            (watching.health, watching.warning, watching.due_at),
            (Health::Healthy, true, Some(at(15)))
        );
        let broken = monitored(&[camera, drift], 15);
        assert_eq!((broken.health, broken.warning, broken.due_at), (Health::Unhealthy, true, None));
        assert_eq!(monitored(&[], 15).health, Health::Healthy);
        assert_eq!(judge(Monitoring::Monitored, true, &[camera], at(20)).health, Health::Unmonitored);
        assert_eq!(judge(Monitoring::Onboarding, false, &[camera], at(20)).health, Health::Onboarding);
    }
}
