//! Pages for people.

use std::{path::Path, time::Duration};

use anyhow::{Context as _, Result};

use crate::{
    client::{Person, rate},
    floor,
    process::Server,
    report::{Report, Times},
    world,
};

/// How often each page is timed.
const TIMES: usize = 100;

fn ratio(times: &Times, floor: &Times) -> String {
    format!("{:.1}× the bare statement at p50 ({floor})", times.share(0.5) / floor.share(0.5).max(0.001))
}

/// Aggregate pages of the largest partner at 100,000 rooms.
pub async fn large(program: &Path, data: &Path, report: &mut Report) -> Result<()> {
    let database = data.join("large.db");
    world::in_file(&database, world::LARGE).await?;
    let page_floor = floor::first_page(&database, TIMES)?;
    let count_floor = floor::counts(&database, TIMES)?;
    let server = Server::start(program, &database, data, None).await?;
    report.add("memory, 100,000 rooms in the database, idle", format!("{:.0} MB", server.resident_mb()?), "");
    let lead = Person::sign_in(&server, "person00@partner00.example").await?;
    let empty = Person::sign_in(&server, "person00@partner00.example").await?.time("/healthz", TIMES).await?;
    report.add("an empty endpoint of the same server", empty.to_string(), "");
    let first = lead.time("/partner/rooms", TIMES).await?;
    report.add(
        "first aggregate page with exact counts (about 300 customers)",
        first.to_string(),
        ratio(&first, &page_floor),
    );
    report.add("the bare statement that counts by health", count_floor.to_string(), "");
    for (what, path) in [
        ("aggregate page, unhealthy only", "/partner/rooms?health=unhealthy"),
        ("aggregate page, by health", "/partner/rooms?sort=health"),
        ("aggregate page, last seen first", "/partner/rooms?sort=-lastSeen"),
        ("aggregate page, search in names", "/partner/rooms?q=aurora"),
        ("update rings of all customers", "/partner/update-rings"),
    ] {
        let times = lead.time(path, TIMES).await?;
        report.add(what, times.to_string(), ratio(&times, &page_floor));
    }
    let of_one =
        linked(&lead.text("/partner/rooms").await?, "/partner/rooms/").context("no room on the page")?;
    let tenant = of_one.split('/').nth(3).unwrap_or_default();
    for (what, path) in [
        ("page of one customer", format!("/partner/rooms?tenant={tenant}")),
        ("detail of a room", of_one.clone()),
    ] {
        let times = lead.time(&path, TIMES).await?;
        report.add(what, times.to_string(), "");
    }
    let hundredth = page_number(&lead, "/partner/rooms", 100).await?;
    let times = lead.time(&hundredth, TIMES).await?;
    report.add("aggregate page 100", times.to_string(), ratio(&times, &page_floor));
    report.add("memory after these pages", format!("{:.0} MB", server.resident_mb()?), "");
    Ok(())
}

/// The first address on a page that begins so.
fn linked(page: &str, start: &str) -> Option<String> {
    page.split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .find(|link| link.starts_with(start))
        .map(str::to_owned)
}

/// Follows the link to the next page.
async fn page_number(person: &Person, path: &str, number: usize) -> Result<String> {
    let mut path = path.to_owned();
    for _ in 1..number {
        let page = person.text(&path).await?;
        let next = page
            .split("<a ")
            .filter(|tag| tag.split('>').next().is_some_and(|tag| tag.contains("rel=\"next\"")))
            .find_map(|tag| tag.split_once("href=\"")?.1.split('"').next());
        match next {
            Some(next) => path = next.replace("&amp;", "&").replace("&#38;", "&"),
            None => break,
        }
    }
    Ok(path)
}

/// A technician with 2,000 of 10,000 rooms against an administrator who sees all; pages served to four clients.
pub async fn technician(program: &Path, data: &Path, report: &mut Report) -> Result<()> {
    let database = data.join("ten-thousand.db");
    world::ten_thousand(&database).await?;
    let server = Server::start(program, &database, data, None).await?;
    report.add(
        "start to ready, 10,000 rooms",
        format!("{:.0} ms", server.ready_after.as_secs_f64() * 1000.0),
        "",
    );
    let admin = Person::sign_in(&server, "admin@contoso.example").await?;
    let technician = Person::sign_in(&server, "technician@contoso.example").await?;
    // In turns, so that both meet the same machine.
    let (mut all, mut some) = (Vec::new(), Vec::new());
    for _ in 0..5 {
        all.push(admin.time("/rooms", TIMES / 5).await?);
        some.push(technician.time("/rooms", TIMES / 5).await?);
    }
    let middle = |times: &mut Vec<Times>| {
        times.sort_by(|a, b| a.share(0.5).total_cmp(&b.share(0.5)));
        times.get(2).map_or(0.0, |times| times.share(0.5))
    };
    let (all, some) = (middle(&mut all), middle(&mut some));
    report.add(
        "technician with 2,000 of 10,000 rooms",
        format!("{some:.2} ms"),
        format!("{:.2}× the administrator who sees all ({all:.2} ms)", some / all),
    );
    let clients = vec![admin.clone(), admin.clone(), technician.clone(), technician];
    let served = rate(&clients, "/rooms", Duration::from_secs(5)).await?;
    report.add("device pages served, 4 clients, 10,000 rooms", format!("{served:.0} requests/s"), "");
    Ok(())
}
