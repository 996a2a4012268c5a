//! Shapes of the portals of services that the operator registers.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// The portal of a service, as the operator registered it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ServicePortal {
    /// The version, for `If-Match`.
    #[serde(rename = "@odata.etag")]
    pub etag: String,
    /// The portal.
    pub id: Uuid,
    /// What people call the service.
    pub display_name: String,
    /// Its address with `https://`; `{tenantId}` and `{domain}` stand for those of the customer, behind the host alone.
    pub url_template: String,
}

/// A new portal.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewServicePortal {
    /// What people call the service.
    pub display_name: String,
    /// Its address with `https://`; `{tenantId}` and `{domain}` stand for those of the customer, behind the host alone.
    pub url_template: String,
}

/// What changes of a portal; what is left out stays.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ServicePortalPatch {
    /// What people call the service.
    pub display_name: Option<String>,
    /// Its address.
    pub url_template: Option<String>,
}

/// The portal of a service for one customer.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ServiceLink {
    /// The portal.
    pub id: Uuid,
    /// What people call the service.
    pub display_name: String,
    /// Where it opens for this customer.
    pub url: String,
}
