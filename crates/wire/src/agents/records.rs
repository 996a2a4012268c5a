//! Meetings and calls of a room and issues that somebody there reports, as its device knows them: version 4 of the
//! channel.
//!
//! Invariant: one record that cannot be read or believed keeps no other out, and no report.

use serde::{Deserialize, Serialize};

/// The version of the channel from which on a report tells records.
pub const RECORDS_SINCE: u32 = 4;
/// The most records in one report.
pub const MAX_RECORDS: usize = 100;
/// The most characters of what somebody reports.
pub const MAX_REPORTED: usize = 500;

/// One record. What is none of these shapes is answered as refused and passed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Record {
    /// A meeting: `{"meeting": {…}}`.
    Meeting {
        /// The meeting.
        meeting: MeetingRecord,
    },
    /// A call: `{"call": {…}}`.
    Call {
        /// The call.
        call: CallRecord,
    },
    /// An issue that somebody in the room reported: `{"reportedIssue": {…}}`.
    ReportedIssue {
        /// The issue.
        #[serde(rename = "reportedIssue")]
        reported_issue: ReportedIssueRecord,
    },
    /// Something that this server does not know.
    Unknown(serde_json::Value),
}

/// A meeting in the room. Told again under its name, it is the same meeting, as it is told last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MeetingRecord {
    /// What the device calls it, at most 64 characters.
    pub id: String,
    /// When it began, RFC 3339.
    pub started_at: String,
    /// When it ended, RFC 3339, within a day.
    pub ended_at: String,
    /// Whether it was booked in the calendar of the room.
    pub is_booked: bool,
    /// Whether people took part from elsewhere.
    #[serde(default)]
    pub is_online: bool,
    /// How many people were in the room, where somebody counts them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people_count: Option<u32>,
}

/// A call of the room. Told again under its name, it is the same call, as it is told last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CallRecord {
    /// What the device calls it, at most 64 characters.
    pub id: String,
    /// The meeting it belongs to, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting_id: Option<String>,
    /// When it began, RFC 3339.
    pub started_at: String,
    /// When it ended, RFC 3339, within a day.
    pub ended_at: String,
    /// How good it was.
    pub quality: CallQuality,
    /// Whether the room sent or saw video.
    #[serde(default)]
    pub has_video: bool,
    /// How its streams fared; at most 8.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub streams: Vec<CallStream>,
}

/// An issue that somebody in the room reported to its device. Told again under its name, it is the same issue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReportedIssueRecord {
    /// What the device calls it, at most 64 characters.
    pub id: String,
    /// When it was reported, RFC 3339.
    pub reported_at: String,
    /// What was written; what is longer than [`MAX_REPORTED`] characters is cut.
    pub description: String,
    /// Until when the device keeps its logs of it, RFC 3339; left out where it keeps none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logs_kept_until: Option<String>,
}

/// How good a call was; a word that the server does not know is [`CallQuality::Unknown`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum CallQuality {
    /// Without complaint.
    Good,
    /// People noticed.
    Poor,
    /// Nothing is known of it.
    #[serde(other)]
    Unknown,
}

/// One stream of a call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CallStream {
    /// What it carries.
    pub kind: StreamKind,
    /// Whether the room sent it; otherwise it received it.
    pub is_sent: bool,
    /// Jitter in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jitter_ms: Option<u32>,
    /// Packets lost, of a thousand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lost_per_mille: Option<u32>,
    /// The way to the other side and back, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round_trip_ms: Option<u32>,
}

/// What a stream carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum StreamKind {
    /// Voices.
    Audio,
    /// Faces.
    Video,
    /// What is shared.
    Screen,
}

/// A record that was not taken; telling it again would not help.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RefusedRecord {
    /// Where it stood in the report, counted from 0.
    pub index: u32,
    /// Why: `unreadable`, `badName`, `badTime`, `badLength`, `tooOld`, `inTheFuture`, `outOfRange` or `badText`.
    pub problem: String,
}
