//! Shapes of the directory: users, security groups, directory roles.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A person.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct User {
    /// What it is, as Graph names it.
    #[serde(rename = "@odata.type")]
    pub odata_type: String,
    /// The version, for `If-Match`.
    #[serde(rename = "@odata.etag")]
    pub etag: String,
    /// The person.
    pub id: Uuid,
    /// The account name.
    pub user_principal_name: String,
    /// Where e-mail for the person goes: the account name.
    pub mail: String,
    /// The name as shown.
    pub display_name: String,
    /// The language tag.
    pub preferred_language: String,
    /// The time zone by its IANA name.
    pub time_zone: String,
    /// Whether the person may sign in and has rights.
    pub account_enabled: bool,
    /// Whether a password is set.
    pub has_password: bool,
    /// Whether what is given to the person counts. It does not once a partner added them or had a link to set a password mailed to them,
    /// until they set one by a link of your own organization.
    pub confirmed: bool,
    /// When the record was made (RFC 3339, UTC).
    pub created_date_time: String,
    /// When the person last signed in.
    pub last_sign_in_date_time: Option<String>,
}

/// A new person.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewUser {
    /// The account name, in a verified domain of the organization.
    pub user_principal_name: String,
    /// The name as shown.
    pub display_name: String,
    /// The language tag: en, ko, ja, zh-Hant or ru.
    pub preferred_language: String,
    /// The time zone by its IANA name.
    pub time_zone: String,
}

/// A person who was added, and the link to set a password, shown this once.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreatedUser {
    /// The person.
    #[serde(flatten)]
    pub user: User,
    /// The one-time link; it works for 24 hours. Not told again when the request is repeated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub set_password_url: Option<String>,
}

/// What of a person's record can be changed; what is left out stays.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UserPatch {
    /// The name as shown.
    pub display_name: Option<String>,
    /// The language tag.
    pub preferred_language: Option<String>,
    /// The time zone by its IANA name.
    pub time_zone: Option<String>,
}

/// A one-time link, shown this once.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PasswordLink {
    /// The one-time link; it works for 24 hours. Not told again when the request is repeated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub set_password_url: Option<String>,
}

/// A security group.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SecurityGroup {
    /// What it is, as Graph names it.
    #[serde(rename = "@odata.type")]
    pub odata_type: String,
    /// The version, for `If-Match`.
    #[serde(rename = "@odata.etag")]
    pub etag: String,
    /// The group.
    pub id: Uuid,
    /// The name, unique in the organization.
    pub display_name: String,
    /// What it is for.
    pub description: String,
    /// That it gives rights: always so.
    pub security_enabled: bool,
    /// That it takes no mail: always false.
    pub mail_enabled: bool,
    /// Which agents of a partner its members are: `admin_agent`, `helpdesk_agent` or `sales_agent`; none of most groups.
    pub agent: Option<String>,
    /// How many people and groups are directly in it.
    pub member_count: i64,
}

/// A new security group.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewSecurityGroup {
    /// The name, unique in the organization.
    pub display_name: String,
    /// What it is for.
    #[serde(default)]
    pub description: String,
}

/// What of a security group can be changed; what is left out stays.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SecurityGroupPatch {
    /// The name.
    pub display_name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
}

/// A person or security group as a member of something.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Principal {
    /// What it is, as Graph names it.
    #[serde(rename = "@odata.type")]
    pub odata_type: String,
    /// `user` or `securityGroup`.
    pub kind: String,
    /// The person or group.
    pub id: Uuid,
    /// The name as shown.
    pub display_name: String,
    /// The account name of a person.
    pub user_principal_name: Option<String>,
    /// Whether a person is enabled; true for a group.
    pub account_enabled: bool,
}

/// Names a person or security group of one's own organization.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PrincipalReference {
    /// `user` or `securityGroup`.
    pub kind: String,
    /// The person or group.
    pub id: Uuid,
}

/// A directory role with those who hold it directly.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DirectoryRole {
    /// What it is, as Graph names it.
    #[serde(rename = "@odata.type")]
    pub odata_type: String,
    /// `global_administrator`, `managed_service_administrator`, `teams_administrator`, `teams_devices_administrator`, `global_reader`
    /// or, at a partner, `user_management_administrator`.
    pub id: String,
    /// The name.
    pub display_name: String,
    /// The identifier of the published template; none of a role that is Steward's alone.
    pub role_template_id: Option<Uuid>,
    /// People and groups.
    pub members: Vec<Principal>,
}
