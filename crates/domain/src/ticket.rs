//! Tickets: what is wrong with a room, told by a signal or by a person (R-250–R-254, state machine 3.11).
//!
//! Invariant: at most one ticket that is not closed for each room, signal and instance; a closed ticket stays closed.

mod reference;
mod state;

use serde::{Deserialize, Serialize};

pub use self::{
    reference::Reference,
    state::{Impossible, TicketState, TicketStep},
};
use crate::{signal::Severity, time::DAY};

/// After how long a time of health a resolved ticket closes; in microseconds.
pub const HEALTHY_UNTIL_CLOSED: i64 = 7 * DAY;

/// The most rooms for which one issue can be recorded at once.
pub const MOST_ROOMS: usize = 200;

/// The longest description or message, in characters.
pub const LONGEST_TEXT: usize = 4000;

/// Who told of the trouble (§5.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum TicketKind {
    /// A signal: the system opens, resolves and closes it.
    Signal,
    /// A person recorded an issue; people close it.
    Recorded,
}

impl TicketKind {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::Signal, Self::Recorded];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Signal => "signal",
            Self::Recorded => "recorded",
        }
    }

    /// The kind of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// Why a ticket was closed or resolved by other means than health (R-253, 3.11).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ClosureReason {
    /// The cause was found and mended.
    Repaired,
    /// A part or device was replaced.
    Replaced,
    /// It went away without anything done.
    WentAway,
    /// It was no fault.
    NoFault,
    /// It is told of in another ticket.
    Duplicate,
    /// The signal was healthy for seven days; by the system alone.
    Healthy,
    /// The signal was disabled; by the system alone.
    SignalDisabled,
    /// The room is not monitored any more; by the system alone.
    RoomRemoved,
}

impl ClosureReason {
    /// The reasons people choose from.
    pub const CHOICES: [Self; 5] =
        [Self::Repaired, Self::Replaced, Self::WentAway, Self::NoFault, Self::Duplicate];

    /// Every reason.
    pub const ALL: [Self; 8] = [
        Self::Repaired,
        Self::Replaced,
        Self::WentAway,
        Self::NoFault,
        Self::Duplicate,
        Self::Healthy,
        Self::SignalDisabled,
        Self::RoomRemoved,
    ];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Repaired => "repaired",
            Self::Replaced => "replaced",
            Self::WentAway => "wentAway",
            Self::NoFault => "noFault",
            Self::Duplicate => "duplicate",
            Self::Healthy => "healthy",
            Self::SignalDisabled => "signalDisabled",
            Self::RoomRemoved => "roomRemoved",
        }
    }

    /// The reason of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.key() == key)
    }
}

/// How bad a recorded issue is: it makes the room unhealthy either way.
pub const fn severity_of_issue(is_high_impact: bool) -> Severity {
    if is_high_impact { Severity::Critical } else { Severity::Important }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// a recorded issue makes the room unhealthy, of high impact or not.
    #[test]
    fn a_recorded_issue_affects_health() {
        assert_eq!(severity_of_issue(true), Severity::Critical);
        assert!(severity_of_issue(false).affects_health());
    }

    #[test]
    fn words_read_back() {
        for kind in TicketKind::ALL {
            assert_eq!(TicketKind::from_key(kind.key()), Some(kind));
        }
        for reason in ClosureReason::ALL {
            assert_eq!(ClosureReason::from_key(reason.key()), Some(reason));
        }
    }
}
