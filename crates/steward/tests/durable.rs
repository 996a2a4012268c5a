//! What was answered "stored" is there after the server was killed, with the ticket that it opened, once.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::{
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use domain::{id::Id, organization::Language, room::DeviceType, text::DomainName, time::Time};
use serde_json::{Value, json};
use service::Sealer;
use sha2::{Digest as _, Sha256};
use store::seed::{self, Seed};
use testkit::{Database, Kind, SeededSecrets};
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
async fn planted(database: &Database) {
    let now = Time::from_micros(jiff::Timestamp::now().as_microsecond());
    let store = database.second_node();
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
        let named = seed::Room::named(tenant, room, &format!("Room {number}"));
        seed.room(&seed::Room { device_type: DeviceType::WindowsRoom, ..named }).await.unwrap();
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
    async fn start(database: &Database, seal_key: &Path) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let process = Command::new(env!("CARGO_BIN_EXE_steward"))
            .arg("serve")
            .args(["--listen", &format!("127.0.0.1:{port}")])
            .args(["--database", &database.url()])
            .args(["--seal-key-file", &seal_key.display().to_string()])
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

/// A peripheral for each report, so that every report is a change of its own, which opens a ticket at once.
fn peripherals(numbers: impl IntoIterator<Item = usize>) -> Value {
    let said: Vec<_> = numbers
        .into_iter()
        .map(
            |number| json!({ "signal": "usb.peripheral", "instance": number.to_string(), "state": "unhealthy" }),
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

/// decision 15: a report is answered "stored" only when it is; killing the server loses nothing of it, and neither loses
/// nor doubles a ticket.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_answered_stored_survives_a_kill() {
    for kind in Kind::ALL {
        survives_a_kill(&Database::fresh(kind).await).await;
    }
}

async fn survives_a_kill(database: &Database) {
    let directory = tempfile::tempdir().unwrap();
    let seal_key: PathBuf = directory.path().join("steward.key");
    std::fs::write(&seal_key, Sealer::fresh_key_file(&SeededSecrets::default())).unwrap();
    planted(database).await;
    let mut server = Server::start(database, &seal_key).await;
    let (client, all) = (client(), Arc::new(AtomicUsize::new(0)));
    let devices: Vec<_> = (0..DEVICES)
        .map(|device| {
            let (url, client, all) = (server.url.clone(), client.clone(), all.clone());
            tokio::spawn(async move {
                let mut stored = 0;
                while stored < TOGETHER {
                    match told(&client, &url, device, &peripherals([stored])).await {
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

    let all: usize = stored.iter().sum();
    let server = Server::start(database, &seal_key).await;
    for (device, stored) in (0..DEVICES).zip(stored) {
        let again = told(&client, &server.url, device, &peripherals(0..stored)).await;
        assert_eq!(again.as_deref(), Some("received"), "device {device} lost one of {stored} changes");
    }
    // Of each device one more may have been stored than was answered.
    let faults = database.number("select count(*) from room_signals where state = 'unhealthy'").await;
    assert!((all..=all + usize::try_from(DEVICES).unwrap()).contains(&usize::try_from(faults).unwrap()));
    assert_eq!(database.number("select count(*) from tickets").await, faults, "each fault has its ticket");
    let doubled =
        "select count(*) from (select 1 from tickets group by room_id, instance having count(*) > 1) t";
    assert_eq!(database.number(doubled).await, 0);
}
