//! Who is behind a session's cookie or a bearer token.

use domain::{
    text::Upn,
    time::{HOUR, MINUTE, Time},
};
use store::{StoreError, sign_in::Credential};

use super::secret::hash;
use crate::{
    app::App,
    caller::{Access, Person},
    refusal::Refusal,
};

/// A session not used for so long is over.
pub(crate) const IDLE: i64 = 12 * HOUR;

/// The enabled person of a live session; none for an unknown, idle or expired one.
pub async fn identify(app: &App, token: &str) -> Result<Option<Person>, Refusal> {
    let (now, hash) = (app.clock.now(), hash(token));
    let mut opening = app.store.begin_view().await?;
    let Some(found) = opening.session(hash).await?.filter(|found| is_live(found, now)) else {
        return Ok(None);
    };
    drop(opening);
    if found.last_used_at.is_none_or(|used| now.since(used) >= IDLE) {
        return Ok(None);
    }
    if is_touch_due(&found, now) {
        noted(app.store.touch_session(hash, now).await);
    }
    person(found)
}

/// The enabled person of a live access token, or whoever acts by the token of an application.
pub async fn identify_token(app: &App, token: &str) -> Result<Option<Person>, Refusal> {
    if crate::oauth::is_signed(token) {
        return crate::oauth::identify(app, token).await;
    }
    let (now, hash) = (app.clock.now(), hash(token));
    let mut opening = app.store.begin_view().await?;
    let Some(found) = opening.access_token(hash).await?.filter(|found| is_live(found, now)) else {
        return Ok(None);
    };
    drop(opening);
    if is_touch_due(&found, now) {
        noted(app.store.touch_token(hash, now).await);
    }
    person(found)
}

/// Who only wants to read does so though nothing can be written.
fn noted(touched: Result<(), StoreError>) {
    if let Err(error) = touched {
        tracing::warn!(%error, "when a session or token was used last is not written down");
    }
}

fn is_live(found: &Credential, now: Time) -> bool {
    now < found.expires_at
}

fn is_touch_due(found: &Credential, now: Time) -> bool {
    found.last_used_at.is_none_or(|used| now.since(used) >= MINUTE)
}

fn person(found: Credential) -> Result<Option<Person>, Refusal> {
    Ok(Some(Person {
        user: found.user,
        organization: found.organization,
        upn: Upn::parse(&found.upn).map_err(|error| Refusal::Bug(Box::new(error)))?,
        by: None,
        session: found.session,
        access: if found.may_write { Access::Write } else { Access::Read },
        on_behalf: false,
        sender: None,
    }))
}
