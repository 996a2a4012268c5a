//! Shapes of the Partner Center surface (`/v1`), as they are published.

mod new_customer;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

pub use new_customer::{
    BillingAddress, BillingProfile, CreatedPartnerCustomer, NewCompanyProfile, PartnerCustomerCreation,
    UserCredentials,
};

/// What a resource says of itself.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ResourceAttributes {
    /// The kind of the resource.
    pub object_type: String,
    /// Its version, for `If-Match`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
}

impl ResourceAttributes {
    /// Of a kind without versions.
    pub fn of(object_type: &str) -> Self {
        Self { object_type: object_type.to_owned(), etag: None }
    }
}

/// A page of resources.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ResourceCollection<T> {
    /// How many there are on all pages.
    pub total_count: i64,
    /// The resources of this page.
    pub items: Vec<T>,
    /// Where this page and the next one are.
    pub links: CollectionLinks,
    /// `Collection`.
    pub attributes: ResourceAttributes,
}

/// The pages around.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CollectionLinks {
    /// This page.
    #[serde(rename = "self")]
    pub this: ResourceLink,
    /// The next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<ResourceLink>,
}

/// How a resource is asked for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ResourceLink {
    /// The address, below `/v1`.
    pub uri: String,
    /// The method.
    pub method: String,
    /// Headers to be sent.
    pub headers: Vec<LinkHeader>,
}

/// A header of a link.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LinkHeader {
    /// Its name.
    pub key: String,
    /// Its value.
    pub value: String,
}

/// What Autopilot devices skip and keep when they are set up.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConfigurationPolicy {
    /// The policy.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// `o_o_b_e`.
    pub category: String,
    /// What it is for.
    pub description: String,
    /// How many devices have it.
    pub devices_assigned_count: i64,
    /// `none`, or some of `remove_oem_preinstalls`, `oobe_user_not_local_admin`, `skip_express_settings`,
    /// `skip_oem_registration`, `skip_eula`.
    pub policy_settings: Vec<String>,
    /// When it was made.
    pub created_date: String,
    /// When it changed last.
    pub last_modified_date: String,
    /// `ConfigurationPolicy`, with the version.
    pub attributes: ResourceAttributes,
}

/// A configuration policy as it is to be. Other members, such as those of an answer, are passed over.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewConfigurationPolicy {
    /// The policy, where it is one already.
    #[serde(default)]
    pub id: Option<Uuid>,
    /// `o_o_b_e`, if it is told.
    #[serde(default)]
    pub category: Option<String>,
    /// Its name.
    pub name: String,
    /// What it is for.
    #[serde(default)]
    pub description: Option<String>,
    /// Its choices.
    #[serde(default = "no_settings")]
    pub policy_settings: Vec<String>,
    /// Required with `skip_eula`: the customer agreed that the licence is accepted in its name.
    #[serde(default)]
    pub licence_agreement_acknowledged: bool,
}

fn no_settings() -> Vec<String> {
    vec!["none".to_owned()]
}

/// An Autopilot device.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AutopilotDevice {
    /// The device.
    pub id: Uuid,
    /// Its serial number.
    pub serial_number: String,
    /// Its Windows product ID.
    pub product_key: String,
    /// Its hardware hash.
    pub hardware_hash: String,
    /// Its model.
    pub model_name: String,
    /// Who made it.
    pub oem_manufacturer_name: String,
    /// The policies that it has.
    pub policies: Vec<DevicePolicy>,
    /// When it was added.
    pub uploaded_date: String,
    /// What you may do with it: some of `GET`, `PATCH` (give it a policy, or take it away) and `DELETE`.
    pub allowed_operations: Vec<String>,
    /// Who added it, seen from you: `own`, `other_partner` or `customer`.
    pub origin: String,
    /// How it was added.
    pub channel: String,
    /// `Device`.
    pub attributes: ResourceAttributes,
}

/// A policy that a device has or is to have.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct DevicePolicy {
    /// The category: `o_o_b_e`.
    pub key: String,
    /// The policy; empty takes it away.
    #[serde(default)]
    pub value: Option<String>,
}

/// A device to be added: by its hash (with product key and serial number, if you like), by its product key, or by serial number,
/// manufacturer and model together.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct NewAutopilotDevice {
    /// Its serial number.
    pub serial_number: Option<String>,
    /// Its Windows product ID.
    pub product_key: Option<String>,
    /// Its hardware hash, in base64.
    pub hardware_hash: Option<String>,
    /// Who made it; case counts.
    pub oem_manufacturer_name: Option<String>,
    /// Its model; case counts.
    pub model_name: Option<String>,
}

/// Devices that were added together.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeviceBatch {
    /// The name that your organization gave the batch, else its identifier.
    pub id: String,
    /// The organization that made it; empty where it is another partner.
    pub created_by: String,
    /// When.
    pub creation_date: String,
    /// How many devices of it there are.
    pub device_count: i64,
    /// Where its devices are.
    pub devices_link: ResourceLink,
    /// `DeviceBatch`.
    pub attributes: ResourceAttributes,
}

/// A new batch with its devices.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeviceBatchCreationRequest {
    /// What you call the batch; without it, it is called by its identifier.
    #[serde(default)]
    pub batch_id: Option<String>,
    /// The devices, at most 500.
    pub devices: Vec<NewAutopilotDevice>,
}

/// Which policies devices are to have.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DevicePolicyUpdateRequest {
    /// The devices, at most 500.
    pub devices: Vec<DevicePolicyUpdate>,
}

/// Which policy a device is to have.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DevicePolicyUpdate {
    /// The device.
    pub id: String,
    /// Its policies: one at most; none takes the policy away.
    #[serde(default)]
    pub policies: Vec<DevicePolicy>,
}

/// What became of devices that were submitted together.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BatchUploadDetails {
    /// What the answer to the submission named.
    pub batch_tracking_id: Uuid,
    /// `finished` or `finished_with_errors`.
    pub status: String,
    /// When it began.
    pub started_time: String,
    /// When it was done.
    pub completed_time: String,
    /// What became of each.
    pub devices_status: Vec<DeviceUploadDetails>,
    /// `BatchUploadDetails`.
    pub attributes: ResourceAttributes,
}

/// What became of a device.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeviceUploadDetails {
    /// The device, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device_id: Option<Uuid>,
    /// Its serial number.
    pub serial_number: String,
    /// Its Windows product ID.
    pub product_key: String,
    /// `finished` or `finished_with_errors`.
    pub status: String,
    /// What went wrong, such as `808`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_code: Option<String>,
    /// The same in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_description: Option<String>,
    /// `DeviceUploadDetails`.
    pub attributes: ResourceAttributes,
}

/// A link that asks customers for a reseller relationship.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RelationshipRequest {
    /// The link, to be sent to Global administrators of customers.
    pub url: String,
    /// `RelationshipRequest`.
    pub attributes: ResourceAttributes,
}

/// A customer that buys from your organization.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PartnerCustomer {
    /// The customer.
    pub id: Uuid,
    /// The same.
    pub commerce_id: Uuid,
    /// Who it is.
    pub company_profile: CompanyProfile,
    /// To whom is sold; only where one customer is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub billing_profile: Option<CustomerBillingProfile>,
    /// `reseller`, or `none` once the relationship has ended.
    pub relationship_to_partner: String,
    /// The indirect reseller for which your organization provides there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub associated_partner_id: Option<Uuid>,
    /// Whether your agents have delegated admin privileges there; only where one customer is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow_delegated_access: Option<bool>,
    /// Its domains; only where one customer is read, and with delegated admin privileges.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom_domains: Option<Vec<String>>,
    /// `Customer`, with the version of the relationship.
    pub attributes: ResourceAttributes,
}

/// Another partner in relation to your organization.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PartnerRelationship {
    /// The other partner.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// `is_indirect_cloud_solution_provider_of`.
    pub relationship_type: String,
    /// Steward knows no such number; never told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mpn_id: Option<String>,
    /// Its country.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// `active`.
    pub state: String,
    /// `PartnerRelationship`.
    pub attributes: ResourceAttributes,
}

/// Who a customer is.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CompanyProfile {
    /// The organization.
    pub tenant_id: Uuid,
    /// Its default domain.
    pub domain: String,
    /// Its name.
    pub company_name: String,
    /// Where it is; only with delegated admin privileges.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<CompanyAddress>,
    /// `CustomerCompanyProfile`.
    pub attributes: ResourceAttributes,
}

/// To whom is sold.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CustomerBillingProfile {
    /// The name of the company.
    pub company_name: String,
    /// Where it is; only with delegated admin privileges.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_address: Option<CompanyAddress>,
    /// `CustomerBillingProfile`, with its version.
    pub attributes: ResourceAttributes,
}

/// Where a customer is.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CompanyAddress {
    /// The country, by its two letters.
    pub country: String,
}

/// What of a relationship is to end: one of the two.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct PartnerCustomerChange {
    /// `none` ends the reseller relationship.
    pub relationship_to_partner: Option<String>,
    /// `false` gives the delegated admin privileges back.
    pub allow_delegated_access: Option<bool>,
}

/// A directory role of a customer.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CustomerDirectoryRole {
    /// The role, by its published template.
    pub id: Uuid,
    /// Its published name.
    pub name: String,
    /// `DirectoryRole`.
    pub attributes: ResourceAttributes,
}

/// Somebody of a customer who holds a directory role.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CustomerRoleMember {
    /// The person.
    pub id: Uuid,
    /// The name.
    pub display_name: String,
    /// The account name.
    pub user_principal_name: String,
    /// The role.
    pub role_id: Uuid,
    /// `UserMember`.
    pub attributes: ResourceAttributes,
}

/// What happened between your organization and a customer.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PartnerAuditRecord {
    /// Its identifier in your audit log, by which it is read alone.
    pub id: String,
    /// Your organization.
    pub partner_id: Uuid,
    /// The customer; none where it is about your organization alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer_id: Option<Uuid>,
    /// The customer's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer_name: Option<String>,
    /// Who of your organization did it; none where it was the customer, an application or Steward.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_principal_name: Option<String>,
    /// The application of your organization that did it by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application_id: Option<Uuid>,
    /// The type of the resource.
    pub resource_type: String,
    /// The values before, as JSON in a string; of things of your own organization alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_old_value: Option<String>,
    /// The values after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_new_value: Option<String>,
    /// The type of the operation.
    pub operation_type: String,
    /// When.
    pub operation_date: String,
    /// `succeeded` or `failed`.
    pub operation_status: String,
    /// More about it.
    pub customized_data: Vec<CustomizedData>,
    /// `AuditRecord`.
    pub attributes: ResourceAttributes,
}

/// A named value.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CustomizedData {
    /// The name.
    pub key: String,
    /// The value.
    pub value: String,
}

/// What a customer bought.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CustomerSubscription {
    /// The subscription.
    pub id: Uuid,
    /// What was bought.
    pub offer_name: String,
    /// Its name.
    pub friendly_name: String,
    /// How many seats it has; 1 where it is metered.
    pub quantity: i64,
    /// `license` or `usage`.
    pub unit_type: String,
    /// `usage_based` or `license`.
    pub billing_type: String,
    /// When it was provisioned.
    pub creation_date: String,
    /// From when it counts.
    pub effective_start_date: String,
    /// When its term ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commitment_end_date: Option<String>,
    /// `none`, `active`, `pending`, `suspended`, `expired`, `disabled` or `deleted`.
    pub status: String,
    /// `Subscription`, with the version.
    pub attributes: ResourceAttributes,
}

/// What changes of a subscription; other members of an answer may be sent back as they were read.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CustomerSubscriptionPatch {
    /// Its name.
    pub friendly_name: Option<String>,
    /// How many seats.
    pub quantity: Option<i64>,
    /// `active`, `suspended` or `deleted`.
    pub status: Option<String>,
}

/// Where a partner is told what happens with its customers, and of what.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct WebhookRegistrationForm {
    /// Where it leads.
    pub webhook_url: String,
    /// What is told, by the names of the catalogue; nothing where it is empty.
    pub webhook_events: Vec<String>,
}

/// Where a partner is told, as it is registered.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "PascalCase")]
pub struct WebhookRegistration {
    /// The registration.
    pub subscriber_id: Uuid,
    /// Where it leads.
    pub webhook_url: String,
    /// What is told, by the names of the catalogue.
    pub webhook_events: Vec<String>,
    /// Whether it is told: not once Steward switched it off, since its receiver was gone or failed for seven days.
    pub is_enabled: bool,
}

/// A test on its way.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ValidationEventCreated {
    /// The test.
    pub correlation_id: Uuid,
}

/// What became of a test.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ValidationEventStatus {
    /// The test.
    pub correlation_id: Uuid,
    /// Your organization.
    pub partner_id: Uuid,
    /// `queued`, `completed` or `failed`.
    pub status: String,
    /// Where the registration leads.
    pub callback_url: String,
    /// The one try, once it was made.
    pub results: Vec<ValidationEventResult>,
}

/// How a try went.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ValidationEventResult {
    /// What the receiver answered, such as `OK`; none where it answered nothing.
    pub response_code: Option<String>,
    /// Why there was no answer; empty where there was one.
    pub response_message: String,
    /// Whether the receiver could not be reached.
    pub system_error: bool,
    /// When.
    pub date_time_utc: String,
}
