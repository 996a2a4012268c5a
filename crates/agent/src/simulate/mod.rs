//! Many rooms in one process: each runs the [`crate::session`] of a real room, only what it sees comes from
//! a scenario.
//!
//! Invariant: a second start with the same state folder continues with the same credentials.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use anyhow::Context as _;
use rand::{Rng as _, rngs::StdRng};
use tokio::{task::JoinSet, time::Instant};
use tokio_util::sync::CancellationToken;

use crate::{
    channel::Channel,
    clock::Clock,
    jobs::ledger,
    server_address::ServerAddress,
    session,
    tally::{Counts, Tally},
};

mod calendar;
mod credentials;
mod room;
pub mod scenario;
mod timeline;
mod worker;

use credentials::Credentials;
use scenario::Scenario;

/// How often progress is logged.
const PROGRESS_EVERY: Duration = Duration::from_secs(5);

/// A simulation, ready to run.
pub struct Simulation<C> {
    /// What happens.
    pub scenario: Scenario,
    /// Key files are named relative to this folder.
    pub folder: PathBuf,
    /// Where credentials are kept.
    pub state_dir: PathBuf,
    /// A server to use instead of the one in the key files.
    pub server: Option<ServerAddress>,
    /// The way to the server.
    pub channel: C,
    /// The time of day.
    pub clock: Clock,
    /// Randomness for the jitter of the sessions; the scenario has its own seed.
    pub rng: StdRng,
    /// Where the sessions count.
    pub tally: Arc<Tally>,
}

impl<C: Channel> Simulation<C> {
    /// Runs until `stop`, or until a room cannot go on.
    pub async fn run(mut self, stop: CancellationToken) -> anyhow::Result<()> {
        let credentials = Arc::new(Credentials::open(&self.state_dir)?);
        let rooms = self.scenario.rooms();
        let interval = self.scenario.shortened_report_interval();
        if let Some(interval) = interval {
            tracing::info!(
                seconds = interval.as_secs(),
                "shortened period: rooms report this often, whatever the server says"
            );
        }
        tracing::info!(rooms = rooms.len(), scenario = self.scenario.title, "simulation starts");
        let began = Instant::now();
        let total = u64::try_from(rooms.len())?;
        let mut tasks = JoinSet::new();
        for plan in rooms {
            let timeline = self.scenario.timeline(&plan);
            let calendar = self.scenario.calendar(&plan.name);
            let (sender, installed) = tokio::sync::watch::channel(None);
            let key_file = self.folder.join(&plan.key_file);
            let session = session::Room {
                name: plan.name.clone(),
                channel: self.channel.clone(),
                keeper: credentials.of(&plan.name),
                worker: Arc::new(worker::Pretender::of(&plan, key_file.clone(), sender)),
                shelf: Arc::new(ledger::InMemory::default()),
                answered: Arc::new(|_| {}),
                key_file,
                server: self.server.clone(),
                interval,
                first_within: self.scenario.start_within(),
                clock: Arc::clone(&self.clock),
                seed: self.rng.next_u64(),
                tally: Arc::clone(&self.tally),
                scout: None,
            };
            tasks.spawn(room::run(plan, timeline, calendar, session, began, installed));
        }
        let mut progress = Progress { total, last: Counts::default(), away_since: Some(began) };
        let mut line = tokio::time::interval(PROGRESS_EVERY);
        loop {
            tokio::select! {
                () = stop.cancelled() => break,
                Some(ended) = tasks.join_next() => ended.context("a room ended")??,
                () = self.tally.until(|counts| progress.has_turned(counts)) => progress.turn(),
                _ = line.tick() => progress.line(self.tally.counts()),
            }
        }
        tasks.shutdown().await;
        progress.line(self.tally.counts());
        Ok(())
    }
}

/// What is logged while the simulation runs.
struct Progress {
    total: u64,
    last: Counts,
    away_since: Option<Instant>,
}

impl Progress {
    /// Whether all rooms are connected and were not before, or the other way round.
    fn has_turned(&self, now: Counts) -> bool {
        (now.connected == self.total) == self.away_since.is_some()
    }

    fn turn(&mut self) {
        self.away_since = match self.away_since {
            Some(since) => {
                tracing::info!(rooms = self.total, after = ?since.elapsed(), "all rooms are connected");
                None
            }
            None => Some(Instant::now()),
        };
    }

    fn line(&mut self, now: Counts) {
        let since = |now: u64, last: u64| now.saturating_sub(last);
        tracing::info!(
            rooms = self.total,
            connected = now.connected,
            enrolled = now.enrolled,
            stored = since(now.stored, self.last.stored),
            received = since(now.received, self.last.received),
            gathered = since(now.gathered, self.last.gathered),
            failed = since(now.failed, self.last.failed),
            "progress of the last {} s",
            PROGRESS_EVERY.as_secs()
        );
        self.last = now;
    }
}

/// Reads a scenario; its key files are found relative to its folder.
pub fn read(path: &Path) -> anyhow::Result<(Scenario, PathBuf)> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("the scenario {} cannot be read", path.display()))?;
    let scenario =
        Scenario::parse(&text).with_context(|| format!("the scenario {} is not right", path.display()))?;
    Ok((scenario, path.parent().unwrap_or(Path::new(".")).to_owned()))
}
