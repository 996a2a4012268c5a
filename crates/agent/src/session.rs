//! One room's conversation with the server: enrol, report changes at once and heartbeats in between,
//! stay away after failures, come back (R-240, R-244, decisions 15 and 19); and do what the server asks for.
//!
//! Invariant: what was observed is either delivered or waits in the [`Reporter`]; a credential is given up
//! only for a newer one.

mod exchange;
mod gathering;
mod jobs;

use std::{future::Future, path::PathBuf, pin::Pin, sync::Arc, time::Duration};

use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use tokio::{
    sync::mpsc,
    time::{Instant, sleep_until},
};
use uuid::Uuid;
use wire::agents::{
    Activity, FILES_SINCE, JOBS_SINCE, Outcome, REACH_SINCE, RECORDS_SINCE, ReachState, Reached, Record,
    ReportAnswer, ReportRequest, SIGNED_SINCE, UPDATES_SINCE,
};

use self::{
    exchange::{Attempt, Carriage, Settled, Trouble},
    gathering::Gathering,
    jobs::Jobs,
};

use crate::{
    backoff::Backoff,
    channel::{Channel, Failure},
    clock::Clock,
    courier::{Courier, Parcel},
    jobs::{Worker, ledger::Shelf},
    keeper::{Keeper, Kept},
    reporter::{Observation, Reporter},
    scout::Scout,
    server_address::ServerAddress,
    tally::{Entry, Tally},
};

/// The longest time after which all signals are told although nothing changed.
const TELL_ALL_EVERY: Duration = Duration::from_hours(1);
/// The ceiling of the first waiting time after a failure.
const BACKOFF_BASE: Duration = Duration::from_secs(1);
/// An agent is back this soon after its server, or after one interval if that is shorter.
const BACKOFF_CAP: Duration = Duration::from_secs(15);
/// The longest wait after a refusal that needs a person.
const REFUSED_PAUSE: Duration = Duration::from_mins(1);
/// The interval until the server names one.
const DEFAULT_INTERVAL: Duration = Duration::from_mins(1);

/// What one session is made of.
#[derive(Clone)]
pub struct Room<C, K> {
    /// Its name in the log.
    pub name: String,
    /// The way to the server.
    pub channel: C,
    /// Where its credential is kept.
    pub keeper: K,
    /// Who does its jobs.
    pub worker: Arc<dyn Worker>,
    /// Where its jobs are remembered.
    pub shelf: Arc<dyn Shelf>,
    /// What is done with a record for which the server has answered.
    pub answered: Arc<dyn Fn(&Record) + Send + Sync>,
    /// Where its enrolment key file lies.
    pub key_file: PathBuf,
    /// A server to use instead of the one that key file and credential name.
    pub server: Option<ServerAddress>,
    /// An interval to use instead of the server's; only a simulation shortens it.
    pub interval: Option<Duration>,
    /// The first exchange happens within this time.
    pub first_within: Duration,
    /// The time of day.
    pub clock: Clock,
    /// Where the randomness of the jitter begins.
    pub seed: u64,
    /// Where to count.
    pub tally: Arc<Tally>,
    /// Who looks at other devices, where this is a relay that may reach some.
    pub scout: Option<Scout>,
}

/// A file on its way to the server.
type Sending = Pin<Box<dyn Future<Output = ()> + Send>>;

type Exchange = Pin<Box<dyn Future<Output = (ReportRequest, Settled, Carriage)> + Send>>;

/// A running session.
struct Session<C, K> {
    room: Room<C, K>,
    rng: StdRng,
    entry: Entry,
    kept: Option<Kept>,
    unsaved: bool,
    delivered: bool,
    reporter: Reporter,
    jobs: Jobs,
    /// Whether the room is in a meeting, and what the server knows of that.
    activity: Activity,
    told_activity: Option<Activity>,
    /// What the server knows of the devices that a relay is to reach.
    told_reached: Vec<(Uuid, ReachState)>,
    /// The version of the channel that the server said it speaks.
    channel_version: u32,
    gathering: Gathering,
    backoff: Backoff,
    trouble: Option<String>,
    interval: Duration,
    not_before: Instant,
    heartbeat_at: Instant,
    tell_all_at: Instant,
}

impl<C: Channel, K: Keeper> Room<C, K> {
    /// Runs until dropped: a power cut, to the server. Fails only at the start, when the credential that was kept, or the
    /// ledger of jobs, is unreadable.
    pub async fn run(self, mut observations: mpsc::Receiver<Box<Observation>>) -> std::io::Result<()> {
        let kept = self.keeper.load()?;
        let (courier, mut parcels) = Courier::new();
        let jobs = Jobs::resume(&self.name, Arc::clone(&self.worker), Arc::clone(&self.shelf), courier)?;
        let now = Instant::now();
        let mut rng = StdRng::seed_from_u64(self.seed);
        let first = rng.random_range(Duration::ZERO..=self.first_within);
        let tell_all_at = now + TELL_ALL_EVERY.mul_f64(rng.random_range(0.5..=1.0));
        let interval = self.interval.unwrap_or(DEFAULT_INTERVAL);
        // A server that told a report key knows what came with it; one that was replaced since says so.
        let has_key = kept.as_ref().is_some_and(|kept| kept.report_key.is_some());
        let channel_version = if has_key && self.channel.gathers() { SIGNED_SINCE } else { 1 };
        let mut session = Session {
            entry: Entry::new(Arc::clone(&self.tally)),
            kept,
            unsaved: false,
            delivered: false,
            reporter: Reporter::default(),
            jobs,
            activity: Activity::Unknown,
            told_activity: None,
            told_reached: Vec::new(),
            channel_version,
            gathering: Gathering::default(),
            backoff: Backoff::new(BACKOFF_BASE, BACKOFF_CAP.min(interval)),
            trouble: None,
            interval,
            not_before: now + first,
            heartbeat_at: now,
            tell_all_at,
            room: self,
            rng,
        };
        let mut exchange: Option<Exchange> = None;
        let mut sending: Option<Sending> = None;
        let mut scout = session.room.scout.clone();
        loop {
            let due = session.due();
            tokio::select! {
                Some(seen) = observations.recv() => {
                    session.activity = seen.activity;
                    session.reporter.observe(*seen);
                }
                happened = session.jobs.next() => session.jobs.note(happened),
                // What was found is looked at below, by whoever asks what is due.
                () = looked(&mut scout) => {}
                Some(parcel) = parcels.recv(), if sending.is_none() => sending = Some(session.send(parcel)),
                () = on_its_way(&mut sending) => sending = None,
                (report, settled, carriage) = under_way(&mut exchange) => {
                    exchange = None;
                    session.gathering.settled(&session.room.name, &settled, &carriage, (session.room.clock)());
                    session.settle(report, settled, &carriage);
                }
                () = sleep_until(due), if exchange.is_none() && session.reporter.has_observed() => {
                    exchange = Some(session.begin());
                }
            }
        }
    }
}

fn states(reached: &[Reached]) -> Vec<(Uuid, ReachState)> {
    reached.iter().map(|reached| (reached.id, reached.state)).collect()
}

async fn looked(scout: &mut Option<Scout>) {
    match scout {
        Some(scout) => scout.changed().await,
        None => std::future::pending().await,
    }
}

async fn on_its_way(sending: &mut Option<Sending>) {
    match sending {
        Some(sending) => sending.await,
        None => std::future::pending().await,
    }
}

async fn under_way(exchange: &mut Option<Exchange>) -> (ReportRequest, Settled, Carriage) {
    match exchange {
        Some(exchange) => exchange.await,
        None => std::future::pending().await,
    }
}

impl<C: Channel, K: Keeper> Session<C, K> {
    fn due(&self) -> Instant {
        if self.has_news() { self.not_before } else { self.not_before.max(self.heartbeat_at) }
    }

    fn has_news(&self) -> bool {
        let knows_jobs = self.channel_version >= JOBS_SINCE;
        let is_other = self.told_activity.is_some_and(|told| told != self.activity);
        let has_records = self.channel_version >= RECORDS_SINCE && self.reporter.has_records();
        let has_found = self.reached().is_some_and(|reached| states(&reached) != self.told_reached);
        self.reporter.has_news()
            || has_records
            || has_found
            || knows_jobs && (is_other || self.jobs.has_news())
    }

    /// What a relay found, for a server that asks for it.
    fn reached(&self) -> Option<Vec<Reached>> {
        let scout = self.room.scout.as_ref().filter(|_| self.channel_version >= REACH_SINCE)?;
        Some(scout.reached())
    }

    fn begin(&mut self) -> Exchange {
        let at = (self.room.clock)();
        if !self.reporter.has_news() && Instant::now() >= self.tell_all_at {
            self.reporter.tell_all(at);
            self.tell_all_at = Instant::now() + TELL_ALL_EVERY.mul_f64(self.rng.random_range(0.5..=1.0));
        }
        let device = self.reporter.device().clone();
        let mut report = self.reporter.next_report(at);
        // A server that does not say that it knows these refuses the whole report for them.
        let knows_jobs = self.channel_version >= JOBS_SINCE;
        report.activity = knows_jobs.then_some(self.activity);
        report.takes_jobs = knows_jobs;
        report.takes_updates = self.channel_version >= UPDATES_SINCE;
        report.job = if knows_jobs { self.jobs.report() } else { None };
        if self.channel_version >= RECORDS_SINCE {
            report.records = self.reporter.next_records();
        }
        if let Some(reached) = self.reached() {
            report.reaches = true;
            report.reached = reached;
        }
        let gathers = self.channel_version >= SIGNED_SINCE && self.room.channel.gathers();
        report.takes_report_key = gathers;
        let kept = self.kept.clone();
        let signed =
            kept.as_ref().filter(|_| gathers).and_then(|kept| self.gathering.sign(kept, &report, at));
        let attempt = Attempt {
            channel: self.room.channel.clone(),
            key_file: self.room.key_file.clone(),
            server: self.room.server.clone(),
            kept,
            device,
            signed,
        };
        Box::pin(async move {
            let (settled, carriage) = attempt.settle(&report).await;
            (report, settled, carriage)
        })
    }

    /// Sends a file of a job, beside the reports.
    fn send(&self, parcel: Parcel) -> Sending {
        let Parcel { job, file, outcome } = parcel;
        let (channel, kept, server) =
            (self.room.channel.clone(), self.kept.clone(), self.room.server.clone());
        Box::pin(async move {
            let sent = match &kept {
                Some(kept) => {
                    let server = server.as_ref().unwrap_or(&kept.server);
                    channel.put_file(server, &kept.credential, job, file).await
                }
                None => Err(Failure::Unexpected("the device is not enrolled".to_owned())),
            };
            // The job may have ended meanwhile.
            let _ = outcome.send(sent);
        })
    }

    fn settle(&mut self, report: ReportRequest, settled: Settled, carriage: &Carriage) {
        match settled {
            Settled::Reported(answer) => {
                if matches!(carriage, Carriage::Gathered) {
                    self.entry.gathered();
                } else {
                    self.take_report_key(&answer);
                }
                self.reported(&answer, &report);
            }
            Settled::Enrolled { kept, interval_seconds } => self.enrolled(kept, interval_seconds, report),
            Settled::Failed(trouble) => self.failed(trouble, report),
        }
    }

    /// Keeps the key to sign reports with, which the server tells over the room's own connection alone.
    fn take_report_key(&mut self, answer: &ReportAnswer) {
        if let (Some(key), Some(kept)) = (&answer.report_key, &mut self.kept)
            && kept.report_key.as_ref() != Some(key)
        {
            kept.report_key = Some(key.clone());
            self.unsaved = true;
        }
    }

    fn reported(&mut self, answer: &ReportAnswer, report: &ReportRequest) {
        self.channel_version = answer.channel_version;
        self.told_activity = report.activity.or(self.told_activity);
        if let Some(scout) = self.room.scout.as_ref().filter(|_| report.reaches) {
            self.told_reached = states(&report.reached);
            scout.aim(&answer.targets);
        }
        let takes_files = answer.channel_version >= FILES_SINCE;
        self.jobs.answered(report.job.as_ref(), answer.job.as_ref(), self.activity, takes_files);
        for refused in &answer.refused_records {
            let (room, record) = (&self.room.name, report.records.get(refused.index as usize));
            tracing::warn!(room, ?record, problem = refused.problem, "a record was not taken");
        }
        report.records.iter().for_each(|record| (self.room.answered)(record));
        match answer.outcome {
            Outcome::Stored => self.entry.stored(),
            Outcome::Received => self.entry.received(),
        }
        if self.trouble.take().is_some() {
            tracing::info!(
                room = self.room.name,
                waiting = self.reporter.waiting(),
                "the server answers again"
            );
        }
        self.delivered = true;
        self.succeeded(answer.report_interval_seconds);
        self.save();
    }

    fn enrolled(&mut self, kept: Kept, interval_seconds: u32, report: ReportRequest) {
        tracing::info!(room = self.room.name, server = %kept.server, tenant_id = %kept.tenant_id, room_id = %kept.room_id, "enrolled");
        self.entry.enrolled();
        self.reporter.undelivered(report);
        // What an earlier room was told, this one may not know; what nobody was told still waits, with its times.
        if self.delivered {
            self.reporter.tell_all((self.room.clock)());
        }
        self.kept = Some(kept);
        self.unsaved = true;
        self.save();
        self.succeeded(interval_seconds);
    }

    fn succeeded(&mut self, interval_seconds: u32) {
        let told = Duration::from_secs(u64::from(interval_seconds.clamp(1, 3600)));
        self.interval = self.room.interval.unwrap_or(told);
        self.backoff.succeeded(BACKOFF_CAP.min(self.interval));
        // A little early each time, so that rooms that began together drift apart and none counts as late.
        let wait = self.interval.mul_f64(self.rng.random_range(0.9..=1.0));
        let now = Instant::now();
        (self.not_before, self.heartbeat_at) = (now, now + wait);
    }

    fn save(&mut self) {
        let Some(kept) = self.kept.as_ref().filter(|_| self.unsaved) else { return };
        match self.room.keeper.save(kept) {
            Ok(()) => self.unsaved = false,
            Err(error) => tracing::error!(
                room = self.room.name,
                %error,
                "the credential cannot be kept, so a restart would enrol anew; the next report tries again"
            ),
        }
    }

    fn failed(&mut self, trouble: Trouble, report: ReportRequest) {
        self.entry.failed();
        let jittered = self.backoff.after_failure(&mut self.rng);
        let wait = match &trouble {
            Trouble::Report(Failure::Busy { after: Some(after), .. })
            | Trouble::Enrolment(Failure::Busy { after: Some(after), .. }) => *after + jittered,
            Trouble::Report(_)
            | Trouble::Enrolment(Failure::Busy { .. } | Failure::Unreachable(_) | Failure::Unexpected(_)) => {
                jittered
            }
            _ => REFUSED_PAUSE.min(self.interval).mul_f64(self.rng.random_range(0.5..=1.0)),
        };
        let is_malformed = matches!(trouble, Trouble::Report(Failure::Malformed(_)));
        // The server may have been replaced by an older one, which does not know what was told besides.
        let was_newer = is_malformed && std::mem::replace(&mut self.channel_version, 1) > 1;
        // Saying a refused report again would only be refused again.
        let dropped = is_malformed && !was_newer;
        if !dropped {
            self.reporter.undelivered(report);
        }
        self.not_before = Instant::now() + wait;
        self.heartbeat_at = self.not_before;
        let (room, waiting) = (&self.room.name, self.reporter.waiting());
        let told = trouble.to_string();
        if dropped {
            tracing::error!(room, waiting, "{told}; this report is given up");
        } else if self.trouble.as_ref() == Some(&told) {
            tracing::debug!(room, waiting, ?wait, "{told}");
        } else {
            tracing::warn!(room, waiting, ?wait, "{told}");
        }
        self.trouble = Some(told);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, reason = "tests")]
mod tests;
