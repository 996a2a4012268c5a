//! `steward demo`: sample organizations with a past that looks lived in, and about 500 simulated rooms that run the
//! real agent, enrolled with real keys over loopback.
//!
//! Invariant: it listens on loopback alone; everything it writes lies in its data folder; a second start continues.

mod autopilot;
mod beats;
mod devices;
mod enrolled;
mod folder;
mod founding;
mod greeting;
mod monday;
mod past;
mod rooms;
mod routine;
mod scenario;
mod shortened;
mod sites;
mod story;
mod subscriptions;
mod teller;
mod world;

use std::{net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

use anyhow::{Context as _, Result, ensure};
use clap::Args;
use domain::time::Clock;
use server::{Web, config::Config, messenger::Messenger, web};
use service::{App, Settings};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;

use self::{folder::Folder, rooms::Rooms};
use crate::{
    inputs::{MachineClock, OsSecrets, RandomIds},
    mail_options::MailOptions,
    open, serve,
};

/// Options of the demonstration.
#[derive(Clone, Debug, Args)]
pub(crate) struct Options {
    /// The folder for everything the demonstration writes.
    #[arg(long, default_value = "demo-data", value_name = "FOLDER")]
    data: PathBuf,
    /// Where to listen; loopback addresses alone are possible.
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS")]
    listen: SocketAddr,
    /// Begins anew.
    #[arg(long)]
    reset: bool,
    #[command(flatten)]
    mail: MailOptions,
}

/// How many requests a second one address may make: all rooms and the newcomer's browser share one.
const REQUESTS_PER_SECOND: u32 = 5_000;

/// Runs the demonstration until Ctrl-C.
pub(crate) async fn demo(options: Options) -> Result<()> {
    ensure!(
        options.listen.ip().is_loopback(),
        "the demonstration listens on loopback only, such as 127.0.0.1:8080"
    );
    // Before anything is written: a port that is taken shows at once.
    drop(listener(options.listen).await?);
    let folder = Folder::open(&options.data, options.reset)?;
    folder.start_log()?;
    if !folder.is_complete() {
        greeting::beginning(folder.path())?;
        story::tell(&folder, &config(&folder, options.listen)).await?;
        folder.complete()?;
    }
    // Nobody gets mail about what happened in the past.
    let config = options.mail.over(config(&folder, options.listen));
    open::store(&config)?
        .migrate(MachineClock.now())
        .await
        .context("another Steward made this data; begin anew with --reset (make demo RESET=1)")?;
    let stop = CancellationToken::new();
    let messenger = Messenger::of(&config, stop.clone())?;
    let app = app(&config, Arc::new(MachineClock), settings(&config))?;
    let web = Web::new(app, options_of_web(&config), messenger);
    greeting::ready(&config.public_url, folder.path())?;
    let (served, played) = tokio::join!(
        async {
            let served = serve::run(web, &config, stop.clone()).await;
            stop.cancel();
            served
        },
        play(&folder, &config, stop.clone()),
    );
    greeting::stopped()?;
    served.and(played)
}

/// Drives the rooms until `stop`.
async fn play(folder: &Folder, config: &Config, stop: CancellationToken) -> Result<()> {
    while TcpStream::connect(config.listen).await.is_err() {
        tokio::select! {
            () = stop.cancelled() => return Ok(()),
            () = tokio::time::sleep(Duration::from_millis(20)) => {}
        }
    }
    let mut rooms = Rooms::start(folder.path(), folder::SCENARIO, &config.public_url).await?;
    let ended = tokio::select! {
        () = stop.cancelled() => Ok(()),
        // The same Ctrl-C reaches the rooms, so they may be the first to stop.
        ended = rooms.ended() => ended,
    };
    if ended.is_err() {
        stop.cancel();
    }
    rooms.stop().await?;
    ended
}

async fn listener(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| {
        format!("cannot listen on {address}; choose another with --listen (make demo LISTEN=…)")
    })
}

fn config(folder: &Folder, listen: SocketAddr) -> Config {
    Config {
        listen,
        public_url: format!("http://{listen}"),
        database: format!("sqlite:{}", folder.file(folder::DATABASE).display()),
        seal_key_file: folder.file(folder::SEAL_KEY),
        silence_seconds: shortened::SILENCE.as_secs(),
        report_interval_seconds: shortened::REPORT_INTERVAL.as_secs(),
        requests_per_second: REQUESTS_PER_SECOND,
        ..Config::default()
    }
}

fn settings(config: &Config) -> Settings {
    Settings { watch_divisor: shortened::WATCH_DIVISOR, ..config.settings() }
}

fn app(config: &Config, clock: Arc<dyn Clock>, settings: Settings) -> Result<App> {
    Ok(App::new(
        open::store(config)?,
        clock,
        Arc::new(RandomIds),
        Arc::new(OsSecrets),
        open::sealer(config)?,
        settings,
    ))
}

fn options_of_web(config: &Config) -> web::Options {
    web::Options {
        secure_cookies: false,
        behind_proxy: config.behind_proxy,
        sample_people: greeting::sample_people(),
    }
}
