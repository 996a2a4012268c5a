//! Devices: reports, heartbeats, coming back after a restart.

use std::{
    path::Path,
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};

use crate::{
    client::Person,
    process::{Server, free_port, resident_mb},
    report::Report,
    world,
};

/// How many connections report at once.
const CONNECTIONS: usize = 32;
const SPAN: Duration = Duration::from_secs(5);

/// Reports a second: heartbeats with one change in a hundred, and changes alone.
pub async fn reports(program: &Path, data: &Path, report: &mut Report) -> Result<()> {
    let database = data.join("reports.db");
    world::ten_thousand(&database).await?;
    let mut server = Server::start(program, &database, data, None).await?;
    report.add("memory, empty of callers", format!("{:.0} MB", server.resident_mb()?), "");
    let empty = empty_endpoint(&server).await?;
    report.add("an empty endpoint", format!("{empty:.0} requests/s"), format!("{CONNECTIONS} connections"));
    let beat = flood(&server, |http, url, n| post(http, url, n, n.is_multiple_of(100))).await?;
    report.add(
        "single-room reports, 1 % changes",
        format!("{beat:.0} requests/s"),
        format!("{:.0} % of the empty endpoint", beat / empty * 100.0),
    );
    let change = flood(&server, |http, url, n| post(http, url, n, true)).await?;
    report.add("single-room reports, each a change, durable", format!("{change:.0} requests/s"), "");
    report.add("memory with 10,000 rooms heard", format!("{:.0} MB", server.resident_mb()?), "");
    server.kill()
}

/// A report of a room that changes something.
pub fn change(http: &reqwest::Client, url: &str, room: u64) -> reqwest::RequestBuilder {
    post(http, url, room, true)
}

/// Requests a second to an endpoint that does nothing.
pub async fn empty_endpoint(server: &Server) -> Result<f64> {
    flood(server, |http, url, _| http.get(format!("{url}/healthz"))).await
}

fn post(http: &reqwest::Client, url: &str, n: u64, change: bool) -> reqwest::RequestBuilder {
    let room = usize::try_from(n % 10_000).unwrap_or_default();
    let at = jiff::Timestamp::now().to_string();
    let signals = if change {
        let state = if (n / 10_000).is_multiple_of(2) { "unhealthy" } else { "healthy" };
        serde_json::json!([{ "signal": "camera.room", "instance": "", "state": state, "value": n.to_string() }])
    } else {
        serde_json::json!([])
    };
    http.post(format!("{url}/agents/v1/report"))
        .bearer_auth(world::credential(room))
        .header("content-type", "application/json")
        .body(serde_json::json!({ "observedAt": at, "signals": signals }).to_string())
}

async fn flood<F>(server: &Server, request: F) -> Result<f64>
where
    F: Fn(&reqwest::Client, &str, u64) -> reqwest::RequestBuilder + Send + Sync + 'static,
{
    let (request, numbers) = (Arc::new(request), Arc::new(AtomicU64::new(0)));
    let end = Instant::now() + SPAN;
    let workers: Vec<_> = (0..CONNECTIONS)
        .map(|_| {
            let (request, numbers, url) = (request.clone(), numbers.clone(), server.url.clone());
            tokio::spawn(async move {
                let http = reqwest::Client::builder().no_proxy().build()?;
                while Instant::now() < end {
                    let n = numbers.fetch_add(1, Ordering::Relaxed);
                    let answer = request(&http, &url, n).send().await?;
                    if !answer.status().is_success() {
                        bail!("{}: {}", answer.status(), answer.text().await?);
                    }
                    answer.bytes().await?;
                }
                anyhow::Ok(())
            })
        })
        .collect();
    for worker in workers {
        worker.await??;
    }
    #[expect(clippy::cast_precision_loss, reason = "a count of some ten thousand")]
    Ok(numbers.load(Ordering::Relaxed) as f64 / SPAN.as_secs_f64())
}

/// 10,000 simulated rooms: connected, then back after the server was killed and started again.
pub async fn restart(program: &Path, agent: &Path, data: &Path, report: &mut Report) -> Result<()> {
    let database = data.join("restart.db");
    world::ten_thousand(&database).await?;
    let port = free_port()?;
    let mut server = Server::start(program, &database, data, Some(port)).await?;
    let administrator = Person::sign_in(&server, "admin@contoso.example").await?;
    std::fs::write(data.join("enrolment-key.json"), administrator.text(KEY_FILE).await?)?;
    let scenario = data.join("scenario.toml");
    std::fs::write(&scenario, SCENARIO)?;
    // Rooms of an earlier run hold credentials of another world.
    let agents_state = data.join("agents");
    if agents_state.exists() {
        std::fs::remove_dir_all(&agents_state)?;
    }
    let log = data.join("agents.log");
    let mut agents = Command::new(agent)
        .arg("simulate")
        .arg("--scenario")
        .arg(&scenario)
        .arg("--state-dir")
        .arg(&agents_state)
        .args(["--server", &server.url])
        .stdout(std::fs::File::create(&log)?)
        .stderr(std::fs::File::options().append(true).open(&log)?)
        .spawn()
        .with_context(|| format!("starting {}", agent.display()))?;
    let outcome = measure_restart(program, data, &database, port, &mut server, report, agents.id()).await;
    agents.kill()?;
    agents.wait()?;
    outcome
}

/// Where an administrator downloads the key file.
const KEY_FILE: &str = "/settings/general/enrolment-key";

const SCENARIO: &str = r#"
title = "Ten thousand rooms"
seed = 7
start_within_seconds = 10
shortened_report_interval_seconds = 15

[[rooms]]
name = "sim-{n:5}"
count = 10000
key_file = "enrolment-key.json"
device_type = "windowsRoom"
signals = ["camera.room", "display.front"]
"#;

async fn measure_restart(
    program: &Path,
    data: &Path,
    database: &Path,
    port: u16,
    server: &mut Server,
    report: &mut Report,
    agents: u32,
) -> Result<()> {
    let log = data.join("agents.log");
    let all = connected(&log, 1, Duration::from_secs(180)).await?;
    report.add("10,000 simulated rooms enrolled and connected", format!("{:.1} s", all.as_secs_f64()), "");
    report.add("memory with 10,000 rooms connected", format!("{:.0} MB", server.resident_mb()?), "");
    report.add(
        "memory of the simulation",
        format!("{:.0} MB", resident_mb(agents)?),
        "10,000 rooms in one process",
    );
    server.kill()?;
    // Longer than the rooms wait between reports: each of them notices.
    tokio::time::sleep(Duration::from_secs(20)).await;
    *server = Server::start(program, database, data, Some(port)).await?;
    let back = connected(&log, 2, Duration::from_secs(120)).await?;
    report.add(
        "all 10,000 rooms back after a restart of the server",
        format!("{:.1} s", back.as_secs_f64()),
        "",
    );
    Ok(())
}

/// Waits until the simulation says for the nth time that all rooms are connected.
async fn connected(log: &Path, times: usize, patience: Duration) -> Result<Duration> {
    let started = Instant::now();
    loop {
        let said = std::fs::read_to_string(log)?.matches("all rooms are connected").count();
        if said >= times {
            return Ok(started.elapsed());
        }
        if started.elapsed() > patience {
            bail!("the rooms did not connect in time; see {}", log.display());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
