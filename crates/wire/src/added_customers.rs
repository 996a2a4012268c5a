//! Shapes of customers that partners add, and of what these are asked for.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A customer that your organization added.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AddedCustomer {
    /// The organization.
    pub tenant_id: Uuid,
    /// The name that it was given.
    pub display_name: String,
    /// The domain that it was given.
    pub domain: String,
    /// Its country.
    pub country: String,
    /// The name of its first administrator.
    pub administrator_display_name: String,
    /// The account name of its first administrator.
    pub administrator_user_principal_name: String,
    /// The address of the invitation.
    pub mail: String,
    /// Whether delegated admin privileges are asked for with the reseller relationship.
    pub delegated_admin_privileges: bool,
    /// Whether the default granular relationship is asked for too.
    pub default_granular_relationship: bool,
    /// `waiting`, `accepted`, `declined`, `withdrawn` or `expired`.
    pub state: String,
    /// Who added it.
    pub created_by: String,
    /// When.
    pub created_date_time: String,
    /// When it lapses without an answer.
    pub expires_date_time: String,
    /// When it was accepted, declined, withdrawn or lapsed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settled_date_time: Option<String>,
    /// When the invitation was sent last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invited_date_time: Option<String>,
}

/// A new customer.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewAddedCustomer {
    /// The name of the company.
    pub display_name: String,
    /// Its country by two letters: that of your organization.
    pub country: String,
    /// The label of its domain, below the domain that the operator set aside.
    pub domain_label: String,
    /// The language tag of its people; that of your organization if nothing is said.
    #[serde(default)]
    pub preferred_language: Option<String>,
    /// The name of its first administrator.
    pub administrator_display_name: String,
    /// The address of the customer to which the invitation goes: at no partner.
    pub mail: String,
    /// Whether to ask for delegated admin privileges too; not, if nothing is said.
    #[serde(default)]
    pub delegated_admin_privileges: bool,
    /// Whether to ask for the default granular relationship too; not, if nothing is said.
    #[serde(default)]
    pub default_granular_relationship: bool,
}

/// What the partner that added your organization asks of it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AskedRelationships {
    /// The partner.
    pub partner_id: Uuid,
    /// Its name.
    pub partner_display_name: String,
    /// Its default domain.
    pub partner_default_domain: String,
    /// Whether delegated admin privileges are asked for with the reseller relationship.
    pub delegated_admin_privileges: bool,
    /// What accepts the reseller relationship (`POST /v1.0/resellerRelationships`); none where it was accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// The granular relationship that waits for an approval of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub granular_relationship_id: Option<String>,
    /// When it was asked.
    pub asked_date_time: String,
    /// When the request for the reseller relationship lapses.
    pub expires_date_time: String,
}
