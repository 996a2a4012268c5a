//! The key that signs releases: its public half. The first is set as such, every further one is vouched for by the present one
//! (decision 23).

use askama::Template;
use axum::extract::State;
use domain::permission::Permission;
use service::{
    Action, May, Realm, Refusal, ask,
    releases::{Releases, ReleasesOf, SetReleaseKey},
    run,
};

use crate::{
    answer::{Faults, PageResult, form_page, redirect},
    caller::Signed,
    form::{Form, Posted},
    portal::{layout::Frame, rooms::At},
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/updates/key.html")]
struct KeyPage {
    frame: Frame,
    at: At,
    releases: Releases,
    public_key: String,
    signed: String,
    faults: Faults,
}

/// The form.
pub(super) async fn form(State(web): State<Web>, signed: Signed) -> PageResult {
    show(&web, &signed, None).await
}

/// Sets the key.
pub(super) async fn save(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    let text = |field: &str| form.text(field).to_owned();
    let command = SetReleaseKey { public_key: text("publicKey"), signed: text("signedKey") };
    match run(&web.app, &signed.caller, command).await {
        Ok(()) => redirect("/updates?done=key"),
        Err(refusal) => show(&web, &signed, Some((form, refusal))).await,
    }
}

async fn show(web: &Web, signed: &Signed, refused: Option<(Form, Refusal)>) -> PageResult {
    ask(&web.app, &signed.caller, &May(Action::UseOwn(Permission::SettingsModify))).await?;
    let releases = ask(&web.app, &signed.caller, &ReleasesOf { realm: Realm::Own }).await?;
    let at = At::Own(signed.caller.person.organization);
    let frame = Frame::of(web, signed, at.face(), at.updates_entry()).await?;
    let status = refused.as_ref().map_or(200, |(_, refusal)| refusal.status());
    let (public_key, signed, faults) = match refused {
        Some((form, refusal)) => {
            let text = |field: &str| form.text(field).to_owned();
            (text("publicKey"), text("signedKey"), Faults::of(&frame.t, refusal)?)
        }
        None => (String::new(), String::new(), Faults::default()),
    };
    form_page(status, &KeyPage { frame, at, releases, public_key, signed, faults })
}
