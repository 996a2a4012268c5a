//! Assigning a role.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{organization::Face, scope::Scope};
use service::{assignments::CreateAssignment, run};

use crate::{
    answer::{Faults, PageError, PageResult, html, redirect},
    caller::Signed,
    form::{Form, Posted},
    portal::{
        layout::Frame,
        partners::with_status,
        pickers::{PrincipalPicker, ScopePicker, finds_of, principals_of, scope_of},
    },
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/roles/create.html")]
struct CreatePage {
    frame: Frame,
    role: String,
    name: String,
    description: String,
    members: PrincipalPicker,
    scope: ScopePicker,
    faults: Faults,
}

pub(super) async fn show(State(web): State<Web>, signed: Signed) -> PageResult {
    page(&web, &signed, &Form::default(), Scope::NOTHING, Faults::default()).await
}

pub(super) async fn save(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    if form.text("go") == "find" {
        return page(&web, &signed, &form, scope_of(&form), Faults::default()).await;
    }
    let command = CreateAssignment {
        role: form.text("role").to_owned(),
        name: form.text("name").to_owned(),
        description: form.text("description").to_owned(),
        members: principals_of(&form),
        scope: scope_of(&form),
    };
    match run(&web.app, &signed.caller, command).await {
        Ok(_) => redirect("/settings/roles?done=saved"),
        Err(refusal) => {
            let frame = Frame::of(&web, &signed, Face::Rooms, "roles").await?;
            let status = refusal.status();
            let faults = Faults::of(&frame.t, refusal)?;
            Ok(with_status(status, page(&web, &signed, &form, scope_of(&form), faults).await?))
        }
    }
}

async fn page(
    web: &Web,
    signed: &Signed,
    form: &Form,
    scope: Scope,
    faults: Faults,
) -> Result<Response, PageError> {
    let frame = Frame::of(web, signed, Face::Rooms, "roles").await?;
    let words = (frame.t.t("role-members"), frame.t.t("members-help"));
    let error = faults.at("members").to_owned();
    let (find, chosen) = (form.text("find-principal"), principals_of(form));
    let members = PrincipalPicker::of(web, signed, &frame, (&words.0, &words.1), chosen, find, error).await?;
    let scope = ScopePicker::of(web, signed, &frame, scope, finds_of(form), faults.at("scope")).await?;
    html(&CreatePage {
        role: form.text("role").to_owned(),
        name: form.text("name").to_owned(),
        description: form.text("description").to_owned(),
        frame,
        members,
        scope,
        faults,
    })
}
