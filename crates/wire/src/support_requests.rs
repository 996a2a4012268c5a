//! Shapes of support requests on behalf of customers.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// What a partner asks the vendor of a service on behalf of a customer.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SupportRequest {
    /// The version, for `If-Match`.
    #[serde(rename = "@odata.etag")]
    pub etag: String,
    /// The request.
    pub id: Uuid,
    /// On whose behalf.
    pub tenant_id: Uuid,
    /// The name of that customer.
    pub customer_display_name: String,
    /// The partner that asks.
    pub partner_id: Uuid,
    /// The partner's name.
    pub partner_display_name: String,
    /// What it is about, in a line.
    pub title: String,
    /// What is asked.
    pub description: String,
    /// `critical`, `important` or `minor`.
    pub severity: String,
    /// `open`: it waits for the vendor; `answered`: the vendor wrote last; `closed`.
    pub status: String,
    /// The service portal of the service; none where it is about Steward itself.
    pub service_id: Option<Uuid>,
    /// What the service was called; none where it is about Steward itself.
    pub service_display_name: Option<String>,
    /// Who of the partner opened it, by account name.
    pub opened_by: String,
    /// When.
    pub opened_date_time: String,
    /// When something happened to it last.
    pub updated_date_time: String,
    /// Which side closed it, `partner`, `customer` or `vendor`; none while it is open, and where the end of the reseller relationship did.
    pub closed_by_side: Option<String>,
    /// Who closed it, by account name: people of the partner, and of your own organization.
    pub closed_by: Option<String>,
    /// When it was closed.
    pub closed_date_time: Option<String>,
}

/// A new request.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewSupportRequest {
    /// What it is about, in a line of at most 120 characters.
    pub title: String,
    /// What is asked, in at most 4000 characters.
    pub description: String,
    /// `critical`, `important` or `minor`.
    pub severity: String,
    /// The service portal of the service; none where it is about Steward itself.
    pub service_id: Option<Uuid>,
}

/// What was written in a request.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SupportMessage {
    /// The message.
    pub id: Uuid,
    /// Which side wrote it: `partner`, `customer` or `vendor`.
    pub side: String,
    /// Who, by account name: people of the partner, and of your own organization.
    pub written_by: Option<String>,
    /// When.
    pub written_date_time: String,
    /// What.
    pub text: String,
}

/// A new message.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewSupportMessage {
    /// What, in at most 4000 characters.
    pub text: String,
}
