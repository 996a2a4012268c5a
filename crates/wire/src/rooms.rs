//! Shapes of rooms.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A room as lists show it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoomItem {
    /// The room.
    pub id: Uuid,
    /// The organization that owns it.
    pub tenant_id: Uuid,
    /// The organization's name.
    pub tenant_display_name: String,
    /// The name.
    pub display_name: String,
    /// `healthy`, `unhealthy`, `unmonitored`, `suppressed` or `onboarding`.
    pub health: String,
    /// Whether a warning is shown beside the health.
    pub has_warning: bool,
    /// Since when the health is so (RFC 3339, UTC).
    pub health_since: String,
    /// `onboarding`, `monitored` or `unenrolled`.
    pub monitoring: String,
    /// The last contact.
    pub last_seen: Option<String>,
    /// The kind of device.
    pub device_type: String,
    /// Who made the device.
    pub manufacturer: String,
    /// Which device.
    pub model: String,
    /// How many people it seats.
    pub capacity: Option<i64>,
    /// How large it is: `small`, `medium` or `large`.
    pub size: Option<String>,
    /// What kind of place it is: `conferenceRoom`, `huddleRoom`, `trainingRoom`, `auditorium`, `office`, `openArea`,
    /// `lobby` or `other`.
    pub place_type: Option<String>,
    /// Degrees north of the equator, with `longitude` or not at all.
    pub latitude: Option<f64>,
    /// Degrees east of Greenwich, with `latitude` or not at all.
    pub longitude: Option<f64>,
    /// The name of its place.
    pub place: String,
    /// Where it lies.
    pub place_id: Option<Uuid>,
    /// Its tags.
    pub tags: Vec<String>,
    /// The update ring it is in; none for readers who may not see its ring.
    pub update_ring_id: Option<Uuid>,
    /// The name of that ring.
    pub update_ring_display_name: Option<String>,
    /// When it was added.
    pub created_date_time: String,
}

/// A room with its whole record.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Room {
    /// The version, for `If-Match`.
    #[serde(rename = "@odata.etag")]
    pub etag: String,
    /// The room.
    pub id: Uuid,
    /// The organization that owns it.
    pub tenant_id: Uuid,
    /// The organization's name.
    pub tenant_display_name: String,
    /// The name.
    pub display_name: String,
    /// `healthy`, `unhealthy`, `unmonitored`, `suppressed` or `onboarding`.
    pub health: String,
    /// Whether a warning is shown beside the health.
    pub has_warning: bool,
    /// Since when the health is so (RFC 3339, UTC).
    pub health_since: String,
    /// `onboarding`, `monitored` or `unenrolled`.
    pub monitoring: String,
    /// The last contact.
    pub last_seen: Option<String>,
    /// Whether it is in a meeting: `busy`, `idle`, `unknown` where the device does not tell, `unavailable` where it is silent.
    pub activity_state: String,
    /// Where it lies.
    pub place_id: Option<Uuid>,
    /// The places around it, widest first.
    pub places: Vec<RoomPlace>,
    /// The groups it is in, for readers who may see groups.
    pub groups: Vec<Reference>,
    /// The update ring it is in; none for readers who may not see its ring.
    pub update_ring: Option<Reference>,
    /// Partners who see it, for the owner's people alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partners: Option<Vec<Reference>>,
    /// The kind of device.
    pub device_type: String,
    /// Who made the device.
    pub manufacturer: String,
    /// Which device.
    pub model: String,
    /// The device's serial number.
    pub serial_number: String,
    /// The sign-in address of the room account.
    pub account: String,
    /// The time zone by its IANA name.
    pub time_zone: String,
    /// How many people it seats.
    pub capacity: Option<i64>,
    /// How large it is: `small`, `medium` or `large`.
    pub size: Option<String>,
    /// What kind of place it is: `conferenceRoom`, `huddleRoom`, `trainingRoom`, `auditorium`, `office`, `openArea`,
    /// `lobby` or `other`.
    pub place_type: Option<String>,
    /// Degrees north of the equator, with `longitude` or not at all.
    pub latitude: Option<f64>,
    /// Degrees east of Greenwich, with `latitude` or not at all.
    pub longitude: Option<f64>,
    /// The owner's own number.
    pub asset_tag: String,
    /// Notes.
    pub notes: String,
    /// Words on it, in the order of their letters.
    pub tags: Vec<String>,
    /// What the device tells of itself.
    pub host_name: String,
    /// The version of the agent.
    pub agent_version: String,
    /// The version of the meeting app.
    pub app_version: String,
    /// The version of the operating system.
    pub os_version: String,
    /// IP addresses.
    pub addresses: Vec<String>,
    /// How it is connected.
    pub network_type: String,
    /// The version of the firmware (BIOS).
    pub firmware_version: String,
    /// Hardware addresses.
    pub mac_addresses: Vec<String>,
    /// The TPM of the device: `tpm2`, `tpm1` or `absent`; none where the device does not tell.
    pub tpm: Option<String>,
    /// How the device keeps its credential: `tpm` (sealed, of use on this machine alone) or `file` (readable by the
    /// agent's own user alone); none where the device does not tell.
    pub credential_protection: Option<String>,
    /// What the agent on the device cannot tell or do.
    pub missing: Vec<RoomMissing>,
    /// When it was added.
    pub created_date_time: String,
    /// What you may do with it.
    pub permissions: Vec<String>,
}

/// Something that the agent of a room cannot tell or do.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoomMissing {
    /// What: the name of a property of the room, such as `serialNumber` or `credentialProtection`, or `localAccount`.
    pub what: String,
    /// Why: `noRight`, `notThere` or `failed`.
    pub reason: String,
    /// The file, device or account concerned, in a sentence of the agent.
    pub detail: String,
}

/// A thing by name.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Reference {
    /// The thing.
    pub id: Uuid,
    /// Its name.
    pub display_name: String,
}

/// A place around a room.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoomPlace {
    /// The place.
    pub id: Uuid,
    /// `country`, `state`, `city`, `campus`, `building` or `floor`.
    pub kind: String,
    /// Its name.
    pub display_name: String,
}

/// A file of rooms to add.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RoomImport {
    /// The file as text: the names of properties in its first line (`displayName` and what else of the record you know; `place` is
    /// the names of places from the outermost in, with `>` between), a room in each further line; at most 1,000.
    pub csv: String,
    /// Whether nothing is added, and only said whether it could.
    #[serde(default)]
    pub is_trial: bool,
}

/// What came of a file of rooms.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoomImported {
    /// Whether it was a trial.
    pub is_trial: bool,
    /// How many rooms the file holds.
    pub count: usize,
    /// The rooms that were added, in the order of the lines; none after a trial.
    pub room_ids: Vec<Uuid>,
}

/// The record of a new room.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewRoom {
    /// The name.
    pub display_name: String,
    /// The kind of device: `windowsRoom`, `androidVideoBar`, `androidTouchConsole`, `panel` or `generic`.
    pub device_type: String,
    /// The rest of the record; what is left out is empty.
    #[serde(default)]
    pub place_id: Option<Uuid>,
    /// Who made the device.
    #[serde(default)]
    pub manufacturer: String,
    /// Which device.
    #[serde(default)]
    pub model: String,
    /// The device's serial number.
    #[serde(default)]
    pub serial_number: String,
    /// The sign-in address of the room account.
    #[serde(default)]
    pub account: String,
    /// The time zone by its IANA name.
    #[serde(default)]
    pub time_zone: String,
    /// How many people it seats.
    #[serde(default)]
    pub capacity: Option<i64>,
    /// How large it is: `small`, `medium` or `large`.
    #[serde(default)]
    pub size: Option<String>,
    /// What kind of place it is: `conferenceRoom`, `huddleRoom`, `trainingRoom`, `auditorium`, `office`, `openArea`,
    /// `lobby` or `other`.
    #[serde(default)]
    pub place_type: Option<String>,
    /// Degrees north of the equator, −90 to 90; together with `longitude`.
    #[serde(default)]
    pub latitude: Option<f64>,
    /// Degrees east of Greenwich, −180 to 180; together with `latitude`.
    #[serde(default)]
    pub longitude: Option<f64>,
    /// The owner's own number.
    #[serde(default)]
    pub asset_tag: String,
    /// Notes.
    #[serde(default)]
    pub notes: String,
    /// Words on it: at most 20 of at most 40 characters, without commas.
    #[serde(default)]
    pub tags: Vec<String>,
}

/// What of a room's record can be changed; what is left out stays, `null` clears place, capacity, size, place type and
/// coordinates.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RoomPatch {
    /// The name.
    pub display_name: Option<String>,
    /// The kind of device.
    pub device_type: Option<String>,
    /// Where it lies.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Uuid>)]
    pub place_id: Option<Option<Uuid>>,
    /// Who made the device.
    pub manufacturer: Option<String>,
    /// Which device.
    pub model: Option<String>,
    /// The device's serial number.
    pub serial_number: Option<String>,
    /// The sign-in address of the room account.
    pub account: Option<String>,
    /// The time zone by its IANA name.
    pub time_zone: Option<String>,
    /// How many people it seats.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<i64>)]
    pub capacity: Option<Option<i64>>,
    /// How large it is.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    pub size: Option<Option<String>>,
    /// What kind of place it is.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    pub place_type: Option<Option<String>>,
    /// Degrees north of the equator.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<f64>)]
    pub latitude: Option<Option<f64>>,
    /// Degrees east of Greenwich.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<f64>)]
    pub longitude: Option<Option<f64>>,
    /// The owner's own number.
    pub asset_tag: Option<String>,
    /// Notes.
    pub notes: Option<String>,
    /// Words on it, in place of those that are there.
    pub tags: Option<Vec<String>>,
}

/// Tells a `null` from what is left out.
pub(crate) fn given<'de, T: Deserialize<'de>, D: serde::Deserializer<'de>>(
    from: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(from).map(Some)
}

/// How many rooms there are by health.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HealthCounts {
    /// Healthy rooms.
    pub healthy: i64,
    /// Unhealthy rooms.
    pub unhealthy: i64,
    /// Rooms that do not reach Steward.
    pub unmonitored: i64,
    /// Suppressed rooms.
    pub suppressed: i64,
    /// Rooms that nobody enrolled yet.
    pub onboarding: i64,
}

/// What the device says of one signal.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoomSignal {
    /// The key of the signal.
    pub signal: String,
    /// Which one, where there are several.
    pub instance: String,
    /// The category; none for a signal that this version does not know.
    pub category: Option<String>,
    /// How bad it is when unhealthy.
    pub severity: Option<String>,
    /// Whether the organization lets it count at all (Settings > Signals).
    pub is_enabled: bool,
    /// Whether it is suppressed, by itself or with the room.
    pub is_suppressed: bool,
    /// The state.
    pub state: String,
    /// The fact behind it.
    pub value: String,
    /// What the probe says about it; of `app.update` the reason of the job that failed, as a word.
    pub detail: String,
    /// Since when the state is so.
    pub since: String,
}

/// A line of what the device said.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoomHistoryEntry {
    /// The entry.
    pub id: Uuid,
    /// When.
    pub date_time: String,
    /// `signal`, `value`, `fact` or `health`.
    pub kind: String,
    /// The signal or fact.
    pub signal: String,
    /// The instance of the signal.
    pub instance: String,
    /// Before.
    pub before: String,
    /// After.
    pub after: String,
}

/// Rooms for one step.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RoomIds {
    /// The rooms, at most 200.
    pub rooms: Vec<Uuid>,
}

/// The outcome of a step for one room.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoomOutcome {
    /// The room.
    pub id: Uuid,
    /// The code of a refusal; none where it was done.
    pub code: Option<String>,
}

/// The waiting room whose device stands in this room.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TakeOver {
    /// The Onboarding room whose device it is.
    pub from: Uuid,
}
