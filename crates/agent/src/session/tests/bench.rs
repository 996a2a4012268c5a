//! A room under test against a scripted server, on a paused clock: waiting times are exact and cost nothing.

use std::sync::Mutex;

use jiff::Timestamp;
use uuid::Uuid;
use wire::agents::{
    Credential, DeviceFacts, EnrolAnswer, EnrolRequest, SignalReport, SignalState, SignedAnswer,
    SignedMessage,
};

use super::super::*;
use crate::jobs::{Ended, Work, ledger};

/// What the scripted server heard, with the seconds since the start.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Heard {
    Enrol { old: Option<String>, secret: String },
    Report { credential: String, signals: Vec<(String, SignalState)>, device: bool },
}

pub(super) type Script = dyn Fn(f64, &Heard) -> Result<(Outcome, u32), Failure> + Send + Sync;

#[derive(Clone)]
pub(super) struct Scripted {
    pub(super) began: Instant,
    pub(super) heard: Arc<Mutex<Vec<(f64, Heard)>>>,
    pub(super) answers: mpsc::UnboundedSender<(f64, Heard)>,
    pub(super) script: Arc<Script>,
}

impl Scripted {
    fn answer(&self, heard: Heard) -> Result<(Outcome, u32), Failure> {
        let at = self.began.elapsed().as_secs_f64();
        self.heard.lock().unwrap().push((at, heard.clone()));
        self.answers.send((at, heard.clone())).unwrap();
        (self.script)(at, &heard)
    }
}

impl Channel for Scripted {
    async fn enrol(&self, _: &ServerAddress, request: &EnrolRequest) -> Result<EnrolAnswer, Failure> {
        request.check().unwrap();
        let old = request.credential.clone().map(|Credential(old)| old);
        let (_, interval) = self.answer(Heard::Enrol { old, secret: request.key.secret.clone() })?;
        let number = self.heard.lock().unwrap().len();
        Ok(EnrolAnswer {
            tenant_id: request.key.tenant_id,
            room_id: Uuid::from_u128(7),
            credential: Credential(format!("credential {number}")),
            report_interval_seconds: interval,
        })
    }

    async fn report(
        &self,
        _: &ServerAddress,
        Credential(credential): &Credential,
        request: &ReportRequest,
    ) -> Result<ReportAnswer, Failure> {
        request.check().unwrap();
        let signals = request.signals.iter().map(|s| (s.signal.clone(), s.state)).collect();
        let device = request.device.is_some();
        let (outcome, interval) =
            self.answer(Heard::Report { credential: credential.clone(), signals, device })?;
        Ok(ReportAnswer {
            outcome,
            report_interval_seconds: interval,
            channel_version: 1,
            job: None,
            refused_records: Vec::new(),
            report_key: None,
            targets: Vec::new(),
        })
    }

    async fn put_file(
        &self,
        _: &ServerAddress,
        _: &wire::agents::Credential,
        _: uuid::Uuid,
        _: crate::courier::OutFile,
    ) -> Result<(), Failure> {
        panic!("nobody sends a file here")
    }

    fn gathers(&self) -> bool {
        false
    }

    async fn gather(&self, _: &ServerAddress, _: &SignedMessage) -> Result<SignedAnswer, Failure> {
        panic!("this room has no relay that gathers")
    }
}

/// A worker who is never asked.
pub(super) struct Idler;

impl Worker for Idler {
    fn work(
        &self,
        _: wire::agents::JobOrder,
        _: mpsc::UnboundedSender<String>,
        _: Option<crate::courier::Courier>,
    ) -> Work {
        Box::pin(std::future::pending())
    }

    fn boot(&self) -> String {
        String::new()
    }

    fn interrupted(&self, _: &wire::agents::JobOrder, _: bool) -> Ended {
        Ended::failed("interrupted", "")
    }
}

#[derive(Clone, Default)]
pub(super) struct InMemory(pub(super) Arc<Mutex<Option<Kept>>>);

impl Keeper for InMemory {
    fn load(&self) -> std::io::Result<Option<Kept>> {
        Ok(self.0.lock().unwrap().clone())
    }

    fn save(&self, kept: &Kept) -> std::io::Result<()> {
        *self.0.lock().unwrap() = Some(kept.clone());
        Ok(())
    }
}

/// A room under test: its machine is moved by hand, time moves by itself.
pub(super) struct Bench {
    pub(super) folder: tempfile::TempDir,
    pub(super) keeper: InMemory,
    pub(super) tally: Arc<Tally>,
    pub(super) observations: mpsc::Sender<Box<Observation>>,
    pub(super) heard: mpsc::UnboundedReceiver<(f64, Heard)>,
    pub(super) session: tokio::task::JoinHandle<std::io::Result<()>>,
}

pub(super) const KEY: &str = r#"{"format":"steward-enrolment-key","formatVersion":1,"server":"https://steward.example",
    "tenantId":"0198a5a0-0000-7000-8000-000000000001","keyVersion":1,"secret":"first"}"#;

pub(super) fn enrolled_keeper() -> InMemory {
    let kept = Kept {
        server: "https://steward.example".parse().unwrap(),
        tenant_id: Uuid::from_u128(1),
        room_id: Uuid::from_u128(2),
        credential: Credential("kept".to_owned()),
        report_key: None,
    };
    InMemory(Arc::new(Mutex::new(Some(kept))))
}

impl Bench {
    pub(super) fn new(
        keeper: InMemory,
        key: Option<&str>,
        script: impl Fn(f64, &Heard) -> Result<(Outcome, u32), Failure> + Send + Sync + 'static,
    ) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let key_file = folder.path().join("key.json");
        if let Some(key) = key {
            std::fs::write(&key_file, key).unwrap();
        }
        let (answers, heard) = mpsc::unbounded_channel();
        let tally = Arc::new(Tally::default());
        let began = Instant::now();
        let room = Room {
            name: "BER-1".to_owned(),
            channel: Scripted { began, heard: Arc::default(), answers, script: Arc::new(script) },
            keeper: keeper.clone(),
            key_file,
            server: None,
            interval: None,
            first_within: Duration::ZERO,
            clock: Arc::new(move || {
                let seconds = i64::try_from(began.elapsed().as_secs()).unwrap();
                Timestamp::from_second(1_795_000_000 + seconds).unwrap()
            }),
            seed: 5,
            tally: Arc::clone(&tally),
            worker: Arc::new(Idler),
            shelf: Arc::new(ledger::InMemory::default()),
            answered: Arc::new(|_| {}),
            scout: None,
        };
        let (observations, seen) = mpsc::channel(8);
        let session = tokio::spawn(room.run(seen));
        Self { folder, keeper, tally, observations, heard, session }
    }

    pub(super) async fn see(&self, signals: &[(&str, SignalState)]) {
        let signal = |(key, state): &(&str, SignalState)| SignalReport {
            signal: (*key).to_owned(),
            instance: String::new(),
            state: *state,
            value: None,
            detail: None,
        };
        let at = Timestamp::from_second(1_795_000_000).unwrap();
        let seen = Observation {
            at,
            signals: signals.iter().map(signal).collect(),
            device: DeviceFacts::default(),
            activity: Activity::Idle,
            records: Vec::new(),
        };
        self.observations.send(Box::new(seen)).await.unwrap();
    }

    pub(super) async fn next(&mut self) -> (f64, Heard) {
        self.heard.recv().await.unwrap()
    }

    pub(super) fn credential(&self) -> String {
        let Credential(credential) = self.keeper.load().unwrap().unwrap().credential;
        credential
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        self.session.abort();
    }
}

pub(super) fn report(credential: &str, signals: &[(&str, SignalState)], device: bool) -> Heard {
    let signals = signals.iter().map(|(key, state)| ((*key).to_owned(), *state)).collect();
    Heard::Report { credential: credential.to_owned(), signals, device }
}

pub(super) fn enrolment(old: Option<&str>, secret: &str) -> Heard {
    Heard::Enrol { old: old.map(str::to_owned), secret: secret.to_owned() }
}

pub(super) fn unreachable_until(second: f64) -> impl Fn(f64, &Heard) -> Result<(Outcome, u32), Failure> {
    move |at, _| {
        if at < second { Err(Failure::Unreachable("refused".to_owned())) } else { Ok((Outcome::Stored, 60)) }
    }
}
