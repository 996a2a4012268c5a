//! The webhooks of a part.

use askama::Template;
use axum::extract::State;
use service::{
    ask,
    webhooks::{ListWebhooks, WebhookRow},
};

use super::At;
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    form::Fields,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/webhooks/list.html")]
struct ListPage {
    frame: Frame,
    at: At,
    webhooks: Vec<WebhookRow>,
    deleted: bool,
}

/// The list.
pub(super) async fn show(State(web): State<Web>, signed: Signed, at: At, fields: Fields) -> PageResult {
    let webhooks = ask(&web.app, &signed.caller, &ListWebhooks { covers: Some(at.0) }).await?;
    let frame = at.frame(&web, &signed).await?;
    html(&ListPage { frame, at, webhooks, deleted: fields.text("done") == "deleted" })
}
