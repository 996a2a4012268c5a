//! Shapes of the audit log.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// One line of the audit log.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuditEvent {
    /// Its identifier.
    pub id: Uuid,
    /// Its place in the chain, from 1.
    pub sequence: i64,
    /// When it happened (RFC 3339, UTC).
    pub creation_time: String,
    /// What happened: the stable code.
    pub kind: String,
    /// The category.
    pub category: String,
    /// Create, Update or Delete.
    pub operation: String,
    /// Successful or Failed.
    pub result_status: String,
    /// The organization acted on.
    pub tenant_id: Uuid,
    /// The thing acted on.
    pub object_id: Uuid,
    /// Its name at that time.
    pub object_name: String,
    /// The acting person.
    pub user_id: Option<Uuid>,
    /// The acting person's organization.
    pub user_tenant_id: Option<Uuid>,
    /// The acting person's account name.
    pub user_name: String,
    /// The application by whose token it was done, by itself or for the acting person.
    pub application_id: Option<Uuid>,
    /// What people called the application at that time; empty where there is none.
    pub application_name: String,
    /// The role that allowed it.
    pub role: String,
    /// The request.
    pub request_id: String,
    /// The address it came from.
    pub address: String,
    /// Values before and after.
    pub changes: Vec<AuditChange>,
    /// The digest of the chain, in hexadecimal.
    pub digest: String,
}

/// A value before and after.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuditChange {
    /// The field.
    pub field: String,
    /// The value before.
    pub before: Option<String>,
    /// The value after.
    pub after: Option<String>,
}
