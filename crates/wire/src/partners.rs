//! Shapes of partner links, on both sides.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::scopes::{Member, NamedScope, Scope};

/// A partner of your organization.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Partner {
    /// The version, for `If-Match`.
    #[serde(rename = "@odata.etag")]
    pub etag: String,
    /// The identifier of the link.
    pub id: Uuid,
    /// The partner's organization.
    pub partner_id: Uuid,
    /// The partner's name.
    pub display_name: String,
    /// The partner's default domain.
    pub default_domain: String,
    /// `active`, `suspended`, `ended_by_partner` or `ended_by_customer`.
    pub state: String,
    /// How many rooms it covers now.
    pub room_count: i64,
    /// Whether nobody can act as primary admin.
    pub orphaned: bool,
    /// The version of the accepted terms.
    pub terms_version: String,
    /// The hash of the accepted terms.
    pub terms_hash: String,
    /// Who accepted them.
    pub terms_accepted_by: String,
    /// When the link started.
    pub started_date_time: String,
    /// When it ended.
    pub ended_date_time: Option<String>,
    /// Rooms, people and blocks; only with a single partner.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub details: Option<PartnerDetails>,
}

/// Everything a partner holds.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PartnerDetails {
    /// The rooms.
    pub scope: NamedScope,
    /// What the partner may beyond what primary admins may.
    pub extended_permissions: Vec<String>,
    /// Who has access, groups resolved: the first hundred.
    pub people: Vec<Member>,
    /// Where the next of them are, if there are more.
    #[serde(rename = "people@odata.nextLink", skip_serializing_if = "Option::is_none")]
    pub people_next_link: Option<String>,
    /// Who is blocked.
    pub blocks: Vec<Block>,
}

/// What a partner may beyond what primary admins may.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExtendedPermissions {
    /// `room.download_key`, `room.unenroll`, `room.create`, `group.modify` or `group.create`; those not named are off.
    pub permissions: Vec<String>,
}

/// A block.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Block {
    /// The blocked person, or the application.
    pub user_id: Uuid,
    /// The name.
    pub display_name: String,
    /// The person's account name; empty for an application.
    pub user_principal_name: String,
    /// Why.
    pub reason: String,
    /// Who blocked.
    pub blocked_by: String,
    /// When.
    pub blocked_date_time: String,
    /// Whether it is an application.
    pub is_application: bool,
}

/// A block to be set.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewBlock {
    /// Whom: somebody of the partner who holds anything in your organization.
    pub user_id: Uuid,
    /// Why, as both sides read it.
    #[serde(default)]
    pub reason: String,
}

/// A change of a partner's rooms.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PartnerPatch {
    /// The rooms from now on.
    pub scope: Scope,
}

/// A change of a partner, to be previewed; what is left out stays as it is.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct ProposedChange {
    /// The rooms.
    pub scope: Option<Scope>,
    /// The keys of the permissions that would be on beyond what primary admins may.
    pub extended_permissions: Option<Vec<String>>,
}

/// What would end with a link.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Effects {
    /// The version of the link, for `If-Match` of the removal.
    #[serde(rename = "@odata.etag")]
    pub etag: String,
    /// How many rooms the partner loses sight of.
    pub room_count: i64,
    /// How many assignments end.
    pub assignment_count: usize,
    /// How many people lose access.
    pub people_count: usize,
    /// How many waiting invitations are withdrawn.
    pub invitation_count: usize,
}

/// A customer of your organization, as metadata.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ManagedTenant {
    /// The version of the link, for `If-Match`.
    #[serde(rename = "@odata.etag")]
    pub etag: String,
    /// The customer.
    pub tenant_id: Uuid,
    /// The customer's name.
    pub display_name: String,
    /// The customer's default domain.
    pub default_domain: String,
    /// The link.
    pub link_id: Uuid,
    /// `active` or `suspended`.
    pub state: String,
    /// How many rooms the link covers now.
    pub room_count: i64,
    /// Whether nobody can act as primary admin.
    pub orphaned: bool,
    /// When the link started.
    pub started_date_time: String,
    /// What you may do there.
    pub permissions: Vec<String>,
}

/// The primary admins of a customer.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PrimaryAdmins {
    /// The version of the assignment, for `If-Match`.
    #[serde(rename = "@odata.etag")]
    pub etag: String,
    /// People and groups.
    pub value: Vec<Member>,
}
