//! Measures Steward on the machine it runs on: `make bench`. Every figure is taken through HTTP from the real
//! server, next to a baseline of the same run where there is one.

#![expect(clippy::print_stdout, reason = "the output is the report")]

mod batches;
mod browser;
mod client;
mod devices;
mod fleet;
mod floor;
mod huge;
mod incidents;
mod live;
mod pages;
mod process;
mod report;
mod reports;
mod revocation;
mod world;

use std::path::PathBuf;

use anyhow::Result;
use clap::Parser;

/// Measures Steward and prints the table of `docs/benchmarks.md`.
#[derive(Debug, Parser)]
struct Arguments {
    /// The server to be measured.
    #[arg(long, default_value = "target/release/steward")]
    server: PathBuf,
    /// The agent whose simulation connects 10,000 rooms.
    #[arg(long, default_value = "target/release/steward-agent")]
    agent: PathBuf,
    /// Where databases are made; removed first.
    #[arg(long, default_value = "target/bench")]
    data: PathBuf,
    /// Only these parts: pages, technician, browser, devices, batches, restart, huge,
    /// incidents, live, reports, fleet, revocation.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
}

#[tokio::main]
async fn main() -> Result<()> {
    let arguments = Arguments::parse();
    // Fails only when a provider is installed already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    if arguments.data.exists() {
        std::fs::remove_dir_all(&arguments.data)?;
    }
    std::fs::create_dir_all(&arguments.data)?;
    let wants = |part: &str| arguments.only.is_empty() || arguments.only.iter().any(|only| only == part);
    let mut report = report::Report::default();
    if wants("pages") {
        pages::large(&arguments.server, &arguments.data, &mut report).await?;
    }
    if wants("technician") {
        pages::technician(&arguments.server, &arguments.data, &mut report).await?;
    }
    if wants("browser") {
        browser::technician(&arguments.server, &arguments.data, &mut report).await?;
    }
    if wants("devices") {
        devices::reports(&arguments.server, &arguments.data, &mut report).await?;
    }
    if wants("batches") {
        batches::reports(&arguments.server, &arguments.data, &mut report).await?;
    }
    if wants("restart") {
        devices::restart(&arguments.server, &arguments.agent, &arguments.data, &mut report).await?;
    }
    if wants("huge") {
        huge::run(&arguments.server, &arguments.data, &mut report).await?;
    }
    if wants("incidents") {
        incidents::run(&arguments.server, &arguments.data, &mut report).await?;
    }
    if wants("live") {
        live::run(&arguments.server, &arguments.data, &mut report).await?;
    }
    if wants("reports") {
        reports::run(&arguments.server, &arguments.data, &mut report).await?;
    }
    if wants("fleet") {
        fleet::run(&arguments.server, &arguments.data, &mut report).await?;
    }
    if wants("revocation") {
        revocation::run(&arguments.server, &arguments.data, &mut report).await?;
    }
    println!("{report}");
    Ok(())
}
