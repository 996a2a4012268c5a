//! The end of an application, or of one of its secrets: asked first, since programs stop.

use askama::Template;
use axum::extract::State;
use service::{
    Refusal,
    applications::{ApplicationRow, DeleteApplication, RemoveSecret},
    run,
};

use super::{BASE, Named, NamedSecret, find, frame};
use crate::{
    answer::{PageResult, html, redirect},
    caller::Signed,
    form::Posted,
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/applications/confirm.html")]
struct ConfirmPage {
    frame: Frame,
    row: ApplicationRow,
    title: String,
    text: String,
    button: String,
}

/// Asks before an application is deleted.
pub(super) async fn ask_delete(
    State(web): State<Web>,
    signed: Signed,
    PagePath(Named { application }): PagePath<Named>,
) -> PageResult {
    let row = find(&web, &signed, application).await?.row;
    let frame = frame(&web, &signed).await?;
    let title = frame.t.with("application-delete-question", "name", &row.setting.name);
    let (text, button) = (frame.t.t("application-delete-text"), frame.t.t("delete"));
    html(&ConfirmPage { frame, row, title, text, button })
}

/// Deletes it.
pub(super) async fn delete(
    State(web): State<Web>,
    signed: Signed,
    PagePath(Named { application }): PagePath<Named>,
    Posted(form): Posted,
) -> PageResult {
    let stamp = form.text("stamp").parse().ok();
    run(&web.app, &signed.caller, DeleteApplication { application, stamp }).await?;
    redirect(&format!("{BASE}?done=deleted"))
}

/// Asks before a secret is removed.
pub(super) async fn ask_remove(
    State(web): State<Web>,
    signed: Signed,
    PagePath(NamedSecret { application, secret }): PagePath<NamedSecret>,
) -> PageResult {
    let shown = find(&web, &signed, application).await?;
    let named = shown.secrets.iter().find(|it| it.id == secret).ok_or(Refusal::Missing)?;
    let frame = frame(&web, &signed).await?;
    let title = frame.t.with("application-secret-remove-question", "name", &named.name);
    let text = frame.t.t("application-secret-remove-text");
    let button = frame.t.t("application-secret-remove");
    html(&ConfirmPage { frame, row: shown.row, title, text, button })
}

/// Removes it.
pub(super) async fn remove(
    State(web): State<Web>,
    signed: Signed,
    PagePath(NamedSecret { application, secret }): PagePath<NamedSecret>,
    _: Posted,
) -> PageResult {
    run(&web.app, &signed.caller, RemoveSecret { application, secret }).await?;
    redirect(&format!("{BASE}/{application}?done=removed"))
}
