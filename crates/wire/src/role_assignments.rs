//! Shapes of roles, assignments and tenant managers.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::scopes::{Member, NamedScope, Principal, Scope};

/// A role.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Role {
    /// The stable key, such as `site_lead`.
    pub id: String,
    /// The name.
    pub display_name: String,
    /// Whether it is fixed.
    pub is_built_in: bool,
    /// Whether it belongs to partner links.
    pub is_partner_role: bool,
    /// What it allows.
    pub permissions: Vec<String>,
}

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
    /// The rooms; not told to partners, whose link decides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<NamedScope>,
}

/// An assignment to be made.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct NewRoleAssignment {
    /// `site_lead` or `site_tech`.
    pub role_id: String,
    /// The name.
    pub display_name: String,
    /// The description.
    pub description: String,
    /// People and groups of your organization.
    pub members: Vec<Principal>,
    /// The rooms.
    pub scope: Scope,
}

/// A change of name and description.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoleAssignmentPatch {
    /// The name from now on.
    pub display_name: String,
    /// The description from now on.
    #[serde(default)]
    pub description: String,
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
