//! Jobs from a person to the real agent and back, and issues from people in the room, over loopback.

use std::{collections::BTreeSet, path::Path, sync::Arc, time::Duration};

use agent::{
    channel::HttpChannel,
    clock,
    device::Setup,
    jobs::{ledger::LedgerFile, machine::Hands},
    keeper::{CredentialFile, Protection},
    log_tail::LogTail,
    machine::Machine,
    observer::Observer,
    probes::{self, Expected},
    reported::{self, Issues},
    session,
    tally::Tally,
    tls,
    updates::{Updates, download, trust::TrustFile},
    way::Way,
};
use domain::{
    id::{Id, Job, Room},
    job::{DeviceSettings, JobReason, JobState, NightlyRestart},
};
use service::{
    Realm, Settings, Wanted, ask,
    jobs::{DownloadJobFile, JobForm, JobOf, ShownJob, SubmitJob},
    room_events::ListRoomEvents,
    rooms::EnrolRoom,
    run,
};
use testkit::Kind;
use tokio::task::JoinSet;

use crate::wire::Running;

const ANNA: &str = "anna@contoso.example";
/// What the log of the meeting app holds.
const LOG: &str = "a line\n";

/// A machine with an agent on it: folders that outlive it, as a disk outlives a restart.
struct Device {
    machine: tempfile::TempDir,
    state: tempfile::TempDir,
    running: JoinSet<()>,
    tally: Arc<Tally>,
    /// The time of day, of which the world has its own.
    now: String,
}

fn file(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

impl Device {
    async fn of(running: &Running) -> Self {
        let key = running.key(ANNA).await;
        let machine = tempfile::tempdir().unwrap();
        let text = serde_json::json!({
            "format": "steward-enrolment-key", "formatVersion": 1,
            "server": format!("http://{}", running.address),
            "tenantId": key.tenant, "keyVersion": key.version, "secret": key.secret,
        });
        file(machine.path(), "key.json", &text.to_string());
        file(machine.path(), "proc/sys/kernel/hostname", "ber-1");
        file(machine.path(), "room-app.log", LOG);
        let state = tempfile::tempdir().unwrap();
        let mut device = Self {
            machine,
            state,
            running: JoinSet::new(),
            tally: Arc::default(),
            now: running.world.app.clock.now().to_string(),
        };
        device.start("first", &[]);
        device
    }

    /// Starts the agent on a start of the machine, with the command that restarts it; one that runs is killed.
    fn start(&mut self, boot: &str, restart_command: &[&str]) {
        self.running.abort_all();
        file(self.machine.path(), "proc/sys/kernel/random/boot_id", boot);
        let server_clock = Arc::default();
        let tls = tls::config(None).unwrap();
        let channel =
            HttpChannel::new(tls, &Way::Straight, 1, Arc::clone(&server_clock), clock::system()).unwrap();
        let setup = Setup {
            device_type: wire::agents::DeviceType::Generic,
            local_accounts: Vec::new(),
            protection: Protection::File(None),
            updates: None,
        };
        let observer = Observer {
            machine: Machine::new(self.machine.path()),
            probes: probes::all(Expected::default(), Arc::clone(&server_clock)),
            setup: setup.clone(),
            issues: Some(Issues {
                folder: self.machine.path().join("issues"),
                logs: self.state.path().join("issues"),
                log: LogTail::default(),
                taken: BTreeSet::new(),
            }),
            clock: {
                let now = self.now.parse().unwrap();
                Arc::new(move || now)
            },
        };
        let issues = self.machine.path().join("issues");
        let hands = Hands {
            machine: observer.machine.clone(),
            expected: Expected::default(),
            server_clock,
            setup,
            log: LogTail::default(),
            kept_logs: self.state.path().join("issues"),
            log_files: vec![self.machine.path().join("room-app.log")],
            restart_command: restart_command.iter().map(|word| (*word).to_owned()).collect(),
            settings_command: vec!["/bin/cat".to_owned(), self.settings_file()],
            settings_file: self.settings_file().into(),
            updates: Updates {
                device_type: wire::agents::DeviceType::Generic,
                key_file: self.machine.path().join("key.json"),
                trust: TrustFile::new(self.state.path()),
                file: self.state.path().join("update.download"),
                command: Vec::new(),
                client: download::client(tls::config(None).unwrap(), &Way::Straight).unwrap(),
            },
        };
        let room = session::Room {
            name: "ber-1".to_owned(),
            channel,
            keeper: CredentialFile::new(self.state.path(), None),
            worker: Arc::new(hands),
            shelf: Arc::new(LedgerFile::new(self.state.path())),
            answered: Arc::new(move |record| reported::answered(&issues, record)),
            key_file: self.machine.path().join("key.json"),
            server: None,
            interval: None,
            first_within: Duration::ZERO,
            clock: clock::system(),
            seed: 1,
            tally: Arc::clone(&self.tally),
            scout: None,
        };
        let (sender, observations) = tokio::sync::mpsc::channel(1);
        self.running.spawn(async move { room.run(observations).await.unwrap() });
        self.running.spawn(async move { observer.run(Duration::from_millis(50), sender).await.unwrap() });
    }

    fn settings_file(&self) -> String {
        self.state.path().join("device-settings.json").display().to_string()
    }

    fn records(&self, is_running: bool) {
        let state = if is_running { "state: RUNNING" } else { "closed" };
        file(self.machine.path(), "proc/asound/card0/pcm0c/sub0/status", state);
    }
}

/// The room of the device, once it is there, enrolled.
async fn enrolled(running: &Running, device: &Device) -> Id<Room> {
    device.tally.until(|counts| counts.stored > 0).await;
    let rows = running.world.database.raw("select room_id from rooms where host_name = 'ber-1'").await;
    let cell = rows[0][0].clone().unwrap();
    let room = Id::new(cell.parse().unwrap());
    let tenant = running.world.organization("contoso.example");
    run(&running.world.app, &running.world.caller(ANNA), EnrolRoom { tenant, room }).await.unwrap();
    room
}

async fn submit(running: &Running, room: Id<Room>, form: JobForm) -> Id<Job> {
    let tenant = running.world.organization("contoso.example");
    run(&running.world.app, &running.world.caller(ANNA), SubmitJob { tenant, room, form }).await.unwrap()
}

fn form(kind: &str) -> JobForm {
    JobForm { kind: kind.to_owned(), ..JobForm::default() }
}

/// The job as soon as it is as wanted; looked at again whenever something stirs.
async fn until(
    running: &Running,
    room: Id<Room>,
    job: Id<Job>,
    wanted: impl Fn(&ShownJob) -> bool,
) -> ShownJob {
    let mut stirred = running.world.app.listen();
    let wait = async {
        loop {
            let question = JobOf { realm: Realm::Own, room, job };
            let shown = ask(&running.world.app, &running.world.caller(ANNA), &question).await.unwrap();
            if wanted(&shown) {
                return shown;
            }
            stirred.recv().await.ok();
        }
    };
    tokio::time::timeout(Duration::from_secs(60), wait).await.expect("the job gets there")
}

fn is_over(shown: &ShownJob) -> bool {
    !shown.row.state.is_open()
}

async fn each(test: impl AsyncFn(&Running)) {
    for kind in Kind::ALL {
        let settings = Settings { report_interval: Duration::from_secs(1), ..Settings::default() };
        let running = Running::with(kind, settings).await;
        test(&running).await;
        running.stop().await;
    }
}

/// a person asks, the real agent does it and gives back what came of it: without a command it restarts nothing, its
/// diagnostics are those of its probes, settings are written and applied by its own hook; in a meeting it refuses.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_agent_does_what_it_is_asked() {
    each(async |running| {
        let device = Device::of(running).await;
        let room = enrolled(running, &device).await;
        let restart = submit(running, room, form("restart")).await;
        let shown = until(running, room, restart, is_over).await;
        assert_eq!((shown.row.state, shown.row.reason), (JobState::Failed, Some(JobReason::NotConfigured)));
        assert!(shown.row.output.contains("restart_command"), "{}", shown.row.output);

        let diagnostics = submit(running, room, form("runDiagnostics")).await;
        let shown = until(running, room, diagnostics, is_over).await;
        assert_eq!(shown.row.state, JobState::Completed);
        assert!(shown.row.output.starts_with("PROBE ") && shown.row.output.contains("camera.room"));
        assert_eq!(shown.row.progress, "the probes run\n");

        let nightly_restart = Some(NightlyRestart { is_enabled: true, time: Some("03:10".to_owned()) });
        let settings = DeviceSettings { nightly_restart, ..DeviceSettings::default() };
        let change = JobForm { settings: Some(settings), ..form("configUpdate") };
        let change = submit(running, room, change).await;
        let shown = until(running, room, change, is_over).await;
        assert_eq!(shown.row.state, JobState::Completed, "{}", shown.row.output);
        assert!(shown.row.output.contains("\"time\": \"03:10\""), "the hook read it: {}", shown.row.output);
        let written = std::fs::read_to_string(device.settings_file()).unwrap();
        assert!(written.contains("steward-device-settings"), "{written}");

        device.records(true);
        let busy = "select count(*) from rooms where activity = 'busy'";
        let mut stirred = running.world.app.listen();
        while running.world.database.number(busy).await == 0 {
            stirred.recv().await.ok();
        }
        let tonight = JobForm { timing: "night".to_owned(), ..form("restart") };
        submit(running, room, tonight).await;
        let forced = JobForm { force_reason: Some("Stuck".to_owned()), ..form("collectLogs") };
        let logs = submit(running, room, forced).await;
        assert_eq!(until(running, room, logs, is_over).await.row.state, JobState::Completed);
    })
    .await;
}

/// R-263, decision 18: the agent hands over the log files that its configuration names, however long, and says of one that is not
/// there that it is not; they are downloaded as they were.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn log_files_are_handed_over() {
    each(async |running| {
        let device = Device::of(running).await;
        let room = enrolled(running, &device).await;
        let log = "the projector hums\n".repeat(20_000);
        file(device.machine.path(), "room-app.log", &log);
        let logs = submit(running, room, form("collectLogs")).await;
        let shown = until(running, room, logs, is_over).await;
        assert_eq!(shown.row.state, JobState::Completed, "{}", shown.row.progress);
        assert!(shown.row.progress.contains("room-app.log is handed over"), "{}", shown.row.progress);
        assert_eq!((shown.files.len(), shown.files[0].name.as_str()), (1, "1-room-app.log"));
        let tenant = running.world.organization("contoso.example");
        let command = DownloadJobFile { tenant, room, job: logs, file: shown.files[0].id };
        let found = run(&running.world.app, &running.world.caller(ANNA), command).await.unwrap();
        assert!(found.content == log.as_bytes());

        std::fs::remove_file(device.machine.path().join("room-app.log")).unwrap();
        let logs = submit(running, room, form("collectLogs")).await;
        let shown = until(running, room, logs, is_over).await;
        assert_eq!(shown.row.state, JobState::CompletedWithErrors);
        assert!(shown.row.progress.contains("is not handed over: No such file"), "{}", shown.row.progress);
        assert!(shown.files.is_empty());
    })
    .await;
}

/// the restart kills the agent in the middle of its command; the agent of the next start of the machine tells that, and
/// the command ran once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restart_is_done_once() {
    each(async |running| {
        let mut device = Device::of(running).await;
        let room = enrolled(running, &device).await;
        let count = device.machine.path().join("count");
        file(device.machine.path(), "restart.sh", "echo ran >> \"$1\"\nexec sleep 30\n");
        let script = device.machine.path().join("restart.sh").display().to_string();
        let counted = count.display().to_string();
        let command = ["/bin/sh", script.as_str(), counted.as_str()];
        device.start("first", &command);
        let restart = submit(running, room, form("restart")).await;
        let begun = |shown: &ShownJob| shown.row.progress.contains("the restart command runs");
        until(running, room, restart, begun).await;
        while !count.exists() {
            tokio::task::yield_now().await;
        }
        device.start("second", &command);
        let shown = until(running, room, restart, is_over).await;
        assert_eq!((shown.row.state, shown.row.reason), (JobState::Completed, None));
        assert_eq!(shown.row.output, "the device has started again");
        let next = submit(running, room, form("runDiagnostics")).await;
        until(running, room, next, is_over).await;
        assert_eq!(std::fs::read_to_string(&count).unwrap(), "ran\n");
    })
    .await;
}

/// what somebody reports in the room, while its agent is down, is an event of it with the logs that the device keeps; the file
/// is gone when the server has answered.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_issue_comes_from_the_room() {
    each(async |running| {
        let mut device = Device::of(running).await;
        let room = enrolled(running, &device).await;
        device.running.shutdown().await;
        let folder = device.machine.path().join("issues");
        std::fs::create_dir(&folder).unwrap();
        reported::leave(&folder, "No sound", device.now.parse().unwrap()).unwrap();
        let mut stirred = running.world.app.listen();
        device.start("first", &[]);
        let told = async {
            loop {
                let question = ListRoomEvents { realm: Realm::Own, wanted: Wanted::default(), counts: false };
                let found = ask(&running.world.app, &running.world.caller(ANNA), &question).await.unwrap();
                if let Some(event) = found.events.into_iter().next() {
                    return event.row;
                }
                stirred.recv().await.ok();
            }
        };
        let event = tokio::time::timeout(Duration::from_secs(60), told).await.expect("the issue is told");
        assert_eq!((event.room, event.description.as_str()), (room, "No sound"));
        assert_eq!(event.logs_until, Some(event.at.plus(domain::record::LOGS_KEPT)));
        let answers = |counts: agent::tally::Counts| counts.stored + counts.received;
        let before = answers(device.tally.counts());
        device.tally.until(|counts| answers(counts) > before).await;
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
        assert_eq!(std::fs::read_dir(device.state.path().join("issues")).unwrap().count(), 1, "its log");
    })
    .await;
}
