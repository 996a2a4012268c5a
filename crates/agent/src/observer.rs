//! Looks at the machine again and again and hands what it sees to the session.

use std::time::Duration;

use tokio::sync::mpsc;
use wire::agents::SignalReport;

use crate::{
    clock::Clock, device, machine::Machine, meeting, probes::Probe, reported::Issues, reporter::Observation,
};

/// Everything that is watched on a machine.
pub struct Observer {
    /// The machine.
    pub machine: Machine,
    /// What to look at.
    pub probes: Vec<Box<dyn Probe>>,
    /// What is known of the room besides.
    pub setup: device::Setup,
    /// What people in the room report; none where nobody takes it.
    pub issues: Option<Issues>,
    /// The time of day.
    pub clock: Clock,
}

impl Observer {
    /// Looks once.
    pub fn look(&mut self) -> Observation {
        let look = |probe: &mut Box<dyn Probe>| -> SignalReport {
            let signal = probe.signal();
            probe.look(&self.machine).report(signal)
        };
        let at = (self.clock)();
        Observation {
            at,
            signals: self.probes.iter_mut().map(look).collect(),
            device: device::facts(&self.machine, &self.setup),
            activity: meeting::activity(&self.machine),
            // Whoever runs the meetings knows of them, the machine does not.
            records: self.issues.as_mut().map(|issues| issues.look(at)).unwrap_or_default(),
        }
    }

    /// Looks every `period` until nobody listens any more.
    pub async fn run(
        mut self,
        period: Duration,
        listener: mpsc::Sender<Box<Observation>>,
    ) -> anyhow::Result<()> {
        loop {
            // A driver may take long to answer; that must not hold up the reports.
            let (observer, seen) = tokio::task::spawn_blocking(move || {
                let seen = Box::new(self.look());
                (self, seen)
            })
            .await?;
            self = observer;
            if listener.send(seen).await.is_err() {
                return Ok(());
            }
            tokio::time::sleep(period).await;
        }
    }
}
