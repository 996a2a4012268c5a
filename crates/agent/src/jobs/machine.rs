//! Jobs on a real machine.

use std::{path::PathBuf, sync::Arc};

use tokio::sync::mpsc;
use uuid::Uuid;
use wire::agents::{DeviceSettings, JobKind, JobOrder};

use super::{Ended, Work, Worker, command, log_files, settings_file};
use crate::{
    clock::ServerClock,
    courier::Courier,
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
    /// Files that are handed over as logs besides.
    pub log_files: Vec<PathBuf>,
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
    fn work(&self, order: JobOrder, steps: mpsc::UnboundedSender<String>, courier: Option<Courier>) -> Work {
        let hands = self.clone();
        Box::pin(async move {
            match order.kind {
                JobKind::Restart => hands.restart(&steps).await,
                JobKind::RunDiagnostics => hands.diagnose(&steps).await,
                JobKind::CollectLogs => hands.collect(order.id, &steps, courier).await,
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
            (JobKind::Restart, _) => restarted(&self.boot(), same_boot),
            (JobKind::Update, _) => self.updates.interrupted(order.update.as_ref()),
            _ => Ended::failed("interrupted", "the agent was stopped in the middle"),
        }
    }
}

/// How a restart ended in the middle of which the agent was stopped; `boot` is empty where the system tells no start of the machine
/// from another, as on Windows.
fn restarted(boot: &str, same_boot: bool) -> Ended {
    let unproven = |why: &str| Ended::with_errors("verificationFailed", why);
    match (boot, same_boot) {
        ("", _) => unproven(
            "the agent was started again while the command ran; nothing tells whether the machine was",
        ),
        (_, false) => Ended::completed("the device has started again"),
        (_, true) => unproven("the agent was started again while the command ran, the machine was not"),
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

    /// The end of the agent's own log as text, and the files that the configuration names as logs.
    async fn collect(
        &self,
        job: Uuid,
        steps: &mpsc::UnboundedSender<String>,
        courier: Option<Courier>,
    ) -> Ended {
        let told = reported::collected(&self.log.text(), &self.kept_logs);
        let mut failed = 0;
        let Some(courier) = courier else {
            if !self.log_files.is_empty() {
                step(steps, "the server takes no files");
            }
            return Ended::completed(told);
        };
        for (at, path) in self.log_files.clone().into_iter().enumerate() {
            let shown = path.display().to_string();
            let read = tokio::task::spawn_blocking(move || log_files::read(&path, at + 1)).await;
            let brought = match read {
                Ok(Ok(file)) if file.content.is_empty() => Err("it is empty".to_owned()),
                Ok(Ok(file)) => courier.bring(job, &file).await.map_err(|failure| failure.to_string()),
                Ok(Err(error)) => Err(error.to_string()),
                Err(error) => Err(error.to_string()),
            };
            match brought {
                Ok(()) => step(steps, &format!("{shown} is handed over")),
                Err(why) => {
                    failed += 1;
                    step(steps, &format!("{shown} is not handed over: {why}"));
                }
            }
        }
        if failed == 0 { Ended::completed(told) } else { Ended::with_errors("failed", told) }
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

#[cfg(test)]
mod tests {
    use wire::agents::JobState;

    use super::*;

    /// a restart is proven by another start of the machine, and by nothing where the system does not tell one from another.
    #[test]
    fn only_another_start_of_the_machine_proves_a_restart() {
        assert_eq!(restarted("b", false).state, JobState::Completed);
        for unproven in [restarted("b", true), restarted("", true), restarted("", false)] {
            assert_eq!(unproven.reason, Some("verificationFailed"));
            assert_eq!(unproven.state, JobState::CompletedWithErrors);
        }
    }
}
