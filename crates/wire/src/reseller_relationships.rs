//! Shapes of reseller relationships, of the requests for them, and of the privileges that may come with them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::service_portals::ServiceLink;

/// A link with which your organization asks customers for a reseller relationship.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ResellerRequest {
    /// The request.
    pub id: Uuid,
    /// The link, to be sent to Global administrators of customers; any number of them can accept. None where it was revoked.
    pub link: Option<String>,
    /// Whether it asks for delegated admin privileges.
    pub delegated_admin_privileges: bool,
    /// Whom it asks: `customer` to buy, or another `partner` to sell through your organization.
    pub asks: String,
    /// The indirect provider that customers are asked to take on too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub indirect_provider_id: Option<Uuid>,
    /// Who made it.
    pub created_by: String,
    /// When.
    pub created_date_time: String,
    /// Whether it was revoked.
    pub revoked: bool,
    /// How many relationships began with it.
    pub accepted_count: i64,
}

/// A new request.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewResellerRequest {
    /// Whether to ask for delegated admin privileges too; if nothing is said, customers are asked for them.
    #[serde(default)]
    pub delegated_admin_privileges: Option<bool>,
    /// Whom to ask: `customer` to buy, if nothing is said, or another `partner` to sell through your organization.
    #[serde(default)]
    pub asks: Option<String>,
    /// An indirect provider of yours that customers are asked to take on too.
    #[serde(default)]
    pub indirect_provider_id: Option<Uuid>,
}

/// A customer that buys from your organization.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Customer {
    /// The version of the relationship, for `If-Match`.
    #[serde(rename = "@odata.etag")]
    pub etag: String,
    /// The customer.
    pub tenant_id: Uuid,
    /// Its name.
    pub display_name: String,
    /// Its default domain.
    pub default_domain: String,
    /// `reseller`.
    pub relationship_to_partner: String,
    /// Whether your agents have delegated admin privileges there.
    pub delegated_admin_privileges: bool,
    /// When the relationship began.
    pub started_date_time: String,
    /// The indirect reseller for which your organization provides there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub indirect_reseller_display_name: Option<String>,
    /// The indirect provider through which your organization sells there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub indirect_provider_display_name: Option<String>,
    /// Whether a granular relationship with it is in force.
    pub has_granular_relationship: bool,
    /// Its country; only with a single customer that granted delegated admin privileges.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Its domains; only with a single customer that granted delegated admin privileges.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verified_domains: Option<Vec<String>>,
    /// Where its rooms here and the portals of services open for it, as far as they open for you; only with a single customer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub services: Option<Vec<ServiceLink>>,
}

/// Somebody of a customer, as far as looking people up needs.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CustomerUser {
    /// The person.
    pub id: Uuid,
    /// The name as shown.
    pub display_name: String,
    /// The account name.
    pub user_principal_name: String,
    /// Whether the person may sign in.
    pub account_enabled: bool,
}

/// A partner from which your organization buys, or bought.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ResellerRelationship {
    /// The version, for `If-Match`.
    #[serde(rename = "@odata.etag")]
    pub etag: String,
    /// The relationship.
    pub id: Uuid,
    /// The partner.
    pub partner_id: Uuid,
    /// Its name.
    pub partner_display_name: String,
    /// Its default domain.
    pub partner_default_domain: String,
    /// Whether its agents have delegated admin privileges here.
    pub delegated_admin_privileges: bool,
    /// Since when they have them, or had them last.
    pub privileges_since_date_time: Option<String>,
    /// When they lost them.
    pub privileges_ended_date_time: Option<String>,
    /// Who took them: `customer`, `partner`, or `system` where nobody had used them for 90 days.
    pub privileges_ended_by: Option<String>,
    /// Who of your organization accepted.
    pub accepted_by: String,
    /// When it began.
    pub started_date_time: String,
    /// When it ended.
    pub ended_date_time: Option<String>,
    /// Whether it ended.
    pub is_ended: bool,
    /// Whether the partner lost its capability, so that nobody of it holds anything meanwhile.
    pub is_suspended: bool,
    /// Who holds a directory role of your organization by it, groups resolved; only with a single relationship.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delegated: Option<Vec<DelegatedPerson>>,
}

/// Somebody of a partner who holds a directory role of your organization.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DelegatedPerson {
    /// The role: `global_administrator` or `helpdesk_administrator`.
    pub role: String,
    /// The name.
    pub display_name: String,
    /// The account name.
    pub user_principal_name: String,
}

/// What a link asks of your organization.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OpenedRequest {
    /// The name of the partner that asks.
    pub partner_display_name: String,
    /// Its default domain.
    pub partner_default_domain: String,
    /// Whether delegated admin privileges are asked for.
    pub delegated_admin_privileges: bool,
    /// `none`, `reseller` or `delegated`: where your organization stands with it already.
    pub standing: String,
    /// The name of the indirect provider that is asked for too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub indirect_provider_display_name: Option<String>,
}

/// The secret of a link: what stands in it before the question mark, behind the last stroke.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RequestToken {
    /// The secret.
    pub token: String,
}

/// The acceptance of a request.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ResellerAcceptance {
    /// The secret of the link.
    pub token: String,
    /// Whether your organization agreed to the customer agreement with the partner.
    pub agreement_accepted: bool,
    /// What you saw is asked for; another answer of the request is refused. May be left out.
    pub delegated_admin_privileges: Option<bool>,
}
