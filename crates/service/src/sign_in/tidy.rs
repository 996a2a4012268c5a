//! Housekeeping of credentials.

use crate::{app::App, refusal::Refusal};

/// Deletes sessions, tokens, links and counted failures that ended more than a day ago, and idempotency keys of that
/// age; called every hour.
pub async fn tidy(app: &App) -> Result<(), Refusal> {
    Ok(app.store.tidy_credentials(app.clock.now()).await?)
}
