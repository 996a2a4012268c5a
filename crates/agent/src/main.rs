//! `steward-agent`: the program around the library.

use std::{
    collections::BTreeSet,
    io::{IsTerminal as _, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use agent::{
    channel::HttpChannel,
    clock::{self, ServerClock},
    device,
    host_and_port::HostAndPort,
    jobs::{ledger::LedgerFile, machine::Hands},
    keeper::{CredentialFile, Protection},
    log_tail::LogTail,
    machine::Machine,
    observer::Observer,
    probes, relay,
    reported::{self, Issues},
    sealer::{self, Sealer},
    server_address::ServerAddress,
    session,
    settings::{Effective, Settings},
    simulate::{self, Simulation},
    system,
    tally::Tally,
    tls,
    updates::{Updates, download, signing::Key, trust::TrustFile},
    way::Way,
};
use anyhow::Context as _;
use clap::{Args, Parser, Subcommand, ValueEnum};
use rand::{SeedableRng as _, rngs::StdRng};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use tracing_subscriber::{EnvFilter, fmt::writer::MakeWriterExt as _};
use wire::agents::{MissingReason, ReportRequest, Tpm};

/// The room agent of Steward: enrols this device, watches it and reports.
#[derive(Parser)]
#[command(name = "steward-agent", version)]
struct Arguments {
    /// How to write the log
    #[arg(long, global = true, env = "STEWARD_AGENT_LOG_FORMAT", value_enum, default_value_t = LogFormat::Human)]
    log_format: LogFormat,
    /// What to log, for example `debug` or `agent::session=debug`
    #[arg(long, global = true, env = "STEWARD_AGENT_LOG", value_name = "FILTER")]
    log: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Clone, Copy, ValueEnum)]
enum LogFormat {
    Human,
    Json,
}

#[derive(Subcommand)]
enum Command {
    /// Enrol when needed, then report until stopped
    Run(Run),
    /// Print what the probes see now, which cannot run, and why
    Probe {
        #[command(flatten)]
        run: Run,
        /// How to print it
        #[arg(long, value_enum, default_value_t = ProbeFormat::Table)]
        format: ProbeFormat,
    },
    /// Report an issue of this room: the running agent tells the server, with its log kept for 30 days
    ReportIssue {
        #[command(flatten)]
        run: Run,
        /// What is wrong, such as "no sound"
        text: String,
    },
    /// Drive many simulated rooms from a scenario file
    Simulate(Simulate),
    /// Carry the connections of rooms without internet access to their server
    Relay {
        /// The configuration file, which says where rooms may be carried
        #[arg(long, env = "STEWARD_AGENT_RELAY_CONFIG", value_name = "FILE", default_value_os_t = system::paths::relay_config_file())]
        config: PathBuf,
    },
    /// Make a release key, sign releases and the next key: offline, never on a server
    #[command(subcommand)]
    Release(Release),
}

#[derive(Subcommand)]
enum Release {
    /// Make a key; its public half is printed
    NewKey {
        /// The file of the private half, which must not exist yet
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
    },
    /// Print the public half of a key
    PublicKey {
        /// The file of the private half
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
    },
    /// Sign a release document, byte for byte; the signed release is printed
    Sign {
        /// The file of the private half
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
        /// The release document
        #[arg(long, value_name = "FILE")]
        document: PathBuf,
    },
    /// Vouch for the next key; the signed document is printed
    Vouch {
        /// The file of the private half of the present key
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
        /// The public half of the next key
        #[arg(long = "for", value_name = "PUBLIC KEY")]
        next: String,
    },
}

#[derive(Args)]
struct Run {
    /// The configuration file [default: /etc/steward-agent.toml, on Windows in %ProgramData%\steward-agent, which may be absent]
    #[arg(long, env = "STEWARD_AGENT_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(flatten)]
    settings: Settings,
}

#[derive(Clone, Copy, ValueEnum)]
enum ProbeFormat {
    Table,
    Json,
}

#[derive(Args)]
struct Simulate {
    /// The scenario
    #[arg(long, value_name = "FILE")]
    scenario: PathBuf,
    /// The folder for the credentials, so that a second start continues
    #[arg(long, env = "STEWARD_AGENT_STATE_DIR", value_name = "FOLDER")]
    state_dir: PathBuf,
    /// A server to use instead of the one in the key files
    #[arg(long, env = "STEWARD_AGENT_SERVER", value_name = "URL")]
    server: Option<ServerAddress>,
    /// Certificates (PEM) to trust besides the public authorities
    #[arg(long, env = "STEWARD_AGENT_CA_FILE", value_name = "FILE")]
    ca_file: Option<PathBuf>,
    /// A relay, `host:port`, that carries all rooms
    #[arg(long, env = "STEWARD_AGENT_RELAY", value_name = "HOST:PORT")]
    relay: Option<HostAndPort>,
    /// The relay gathers the signed reports of the rooms
    #[arg(long, requires = "relay")]
    gather: bool,
    /// The most requests under way at a time
    #[arg(long, default_value_t = 256, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..))]
    at_once: u16,
    /// Stop when the standard input ends, as it does when the program that started this one is gone
    #[arg(long)]
    until_input_ends: bool,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    // One warning for each of ten thousand rooms says less than the counts.
    let usual =
        if matches!(arguments.command, Command::Simulate(_)) { "info,agent::session=error" } else { "info" };
    let tail = LogTail::default();
    log(arguments.log_format, arguments.log.as_deref().unwrap_or(usual), &tail)?;
    // Fails only when a provider is installed already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime = tokio::runtime::Runtime::new()?;
    match arguments.command {
        Command::Run(run) => runtime.block_on(run_agent(&run.effective()?, tail)),
        Command::Probe { run, format } => probe(&run.effective()?, format),
        Command::ReportIssue { run, text } => {
            reported::leave(&run.effective()?.issues_dir, &text, (clock::system())()).map(drop)
        }
        Command::Relay { config } => {
            let settings = relay::settings::Settings::from_file(&config)?;
            runtime.block_on(async { relay::run(settings, stop_on_signal()?).await })
        }
        Command::Release(release) => sign(&release),
        Command::Simulate(simulate) => runtime.block_on(run_simulation(simulate)),
    }
}

fn log(format: LogFormat, filter: &str, tail: &LogTail) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(filter).context("the log filter is not right")?;
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(system::HAS_COLOURS && std::io::stderr().is_terminal())
        .with_writer(std::io::stderr.and(tail.clone()));
    match format {
        LogFormat::Human => builder.init(),
        LogFormat::Json => builder.json().flatten_event(true).init(),
    }
    Ok(())
}

impl Run {
    fn effective(self) -> anyhow::Result<Effective> {
        let named = self.config.is_some();
        let file = Settings::from_file(&self.config.unwrap_or_else(system::paths::config_file), named)?;
        self.settings.over(file)
    }
}

fn observer(settings: &Effective, protection: Protection, server_clock: Arc<ServerClock>) -> Observer {
    Observer {
        machine: Machine::this(),
        probes: probes::all(settings.expected, server_clock),
        setup: device::Setup {
            device_type: settings.device_type,
            local_accounts: settings.local_accounts.clone(),
            protection,
            updates: Some(TrustFile::new(&settings.state_dir)),
        },
        issues: None,
        clock: clock::system(),
    }
}

/// How the credential is kept on this machine.
fn protect() -> (Option<Sealer>, Protection) {
    match device::tpm(&Machine::this()) {
        Ok(Tpm::Tpm2) => match Sealer::find(Path::new(sealer::PROGRAM), Path::new(sealer::DEVICE)) {
            Ok(sealer) => (Some(sealer), Protection::Tpm),
            Err(unsealable) => (None, Protection::File(Some((unsealable.reason, unsealable.why)))),
        },
        Ok(Tpm::Tpm1) => {
            let why = "the TPM is version 1.2, sealing needs 2.0".to_owned();
            (None, Protection::File(Some((MissingReason::NotThere, why))))
        }
        // That is told of the TPM itself.
        Ok(Tpm::Absent) | Err(_) => (None, Protection::unsealed()),
    }
}

async fn run_agent(settings: &Effective, log: LogTail) -> anyhow::Result<()> {
    let stop = stop_on_signal()?;
    let server_clock = Arc::new(ServerClock::default());
    let (sealer, protection) = tokio::task::spawn_blocking(protect).await?;
    let channel = HttpChannel::new(
        tls::config(settings.ca_file.as_deref())?,
        &settings.way,
        1,
        Arc::clone(&server_clock),
        clock::system(),
    )?;
    tracing::info!(version = agent::VERSION, "the agent starts");
    let mut observer = observer(settings, protection, Arc::clone(&server_clock));
    let kept_logs = settings.state_dir.join("issues");
    observer.issues = Some(Issues {
        folder: settings.issues_dir.clone(),
        logs: kept_logs.clone(),
        log: log.clone(),
        taken: BTreeSet::new(),
    });
    let issues = settings.issues_dir.clone();
    let hands = Hands {
        machine: observer.machine.clone(),
        expected: settings.expected,
        server_clock,
        setup: observer.setup.clone(),
        log,
        kept_logs,
        log_files: settings.log_files.clone(),
        restart_command: settings.restart_command.clone(),
        settings_command: settings.settings_command.clone(),
        settings_file: settings.state_dir.join("device-settings.json"),
        updates: Updates {
            device_type: settings.device_type,
            key_file: settings.key_file.clone(),
            trust: TrustFile::new(&settings.state_dir),
            file: settings.state_dir.join("update.download"),
            command: settings.update_command.clone(),
            client: download::client(tls::config(settings.ca_file.as_deref())?, &settings.way)?,
        },
    };
    hands.updates.pin();
    let room = session::Room {
        name: system::facts::host_name(&Machine::this()).unwrap_or_default(),
        channel,
        keeper: CredentialFile::new(&settings.state_dir, sealer),
        worker: Arc::new(hands),
        shelf: Arc::new(LedgerFile::new(&settings.state_dir)),
        answered: Arc::new(move |record| reported::answered(&issues, record)),
        key_file: settings.key_file.clone(),
        server: settings.server.clone(),
        interval: None,
        first_within: settings.first_within,
        clock: clock::system(),
        seed: rand::random(),
        tally: Arc::new(Tally::default()),
        scout: None,
    };
    for missing in device::missing(&observer.machine, &observer.setup) {
        tracing::info!("{missing}");
    }
    let (sender, observations) = mpsc::channel(1);
    let kept = settings.state_dir.display();
    tokio::select! {
        () = stop.cancelled() => tracing::info!("the agent stops"),
        ended = room.run(observations) => {
            ended.with_context(|| format!("the credential or the ledger of jobs in {kept} cannot be read"))?;
        }
        ended = observer.run(settings.probe_period, sender) => ended?,
    }
    Ok(())
}

fn probe(settings: &Effective, format: ProbeFormat) -> anyhow::Result<()> {
    let (_, protection) = protect();
    let mut observer = observer(settings, protection, Arc::default());
    let names: Vec<_> = observer.probes.iter().map(|probe| probe.name()).collect();
    let seen = observer.look();
    let text = match format {
        ProbeFormat::Table => {
            probes::table(&names, &seen.signals, &device::missing(&observer.machine, &observer.setup))
        }
        ProbeFormat::Json => {
            let report = ReportRequest {
                observed_at: seen.at.to_string(),
                signals: seen.signals,
                device: Some(seen.device),
                activity: Some(seen.activity),
                ..ReportRequest::default()
            };
            serde_json::to_string_pretty(&report)? + "\n"
        }
    };
    match std::io::stdout().write_all(text.as_bytes()) {
        // The reader has seen enough.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}

fn sign(release: &Release) -> anyhow::Result<()> {
    let text = match release {
        Release::NewKey { key } => Key::make(key)?.public_key(),
        Release::PublicKey { key } => Key::read(key)?.public_key(),
        Release::Sign { key, document } => {
            let text = std::fs::read_to_string(document)
                .with_context(|| format!("{} cannot be read", document.display()))?;
            serde_json::to_string_pretty(&Key::read(key)?.release(&text)?)?
        }
        Release::Vouch { key, next } => serde_json::to_string_pretty(&Key::read(key)?.vouch(next)?)?,
    };
    std::io::stdout().write_all(format!("{text}\n").as_bytes())?;
    Ok(())
}

async fn run_simulation(arguments: Simulate) -> anyhow::Result<()> {
    let stop = stop_on_signal()?;
    if arguments.until_input_ends {
        let stop = stop.clone();
        // A thread of its own: reading the standard input cannot be given up.
        std::thread::spawn(move || {
            if let Err(error) = std::io::copy(&mut std::io::stdin().lock(), &mut std::io::sink()) {
                tracing::warn!(%error, "the standard input cannot be read");
            }
            stop.cancel();
        });
    }
    let (scenario, folder) = simulate::read(&arguments.scenario)?;
    let channel = HttpChannel::new(
        tls::config(arguments.ca_file.as_deref())?,
        &arguments.relay.map_or(Way::Straight, if arguments.gather { Way::Gathered } else { Way::Relay }),
        arguments.at_once.into(),
        Arc::default(),
        clock::system(),
    )?;
    let simulation = Simulation {
        scenario,
        folder,
        state_dir: arguments.state_dir,
        server: arguments.server,
        channel,
        clock: clock::system(),
        rng: StdRng::seed_from_u64(rand::random()),
        tally: Arc::default(),
    };
    simulation.run(stop).await
}

/// Cancelled when the program is told to end.
fn stop_on_signal() -> anyhow::Result<CancellationToken> {
    let (stop, asked) = (CancellationToken::new(), system::stop::asked()?);
    let told = stop.clone();
    tokio::spawn(async move {
        asked.await;
        told.cancel();
    });
    Ok(stop)
}
