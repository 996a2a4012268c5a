//! The states of a job and what moves it from one to another (§3.10).

use super::{JobTiming, night::is_night};
use crate::time::Time;

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JobState {
    /// Somebody asked for it; the device does not know it yet.
    Submitted,
    /// The device has it.
    Running,
    /// Done.
    Completed,
    /// Done, but something about it did not succeed.
    CompletedWithErrors,
    /// Not done.
    Failed,
    /// Taken back before it was done.
    Canceled,
}

/// What happens to a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JobStep {
    /// The device gets it.
    HandOver,
    /// The device says that it is done.
    Succeed,
    /// The device says that it is done, with errors.
    SucceedWithErrors,
    /// The device says that it could not do it.
    Fail,
    /// The device was not heard of it for too long.
    Expire,
    /// A person takes it back.
    Cancel,
    /// Its ground is gone: the right of who asked for it, or the monitoring of the room.
    CallOff,
}

/// Why a job ended as it did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JobReason {
    /// Completed with errors: the app did not start again.
    AppRestartFailed,
    /// Completed with errors: whether it took effect could not be seen.
    VerificationFailed,
    /// Failed: a file of somebody else is in the way.
    ExistingFile,
    /// Failed: the device could not write.
    CouldNotWrite,
    /// Failed: it went wrong; the output says how.
    Failed,
    /// Failed: the device could not read what it was to do.
    SettingsFetchFailed,
    /// Failed: the device is in a meeting.
    DeviceInMeeting,
    /// Failed: the device was not heard.
    DeviceDisconnected,
    /// Failed: the configuration of the device names no command for it.
    NotConfigured,
    /// Failed: the agent of the device does not know such jobs.
    NotSupported,
    /// Failed: the agent was stopped in the middle.
    Interrupted,
    /// Failed: the release is not signed by the key that the device trusts.
    SignatureInvalid,
    /// Failed: the device has no release key, so that it trusts no release.
    NoReleaseKey,
    /// Failed: the file is not the one that was signed.
    ChecksumDiffers,
    /// Failed: the release is for other devices.
    WrongDevice,
    /// Failed: the device has that version, or a newer one.
    Downgrade,
    /// Failed: the file could not be downloaded.
    DownloadFailed,
    /// Canceled: by a person.
    ByPerson,
    /// Canceled: the rollout that it came from stands still or is over.
    RolloutHalted,
    /// Canceled: who asked for it may not any more.
    RightLost,
    /// Canceled: the room is not monitored any more.
    NotMonitored,
}

/// The published word of a state (§4.11).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JobStatus {
    /// Waits for the device.
    Queued,
    /// Waits for the night.
    Scheduled,
    /// The device has it.
    InProgress,
    /// Done, with errors or without.
    Successful,
    /// Taken back.
    Cancelled,
    /// Not done.
    Failed,
}

impl JobState {
    /// Every state, in the order of a job's life.
    pub const ALL: [Self; 6] = [
        Self::Submitted,
        Self::Running,
        Self::Completed,
        Self::CompletedWithErrors,
        Self::Failed,
        Self::Canceled,
    ];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Running => "running",
            Self::Completed => "completed",
            Self::CompletedWithErrors => "completedWithErrors",
            Self::Failed => "failed",
            Self::Canceled => "canceled",
        }
    }

    /// The state of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.key() == key)
    }

    /// Whether it waits or runs.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Submitted | Self::Running)
    }

    /// The state after a step; none where that step cannot be taken.
    pub const fn after(self, step: JobStep) -> Option<Self> {
        match (self, step) {
            (Self::Submitted, JobStep::HandOver) => Some(Self::Running),
            (Self::Running, JobStep::Succeed) => Some(Self::Completed),
            (Self::Running, JobStep::SucceedWithErrors) => Some(Self::CompletedWithErrors),
            (Self::Running, JobStep::Fail) | (Self::Submitted | Self::Running, JobStep::Expire) => {
                Some(Self::Failed)
            }
            (Self::Submitted, JobStep::Cancel) | (Self::Submitted | Self::Running, JobStep::CallOff) => {
                Some(Self::Canceled)
            }
            _ => None,
        }
    }

    /// The published word.
    pub const fn status(self, timing: JobTiming) -> JobStatus {
        match (self, timing) {
            (Self::Submitted, JobTiming::Now) => JobStatus::Queued,
            (Self::Submitted, JobTiming::Night) => JobStatus::Scheduled,
            (Self::Running, _) => JobStatus::InProgress,
            (Self::Completed | Self::CompletedWithErrors, _) => JobStatus::Successful,
            (Self::Failed, _) => JobStatus::Failed,
            (Self::Canceled, _) => JobStatus::Cancelled,
        }
    }
}

/// What a submitted job waits for (§3.10): the device, or the night of the room.
pub fn pending_detail(timing: JobTiming, time_zone: &str, now: Time) -> &'static str {
    match timing {
        JobTiming::Night if !is_night(time_zone, now) => "scheduled",
        _ => "pendingConnection",
    }
}

impl JobReason {
    /// Every reason.
    pub const ALL: [Self; 21] = [
        Self::AppRestartFailed,
        Self::VerificationFailed,
        Self::ExistingFile,
        Self::CouldNotWrite,
        Self::Failed,
        Self::SettingsFetchFailed,
        Self::DeviceInMeeting,
        Self::DeviceDisconnected,
        Self::NotConfigured,
        Self::NotSupported,
        Self::Interrupted,
        Self::SignatureInvalid,
        Self::NoReleaseKey,
        Self::ChecksumDiffers,
        Self::WrongDevice,
        Self::Downgrade,
        Self::DownloadFailed,
        Self::ByPerson,
        Self::RolloutHalted,
        Self::RightLost,
        Self::NotMonitored,
    ];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::AppRestartFailed => "appRestartFailed",
            Self::VerificationFailed => "verificationFailed",
            Self::ExistingFile => "existingFile",
            Self::CouldNotWrite => "couldNotWrite",
            Self::Failed => "failed",
            Self::SettingsFetchFailed => "settingsFetchFailed",
            Self::DeviceInMeeting => "deviceInMeeting",
            Self::DeviceDisconnected => "deviceDisconnected",
            Self::NotConfigured => "notConfigured",
            Self::NotSupported => "notSupported",
            Self::Interrupted => "interrupted",
            Self::SignatureInvalid => "signatureInvalid",
            Self::NoReleaseKey => "noReleaseKey",
            Self::ChecksumDiffers => "checksumDiffers",
            Self::WrongDevice => "wrongDevice",
            Self::Downgrade => "downgrade",
            Self::DownloadFailed => "downloadFailed",
            Self::ByPerson => "byPerson",
            Self::RolloutHalted => "rolloutHalted",
            Self::RightLost => "rightLost",
            Self::NotMonitored => "notMonitored",
        }
    }

    /// The reason of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.key() == key)
    }

    /// The state that it explains.
    pub const fn explains(self) -> JobState {
        match self {
            Self::AppRestartFailed | Self::VerificationFailed => JobState::CompletedWithErrors,
            Self::ByPerson | Self::RolloutHalted | Self::RightLost | Self::NotMonitored => JobState::Canceled,
            _ => JobState::Failed,
        }
    }
}

impl JobStatus {
    /// Every status.
    pub const ALL: [Self; 6] =
        [Self::Queued, Self::Scheduled, Self::InProgress, Self::Successful, Self::Cancelled, Self::Failed];

    /// The published word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Scheduled => "scheduled",
            Self::InProgress => "inProgress",
            Self::Successful => "successful",
            Self::Cancelled => "cancelled",
            Self::Failed => "failed",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEPS: [JobStep; 7] = [
        JobStep::HandOver,
        JobStep::Succeed,
        JobStep::SucceedWithErrors,
        JobStep::Fail,
        JobStep::Expire,
        JobStep::Cancel,
        JobStep::CallOff,
    ];

    /// every state × every step (§3.10): R running, C completed, E completed with errors, F failed, X canceled.
    #[test]
    fn every_step_from_every_state() {
        #[rustfmt::skip]
        let table = [
            //                               hand done errors fail expire cancel off
            (JobState::Submitted,           "R  -  -  -  F  X  X"),
            (JobState::Running,             "-  C  E  F  F  -  X"),
            (JobState::Completed,           "-  -  -  -  -  -  -"),
            (JobState::CompletedWithErrors, "-  -  -  -  -  -  -"),
            (JobState::Failed,              "-  -  -  -  -  -  -"),
            (JobState::Canceled,            "-  -  -  -  -  -  -"),
        ];
        assert_eq!(table.map(|(state, _)| state), JobState::ALL);
        for (from, row) in table {
            let expected: Vec<_> = row.split_whitespace().collect();
            assert_eq!(expected.len(), STEPS.len());
            for (step, expected) in STEPS.into_iter().zip(expected) {
                let found = match from.after(step) {
                    None => "-",
                    Some(JobState::Submitted) => "S",
                    Some(JobState::Running) => "R",
                    Some(JobState::Completed) => "C",
                    Some(JobState::CompletedWithErrors) => "E",
                    Some(JobState::Failed) => "F",
                    Some(JobState::Canceled) => "X",
                };
                assert_eq!(found, expected, "{from:?} {step:?}");
            }
            assert_eq!(from.is_open(), STEPS.into_iter().any(|step| from.after(step).is_some()), "{from:?}");
        }
    }

    /// R-263, §4.11: each state has one published word; only what waits depends on when it is to be done.
    #[test]
    fn every_state_has_a_published_word() {
        let words = JobState::ALL.map(|state| {
            let [now, night] = JobTiming::ALL.map(|timing| state.status(timing).key());
            (now, night)
        });
        assert_eq!(
            words,
            [
                ("queued", "scheduled"),
                ("inProgress", "inProgress"),
                ("successful", "successful"),
                ("successful", "successful"),
                ("failed", "failed"),
                ("cancelled", "cancelled"),
            ]
        );
    }

    #[test]
    fn words_read_back() {
        assert!(JobState::ALL.into_iter().all(|state| JobState::from_key(state.key()) == Some(state)));
        for reason in JobReason::ALL {
            assert_eq!(JobReason::from_key(reason.key()), Some(reason));
            assert!(!reason.explains().is_open() && reason.explains() != JobState::Completed);
        }
    }
}
