//! Times in which rooms are suppressed together.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A maintenance window that is in force or planned.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MaintenanceWindow {
    /// The window.
    pub id: Uuid,
    /// The organization of the rooms.
    pub tenant_id: Uuid,
    /// The organization's name.
    pub tenant_display_name: String,
    /// Whether every room of the organization is meant.
    pub all_rooms: bool,
    /// The room group that is meant; none where every room is, and where you do not see the group.
    pub room_group_id: Option<Uuid>,
    /// The name of that group.
    pub room_group_display_name: Option<String>,
    /// Why.
    pub reason: String,
    /// Who planned it; none where that is somebody of another organization than yours and the rooms are a customer's.
    pub owner_display_name: Option<String>,
    /// The account name of who planned it.
    pub owner_user_principal_name: Option<String>,
    /// The organization for which it was planned: of who did it, or the customer itself.
    pub owner_organization_display_name: String,
    /// From when on.
    pub start_date_time: String,
    /// Until when.
    pub end_date_time: String,
}

/// Maintenance that is to be planned, from now on or a moment to come.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewMaintenanceWindow {
    /// The room group that is meant; left out, every room of the organization.
    #[serde(default)]
    pub room_group_id: Option<Uuid>,
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

/// What of a maintenance window can be changed; what is left out stays.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MaintenanceWindowPatch {
    /// Why, at most 300 characters.
    #[serde(default)]
    pub reason: Option<String>,
    /// Until when: later than now, at most a year from now.
    #[serde(default)]
    #[schema(format = DateTime)]
    pub end_date_time: Option<String>,
}
