//! Shapes of rollouts.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A release on its way through the rings.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Rollout {
    /// The release.
    pub id: Uuid,
    /// The organization.
    pub tenant_id: Uuid,
    /// The organization's name.
    pub tenant_display_name: String,
    /// The version.
    pub version: String,
    /// The kind of device that it is for.
    pub device_type: String,
    /// Whether it skips what waiting there is.
    pub is_critical: bool,
    /// `scheduled`, `inProgress`, `paused`, `completed`, `completedWithFailures` or `deprecated`.
    pub state: String,
    /// When it begins.
    pub begins_date_time: String,
    /// When it began.
    pub began_date_time: Option<String>,
    /// Since when it stands still.
    pub paused_date_time: Option<String>,
    /// Why it stands still: `person` or `health`.
    pub pause: Option<String>,
    /// When it was over.
    pub ended_date_time: Option<String>,
    /// Who gave it up: an account name, or the name of the organization where you do not know its people; none where a newer one took its
    /// place, or where it was somebody of whom you may not know.
    pub ended_by: Option<String>,
    /// Of the rooms that you see.
    pub rooms: RoomsByState,
    /// Its rings, first to last; of one rollout alone, not in lists.
    pub rings: Option<Vec<RolloutRing>>,
}

/// How many rooms that you see are in which state.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoomsByState {
    /// Their turn comes.
    pub scheduled: i64,
    /// Their device has been asked to.
    pub installing: i64,
    /// They have it.
    pub succeeded: i64,
    /// They could not be updated.
    pub failed: i64,
    /// They do not need it.
    pub not_required: i64,
}

/// A ring of a rollout.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RolloutRing {
    /// The ring.
    pub id: Uuid,
    /// Its name.
    pub display_name: String,
    /// `notRequired`, `scheduled`, `inProgress`, `testing`, `completed` or `completedWithFailures`.
    pub state: String,
    /// When its turn began.
    pub began_date_time: Option<String>,
    /// Of the rooms that you see.
    pub rooms: RoomsByState,
}

/// A room of a rollout.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RolloutRoom {
    /// The room.
    pub id: Uuid,
    /// Its name.
    pub display_name: String,
    /// Its ring.
    pub update_ring_id: Uuid,
    /// `notRequired`, `scheduled`, `installing`, `succeeded` or `failed`.
    pub state: String,
    /// From when on it has its turn.
    pub due_date_time: String,
    /// Why it failed or was put off last.
    pub reason: Option<String>,
    /// Whether it is forced.
    pub is_forced: bool,
}

/// A rollout to start.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewRollout {
    /// The release.
    pub release_id: Uuid,
    /// When it begins; left out: now.
    #[serde(default)]
    pub begins_date_time: Option<String>,
}

/// Why a rollout is paused.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PauseReason {
    /// In a sentence.
    #[serde(default)]
    pub reason: String,
}

/// How the update of a room is forced.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ForcedUpdate {
    /// `now`, also in the middle of a meeting, or `whenFree`.
    pub when: String,
    /// Why it cannot wait.
    pub reason: String,
}

/// What stops rollouts by itself, and what becomes of those that stand still.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RolloutSettings {
    /// Whether a paused rollout goes on: `resumable` (when somebody says so), `terminal` (never) or `auto_14_days`.
    pub resume_policy: String,
    /// The share of the rooms just updated, in percent, that may fail or become unhealthy.
    pub stop_percent: i64,
    /// How many rooms must have been updated before that share says anything.
    pub stop_rooms: i64,
}
