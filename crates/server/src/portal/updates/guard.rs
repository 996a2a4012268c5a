//! When updates stop by themselves, and whether they go on.

use askama::Template;
use axum::extract::State;
use domain::{permission::Permission, rollout::ResumePolicy};
use service::{
    Action, May, Refusal, ask,
    rollouts::{GuardOf, SetGuard},
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
#[template(path = "portal/updates/guard.html")]
struct GuardPage {
    frame: Frame,
    at: At,
    typed: SetGuard,
    faults: Faults,
}

impl GuardPage {
    fn is(&self, policy: &ResumePolicy) -> bool {
        self.typed.resume == policy.key()
    }

    /// The fields of whole numbers: name, label, help, what they hold.
    fn numbers(&self) -> [(&'static str, &'static str, &'static str, &str); 2] {
        [
            ("stopPercent", "update-stop-percent", "update-stop-percent-help", &self.typed.percent),
            ("stopRooms", "update-stop-rooms", "update-stop-rooms-help", &self.typed.rooms),
        ]
    }
}

/// The form.
pub(super) async fn form(State(web): State<Web>, signed: Signed) -> PageResult {
    show(&web, &signed, None).await
}

/// Saves the choice.
pub(super) async fn save(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    match run(&web.app, &signed.caller, typed(&form)).await {
        Ok(()) => redirect("/updates?done=saved"),
        Err(refusal) => show(&web, &signed, Some((form, refusal))).await,
    }
}

fn typed(form: &Form) -> SetGuard {
    let text = |field: &str| form.text(field).to_owned();
    SetGuard { resume: text("resumePolicy"), percent: text("stopPercent"), rooms: text("stopRooms") }
}

async fn show(web: &Web, signed: &Signed, refused: Option<(Form, Refusal)>) -> PageResult {
    ask(&web.app, &signed.caller, &May(Action::UseOwn(Permission::SettingsModify))).await?;
    let guard = ask(&web.app, &signed.caller, &GuardOf).await?;
    let at = At::Own(signed.caller.person.organization);
    let frame = Frame::of(web, signed, at.face(), at.updates_entry()).await?;
    let (typed, faults) = if let Some((form, refusal)) = refused {
        (typed(&form), Faults::of(&frame.t, refusal)?)
    } else {
        let resume = guard.resume.key().to_owned();
        let stored = SetGuard { resume, percent: guard.percent.to_string(), rooms: guard.rooms.to_string() };
        (stored, Faults::default())
    };
    form_page(faults.status(), &GuardPage { frame, at, typed, faults })
}
