//! Open pages: how long after a report that changes something the page is told to look again.

use std::{path::Path, time::Duration};

use anyhow::{Context as _, Result, ensure};

use crate::{
    client::Person,
    devices::change,
    process::Server,
    report::{Report, Times},
    world,
};

/// How often something changes.
const TIMES: usize = 40;
/// What is gathered before a page is told ends well within this.
const QUIET: Duration = Duration::from_secs(2);

pub async fn run(program: &Path, data: &Path, report: &mut Report) -> Result<()> {
    let database = data.join("live.db");
    world::ten_thousand(&database).await?;
    let server = Server::start(program, &database, data, None).await?;
    let technician = Person::sign_in(&server, "technician@contoso.example").await?;
    let http = reqwest::Client::builder().no_proxy().build()?;
    let mut times = Vec::with_capacity(TIMES);
    for turn in 0..TIMES {
        // Each fifth room is the technician's.
        let room = u64::try_from(turn)? * 5;
        let mut stream = technician.stream("").await?;
        let sent = std::time::Instant::now();
        let answer = change(&http, &server.url, room).send().await?;
        ensure!(answer.status().is_success(), "{}", answer.text().await?);
        loop {
            let chunk =
                tokio::time::timeout(QUIET, stream.chunk()).await.context("the page was not told")??;
            let chunk = chunk.context("the stream ended")?;
            if String::from_utf8_lossy(&chunk).contains("event: look") {
                break;
            }
        }
        times.push(sent.elapsed());
    }
    report.add(
        "report sent to open page told",
        Times::of(times).with_p99(),
        "of a technician with 2,000 rooms",
    );
    Ok(())
}
