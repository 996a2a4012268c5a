//! What of a room neither alerts nor counts for a while.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A signal of a room.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SuppressedSignal {
    /// The key of the signal.
    pub signal: String,
    /// Which one, where there are several; empty for all of them.
    #[serde(default)]
    pub instance: String,
}

/// A suppression that is in force or planned.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Suppression {
    /// The suppression.
    pub id: Uuid,
    /// The signals that are suppressed; none where the whole room is.
    pub signals: Option<Vec<SuppressedSignal>>,
    /// Why.
    pub reason: String,
    /// What answers for it: `user` or `securityGroup`; none where that is somebody of another organization than yours and the room is
    /// a customer's.
    pub owner_kind: Option<String>,
    /// The person or team.
    pub owner_id: Option<Uuid>,
    /// Their name.
    pub owner_display_name: Option<String>,
    /// The account name of a person.
    pub owner_user_principal_name: Option<String>,
    /// The organization for which it was done: of who answers for it, or the customer itself.
    pub owner_organization_display_name: String,
    /// From when on.
    pub start_date_time: String,
    /// Until when.
    pub end_date_time: String,
}

/// What is to be suppressed, from now on or for maintenance that is planned.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewSuppression {
    /// Signals of the room; left out, the whole room.
    #[serde(default)]
    pub signals: Option<Vec<SuppressedSignal>>,
    /// Why, at most 300 characters.
    #[serde(default)]
    pub reason: String,
    /// From when on; left out, from now on.
    #[serde(default)]
    #[schema(format = DateTime)]
    pub start_date_time: Option<String>,
    /// Until when: later than the beginning, at most a year from now.
    #[serde(default)]
    #[schema(format = DateTime)]
    pub end_date_time: Option<String>,
    /// Who answers for it: a person of your organization who may see the room; left out, you.
    #[serde(default)]
    pub owner_id: Option<Uuid>,
    /// Or a security group of your organization, one of whose people may.
    #[serde(default)]
    pub owner_team_id: Option<Uuid>,
}

/// What of a suppression can be changed; what is left out stays.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SuppressionPatch {
    /// Why, at most 300 characters.
    #[serde(default)]
    pub reason: Option<String>,
    /// Until when: later than now, at most a year from now.
    #[serde(default)]
    #[schema(format = DateTime)]
    pub end_date_time: Option<String>,
    /// Who answers for it from now on: a person of your organization who may see the room.
    #[serde(default)]
    pub owner_id: Option<Uuid>,
    /// Or a security group of your organization, one of whose people may.
    #[serde(default)]
    pub owner_team_id: Option<Uuid>,
}
