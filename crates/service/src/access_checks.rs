//! Checks: may I do this there? Many at once, each answered with yes or no and nothing else.

use domain::{
    id::{Id, Organization, Room},
    permission::Permission,
};

use crate::{
    app::App,
    caller::Caller,
    refusal::{Code, Refusal},
};

/// How many checks one request may ask for.
pub const MOST: usize = 1000;

/// One check.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// What the caller would do.
    pub permission: Permission,
    /// In which organization.
    pub tenant: Id<Organization>,
    /// In which room.
    pub room: Id<Room>,
}

/// Answers checks about the caller, in their order. What is not there, and what the caller must not know of, is not allowed
/// either. No answer is older than its transaction, and all are of one moment.
pub async fn check(app: &App, caller: &Caller, checks: &[Check]) -> Result<Vec<bool>, Refusal> {
    if checks.len() > MOST {
        return Err(Refusal::field("checks", Code::TooMany));
    }
    if checks.is_empty() {
        return Ok(Vec::new());
    }
    let (home, user) = (caller.person.organization, caller.person.user);
    let mut opening = app.store.begin_view().await?;
    let asked = checks.iter().map(|check| (check.permission, check.tenant, check.room));
    Ok(opening.allows(app.clock.now(), home, user, asked.collect()).await?)
}
