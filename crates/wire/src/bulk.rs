//! Shapes of what is done to many rooms, rollouts, room groups or plans of customers at once, with a result for each.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::bulk_assignments::BulkError;

/// The same to be done to many of your own rooms.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BulkRoomAct {
    /// The rooms, 200 at most.
    #[serde(default)]
    pub room_ids: Vec<Uuid>,
    /// What is done.
    #[serde(default)]
    pub act: RoomAct,
}

/// The same to be done to many rooms of customers.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BulkRoomActAtCustomers {
    /// The rooms, 200 at most.
    #[serde(default)]
    pub rooms: Vec<RoomAt>,
    /// What is done.
    #[serde(default)]
    pub act: RoomAct,
}

/// A room of a customer.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RoomAt {
    /// The customer.
    pub tenant_id: Uuid,
    /// The room.
    pub room_id: Uuid,
}

/// What is done to each room.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RoomAct {
    /// `enrol`, `suppress` (as a whole, from now on or for maintenance to come), `unsuppress`, `recordIssue`, `move` to an update ring,
    /// `join` or `leave` a group.
    #[serde(default)]
    pub action: String,
    /// Why, for `suppress`.
    #[serde(default)]
    pub reason: String,
    /// From when on, for `suppress`; none is now.
    #[serde(default)]
    pub start_date_time: Option<String>,
    /// Until when, for `suppress`.
    #[serde(default)]
    pub end_date_time: Option<String>,
    /// What is wrong, for `recordIssue`; the tickets of one organization are joined by their issue.
    #[serde(default)]
    pub description: String,
    /// Whether the rooms cannot be used, for `recordIssue`.
    #[serde(default)]
    pub is_high_impact: bool,
    /// The ring, for `move`.
    #[serde(default)]
    pub update_ring_id: Option<Uuid>,
    /// The group, for `join` and `leave`.
    #[serde(default)]
    pub room_group_id: Option<Uuid>,
}

/// What became of one room.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BulkRoomResult {
    /// The organization of the room.
    pub tenant_id: Uuid,
    /// The room.
    pub room_id: Uuid,
    /// Why it was not done; none, and it was.
    pub error: Option<BulkError>,
}

/// The same to be done to many of your own rollouts.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BulkRolloutAct {
    /// The releases that are rolled out, 200 at most.
    #[serde(default)]
    pub release_ids: Vec<Uuid>,
    /// `pause`, `resume` or `retry` (what failed).
    #[serde(default)]
    pub action: String,
}

/// The same to be done to many rollouts of customers.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BulkRolloutActAtCustomers {
    /// The rollouts, 200 at most.
    #[serde(default)]
    pub rollouts: Vec<RolloutAt>,
    /// `pause`, `resume` or `retry` (what failed).
    #[serde(default)]
    pub action: String,
}

/// A rollout of a customer.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RolloutAt {
    /// The customer.
    pub tenant_id: Uuid,
    /// What is rolled out.
    pub release_id: Uuid,
}

/// What became of one rollout.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BulkRolloutResult {
    /// The organization.
    pub tenant_id: Uuid,
    /// What is rolled out.
    pub release_id: Uuid,
    /// Why it was not done; none, and it was.
    pub error: Option<BulkError>,
}

/// Maintenance to be planned for many of your own room groups.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BulkMaintenance {
    /// The groups, 200 at most.
    #[serde(default)]
    pub room_group_ids: Vec<Uuid>,
    /// Why and when.
    #[serde(default)]
    pub maintenance: Maintenance,
}

/// Maintenance to be planned for many room groups of customers.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BulkMaintenanceAtCustomers {
    /// The groups, 200 at most.
    #[serde(default)]
    pub room_groups: Vec<RoomGroupAt>,
    /// Why and when.
    #[serde(default)]
    pub maintenance: Maintenance,
}

/// A room group of a customer.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RoomGroupAt {
    /// The customer.
    pub tenant_id: Uuid,
    /// The group.
    pub room_group_id: Uuid,
}

/// What is planned for each group.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Maintenance {
    /// Why, at most 300 characters.
    #[serde(default)]
    pub reason: String,
    /// From when on; left out, from now on.
    #[serde(default)]
    #[schema(format = DateTime)]
    pub start_date_time: Option<String>,
    /// Until when: later than the beginning, at most a year from now.
    #[serde(default)]
    #[schema(format = DateTime)]
    pub end_date_time: Option<String>,
}

/// What became of one group.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BulkMaintenanceResult {
    /// The organization of the group.
    pub tenant_id: Uuid,
    /// The group.
    pub room_group_id: Uuid,
    /// Why nothing was planned; none, and it was.
    pub error: Option<BulkError>,
}

/// The days of the preset rings to be set at many customers.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BulkRingDays {
    /// The customers, 200 at most.
    #[serde(default)]
    pub tenant_ids: Vec<Uuid>,
    /// The days of each ring.
    #[serde(default)]
    pub rings: PresetRingDays,
}

/// The days of the rings that every organization has; what is left out stays.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PresetRingDays {
    /// Of Staging.
    #[serde(default)]
    pub staging: RingDays,
    /// Of General.
    #[serde(default)]
    pub general: RingDays,
    /// Of Executive.
    #[serde(default)]
    pub executive: RingDays,
}

/// The days of a ring; what is left out stays.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RingDays {
    /// In how many days an update is spread over its rooms: 1 to 60.
    pub rollout_days: Option<i64>,
    /// For how many days the update is watched before the next ring begins: 0 to 59.
    pub test_days: Option<i64>,
}

/// What became of the plan of one customer.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BulkRingDaysResult {
    /// The customer.
    pub tenant_id: Uuid,
    /// Why nothing was set there; none, and all of it was.
    pub error: Option<BulkError>,
}
