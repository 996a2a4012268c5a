//! Shapes of the use of delegated admin privileges.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::bulk_assignments::BulkError;

/// How your agents use the delegated admin privileges at one customer.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DelegatedAdminStatistics {
    /// The version of the relationship, for `If-Match`.
    #[serde(rename = "@odata.etag")]
    pub etag: String,
    /// The customer.
    pub tenant_id: Uuid,
    /// Its name.
    pub display_name: String,
    /// Its default domain.
    pub default_domain: String,
    /// Since when there are privileges.
    pub enabled_since_date_time: String,
    /// For how many whole days.
    pub enabled_days: i64,
    /// When somebody used them last; none where nobody did since they were granted. Uses are told up to a quarter of an hour later.
    pub last_used_date_time: Option<String>,
    /// When they were used last, or else since when they are there.
    pub inactive_since_date_time: String,
    /// For how many whole days nobody used them.
    pub inactive_days: i64,
    /// How many people used them within the last 24 hours.
    pub agents_last_day: i64,
    /// How often, within the last 24 hours.
    pub uses_last_day: i64,
    /// `keep`, `remove` after 60 inactive days, `inactive` after 90.
    pub recommendation: String,
}

/// Customers whose delegated admin privileges are given back.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReturnOfPrivileges {
    /// The customers, 200 at most.
    pub tenant_ids: Vec<Uuid>,
    /// Whether their administrators are told by e-mail, beside the notice that they find in any case.
    #[serde(default)]
    pub mail_customers: bool,
}

/// What became of the privileges at one customer.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReturnedPrivileges {
    /// The customer.
    pub tenant_id: Uuid,
    /// Why they were not given back; none where they were.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<BulkError>,
}
