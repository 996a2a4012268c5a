//! The health of a room: one function (R-246, decision 15).
//!
//! A room is suppressed, or as healthy as its worst open ticket: a signal whose watch period has passed, or an issue a person
//! recorded.

use serde::{Deserialize, Serialize};

use crate::{
    room::Monitoring,
    suppression::{Suppression, is_room_suppressed, next_turn},
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
    /// Under maintenance: nothing of it counts for a while.
    Suppressed,
    /// Nothing of weight is wrong.
    Healthy,
    /// Not yet enrolled by an administrator.
    Onboarding,
}

impl Health {
    /// Every health state, worst first.
    pub const ALL: [Self; 5] =
        [Self::Unhealthy, Self::Unmonitored, Self::Suppressed, Self::Healthy, Self::Onboarding];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Unhealthy => "unhealthy",
            Self::Unmonitored => "unmonitored",
            Self::Suppressed => "suppressed",
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
    /// Suppressed rooms.
    pub suppressed: i64,
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
            Health::Suppressed => self.suppressed += rooms,
            Health::Healthy => self.healthy += rooms,
            Health::Onboarding => self.onboarding += rooms,
        }
    }

    /// Counts other rooms as well.
    pub const fn join(&mut self, other: Self) {
        self.unhealthy += other.unhealthy;
        self.unmonitored += other.unmonitored;
        self.suppressed += other.suppressed;
        self.healthy += other.healthy;
        self.onboarding += other.onboarding;
    }

    /// All rooms.
    pub const fn all(&self) -> i64 {
        self.unhealthy + self.unmonitored + self.suppressed + self.healthy + self.onboarding
    }

    /// The rooms of one health.
    pub const fn of(&self, health: Health) -> i64 {
        match health {
            Health::Unhealthy => self.unhealthy,
            Health::Unmonitored => self.unmonitored,
            Health::Suppressed => self.suppressed,
            Health::Healthy => self.healthy,
            Health::Onboarding => self.onboarding,
        }
    }
}

/// One trouble of a room, as far as health needs it: an unhealthy signal, or an open recorded issue.
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

/// Judges a room: `silent` says that it has not been heard for the silence period; then the faults are those that
/// Steward sees itself. Faults of suppressed signals are left out.
pub fn judge(
    monitoring: Monitoring,
    silent: bool,
    suppressions: &[Suppression],
    faults: &[Fault],
    now: Time,
) -> Judgement {
    let due_at = next_turn(suppressions, now);
    let without_mark = |health, due_at| Judgement { health, warning: false, due_at };
    if monitoring != Monitoring::Monitored {
        return without_mark(Health::Onboarding, None);
    }
    if is_room_suppressed(suppressions, now) {
        return without_mark(Health::Suppressed, due_at);
    }
    let watched_until = faults.iter().map(Fault::counts_from).filter(|at| *at > now);
    let due_at = watched_until.chain(due_at).min();
    if silent {
        return without_mark(Health::Unmonitored, due_at);
    }
    let counts = |fault: &&Fault| fault.counts_from() <= now;
    let unhealthy = faults.iter().filter(counts).any(|fault| fault.affects_health);
    Judgement {
        health: if unhealthy { Health::Unhealthy } else { Health::Healthy },
        warning: faults.iter().filter(counts).any(|fault| !fault.affects_health),
        due_at,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::suppression::Suppressed;

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
        let monitored =
            |faults: &[Fault], minute| judge(Monitoring::Monitored, false, &[], faults, at(minute));

        let watching = monitored(&[camera, drift], 14);
        assert_eq!(
            (watching.health, watching.warning, watching.due_at),
            (Health::Healthy, true, Some(at(15)))
        );
        let broken = monitored(&[camera, drift], 15);
        assert_eq!((broken.health, broken.warning, broken.due_at), (Health::Unhealthy, true, None));
        assert_eq!(monitored(&[], 15).health, Health::Healthy);
        assert_eq!(judge(Monitoring::Monitored, true, &[], &[camera], at(20)).health, Health::Unmonitored);
        assert_eq!(judge(Monitoring::Onboarding, false, &[], &[camera], at(20)).health, Health::Onboarding);
    }

    /// §3.10: a monitored room under maintenance is Suppressed, whatever is wrong with it and however silent
    /// it is, and judged as ever from the end on.
    #[test]
    fn a_suppressed_room_is_judged_again_at_the_end() {
        let at = |minute: i64| Time::from_micros(minute * MINUTE);
        let suppressed = |what| [Suppression { what, begins_at: at(10), ends_at: at(20) }];
        let whole = suppressed(Suppressed::Room);
        let camera = fault(true, 0, 0);
        let judged = |monitoring, silent, minute| {
            let judged = judge(monitoring, silent, &whole, &[camera], at(minute));
            (judged.health, judged.due_at)
        };
        for silent in [false, true] {
            let during = judged(Monitoring::Monitored, silent, 10);
            assert_eq!(during, (Health::Suppressed, Some(at(20))), "silent: {silent}");
        }
        assert_eq!(judged(Monitoring::Monitored, false, 20), (Health::Unhealthy, None));
        assert_eq!(judged(Monitoring::Monitored, true, 20), (Health::Unmonitored, None));
        assert_eq!(judged(Monitoring::Onboarding, false, 10), (Health::Onboarding, None));
        let chosen = suppressed(Suppressed::Signals(BTreeSet::new()));
        let during = judge(Monitoring::Monitored, false, &chosen, &[fault(true, 10, 25)], at(12));
        assert_eq!((during.health, during.due_at), (Health::Healthy, Some(at(20))), "the end is due first");
    }
}
