//! Shapes of granular relationships: those of Microsoft Graph v1.0 for the partner (§4.3), and ours for the customer, who has none there.

use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// The customer of a relationship.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CustomerParticipant {
    /// The organization.
    pub tenant_id: Uuid,
    /// Its name, once it approved.
    #[serde(default)]
    pub display_name: Option<String>,
}

/// A directory role, by its published template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UnifiedRole {
    /// The template.
    pub role_definition_id: Uuid,
}

/// Which roles.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AccessDetails {
    /// The roles.
    #[serde(default)]
    pub unified_roles: Vec<UnifiedRole>,
}

/// A granular relationship as its partner sees it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DelegatedAdminRelationship {
    /// `#microsoft.graph.delegatedAdminRelationship`, or `#microsoft.graph.resellerDelegatedAdminRelationship` where your indirect provider
    /// prepared it.
    #[serde(rename = "@odata.type")]
    pub kind: &'static str,
    /// The version, for `If-Match`.
    #[serde(rename = "@odata.etag")]
    pub etag: String,
    /// Two GUIDs joined by a dash.
    pub id: String,
    /// What the partner calls it; the customer reads it too.
    pub display_name: String,
    /// How long it lasts from its activation on, `P730D` at most.
    pub duration: String,
    /// The customer.
    pub customer: Option<CustomerParticipant>,
    /// The roles.
    pub access_details: AccessDetails,
    /// `P180D` where it extends itself at its end, else `PT0S`.
    pub auto_extend_duration: &'static str,
    /// `created`, `approvalPending`, `approved`, `activating`, `active`, `expiring`, `expired`, `terminationRequested`, `terminating` or
    /// `terminated`. Nothing is held but in `active`.
    pub status: &'static str,
    /// When it was drafted.
    pub created_date_time: String,
    /// When it changed last.
    pub last_modified_date_time: String,
    /// Since when it is in force.
    pub activated_date_time: Option<String>,
    /// When it ends, or ended.
    pub end_date_time: Option<String>,
    /// The indirect provider that prepared it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub indirect_provider_tenant_id: Option<String>,
    /// Whether you neither approved nor rejected yet what your indirect provider prepared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_partner_consent_pending: Option<bool>,
    /// With `$expand=accessAssignments`: what it gives to whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_assignments: Option<Vec<DelegatedAdminAccessAssignment>>,
}

/// A new granular relationship.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewDelegatedAdminRelationship {
    /// What to call it; unique among yours, at most 50 characters.
    pub display_name: String,
    /// How long it is to last: `P1D` to `P730D`.
    pub duration: String,
    /// The organization to ask; without it whoever gets the link may approve.
    #[serde(default)]
    pub customer: Option<CustomerParticipant>,
    /// The roles: at least one.
    pub access_details: AccessDetails,
    /// `P180D` to let it extend itself at its end, `PT0S` (the default) or `P0D` not to.
    #[serde(default)]
    pub auto_extend_duration: Option<String>,
}

/// What is to change of a granular relationship; what is left out stays.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DelegatedAdminRelationshipChange {
    /// Another name.
    pub display_name: Option<String>,
    /// Another duration.
    pub duration: Option<String>,
    /// Another organization to ask; `null` for none.
    #[serde(default, deserialize_with = "present")]
    pub customer: Option<Option<CustomerParticipant>>,
    /// Other roles.
    pub access_details: Option<AccessDetails>,
    /// Whether it extends itself.
    pub auto_extend_duration: Option<String>,
}

/// Tells what is null from what is left out.
fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(value: D) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(value).map(Some)
}

/// What was asked for on a relationship.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DelegatedAdminRelationshipRequest {
    /// `#microsoft.graph.delegatedAdminRelationshipRequest`.
    #[serde(rename = "@odata.type")]
    pub kind: &'static str,
    /// The version.
    #[serde(rename = "@odata.etag")]
    pub etag: String,
    /// The request.
    pub id: Uuid,
    /// `lockForApproval` or `terminate`.
    pub action: &'static str,
    /// `created`, `pending`, `succeeded` or `failed`.
    pub status: String,
    /// When it was made.
    pub created_date_time: String,
    /// When it changed last.
    pub last_modified_date_time: String,
}

/// A new request.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewDelegatedAdminRelationshipRequest {
    /// `lockForApproval` finalizes a draft, `terminate` ends a relationship in force.
    pub action: String,
}

/// Whom an assignment gives something to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AccessContainer {
    /// A security group of your organization.
    pub access_container_id: Uuid,
    /// `securityGroup`.
    pub access_container_type: String,
}

/// What gives roles of a relationship to a security group of the partner.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DelegatedAdminAccessAssignment {
    /// `#microsoft.graph.delegatedAdminAccessAssignment`.
    #[serde(rename = "@odata.type")]
    pub kind: &'static str,
    /// The version, for `If-Match`.
    #[serde(rename = "@odata.etag")]
    pub etag: String,
    /// The assignment.
    pub id: Uuid,
    /// `pending`, `active`, `deleting`, `deleted` or `error`.
    pub status: &'static str,
    /// Whom it gives something to.
    pub access_container: AccessContainer,
    /// The roles.
    pub access_details: AccessDetails,
    /// Since when.
    pub created_date_time: String,
    /// When it changed last.
    pub last_modified_date_time: String,
}

/// A new assignment.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewDelegatedAdminAccessAssignment {
    /// Whom to give something to.
    pub access_container: AccessContainer,
    /// The roles, each of the relationship.
    pub access_details: AccessDetails,
}

/// What is to change of an assignment; what is left out stays.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DelegatedAdminAccessAssignmentChange {
    /// The roles, each of the relationship.
    pub access_details: Option<AccessDetails>,
}

/// A change that takes a while.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DelegatedAdminRelationshipOperation {
    /// `#microsoft.graph.delegatedAdminRelationshipOperation`.
    #[serde(rename = "@odata.type")]
    pub kind: &'static str,
    /// The version.
    #[serde(rename = "@odata.etag")]
    pub etag: String,
    /// The operation.
    pub id: Uuid,
    /// `delegatedAdminAccessAssignmentUpdate`.
    pub operation_type: &'static str,
    /// What became of it, as JSON in a string.
    pub data: String,
    /// `notStarted`, `running`, `succeeded` or `failed`.
    pub status: String,
    /// When it was made.
    pub created_date_time: String,
    /// When it changed last.
    pub last_modified_date_time: String,
}

/// A customer that let your organization have granular relationships.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DelegatedAdminCustomer {
    /// `#microsoft.graph.delegatedAdminCustomer`.
    #[serde(rename = "@odata.type")]
    pub kind: &'static str,
    /// The version.
    #[serde(rename = "@odata.etag")]
    pub etag: String,
    /// The organization.
    pub id: Uuid,
    /// The organization.
    pub tenant_id: Uuid,
    /// Its name.
    pub display_name: String,
}

/// The portal of a service for a customer.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DelegatedAdminServiceManagementDetail {
    /// `#microsoft.graph.delegatedAdminServiceManagementDetail`.
    #[serde(rename = "@odata.type")]
    pub kind: &'static str,
    /// The portal.
    pub id: String,
    /// What the service is called.
    pub service_name: String,
    /// Its address for this customer.
    pub service_management_url: String,
}

/// A granular relationship as the customer sees it that approved it, or may approve it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GranularRelationship {
    /// The version, for `If-Match`.
    #[serde(rename = "@odata.etag")]
    pub etag: String,
    /// Two GUIDs joined by a dash, as in the link.
    pub id: String,
    /// What the partner calls it.
    pub display_name: String,
    /// The partner.
    pub partner_id: Uuid,
    /// Its name.
    pub partner_display_name: String,
    /// Its default domain.
    pub partner_default_domain: String,
    /// Where it stands.
    pub status: String,
    /// How long it lasts from its activation on.
    pub duration: String,
    /// `P180D` where it extends itself at its end, else `PT0S`.
    pub auto_extend_duration: String,
    /// The roles.
    pub access_details: AccessDetails,
    /// Who of your organization approved it.
    pub approved_by: Option<String>,
    /// When.
    pub approved_date_time: Option<String>,
    /// Since when it is in force.
    pub activated_date_time: Option<String>,
    /// When it ends, or ended.
    pub end_date_time: Option<String>,
    /// Whether the partner lost its capability, so that nobody of it holds anything meanwhile.
    pub is_suspended: bool,
    /// With a single relationship: who holds which roles by it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_assignments: Option<Vec<GrantedAccess>>,
}

/// A group of a partner that holds roles, with the people in it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GrantedAccess {
    /// The assignment.
    pub id: Uuid,
    /// The name of the group; none where it is gone.
    pub group_display_name: Option<String>,
    /// Where the assignment stands.
    pub status: String,
    /// The roles.
    pub access_details: AccessDetails,
    /// Who is in the group, groups in groups resolved.
    pub members: Vec<GrantedPerson>,
}

/// Somebody of a partner.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GrantedPerson {
    /// The name.
    pub display_name: String,
    /// The account name.
    pub user_principal_name: String,
}

/// The approval of a granular relationship.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GranularApproval {
    /// The identifier in the link: two GUIDs joined by a dash.
    pub id: String,
}

/// What the customer may change of a granular relationship.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GranularChange {
    /// `P180D` to let it extend itself at its end, `PT0S` not to.
    pub auto_extend_duration: String,
}
