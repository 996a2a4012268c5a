//! What an hour of work is worth in the report Insight.

use askama::Template;
use axum::extract::State;
use domain::{organization::Face, permission::Permission};
use service::{
    Action, May, Refusal, ask,
    reports::{RateOf, SetRate},
    run,
};

use crate::{
    answer::{Faults, PageResult, form_page, redirect},
    caller::Signed,
    form::{Form, Posted},
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/reports/rate.html")]
struct RatePage {
    frame: Frame,
    per_hour: String,
    currency: String,
    faults: Faults,
}

/// The form.
pub(super) async fn edit(State(web): State<Web>, signed: Signed) -> PageResult {
    show(&web, &signed, None).await
}

/// Saves the rate.
pub(super) async fn save(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    let command =
        SetRate { per_hour: form.text("ratePerHour").to_owned(), currency: form.text("currency").to_owned() };
    match run(&web.app, &signed.caller, command).await {
        Ok(()) => redirect("/reports/insight?done=saved"),
        Err(refusal) => show(&web, &signed, Some((form, refusal))).await,
    }
}

async fn show(web: &Web, signed: &Signed, refused: Option<(Form, Refusal)>) -> PageResult {
    ask(&web.app, &signed.caller, &May(Action::UseOwn(Permission::SettingsModify))).await?;
    let stored = ask(&web.app, &signed.caller, &RateOf).await?;
    let frame = Frame::of(web, signed, Face::Rooms, "reports").await?;
    let (per_hour, currency, faults) = match refused {
        Some((form, refusal)) => (
            form.text("ratePerHour").to_owned(),
            form.text("currency").to_owned(),
            Faults::of(&frame.t, refusal)?,
        ),
        None => (
            format!("{}.{:02}", stored.hundredths / 100, stored.hundredths % 100),
            stored.currency,
            Faults::default(),
        ),
    };
    form_page(faults.status(), &RatePage { frame, per_hour, currency, faults })
}
