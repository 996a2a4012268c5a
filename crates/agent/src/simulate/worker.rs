//! Jobs of a simulated room: they take their time and end well, and touch nothing but what is told of them.

use std::{path::PathBuf, time::Duration};

use tokio::sync::{mpsc, watch};
use wire::agents::{DeviceType, JobKind, JobOrder, SignalReport, UpdateOrder};

use super::scenario::RoomPlan;
use crate::{
    courier::Courier,
    jobs::{Ended, Work, Worker},
    key_file, probes,
    updates::trust::{self, InMemory, Kept, Shelf as _},
};

/// How long a simulated room takes for what takes time.
const TAKES: Duration = Duration::from_secs(3);

/// Pretends to do the jobs of one room.
pub(super) struct Pretender {
    name: String,
    signals: Vec<SignalReport>,
    updates: Updates,
}

/// Updates of one room: the proofs of a real agent, and nothing downloaded.
#[derive(Clone)]
struct Updates {
    device_type: DeviceType,
    /// The version before the first update.
    shipped: Option<String>,
    key_file: PathBuf,
    trust: InMemory,
    installed: watch::Sender<Option<String>>,
}

impl Pretender {
    /// The pretender of a room, which says what it installed.
    pub(super) fn of(plan: &RoomPlan, key_file: PathBuf, installed: watch::Sender<Option<String>>) -> Self {
        let updates = Updates {
            device_type: plan.device.device_type.unwrap_or(DeviceType::Generic),
            shipped: plan.device.app_version.clone(),
            key_file,
            trust: InMemory::default(),
            installed,
        };
        Self { name: plan.name.clone(), signals: plan.signals.clone(), updates }
    }
}

impl Worker for Pretender {
    fn work(&self, order: JobOrder, steps: mpsc::UnboundedSender<String>, _: Option<Courier>) -> Work {
        let (name, signals) = (self.name.clone(), self.signals.clone());
        let updates = self.updates.clone();
        Box::pin(async move {
            // Nobody listens any more when the room goes silent.
            let step = |text: &str| drop(steps.send(text.to_owned()));
            match order.kind {
                JobKind::Restart => {
                    step("the simulated device goes down");
                    tokio::time::sleep(TAKES).await;
                    step("the simulated device is up again");
                    Ended::completed(format!("{name} has started again"))
                }
                JobKind::RunDiagnostics => {
                    step("the simulated probes run");
                    tokio::time::sleep(TAKES).await;
                    let names = vec!["simulation"; signals.len()];
                    Ended::completed(probes::table(&names, &signals, &[]))
                }
                JobKind::CollectLogs => Ended::completed(format!(
                    "INFO the agent of {name} starts\nINFO enrolled\nINFO a job is taken\n"
                )),
                JobKind::ConfigUpdate => match order.settings.map(|new| serde_json::to_string_pretty(&new)) {
                    Some(Ok(document)) => {
                        Ended::completed(format!("{name} took these settings:\n{document}"))
                    }
                    _ => Ended::failed("settingsFetchFailed", "the order holds no settings"),
                },
                JobKind::Update => match updates.accept(order.update.as_ref()) {
                    Ok((kept, version)) => {
                        step("the simulated file is downloaded and installed");
                        tokio::time::sleep(TAKES).await;
                        updates.install(kept, &version)
                    }
                    Err(ended) => ended,
                },
                JobKind::Unknown => Ended::failed("notSupported", "this agent knows no such job"),
            }
        })
    }

    fn boot(&self) -> String {
        self.name.clone()
    }

    fn interrupted(&self, order: &JobOrder, _: bool) -> Ended {
        match order.kind {
            JobKind::Restart => Ended::completed(format!("{} has started again", self.name)),
            _ => Ended::failed("interrupted", "the room lost power in the middle"),
        }
    }
}

impl Updates {
    /// What is kept from now on and the version to install, or how the job ended.
    fn accept(&self, order: Option<&UpdateOrder>) -> Result<(Kept, String), Ended> {
        let order =
            order.ok_or_else(|| Ended::failed("settingsFetchFailed", "the order holds no release"))?;
        let kept = self.trust.load().unwrap_or_default();
        let of_file = || key_file::read(&self.key_file).ok().and_then(|key| key.release_key);
        let Some(pinned) = kept.release_key.or_else(of_file) else {
            return Err(Ended::failed("noReleaseKey", "there is no release key in the enrolment key file"));
        };
        let installed = kept.installed.or_else(|| self.shipped.clone());
        let (key, release) = trust::accept(&pinned, order, self.device_type, installed.as_deref())?;
        Ok((Kept { release_key: Some(key), installed: Some(release.version.clone()) }, release.version))
    }

    fn install(&self, kept: Kept, version: &str) -> Ended {
        if let Err(error) = self.trust.save(&kept) {
            return Ended::failed("couldNotWrite", error.to_string());
        }
        self.installed.send_replace(kept.installed);
        Ended::completed(format!("{version} is installed"))
    }
}
