//! Jobs of a simulated room: they take their time and end well, and touch nothing but what is told of them.

use std::time::Duration;

use tokio::sync::mpsc;
use wire::agents::{JobKind, JobOrder, SignalReport};

use super::scenario::RoomPlan;
use crate::{
    jobs::{Ended, Work, Worker},
    probes,
};

/// How long a simulated room takes for what takes time.
const TAKES: Duration = Duration::from_secs(3);

/// Pretends to do the jobs of one room.
pub(super) struct Pretender {
    name: String,
    signals: Vec<SignalReport>,
}

impl Pretender {
    pub(super) fn of(plan: &RoomPlan) -> Self {
        Self { name: plan.name.clone(), signals: plan.signals.clone() }
    }
}

impl Worker for Pretender {
    fn work(&self, order: JobOrder, steps: mpsc::UnboundedSender<String>) -> Work {
        let (name, signals) = (self.name.clone(), self.signals.clone());
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
