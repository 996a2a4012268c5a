//! Shapes of the enrolment key.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The current enrolment key, without its secret.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EnrolmentKey {
    /// Its version; 0 before the first download.
    pub key_version: i64,
    /// Since when it is current.
    pub created_date_time: Option<String>,
}
