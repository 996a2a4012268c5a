//! A report: a heartbeat is noted in memory, a change is written before it is answered. With the answer the device gets its
//! next job.

use domain::{
    health::Health,
    job::Activity,
    record::{Call, Meeting, ReportedIssue, Unfit},
    room::Monitoring,
    signal::SignalState,
    time::Time,
};
use sha2::{Digest as _, Sha256};
use store::telemetry::Contact;
use tokio::sync::oneshot;

use super::{
    DeviceFacts, Reached, Refused, Target,
    credentials::whose,
    hash, reached,
    signed::ReportKey,
    writer::{self, Voice},
};
use crate::{
    app::App,
    jobs::{self, Order, Told, ToldState},
    meters,
};

/// What a device saw.
#[derive(Clone, Debug)]
pub struct Report {
    /// When, by the clock of the device.
    pub observed_at: Time,
    /// Signals that changed, or all of them; each signal and instance once. None in a heartbeat.
    pub signals: Vec<Said>,
    /// Facts of the device, when they changed.
    pub facts: Option<DeviceFacts>,
}

/// What a device saw of one signal.
#[derive(Clone, Debug)]
pub struct Said {
    /// The key in the catalogue; a key that the room's device type does not have is passed over.
    pub signal: String,
    /// Which one, or empty.
    pub instance: String,
    /// The state.
    pub state: SignalState,
    /// A stable fact, or empty.
    pub value: String,
    /// Why it is so; explains only.
    pub detail: String,
}

/// A report with what newer agents tell besides.
#[derive(Clone, Debug)]
pub struct Heard {
    /// What the device saw.
    pub report: Report,
    /// Whether the room is in a meeting; none where the agent does not tell.
    pub activity: Option<Activity>,
    /// Where the job stands that the device was given.
    pub job: Option<Told>,
    /// Whether the agent knows jobs.
    pub takes_jobs: bool,
    /// Whether the agent knows updates.
    pub takes_updates: bool,
    /// Meetings, calls and reported issues that Steward does not know yet.
    pub records: Vec<Record>,
    /// Whether the agent wants the key with which it signs reports (decision 22).
    pub takes_report_key: bool,
    /// Whether the agent is a relay that may be asked to reach devices (decision 22).
    pub reaches: bool,
    /// What it found of those it was asked to reach, all of them.
    pub reached: Vec<Reached>,
}

/// What happened in the room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Record {
    /// A meeting.
    Meeting(Meeting),
    /// A call.
    Call(Call),
    /// An issue that somebody there reported.
    ReportedIssue(ReportedIssue),
    /// What could not be read as any of these, and why.
    Unreadable(&'static str),
}

impl Record {
    /// Why it is not believed at a moment; nothing where it is.
    fn problem(&self, now: Time) -> Option<&'static str> {
        match self {
            Self::Meeting(meeting) => meeting.check(now).err().map(Unfit::key),
            Self::Call(call) => call.check(now).err().map(Unfit::key),
            Self::ReportedIssue(issue) => issue.check(now).err().map(Unfit::key),
            Self::Unreadable(problem) => Some(problem),
        }
    }
}

/// What a device is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// What became of its report.
    pub outcome: Outcome,
    /// What it is to do.
    pub order: Option<Order>,
    /// Which of the records were not taken, by their place, and why.
    pub refused_records: Vec<(usize, &'static str)>,
    /// The key with which it signs reports, if it asked for it over its own connection.
    pub report_key: Option<ReportKey>,
    /// What it is to reach, where it is a relay that said so over its own connection.
    pub targets: Vec<Target>,
}

impl From<Report> for Heard {
    /// What an agent that knows no jobs says.
    fn from(report: Report) -> Self {
        Self {
            report,
            activity: None,
            job: None,
            takes_jobs: false,
            takes_updates: false,
            records: Vec::new(),
            takes_report_key: false,
            reaches: false,
            reached: Vec::new(),
        }
    }
}

/// What became of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A change was on disk before the answer.
    Stored,
    /// Nothing changed.
    Received,
}

impl Report {
    /// The digest of everything whose change has a meaning; the same report twice in a row changes nothing the
    /// second time.
    pub(super) fn digest(&self) -> Vec<u8> {
        let mut hasher = Sha256::new();
        let mut text = |text: &str| {
            hasher.update(u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
            hasher.update(text.as_bytes());
        };
        for said in &self.signals {
            [&said.signal, &said.instance, said.state.key(), &said.value].into_iter().for_each(&mut text);
        }
        if let Some(facts) = &self.facts {
            text("facts");
            facts.told().iter().for_each(|fact| text(fact.as_deref().unwrap_or_default()));
        }
        hasher.finalize().iter().take(16).copied().collect()
    }
}

/// Takes a report of the device that holds a credential.
pub async fn report(app: &App, credential: &str, report: Report) -> Result<Outcome, Refused> {
    Ok(hear(app, credential, report.into()).await?.outcome)
}

/// Takes what the device that holds a credential says, and answers with what it is to do. A room without jobs costs no
/// statement more: from when on one is due is read with the credential.
pub async fn hear(app: &App, credential: &str, heard: Heard) -> Result<Answered, Refused> {
    let answered = hear_of(app, credential, heard).await;
    meters::reported(answered.as_ref().map(|it| it.outcome));
    answered
}

async fn hear_of(app: &App, credential: &str, mut heard: Heard) -> Result<Answered, Refused> {
    let credential_hash = hash(credential);
    let contact = whose(app, credential_hash)
        .await?
        .filter(|contact| contact.monitoring != Monitoring::Unenrolled)
        .ok_or(Refused::CredentialInvalid)?;
    app.desk.hear(contact.tenant, contact.room, app.clock.now())?;
    let (tenant, takes_key) = (contact.tenant, heard.takes_report_key);
    let relay = reached::Relay { credential_hash, tenant, room: contact.room };
    let (reaches, observed_at) = (heard.reaches, heard.report.observed_at);
    let did_reach = contact.reaches;
    let reached = std::mem::take(&mut heard.reached);
    let mut answered = take(app, credential_hash, contact, None, heard).await?;
    if reaches != did_reach {
        app.store.set_reaches(credential_hash, reaches).await?;
    }
    if reaches {
        answered.targets = reached::hear(app, relay, observed_at, reached).await?;
    }
    answered.report_key =
        if takes_key { app.sealer.report_key(tenant, &credential_hash).map(ReportKey) } else { None };
    Ok(answered)
}

/// Takes what a known device says; `sent_at` is when it signed that, none over its own connection.
pub(super) async fn take(
    app: &App,
    credential_hash: [u8; 32],
    contact: Contact,
    sent_at: Option<Time>,
    heard: Heard,
) -> Result<Answered, Refused> {
    let (tenant, room) = (contact.tenant, contact.room);
    let job_due_at = contact.job_due_at;
    let now = app.clock.now();
    let refused_records = heard.records.iter().enumerate();
    let refused_records: Vec<_> =
        refused_records.filter_map(|(index, record)| Some((index, record.problem(now)?))).collect();
    let mut records = heard.records;
    records.retain(|record| record.problem(now).is_none());
    let outcome = note(app, credential_hash, contact, sent_at, heard.report, heard.activity, records).await?;
    if let Some(told) = &heard.job {
        jobs::settle(app, tenant, room, told).await?;
    }
    let is_due = job_due_at.is_some_and(|at| at <= app.clock.now());
    let has_ended = heard.job.is_some_and(|told| told.state != ToldState::Running);
    let order = if heard.takes_jobs && (is_due || has_ended) {
        // The report is stored; the job comes with a later one.
        jobs::hand_over(app, tenant, room, heard.takes_updates).await.unwrap_or_else(|refusal| {
            tracing::warn!(?refusal, "a job is handed over later");
            None
        })
    } else {
        None
    };
    Ok(Answered { outcome, order, refused_records, report_key: None, targets: Vec::new() })
}

async fn note(
    app: &App,
    credential_hash: [u8; 32],
    contact: Contact,
    sent_at: Option<Time>,
    report: Report,
    activity: Option<Activity>,
    records: Vec<Record>,
) -> Result<Outcome, Refused> {
    let tells = !report.signals.is_empty() || report.facts.is_some();
    let digest = tells.then(|| report.digest());
    let activity = activity.filter(|activity| *activity != contact.activity);
    let brings = activity.is_some() || !records.is_empty();
    let is_new = brings || digest.as_ref().is_some_and(|digest| *digest != contact.report_digest);
    // A room that was silent recovers with the report that is heard, though it brings nothing new.
    if !is_new && contact.health != Health::Unmonitored {
        return Ok(Outcome::Received);
    }
    let (answer, answered) = oneshot::channel();
    let (tenant, room) = (contact.tenant, contact.room);
    let waiting = writer::Waiting {
        credential_hash,
        voice: Voice::Device,
        tenant,
        room,
        sent_at,
        report,
        activity,
        records,
        digest,
        answer,
    };
    if app.desk.wait(waiting)? {
        writer::start(app);
    }
    answered.await.unwrap_or(Err(Refused::Unavailable))
}
