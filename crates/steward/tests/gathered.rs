//! Rooms behind a relay that gathers, while the relay or the server is killed in the middle of the work.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod programs;
#[path = "programs/rooms.rs"]
mod rooms;

use std::{
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use agent::{
    channel::{Channel as _, HttpChannel},
    clock,
    jobs::ledger,
    keeper::{CredentialFile, Keeper as _, Kept},
    reporter::Observation,
    server_address::ServerAddress,
    session,
    tally::Tally,
    tls,
    way::Way,
};
use domain::time::Time;
use service::{Sealer, enrolment_key::DownloadKey, run};
use testkit::{Database, Kind, SeededSecrets, World};
use tokio::{sync::mpsc, task::JoinSet};
use wire::agents::{Activity, DeviceFacts, EnrolKey, EnrolRequest, ReportRequest, SignalReport, SignalState};

use self::rooms::Idler;

const ROOMS: usize = 40;
/// How often the camera of each room changes.
const CHANGES: usize = 30;
/// So many reports were gathered when it happens.
const ENOUGH: u64 = 200;
/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// A program that is killed with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It was killed by the test, or has failed it.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Running {
    async fn start(command: &mut Command, address: SocketAddr) -> Self {
        let running = Self(command.env("RUST_LOG", "error").stdout(Stdio::null()).spawn().unwrap());
        let begun = Instant::now();
        while tokio::net::TcpStream::connect(address).await.is_err() {
            assert!(begun.elapsed() < PATIENCE, "nobody listens at {address}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        running
    }
}

/// A server with TLS, and a relay that gathers for it.
struct Site {
    world: World,
    directory: tempfile::TempDir,
    server: SocketAddr,
    relay: SocketAddr,
}

impl Site {
    async fn new(kind: Kind) -> Self {
        let world = World::new(Database::fresh(kind).await).await;
        world.clock.set(Time::from_micros(jiff::Timestamp::now().as_microsecond()));
        let directory = tempfile::tempdir().unwrap();
        let own = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
        std::fs::write(directory.path().join("chain.pem"), own.cert.pem()).unwrap();
        std::fs::write(directory.path().join("key.pem"), own.signing_key.serialize_pem()).unwrap();
        // Both are held until both are known, so that they differ.
        let free = [0; 2].map(|_| std::net::TcpListener::bind("127.0.0.1:0").unwrap());
        let [server, relay] = free.each_ref().map(|listener| listener.local_addr().unwrap());
        let site = Self { world, directory, server, relay };
        let address = site.address();
        let config = format!(
            "listen = \"{relay}\"\nserver = \"{address}\"\ngather = [\"{address}\"]\nca_file = \"{}\"\n\
             connections_per_address = 1000\n",
            site.path("chain.pem")
        );
        std::fs::write(site.path("relay.toml"), config).unwrap();
        // That of the world, by which its enrolment keys are sealed.
        let seal_key = Sealer::fresh_key_file(&SeededSecrets::default());
        std::fs::write(site.path("steward.key"), seal_key).unwrap();
        site
    }

    fn path(&self, name: &str) -> String {
        self.directory.path().join(name).display().to_string()
    }

    fn address(&self) -> ServerAddress {
        format!("https://localhost:{}", self.server.port()).parse().unwrap()
    }

    async fn serves(&self) -> Running {
        let mut command = Command::new(programs::steward());
        command
            .args(["serve", "--listen", &self.server.to_string(), "--requests-per-second", "1000000"])
            .args(["--database", &self.world.database.url(), "--onboarding-cap", "1000"])
            .args(["--seal-key-file", &self.path("steward.key")])
            .args(["--tls-certificate", &self.path("chain.pem"), "--tls-key", &self.path("key.pem")]);
        Running::start(&mut command, self.server).await
    }

    async fn relays(&self) -> Running {
        let mut command = Command::new(programs::steward().with_file_name("steward-agent"));
        command.args(["relay", "--config", &self.path("relay.toml")]);
        Running::start(&mut command, self.relay).await
    }

    fn channel(&self, way: &Way) -> HttpChannel {
        let tls = tls::config(Some(Path::new(&self.path("chain.pem")))).unwrap();
        HttpChannel::new(tls, way, ROOMS, Arc::default(), clock::system()).unwrap()
    }

    /// Rooms that have enrolled and have their keys, so that all they say is gathered from the beginning.
    async fn rooms(&self) -> Rooms {
        let caller = self.world.caller("anna@contoso.example");
        let download = DownloadKey { tenant: caller.person.organization };
        let key = run(&self.world.app, &caller, download).await.unwrap();
        let (server, channel) = (self.address(), self.channel(&Way::Straight));
        let gathered = self.channel(&Way::Gathered(self.relay.to_string().parse().unwrap()));
        let tally = Arc::new(Tally::default());
        let mut rooms = Rooms { tally: Arc::clone(&tally), sights: Vec::new(), sessions: JoinSet::new() };
        for number in 0..ROOMS {
            let name = format!("ber-{number}");
            let device = DeviceFacts { host_name: Some(name.clone()), ..DeviceFacts::default() };
            let key = EnrolKey {
                tenant_id: key.tenant.uuid(),
                key_version: key.version.try_into().unwrap(),
                secret: key.secret.clone(),
            };
            let request = EnrolRequest { key, device, credential: None };
            let enrolled = channel.enrol(&server, &request).await.unwrap();
            let asks = ReportRequest {
                observed_at: jiff::Timestamp::now().to_string(),
                takes_report_key: true,
                ..ReportRequest::default()
            };
            let told = channel.report(&server, &enrolled.credential, &asks).await.unwrap();
            let keeper = CredentialFile::new(&self.directory.path().join(&name), None);
            keeper
                .save(&Kept {
                    server: server.clone(),
                    tenant_id: enrolled.tenant_id,
                    room_id: enrolled.room_id,
                    credential: enrolled.credential,
                    report_key: told.report_key,
                })
                .unwrap();
            let room = session::Room {
                name,
                channel: gathered.clone(),
                keeper,
                worker: Arc::new(Idler),
                shelf: Arc::new(ledger::InMemory::default()),
                answered: Arc::new(|_| {}),
                key_file: self.directory.path().join("none.json"),
                server: None,
                interval: Some(Duration::from_secs(1)),
                first_within: Duration::ZERO,
                clock: clock::system(),
                seed: number.try_into().unwrap(),
                tally: Arc::clone(&tally),
                scout: None,
            };
            let (sight, seen) = mpsc::channel(8);
            rooms.sights.push(sight);
            rooms.sessions.spawn(async move { room.run(seen).await.unwrap() });
        }
        rooms
    }

    async fn changes(&self) -> i64 {
        self.world.database.number("select count(*) from room_history where kind = 'signal'").await
    }

    /// Waits until every room has told every change.
    async fn all_told(&self) {
        let (all, begun) = (i64::try_from(ROOMS * CHANGES).unwrap(), Instant::now());
        while self.changes().await < all {
            assert!(begun.elapsed() < PATIENCE, "{} of {all} changes are told", self.changes().await);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

struct Rooms {
    tally: Arc<Tally>,
    sights: Vec<mpsc::Sender<Box<Observation>>>,
    sessions: JoinSet<()>,
}

impl Rooms {
    /// Every room sees its camera at first, and then one change after the other.
    async fn see(&self) {
        for turn in 0..=CHANGES {
            let state = if turn % 2 == 0 { SignalState::Healthy } else { SignalState::Unhealthy };
            for sight in &self.sights {
                let camera = SignalReport {
                    signal: "camera.room".to_owned(),
                    instance: String::new(),
                    state,
                    value: None,
                    detail: None,
                };
                let seen = Observation {
                    at: jiff::Timestamp::now(),
                    signals: vec![camera],
                    device: DeviceFacts::default(),
                    activity: Activity::Idle,
                    records: Vec::new(),
                };
                sight.send(Box::new(seen)).await.unwrap();
            }
        }
    }

    async fn until(&self, wanted: impl Fn(agent::tally::Counts) -> bool) {
        tokio::time::timeout(PATIENCE, self.tally.until(wanted)).await.expect("the rooms get there");
    }
}

/// Kills what `victim` names in the middle of the work, and starts it again; then every change was told once.
async fn nothing_is_lost_or_doubled(kind: Kind, kills_relay: bool) {
    // Fails only when a provider is installed already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let site = Site::new(kind).await;
    let (mut server, mut relay) = (site.serves().await, site.relays().await);
    let mut rooms = site.rooms().await;
    rooms.see().await;
    rooms.until(|counts| counts.gathered >= ENOUGH).await;
    let before = rooms.tally.counts();
    let victim = if kills_relay { &mut relay } else { &mut server };
    victim.0.kill().unwrap();
    victim.0.wait().unwrap();
    assert!(site.changes().await < i64::try_from(ROOMS * CHANGES).unwrap(), "it was killed too late");
    rooms.until(|counts| counts.failed > before.failed).await;
    *victim = if kills_relay { site.relays().await } else { site.serves().await };
    site.all_told().await;
    // Whatever was still under way would be told by now.
    let after = rooms.tally.counts();
    let most = u64::try_from(ROOMS * 3).unwrap();
    rooms.until(|counts| counts.received >= after.received + most).await;
    assert_eq!(site.changes().await, i64::try_from(ROOMS * CHANGES).unwrap(), "each change is told once");
    let last = if CHANGES.is_multiple_of(2) { "healthy" } else { "unhealthy" };
    let others = format!("select count(*) from room_signals where state <> '{last}'");
    assert_eq!(site.world.database.number(&others).await, 0);
    assert_eq!(
        site.world.database.number("select count(*) from room_signals").await,
        i64::try_from(ROOMS).unwrap()
    );
    rooms.sessions.shutdown().await;
}

/// R-245, decision 22: a relay that is killed in the middle of the work keeps nothing that the rooms do not tell again, and makes
/// nothing be told twice.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_relay_loses_nothing() {
    for kind in Kind::ALL {
        nothing_is_lost_or_doubled(kind, true).await;
    }
}

/// R-245, decision 22: a server that is killed with posts of a relay in its hands has stored what it answered, and counts nothing twice.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_server_loses_nothing_of_a_relay() {
    for kind in Kind::ALL {
        nothing_is_lost_or_doubled(kind, false).await;
    }
}
