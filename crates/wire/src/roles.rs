//! Shapes of roles.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::role_assignments::FirstAssignment;

/// A role.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Role {
    /// The version, for `If-Match`; none of a role that is fixed.
    #[serde(rename = "@odata.etag", skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// The key: a word such as `site_lead` of a fixed role, an identifier of another.
    pub id: String,
    /// The name.
    pub display_name: String,
    /// What it is for.
    pub description: String,
    /// Whether it is fixed.
    pub is_built_in: bool,
    /// Whether it belongs to partner links.
    pub is_partner_role: bool,
    /// The partner who made it; none of other roles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partner_id: Option<Uuid>,
    /// The partner's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partner_display_name: Option<String>,
    /// What it allows.
    pub permissions: Vec<String>,
}

/// A role to be made.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct NewRole {
    /// The name, unique among the roles of its context.
    pub display_name: String,
    /// What it is for.
    pub description: String,
    /// What it allows, at least one: keys such as `room.view`, or other names of permissions.
    pub permissions: Vec<String>,
    /// Who holds it first, if anybody.
    pub first_assignment: Option<FirstAssignment>,
}

/// A change of a role; what is missing stays.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct RolePatch {
    /// The name from now on.
    pub display_name: Option<String>,
    /// The description from now on.
    pub description: Option<String>,
    /// What it allows from now on: keys, or other names of permissions.
    pub permissions: Option<Vec<String>>,
}

/// What Site Leads of an organization may.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SiteLeadProfile {
    /// `standard`, or `strict`: groups to look at alone, and no rings.
    pub profile: String,
}
