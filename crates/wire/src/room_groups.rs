//! Shapes of room groups.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::rooms::given;

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
    /// What chooses its members; none where people do.
    pub rule: Option<RoomGroupRule>,
}

/// What chooses the members of a room group: a place or a tag.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoomGroupRule {
    /// All rooms in this place, at any depth.
    pub place_id: Option<Uuid>,
    /// The name of that place.
    pub place_display_name: Option<String>,
    /// All rooms with this tag.
    pub tag: Option<String>,
}

/// What is to choose the members of a room group: either a place or a tag.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewRoomGroupRule {
    /// All rooms in this place, at any depth.
    #[serde(default)]
    pub place_id: Option<Uuid>,
    /// All rooms with this tag.
    #[serde(default)]
    pub tag: Option<String>,
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
    /// Its first members; none where a rule chooses them.
    #[serde(default)]
    pub members: Vec<Uuid>,
    /// What chooses its members.
    #[serde(default)]
    pub rule: Option<NewRoomGroupRule>,
}

/// What of a room group can be changed; what is left out stays, `null` ends the rule and leaves the members as they are.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RoomGroupPatch {
    /// The name.
    pub display_name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// What chooses its members.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<NewRoomGroupRule>)]
    pub rule: Option<Option<NewRoomGroupRule>>,
}

/// A rule that is to be looked at before it is set; none for the end of a rule.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RulePreviewQuery {
    /// What would choose the members.
    pub rule: Option<NewRoomGroupRule>,
}

/// What a rule would do.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RulePreview {
    /// How many rooms the group would have.
    pub room_count: usize,
    /// How many rooms would join.
    pub joining_count: usize,
    /// How many rooms would leave.
    pub leaving_count: usize,
    /// Whose people would gain or lose sight of rooms.
    pub effects: Vec<MemberEffect>,
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
