//! Shapes of notices.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A notice in the portal.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Notice {
    /// The identifier.
    pub id: Uuid,
    /// When it was left.
    pub created_date_time: String,
    /// What happened: a stable word.
    pub kind: String,
    /// What it is about: a link, an invitation or an assignment.
    pub about_id: Uuid,
    /// The organization in whose part it happened: your own or a customer.
    pub within_id: Uuid,
    /// Names and reasons, by word.
    pub parameters: BTreeMap<String, String>,
    /// Whether you have read it.
    pub is_read: bool,
}

/// How far you have read.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReadUntil {
    /// Up to this moment (RFC 3339).
    pub until: String,
}
