//! The Steward server.

mod audit;
mod delegation;
mod demo;
mod init;
mod inputs;
mod jobs;
mod logging;
mod mail;
mod mail_options;
mod migrate;
mod open;
mod options;
mod serve;

use std::{io::Write as _, process::ExitCode};

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::options::Options;

/// Delegated administration of meeting rooms across many organizations.
#[derive(Debug, Parser)]
#[command(name = "steward", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Runs the server.
    Serve(Options),
    /// Writes a commented configuration and a seal key, prepares the database, and makes the first operator by a
    /// one-time link.
    Init {
        #[command(flatten)]
        options: Options,
        /// The account name of the first operator; its domain becomes that of the operators.
        #[arg(long, default_value = "operator@steward.internal")]
        operator: String,
    },
    /// Shows Steward with sample organizations, weeks of history, and live simulated rooms.
    Demo(demo::Options),
    /// Brings the database up to date and says what was done.
    Migrate(Options),
    /// Works on audit logs.
    #[command(subcommand)]
    Audit(Audit),
    /// Tries the mail settings out.
    #[command(subcommand)]
    Mail(Mail),
    /// Works on what customers delegated to partners.
    #[command(subcommand)]
    Delegation(Delegation),
}

#[derive(Debug, Subcommand)]
enum Delegation {
    /// Lets granular relationships take the place of delegated admin privileges (DAP), which end 30 days later. Says what would be done,
    /// unless told to do it.
    Migrate {
        #[command(flatten)]
        choice: delegation::Choice,
        #[command(flatten)]
        options: Box<Options>,
    },
}

#[derive(Debug, Subcommand)]
enum Mail {
    /// Sends a message to an address with the mail settings, and says what failed.
    Test {
        /// The address.
        address: String,
        #[command(flatten)]
        options: Box<Options>,
    },
}

#[derive(Debug, Subcommand)]
enum Audit {
    /// Checks an exported audit log offline: every digest, every link of the chain, where it begins and ends.
    Verify {
        /// The file that the page Audit logs gave ("Download for verification").
        file: std::path::PathBuf,
        #[command(flatten)]
        before: audit::Before,
    },
}

/// What fails is said in one line, from what was done to its cause: whoever runs a server is not helped by a backtrace.
fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Where nobody listens any more, the exit code says it.
            let _ = writeln!(std::io::stderr(), "steward: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<()> {
    // Fails only when a provider is installed already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    // A statement of the embedded database runs on its worker, so there are more workers than cores.
    let workers = std::thread::available_parallelism().map_or(4, |cores| cores.get() * 4).max(4);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(workers).enable_all().build()?;
    runtime.block_on(async {
        match arguments.command {
            Command::Serve(options) => serve::serve(options.load()?).await,
            Command::Init { options, operator } => init::init(options, &operator).await,
            Command::Demo(options) => demo::demo(options).await,
            Command::Migrate(options) => migrate::migrate(options.load()?).await,
            Command::Mail(Mail::Test { address, options }) => mail::test(&options.load()?, &address).await,
            Command::Delegation(Delegation::Migrate { choice, options }) => {
                delegation::migrate_privileges(options.load()?, choice).await
            }
            Command::Audit(Audit::Verify { file, before }) => audit::verify_file(&file, before),
        }
    })
}
