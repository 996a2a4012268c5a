//! Shapes of update rings.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// An update ring: a wave of rooms that get an update together.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UpdateRing {
    /// The version, for `If-Match`.
    #[serde(rename = "@odata.etag")]
    pub etag: String,
    /// The ring.
    pub id: Uuid,
    /// The organization that owns it.
    pub tenant_id: Uuid,
    /// The name, unique in the organization.
    pub display_name: String,
    /// What it is for.
    pub description: String,
    /// Which preset ring it is: `staging`, `general` or `executive`; none for those that the organization made.
    pub preset: Option<String>,
    /// When it has its turn: 1 is first, 9 last. Rings of equal order run together.
    pub order: u8,
    /// In how many days an update is spread over its rooms.
    pub rollout_days: u16,
    /// For how many days the update is watched before the next ring begins.
    pub test_days: u16,
    /// Rollout and test together.
    pub completion_days: u16,
    /// After how many days from the start in the first ring it begins; computed of the rings before it.
    pub deferment_days: u16,
    /// How many of the 60 days other rings take, apart from those that run together with it.
    pub days_set_by_other_rings: u16,
    /// How many days remain for rollout and test of this ring.
    pub remaining_days: u16,
    /// How many of its rooms you see.
    pub room_count: i64,
}

/// A new update ring.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewUpdateRing {
    /// The name, unique in the organization.
    pub display_name: String,
    /// What it is for.
    #[serde(default)]
    pub description: String,
    /// When it has its turn: 2 to 8.
    pub order: i64,
    /// In how many days an update is spread over its rooms: 1 or more.
    pub rollout_days: i64,
    /// For how many days the update is watched before the next ring begins.
    pub test_days: i64,
}

/// What of an update ring can be changed; what is left out stays. The name of a preset ring stays, and the order of Staging and
/// Executive.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpdateRingPatch {
    /// The name.
    pub display_name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// When it has its turn: 2 to 8.
    pub order: Option<i64>,
    /// In how many days an update is spread over its rooms: 1 or more.
    pub rollout_days: Option<i64>,
    /// For how many days the update is watched before the next ring begins.
    pub test_days: Option<i64>,
}

/// Rooms that move to a ring.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RoomsToMove {
    /// The rooms, at most 200.
    pub room_ids: Vec<Uuid>,
}
