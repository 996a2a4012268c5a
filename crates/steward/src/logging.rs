//! Log lines, for people or for machines; `RUST_LOG` chooses what is told.

use std::io::IsTerminal as _;

use server::config::LogFormat;
use tracing_subscriber::EnvFilter;

/// Begins to log to the standard error stream.
pub fn start(format: LogFormat) {
    let filter =
        EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,tokio_postgres=warn"));
    // Colours are for people who look on; in a file they would be noise.
    let is_watched = std::io::stderr().is_terminal();
    let subscriber =
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(is_watched);
    match format {
        LogFormat::Text => subscriber.with_target(false).init(),
        LogFormat::Json => subscriber.json().flatten_event(true).with_current_span(true).init(),
    }
}
