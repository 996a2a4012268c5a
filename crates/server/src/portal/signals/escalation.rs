//! What becomes of Warnings that nobody takes care of.

use askama::Template;
use axum::extract::State;
use domain::permission::Permission;
use service::{
    Action, May, Refusal, ask, run,
    signals::{Escalation, SetEscalation},
};

use super::frame;
use crate::{
    answer::{Faults, PageResult, form_page, redirect},
    caller::Signed,
    form::{Form, Posted},
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/signals/escalation.html")]
struct EscalationPage {
    frame: Frame,
    after: String,
    faults: Faults,
}

/// The form.
pub(super) async fn edit(State(web): State<Web>, signed: Signed) -> PageResult {
    show(&web, &signed, None).await
}

/// Saves the days.
pub(super) async fn save(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    let command = SetEscalation { after: form.text("afterDays").to_owned() };
    match run(&web.app, &signed.caller, command).await {
        Ok(()) => redirect("/settings/signals?done"),
        Err(refusal) => show(&web, &signed, Some((form, refusal))).await,
    }
}

async fn show(web: &Web, signed: &Signed, refused: Option<(Form, Refusal)>) -> PageResult {
    ask(&web.app, &signed.caller, &May(Action::UseOwn(Permission::SettingsModify))).await?;
    let stored = ask(&web.app, &signed.caller, &Escalation).await?;
    let frame = frame(web, signed).await?;
    let (after, faults) = match refused {
        Some((form, refusal)) => (form.text("afterDays").to_owned(), Faults::of(&frame.t, refusal)?),
        None => (stored.map(|days| days.to_string()).unwrap_or_default(), Faults::default()),
    };
    form_page(faults.status(), &EscalationPage { frame, after, faults })
}
