//! Shapes of assignments and tenant managers.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::scopes::{Member, NamedScope, Principal, Scope};

/// An assignment.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoleAssignment {
    /// The version, for `If-Match`.
    #[serde(rename = "@odata.etag")]
    pub etag: String,
    /// The identifier.
    pub id: Uuid,
    /// The key of the role.
    pub role_id: String,
    /// The name.
    pub display_name: String,
    /// The description.
    pub description: String,
    /// The partner whose role it is; none for a role of the organization itself.
    pub partner_id: Option<Uuid>,
    /// The partner's name.
    pub partner_display_name: Option<String>,
    /// People and groups.
    pub members: Vec<Member>,
    /// The rooms; of Primary admins, whose link decides, not told to partners.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<NamedScope>,
    /// Whether the members get e-mail about the rooms.
    pub email_notifications: bool,
    /// When it begins to count; null counts at once.
    pub start_date_time: Option<String>,
    /// When it ceases to count; null has no end.
    pub end_date_time: Option<String>,
}

/// An assignment to be made.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct NewRoleAssignment {
    /// The key of the role: `site_lead`, `site_tech` (or another name of these), or the identifier of a role of the same
    /// context.
    pub role_id: String,
    /// The name.
    pub display_name: String,
    /// The description.
    pub description: String,
    /// People and groups of your organization.
    pub members: Vec<Principal>,
    /// The rooms.
    pub scope: Scope,
    /// Whether the members get e-mail about the rooms.
    pub email_notifications: bool,
    /// When it begins to count; none counts at once.
    pub start_date_time: Option<String>,
    /// When it ceases to count; none has no end.
    pub end_date_time: Option<String>,
}

/// The assignment made together with a role.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct FirstAssignment {
    /// The name.
    pub display_name: String,
    /// The description.
    pub description: String,
    /// People and groups of your organization.
    pub members: Vec<Principal>,
    /// The rooms.
    pub scope: Scope,
    /// Whether the members get e-mail about the rooms.
    pub email_notifications: bool,
    /// When it begins to count; none counts at once.
    pub start_date_time: Option<String>,
    /// When it ceases to count; none has no end.
    pub end_date_time: Option<String>,
}

/// When an assignment counts.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Period {
    /// When it begins to count; none counts at once.
    pub start_date_time: Option<String>,
    /// When it ceases to count; none has no end.
    pub end_date_time: Option<String>,
}

/// A change of name, description and e-mail.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RoleAssignmentPatch {
    /// The name from now on.
    pub display_name: String,
    /// The description from now on.
    #[serde(default)]
    pub description: String,
    /// Whether the members get e-mail about the rooms; what is left out stays.
    #[serde(default)]
    pub email_notifications: Option<bool>,
}

/// A tenant manager.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TenantManager {
    /// The person or group.
    #[serde(flatten)]
    pub member: Member,
    /// Since when.
    pub added_date_time: String,
}
