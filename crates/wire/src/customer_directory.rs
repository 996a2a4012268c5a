//! Shapes of a customer's directory, as those of a partner see it who change it by delegated roles.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// One person of a customer, and what you may change.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CustomerPerson {
    /// The version, for `If-Match`.
    #[serde(rename = "@odata.etag")]
    pub etag: String,
    /// The person.
    pub id: Uuid,
    /// The name as shown.
    pub display_name: String,
    /// The account name.
    pub user_principal_name: String,
    /// Whether the person may sign in.
    pub account_enabled: bool,
    /// The language tag; only where you manage the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preferred_language: Option<String>,
    /// The time zone by its IANA name; only where you manage the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// Whether you change the record, enable and disable.
    pub may_manage: bool,
    /// Whether you can have a link to set a password mailed to the person.
    pub may_send_password_link: bool,
    /// Whether the person holds a right of the customer itself, so that nobody of a partner changes them.
    #[serde(rename = "protected")]
    pub is_protected: bool,
}

/// One security group of a customer, and whether you may change it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CustomerGroup {
    /// The version, for `If-Match`.
    #[serde(rename = "@odata.etag")]
    pub etag: String,
    /// The group.
    pub id: Uuid,
    /// The name, unique in the organization.
    pub display_name: String,
    /// What it is for.
    pub description: String,
    /// Which agents of a partner its members are, where the customer is one: `admin_agent`, `helpdesk_agent` or `sales_agent`.
    pub agent: Option<String>,
    /// How many people and groups are directly in it.
    pub member_count: i64,
    /// Whether it confers a right of the customer itself, or is in a group that does, so that nobody of a partner changes it; only with a
    /// single group.
    #[serde(rename = "protected", skip_serializing_if = "Option::is_none")]
    pub is_protected: Option<bool>,
}

/// A customer whose directory you look into by a directory role that it delegated to your organization, and what you may do there.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CustomerDirectory {
    /// The customer.
    pub tenant_id: Uuid,
    /// Its name.
    pub display_name: String,
    /// The directory roles that you hold there, by their published names.
    pub roles: Vec<&'static str>,
    /// What you may do in the directory beside looking: `managePeople`, `sendPasswordLinks`, `manageGroups`, `assignLicences`.
    pub rights: Vec<&'static str>,
    /// Whether the customer buys from your organization.
    pub buys_from_you: bool,
}
