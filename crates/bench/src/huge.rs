//! A million rooms: the start, the memory, pages of people who see much and little, and served checks.

#![expect(clippy::indexing_slicing, reason = "what an answer does not hold is null, and then the run ends")]

use std::{path::Path, time::Duration};

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use crate::{
    client::{Person, Token},
    process::Server,
    report::Report,
    world,
};

/// How often each page is timed.
const TIMES: usize = 200;
/// How long requests are counted.
const SPAN: Duration = Duration::from_secs(5);
/// How many clients ask at once.
const CLIENTS: usize = 4;

pub async fn run(program: &Path, data: &Path, report: &mut Report) -> Result<()> {
    let database = data.join("huge.db");
    world::in_file(&database, world::HUGE).await?;
    // The first start meets a cold cache of the operating system.
    drop(Server::start(program, &database, data, None).await?);
    let server = Server::start(program, &database, data, None).await?;
    let ready = server.ready_after.as_secs_f64();
    report.add(
        "start to ready, 1,000,000 rooms",
        format!("{ready:.2} s"),
        "the image of all organizations is read",
    );
    report.add("memory, 1,000,000 rooms, idle", format!("{:.0} MB", server.resident_mb()?), "");
    let mut lead = Person::sign_in(&server, "person00@partner00.example").await?;
    let narrow = Person::sign_in(&server, "person01@partner01.example").await?;
    for (what, path) in [
        ("page with counts", "/partner/rooms"),
        ("unhealthy only", "/partner/rooms?health=unhealthy"),
        ("by health", "/partner/rooms?sort=health"),
        ("last seen first", "/partner/rooms?sort=-lastSeen"),
        ("search in names", "/partner/rooms?q=aurora"),
    ] {
        for (who, person) in [("3,000 customers", &lead), ("few customers", &narrow)] {
            let times = person.time(path, TIMES).await?;
            report.add(format!("1,000,000 rooms, {who}: {what}"), times.with_p99(), "");
        }
    }
    checks(&lead.token().await?, report).await?;
    report.add("memory after these pages", format!("{:.0} MB", server.resident_mb()?), "");
    Ok(())
}

/// Checks of the lead's rooms, against the same request without any.
async fn checks(token: &Token, report: &mut Report) -> Result<()> {
    let rooms = token.get("/v1.0/managedTenants/rooms?$top=100").await?;
    let rooms = rooms["value"].as_array().context("no rooms")?.clone();
    let check = |room: &Value| json!({ "permission": "room.view", "tenantId": room["tenantId"], "roomId": room["id"] });
    let of = |count: usize| json!({ "checks": rooms.iter().take(count).map(check).collect::<Vec<_>>() });
    let path = "/v1.0/accessChecks";
    let answer = token.send(reqwest::Method::POST, path, Some(&of(100))).await?;
    let allowed = answer["allowed"].as_array().context("no answers")?;
    anyhow::ensure!(allowed.len() == 100 && allowed.iter().all(|it| it == true), "a check is wrong");
    let mut rates = Vec::new();
    for count in [0, 1, 100] {
        rates.push(token.rate(path, &of(count), CLIENTS, SPAN).await?);
    }
    let [empty, single, hundred] = rates.try_into().map_err(|_| anyhow::anyhow!("three rates"))?;
    let share = |rate: f64| format!("{:.0} % of the empty one", rate / empty * 100.0);
    report.add(
        "the same sign-in and request without a check",
        format!("{empty:.0} requests/s"),
        "the empty endpoint",
    );
    report.add("single check served", format!("{single:.0} requests/s"), share(single));
    report.add("100 checks served", format!("{hundred:.0} requests/s"), share(hundred));
    Ok(())
}
