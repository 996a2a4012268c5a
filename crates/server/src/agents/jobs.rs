//! Jobs on the device channel, between its words and those of the service.

use domain::{
    id::Id,
    job::{self, JobReason},
    release,
};
use service::jobs::{Order, Told, ToldState};
use wire::agents::{
    Activity, DeviceSettings, JobKind, JobOrder, JobReport, JobState, NightlyRestart, SignedDocument,
    UpdateOrder,
};

pub(super) const fn activity(told: Activity) -> job::Activity {
    match told {
        Activity::Unknown => job::Activity::Unknown,
        Activity::Busy => job::Activity::Busy,
        Activity::Idle => job::Activity::Idle,
    }
}

pub(super) fn told(report: JobReport) -> Told {
    Told {
        id: Id::new(report.id),
        state: match report.state {
            JobState::Running => ToldState::Running,
            JobState::Completed => ToldState::Completed,
            JobState::CompletedWithErrors => ToldState::CompletedWithErrors,
            JobState::Failed => ToldState::Failed,
        },
        reason: report.reason.as_deref().and_then(JobReason::from_key),
        progress: report.progress,
        output: report.output,
    }
}

pub(super) fn order(order: Order) -> JobOrder {
    JobOrder {
        id: order.id.uuid(),
        kind: match order.kind {
            job::JobKind::Restart => JobKind::Restart,
            job::JobKind::RunDiagnostics => JobKind::RunDiagnostics,
            job::JobKind::CollectLogs => JobKind::CollectLogs,
            job::JobKind::ConfigUpdate => JobKind::ConfigUpdate,
            job::JobKind::Update => JobKind::Update,
        },
        settings: order.settings.map(settings),
        update: order.update.map(|update| UpdateOrder {
            release: signed(update.release),
            keys: update.keys.into_iter().map(signed).collect(),
        }),
        forced: order.is_forced,
    }
}

fn signed(signed: release::SignedDocument) -> SignedDocument {
    SignedDocument { document: signed.document, signature: signed.signature }
}

fn settings(settings: job::DeviceSettings) -> DeviceSettings {
    DeviceSettings {
        default_microphone: settings.default_microphone,
        default_speaker: settings.default_speaker,
        default_camera: settings.default_camera,
        nightly_restart: settings
            .nightly_restart
            .map(|restart| NightlyRestart { is_enabled: restart.is_enabled, time: restart.time }),
    }
}
