//! The end of a webhook.

use askama::Template;
use axum::extract::State;
use service::{
    run,
    webhooks::{DeleteWebhook, WebhookRow},
};

use super::{At, Named};
use crate::{
    answer::{PageResult, html, redirect},
    caller::Signed,
    form::Posted,
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/webhooks/delete.html")]
struct DeletePage {
    frame: Frame,
    at: At,
    row: WebhookRow,
}

/// Asks first.
pub(super) async fn ask_first(
    State(web): State<Web>,
    signed: Signed,
    at: At,
    PagePath(Named { webhook }): PagePath<Named>,
) -> PageResult {
    let row = at.find(&web, &signed, webhook).await?;
    html(&DeletePage { frame: at.frame(&web, &signed).await?, at, row })
}

/// Deletes it.
pub(super) async fn delete(
    State(web): State<Web>,
    signed: Signed,
    at: At,
    PagePath(Named { webhook }): PagePath<Named>,
    Posted(form): Posted,
) -> PageResult {
    at.find(&web, &signed, webhook).await?;
    let stamp = form.text("stamp").parse().ok();
    run(&web.app, &signed.caller, DeleteWebhook { webhook, stamp }).await?;
    redirect(&format!("{}?done=deleted", at.base()))
}
