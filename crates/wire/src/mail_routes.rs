//! Shapes of mail routes: which team is told of which tickets by e-mail.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A mail route: which team is told of which tickets by e-mail, among those who may be told.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MailRoute {
    /// The version, for `If-Match`.
    #[serde(rename = "@odata.etag")]
    pub etag: String,
    /// The route.
    pub id: Uuid,
    /// What it covers: tickets of `own` rooms, or of those of `customers`.
    pub covers: String,
    /// The customers whose tickets it takes; an empty list stands for all.
    pub tenant_ids: Vec<Uuid>,
    /// The mildest ticket it takes: `critical`, `important`, `warning` or `recommended`.
    pub lowest_severity: String,
    /// The team: a security group of your organization.
    pub team_id: Uuid,
    /// The name of the team.
    pub team_display_name: String,
}

/// A new mail route.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewMailRoute {
    /// What it covers: tickets of `own` rooms, or of those of `customers`.
    pub covers: String,
    /// The customers whose tickets it takes, with `customers`; an empty list stands for all.
    #[serde(default)]
    pub tenant_ids: Vec<Uuid>,
    /// The mildest ticket it takes; `important` where it is left out.
    pub lowest_severity: Option<String>,
    /// The team: a security group of your organization.
    pub team_id: Uuid,
}

/// Changes of a mail route; what is left out stays.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MailRoutePatch {
    /// The customers whose tickets it takes; an empty list stands for all.
    pub tenant_ids: Option<Vec<Uuid>>,
    /// The mildest ticket it takes.
    pub lowest_severity: Option<String>,
    /// The team.
    pub team_id: Option<Uuid>,
}
