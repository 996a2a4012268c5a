//! Figures for whoever runs a server: read at an address of their own, true, and silent about customers.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::{
    collections::BTreeSet,
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use domain::{room::DeviceType, time::Time};
use serde_json::{Value, json};
use service::{
    devices::{DeviceFacts, Enrol, enrol},
    enrolment_key::DownloadKey,
    rooms::EnrolRoom,
    run,
};
use testkit::{
    Database, Kind, World,
    http::{Answer, Browser},
};

struct Server {
    process: Child,
    address: SocketAddr,
    metrics: SocketAddr,
}

impl Drop for Server {
    fn drop(&mut self) {
        // It has failed the test, or is needed no more.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Server {
    async fn start(world: &World, directory: &Path, shows_metrics: bool) -> Self {
        let free = || std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let (address, metrics) = (free(), free());
        let process = Command::new(env!("CARGO_BIN_EXE_steward"))
            .args(["serve", "--listen", &address.to_string(), "--public-url", "http://rooms.example"])
            .args(["--database", &world.database.url()])
            .args(["--seal-key-file", &directory.join("steward.key").display().to_string()])
            .args(shows_metrics.then(|| format!("--metrics-listen={metrics}")))
            .env("RUST_LOG", "warn")
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let server = Self { process, address, metrics };
        let begun = Instant::now();
        while tokio::net::TcpStream::connect(server.address).await.is_err() {
            assert!(begun.elapsed() < Duration::from_secs(60), "the server is not ready");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        server
    }

    async fn figures(&self) -> Figures {
        let answer = Browser::at(self.metrics).get("/metrics").await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
        Figures(answer.text())
    }
}

/// What a scrape told.
struct Figures(String);

impl Figures {
    /// Name and value of every series.
    fn series(&self) -> impl Iterator<Item = (&str, f64)> {
        let lines = self.0.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        lines.map(|line| {
            let (name, value) = line.rsplit_once(' ').expect(line);
            (name, value.parse().expect(line))
        })
    }

    fn of(&self, name: &str) -> f64 {
        let found = self.series().find(|(series, _)| *series == name);
        found.unwrap_or_else(|| panic!("{name} is missing:\n{}", self.0)).1
    }

    /// Names without labels.
    fn names(&self) -> BTreeSet<&str> {
        let described = self.0.lines().filter_map(|line| line.strip_prefix("# TYPE "));
        described.filter_map(|line| line.split(' ').next()).collect()
    }

    /// Names and values of labels.
    fn labels(&self) -> BTreeSet<(&str, &str)> {
        let braces = self.series().filter_map(|(name, _)| name.split_once('{'));
        let pairs = braces.flat_map(|(_, labels)| labels.trim_end_matches("\"}").split("\","));
        pairs.map(|pair| pair.split_once("=\"").expect(pair)).collect()
    }
}

/// The credential of a device of contoso.example whose room is monitored.
async fn device(world: &World) -> String {
    let mats = world.caller("mats@contoso.example");
    let tenant = mats.person.organization;
    let key = run(&world.app, &mats, DownloadKey { tenant }).await.unwrap();
    let facts = DeviceFacts { device_type: Some(DeviceType::WindowsRoom), ..DeviceFacts::default() };
    let asked = Enrol { tenant, key_version: key.version, secret: key.secret, credential: None, facts };
    let enrolled = enrol(&world.app, asked, "request", "192.0.2.9").await.unwrap();
    run(&world.app, &mats, EnrolRoom { tenant, room: enrolled.room }).await.unwrap();
    enrolled.credential
}

fn client() -> reqwest::Client {
    // Fails only when a provider is installed already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().no_proxy().build().unwrap()
}

async fn report(address: SocketAddr, credential: &str, signals: Value) -> u16 {
    let now = Time::from_micros(jiff::Timestamp::now().as_microsecond()).to_string();
    let body = json!({ "observedAt": now, "signals": signals });
    let request = client().post(format!("http://{address}/agents/v1/report")).bearer_auth(credential);
    request.json(&body).send().await.unwrap().status().as_u16()
}

/// Architecture §3, §5: an operator reads what a node does and what waits, the backlog of reports included, at an address of its
/// own; every figure is in the guide, and none tells of a customer.
#[tokio::test(flavor = "multi_thread")]
async fn an_operator_reads_figures_that_tell_of_no_customer() {
    for kind in Kind::ALL {
        let world = World::new(Database::fresh(kind).await).await;
        world.clock.set(Time::from_micros(jiff::Timestamp::now().as_microsecond()));
        let credential = device(&world).await;
        let directory = tempfile::tempdir().unwrap();
        let server = Server::start(&world, directory.path(), true).await;

        let mut anna = Browser::at(server.address);
        assert_eq!(anna.sign_in("anna@contoso.example", testkit::PASSWORD).await.status, 303);
        let room = world.room("contoso.example", "Berlin 1");
        assert_eq!(anna.get(&format!("/rooms/{room}")).await.status, 200);
        assert_eq!(anna.get("/rooms/00000000-0000-4000-8000-0000000000aa").await.status, 404);
        assert_eq!(anna.get("/contoso.example/Berlin?q=secret").await.status, 404);
        let odd = reqwest::Method::from_bytes(b"CONTOSO").unwrap();
        let odd = client().request(odd, format!("http://{}/rooms", server.address)).send().await.unwrap();
        assert!(odd.status().is_client_error());
        let camera = json!([{ "signal": "camera.room", "state": "unhealthy" }]);
        assert_eq!(report(server.address, &credential, camera).await, 200);
        assert_eq!(report(server.address, &credential, json!([])).await, 200);
        assert_eq!(report(server.address, "made-up", json!([])).await, 401);

        let figures = server.figures().await;
        let room_page = "/rooms/{room}";
        let requests = |method: &str, route: &str, status: &str| {
            let labels = format!("method=\"{method}\",route=\"{route}\",status=\"{status}\"");
            figures.of(&format!("steward_http_requests_total{{{labels}}}"))
        };
        assert!((requests("GET", room_page, "2xx") - 1.0).abs() < f64::EPSILON);
        assert!((requests("GET", room_page, "4xx") - 1.0).abs() < f64::EPSILON);
        assert!((requests("GET", "unknown", "4xx") - 1.0).abs() < f64::EPSILON);
        assert!((requests("other", "/rooms", "4xx") - 1.0).abs() < f64::EPSILON);
        let counted = [
            ("steward_http_request_duration_seconds_count{route=\"/rooms/{room}\"}", 2.0),
            ("steward_agent_reports_total{outcome=\"stored\"}", 1.0),
            ("steward_agent_reports_total{outcome=\"received\"}", 1.0),
            ("steward_agent_reports_total{outcome=\"credential_invalid\"}", 1.0),
            ("steward_agent_report_write_duration_seconds_count", 1.0),
            ("steward_agent_reports_waiting", 0.0),
            ("steward_agent_reports_waiting_limit", 8192.0),
            ("steward_messages_waiting{kind=\"mail\"}", 0.0),
            ("steward_messages_late_seconds{kind=\"webhook\"}", 0.0),
            ("steward_messages_retried_seconds{kind=\"webhook\"}", 0.0),
            ("steward_jobs_waiting{state=\"submitted\"}", 0.0),
            ("steward_database_up", 1.0),
            ("steward_live_pages", 0.0),
            (concat!("steward_build_info{version=\"", env!("CARGO_PKG_VERSION"), "\"}"), 1.0),
        ];
        for (name, value) in counted {
            assert!((figures.of(name) - value).abs() < f64::EPSILON, "{kind:?} {name} {}", figures.of(name));
        }
        assert!(figures.of("steward_image_organizations") >= 1.0);
        assert!(figures.of("steward_database_connections") >= 1.0);
        let started = figures.of("process_start_time_seconds");
        let done = figures.of("steward_task_done_timestamp_seconds{task=\"health watch\"}");
        assert!(started > 1.7e9 && done >= started, "{started} {done}");

        let guide = include_str!("../../../docs/operator-guide.md");
        for name in figures.names() {
            assert!(guide.contains(&format!("`{name}`")), "{name} is not in the operator guide");
        }
        is_silent(&figures, &[&room.to_string(), &credential]);

        // What is asked for again tells of more requests, not of more series.
        let before = figures.labels().len();
        for number in 0..20 {
            assert_eq!(
                anna.get(&format!("/rooms/00000000-0000-4000-8000-0000000000{number:02}")).await.status,
                404
            );
        }
        let after = server.figures().await;
        assert_eq!(after.labels().len(), before, "labels are bounded");
    }
}

/// No label holds what a customer is or says, and each is one of few.
fn is_silent(figures: &Figures, secrets: &[&str]) {
    let known =
        ["method", "route", "status", "door", "name", "outcome", "task", "kind", "state", "version", "le"];
    for (label, value) in figures.labels() {
        assert!(known.contains(&label), "{label}={value}");
        let is_template = label != "route" || value == "unknown" || value.starts_with('/');
        assert!(is_template, "{label}={value}");
    }
    let words = ["contoso", "northwind", "anna", "berlin", "127.0.0.1", "@", "secret", "CONTOSO"];
    for word in words.iter().chain(secrets) {
        assert!(!figures.0.contains(word), "the figures tell of {word}");
    }
}

/// Architecture §3: the address of the portal tells no figures, whether any are kept or not, and none are kept unless the
/// configuration says where.
#[tokio::test(flavor = "multi_thread")]
async fn figures_are_read_nowhere_else() {
    let world = World::new(Database::fresh(Kind::Sqlite).await).await;
    let directory = tempfile::tempdir().unwrap();
    for shows_metrics in [true, false] {
        let server = Server::start(&world, directory.path(), shows_metrics).await;
        let mut visitor = Browser::at(server.address);
        let (asked, unknown) = (visitor.get("/metrics").await, visitor.get("/nothing-here").await);
        let but_its_id = |answer: &Answer| answer.text().replace(answer.header("request-id"), "");
        assert_eq!(but_its_id(&asked), but_its_id(&unknown));
        assert_eq!(asked.status, 404);
        let shown = tokio::net::TcpStream::connect(server.metrics).await.is_ok();
        assert_eq!(shown, shows_metrics);
        if shows_metrics {
            assert_eq!(Browser::at(server.metrics).get("/rooms").await.status, 404, "nothing else is there");
        }
    }
}

/// Architecture §5: an address that is in use already is said in one line with its cause, whatever the environment asks of backtraces.
#[tokio::test]
async fn an_address_in_use_is_said_in_one_line() {
    let world = World::new(Database::fresh(Kind::Sqlite).await).await;
    let directory = tempfile::tempdir().unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let metrics = taken.local_addr().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_steward"))
        .args(["serve", "--listen", "127.0.0.1:0", "--public-url", "http://rooms.example"])
        .args(["--database", &world.database.url()])
        .args(["--seal-key-file", &directory.path().join("steward.key").display().to_string()])
        .args([format!("--metrics-listen={metrics}")])
        .env("RUST_LOG", "error")
        .env("RUST_BACKTRACE", "1")
        .stdout(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    let line = format!("steward: listening on {metrics} for metrics: ");
    assert!(said.lines().count() == 1 && said.starts_with(&line) && said.contains("in use"), "{said}");
}
