//! Registering a release that was signed offline: its file is pasted (R-259, decision 23).

use askama::Template;
use axum::extract::State;
use domain::permission::Permission;
use service::{Action, May, Refusal, ask, releases::RegisterRelease, run};

use crate::{
    answer::{Faults, PageResult, form_page, redirect},
    caller::Signed,
    form::{Form, Posted},
    portal::{layout::Frame, rooms::At},
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/updates/register.html")]
struct RegisterPage {
    frame: Frame,
    at: At,
    signed: String,
    faults: Faults,
}

/// The form.
pub(super) async fn form(State(web): State<Web>, signed: Signed) -> PageResult {
    show(&web, &signed, None).await
}

/// Registers it.
pub(super) async fn register(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    let command = RegisterRelease { signed: form.text("signedRelease").to_owned() };
    match run(&web.app, &signed.caller, command).await {
        Ok(release) => redirect(&format!("/updates/{release}?done=registered")),
        Err(refusal) => show(&web, &signed, Some((form, refusal))).await,
    }
}

async fn show(web: &Web, signed: &Signed, refused: Option<(Form, Refusal)>) -> PageResult {
    ask(&web.app, &signed.caller, &May(Action::UseOwn(Permission::RingModify))).await?;
    let at = At::Own(signed.caller.person.organization);
    let frame = Frame::of(web, signed, at.face(), at.updates_entry()).await?;
    let status = refused.as_ref().map_or(200, |(_, refusal)| refusal.status());
    let (signed, faults) = match refused {
        Some((form, refusal)) => (form.text("signedRelease").to_owned(), Faults::of(&frame.t, refusal)?),
        None => (String::new(), Faults::default()),
    };
    form_page(status, &RegisterPage { frame, at, signed, faults })
}
