//! What rooms are asked to do while the server is killed: everything that was asked is done, and done once.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod programs;

use std::{
    collections::BTreeSet,
    net::{SocketAddr, TcpListener},
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use domain::{
    id::{Id, Ids as _},
    time::Time,
};
use reqwest::{Client, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use service::{Access, Sealer, access_tokens::CreateAccessToken, run};
use sha2::{Digest as _, Sha256};
use store::seed;
use testkit::{Database, Kind, SeededSecrets, World};
use uuid::Uuid;

/// How many errands each room is sent on, one after the other.
const ERRANDS: usize = 15;
/// The server is killed each time so many more were done.
const BETWEEN_KILLS: usize = 45;
const KILLS: usize = 3;
/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// A server that is killed with the test.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        // It was killed by the test, or has failed it.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Server {
    async fn start(world: &World, seal_key: &Path, address: SocketAddr) -> Self {
        let process = Command::new(programs::steward())
            .args(["serve", "--listen", &address.to_string(), "--requests-per-second", "1000000"])
            .args(["--database", &world.database.url()])
            .args(["--seal-key-file", &seal_key.display().to_string()])
            .env("RUST_LOG", "error")
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let (server, begun) = (Self(process), Instant::now());
        while tokio::net::TcpStream::connect(address).await.is_err() {
            assert!(begun.elapsed() < PATIENCE, "nobody listens at {address}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        server
    }
}

/// A room, and those who talk with the server about it.
struct Room {
    id: Uuid,
    credential: String,
    token: String,
    address: SocketAddr,
    client: Client,
}

impl Room {
    /// Sends a request until it is answered: who is not answered asks the same again.
    async fn until_answered(&self, request: impl Fn() -> RequestBuilder) -> (StatusCode, Value) {
        let begun = Instant::now();
        loop {
            if let Ok(answer) = request().send().await {
                let status = answer.status();
                if let Ok(body) = answer.bytes().await
                    && !status.is_server_error()
                {
                    return (status, serde_json::from_slice(&body).unwrap_or_default());
                }
            }
            assert!(begun.elapsed() < PATIENCE, "room {} is not answered", self.id);
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    async fn post(&self, path: &str, bearer: &str, key: Option<&str>, body: &Value) -> (StatusCode, Value) {
        let url = format!("http://{}{path}", self.address);
        self.until_answered(|| {
            let mut request = self.client.post(&url).bearer_auth(bearer);
            if let Some(key) = key {
                request = request.header("idempotency-key", key);
            }
            request.header("content-type", "application/json").body(body.to_string())
        })
        .await
    }

    /// Asks for an errand; its number.
    async fn ask(&self, turn: usize) -> String {
        let path = format!("/v1.0/rooms/{}/operations", self.id);
        let key = format!("{}-{turn}", self.id);
        let (status, body) =
            self.post(&path, &self.token, Some(&key), &json!({ "kind": "runDiagnostics" })).await;
        assert_eq!(status, StatusCode::CREATED, "{body}");
        body["id"].as_str().unwrap().to_owned()
    }

    /// What the device reports, and the errand that it is sent on with the answer.
    async fn report(&self, job: Option<Value>) -> Option<String> {
        let mut report = json!({
            "observedAt": jiff::Timestamp::now().to_string(), "activity": "idle", "takesJobs": true,
        });
        if let Some(job) = job {
            report["job"] = job;
        }
        let (status, body) = self.post("/agents/v1/report", &self.credential, None, &report).await;
        assert_eq!(status, StatusCode::OK, "{body}");
        body["job"]["id"].as_str().map(str::to_owned)
    }

    /// Goes on all errands. A device does an errand once, and says how it ended until that is answered.
    async fn errands(self, done: Arc<AtomicUsize>) -> BTreeSet<String> {
        let mut all = BTreeSet::new();
        for turn in 0..ERRANDS {
            let asked = self.ask(turn).await;
            let begun = Instant::now();
            let sent = loop {
                match self.report(None).await {
                    Some(sent) => break sent,
                    None => assert!(begun.elapsed() < PATIENCE, "room {} is never sent", self.id),
                }
            };
            assert_eq!(sent, asked, "the device is sent on the errand that was asked for, and on no other");
            assert!(all.insert(sent.clone()), "an errand that was done is not sent again");
            let ended = json!({ "id": sent, "state": "completed", "output": "All is well" });
            assert_eq!(self.report(Some(ended)).await, None, "what ended is over");
            done.fetch_add(1, Ordering::Relaxed);
        }
        all
    }
}

/// Every room of contoso.example, with a device.
async fn rooms(world: &World, address: SocketAddr) -> Vec<Room> {
    let anna = world.caller("anna@contoso.example");
    let token = CreateAccessToken { name: "Errands".to_owned(), access: Access::Write, days: 1 };
    let token = run(&world.app, &anna, token).await.unwrap().secret.reveal().to_owned();
    let (tenant, mut seed) = (world.organization("contoso.example"), world.seed().await);
    let client = Client::builder().no_proxy().timeout(Duration::from_secs(20)).build().unwrap();
    let mut rooms = Vec::new();
    let names = [("Berlin", 6), ("Lisbon", 4), ("Boardrooms", 2)];
    let names = names.iter().flat_map(|(place, count)| (1..=*count).map(move |nth| format!("{place} {nth}")));
    for name in names {
        let room = world.room("contoso.example", &name);
        let credential = format!("device of {name}");
        let device = seed::Device {
            credential_hash: Sha256::digest(&credential).to_vec(),
            id: Id::new(world.ids.next()),
            tenant,
            room,
            key_version: 1,
        };
        seed.device(&device).await.unwrap();
        rooms.push(Room {
            id: room.uuid(),
            credential,
            token: token.clone(),
            address,
            client: client.clone(),
        });
    }
    seed.commit().await.unwrap();
    rooms
}

/// R-263, state machine 3.10: an errand that was asked for with an idempotency key is written once, is sent until the device answers,
/// and has ended when the device was told so, however often the server is killed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_server_loses_and_doubles_no_errand() {
    // Fails only when a provider is installed already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    for kind in Kind::ALL {
        survives_kills(kind).await;
    }
}

async fn survives_kills(kind: Kind) {
    let world = World::new(Database::fresh(kind).await).await;
    world.clock.set(Time::from_micros(jiff::Timestamp::now().as_microsecond()));
    let directory = tempfile::tempdir().unwrap();
    let seal_key = directory.path().join("steward.key");
    std::fs::write(&seal_key, Sealer::fresh_key_file(&SeededSecrets::default())).unwrap();
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let rooms = rooms(&world, address).await;
    let mut server = Server::start(&world, &seal_key, address).await;
    let done = Arc::new(AtomicUsize::new(0));
    let count = rooms.len() * ERRANDS;
    let rooms: Vec<_> = rooms.into_iter().map(|room| tokio::spawn(room.errands(done.clone()))).collect();
    for kill in 1..=KILLS {
        let begun = Instant::now();
        while done.load(Ordering::Relaxed) < kill * BETWEEN_KILLS {
            assert!(begun.elapsed() < PATIENCE, "no errands are done");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        server.0.kill().unwrap();
        server.0.wait().unwrap();
        server = Server::start(&world, &seal_key, address).await;
    }
    assert!(done.load(Ordering::Relaxed) < count, "the server was killed too late");
    let mut all = BTreeSet::new();
    for room in rooms {
        all.extend(room.await.unwrap());
    }
    assert_eq!(all.len(), count);
    let count = i64::try_from(count).unwrap();
    let jobs = "select count(*) from room_jobs";
    assert_eq!(world.database.number(jobs).await, count, "none was written twice");
    let ended = "select count(*) from room_jobs where state = 'completed'";
    assert_eq!(world.database.number(ended).await, count);
    for kind in ["room.job_submitted", "room.job_started", "room.job_ended"] {
        let told = format!("select count(*) from audit_events where kind = '{kind}'");
        assert_eq!(world.database.number(&told).await, count, "{kind} is told once of each");
    }
    drop(server);
}
