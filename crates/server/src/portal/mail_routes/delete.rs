//! The end of a mail route.

use askama::Template;
use axum::extract::State;
use service::{
    mail_routes::{DeleteMailRoute, MailRouteRow},
    run,
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
#[template(path = "portal/mail_routes/delete.html")]
struct DeletePage {
    frame: Frame,
    at: At,
    row: MailRouteRow,
}

/// Asks first.
pub(super) async fn ask_first(
    State(web): State<Web>,
    signed: Signed,
    at: At,
    PagePath(Named { route }): PagePath<Named>,
) -> PageResult {
    let row = at.find(&web, &signed, route).await?;
    html(&DeletePage { frame: at.frame(&web, &signed).await?, at, row })
}

/// Deletes it.
pub(super) async fn delete(
    State(web): State<Web>,
    signed: Signed,
    at: At,
    PagePath(Named { route }): PagePath<Named>,
    Posted(form): Posted,
) -> PageResult {
    at.find(&web, &signed, route).await?;
    let stamp = form.text("stamp").parse().ok();
    run(&web.app, &signed.caller, DeleteMailRoute { route, stamp }).await?;
    redirect(&format!("{}?done=deleted", at.base()))
}
