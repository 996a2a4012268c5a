//! Shapes of distributions.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A distribution: an indirect reseller sells through an indirect provider.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Distribution {
    /// The distribution.
    pub id: Uuid,
    /// What the other side is in it: `indirectProvider` or `indirectReseller`.
    pub part: String,
    /// The other side.
    pub partner_id: Uuid,
    /// Its name.
    pub display_name: String,
    /// Its default domain.
    pub default_domain: String,
    /// Its country.
    pub country: String,
    /// Since when.
    pub started_date_time: String,
}

/// A granular relationship that you prepared for an indirect reseller; it is the reseller's.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PreparedRelationship {
    /// The relationship.
    pub relationship_id: Uuid,
    /// Whose it is.
    pub partner_id: Uuid,
}
