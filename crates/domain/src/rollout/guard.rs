//! What stops a rollout by itself, and what becomes of one that stands still, as an organization chooses.

use super::state::words;

words! {
    /// Whether a paused update goes on.
    ResumePolicy {
        /// When somebody says so.
        Resumable = "resumable",
        /// Never: a newer version has to take its place.
        Terminal = "terminal",
        /// When somebody says so, or by itself after two weeks.
        AfterTwoWeeks = "auto_14_days",
    }
}

/// When a rollout stops by itself, and when it may go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guard {
    /// Whether a paused update goes on.
    pub resume: ResumePolicy,
    /// The share of the rooms just updated, in percent, that may fare ill.
    pub percent: u8,
    /// How many rooms must have been updated before that share says anything.
    pub rooms: u16,
}

/// What is wrong with a guard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GuardFault {
    /// The share is not from 1 to 100.
    Percent,
    /// The number of rooms is not from 1 to 1000.
    Rooms,
}

impl Guard {
    /// As shipped.
    pub const SHIPPED: Self = Self { resume: ResumePolicy::Resumable, percent: 20, rooms: 5 };

    /// The largest number of rooms.
    pub const MOST_ROOMS: u16 = 1000;

    /// Whether a rollout stops: enough rooms were updated, and too many of them failed or became unhealthy since.
    pub const fn stops(self, updated: u64, ill: u64) -> bool {
        updated >= self.rooms as u64 && ill > 0 && ill * 100 >= updated * self.percent as u64
    }

    /// Everything that is wrong with it.
    pub fn faults(self) -> Vec<GuardFault> {
        let percent = (!(1..=100).contains(&self.percent)).then_some(GuardFault::Percent);
        let rooms = (!(1..=Self::MOST_ROOMS).contains(&self.rooms)).then_some(GuardFault::Rooms);
        percent.into_iter().chain(rooms).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// a share of the rooms just updated stops the rollout, once there are enough of them.
    #[test]
    fn health_stops_a_rollout() {
        let guard = Guard::SHIPPED;
        assert!(!guard.stops(4, 4), "too few rooms to tell");
        assert!(guard.stops(5, 1) && !guard.stops(6, 1) && guard.stops(10, 2));
        assert!(!Guard { percent: 1, ..guard }.stops(5, 0), "nobody fares ill");
        assert!(Guard { rooms: 1, ..guard }.stops(1, 1));
        assert_eq!(guard.faults(), []);
        let wrong = Guard { percent: 0, rooms: 0, ..guard };
        assert_eq!(wrong.faults(), [GuardFault::Percent, GuardFault::Rooms]);
    }
}
