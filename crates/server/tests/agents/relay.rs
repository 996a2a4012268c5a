//! Rooms behind a relay: the real agent, the relay and the server over loopback, with TLS from end to end.

use std::{net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

use agent::{
    channel::HttpChannel,
    clock,
    jobs::{Ended, Work, Worker, ledger},
    keeper::CredentialFile,
    relay,
    reporter::Observation,
    session,
    tally::Tally,
    tls,
    way::Way,
};
use server::tls::Certificate;
use service::Settings;
use testkit::Kind;
use tokio::{
    net::{TcpListener, TcpSocket},
    sync::mpsc,
    task::JoinHandle,
};
use tokio_util::sync::CancellationToken;
use wire::agents::{Activity, DeviceFacts, JobOrder, SignalReport, SignalState};

use crate::wire::Running;

/// A server with TLS, a relay before it, and a folder for what rooms keep.
struct Site {
    running: Running,
    folder: tempfile::TempDir,
    relay: SocketAddr,
    stop: CancellationToken,
    served: JoinHandle<()>,
}

impl Site {
    async fn new(kind: Kind) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let own = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
        let (chain, key) = (folder.path().join("chain.pem"), folder.path().join("key.pem"));
        std::fs::write(&chain, own.cert.pem()).unwrap();
        std::fs::write(&key, own.signing_key.serialize_pem()).unwrap();
        let certificate = Arc::new(Certificate::load(&chain, &key).unwrap());
        let running = Running::over(kind, Settings::default(), Some(certificate)).await;
        let key = running.key("anna@contoso.example").await;
        let text = serde_json::json!({
            "format": "steward-enrolment-key", "formatVersion": 1,
            "server": format!("https://localhost:{}", running.address.port()),
            "tenantId": key.tenant, "keyVersion": key.version, "secret": key.secret,
        });
        std::fs::write(folder.path().join("key.json"), text.to_string()).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let relay = listener.local_addr().unwrap();
        let stop = CancellationToken::new();
        let mut site = Self { running, folder, relay, stop, served: tokio::spawn(async {}) };
        site.serve(listener);
        site
    }

    fn serve(&mut self, listener: TcpListener) {
        let text = format!("server = \"https://localhost:{}\"", self.running.address.port());
        let settings = relay::settings::Settings::parse(&text).unwrap();
        self.stop = CancellationToken::new();
        self.served = tokio::spawn(relay::serve(listener, settings, self.stop.clone()));
    }

    /// Ends the relay; from then on its port refuses.
    async fn cut(&mut self) {
        self.stop.cancel();
        (&mut self.served).await.unwrap();
    }

    fn mend(&mut self) {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_reuseaddr(true).unwrap();
        socket.bind(self.relay).unwrap();
        self.serve(socket.listen(64).unwrap());
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A room that knows the relay, and the certificate of the server.
    fn room(&self, ca_file: Option<&str>) -> Room {
        let ca_file = ca_file.map(|name| self.path(name));
        let way = Way::Relay(self.relay.to_string().parse().unwrap());
        let tls = tls::config(ca_file.as_deref()).unwrap();
        let tally = Arc::new(Tally::default());
        let session = session::Room {
            name: "ber-1".to_owned(),
            channel: HttpChannel::new(tls, &way, 1, Arc::default(), clock::system()).unwrap(),
            keeper: CredentialFile::new(self.folder.path(), None),
            worker: Arc::new(Idler),
            shelf: Arc::new(ledger::InMemory::default()),
            answered: Arc::new(|_| {}),
            key_file: self.path("key.json"),
            server: None,
            interval: None,
            first_within: Duration::ZERO,
            clock: self.clock(),
            seed: 1,
            tally: Arc::clone(&tally),
        };
        let (sees, observations) = mpsc::channel(8);
        let session = tokio::spawn(async move { session.run(observations).await.unwrap() });
        Room { tally, sees, clock: self.clock(), session }
    }

    /// The time of day, of which the world has its own.
    fn clock(&self) -> clock::Clock {
        let now = self.running.world.app.clock.now().to_string().parse().unwrap();
        Arc::new(move || now)
    }

    async fn end(mut self) {
        self.cut().await;
        self.running.stop().await;
    }
}

/// A room whose camera is moved by hand.
struct Room {
    tally: Arc<Tally>,
    sees: mpsc::Sender<Box<Observation>>,
    clock: clock::Clock,
    session: JoinHandle<()>,
}

impl Room {
    async fn sees(&self, state: SignalState) {
        let camera = SignalReport {
            signal: "camera.room".to_owned(),
            instance: String::new(),
            state,
            value: None,
            detail: None,
        };
        let seen = Observation {
            at: (self.clock)(),
            signals: vec![camera],
            device: DeviceFacts { host_name: Some("ber-1".to_owned()), ..DeviceFacts::default() },
            activity: Activity::Idle,
            records: Vec::new(),
        };
        self.sees.send(Box::new(seen)).await.unwrap();
    }

    async fn until(&self, wanted: impl Fn(agent::tally::Counts) -> bool) {
        let wait = self.tally.until(wanted);
        tokio::time::timeout(Duration::from_secs(60), wait).await.expect("the room gets there");
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        self.session.abort();
    }
}

/// A worker who is never asked.
struct Idler;

impl Worker for Idler {
    fn work(&self, _: JobOrder, _: mpsc::UnboundedSender<String>) -> Work {
        Box::pin(std::future::pending())
    }

    fn boot(&self) -> String {
        String::new()
    }

    fn interrupted(&self, _: &JobOrder, _: bool) -> Ended {
        Ended::failed("interrupted", "")
    }
}

/// Decision 22: a room without internet access enrols and reports through the relay; when the relay is cut and comes back, every change
/// that happened meanwhile is stored, in its order.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_room_behind_a_relay_loses_nothing() {
    for kind in Kind::ALL {
        let mut site = Site::new(kind).await;
        let room = site.room(Some("chain.pem"));
        room.sees(SignalState::Healthy).await;
        room.until(|counts| counts.stored == 1).await;
        assert_eq!(room.tally.counts().enrolled, 1);
        site.cut().await;
        room.sees(SignalState::Unhealthy).await;
        room.until(|counts| counts.failed > 0).await;
        room.sees(SignalState::Healthy).await;
        room.sees(SignalState::Unhealthy).await;
        site.mend();
        room.until(|counts| counts.stored >= 4).await;
        let told =
            site.running.world.database.raw("select count(*) from room_history where kind = 'signal'").await;
        assert_eq!(told, [[Some("3".to_owned())]], "healthy to unhealthy, back, and again");
        let state = site.running.world.database.raw("select state from room_signals").await;
        assert_eq!(state, [[Some("unhealthy".to_owned())]]);
        site.end().await;
    }
}

/// Decision 22: the room itself looks who answers. A relay cannot pretend to be the server: what does not show the certificate that
/// the room trusts is told no key and no credential.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_relay_is_not_trusted() {
    let site = Site::new(Kind::Sqlite).await;
    let room = site.room(None);
    room.sees(SignalState::Healthy).await;
    room.until(|counts| counts.failed > 0).await;
    assert_eq!(room.tally.counts().enrolled, 0);
    assert_eq!(site.running.world.database.number("select count(*) from devices").await, 0);
    site.end().await;
}
