//! Reports by way of a relay that gathers: signed, believed where the server signed, and told anew over the room's own connection
//! where it did not.

use std::sync::Mutex;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::Timestamp;
use ring::hmac;
use wire::agents::{
    Credential, EnrolAnswer, EnrolRequest, JobReport, JobState, ReportKey, SignalReport, SignedAnswer,
    SignedMessage, answered, code,
};

use super::bench::{Idler, InMemory, enrolled_keeper};
use super::*;
use crate::{jobs::ledger, session::gathering::Gathering};

const SECRET: [u8; 32] = [9; 32];

/// What the relay does with a message.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Relay {
    /// Hands it on, and the answer back.
    Honest,
    /// The same, but says "received" where the server said "stored".
    Alters,
    /// Answers itself.
    Forges,
    /// Hands on what the server says without a signature, to a message of nobody.
    Unsigned,
    /// Hands on an error that the server signed.
    Signed(&'static str),
    /// Is not there.
    Away,
    /// Hands on that the server is busy.
    Busy,
}

/// How the server heard a report.
#[derive(Debug, PartialEq)]
enum Heard {
    Own(ReportRequest),
    Gathered(ReportRequest),
}

/// The server, and the relay before it.
#[derive(Clone)]
struct Site {
    relay: Arc<Mutex<Relay>>,
    told: mpsc::UnboundedSender<(Duration, Heard)>,
    began: Instant,
}

/// What the server answers to a report.
fn answers(report: &ReportRequest) -> ReportAnswer {
    let is_change = !report.signals.is_empty() || report.device.is_some();
    ReportAnswer {
        outcome: if is_change { Outcome::Stored } else { Outcome::Received },
        report_interval_seconds: 60,
        channel_version: SIGNED_SINCE,
        job: None,
        refused_records: Vec::new(),
        report_key: report.takes_report_key.then(|| ReportKey(URL_SAFE_NO_PAD.encode(SECRET))),
        targets: Vec::new(),
    }
}

impl Site {
    fn hears(&self, heard: Heard) {
        self.told.send((self.began.elapsed(), heard)).unwrap();
    }
}

impl Channel for Site {
    async fn enrol(&self, _: &ServerAddress, _: &EnrolRequest) -> Result<EnrolAnswer, Failure> {
        Err(Failure::Unreachable("nobody enrols".to_owned()))
    }

    async fn report(
        &self,
        _: &ServerAddress,
        _: &Credential,
        request: &ReportRequest,
    ) -> Result<ReportAnswer, Failure> {
        request.check().unwrap();
        assert_eq!(request.sent_at, None, "only what is signed says when it was sent");
        self.hears(Heard::Own(request.clone()));
        Ok(answers(request))
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
        true
    }

    async fn gather(&self, server: &ServerAddress, message: &SignedMessage) -> Result<SignedAnswer, Failure> {
        assert_eq!(server.to_string(), "https://steward.example");
        let relay = *self.relay.lock().unwrap();
        match relay {
            Relay::Away => return Err(Failure::Unreachable("refused".to_owned())),
            Relay::Busy => {
                let after = Some(Duration::from_secs(90));
                return Err(Failure::Busy { after, message: "full".to_owned() });
            }
            _ => {}
        }
        let key = hmac::Key::new(hmac::HMAC_SHA256, &SECRET);
        let signature = URL_SAFE_NO_PAD.decode(&message.signature).unwrap();
        hmac::verify(&key, message.message.as_bytes(), &signature).unwrap();
        let report: ReportRequest = serde_json::from_str(&message.message).unwrap();
        report.check().unwrap();
        assert!(!report.takes_report_key, "the key is told over the own connection alone");
        let mut text = serde_json::to_string(&answers(&report)).unwrap();
        if let Relay::Signed(code) = relay {
            text = format!(r#"{{"error":{{"code":"{code}","message":"m"}}}}"#);
        } else {
            self.hears(Heard::Gathered(report));
        }
        let signs = |key: &hmac::Key| URL_SAFE_NO_PAD.encode(hmac::sign(key, &answered(&signature, &text)));
        let signature = match relay {
            Relay::Forges => Some(signs(&hmac::Key::new(hmac::HMAC_SHA256, &[1; 32]))),
            Relay::Unsigned => None,
            _ => Some(signs(&key)),
        };
        if relay == Relay::Alters {
            text = text.replace("stored", "received");
        }
        Ok(SignedAnswer { answer: text, signature })
    }
}

struct Bench {
    keeper: InMemory,
    site: Site,
    told: mpsc::UnboundedReceiver<(Duration, Heard)>,
    sight: mpsc::Sender<Box<Observation>>,
    session: tokio::task::JoinHandle<std::io::Result<()>>,
}

impl Bench {
    fn new(relay: Relay, report_key: Option<&[u8; 32]>) -> Self {
        let keeper = enrolled_keeper();
        let mut kept = keeper.load().unwrap().unwrap();
        kept.report_key = report_key.map(|key| ReportKey(URL_SAFE_NO_PAD.encode(key)));
        keeper.save(&kept).unwrap();
        let (sender, told) = mpsc::unbounded_channel();
        let began = Instant::now();
        let site = Site { relay: Arc::new(Mutex::new(relay)), told: sender, began };
        let room = Room {
            name: "BER-1".to_owned(),
            channel: site.clone(),
            keeper: keeper.clone(),
            worker: Arc::new(Idler),
            shelf: Arc::new(ledger::InMemory::default()),
            answered: Arc::new(|_| {}),
            key_file: PathBuf::from("/nowhere"),
            server: None,
            interval: None,
            first_within: Duration::ZERO,
            clock: Arc::new(move || Timestamp::UNIX_EPOCH + began.elapsed()),
            seed: 5,
            tally: Arc::default(),
            scout: None,
        };
        let (sight, seen) = mpsc::channel(8);
        let session = tokio::spawn(room.run(seen));
        Self { keeper, site, told, sight, session }
    }

    async fn sees(&self, state: wire::agents::SignalState) {
        let camera = SignalReport {
            signal: "camera.room".to_owned(),
            instance: String::new(),
            state,
            value: None,
            detail: None,
        };
        let seen = Observation {
            at: Timestamp::UNIX_EPOCH,
            signals: vec![camera],
            device: DeviceFacts::default(),
            activity: Activity::Idle,
            records: Vec::new(),
        };
        self.sight.send(Box::new(seen)).await.unwrap();
    }

    async fn next(&mut self) -> (Duration, Heard) {
        self.told.recv().await.unwrap()
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        self.session.abort();
    }
}

/// Decision 22: the room has its key told over its own connection and keeps it, signs as soon as the server takes that, and looks at
/// the server's clock now and then.
#[tokio::test(start_paused = true)]
async fn a_room_gets_its_key_and_then_signs() {
    let mut bench = Bench::new(Relay::Honest, None);
    bench.sees(Healthy).await;
    let (_, Heard::Own(first)) = bench.next().await else { panic!("the server is not known yet") };
    assert!(!first.takes_report_key, "an older server would refuse it");
    let (_, Heard::Own(second)) = bench.next().await else { panic!("there is no key yet") };
    assert!(second.takes_report_key && second.signals.is_empty());
    let at = loop {
        match bench.next().await {
            (_, Heard::Own(report)) => assert!(report.signals.is_empty()),
            (at, Heard::Gathered(_)) => break at,
        }
    };
    let quiet = Duration::from_secs(330);
    assert!(
        at >= quiet && at <= quiet + Duration::from_secs(61),
        "{at:?}: the change of the start was told over it"
    );
    let kept = bench.keeper.load().unwrap().unwrap();
    assert_eq!(kept.report_key, Some(ReportKey(URL_SAFE_NO_PAD.encode(SECRET))));

    bench.sees(Unhealthy).await;
    let (_, Heard::Gathered(change)) = bench.next().await else { panic!("a change is gathered too") };
    assert_eq!(change.signals.len(), 1);
    let (mut last, mut own) = (change.sent_at.unwrap(), Vec::new());
    for _ in 0..130 {
        match bench.next().await {
            (at, Heard::Own(report)) => {
                assert!(report.signals.is_empty(), "a heartbeat asks for the time");
                own.push(at);
            }
            (_, Heard::Gathered(report)) => {
                let sent_at = report.sent_at.unwrap();
                assert!(sent_at.parse::<Timestamp>().unwrap() > last.parse::<Timestamp>().unwrap());
                last = sent_at;
            }
        }
    }
    assert!((1..=3).contains(&own.len()), "once an hour: {own:?}");
}

/// Decision 22: nobody but the server is believed. What the relay says otherwise, and a relay that is not there, lets the room tell
/// the same over its own connection at once, and use that for a while.
#[tokio::test(start_paused = true)]
async fn what_is_not_the_servers_counts_for_nothing() {
    let untold = [Relay::Away, Relay::Signed(code::NOT_FRESH), Relay::Signed(code::CREDENTIAL_INVALID)];
    for relay in [Relay::Alters, Relay::Forges, Relay::Unsigned].into_iter().chain(untold) {
        let mut bench = Bench::new(relay, Some(&SECRET));
        bench.sees(Healthy).await;
        let mut heard = bench.next().await.1;
        if !untold.contains(&relay) {
            assert!(matches!(heard, Heard::Gathered(_)), "{relay:?}");
            heard = bench.next().await.1;
        }
        let Heard::Own(report) = heard else { panic!("{relay:?}: {heard:?}") };
        assert_eq!((report.signals.len(), report.takes_report_key), (1, true), "{relay:?}");
        assert_eq!(bench.site.began.elapsed(), Duration::ZERO, "{relay:?}: at once");
        *bench.site.relay.lock().unwrap() = Relay::Honest;
        loop {
            match bench.next().await {
                (_, Heard::Own(report)) => assert!(report.signals.is_empty(), "{relay:?}"),
                (at, Heard::Gathered(_)) => {
                    assert!(at >= Duration::from_secs(330), "{relay:?}: {at:?}");
                    break;
                }
            }
        }
    }
}

/// Decision 22: a server that asks to come back later is obeyed, also where a relay hands that on; a report that it finds malformed
/// is told as to an older one.
#[tokio::test(start_paused = true)]
async fn the_server_is_obeyed_through_the_relay() {
    let mut bench = Bench::new(Relay::Busy, Some(&SECRET));
    bench.sees(Healthy).await;
    tokio::time::sleep(Duration::from_secs(10)).await;
    *bench.site.relay.lock().unwrap() = Relay::Honest;
    let (at, Heard::Gathered(report)) = bench.next().await else { panic!("it is not told over its own") };
    assert_eq!(report.signals.len(), 1);
    assert!((90..=92).contains(&at.as_secs()), "{at:?}");

    let mut bench = Bench::new(Relay::Signed(code::MALFORMED), Some(&SECRET));
    bench.sees(Healthy).await;
    let (_, Heard::Own(report)) = bench.next().await else { panic!("an older server signs nothing") };
    assert_eq!((report.signals.len(), report.takes_jobs, report.takes_report_key), (1, false, false));
}

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(1_795_000_000_000 + millis).unwrap()
}

fn sent(gathering: &mut Gathering, report: &ReportRequest, now: Timestamp) -> Option<Timestamp> {
    let kept = enrolled_keeper().load().unwrap().unwrap();
    let kept = Kept { report_key: Some(ReportKey(URL_SAFE_NO_PAD.encode(SECRET))), ..kept };
    let signed = gathering.sign(&kept, report, now)?;
    let report: ReportRequest = serde_json::from_str(&signed.message.message).unwrap();
    Some(report.sent_at.unwrap().parse().unwrap())
}

/// Decision 22: each message is sent later than the one before, also where the clock stands still; a clock that is put right again is
/// followed.
#[test]
fn messages_follow_each_other() {
    let change = ReportRequest { device: Some(DeviceFacts::default()), ..ReportRequest::default() };
    let mut gathering = Gathering::default();
    let micro = jiff::SignedDuration::from_micros(1);
    assert_eq!(sent(&mut gathering, &change, at(0)), Some(at(0)));
    assert_eq!(sent(&mut gathering, &change, at(0)), Some(at(0) + micro));
    assert_eq!(sent(&mut gathering, &change, at(-1000)), Some(at(0) + micro + micro));
    assert_eq!(sent(&mut gathering, &change, at(-600_000)), Some(at(-600_000)));
}

/// Decision 22: the logs that a job gives back are not for the relay to read.
#[test]
fn logs_go_over_the_own_connection() {
    let tells = |output: &str| {
        let job = JobReport {
            id: uuid::Uuid::nil(),
            state: JobState::Completed,
            reason: None,
            progress: String::new(),
            output: output.to_owned(),
        };
        let device = Some(DeviceFacts::default());
        let report = ReportRequest { job: Some(job), device, ..ReportRequest::default() };
        sent(&mut Gathering::default(), &report, at(0)).is_some()
    };
    assert!(tells("") && !tells("a line of a log"));
}
