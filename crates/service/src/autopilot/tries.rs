//! How often an organization may learn that a device is another organization's: whoever could try without end would find out by trying
//! which devices belong to somebody.

use domain::{
    autopilot::ELSEWHERE_AN_HOUR,
    id::{Id, Organization},
    time::{HOUR, SECOND},
};
use store::{Change, autopilot as rows};

use crate::refusal::Refusal;

/// How often an organization may still be told so; refuses where it was told too often within an hour, at whatever customers, whatever it
/// would be told now.
pub(super) async fn left(change: &mut Change, organization: Id<Organization>) -> Result<usize, Refusal> {
    let now = change.now();
    let most = i64::try_from(ELSEWHERE_AN_HOUR).unwrap_or(i64::MAX);
    let told = rows::told_elsewhere(change, organization, now.plus(-HOUR), most).await?;
    match told.last() {
        Some(oldest) if told.len() >= ELSEWHERE_AN_HOUR => {
            Err(Refusal::TooOften((oldest.plus(HOUR).since(now) + SECOND - 1) / SECOND))
        }
        _ => Ok(ELSEWHERE_AN_HOUR.saturating_sub(told.len())),
    }
}
