//! Back to the catalogue, one signal or all of them; asked for first, with the effect.

use askama::Template;
use axum::extract::State;
use domain::permission::Permission;
use service::{
    Action, May, ask, run,
    signals::{ResetAllSignals, ResetSignal},
};

use super::{Named, find, frame};
use crate::{
    answer::{PageResult, html, redirect},
    caller::Signed,
    form::Posted,
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/signals/reset.html")]
struct ResetPage {
    frame: Frame,
    /// The name of the signal; none where all are reset.
    name: Option<String>,
}

/// Asks before a signal is reset.
pub(super) async fn ask_one(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
) -> PageResult {
    ask(&web.app, &signed.caller, &May(Action::UseOwn(Permission::SettingsModify))).await?;
    let line = find(&web, &signed, &named).await?;
    let frame = frame(&web, &signed).await?;
    html(&ResetPage { name: Some(frame.t.t(&line.signal.name_key())), frame })
}

/// Resets a signal.
pub(super) async fn one(
    State(web): State<Web>,
    signed: Signed,
    PagePath(Named { device, signal }): PagePath<Named>,
    _: Posted,
) -> PageResult {
    run(&web.app, &signed.caller, ResetSignal { device_type: device, signal }).await?;
    redirect("/settings/signals?done")
}

/// Asks before all signals are reset.
pub(super) async fn ask_all(State(web): State<Web>, signed: Signed) -> PageResult {
    ask(&web.app, &signed.caller, &May(Action::UseOwn(Permission::SettingsModify))).await?;
    html(&ResetPage { name: None, frame: frame(&web, &signed).await? })
}

/// Resets all signals.
pub(super) async fn all(State(web): State<Web>, signed: Signed, _: Posted) -> PageResult {
    run(&web.app, &signed.caller, ResetAllSignals).await?;
    redirect("/settings/signals?done")
}
