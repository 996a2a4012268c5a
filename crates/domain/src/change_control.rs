//! Change control: which changes of a partner wait for the customer (R-160, R-161).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A kind of change that a customer may want to approve first. The list is versioned here (Q1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ControlledEvent {
    /// Change of room settings.
    #[serde(rename = "room.settings_change")]
    RoomSettingsChange,
    /// Restart, diagnostics, log collection.
    #[serde(rename = "room.action")]
    RoomAction,
    /// Suppress or unsuppress a room or signal.
    #[serde(rename = "room.suppress")]
    RoomSuppress,
    /// Edit ring values, order, members.
    #[serde(rename = "ring.change")]
    RingChange,
    /// Pause, resume, retry, force an update.
    #[serde(rename = "update.control")]
    UpdateControl,
    /// Close a recorded issue.
    #[serde(rename = "ticket.close")]
    TicketClose,
    /// Record an issue.
    #[serde(rename = "ticket.create")]
    TicketCreate,
    /// Create, edit or delete a custom partner role, change its scope.
    #[serde(rename = "role.change")]
    RoleChange,
    /// Add or remove members of partner roles.
    #[serde(rename = "member.change")]
    MemberChange,
    /// Unenrol a room (extended permissions only).
    #[serde(rename = "room.unenroll")]
    RoomUnenroll,
    /// Enrol a room (extended permissions only).
    #[serde(rename = "room.enroll")]
    RoomEnroll,
    /// Download the enrolment key (extended permissions only).
    #[serde(rename = "key.download")]
    KeyDownload,
    /// Change room groups (extended permissions only).
    #[serde(rename = "group.change")]
    GroupChange,
}

impl ControlledEvent {
    /// Every event, in the order shown.
    pub const ALL: [Self; 13] = [
        Self::RoomSettingsChange,
        Self::RoomAction,
        Self::RoomSuppress,
        Self::RingChange,
        Self::UpdateControl,
        Self::TicketClose,
        Self::TicketCreate,
        Self::RoleChange,
        Self::MemberChange,
        Self::RoomUnenroll,
        Self::RoomEnroll,
        Self::KeyDownload,
        Self::GroupChange,
    ];

    /// The stable key, such as `room.action`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::RoomSettingsChange => "room.settings_change",
            Self::RoomAction => "room.action",
            Self::RoomSuppress => "room.suppress",
            Self::RingChange => "ring.change",
            Self::UpdateControl => "update.control",
            Self::TicketClose => "ticket.close",
            Self::TicketCreate => "ticket.create",
            Self::RoleChange => "role.change",
            Self::MemberChange => "member.change",
            Self::RoomUnenroll => "room.unenroll",
            Self::RoomEnroll => "room.enroll",
            Self::KeyDownload => "key.download",
            Self::GroupChange => "group.change",
        }
    }
}

/// How a controlled event is treated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Carried out at once.
    #[default]
    Auto,
    /// Waits for the customer's approval.
    Manual,
}

/// The modes of one invitation or link; an event that is not named is Auto.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Modes(BTreeMap<ControlledEvent, Mode>);

impl Modes {
    /// The mode of one event.
    pub fn of(&self, event: ControlledEvent) -> Mode {
        self.0.get(&event).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// R-160, R-161: every event has a key of its own, and what nobody set is Auto.
    #[test]
    fn every_event_is_auto_unless_set() -> Result<(), serde_json::Error> {
        let keys: BTreeSet<_> = ControlledEvent::ALL.iter().map(|event| event.key()).collect();
        assert_eq!(keys.len(), ControlledEvent::ALL.len());
        let modes: Modes = serde_json::from_str(r#"{"room.action":"manual"}"#)?;
        for event in ControlledEvent::ALL {
            assert_eq!(serde_json::to_string(&event)?, format!("\"{}\"", event.key()));
            let expected = if event == ControlledEvent::RoomAction { Mode::Manual } else { Mode::Auto };
            assert_eq!(modes.of(event), expected);
        }
        assert!(
            serde_json::from_str::<Modes>(r#"{"room.paint":"auto"}"#).is_err(),
            "unknown keys are refused"
        );
        Ok(())
    }
}
