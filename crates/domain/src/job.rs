//! Jobs: what people ask the device of a room to do (R-263, §3.10, §4.11): restart, look at itself, hand over its log, take
//! other settings.
//!
//! Invariant: a job says what, never how: no word of it is a command, so that a server cannot make a device run anything its
//! own configuration does not name.

mod night;
mod settings;
mod state;

pub use night::{NIGHT, is_night, next_night};
pub use settings::{DeviceSettings, NightlyRestart, SETTING_MAX, SettingFault};
pub use state::{JobReason, JobState, JobStatus, JobStep, pending_detail};

use crate::time::{DAY, HOUR};

/// How long a job waits for a device that is not heard; then it failed (§3.10 "device disconnected").
pub const WAITS_AT_MOST: i64 = 7 * DAY;

/// How long a device that runs a job may stay silent about it; then it failed.
pub const RUNS_AT_MOST: i64 = HOUR;

/// How long a job that is over is kept.
pub const KEPT: i64 = 180 * DAY;

/// How many jobs of a room may wait or run at once.
pub const MOST_OPEN: usize = 20;

/// How many rooms are asked at once.
pub const MOST_ROOMS: usize = 200;

/// The longest reason of a forced job, in characters.
pub const FORCE_REASON_MAX: usize = 300;

/// The longest output, in bytes.
pub const OUTPUT_MAX: usize = 64 * 1024;

/// The longest text of all steps that a device told, in bytes; what is older goes first.
pub const PROGRESS_MAX: usize = 4 * 1024;

/// The largest file that a device gives back, in bytes.
pub const FILE_MAX: usize = crate::attachment::LARGEST;

/// The most files of one job.
pub const FILES_MAX: usize = 8;

/// How many bytes the files of all jobs of one organization may have.
pub const FILES_OF_ORGANIZATION: i64 = 1 << 30;

/// What a device is asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JobKind {
    /// Restart the device.
    Restart,
    /// Look at everything that is watched, and tell.
    RunDiagnostics,
    /// Hand over the end of the agent's own log.
    CollectLogs,
    /// Take other settings.
    ConfigUpdate,
    /// Take another version of the software, as a rollout says.
    Update,
}

impl JobKind {
    /// Every kind.
    pub const ALL: [Self; 5] =
        [Self::Restart, Self::RunDiagnostics, Self::CollectLogs, Self::ConfigUpdate, Self::Update];

    /// What people ask the device of a room for; the rest comes from elsewhere.
    pub const ASKED: [Self; 4] = [Self::Restart, Self::RunDiagnostics, Self::CollectLogs, Self::ConfigUpdate];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Restart => "restart",
            Self::RunDiagnostics => "runDiagnostics",
            Self::CollectLogs => "collectLogs",
            Self::ConfigUpdate => "configUpdate",
            Self::Update => "update",
        }
    }

    /// The kind of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// When a job is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JobTiming {
    /// As soon as the device is heard.
    Now,
    /// In the night, by the clock of the room.
    Night,
}

impl JobTiming {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Now, Self::Night];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::Night => "night",
        }
    }

    /// The timing of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|timing| timing.key() == key)
    }
}

/// Whether a room is in a meeting, as its device tells (§4.11).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Activity {
    /// The device does not tell.
    #[default]
    Unknown,
    /// In a meeting.
    Busy,
    /// Not in a meeting.
    Idle,
    /// The device is silent. Never stored: it follows from the health.
    Unavailable,
}

impl Activity {
    /// Every activity.
    pub const ALL: [Self; 4] = [Self::Unknown, Self::Busy, Self::Idle, Self::Unavailable];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Busy => "busy",
            Self::Idle => "idle",
            Self::Unavailable => "unavailable",
        }
    }

    /// The activity of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|activity| activity.key() == key)
    }

    /// What is shown of a room: a silent device may have told anything before.
    pub const fn shown(self, is_silent: bool) -> Self {
        if is_silent { Self::Unavailable } else { self }
    }
}

/// The end of a text that is too long, cut at a character, in bytes.
pub fn last_bytes(text: &str, most: usize) -> &str {
    let mut from = text.len().saturating_sub(most);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    text.get(from..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_read_back() {
        assert!(JobKind::ALL.into_iter().all(|kind| JobKind::from_key(kind.key()) == Some(kind)));
        assert!(JobTiming::ALL.into_iter().all(|timing| JobTiming::from_key(timing.key()) == Some(timing)));
        assert!(Activity::ALL.into_iter().all(|is| Activity::from_key(is.key()) == Some(is)));
        assert_eq!(JobKind::from_key("rm -rf /"), None);
    }

    /// §4.11: what a silent device told before holds no more.
    #[test]
    fn a_silent_room_is_unavailable() {
        assert_eq!(Activity::Busy.shown(true), Activity::Unavailable);
        assert_eq!(Activity::Busy.shown(false), Activity::Busy);
    }

    #[test]
    fn texts_are_cut_at_characters() {
        assert_eq!((last_bytes("abc", 5), last_bytes("abc", 2), last_bytes("aéb", 2)), ("abc", "bc", "b"));
    }
}
