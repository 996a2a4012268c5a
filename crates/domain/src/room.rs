//! Rooms: a managed meeting space and the life of its monitoring (§5.1, §3.10 of the requirements).

use serde::{Deserialize, Serialize};

/// What kind of device stands in the room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DeviceType {
    /// A Windows room system.
    WindowsRoom,
    /// An Android video bar.
    AndroidVideoBar,
    /// An Android touch console.
    AndroidTouchConsole,
    /// A panel at the door.
    Panel,
    /// Any other device that runs the agent.
    #[default]
    Generic,
}

impl DeviceType {
    /// Every device type.
    pub const ALL: [Self; 5] =
        [Self::WindowsRoom, Self::AndroidVideoBar, Self::AndroidTouchConsole, Self::Panel, Self::Generic];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::WindowsRoom => "windowsRoom",
            Self::AndroidVideoBar => "androidVideoBar",
            Self::AndroidTouchConsole => "androidTouchConsole",
            Self::Panel => "panel",
            Self::Generic => "generic",
        }
    }

    /// The device type of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// How large a room is (§5.1), as its owner says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RoomSize {
    /// For a few people.
    Small,
    /// For a usual meeting.
    Medium,
    /// For many people.
    Large,
}

impl RoomSize {
    /// Every size, smallest first.
    pub const ALL: [Self; 3] = [Self::Small, Self::Medium, Self::Large];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
        }
    }

    /// The size of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.key() == key)
    }
}

/// What kind of place a room is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceType {
    /// A room for meetings.
    ConferenceRoom,
    /// A small room for a few people, often without booking.
    HuddleRoom,
    /// A room for courses.
    TrainingRoom,
    /// A hall with a stage.
    Auditorium,
    /// Somebody's office.
    Office,
    /// A part of an open floor.
    OpenArea,
    /// An entrance hall.
    Lobby,
    /// Anything else.
    Other,
}

impl PlaceType {
    /// Every place type.
    pub const ALL: [Self; 8] = [
        Self::ConferenceRoom,
        Self::HuddleRoom,
        Self::TrainingRoom,
        Self::Auditorium,
        Self::Office,
        Self::OpenArea,
        Self::Lobby,
        Self::Other,
    ];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::ConferenceRoom => "conferenceRoom",
            Self::HuddleRoom => "huddleRoom",
            Self::TrainingRoom => "trainingRoom",
            Self::Auditorium => "auditorium",
            Self::Office => "office",
            Self::OpenArea => "openArea",
            Self::Lobby => "lobby",
            Self::Other => "other",
        }
    }

    /// The place type of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// Whether a room is monitored (§3.10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Monitoring {
    /// Status is shown, but nothing is judged until an administrator enrols the room.
    Onboarding,
    /// Signals and silence are judged.
    Monitored,
    /// Monitoring was stopped.
    Unenrolled,
}

/// A step in the life of a room's monitoring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MonitoringStep {
    /// An administrator starts monitoring.
    Enrol,
    /// Somebody stops monitoring.
    Unenrol,
    /// A device enrols again with a valid key.
    Contact,
}

impl Monitoring {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Onboarding, Self::Monitored, Self::Unenrolled];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Onboarding => "onboarding",
            Self::Monitored => "monitored",
            Self::Unenrolled => "unenrolled",
        }
    }

    /// The state of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.key() == key)
    }

    /// The state after a step, or `None` where the step is not possible.
    pub const fn after(self, step: MonitoringStep) -> Option<Self> {
        match (self, step) {
            (Self::Onboarding, MonitoringStep::Enrol) => Some(Self::Monitored),
            (Self::Onboarding | Self::Monitored, MonitoringStep::Unenrol) => Some(Self::Unenrolled),
            (Self::Unenrolled | Self::Onboarding, MonitoringStep::Contact) => Some(Self::Onboarding),
            (Self::Monitored, MonitoringStep::Contact) => Some(Self::Monitored),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Onboarding until enrolled, back to Onboarding after unenrolment and new contact.
    #[test]
    fn monitoring_follows_the_state_machine() {
        use Monitoring::*;
        use MonitoringStep::*;
        let table = [
            (Onboarding, Enrol, Some(Monitored)),
            (Monitored, Enrol, None),
            (Unenrolled, Enrol, None),
            (Onboarding, Unenrol, Some(Unenrolled)),
            (Monitored, Unenrol, Some(Unenrolled)),
            (Unenrolled, Unenrol, None),
            (Unenrolled, Contact, Some(Onboarding)),
            (Monitored, Contact, Some(Monitored)),
        ];
        for (from, step, to) in table {
            assert_eq!(from.after(step), to, "{from:?} {step:?}");
        }
    }
}
