//! Shapes of checks.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// May I do this there?
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AccessCheck {
    /// The key of a permission, for example `room.view`.
    pub permission: String,
    /// The organization of the room; without it your own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenant_id: Option<Uuid>,
    /// The room.
    pub room_id: Uuid,
}

/// Several of them, at most a thousand.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AccessChecks {
    /// The checks.
    pub checks: Vec<AccessCheck>,
}

/// The answers, in the order of the checks.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AccessAnswers {
    /// Whether each is allowed. What is not there is not allowed either.
    pub allowed: Vec<bool>,
}
