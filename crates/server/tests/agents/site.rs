//! A site: the real agents of its rooms, a relay, and a server that has TLS, over loopback.

use std::{net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

use agent::{
    channel::HttpChannel,
    clock,
    courier::Courier,
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
pub struct Site {
    pub running: Running,
    folder: tempfile::TempDir,
    relay: SocketAddr,
    gathers: bool,
    stop: CancellationToken,
    served: JoinHandle<()>,
}

impl Site {
    /// With a relay that carries, and reads nothing.
    pub async fn new(kind: Kind) -> Self {
        Self::with(kind, false).await
    }

    /// With a relay that may gather besides; a room `ber-1` of contoso.example has its key file.
    pub async fn with(kind: Kind, gathers: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let own = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
        let (chain, key) = (folder.path().join("chain.pem"), folder.path().join("key.pem"));
        std::fs::write(&chain, own.cert.pem()).unwrap();
        std::fs::write(&key, own.signing_key.serialize_pem()).unwrap();
        let certificate = Arc::new(Certificate::load(&chain, &key).unwrap());
        let running = Running::over(kind, Settings::default(), Some(certificate)).await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let relay = listener.local_addr().unwrap();
        let stop = CancellationToken::new();
        let served = tokio::spawn(async {});
        let mut site = Self { running, folder, relay, gathers, stop, served };
        site.serve(listener);
        site.key_of("ber-1", "anna@contoso.example").await;
        site
    }

    /// Puts the key file of somebody's organization where a room finds it.
    pub async fn key_of(&self, room: &str, upn: &str) {
        let key = self.running.key(upn).await;
        let text = serde_json::json!({
            "format": "steward-enrolment-key", "formatVersion": 1,
            "server": self.server(), "tenantId": key.tenant, "keyVersion": key.version, "secret": key.secret,
        });
        std::fs::create_dir(self.path(room)).unwrap();
        std::fs::write(self.path(room).join("key.json"), text.to_string()).unwrap();
    }

    fn server(&self) -> String {
        format!("https://localhost:{}", self.running.address.port())
    }

    fn serve(&mut self, listener: TcpListener) {
        let (server, ca_file) = (self.server(), self.path("chain.pem"));
        let gather = if self.gathers { format!("[\"{server}\"]") } else { "[]".to_owned() };
        let ca_file = ca_file.display();
        let text = format!("server = \"{server}\"\nca_file = \"{ca_file}\"\ngather = {gather}");
        let settings = relay::settings::Settings::parse(&text).unwrap();
        self.stop = CancellationToken::new();
        let relay = relay::serve(listener, settings, self.stop.clone());
        self.served = tokio::spawn(async move { relay.await.unwrap() });
    }

    /// Ends the relay; from then on its port refuses.
    pub async fn cut(&mut self) {
        self.stop.cancel();
        (&mut self.served).await.unwrap();
    }

    pub fn mend(&mut self) {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_reuseaddr(true).unwrap();
        socket.bind(self.relay).unwrap();
        self.serve(socket.listen(64).unwrap());
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A room that knows the relay, and the certificate of the server.
    pub fn room(&self, name: &str, ca_file: Option<&str>) -> Room {
        let ca_file = ca_file.map(|name| self.path(name));
        let relay = self.relay.to_string().parse().unwrap();
        let way = if self.gathers { Way::Gathered(relay) } else { Way::Relay(relay) };
        let tls = tls::config(ca_file.as_deref()).unwrap();
        let tally = Arc::new(Tally::default());
        let session = session::Room {
            name: name.to_owned(),
            channel: HttpChannel::new(tls, &way, 1, Arc::default(), clock::system()).unwrap(),
            keeper: CredentialFile::new(&self.path(name), None),
            worker: Arc::new(Doer),
            shelf: Arc::new(ledger::InMemory::default()),
            answered: Arc::new(|_| {}),
            key_file: self.path(name).join("key.json"),
            server: None,
            // Rooms that sign need a heartbeat to get their key.
            interval: self.gathers.then_some(Duration::from_millis(1500)),
            first_within: Duration::ZERO,
            clock: self.clock(),
            seed: 1,
            tally: Arc::clone(&tally),
            scout: None,
        };
        let (sees, observations) = mpsc::channel(8);
        let session = tokio::spawn(async move { session.run(observations).await.unwrap() });
        Room { name: name.to_owned(), tally, sees, clock: self.clock(), session }
    }

    /// The time of day, of which the world has its own.
    fn clock(&self) -> clock::Clock {
        let world = Arc::clone(&self.running.world.app.clock);
        Arc::new(move || world.now().to_string().parse().unwrap())
    }

    pub async fn end(mut self) {
        self.cut().await;
        self.running.stop().await;
    }
}

/// A room whose camera is moved by hand.
pub struct Room {
    name: String,
    pub tally: Arc<Tally>,
    sees: mpsc::Sender<Box<Observation>>,
    clock: clock::Clock,
    session: JoinHandle<()>,
}

impl Room {
    pub async fn sees(&self, state: SignalState) {
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
            device: DeviceFacts { host_name: Some(self.name.clone()), ..DeviceFacts::default() },
            activity: Activity::Idle,
            records: Vec::new(),
        };
        self.sees.send(Box::new(seen)).await.unwrap();
    }

    pub async fn until(&self, wanted: impl Fn(agent::tally::Counts) -> bool) {
        let wait = self.tally.until(wanted);
        tokio::time::timeout(Duration::from_secs(60), wait).await.expect("the room gets there");
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        self.session.abort();
    }
}

/// A worker who is done at once.
struct Doer;

impl Worker for Doer {
    fn work(&self, _: JobOrder, _: mpsc::UnboundedSender<String>, _: Option<Courier>) -> Work {
        Box::pin(async { Ended::completed("") })
    }

    fn boot(&self) -> String {
        String::new()
    }

    fn interrupted(&self, _: &JobOrder, _: bool) -> Ended {
        Ended::failed("interrupted", "")
    }
}
