//! Shapes of subscriptions, roles on them, resources in them, licences, and the offers they come from.

use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// What the operator offers partners to provision.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SubscriptionOffer {
    /// The version, for `If-Match`.
    #[serde(rename = "@odata.etag")]
    pub etag: String,
    /// The offer.
    pub id: Uuid,
    /// What it is called.
    pub display_name: String,
    /// `metered`: it holds resources; `licences`: it has seats.
    pub kind: String,
    /// How long each term is in months; none where it goes on until it is cancelled.
    pub term_months: Option<i64>,
}

/// A new offer.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewSubscriptionOffer {
    /// What it is called.
    pub display_name: String,
    /// `metered` or `licences`.
    pub kind: String,
    /// How long each term is in months, from 1 to 60; none where it goes on until it is cancelled.
    pub term_months: Option<i64>,
}

/// What changes of an offer; what is left out stays.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SubscriptionOfferPatch {
    /// What it is called.
    pub display_name: Option<String>,
    /// How long each term is in months; null where it goes on until it is cancelled.
    #[serde(default, deserialize_with = "told", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<i64>)]
    pub term_months: Option<Option<i64>>,
}

/// Null is told apart from what is left out.
fn told<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<i64>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// A subscription.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Subscription {
    /// The version, for `If-Match`.
    #[serde(rename = "@odata.etag")]
    pub etag: String,
    /// The subscription.
    pub id: Uuid,
    /// Whose it is.
    pub tenant_id: Uuid,
    /// The name of that organization.
    pub customer_display_name: String,
    /// Its name.
    pub display_name: String,
    /// What was bought.
    pub offer_name: String,
    /// `metered`: it holds resources; `licences`: it has seats.
    pub kind: String,
    /// `active`, `pending`, `suspended`, `expired`, `disabled` or `deleted`.
    pub status: String,
    /// How many seats it has; 1 where it is metered.
    pub quantity: i64,
    /// How many people have a licence of it.
    pub assigned_quantity: i64,
    /// From whom it was bought, as far as you may know.
    pub reseller: Option<String>,
    /// Whether it was there before any relationship, as far as you may know.
    pub is_existing: bool,
    /// When it was provisioned or added.
    pub created_date_time: String,
    /// From when it counts.
    pub starts_date_time: String,
    /// When its term ends.
    pub ends_date_time: Option<String>,
    /// How long each term is in months.
    pub term_months: Option<i64>,
}

/// A subscription to be provisioned for a customer.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewSubscription {
    /// From which offer.
    pub offer_id: Uuid,
    /// Its name; none for that of the offer.
    pub display_name: Option<String>,
    /// How many seats; 1 where it is left out.
    pub quantity: Option<i64>,
    /// From when it counts; none for at once.
    pub starts_date_time: Option<String>,
}

/// A subscription that your organization has already.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AddedSubscription {
    /// Its name.
    pub display_name: String,
    /// What was bought.
    pub offer_name: String,
    /// `metered` or `licences`.
    pub kind: String,
    /// How many seats; 1 where it is left out.
    pub quantity: Option<i64>,
}

/// What changes of a subscription; what is left out stays.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SubscriptionPatch {
    /// Its name.
    pub display_name: Option<String>,
    /// How many seats.
    pub quantity: Option<i64>,
    /// `active`, `suspended` or `deleted`.
    pub status: Option<String>,
}

/// A role on a subscription.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SubscriptionRoleAssignment {
    /// The assignment.
    pub id: Uuid,
    /// `owner`, `contributor`, `reader` or `user_access_administrator`.
    pub role: String,
    /// Who holds it.
    pub principal_id: Uuid,
    /// `user` or `securityGroup`.
    pub principal_type: String,
    /// The name of who holds it; none where they are gone.
    pub principal_display_name: Option<String>,
    /// Whose people hold it.
    pub organization_id: Uuid,
    /// The name of that organization.
    pub organization_display_name: String,
    /// Who gave it, by account name; none where that was somebody of another organization than yours.
    pub given_by: Option<String>,
    /// When.
    pub given_date_time: String,
    /// Whether it is the last Owner of its organization.
    pub is_last_owner: bool,
}

/// A role to be given. Either `principalId`, or `partnerId` with `agent`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewSubscriptionRoleAssignment {
    /// `owner`, `contributor`, `reader` or `user_access_administrator`.
    pub role: String,
    /// A security group of your organization; for its own subscriptions a person, too.
    pub principal_id: Option<Uuid>,
    /// A partner from which your organization buys.
    pub partner_id: Option<Uuid>,
    /// Its agents: `admin_agent`, `helpdesk_agent` or `sales_agent`; Admin agents where it is left out.
    pub agent: Option<String>,
}

/// A resource in a subscription.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SubscriptionResource {
    /// The version, for `If-Match`.
    #[serde(rename = "@odata.etag")]
    pub etag: String,
    /// The resource.
    pub id: Uuid,
    /// Its name.
    pub display_name: String,
    /// What it is.
    pub kind: String,
    /// `running` or `stopped`.
    pub state: String,
    /// When it was made.
    pub created_date_time: String,
}

/// A resource to be made.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewSubscriptionResource {
    /// Its name.
    pub display_name: String,
    /// What it is.
    pub kind: String,
}

/// What changes of a resource.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SubscriptionResourcePatch {
    /// `running` or `stopped`.
    pub state: String,
}

/// Somebody with a licence of a subscription.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LicenceAssignment {
    /// The person.
    pub user_id: Uuid,
    /// The name.
    pub display_name: String,
    /// The account name.
    pub user_principal_name: String,
    /// Since when.
    pub assigned_date_time: String,
}

/// A licence to be given, to a person by one of both.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewLicenceAssignment {
    /// The person.
    pub user_id: Option<Uuid>,
    /// The account name.
    pub user_principal_name: Option<String>,
}
