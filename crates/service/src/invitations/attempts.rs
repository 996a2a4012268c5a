//! How often an organization may look for a partner or its domain: at most so often an hour, whatever comes of it
//! (decision 11).

use domain::time::{HOUR, SECOND, Time};
use store::Change;

use crate::{refusal::Refusal, run::Context};

/// Since when attempts count now; refused when there were too many since. Whoever looks counts one more.
pub(super) async fn counted_since(change: &mut Change, context: &Context<'_>) -> Result<Time, Refusal> {
    let now = change.now();
    let since = now.plus(-HOUR);
    let attempts = store::invitations::attempts_since(change, since).await?;
    let limit = usize::try_from(context.app.settings.partner_attempts_per_hour).unwrap_or_default();
    if attempts.len() >= limit {
        let oldest = attempts.first().copied().unwrap_or(now);
        return Err(Refusal::TooOften((oldest.plus(HOUR).since(now) / SECOND).max(1)));
    }
    Ok(since)
}
