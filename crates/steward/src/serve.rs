//! `steward serve`: listener, jobs, graceful stop.

use std::sync::Arc;

use anyhow::{Context as _, Result};
use server::{
    Web,
    config::Config,
    limits::Limits,
    mail::Mailer,
    messenger::Messenger,
    meters::{self, Meters},
    tls::Certificate,
    web,
};
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::sync::CancellationToken;

use crate::{jobs, logging, open};

/// Runs the server until it is told to stop.
pub async fn serve(config: Config) -> Result<()> {
    logging::start(config.log_format);
    let app = open::app(&config).await?;
    let stop = CancellationToken::new();
    let messenger = Messenger::of(&config, stop.clone()).context("reading the settings of webhooks")?;
    let web = Web::new(
        app,
        web::Options {
            secure_cookies: config.public_url.starts_with("https://"),
            behind_proxy: config.behind_proxy,
            sample_people: Vec::new(),
        },
        messenger,
    );
    run(web, &config, stop).await
}

/// Listens, runs the jobs, and stops on a signal or when `stop` says so.
pub async fn run(web: Web, config: &Config, stop: CancellationToken) -> Result<()> {
    let certificate = match (&config.tls_certificate, &config.tls_key) {
        (Some(chain), Some(key)) => {
            Some(Arc::new(Certificate::load(chain, key).context("reading the TLS certificate")?))
        }
        (None, None) => None,
        _ => anyhow::bail!("tls_certificate and tls_key go together"),
    };
    let mailer = Mailer::of(config, stop.clone()).context("reading the settings of e-mail")?;
    let listener =
        TcpListener::bind(config.listen).await.with_context(|| format!("listening on {}", config.listen))?;
    let (meters, shown) = figures(&web, config, &stop).await?.unzip();
    let limits = Limits::new(config.requests_per_second);
    let router = server::router(web.clone(), limits.clone());
    tracing::info!(address = %listener.local_addr()?, url = %config.public_url, "listening");
    let jobs = jobs::start(&web, &limits, certificate.clone(), mailer, meters, &stop);
    let signal = stop.clone();
    tokio::spawn(async move {
        stop_signal().await;
        tracing::info!("stopping");
        signal.cancel();
    });
    server::serve::serve(listener, router, certificate, stop).await;
    if let Some(shown) = shown {
        shown.await.context("showing figures")?;
    }
    jobs.wait().await;
    service::health_watch::finish(&web.app).await.map_err(|refusal| anyhow::anyhow!("{refusal:?}"))?;
    service::observe::write_down(&web.app, true).await.map_err(|refusal| anyhow::anyhow!("{refusal:?}"))?;
    tracing::info!("stopped");
    Ok(())
}

/// Begins to keep figures, and to show them at an address of their own, if the configuration names one.
async fn figures(
    web: &Web,
    config: &Config,
    stop: &CancellationToken,
) -> Result<Option<(Meters, JoinHandle<()>)>> {
    let Some(address) = config.metrics_listen else { return Ok(None) };
    let listener =
        TcpListener::bind(address).await.with_context(|| format!("listening on {address} for metrics"))?;
    let meters = Meters::start(web.app.clone()).context("beginning to keep figures")?;
    tracing::info!(address = %listener.local_addr()?, "showing metrics");
    let router = meters::router(meters.clone());
    Ok(Some((meters, tokio::spawn(server::serve::serve(listener, router, None, stop.clone())))))
}

/// Waits for the signal to stop.
async fn stop_signal() {
    let mut terminate = match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(terminate) => terminate,
        Err(error) => {
            tracing::warn!(%error, "SIGTERM cannot be awaited");
            return std::future::pending().await;
        }
    };
    tokio::select! {
        _ = terminate.recv() => {}
        result = tokio::signal::ctrl_c() => {
            if let Err(error) = result {
                tracing::warn!(%error, "Ctrl-C cannot be awaited");
            }
        }
    }
}
