//! One application: what it may do, and its secrets.

use askama::Template;
use axum::extract::State;
use domain::time::Time;
use service::{
    applications::{ApplicationRow, SecretRow, SwitchApplication},
    run,
};

use super::{BASE, Named, find, frame};
use crate::{
    answer::{PageResult, html, redirect},
    caller::Signed,
    form::{Fields, Posted},
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/applications/show.html")]
struct ShowPage {
    frame: Frame,
    row: ApplicationRow,
    secrets: Vec<SecretRow>,
    tenant: String,
    token_address: String,
    done: &'static str,
}

impl ShowPage {
    fn is_over(&self, end: &Time) -> bool {
        *end <= self.frame.now
    }
}

/// The page.
pub(super) async fn show(
    State(web): State<Web>,
    signed: Signed,
    PagePath(Named { application }): PagePath<Named>,
    fields: Fields,
) -> PageResult {
    let shown = find(&web, &signed, application).await?;
    let done = match fields.text("done") {
        "registered" => "application-was-registered",
        "saved" => "changes-saved",
        "enabled" => "application-was-enabled",
        "disabled" => "application-was-disabled",
        "removed" => "application-secret-removed",
        _ => "",
    };
    let tenant = signed.caller.person.organization.to_string();
    let base = web.app.settings.public_url.trim_end_matches('/');
    html(&ShowPage {
        frame: frame(&web, &signed).await?,
        token_address: format!("{base}/{tenant}/oauth2/v2.0/token"),
        row: shown.row,
        secrets: shown.secrets,
        tenant,
        done,
    })
}

/// Enables or disables it.
pub(super) async fn switch(
    State(web): State<Web>,
    signed: Signed,
    PagePath(Named { application }): PagePath<Named>,
    Posted(form): Posted,
) -> PageResult {
    let is_enabled = form.text("isEnabled") == "yes";
    run(&web.app, &signed.caller, SwitchApplication { application, stamp: None, is_enabled }).await?;
    redirect(&format!("{BASE}/{application}?done={}", if is_enabled { "enabled" } else { "disabled" }))
}
