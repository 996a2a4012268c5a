//! Shapes of room groups.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A room group.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoomGroup {
    /// The version, for `If-Match`.
    #[serde(rename = "@odata.etag")]
    pub etag: String,
    /// The group.
    pub id: Uuid,
    /// The organization that owns it.
    pub tenant_id: Uuid,
    /// The organization's name.
    pub tenant_display_name: String,
    /// The name, unique in the organization.
    pub display_name: String,
    /// What it is for.
    pub description: String,
    /// How many of its members you see.
    pub member_count: i64,
}

/// A new room group.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewRoomGroup {
    /// The name, unique in the organization.
    pub display_name: String,
    /// What it is for.
    #[serde(default)]
    pub description: String,
    /// Its first members.
    #[serde(default)]
    pub members: Vec<Uuid>,
}

/// What of a room group can be changed; what is left out stays.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RoomGroupPatch {
    /// The name.
    pub display_name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
}

/// Rooms that join and leave a group.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MemberChange {
    /// Rooms that join.
    #[serde(default)]
    pub add: Vec<Uuid>,
    /// Rooms that leave.
    #[serde(default)]
    pub remove: Vec<Uuid>,
}

/// What a change of members would do to the people of a partner.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MemberEffect {
    /// The partner.
    pub partner_id: Uuid,
    /// The partner's name.
    pub partner_display_name: String,
    /// How many of its people would see a room they do not see.
    pub people_who_gain: usize,
    /// How many of its people would no longer see a room they see.
    pub people_who_lose: usize,
}
