//! The secret of a webhook: shown once, when it is made and when it is changed.

use askama::Template;
use axum::extract::State;
use domain::id::{Id, Webhook};
use service::{
    run,
    sign_in::Secret,
    webhooks::{RotateSecret, WebhookRow},
};

use super::{At, Named};
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    form::Posted,
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/webhooks/secret.html")]
struct SecretPage {
    frame: Frame,
    at: At,
    row: WebhookRow,
    /// The secret; none where it was shown before.
    secret: Option<String>,
    is_new: bool,
}

#[derive(Template)]
#[template(path = "portal/webhooks/rotate.html")]
struct RotatePage {
    frame: Frame,
    at: At,
    row: WebhookRow,
}

/// Asks before a secret is changed: its receiver has to follow within a day.
pub(super) async fn ask_first(
    State(web): State<Web>,
    signed: Signed,
    at: At,
    PagePath(Named { webhook }): PagePath<Named>,
) -> PageResult {
    let row = at.find(&web, &signed, webhook).await?;
    html(&RotatePage { frame: at.frame(&web, &signed).await?, at, row })
}

/// Changes the secret; the answer shows it, this once.
pub(super) async fn rotate(
    State(web): State<Web>,
    signed: Signed,
    at: At,
    PagePath(Named { webhook }): PagePath<Named>,
    _: Posted,
) -> PageResult {
    at.find(&web, &signed, webhook).await?;
    let secret = run(&web.app, &signed.caller, RotateSecret { webhook }).await?;
    shown(&web, &signed, at, webhook, &secret, false).await
}

/// The page that shows a secret.
pub(super) async fn shown(
    web: &Web,
    signed: &Signed,
    at: At,
    webhook: Id<Webhook>,
    secret: &Secret,
    is_new: bool,
) -> PageResult {
    let row = at.find(web, signed, webhook).await?;
    let secret = secret.unless_shown().map(str::to_owned);
    html(&SecretPage { frame: at.frame(web, signed).await?, at, row, secret, is_new })
}
