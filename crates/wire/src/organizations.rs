//! Shapes of organizations as the operator sees them, and of the health of the server. Figures, never content.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// An organization.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Organization {
    /// Its version, for `If-Match`.
    #[serde(rename = "@odata.etag")]
    pub etag: String,
    /// The organization.
    pub id: Uuid,
    /// The name.
    pub display_name: String,
    /// The country, two letters.
    pub country: String,
    /// The language tag of new people.
    pub preferred_language: String,
    /// The time zone of new people.
    pub time_zone: String,
    /// Whether it may manage rooms of customers.
    pub is_partner: bool,
    /// When it was made (RFC 3339, UTC).
    pub created_date_time: String,
    /// The domains by which its people sign in and by which it is invited.
    pub verified_domains: Vec<String>,
    /// How many people it has.
    pub people_count: i64,
    /// How many rooms it has.
    pub room_count: i64,
    /// How many live links it is part of, as customer or as partner.
    pub link_count: i64,
}

/// A new organization with its first administrator.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewOrganization {
    /// The name.
    pub display_name: String,
    /// The country, two letters.
    pub country: String,
    /// The language tag of its people: en, ko, ja, zh-Hant or ru.
    pub preferred_language: String,
    /// The time zone of its people, such as Asia/Seoul.
    pub time_zone: String,
    /// Its domains, whose ownership you have checked.
    pub verified_domains: Vec<String>,
    /// The account name of the first administrator, in one of the domains.
    pub administrator_user_principal_name: String,
    /// The name of the first administrator.
    pub administrator_display_name: String,
}

/// A made organization.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreatedOrganization {
    /// The organization.
    #[serde(flatten)]
    pub organization: Organization,
    /// The first administrator.
    pub administrator_id: Uuid,
    /// The one-time link by which the administrator sets a password; shown this once, not when the request is repeated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub set_password_url: Option<String>,
}

/// What is to be changed of an organization; what is left out stays.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OrganizationPatch {
    /// The name.
    pub display_name: Option<String>,
    /// The country, two letters.
    pub country: Option<String>,
    /// The language tag of new people.
    pub preferred_language: Option<String>,
    /// The time zone of new people.
    pub time_zone: Option<String>,
}

/// A domain.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Domain {
    /// The domain, whose ownership you have checked.
    pub domain: String,
}

/// The partner capability.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PartnerCapability {
    /// Whether the organization may manage rooms of customers.
    pub enabled: bool,
}

/// Whom a further administrator link is for.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewAdministratorLink {
    /// The account name of a Global administrator, or of a new person in one of the organization's domains.
    pub user_principal_name: String,
    /// The name of a new person.
    pub display_name: String,
}

/// A further administrator link.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AdministratorLink {
    /// The one-time link; shown this once, not when the request is repeated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub set_password_url: Option<String>,
    /// From when it works: at once while no administrator of the organization can sign in, else after 24 hours.
    pub opens_date_time: String,
}

/// Figures of the server as a whole.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ServerHealth {
    /// Organizations.
    pub organization_count: i64,
    /// Partners among them.
    pub partner_count: i64,
    /// People.
    pub people_count: i64,
    /// Rooms.
    pub room_count: i64,
    /// Rooms that were heard within the time of silence.
    pub rooms_heard_count: i64,
    /// Live links.
    pub link_count: i64,
    /// Invitations that wait for an answer.
    pub pending_invitation_count: i64,
    /// Live sessions.
    pub session_count: i64,
    /// When a device was last heard (RFC 3339, UTC).
    pub last_report_date_time: Option<String>,
}
