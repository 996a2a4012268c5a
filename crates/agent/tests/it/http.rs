//! One agent, its machine a tree of files, against the server.

use std::{collections::BTreeSet, path::Path, sync::Arc, time::Duration};

use agent::{
    channel::HttpChannel,
    clock::{self, ServerClock},
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
use tokio::task::JoinSet;
use wire::agents::DeviceType;

use crate::fake_server::{FakeServer, Whim};

/// A running agent; dropping it is a power cut.
struct Agent {
    machine: tempfile::TempDir,
    state: tempfile::TempDir,
    tally: Arc<Tally>,
    _tasks: JoinSet<()>,
}

fn channel() -> (HttpChannel, Arc<ServerClock>) {
    let server_clock = Arc::new(ServerClock::default());
    let tls = tls::config(None).unwrap();
    (
        HttpChannel::new(tls, &Way::Straight, 1, Arc::clone(&server_clock), clock::system()).unwrap(),
        server_clock,
    )
}

fn file(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

impl Agent {
    fn start(key_file: &Path) -> Self {
        let machine = tempfile::tempdir().unwrap();
        file(machine.path(), "proc/sys/kernel/hostname", "ber-1");
        file(machine.path(), "sys/class/net/eth0/operstate", "up");
        file(machine.path(), "etc/os-release", "PRETTY_NAME=\"Debian\"");
        Self::start_on(machine, tempfile::tempdir().unwrap(), key_file)
    }

    fn start_on(machine: tempfile::TempDir, state: tempfile::TempDir, key_file: &Path) -> Self {
        let (channel, server_clock) = channel();
        let tally = Arc::new(Tally::default());
        let observer = Observer {
            machine: Machine::new(machine.path()),
            probes: probes::all(Expected::default(), server_clock),
            setup: Setup {
                device_type: DeviceType::Generic,
                local_accounts: Vec::new(),
                protection: Protection::File(None),
                updates: Some(TrustFile::new(state.path())),
            },
            issues: Some(Issues {
                folder: machine.path().join("issues"),
                logs: state.path().join("issues"),
                log: LogTail::default(),
                taken: BTreeSet::new(),
            }),
            clock: clock::system(),
        };
        let issues = machine.path().join("issues");
        let hands = Hands {
            machine: observer.machine.clone(),
            expected: Expected::default(),
            server_clock: Arc::default(),
            setup: observer.setup.clone(),
            log: LogTail::default(),
            restart_command: Vec::new(),
            settings_command: Vec::new(),
            kept_logs: state.path().join("issues"),
            log_files: Vec::new(),
            settings_file: state.path().join("device-settings.json"),
            updates: Updates {
                device_type: DeviceType::Generic,
                key_file: key_file.to_owned(),
                trust: TrustFile::new(state.path()),
                file: state.path().join("update.download"),
                command: Vec::new(),
                client: download::client(tls::config(None).unwrap(), &Way::Straight).unwrap(),
            },
        };
        let room = session::Room {
            name: "ber-1".to_owned(),
            channel,
            keeper: CredentialFile::new(state.path(), None),
            worker: Arc::new(hands),
            shelf: Arc::new(LedgerFile::new(state.path())),
            answered: Arc::new(move |record| reported::answered(&issues, record)),
            key_file: key_file.to_owned(),
            server: None,
            interval: None,
            first_within: Duration::ZERO,
            clock: clock::system(),
            seed: 1,
            tally: Arc::clone(&tally),
            scout: None,
        };
        let (sender, observations) = tokio::sync::mpsc::channel(1);
        let mut tasks = JoinSet::new();
        tasks.spawn(async move { room.run(observations).await.unwrap() });
        tasks.spawn(async move { observer.run(Duration::from_millis(20), sender).await.unwrap() });
        Self { machine, state, tally, _tasks: tasks }
    }

    fn restart(self, key_file: &Path) -> Self {
        let Self { machine, state, .. } = self;
        Self::start_on(machine, state, key_file)
    }

    fn display(&self, status: &str) {
        file(self.machine.path(), "sys/class/drm/card0-HDMI-A-1/status", status);
    }
}

/// a key file is all it takes. R-186: only fields of the contract leave the machine.
#[tokio::test]
async fn an_agent_enrols_and_reports_the_contract_and_nothing_else() {
    let mut server = FakeServer::start().await;
    let agent = Agent::start(&server.key_file());
    let enrolment = server.next().await;
    assert_eq!((enrolment.path, &enrolment.bearer), ("enrol", &None));
    assert_eq!(enrolment.body["device"]["hostName"], "ber-1");
    // what is missing is told with the enrolment.
    assert_eq!(enrolment.body["device"]["credentialProtection"], "file");
    let missing = enrolment.body["device"]["missing"].as_array().unwrap();
    assert!(missing.iter().any(|one| one["what"] == "tpm" && one["reason"] == "notThere"), "{missing:?}");
    let first = server.next().await;
    assert_eq!(first.body["signals"].as_array().unwrap().len(), 15);
    assert_eq!(first.body["device"]["osVersion"], "Debian");
    assert!(first.tells("display.front", "unhealthy") && first.tells("network.connection", "healthy"));
    // The first answer tells the time, so the drift probe can judge.
    server.until(|heard| heard.tells("time.drift", "healthy")).await;
    agent.display("connected");
    let change = server.until(|heard| heard.tells("display.front", "healthy")).await;
    assert_eq!(change.body["signals"].as_array().unwrap().len(), 1);
    let heartbeat = server.until(|heard| heard.body["signals"] == serde_json::json!([])).await;
    assert_eq!(heartbeat.body.as_object().unwrap().len(), 2);
    assert!(agent.tally.counts().stored >= 3);

    let may = [
        "key",
        "tenantId",
        "keyVersion",
        "secret",
        "device",
        "hostName",
        "deviceType",
        "manufacturer",
        "model",
        "serialNumber",
        "agentVersion",
        "osVersion",
        "ipAddresses",
        "macAddresses",
        "networkType",
        "firmwareVersion",
        "tpm",
        "credentialProtection",
        "missing",
        "what",
        "reason",
        "observedAt",
        "signals",
        "signal",
        "state",
        "value",
        "detail",
    ];
    for heard in server.everything() {
        assert_contract(&heard.body, &may);
        for header in heard.headers {
            let usual = ["accept", "authorization", "content-length", "content-type", "host", "user-agent"];
            assert!(usual.contains(&header.as_str()), "{header}");
        }
    }
}

fn assert_contract(value: &serde_json::Value, may: &[&str]) {
    match value {
        serde_json::Value::Object(fields) => {
            for (name, value) in fields {
                assert!(may.contains(&name.as_str()), "{name} left the machine");
                assert_contract(value, may);
            }
        }
        serde_json::Value::Array(values) => values.iter().for_each(|value| assert_contract(value, may)),
        _ => {}
    }
}

#[tokio::test]
async fn a_change_while_the_server_is_down_is_delivered_when_it_is_back() {
    let mut server = FakeServer::start().await;
    let agent = Agent::start(&server.key_file());
    let connected = server.until(|heard| heard.tells("display.front", "unhealthy")).await;
    server.stop().await;
    agent.display("connected");
    agent.tally.until(|counts| counts.failed > 0).await;
    server.start_again();
    let change = server.until(|heard| heard.tells("display.front", "healthy")).await;
    assert_eq!(change.bearer, connected.bearer);
    assert_eq!(server.rooms(), 1);
}

/// Decision 19, R-244: power cut and key reset leave the room the same room.
#[tokio::test]
async fn a_restarted_agent_is_the_same_room_even_after_a_key_reset() {
    let mut server = FakeServer::start().await;
    let agent = Agent::start(&server.key_file());
    let before = server.until(|heard| heard.path == "report").await;
    server.reset_key();
    let _agent = agent.restart(Path::new("/nowhere/key.json"));
    let after =
        server.until(|heard| heard.tells("os.version", "healthy") && heard.body["device"].is_object()).await;
    assert_eq!(after.bearer, before.bearer);
    assert_eq!(server.rooms(), 1);
}

/// Decision 19: the old credential goes along, so that the server can give the room back.
#[tokio::test]
async fn a_disowned_agent_enrols_again() {
    let mut server = FakeServer::start().await;
    let _agent = Agent::start(&server.key_file());
    let before = server.until(|heard| heard.path == "report").await;
    server.disown_all();
    let again = server.until(|heard| heard.path == "enrol" && heard.body.get("credential").is_some()).await;
    assert_eq!(again.body["credential"].as_str(), before.bearer.as_deref());
    let after = server.until(|heard| heard.path == "report" && heard.bearer != before.bearer).await;
    assert_eq!(after.body["signals"].as_array().unwrap().len(), 15);
}

/// a refused key is said in the log and tried again; answers that are no answers do no harm.
#[tokio::test]
async fn answers_that_break_the_contract_are_survived() {
    let mut server = FakeServer::start().await;
    let whim = |path, status, retry_after, body| Whim { path, status, retry_after, body };
    server.whim(whim("enrol", 201, None, "{\"tenantId\": 5"));
    server.whim(whim("enrol", 404, None, "<html>no such page</html>"));
    server.whim(whim("enrol", 429, Some("0"), "slowly"));
    server.whim(whim("report", 200, None, "{\"outcome\":\"perhaps\",\"reportIntervalSeconds\":1}"));
    server.whim(whim("report", 401, None, "a proxy wants a password"));
    server.whim(whim("report", 503, Some("0"), "{\"error\":{\"code\":\"unavailable\",\"message\":\"m\"}}"));
    server.whim(whim("report", 302, None, ""));
    let agent = Agent::start(&server.key_file());
    for _ in 0..4 {
        assert_eq!(server.next().await.path, "enrol");
    }
    for _ in 0..5 {
        let heard = server.next().await;
        assert!(heard.path == "report" && heard.body["signals"].as_array().unwrap().len() == 15);
    }
    agent.tally.until(|counts| counts.stored > 0).await;
    assert_eq!((agent.tally.counts().failed, server.rooms()), (7, 1));
}
