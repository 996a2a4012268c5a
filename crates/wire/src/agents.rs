//! The device channel: what a room agent and the server say to each other (R-240–, decisions
//! 15 and 19), and the enrolment key file (§5.8).
//!
//! Invariant: these shapes are everything that ever leaves a room. What the server reads
//! refuses unknown fields and has a limit for every text; what the agent reads tolerates fields of
//! a newer server. Texts are counted in characters and carry no control characters.

mod batch;
mod facts;
mod files;
mod jobs;
mod reach;
mod records;
mod updates;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use batch::{
    BatchAnswer, BatchRequest, GATHER_PATH, GatherRequest, MAX_BATCH, MAX_BATCH_BYTES, MAX_GATHER_BYTES,
    MAX_SENT_SECONDS, REPORTS_PATH, SIGNED_SINCE, SignedAnswer, SignedMessage, answered,
};
pub use facts::{CredentialProtection, DeviceFacts, DeviceType, Missing, MissingReason, Tpm};
pub use files::{
    FILE_PATH, FILES_SINCE, FileAnswer, MAX_FILE_BYTES, MAX_FILE_NAME, MAX_FILES, file_path, is_file_name,
};
pub use jobs::{
    Activity, DeviceSettings, JOBS_SINCE, JobKind, JobOrder, JobReport, JobState, MAX_OUTPUT_BYTES,
    MAX_PROGRESS_BYTES, NightlyRestart, fit_lines,
};
pub use reach::{MAX_TARGETS, REACH_SINCE, ReachState, ReachTarget, Reached};
pub use records::{
    CallQuality, CallRecord, CallStream, MAX_RECORDS, MAX_REPORTED, MeetingRecord, RECORDS_SINCE, Record,
    RefusedRecord, ReportedIssueRecord, StreamKind,
};
pub use updates::{
    Artefact, KeyDocument, MAX_ARTEFACT_BYTES, RELEASE_FORMAT, RELEASE_FORMAT_VERSION, RELEASE_KEY_FORMAT,
    ReleaseDocument, SignedDocument, UPDATES_SINCE, UpdateOrder,
};

/// The version of this channel. A server tells it with its answers; one that does not speaks version 1.
pub const CHANNEL_VERSION: u32 = 7;

/// Where an agent enrols, relative to the server's address.
pub const ENROL_PATH: &str = "/agents/v1/enrol";
/// Where an agent reports, relative to the server's address.
pub const REPORT_PATH: &str = "/agents/v1/report";

/// The longest body of an enrolment, in bytes.
pub const MAX_ENROL_BYTES: usize = 32 * 1024;
/// The longest body of a report, in bytes; every report within the limits below fits.
pub const MAX_REPORT_BYTES: usize = 768 * 1024;
/// The most signals in one report.
pub const MAX_SIGNALS: usize = 128;
/// The longest signal key, in characters: lower-case letters, digits, `.` and `-`.
pub const MAX_SIGNAL: usize = 64;
/// The longest instance, in characters.
pub const MAX_INSTANCE: usize = 96;
/// The longest value of a signal, in characters.
pub const MAX_VALUE: usize = 96;
/// The longest explanation of a signal, in characters.
pub const MAX_DETAIL: usize = 256;
/// The longest text among the device facts, in characters.
pub const MAX_FACT: usize = 128;
/// The most addresses in each list of the device facts.
pub const MAX_ADDRESSES: usize = 16;
/// The longest address, in characters (the longest IPv6 text with a zone fits).
pub const MAX_ADDRESS: usize = 64;
/// The most things an agent tells that it misses.
pub const MAX_MISSING: usize = 12;
/// The longest secret or credential, in characters.
pub const MAX_SECRET: usize = 256;
/// The longest point in time, in characters.
pub const MAX_TIME: usize = 40;

/// The `format` of an enrolment key file.
pub const KEY_FILE_FORMAT: &str = "steward-enrolment-key";
/// The `formatVersion` that this release writes and reads.
pub const KEY_FILE_VERSION: u32 = 1;

/// The machine codes of this channel's errors, in `{"error":{"code","message"}}`.
pub mod code {
    /// 401 to an enrolment: unknown key, earlier version of the key, or key of another organization.
    pub const KEY_INVALID: &str = "key_invalid";
    /// 409 to an enrolment: the credential sent along is alive in another organization (decision 19).
    pub const ENROLLED_ELSEWHERE: &str = "enrolled_elsewhere";
    /// 429 to an enrolment, with `Retry-After`: this key has as many Onboarding rooms as it may (decision 19).
    pub const TOO_MANY_ONBOARDING: &str = "too_many_onboarding";
    /// 401 to a report: no live credential.
    pub const CREDENTIAL_INVALID: &str = "credential_invalid";
    /// 429 with `Retry-After`: a queue is full or the caller is too fast.
    pub const TOO_OFTEN: &str = "too_often";
    /// A signed report that is no later than the last one of its device, or was sent too far from the server's clock: sign it anew.
    pub const NOT_FRESH: &str = "not_fresh";
    /// 409 to a file: the device's room has no such job that runs.
    pub const NOT_RUNNING: &str = "not_running";
    /// 422 to a file: empty, or of a kind that is not taken.
    pub const UNFIT_FILE: &str = "unfit_file";
    /// 422 to a file: the job or the organization has as many as it may.
    pub const FILES_FULL: &str = "files_full";
    /// 503 with `Retry-After`: the server cannot store at the moment.
    pub const UNAVAILABLE: &str = "unavailable";
    /// 400: the message breaks this contract; the server closes the connection.
    pub const MALFORMED: &str = "malformed";
}

/// The enrolment key file that an administrator downloads and puts into the fixed folder of a device (R-240, §5.8).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeyFile {
    /// Always [`KEY_FILE_FORMAT`].
    pub format: String,
    /// The version of this layout, [`KEY_FILE_VERSION`].
    pub format_version: u32,
    /// The address of the server, `https://host[:port]`.
    pub server: String,
    /// The organization whose rooms this key enrols.
    pub tenant_id: Uuid,
    /// Which of the organization's keys this is; a reset makes the next one.
    pub key_version: u32,
    /// The secret of the key, base64url without padding.
    pub secret: String,
    /// The public half of the key that signs releases, in base64url without padding; none until the organization has one.
    #[serde(default)]
    pub release_key: Option<String>,
}

// INVARIANT: a secret never enters a log by way of `{:?}`; the same for the shapes below that carry one.
impl std::fmt::Debug for KeyFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeyFile")
            .field("server", &self.server)
            .field("tenant_id", &self.tenant_id)
            .field("key_version", &self.key_version)
            .finish_non_exhaustive()
    }
}

/// `POST /agents/v1/enrol`: asks for a room and a credential.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EnrolRequest {
    /// The key that allows it.
    pub key: EnrolKey,
    /// What the device tells about itself.
    #[serde(default)]
    pub device: DeviceFacts,
    /// The credential the agent held before, if any: with it the old room is taken over (decision 19).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credential: Option<Credential>,
}

/// The part of the key file that is sent.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EnrolKey {
    /// [`KeyFile::tenant_id`].
    pub tenant_id: Uuid,
    /// [`KeyFile::key_version`].
    pub key_version: u32,
    /// [`KeyFile::secret`].
    pub secret: String,
}

impl std::fmt::Debug for EnrolKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EnrolKey")
            .field("tenant_id", &self.tenant_id)
            .field("key_version", &self.key_version)
            .finish_non_exhaustive()
    }
}

/// The secret by which the server knows a device: the device **is** this (decision 19). Opaque to the agent.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Credential(pub String);

impl std::fmt::Debug for Credential {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Credential(…)")
    }
}

/// 201 to an enrolment. The room is in state Onboarding, or the old room goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EnrolAnswer {
    /// The organization of the room.
    pub tenant_id: Uuid,
    /// The room that this device reports for from now on.
    pub room_id: Uuid,
    /// What the agent sends as `Authorization: Bearer …` from now on.
    pub credential: Credential,
    /// The time between two heartbeats, in seconds.
    pub report_interval_seconds: u32,
}

/// `POST /agents/v1/report`, with `Authorization: Bearer credential`.
///
/// A report names the signals that changed since the last one that was answered; the first after a
/// start, and at least one an hour, names all of them. A report without signals is a heartbeat.
///
/// What is marked with a version is sent to servers alone that said they know it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReportRequest {
    /// When the agent saw this, by its own clock, RFC 3339 with offset or `Z`. It may lie in the past: changes
    /// are kept while the server is out of reach.
    pub observed_at: String,
    /// At most [`MAX_SIGNALS`]; a signal and instance occur once.
    #[serde(default)]
    pub signals: Vec<SignalReport>,
    /// Present when changed, and in the first report after a start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<DeviceFacts>,
    /// Version 2: whether the room is in a meeting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity: Option<Activity>,
    /// Version 2: whether the agent knows jobs.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub takes_jobs: bool,
    /// Version 3: whether the agent knows updates.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub takes_updates: bool,
    /// Version 2: where the job stands that it was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job: Option<JobReport>,
    /// Version 4: meetings and calls that the server does not know yet, at most [`MAX_RECORDS`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<Record>,
    /// Version 5: whether the agent wants the key with which it signs reports. It is told over the agent's own connection alone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub takes_report_key: bool,
    /// Version 5: when a signed report was sent, by the agent's own clock, RFC 3339; in signed reports, and there always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_at: Option<String>,
    /// Version 6: whether the agent is a relay that may be asked to reach devices.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reaches: bool,
    /// Version 6: what it found of those it was asked to reach, all of them with each report; at most [`MAX_TARGETS`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reached: Vec<Reached>,
}

/// What the agent sees of one signal.
///
/// Another `state` or `value` is a change of meaning; `detail` only explains and is never compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SignalReport {
    /// The key in the catalogue, for example `camera.room`. The server passes over keys it does not know.
    pub signal: String,
    /// Which one, where a room has several (for example one of two displays); empty otherwise.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub instance: String,
    /// What the agent found.
    pub state: SignalState,
    /// A stable fact, for example a version or the name of the camera.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Why it is so, in a short English sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

/// What an agent can say about a signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SignalState {
    /// As it should be.
    Healthy,
    /// Not as it should be; the watch period counts from here.
    Unhealthy,
    /// The agent cannot tell; `detail` says which right or device it misses (decision 15).
    Unknown,
}

/// 200 to a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReportAnswer {
    /// What became of the report.
    pub outcome: Outcome,
    /// The time between two heartbeats, in seconds.
    pub report_interval_seconds: u32,
    /// The version of the channel that the server speaks; a server that does not tell speaks version 1.
    #[serde(default = "first_version")]
    pub channel_version: u32,
    /// What the agent is to do, if anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job: Option<JobOrder>,
    /// Which of the records were not taken; the others are on disk.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refused_records: Vec<RefusedRecord>,
    /// Version 5: the key with which the device signs reports, if it asked for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report_key: Option<ReportKey>,
    /// Version 6: what a relay is to reach; all of it with each answer to a report that says `reaches`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<ReachTarget>,
}

/// The secret with which a device signs reports that others carry; in base64url without padding.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ReportKey(pub String);

impl std::fmt::Debug for ReportKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ReportKey(…)")
    }
}

const fn first_version() -> u32 {
    1
}

/// What became of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// A change was on disk before the answer.
    Stored,
    /// A heartbeat that changed nothing.
    Received,
}

/// The body of every error on this channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorBody {
    /// What went wrong.
    pub error: ErrorDetail,
}

/// What went wrong, for the machine and for the person who reads the agent's log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorDetail {
    /// One of [`code`], or one of a newer server.
    pub code: String,
    /// A sentence.
    pub message: String,
}

/// Why a message breaks the contract: the first field found and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed {
    /// The field, for example `signals[3].value`.
    pub field: String,
    /// What is wrong with it.
    pub problem: &'static str,
}

impl std::fmt::Display for Malformed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.field, self.problem)
    }
}

impl std::error::Error for Malformed {}

impl EnrolRequest {
    /// Whether every field is within its limit; serde has checked the shape before.
    pub fn check(&self) -> Result<(), Malformed> {
        text("key.secret", &self.key.secret, MAX_SECRET)?;
        if let Some(Credential(credential)) = &self.credential {
            text("credential", credential, MAX_SECRET)?;
        }
        self.device.check()
    }
}

impl ReportRequest {
    /// Whether every field is within its limit, and no signal instance is told twice. That `observed_at` is
    /// a point in time is for the reader to parse.
    pub fn check(&self) -> Result<(), Malformed> {
        text("observedAt", &self.observed_at, MAX_TIME)?;
        text("sentAt", self.sent_at.as_deref().unwrap_or_default(), MAX_TIME)?;
        if self.signals.len() > MAX_SIGNALS {
            return malformed("signals", "has too many entries");
        }
        let mut seen = std::collections::HashSet::with_capacity(self.signals.len());
        for (index, signal) in self.signals.iter().enumerate() {
            let field = |name: &str| format!("signals[{index}].{name}");
            signal.check().map_err(|fault| Malformed { field: field(&fault.field), ..fault })?;
            if !seen.insert((&signal.signal, &signal.instance)) {
                return malformed(&field("signal"), "is told twice for this instance");
            }
        }
        if self.records.len() > MAX_RECORDS {
            return malformed("records", "has too many entries");
        }
        reach::check(&self.reached)?;
        self.job.as_ref().map_or(Ok(()), JobReport::check)?;
        self.device.as_ref().map_or(Ok(()), DeviceFacts::check)
    }
}

impl SignalReport {
    fn check(&self) -> Result<(), Malformed> {
        text("signal", &self.signal, MAX_SIGNAL)?;
        let of_key = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '.' || c == '-';
        if self.signal.is_empty() || !self.signal.chars().all(of_key) {
            return malformed("signal", "is not a signal key");
        }
        text("instance", &self.instance, MAX_INSTANCE)?;
        text("value", self.value.as_deref().unwrap_or_default(), MAX_VALUE)?;
        text("detail", self.detail.as_deref().unwrap_or_default(), MAX_DETAIL)
    }
}

/// Makes a text fit for this channel: control characters become spaces, what is too long is cut.
pub fn fit(text: &str, limit: usize) -> String {
    let plain = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    plain.take(limit).collect::<String>().trim().to_owned()
}

fn text(field: &str, text: &str, limit: usize) -> Result<(), Malformed> {
    // Bytes first: a text of at most `limit` bytes cannot have more characters.
    if text.len() > limit && text.chars().nth(limit).is_some() {
        return malformed(field, "is too long");
    }
    if text.chars().any(char::is_control) {
        return malformed(field, "has control characters");
    }
    Ok(())
}

fn malformed(field: &str, problem: &'static str) -> Result<(), Malformed> {
    Err(Malformed { field: field.to_owned(), problem })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests;
