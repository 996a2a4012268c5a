//! What the device of a room is asked to do: jobs, which the API calls operations.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Something the device of a room is, or was, asked to do.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoomOperation {
    /// The operation.
    pub id: Uuid,
    /// `restart`, `runDiagnostics`, `collectLogs` or `configUpdate`.
    pub kind: String,
    /// `queued`, `scheduled`, `inProgress`, `successful`, `cancelled` or `failed`.
    pub status: String,
    /// The state behind the status: `submitted`, `running`, `completed`, `completedWithErrors`, `failed` or `canceled`.
    pub state: String,
    /// What it waits for: `pendingConnection` or `scheduled`; none once it is under way.
    pub detail: Option<String>,
    /// When it is to be done: `now` or `night`.
    pub timing: String,
    /// Not before.
    pub scheduled_date_time: String,
    /// The settings to take, of `configUpdate`.
    pub settings: Option<DeviceSettings>,
    /// Why it is done although the room is in a meeting; none where it is not, or where people of another partner wrote it.
    pub force_reason: Option<String>,
    /// When it was asked for.
    pub submitted_date_time: String,
    /// Who asked for it.
    pub submitted_by: OperationPerson,
    /// When the device got it.
    pub started_date_time: Option<String>,
    /// When it was over.
    pub completed_date_time: Option<String>,
    /// Why it ended as it did: `appRestartFailed`, `verificationFailed`, `existingFile`, `couldNotWrite`, `failed`,
    /// `settingsFetchFailed`, `deviceInMeeting`, `deviceDisconnected`, `notConfigured`, `notSupported`, `interrupted`,
    /// `byPerson`, `rightLost` or `notMonitored`.
    pub reason: Option<String>,
    /// Who took it back.
    pub cancelled_by: Option<OperationPerson>,
    /// What the device told while it was at it, a line each.
    pub progress: Vec<String>,
    /// What the device gave back, at most 64 KB of text; left out of lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
    /// The files that the device gave back; left out of lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub files: Option<Vec<RoomOperationFile>>,
}

/// A file that a device gave back with an operation.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoomOperationFile {
    /// The file.
    pub id: Uuid,
    /// What the device calls it.
    pub name: String,
    /// What it is, judged by its content.
    pub content_type: String,
    /// Its size in bytes.
    pub size: i64,
    /// When it came.
    pub created_date_time: String,
}

/// Who did something with an operation.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OperationPerson {
    /// The name; none where that is somebody of another organization than yours and the room is a customer's.
    pub display_name: Option<String>,
    /// The account name.
    pub user_principal_name: Option<String>,
    /// The person's organization, or the customer itself.
    pub organization_display_name: String,
}

/// Settings of a device; what is left out stays as it is on the device.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DeviceSettings {
    /// The microphone to use, by the name that the device gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_microphone: Option<String>,
    /// The speaker to use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_speaker: Option<String>,
    /// The camera to use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_camera: Option<String>,
    /// Whether, and when, the device restarts each night.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nightly_restart: Option<NightlyRestart>,
}

/// Whether a device restarts each night.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NightlyRestart {
    /// Whether it does.
    pub is_enabled: bool,
    /// When, by the clock of the device, as `HH:MM`; left out, the time stays as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
}

/// What the device of a room is to do.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewRoomOperation {
    /// `restart`, `runDiagnostics`, `collectLogs` or `configUpdate`.
    #[serde(default)]
    pub kind: String,
    /// `now`, or `night`: between midnight and five in the time zone of the room. Left out, now.
    #[serde(default)]
    pub timing: Option<String>,
    /// The settings to take, of `configUpdate`.
    #[serde(default)]
    pub settings: Option<DeviceSettings>,
    /// Why it is to be done although the room is in a meeting, at most 300 characters; left out, that is refused.
    #[serde(default)]
    pub force_reason: Option<String>,
}

/// What the devices of several rooms are to do.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewRoomOperations {
    /// The rooms, at most 200.
    #[serde(default)]
    pub rooms: Vec<Uuid>,
    /// What each of them is to do.
    pub operation: NewRoomOperation,
}

/// What became of one of several rooms.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoomOperationOutcome {
    /// The room.
    pub id: Uuid,
    /// The operation; none where it was refused.
    pub operation_id: Option<Uuid>,
    /// The code of the refusal; none where it was not.
    pub code: Option<String>,
}
