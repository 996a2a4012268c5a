//! Shapes of assignments at many customers at once.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::scopes::Principal;

/// Which rooms are meant at each customer.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct ScopeByName {
    /// All rooms of the link; groups and places named beside it are then passed over.
    pub all_rooms: bool,
    /// The rooms of the groups of these names, as far as the customer has such groups.
    pub room_groups: Vec<String>,
    /// The rooms in the places of these names, likewise.
    pub places: Vec<String>,
}

/// A role to be assigned at many customers.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct NewBulkAssignment {
    /// A customer at which your organization has the role.
    pub role_tenant_id: Uuid,
    /// The role there; at other customers that of the same name is assigned if it has the same permissions.
    pub role_id: Uuid,
    /// Whether the role is made, with its name, description and permissions, where a customer has none of its name.
    pub create_missing_roles: bool,
    /// The customers, at most 2,000.
    pub tenant_ids: Vec<Uuid>,
    /// The name of the assignments.
    pub display_name: String,
    /// Their description.
    pub description: String,
    /// People and groups of your organization.
    pub members: Vec<Principal>,
    /// The rooms.
    pub scope: ScopeByName,
    /// Whether the members get e-mail about the rooms.
    pub email_notifications: bool,
    /// When they begin to count; none counts at once.
    pub start_date_time: Option<String>,
    /// When they cease to count; none has no end.
    pub end_date_time: Option<String>,
}

/// What happened at one customer; in a preview, what would.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BulkResult {
    /// The customer as you named it.
    pub tenant_id: Uuid,
    /// Its name, if you see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tenant_display_name: Option<String>,
    /// `assigned`, `held` (all members have the role there already, on these rooms and as long) or `refused`.
    pub outcome: String,
    /// Whether the role is made there for that.
    pub creates_role: bool,
    /// The new assignment; none in a preview.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assignment_id: Option<Uuid>,
    /// What the members gain by it, told by the preview.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gained: Option<Gained>,
    /// Why it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<BulkError>,
}

/// What people gain, at the moment from which it counts.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Gained {
    /// How many people gain something.
    pub people_count: usize,
    /// On how many of the rooms you see.
    pub room_count: usize,
    /// Which permissions, taken together.
    pub permissions: Vec<String>,
}

/// Why nothing was done at a customer.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BulkError {
    /// The stable code.
    pub code: String,
    /// The same in words.
    pub message: String,
    /// The permission that is missing, if that is why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<String>,
}
