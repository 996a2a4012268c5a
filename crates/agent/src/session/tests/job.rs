//! Jobs in a session: done once, whatever happens in between.

use std::{
    collections::VecDeque,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use jiff::Timestamp;
use uuid::Uuid;
use wire::agents::{
    DeviceFacts, EnrolAnswer, EnrolRequest, JobKind, JobOrder, JobReport, JobState, SignedAnswer,
    SignedMessage,
};

use super::{super::*, bench::enrolled_keeper};
use crate::jobs::{
    Ended, Work,
    ledger::{InMemory, Shelf},
};

/// A worker that counts, and works until it is let go.
#[derive(Default)]
struct Counting {
    begun: AtomicUsize,
    boot: Mutex<String>,
    go: tokio::sync::Notify,
}

/// What the session shares with the test.
#[derive(Clone)]
struct Counted(Arc<Counting>);

impl Worker for Counted {
    fn work(
        &self,
        order: JobOrder,
        steps: mpsc::UnboundedSender<String>,
        _: Option<crate::courier::Courier>,
    ) -> Work {
        self.0.begun.fetch_add(1, Ordering::SeqCst);
        let counting = Arc::clone(&self.0);
        Box::pin(async move {
            steps.send("begun".to_owned()).ok();
            counting.go.notified().await;
            steps.send("nearly done".to_owned()).ok();
            match order.kind {
                JobKind::Unknown => Ended::failed("notSupported", ""),
                _ => Ended::completed("done"),
            }
        })
    }

    fn boot(&self) -> String {
        self.0.boot.lock().unwrap().clone()
    }

    fn interrupted(&self, _: &JobOrder, same_boot: bool) -> Ended {
        if same_boot { Ended::failed("interrupted", "") } else { Ended::completed("started again") }
    }
}

/// A server that orders, and forgets nothing that it was told.
#[derive(Clone)]
struct OrderingServer {
    version: u32,
    orders: Arc<Mutex<VecDeque<JobOrder>>>,
    told: mpsc::UnboundedSender<ReportRequest>,
    refuses: Arc<AtomicUsize>,
}

impl Channel for OrderingServer {
    async fn enrol(&self, _: &ServerAddress, _: &EnrolRequest) -> Result<EnrolAnswer, Failure> {
        Err(Failure::Unreachable("nobody enrols".to_owned()))
    }

    async fn report(
        &self,
        _: &ServerAddress,
        _: &wire::agents::Credential,
        request: &ReportRequest,
    ) -> Result<ReportAnswer, Failure> {
        request.check().unwrap();
        self.told.send(request.clone()).unwrap();
        if request.takes_jobs && self.refuses.load(Ordering::SeqCst) > 0 {
            self.refuses.fetch_sub(1, Ordering::SeqCst);
            return Err(Failure::Malformed("unknown field".to_owned()));
        }
        let job = if request.takes_jobs { self.orders.lock().unwrap().pop_front() } else { None };
        let outcome = Outcome::Received;
        Ok(ReportAnswer {
            outcome,
            report_interval_seconds: 60,
            channel_version: self.version,
            job,
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

struct Bench {
    worker: Counted,
    server: OrderingServer,
    shelf: InMemory,
    told: mpsc::UnboundedReceiver<ReportRequest>,
    sight: Option<mpsc::Sender<Box<Observation>>>,
    session: Option<tokio::task::JoinHandle<std::io::Result<()>>>,
}

impl Bench {
    fn new(version: u32) -> Self {
        let (sender, told) = mpsc::unbounded_channel();
        let server =
            OrderingServer { version, orders: Arc::default(), told: sender, refuses: Arc::default() };
        let worker = Counted(Arc::default());
        Self { worker, server, shelf: InMemory::default(), told, sight: None, session: None }
    }

    /// Starts the agent, again if it ran before, in a room that is in a meeting or not.
    async fn start(&mut self, activity: Activity) {
        if let Some(session) = self.session.take() {
            session.abort();
            session.await.ok();
        }
        while self.told.try_recv().is_ok() {}
        let room = Room {
            name: "BER-1".to_owned(),
            channel: self.server.clone(),
            keeper: enrolled_keeper(),
            worker: Arc::new(self.worker.clone()),
            shelf: Arc::new(self.shelf.clone()),
            answered: Arc::new(|_| {}),
            key_file: PathBuf::from("/nowhere"),
            server: None,
            interval: None,
            first_within: Duration::ZERO,
            clock: crate::clock::system(),
            seed: 1,
            tally: Arc::default(),
            scout: None,
        };
        let (sight, seen) = mpsc::channel(1);
        self.session = Some(tokio::spawn(room.run(seen)));
        self.sight = Some(sight);
        self.see(activity).await;
    }

    async fn see(&self, activity: Activity) {
        let seen = Observation {
            at: Timestamp::UNIX_EPOCH,
            signals: Vec::new(),
            device: DeviceFacts::default(),
            activity,
            records: Vec::new(),
        };
        self.sight.as_ref().unwrap().send(Box::new(seen)).await.unwrap();
    }

    fn order(&self, number: u128, kind: JobKind) -> JobOrder {
        let order =
            JobOrder { id: Uuid::from_u128(number), kind, settings: None, update: None, forced: false };
        self.server.orders.lock().unwrap().push_back(order.clone());
        order
    }

    async fn next(&mut self) -> ReportRequest {
        self.told.recv().await.unwrap()
    }

    /// The next report that tells of a job in this state.
    async fn told(&mut self, state: JobState) -> JobReport {
        loop {
            if let Some(job) = self.next().await.job.filter(|job| job.state == state) {
                return job;
            }
        }
    }

    fn begun(&self) -> usize {
        self.worker.0.begun.load(Ordering::SeqCst)
    }
}

/// an order is done once, told while it is done and when it is over, and never done again, though it comes again.
#[tokio::test(start_paused = true)]
async fn an_order_is_done_once() {
    let mut bench = Bench::new(2);
    let order = bench.order(1, JobKind::RunDiagnostics);
    bench.start(Activity::Idle).await;
    let first = bench.next().await;
    assert!(!first.takes_jobs && first.activity.is_none(), "a server that said nothing knows nothing");
    let running = bench.told(JobState::Running).await;
    assert_eq!(running.id, order.id);
    bench.server.orders.lock().unwrap().push_back(order.clone());
    bench.worker.0.go.notify_one();
    let done = bench.told(JobState::Completed).await;
    assert_eq!((done.output.as_str(), done.progress.as_str()), ("done", "begun\nnearly done\n"));
    bench.server.orders.lock().unwrap().push_back(order.clone());
    let after = bench.next().await;
    assert!(after.takes_jobs && after.activity == Some(Activity::Idle));
    bench.next().await;
    assert_eq!(bench.begun(), 1);
    bench.order(2, JobKind::Restart);
    bench.told(JobState::Running).await;
    assert_eq!(bench.begun(), 2);
}

/// a restart of the agent in the middle does not do the job again; the machine that started anew is the proof of a
/// restart.
#[tokio::test(start_paused = true)]
async fn a_job_outlives_the_agent() {
    for (boot, state, reason) in
        [("second", JobState::Completed, None), ("first", JobState::Failed, Some("interrupted"))]
    {
        let mut bench = Bench::new(2);
        "first".clone_into(&mut bench.worker.0.boot.lock().unwrap());
        let order = bench.order(1, JobKind::Restart);
        bench.start(Activity::Idle).await;
        bench.told(JobState::Running).await;
        boot.clone_into(&mut bench.worker.0.boot.lock().unwrap());
        bench.server.orders.lock().unwrap().push_back(order.clone());
        bench.start(Activity::Idle).await;
        let told = bench.told(state).await;
        assert_eq!((told.id, told.reason.as_deref()), (order.id, reason));
        bench.next().await;
        bench.start(Activity::Idle).await;
        bench.server.orders.lock().unwrap().push_back(order);
        bench.next().await;
        assert_eq!(bench.next().await.job, None, "it is over, and stays so");
        assert_eq!(bench.begun(), 1);
    }
}

/// an agent whose room is in a meeting refuses by itself, unless the job is forced.
#[tokio::test(start_paused = true)]
async fn a_room_in_a_meeting_refuses() {
    let mut bench = Bench::new(2);
    bench.order(1, JobKind::Restart);
    bench.start(Activity::Busy).await;
    let refused = bench.told(JobState::Failed).await;
    assert_eq!((refused.reason.as_deref(), bench.begun()), (Some("deviceInMeeting"), 0));
    let mut forced = bench.order(2, JobKind::Restart);
    bench.server.orders.lock().unwrap().pop_back();
    forced.forced = true;
    bench.server.orders.lock().unwrap().push_back(forced);
    bench.told(JobState::Running).await;
    assert_eq!(bench.begun(), 1);
}

/// a meeting that begins is told at once.
#[tokio::test(start_paused = true)]
async fn a_meeting_is_told_at_once() {
    let mut bench = Bench::new(2);
    bench.start(Activity::Idle).await;
    bench.next().await;
    assert_eq!(bench.next().await.activity, Some(Activity::Idle));
    let before = Instant::now();
    bench.see(Activity::Busy).await;
    assert_eq!(bench.next().await.activity, Some(Activity::Busy));
    assert!(before.elapsed() < Duration::from_secs(1));
}

/// a server that knows no jobs is told none; one that was replaced by an older one is told the rest again without.
#[tokio::test(start_paused = true)]
async fn an_older_server_is_told_no_more_than_it_knows() {
    let mut bench = Bench::new(1);
    bench.start(Activity::Busy).await;
    for _ in 0..3 {
        let told = bench.next().await;
        assert!(!told.takes_jobs && told.activity.is_none() && told.job.is_none());
    }
    let mut replaced = Bench::new(2);
    replaced.start(Activity::Busy).await;
    replaced.next().await;
    replaced.server.refuses.store(1, Ordering::SeqCst);
    assert!(replaced.next().await.takes_jobs);
    assert!(!replaced.next().await.takes_jobs);
}

/// what cannot be written down is not done, because it might be done twice.
#[tokio::test(start_paused = true)]
async fn what_cannot_be_written_down_is_not_done() {
    struct Full;
    impl Shelf for Full {
        fn load(&self) -> std::io::Result<ledger::Ledger> {
            Ok(ledger::Ledger::default())
        }

        fn save(&self, _: &ledger::Ledger) -> std::io::Result<()> {
            Err(std::io::Error::other("no space left"))
        }
    }
    use crate::jobs::ledger;
    let worker = Counted(Arc::default());
    let mut jobs =
        Jobs::resume("BER-1", Arc::new(worker.clone()), Arc::new(Full), crate::courier::Courier::new().0)
            .unwrap();
    let order = JobOrder {
        id: Uuid::from_u128(1),
        kind: JobKind::Restart,
        settings: None,
        update: None,
        forced: false,
    };
    jobs.answered(None, Some(&order), Activity::Idle, true);
    let told = jobs.report().unwrap();
    assert_eq!((told.state, told.reason.as_deref()), (JobState::Failed, Some("couldNotWrite")));
    assert_eq!(worker.0.begun.load(Ordering::SeqCst), 0);
}
