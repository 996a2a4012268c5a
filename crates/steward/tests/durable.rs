//! What was answered "stored" is there after the server was killed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::{
    net::TcpListener,
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use domain::{id::Id, organization::Language, text::DomainName, time::Time};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use store::{
    Store,
    seed::{self, Seed},
};
use uuid::Uuid;

const DEVICES: u128 = 64;
/// How many reports each device has.
const TOGETHER: usize = 100;
/// The server is killed when so many were stored.
const ENOUGH: usize = 1000;

fn credential(number: u128) -> String {
    format!("device-{number}")
}

/// A database with an organization whose rooms have devices already.
async fn planted(path: &Path) {
    let now = Time::from_micros(jiff::Timestamp::now().as_microsecond());
    let store = Store::open_sqlite(path).unwrap();
    store.migrate(now).await.unwrap();
    let mut seed = Seed::begin(&store, now).await.unwrap();
    let tenant = Id::new(Uuid::from_u128(1));
    let organization = seed::Organization {
        id: tenant,
        name: "Contoso".to_owned(),
        country: "DE".to_owned(),
        language: Language::English,
        time_zone: "Europe/Berlin".to_owned(),
        is_partner: false,
        is_operator: false,
        site_lead: domain::role::SiteLeadProfile::Standard,
        domains: vec![DomainName::parse("contoso.example").unwrap()],
    };
    seed.organization(&organization).await.unwrap();
    for number in 0..DEVICES {
        let room = Id::new(Uuid::from_u128(1000 + number));
        seed.room(&seed::Room::named(tenant, room, &format!("Room {number}"))).await.unwrap();
        let device = seed::Device {
            credential_hash: Sha256::digest(credential(number)).to_vec(),
            id: Id::new(Uuid::from_u128(5000 + number)),
            tenant,
            room,
            key_version: 1,
        };
        seed.device(&device).await.unwrap();
    }
    seed.commit().await.unwrap();
}

struct Server {
    process: Child,
    url: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        // It was killed by the test, or has failed it.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Server {
    async fn start(directory: &Path) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let process = Command::new(env!("CARGO_BIN_EXE_steward"))
            .arg("serve")
            .args(["--listen", &format!("127.0.0.1:{port}")])
            .args(["--database", &format!("sqlite:{}", directory.join("steward.db").display())])
            .args(["--seal-key-file", &directory.join("steward.key").display().to_string()])
            .env("RUST_LOG", "warn")
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let server = Self { process, url: format!("http://127.0.0.1:{port}") };
        let (client, begun) = (client(), Instant::now());
        while client.get(format!("{}/readyz", server.url)).send().await.is_err() {
            assert!(begun.elapsed() < Duration::from_secs(30), "the server is not ready");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        server
    }
}

fn client() -> reqwest::Client {
    // Fails only when a provider is installed already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().no_proxy().build().unwrap()
}

/// A camera for each report, so that every report is a change of its own.
fn cameras(numbers: impl IntoIterator<Item = usize>) -> Value {
    let said: Vec<_> = numbers
        .into_iter()
        .map(
            |number| json!({ "signal": "camera.room", "instance": number.to_string(), "state": "unhealthy" }),
        )
        .collect();
    json!({ "observedAt": "2026-11-21T08:00:00Z", "signals": said })
}

async fn told(client: &reqwest::Client, url: &str, device: u128, report: &Value) -> Option<String> {
    let request = client
        .post(format!("{url}/agents/v1/report"))
        .bearer_auth(credential(device))
        .header("content-type", "application/json")
        .body(report.to_string());
    let answer = request.send().await.ok()?;
    let body = answer.bytes().await.ok()?;
    let answer: Value = serde_json::from_slice(&body).ok()?;
    Some(answer["outcome"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned())
}

/// R-245, decision 15: a report is answered "stored" only when it is; killing the server loses nothing of it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_answered_stored_survives_a_kill() {
    let directory = tempfile::tempdir().unwrap();
    planted(&directory.path().join("steward.db")).await;
    let mut server = Server::start(directory.path()).await;
    let (client, all) = (client(), Arc::new(AtomicUsize::new(0)));
    let devices: Vec<_> = (0..DEVICES)
        .map(|device| {
            let (url, client, all) = (server.url.clone(), client.clone(), all.clone());
            tokio::spawn(async move {
                let mut stored = 0;
                while stored < TOGETHER {
                    match told(&client, &url, device, &cameras([stored])).await {
                        Some(outcome) => assert_eq!(outcome, "stored"),
                        None => break,
                    }
                    stored += 1;
                    all.fetch_add(1, Ordering::Relaxed);
                }
                stored
            })
        })
        .collect();
    let begun = Instant::now();
    while all.load(Ordering::Relaxed) < ENOUGH {
        assert!(begun.elapsed() < Duration::from_secs(60), "reports are not stored");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    // In the middle of the work.
    server.process.kill().unwrap();
    server.process.wait().unwrap();
    let mut stored = Vec::new();
    for device in devices {
        stored.push(device.await.unwrap());
    }
    assert!(stored.iter().sum::<usize>() < TOGETHER * stored.len(), "the server was killed too late");

    let server = Server::start(directory.path()).await;
    for (device, stored) in (0..DEVICES).zip(stored) {
        let again = told(&client, &server.url, device, &cameras(0..stored)).await;
        assert_eq!(again.as_deref(), Some("received"), "device {device} lost one of {stored} changes");
    }
}
