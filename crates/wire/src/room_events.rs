//! Shapes of events of rooms.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Something that was noticed in a room and may be nothing.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoomEventItem {
    /// The event.
    pub id: Uuid,
    /// The organization in whose room it happened.
    pub tenant_id: Uuid,
    /// The organization's name.
    pub tenant_display_name: String,
    /// The room.
    pub room_id: Uuid,
    /// The room's name.
    pub room_display_name: String,
    /// `poorCall`, or `reportedIssue`: somebody in the room reported an issue to its device.
    pub kind: String,
    /// When the call began, or the issue was reported.
    pub event_date_time: String,
    /// What somebody wrote; empty for calls.
    pub description: String,
    /// Until when the device keeps its logs of it; none where it keeps none. Ask for them with an operation of the room.
    pub logs_kept_until_date_time: Option<String>,
    /// Whether it was flagged as unhealthy.
    pub is_flagged: bool,
    /// The ticket that was made of it; none where you do not see the ticket.
    pub ticket_id: Option<Uuid>,
}

/// Events that are to be flagged as unhealthy.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FlagRoomEvents {
    /// The events, 200 at most.
    #[serde(default)]
    pub event_ids: Vec<Uuid>,
    /// What is wrong.
    #[serde(default)]
    pub description: String,
    /// Whether the rooms cannot be used: the tickets are critical then, important otherwise.
    #[serde(default)]
    pub is_high_impact: bool,
}
