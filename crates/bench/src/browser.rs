//! A technician in a real browser: from the click on "Sign in" to a list that can be used.

use std::path::Path;

use anyhow::{Context as _, Result};
use journeys::Chromium;

use crate::{process::Server, report::Report, world};

/// How often the technician signs in, each time in a new browser.
const TIMES: usize = 7;

/// Clicks and notes when; the note outlives the page.
const CLICK: &str = "(() => { sessionStorage.clicked = performance.timeOrigin + performance.now(); \
     document.querySelector('#password').form.querySelector('button').click(); })()";

/// Milliseconds since the click, requests and bytes of the page that came. The live stream is under way and so not
/// among the entries: one request more. The answer to the click redirects: counted by the browser.
const MEASURED: &str = "(() => { const page = performance.getEntriesByType('navigation')[0]; \
     const parts = performance.getEntriesByType('resource'); \
     return [performance.timeOrigin + page.loadEventEnd - Number(sessionStorage.clicked), \
     2 + page.redirectCount + parts.length, parts.reduce((sum, part) => sum + part.transferSize, page.transferSize)]; })()";

/// Signs the technician in, with nothing in the browser's cache at the click.
pub async fn technician(program: &Path, data: &Path, report: &mut Report) -> Result<()> {
    let database = data.join("browser.db");
    world::ten_thousand(&database).await?;
    let server = Server::start(program, &database, data, None).await?;
    let mut all = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        all.push(sign_in(&server).await?);
    }
    all.sort_by(|a, b| a[0].total_cmp(&b[0]));
    let (middle, worst) = (all.get(TIMES / 2).context("no run")?, all.last().context("no run")?);
    report.add(
        "technician in Chromium: click on sign-in to usable list, cold",
        format!("{:.0} ms (worst of {TIMES}: {:.0} ms)", middle[0], worst[0]),
        format!("{:.0} requests, {:.0} KB", worst[1], worst[2] / 1000.0),
    );
    Ok(())
}

async fn sign_in(server: &Server) -> Result<[f64; 3]> {
    let chromium = Chromium::start(&server.url, "bench").await?;
    let window = chromium.window("technician").await?;
    window.go("/sign-in").await?;
    window.fill("account", "technician@contoso.example").await?;
    window.click_on("form.gate-card button").await?;
    window.until("document.querySelector('#password')", "the field for the password").await?;
    window.fill("password", world::PASSWORD).await?;
    window.forget().await?;
    window.value(CLICK).await?;
    window
        .until(
            "document.querySelector('#list tr a') && performance.getEntriesByType('navigation')[0].loadEventEnd > 0",
            "the list of rooms",
        )
        .await?;
    let measured = window.value(MEASURED).await?;
    chromium.close().await?;
    serde_json::from_value(measured).context("the browser's figures")
}
