//! A customer that is added at the Partner Center surface, as it is published; but for a password, which nobody is told.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{CompanyProfile, ResourceAttributes};

/// A customer to be added. Members that are not named here are passed over.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PartnerCustomerCreation {
    /// Which organization it becomes.
    pub company_profile: NewCompanyProfile,
    /// Who it is, and to whom the invitation goes.
    pub billing_profile: BillingProfile,
    /// Whether to ask for the default granular relationship too; not, if nothing is said.
    #[serde(default, rename = "enableGDAPByDefault")]
    pub enable_gdap_by_default: bool,
    /// Steward's own: whether to ask for delegated admin privileges too; not, if nothing is said.
    #[serde(default)]
    pub allow_delegated_access: bool,
    /// Customers are added for your own organization alone: none.
    #[serde(default)]
    pub associated_partner_id: Option<String>,
}

/// The domain of a customer to be added.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct NewCompanyProfile {
    /// One label below the domain that the operator set aside.
    pub domain: String,
}

/// Who a customer is. It is said back and not kept, but for the name, the country, the language and the address of the invitation.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BillingProfile {
    /// The address to which the invitation goes: at no partner.
    pub email: String,
    /// The culture, such as `en-US`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub culture: Option<String>,
    /// The language, such as `en`; that of your organization where Steward does not speak it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The name of the company.
    pub company_name: String,
    /// Where it is, and who its first administrator is.
    pub default_address: BillingAddress,
}

/// An address. What is not named here is passed over.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct BillingAddress {
    /// The country, by its two letters: that of your organization.
    pub country: String,
    /// The first name of the first administrator.
    pub first_name: String,
    /// The last name of the first administrator.
    pub last_name: String,
    /// The city.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// The state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// The first line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_line1: Option<String>,
    /// The second line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_line2: Option<String>,
    /// The postal code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    /// The telephone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_number: Option<String>,
}

/// A customer that was added.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreatedPartnerCustomer {
    /// The customer.
    pub id: Uuid,
    /// The same.
    pub commerce_id: Uuid,
    /// Which organization it is.
    pub company_profile: CompanyProfile,
    /// What was said of it.
    pub billing_profile: BillingProfile,
    /// `none`: the customer has not accepted yet.
    pub relationship_to_partner: String,
    /// `false`: the customer has not accepted yet.
    pub allow_delegated_access: bool,
    /// The account of the first administrator.
    pub user_credentials: UserCredentials,
    /// `Customer`.
    pub attributes: ResourceAttributes,
}

/// An account without its password: the customer sets that itself, by the invitation.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UserCredentials {
    /// The account name, below the domain.
    pub user_name: String,
}
