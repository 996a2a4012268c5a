//! A disk without room: what is refused is told again once there is room, so that nothing is lost, doubled or half done, and who only
//! reads goes on.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

#[path = "programs/rooms.rs"]
mod rooms;

use std::{
    net::SocketAddr,
    process::{Child, Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use agent::{
    channel::HttpChannel,
    clock,
    jobs::ledger,
    keeper::{CredentialFile, Keeper as _, Kept},
    reporter::Observation,
    session,
    tally::Tally,
    tls,
    way::Way,
};
use domain::{
    id::{Id, Room},
    room::DeviceType,
    time::Time,
};
use rustix::process::{Pid, Resource, Rlimit, prlimit};
use serde_json::{Value, json};
use service::{
    Access,
    access_tokens::CreateAccessToken,
    devices::{DeviceFacts as Facts, Enrol, enrol},
    enrolment_key::DownloadKey,
    rooms::EnrolRoom,
    run, sign_in,
};
use testkit::{Database, Kind, World, http::Browser};
use tokio::{sync::mpsc, task::JoinSet};
use wire::agents::{Activity, Credential, DeviceFacts, MeetingRecord, Record, SignalReport, SignalState};

use self::rooms::Idler;

const ROOMS: usize = 12;
/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);
const SESSION: &str = "steward-session";

/// A server whose files may be kept from growing.
struct Server {
    process: Child,
    address: SocketAddr,
}

impl Drop for Server {
    fn drop(&mut self) {
        // It has failed the test, or is needed no more.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Server {
    async fn start(world: &World, directory: &std::path::Path) -> Self {
        let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        // Whoever may not write is told so and goes on, as on a disk without room.
        let process = Command::new("/bin/sh")
            .args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_steward")])
            .args(["serve", "--listen", &address.to_string(), "--public-url", "http://rooms.example"])
            .args(["--database", &world.database.url(), "--requests-per-second", "1000000"])
            .args(["--seal-key-file", &directory.join("steward.key").display().to_string()])
            .env("RUST_LOG", "off")
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let server = Self { process, address };
        let begun = Instant::now();
        while tokio::net::TcpStream::connect(server.address).await.is_err() {
            assert!(begun.elapsed() < PATIENCE, "the server is not ready");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        server
    }

    /// From now on no file grows; none: every file may.
    fn limit(&self, bytes: Option<u64>) {
        let process = Pid::from_child(&self.process);
        prlimit(Some(process), Resource::Fsize, Rlimit { current: bytes, maximum: None }).unwrap();
    }

    fn at(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }
}

/// A room that is monitored, and its device.
struct Device {
    room: Id<Room>,
    credential: String,
    sight: mpsc::Sender<Box<Observation>>,
}

/// Monitored rooms with an agent each.
async fn devices(
    world: &World,
    server: &Server,
    directory: &std::path::Path,
) -> (Vec<Device>, JoinSet<()>, Arc<Tally>) {
    let mats = world.caller("mats@contoso.example");
    let tenant = mats.person.organization;
    let key = run(&world.app, &mats, DownloadKey { tenant }).await.unwrap();
    let tally = Arc::new(Tally::default());
    let channel =
        HttpChannel::new(tls::config(None).unwrap(), &Way::Straight, ROOMS, Arc::default(), clock::system())
            .unwrap();
    let (mut devices, mut sessions) = (Vec::new(), JoinSet::new());
    for number in 0..ROOMS {
        let facts = Facts { device_type: Some(DeviceType::WindowsRoom), ..Facts::default() };
        let asked =
            Enrol { tenant, key_version: key.version, secret: key.secret.clone(), credential: None, facts };
        let enrolled = enrol(&world.app, asked, "request", "192.0.2.9").await.unwrap();
        run(&world.app, &mats, EnrolRoom { tenant, room: enrolled.room }).await.unwrap();
        let keeper = CredentialFile::new(&directory.join(format!("room-{number}")), None);
        keeper
            .save(&Kept {
                server: server.at("").parse().unwrap(),
                tenant_id: tenant.uuid(),
                room_id: enrolled.room.uuid(),
                credential: Credential(enrolled.credential.clone()),
                report_key: None,
            })
            .unwrap();
        let room = session::Room {
            name: format!("room-{number}"),
            channel: channel.clone(),
            keeper,
            worker: Arc::new(Idler),
            shelf: Arc::new(ledger::InMemory::default()),
            scout: None,
            answered: Arc::new(|_| {}),
            key_file: directory.join("none.json"),
            server: None,
            interval: Some(Duration::from_secs(1)),
            first_within: Duration::ZERO,
            clock: clock::system(),
            seed: number.try_into().unwrap(),
            tally: Arc::clone(&tally),
        };
        let (sight, seen) = mpsc::channel(8);
        devices.push(Device { room: enrolled.room, credential: enrolled.credential, sight });
        sessions.spawn(async move { room.run(seen).await.unwrap() });
    }
    (devices, sessions, tally)
}

fn ago(hours: i64) -> jiff::Timestamp {
    jiff::Timestamp::now().checked_sub(jiff::SignedDuration::from_hours(hours)).unwrap()
}

/// Every room sees the state of its camera since an hour ago; unhealthy, after a meeting.
async fn see(devices: &[Device], state: SignalState) {
    let is_unhealthy = state == SignalState::Unhealthy;
    let meeting = MeetingRecord {
        id: "the only one".to_owned(),
        started_at: ago(3).to_string(),
        ended_at: ago(2).to_string(),
        is_booked: true,
        is_online: false,
        people_count: None,
    };
    let records = if is_unhealthy { vec![Record::Meeting { meeting }] } else { Vec::new() };
    let camera = SignalReport {
        signal: "camera.room".to_owned(),
        instance: String::new(),
        state,
        value: None,
        detail: None,
    };
    for device in devices {
        let seen = Observation {
            at: ago(if is_unhealthy { 1 } else { 2 }),
            signals: vec![camera.clone()],
            device: DeviceFacts::default(),
            activity: Activity::Idle,
            records: records.clone(),
        };
        device.sight.send(Box::new(seen)).await.unwrap();
    }
}

/// What there is of everything that could be lost, doubled or half done.
async fn stored(world: &World) -> [i64; 6] {
    let mut counts = [0; 6];
    let tables = [
        "room_history where kind = 'signal' and after = 'unhealthy'",
        "tickets",
        "meetings",
        "room_jobs",
        "room_groups where name = 'In between'",
        "audit_events where kind = 'group.created'",
    ];
    for (count, table) in counts.iter_mut().zip(tables) {
        *count = world.database.number(&format!("select count(*) from {table}")).await;
    }
    counts
}

async fn until(what: &str, is_so: impl AsyncFn() -> bool) {
    let begun = Instant::now();
    while !is_so().await {
        assert!(begun.elapsed() < PATIENCE, "{what}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Somebody who uses the API.
struct Person {
    client: reqwest::Client,
    token: String,
}

impl Person {
    async fn of(world: &World, browser: &Browser) -> Self {
        let mut caller = world.caller("mats@contoso.example");
        let session = browser.cookie(SESSION).expect("a session");
        caller.person = sign_in::identify(&world.app, session).await.unwrap().expect("a live session");
        let command = CreateAccessToken { name: "Tests".to_owned(), access: Access::Write, days: 1 };
        let token = run(&world.app, &caller, command).await.unwrap().secret.reveal().to_owned();
        Self { client: client(), token }
    }

    async fn post(&self, url: &str, key: &str, body: &Value) -> reqwest::Response {
        let request = self.client.post(url).bearer_auth(&self.token).header("Idempotency-Key", key);
        request.json(body).send().await.unwrap()
    }
}

fn client() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().build().unwrap()
}

/// An answer that says to come back, and why.
async fn is_unavailable(answer: reqwest::Response) {
    let wait = answer.headers().get("retry-after").map(|wait| wait.to_str().unwrap().parse::<u32>().unwrap());
    assert_eq!((answer.status().as_u16(), wait.is_some_and(|wait| wait > 0)), (503, true));
    let body: Value = answer.json().await.unwrap();
    assert_eq!(body["error"]["code"], "unavailable", "{body}");
}

/// decision 14: on a full disk nothing is answered as stored, changes are refused as a whole and pages go
/// on; what devices and people said is there exactly once when there is room again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_loses_nothing() {
    // Fails only when a provider is installed already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let world = World::new(Database::fresh(Kind::Sqlite).await).await;
    world.clock.set(Time::from_micros(jiff::Timestamp::now().as_microsecond()));
    let directory = tempfile::tempdir().unwrap();
    let server = Server::start(&world, directory.path()).await;
    let (devices, mut sessions, tally) = devices(&world, &server, directory.path()).await;
    let mut browser = Browser::at(server.address);
    assert_eq!(browser.sign_in("mats@contoso.example", testkit::PASSWORD).await.status, 303);
    let mut uma = Browser::at(server.address);
    assert_eq!(uma.sign_in("uma@contoso.example", testkit::PASSWORD).await.status, 303);
    let person = Person::of(&world, &browser).await;
    let (groups, first) = (server.at("/v1.0/roomGroups"), &devices[0]);
    let jobs = server.at(&format!("/v1.0/rooms/{}/operations", first.room));
    let (group, restart) = (json!({ "displayName": "In between" }), json!({ "kind": "restart" }));
    see(&devices, SignalState::Healthy).await;
    until("the rooms are heard", async || {
        world.database.number("select count(*) from room_signals").await == i64::try_from(ROOMS).unwrap()
    })
    .await;
    // Whoever used a session a while ago uses it again.
    world.database.raw("update sessions set last_used_at = last_used_at - 300000000").await;
    let form = browser.page("/groups/new").await;
    assert!(form.contains("name=\"name\"") || form.contains("displayName"), "{form}");
    let before = stored(&world).await;

    server.limit(Some(0));
    see(&devices, SignalState::Unhealthy).await;
    let failed = tally.counts().failed;
    let many = u64::try_from(ROOMS * 2).unwrap();
    tokio::time::timeout(PATIENCE, tally.until(|counts| counts.failed >= failed + many)).await.unwrap();
    let report = json!({
        "observedAt": ago(1).to_string(),
        "signals": [{ "signal": "camera.room", "instance": "", "state": "unhealthy" }],
    });
    let told = client().post(server.at("/agents/v1/report")).bearer_auth(&first.credential).json(&report);
    is_unavailable(told.send().await.unwrap()).await;
    is_unavailable(person.post(&groups, "group", &group).await).await;
    is_unavailable(person.post(&jobs, "job", &restart).await).await;
    let refused = browser.post("/groups/new", &[("name", "In between"), ("displayName", "In between")]).await;
    assert_eq!(refused.status, 503);
    assert!(
        refused.text().contains("its database cannot answer now") && refused.text().contains("In between")
    );
    for page in ["/rooms", "/incidents", "/groups", "/updates"] {
        assert_eq!(browser.get(page).await.status, 200, "{page}");
    }
    assert_eq!(uma.get("/settings/roles").await.status, 403, "who may not is told so as ever");
    let listed = client().get(server.at("/v1.0/rooms")).bearer_auth(&person.token).send().await.unwrap();
    assert_eq!(listed.status(), 200);
    assert_eq!(stored(&world).await, before, "nothing is half done");

    server.limit(None);
    let rooms = i64::try_from(ROOMS).unwrap();
    until("every room has its ticket", async || stored(&world).await[..3] == [rooms; 3]).await;
    for _ in 0..2 {
        assert_eq!(person.post(&groups, "group", &group).await.status(), 201);
        assert!(person.post(&jobs, "job", &restart).await.status().is_success());
    }
    let heard = tally.counts().received;
    tokio::time::timeout(PATIENCE, tally.until(|counts| counts.received >= heard + many)).await.unwrap();
    assert_eq!(stored(&world).await, [rooms, rooms, rooms, 1, 1, before[5] + 1], "all is there once");
    let refusals = "select count(*) from audit_events where kind = 'refused'";
    until("the refusal is written down", async || world.database.number(refusals).await == 1).await;
    sessions.shutdown().await;
}
