//! What an agent is asked to do, and what it says of it. From version 2 of the channel on.
//!
//! Invariant: an order names what is to be done and never how: no text of it is a command.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{MAX_VALUE, Malformed, UpdateOrder, malformed, text};

/// The version of the channel from which on reports tell of activity and jobs.
pub const JOBS_SINCE: u32 = 2;
/// The longest output of a job, in bytes.
pub const MAX_OUTPUT_BYTES: usize = 64 * 1024;
/// The longest text of the steps of a job, in bytes.
pub const MAX_PROGRESS_BYTES: usize = 4 * 1024;

/// Whether the room is in a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Activity {
    /// The agent cannot tell.
    Unknown,
    /// In a meeting.
    Busy,
    /// Not in a meeting.
    Idle,
}

/// A job that the agent is to do, once: it comes with every answer until the agent says something of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct JobOrder {
    /// The job.
    pub id: Uuid,
    /// What to do.
    pub kind: JobKind,
    /// The settings to take, for [`JobKind::ConfigUpdate`]; those that are left out stay as they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settings: Option<DeviceSettings>,
    /// The release to take, for [`JobKind::Update`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub update: Option<UpdateOrder>,
    /// Whether to do it although the room is in a meeting.
    #[serde(default)]
    pub forced: bool,
}

/// What an agent can be asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum JobKind {
    /// Restart the device by the command that its configuration names.
    Restart,
    /// Run every probe, and give back what they found.
    RunDiagnostics,
    /// Give back the end of the agent's own log.
    CollectLogs,
    /// Take other settings.
    ConfigUpdate,
    /// Version 3: take another version of the software.
    Update,
    /// Something that a newer server knows: the agent answers that it does not.
    #[serde(other)]
    Unknown,
}

/// Settings of a device.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NightlyRestart {
    /// Whether it does.
    pub is_enabled: bool,
    /// When, by its own clock: `HH:MM`; left out, the time stays as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
}

/// What an agent says of its job: with every report while it is at it, and how it ended until that is answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct JobReport {
    /// The job.
    pub id: Uuid,
    /// Where it stands.
    pub state: JobState,
    /// Why it ended so: a word of §3.10, such as `deviceInMeeting`. The server takes a word that it does not know as `failed`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Every step until now, a line each.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub progress: String,
    /// What it gives back: text; what is longer is cut at its beginning by the agent, which says so.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub output: String,
}

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum JobState {
    /// The agent is at it.
    Running,
    /// Done.
    Completed,
    /// Done, with errors.
    CompletedWithErrors,
    /// Not done.
    Failed,
}

impl JobReport {
    pub(super) fn check(&self) -> Result<(), Malformed> {
        text("job.reason", self.reason.as_deref().unwrap_or_default(), MAX_VALUE)?;
        lines("job.progress", &self.progress, MAX_PROGRESS_BYTES)?;
        lines("job.output", &self.output, MAX_OUTPUT_BYTES)
    }
}

/// Several lines: no control characters but the ends of lines and tabulators.
fn lines(field: &str, text: &str, limit: usize) -> Result<(), Malformed> {
    if text.len() > limit {
        return malformed(field, "is too long");
    }
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return malformed(field, "has control characters");
    }
    Ok(())
}

/// Makes several lines fit for this channel: control characters become spaces, what is too long is cut at its beginning and
/// says so.
pub fn fit_lines(text: &str, limit: usize) -> String {
    const CUT: &str = "[the beginning was cut]\n";
    let plain: String =
        text.chars().map(|c| if c.is_control() && c != '\n' && c != '\t' { ' ' } else { c }).collect();
    if plain.len() <= limit {
        return plain;
    }
    let mut from = plain.len() - limit.saturating_sub(CUT.len());
    while !plain.is_char_boundary(from) {
        from += 1;
    }
    format!("{CUT}{}", plain.get(from..).unwrap_or_default())
}
