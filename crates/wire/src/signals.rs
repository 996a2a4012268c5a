//! Shapes of signals as an organization sets them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A signal of a kind of device, and how it counts in your organization.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SignalSetting {
    /// The kind of device: `windowsRoom`, `androidVideoBar`, `androidTouchConsole`, `panel` or `generic`.
    pub device_type: String,
    /// The signal, such as `camera.room`.
    pub signal: String,
    /// The part of the room.
    pub category: String,
    /// Whether it counts at all.
    pub is_enabled: bool,
    /// How bad it is: `critical`, `important`, `warning` or `recommended`; none where the catalogue gives none.
    pub severity: Option<String>,
    /// The longest gap between two looks, in minutes; none where the catalogue gives none.
    pub poll_minutes: Option<u16>,
    /// The time from the change until it counts, in minutes.
    pub watch_minutes: Option<u16>,
    /// After how many minutes a fault is detected at most: poll and watch period together.
    pub detection_minutes: Option<u16>,
    /// Whether your organization set something else than what was shipped.
    pub is_changed: bool,
    /// What was shipped.
    pub shipped: ShippedSignal,
}

/// How a signal was shipped.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ShippedSignal {
    /// How bad it is.
    pub severity: Option<String>,
    /// The longest gap between two looks, in minutes.
    pub poll_minutes: Option<u16>,
    /// The time from the change until it counts, in minutes.
    pub watch_minutes: Option<u16>,
}

/// What of a signal can be set; what is left out stays.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SignalPatch {
    /// Whether it counts at all.
    pub is_enabled: Option<bool>,
    /// How bad it is, where the catalogue gives a severity.
    pub severity: Option<String>,
    /// 5 to 1440, where the signal is polled.
    pub poll_minutes: Option<i64>,
    /// 0 to 1440, where the signal is polled.
    pub watch_minutes: Option<i64>,
}

/// What becomes of Warnings that nobody takes care of.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Escalation {
    /// After how many days such a ticket is raised to Important, 90 at most; none, and it never is.
    #[serde(default)]
    pub after_days: Option<u16>,
}
