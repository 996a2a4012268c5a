//! `steward migrate`.

use anyhow::Result;
use domain::time::Clock as _;
use server::config::Config;

use crate::{inputs::MachineClock, logging, open};

/// Brings the database up to date.
pub async fn migrate(config: Config) -> Result<()> {
    logging::start(config.log_format);
    let applied = open::store(&config)?.migrate(MachineClock.now()).await?;
    if applied.is_empty() {
        tracing::info!("the database is up to date");
    } else {
        tracing::info!(?applied, "migrations applied");
    }
    Ok(())
}
