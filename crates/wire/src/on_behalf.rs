//! Shapes of customers on whose behalf somebody can act.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A customer on whose behalf you can act in its rooms: send `Steward-On-Behalf: true` with calls to its `managedTenants` addresses.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TenantOnBehalf {
    /// The customer.
    pub tenant_id: Uuid,
    /// Its name.
    pub display_name: String,
    /// The directory roles that it delegated and that open rooms, by their published names.
    pub roles: Vec<&'static str>,
    /// What you may do there with some room.
    pub permissions: Vec<String>,
}
