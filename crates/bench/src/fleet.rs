//! Many rooms that report each minute to one node: whether anything is lost, what pages take meanwhile, how long until a ticket is
//! seen on an open page, and where the limit is.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail, ensure};
use store::Store;
use testkit::{Database, Kind};

use crate::{
    client::Person,
    process::{Server, address},
    report::{Report, Times},
    world::{self, Size},
};

/// How often every room reports.
const MINUTES: u32 = 3;
const MINUTE: Duration = Duration::from_mins(1);
/// How many connections carry the reports.
const CONNECTIONS: usize = 16;
/// Each so many rooms have something new to tell in a minute, other rooms in each.
const CHANGES: usize = 100;
/// The remainder of those whose number never comes in these minutes: their changes are timed up to the page.
const TIMED: usize = 50;
/// How long a change may take to be seen at all.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long the limit is looked for.
const SPAN: Duration = Duration::from_secs(15);

pub async fn run(program: &Path, data: &Path, report: &mut Report) -> Result<()> {
    let fleet = Fleet { kind: Kind::Sqlite, what: "100,000 rooms, SQLite", size: world::LARGE };
    fleet.measure(program, data, report).await?;
    let fleet = Fleet { kind: Kind::Postgresql, what: "300,000 rooms, PostgreSQL", size: world::LARGER };
    fleet.measure(program, data, report).await
}

struct Fleet {
    kind: Kind,
    what: &'static str,
    size: Size,
}

impl Fleet {
    async fn measure(&self, program: &Path, data: &Path, report: &mut Report) -> Result<()> {
        let database = Database::fresh(self.kind).await;
        let store = match self.kind {
            Kind::Sqlite => Store::open_sqlite(Path::new(&database.address()))?,
            Kind::Postgresql => Store::open_postgresql(&database.address(), None)?,
        };
        let rooms = world::partners(&store, self.size.with_devices()).await?;
        let server = Server::start_on(program, &address(&database), data, None).await?;
        let lead = Person::sign_in(&server, "person00@partner00.example").await?;
        let over = Arc::new(AtomicBool::new(false));
        let pages = tokio::spawn(pages(lead.clone(), over.clone()));
        let seen = tokio::spawn(seen(lead, server.url.clone(), over.clone()));

        let began = Instant::now();
        let workers: Vec<_> = (0..CONNECTIONS)
            .map(|worker| tokio::spawn(rooms_of(worker, rooms, server.url.clone(), began)))
            .collect();
        let mut answered = Vec::new();
        for worker in workers {
            answered.extend(worker.await??);
        }
        over.store(true, Ordering::Relaxed);
        let used = server.cpu_seconds()? / began.elapsed().as_secs_f64() * 100.0;
        let (pages, seen) = (pages.await??, seen.await??);
        let lost = lost(&database, rooms).await?;
        let what = self.what;
        report.add(
            format!("{what}, each each minute, 1 % changes: lost"),
            format!("{lost} of {} reports", answered.len()),
            format!("{used:.0} % of one processor, {:.0} MB", server.resident_mb()?),
        );
        report.add(format!("{what}: report answered"), Times::of(answered).with_p99(), "");
        report.add(
            format!("{what}: pages of incidents and rooms meanwhile"),
            Times::of(pages).with_p99(),
            "of the lead of about 300 customers in 1,000",
        );
        report.add(
            format!("{what}: change sent to ticket on an open page"),
            Times::of(seen).with_p99(),
            "told, fetched anew and there",
        );
        let (rate, used) = limit(&server, rooms).await?;
        report.add(
            format!("{what}: as many reports as it takes"),
            format!("{rate:.0} reports/s"),
            format!("the server uses {used:.0} % of one processor; those who report share both"),
        );
        Ok(())
    }
}

/// How many reports of the fleet are not there: changes by their values, and rooms that were not heard in the last minute.
async fn lost(database: &Database, rooms: usize) -> Result<i64> {
    let mut lost = 0;
    for minute in 0..MINUTES {
        let told = (0..rooms).filter(|room| changes(*room, minute)).count();
        let there = database
            .number(&format!(
                "select count(*) from room_signals where signal = 'network.connection' and value = 'minute {minute}'"
            ))
            .await;
        lost += i64::try_from(told)? - there;
    }
    // What is known in memory alone is written every ten seconds.
    let since = jiff::Timestamp::now() - MINUTE - Duration::from_secs(5);
    let silent = format!(
        "select count(*) from rooms where last_seen_at < {} or last_seen_at is null",
        since.as_microsecond()
    );
    let began = Instant::now();
    loop {
        let silent = database.number(&silent).await;
        if silent == 0 || began.elapsed() > PATIENCE {
            return Ok(lost + silent);
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}

/// Whether a room has something new to tell in a minute.
fn changes(room: usize, minute: u32) -> bool {
    usize::try_from(minute).is_ok_and(|minute| (room + minute).is_multiple_of(CHANGES))
}

fn post(http: &reqwest::Client, url: &str, room: usize, value: Option<String>) -> reqwest::RequestBuilder {
    let signals = match value {
        Some(value) => {
            serde_json::json!([{ "signal": "network.connection", "state": "unhealthy", "value": value }])
        }
        None => serde_json::json!([]),
    };
    let at = jiff::Timestamp::now().to_string();
    http.post(format!("{url}/agents/v1/report"))
        .bearer_auth(world::credential(room))
        .header("content-type", "application/json")
        .body(serde_json::json!({ "observedAt": at, "signals": signals }).to_string())
}

async fn send(request: reqwest::RequestBuilder) -> Result<()> {
    let answer = request.send().await?;
    if !answer.status().is_success() {
        bail!("{}: {}", answer.status(), answer.text().await?);
    }
    answer.bytes().await?;
    Ok(())
}

/// Every so many-th room in its turn, all of them each minute, evenly; says how long each answer took, the time included that a
/// report waited for its turn.
async fn rooms_of(worker: usize, rooms: usize, url: String, began: Instant) -> Result<Vec<Duration>> {
    let http = reqwest::Client::builder().no_proxy().build()?;
    let mut times = Vec::with_capacity(rooms / CONNECTIONS * 3);
    let between = MINUTE / u32::try_from(rooms)?;
    for minute in 0..MINUTES {
        for room in (worker..rooms).step_by(CONNECTIONS) {
            let due = began + MINUTE * minute + between * u32::try_from(room)?;
            // The clock of timers has milliseconds: who is early by less goes ahead.
            if due.saturating_duration_since(Instant::now()) > Duration::from_millis(2) {
                tokio::time::sleep_until(due.into()).await;
            }
            let value = changes(room, minute).then(|| format!("minute {minute}"));
            send(post(&http, &url, room, value)).await?;
            times.push(due.elapsed());
        }
    }
    Ok(times)
}

/// Pages one after the other, a tenth of a second between them.
async fn pages(lead: Person, over: Arc<AtomicBool>) -> Result<Vec<Duration>> {
    let mut times = Vec::new();
    for path in ["/partner/incidents", "/partner/rooms", "/partner/incidents?sort=-opened"].iter().cycle() {
        if over.load(Ordering::Relaxed) {
            break;
        }
        let began = Instant::now();
        lead.get(path).await?;
        times.push(began.elapsed());
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Ok(times)
}

/// From the report of a room of the first customer until its ticket stands on the page that was open.
async fn seen(lead: Person, url: String, over: Arc<AtomicBool>) -> Result<Vec<Duration>> {
    const PAGE: &str = "/partner/incidents?sort=-opened";
    let http = reqwest::Client::builder().no_proxy().build()?;
    let mut times = Vec::new();
    for room in (TIMED + CHANGES..).step_by(CHANGES).take(60) {
        if over.load(Ordering::Relaxed) {
            break;
        }
        let name = format!(" {room:05}");
        ensure!(!lead.text(PAGE).await?.contains(&name), "the room has a ticket already");
        let mut stream = lead.stream("customers=true").await?;
        let began = Instant::now();
        send(post(&http, &url, room, Some("seen".to_owned()))).await?;
        loop {
            let chunk =
                tokio::time::timeout(PATIENCE, stream.chunk()).await.context("the page was not told")??;
            let chunk = chunk.context("the stream ended")?;
            if String::from_utf8_lossy(&chunk).contains("event: look")
                && lead.text(PAGE).await?.contains(&name)
            {
                break;
            }
        }
        times.push(began.elapsed());
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
    Ok(times)
}

/// How many reports a second are answered when nobody waits for their turn, and how much of a processor the server uses.
async fn limit(server: &Server, rooms: usize) -> Result<(f64, f64)> {
    let (began, used) = (Instant::now(), server.cpu_seconds()?);
    let workers: Vec<_> = (0..CONNECTIONS)
        .map(|worker| {
            let url = server.url.clone();
            tokio::spawn(async move {
                let http = reqwest::Client::builder().no_proxy().build()?;
                let mut sent = 0_u32;
                for room in (worker..rooms).step_by(CONNECTIONS).cycle() {
                    if began.elapsed() > SPAN {
                        break;
                    }
                    let value = room.is_multiple_of(CHANGES).then(|| format!("again {sent}"));
                    send(post(&http, &url, room, value)).await?;
                    sent += 1;
                }
                anyhow::Ok(sent)
            })
        })
        .collect();
    let mut sent = 0.0;
    for worker in workers {
        sent += f64::from(worker.await??);
    }
    let took = began.elapsed().as_secs_f64();
    Ok((sent / took, (server.cpu_seconds()? - used) / took * 100.0))
}
