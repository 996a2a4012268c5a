//! Where a relay tries to reach the device of a room that has no agent.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Which relay tries to reach the device of a room, where, and what it found last.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Reachability {
    /// The room as which the relay enrolled.
    pub relay_id: Uuid,
    /// What that room is called; empty where you do not see it.
    pub relay_display_name: String,
    /// The device: a name or an IP address.
    pub host: String,
    /// Its port of TCP.
    pub port: u16,
    /// `healthy` where it accepts a connection, `unhealthy` where it does not, `unknown` where the relay's own configuration does not
    /// allow to try; none until the relay has looked.
    pub state: Option<String>,
    /// What the relay says about it.
    pub detail: Option<String>,
    /// Since when the state is so.
    pub since_date_time: Option<String>,
}

/// Which relay is to reach the device of a room, and where.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewReachability {
    /// The room as which the relay enrolled; see the relays.
    pub relay_id: Uuid,
    /// The device: a name or an IP address, at most 253 characters.
    #[serde(default)]
    pub host: String,
    /// Its port of TCP.
    #[schema(minimum = 1, maximum = 65535)]
    pub port: i64,
}

/// A relay of your organization that may be asked to reach devices.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Relay {
    /// The room as which it enrolled.
    pub id: Uuid,
    /// What that room is called.
    pub display_name: String,
    /// When it was heard last.
    pub last_seen_date_time: Option<String>,
}
