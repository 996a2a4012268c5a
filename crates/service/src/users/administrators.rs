//! The rule of the last administrator.

use store::{Change, directory::ADMINISTRATORS, values};

use crate::refusal::{Code, Refusal};

/// How many Global administrators of the permit's organization can sign in: enabled, with a password.
pub(crate) async fn administrators(change: &mut Change) -> Result<i64, Refusal> {
    let row = change.find(&ADMINISTRATORS, values![]).await?;
    Ok(row.map(|row| row.get(0)).transpose()?.unwrap_or(0))
}

/// Does something that may take the last administrator away, and refuses if it did. Access versions are locked
/// for update by the command, so two of these in one organization follow one another.
pub(crate) async fn keeping_an_administrator<T>(
    change: &mut Change,
    work: impl AsyncFnOnce(&mut Change) -> Result<T, Refusal>,
) -> Result<T, Refusal> {
    let before = administrators(change).await?;
    let done = work(change).await?;
    if before > 0 && administrators(change).await? == 0 {
        return Err(Refusal::Conflict(Code::LastAdministrator, None));
    }
    Ok(done)
}
