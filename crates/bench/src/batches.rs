//! Signed reports through a relay or a gateway: 250 rooms in one post.

use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::hmac;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use wire::agents::{BatchAnswer, MAX_BATCH, ReportAnswer, ReportKey};

use crate::{devices::empty_endpoint, process::Server, report::Report, world};

const ROOMS: usize = 10_000;
/// How often each room reports.
const ROUNDS: usize = 50;
/// Who posts at once: each has rooms of its own, whose messages it sends in their order.
const RELAYS: usize = 20;

/// Reports a second through posts of 250, one change in a hundred: written on disk, answered and signed. The posts are signed before
/// the clock starts; rooms would do that.
pub async fn reports(program: &Path, data: &Path, report: &mut Report) -> Result<()> {
    let database = data.join("batches.db");
    world::ten_thousand(&database).await?;
    // A room that was silent comes back with a change, after which signed reports wait for five minutes.
    let connection = rusqlite::Connection::open(&database)?;
    connection.execute("update rooms set health = 'healthy' where health = 'unmonitored'", [])?;
    drop(connection);
    let mut server = Server::start(program, &database, data, None).await?;
    let empty = empty_endpoint(&server).await?;
    let keys = Arc::new(keys(&server).await?);
    let own = ROOMS / RELAYS;
    let mut relays = Vec::new();
    for relay in 0..RELAYS {
        let rooms: Vec<_> = (relay * own..(relay + 1) * own).collect();
        let rounds = (0..ROUNDS).flat_map(|round| {
            let keys = keys.clone();
            rooms.chunks(MAX_BATCH).map(move |rooms| post(&keys, rooms, round)).collect::<Vec<_>>()
        });
        relays.push(rounds.collect::<Result<Vec<_>>>()?);
    }
    let begun = Instant::now();
    let workers: Vec<_> = relays
        .into_iter()
        .map(|posts| tokio::spawn(carry(format!("{}/agents/v1/reports", server.url), posts)))
        .collect();
    let mut stored = 0;
    for worker in workers {
        stored += worker.await??;
    }
    let took = begun.elapsed();
    #[expect(clippy::cast_precision_loss, reason = "a count below a million")]
    let rate = (ROOMS * ROUNDS) as f64 / took.as_secs_f64();
    report.add(
        "signed reports, 250 a post, 1 % changes",
        format!("{rate:.0} reports/s"),
        format!("{:.1} × the requests/s of the empty endpoint; {stored} stored", rate / empty),
    );
    server.kill()
}

/// The report key of each room, asked for over its own connection.
async fn keys(server: &Server) -> Result<Vec<hmac::Key>> {
    let http = reqwest::Client::builder().no_proxy().build()?;
    let mut keys = Vec::with_capacity(ROOMS);
    for room in 0..ROOMS {
        let asks = json!({ "observedAt": jiff::Timestamp::now().to_string(), "takesReportKey": true });
        let request = http
            .post(format!("{}/agents/v1/report", server.url))
            .bearer_auth(world::credential(room))
            .header("content-type", "application/json")
            .body(asks.to_string());
        let answer: ReportAnswer = serde_json::from_slice(&request.send().await?.bytes().await?)?;
        let ReportKey(key) = answer.report_key.context("a report key")?;
        let key = URL_SAFE_NO_PAD.decode(key)?;
        keys.push(hmac::Key::new(hmac::HMAC_SHA256, &key));
    }
    Ok(keys)
}

fn post(keys: &[hmac::Key], rooms: &[usize], round: usize) -> Result<String> {
    // A second a round, and all of them near enough to the server's clock.
    let at = jiff::Timestamp::now() + Duration::from_secs(u64::try_from(round)?);
    let messages = rooms.iter().map(|room| {
        let signals = if (room + round).is_multiple_of(100) {
            let value = round.to_string();
            json!([{ "signal": "camera.room", "state": "unhealthy", "value": value }])
        } else {
            json!([])
        };
        let now = jiff::Timestamp::now().to_string();
        let message = json!({ "observedAt": now, "sentAt": at.to_string(), "signals": signals }).to_string();
        let tag = hmac::sign(keys.get(*room).context("its key")?, message.as_bytes());
        Ok(json!({
            "credential": URL_SAFE_NO_PAD.encode(Sha256::digest(world::credential(*room))),
            "message": message,
            "signature": URL_SAFE_NO_PAD.encode(tag),
        }))
    });
    let messages = messages.collect::<Result<Vec<_>>>()?;
    Ok(json!({ "messages": messages }).to_string())
}

/// Sends posts one after the other; says how many changes were stored.
async fn carry(url: String, posts: Vec<String>) -> Result<usize> {
    let http = reqwest::Client::builder().no_proxy().build()?;
    let mut stored = 0;
    for post in posts {
        let request = http.post(&url).header("content-type", "application/json").body(post);
        let answer = request.send().await?;
        if !answer.status().is_success() {
            bail!("{}: {}", answer.status(), answer.text().await?);
        }
        let told: BatchAnswer = serde_json::from_slice(&answer.bytes().await?)?;
        for answer in told.answers {
            if answer.answer.contains("\"stored\"") {
                stored += 1;
            } else if !answer.answer.contains("\"received\"") {
                bail!("{}", answer.answer);
            }
        }
    }
    Ok(stored)
}
