//! Shapes of webhooks and of what became of their messages.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::rooms::given;

/// A webhook: an address that is told what happens.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Webhook {
    /// The version, for `If-Match`.
    #[serde(rename = "@odata.etag")]
    pub etag: String,
    /// The webhook.
    pub id: Uuid,
    /// What people call it.
    pub display_name: String,
    /// Where it leads.
    pub url: String,
    /// What it covers: `own` rooms, or the rooms of `customers`.
    pub covers: String,
    /// What it is told of: `ticket.opened`, `ticket.reactivated`, `ticket.raised`, `issue.recorded`, `ticket.resolved`,
    /// `ticket.closed` or `notice.left`.
    pub events: Vec<String>,
    /// The customers it is told of; an empty list stands for all.
    pub tenant_ids: Vec<Uuid>,
    /// The group of own rooms it is told of; none stands for all rooms.
    pub room_group_id: Option<Uuid>,
    /// The teams, security groups of your organization: tickets are told that stand with one of them. An empty list stands for
    /// all tickets.
    pub team_ids: Vec<Uuid>,
    /// The mildest ticket it is told of: `critical`, `important`, `warning` or `recommended`.
    pub lowest_severity: String,
    /// Whether it is told anything.
    pub is_enabled: bool,
    /// Why Steward switched it off: `gone` or `failing`.
    pub disabled_reason: Option<String>,
    /// Whose sight decides what it is told: whoever set it last.
    pub owner_id: Uuid,
    /// The owner's name; none where they are gone.
    pub owner_display_name: Option<String>,
    /// Since when nothing was delivered although it was tried.
    pub failing_since_date_time: Option<String>,
    /// Until when the secret before signs as well.
    pub previous_secret_expiration_date_time: Option<String>,
    /// When it was made.
    pub created_date_time: String,
    /// The secret that signs its messages: in the answer that makes it alone, once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}

/// A new webhook.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewWebhook {
    /// What people call it.
    pub display_name: String,
    /// Where it leads: an address with `https://`.
    pub url: String,
    /// What it covers: `own` rooms, or the rooms of `customers`.
    #[serde(default = "own")]
    pub covers: String,
    /// What it is told of, one type at least.
    pub events: Vec<String>,
    /// The customers it is told of, with `customers`; an empty list stands for all.
    #[serde(default)]
    pub tenant_ids: Vec<Uuid>,
    /// The group of own rooms it is told of, with `own`; none stands for all rooms.
    pub room_group_id: Option<Uuid>,
    /// The teams, security groups of your organization: tickets are told that stand with one of them. An empty list stands for
    /// all tickets.
    #[serde(default)]
    pub team_ids: Vec<Uuid>,
    /// The mildest ticket it is told of; `important` unless said otherwise.
    pub lowest_severity: Option<String>,
    /// Whether it is told anything; so unless said otherwise.
    pub is_enabled: Option<bool>,
}

fn own() -> String {
    "own".to_owned()
}

/// What of a webhook can be changed; what is left out stays. Whoever changes more than switching it off becomes its owner.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WebhookPatch {
    /// What people call it.
    pub display_name: Option<String>,
    /// Where it leads.
    pub url: Option<String>,
    /// What it is told of, one type at least.
    pub events: Option<Vec<String>>,
    /// The customers it is told of; an empty list stands for all.
    pub tenant_ids: Option<Vec<Uuid>>,
    /// The group of own rooms it is told of; `null` stands for all rooms.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Uuid>)]
    pub room_group_id: Option<Option<Uuid>>,
    /// The teams with one of which a ticket stands that is told; an empty list stands for all tickets.
    pub team_ids: Option<Vec<Uuid>>,
    /// The mildest ticket it is told of.
    pub lowest_severity: Option<String>,
    /// Whether it is told anything. What waits is dropped when it is switched off.
    pub is_enabled: Option<bool>,
}

/// The new secret of a webhook.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WebhookSecret {
    /// The secret, shown this once; none where the request was repeated.
    pub secret: Option<String>,
    /// Until when the secret before signs as well.
    pub previous_secret_expiration_date_time: Option<String>,
}

/// A message of a webhook, and what became of it. It tells of nobody's rooms.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WebhookDelivery {
    /// The message: its `webhook-id`.
    pub id: Uuid,
    /// What it is about: a type of event, or `test`.
    pub event: String,
    /// When that happened.
    pub event_date_time: String,
    /// When it came to be told.
    pub created_date_time: String,
    /// `waiting`, `delivered`, `withheld` (the owner may not know it any more), `failed` or `dropped` (switched off before).
    pub state: String,
    /// How often it was tried.
    pub attempts: i64,
    /// When it is tried next.
    pub next_attempt_date_time: Option<String>,
    /// When it was tried last.
    pub last_attempt_date_time: Option<String>,
    /// The status that the receiver answered last.
    pub response_status: Option<i64>,
    /// How long the last try took, in milliseconds.
    pub response_milliseconds: Option<i64>,
    /// Why the last try had no answer: `notAllowed`, `noSuchHost`, `noConnection`, `untrusted` or `timedOut`.
    pub failure: Option<String>,
}
