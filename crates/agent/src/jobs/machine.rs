//! Jobs on a real machine.

use std::{path::PathBuf, sync::Arc};

use tokio::sync::mpsc;
use wire::agents::{DeviceSettings, JobKind, JobOrder};

use super::{Ended, Work, Worker, command, settings_file};
use crate::{
    clock::ServerClock,
    device,
    log_tail::LogTail,
    machine::Machine,
    probes::{self, Expected},
    reported,
    updates::Updates,
};

/// What jobs on this machine are done with.
#[derive(Clone)]
pub struct Hands {
    /// The machine.
    pub machine: Machine,
    /// How many of each device the room should have, for diagnostics.
    pub expected: Expected,
    /// How far the server's clock is from this one, for diagnostics.
    pub server_clock: Arc<ServerClock>,
    /// What is known of the room besides, for diagnostics.
    pub setup: device::Setup,
    /// The agent's own log.
    pub log: LogTail,
    /// Where the logs of reported issues are kept.
    pub kept_logs: PathBuf,
    /// The program, with its arguments, that restarts the device; none: restarts are refused.
    pub restart_command: Vec<String>,
    /// The program, with its arguments, that applies the settings of the file; none: they are written alone.
    pub settings_command: Vec<String>,
    /// Where the settings are written.
    pub settings_file: PathBuf,
    /// What updates are done with.
    pub updates: Updates,
}

impl Worker for Hands {
    fn work(&self, order: JobOrder, steps: mpsc::UnboundedSender<String>) -> Work {
        let hands = self.clone();
        Box::pin(async move {
            match order.kind {
                JobKind::Restart => hands.restart(&steps).await,
                JobKind::RunDiagnostics => hands.diagnose(&steps).await,
                JobKind::CollectLogs => {
                    Ended::completed(reported::collected(&hands.log.text(), &hands.kept_logs))
                }
                JobKind::ConfigUpdate => hands.configure(order.settings, &steps).await,
                JobKind::Update => hands.updates.take(order.update, &steps).await,
                JobKind::Unknown => Ended::failed("notSupported", "this agent knows no such job"),
            }
        })
    }

    fn boot(&self) -> String {
        self.machine.read("/proc/sys/kernel/random/boot_id").unwrap_or_default()
    }

    fn interrupted(&self, order: &JobOrder, same_boot: bool) -> Ended {
        match (order.kind, same_boot) {
            (JobKind::Restart, false) => Ended::completed("the device has started again"),
            (JobKind::Restart, true) => Ended::with_errors(
                "verificationFailed",
                "the agent was started again while the command ran, the machine was not",
            ),
            (JobKind::Update, _) => self.updates.interrupted(order.update.as_ref()),
            _ => Ended::failed("interrupted", "the agent was stopped in the middle"),
        }
    }
}

/// Tells a step; nobody listens any more when the agent stops.
fn step(steps: &mpsc::UnboundedSender<String>, text: &str) {
    let _ = steps.send(text.to_owned());
}

impl Hands {
    async fn restart(&self, steps: &mpsc::UnboundedSender<String>) -> Ended {
        if self.restart_command.is_empty() {
            return Ended::failed("notConfigured", "the configuration of the agent names no restart_command");
        }
        step(steps, "the restart command runs");
        let outcome = command::run(&self.restart_command, &[]).await;
        if outcome.is_good { Ended::completed(outcome.told) } else { Ended::failed("failed", outcome.told) }
    }

    async fn diagnose(&self, steps: &mpsc::UnboundedSender<String>) -> Ended {
        step(steps, "the probes run");
        let hands = self.clone();
        let looked = tokio::task::spawn_blocking(move || {
            let mut probes = probes::all(hands.expected, hands.server_clock);
            let names: Vec<_> = probes.iter().map(|probe| probe.name()).collect();
            let signals: Vec<_> = probes
                .iter_mut()
                .map(|probe| {
                    let signal = probe.signal();
                    probe.look(&hands.machine).report(signal)
                })
                .collect();
            probes::table(&names, &signals, &device::missing(&hands.machine, &hands.setup))
        });
        match looked.await {
            Ok(table) => Ended::completed(table),
            Err(error) => Ended::failed("failed", error.to_string()),
        }
    }

    async fn configure(
        &self,
        settings: Option<DeviceSettings>,
        steps: &mpsc::UnboundedSender<String>,
    ) -> Ended {
        let Some(settings) = settings else {
            return Ended::failed("settingsFetchFailed", "the order holds no settings");
        };
        if let Err(ended) = settings_file::put(&self.settings_file, settings) {
            return ended;
        }
        let shown = self.settings_file.display().to_string();
        step(steps, &format!("{shown} is written"));
        if self.settings_command.is_empty() {
            let why = "the configuration of the agent names no settings_command that applies it";
            return Ended::completed(format!("{shown} is written; {why}"));
        }
        step(steps, "the settings command runs");
        let outcome = command::run(&self.settings_command, &[("STEWARD_SETTINGS_FILE", &shown)]).await;
        if outcome.is_good {
            Ended::completed(outcome.told)
        } else {
            Ended::with_errors("appRestartFailed", outcome.told)
        }
    }
}
