//! One assignment of an own role: its name, its members, its rooms, its end.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{
    id::{Assignment, Id},
    organization::Face,
};
use service::{
    Refusal, ask,
    assignments::{
        ChangeAssignmentScope, ChangeMembers, DeleteAssignment, EditAssignment, Members, OwnAssignments,
        ShownAssignment,
    },
    run,
};
use uuid::Uuid;

use crate::{
    answer::{Faults, PageError, PageResult, html, redirect},
    caller::Signed,
    form::{Fields, Form, Posted},
    path::PagePath,
    portal::{
        layout::Frame,
        partners::with_status,
        pickers::{PrincipalPicker, ScopePicker, finds_of, principals_of, scope_of},
    },
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/roles/assignment.html")]
struct AssignmentPage {
    frame: Frame,
    shown: ShownAssignment,
    name: String,
    description: String,
    pickers: Option<(PrincipalPicker, ScopePicker)>,
    faults: Faults,
    saved: bool,
}

#[derive(Template)]
#[template(path = "portal/roles/delete.html")]
struct DeletePage {
    frame: Frame,
    shown: ShownAssignment,
}

async fn shown(web: &Web, signed: &Signed, id: Uuid) -> Result<ShownAssignment, Refusal> {
    let question = OwnAssignments { only: Some(Id::new(id)) };
    ask(&web.app, &signed.caller, &question).await?.into_iter().next().ok_or(Refusal::Missing)
}

pub(super) async fn show(
    State(web): State<Web>,
    signed: Signed,
    PagePath(id): PagePath<Uuid>,
    fields: Fields,
) -> PageResult {
    page(&web, &signed, id, None, Faults::default(), fields.text("done") == "saved").await
}

/// Saves one part: the name, the members or the rooms, as the button says.
pub(super) async fn save(
    State(web): State<Web>,
    signed: Signed,
    PagePath(id): PagePath<Uuid>,
    Posted(form): Posted,
) -> PageResult {
    let assignment: Id<Assignment> = Id::new(id);
    let stamp = form.text("stamp").parse().ok();
    let (app, caller) = (&web.app, &signed.caller);
    let outcome = match form.text("go") {
        "find" => return page(&web, &signed, id, Some(&form), Faults::default(), false).await,
        "members" => {
            let members = Members::Replace(principals_of(&form));
            run(app, caller, ChangeMembers { assignment, members, stamp }).await
        }
        "scope" => {
            run(app, caller, ChangeAssignmentScope { assignment, scope: scope_of(&form), stamp }).await
        }
        _ => {
            let name = form.text("name").to_owned();
            let description = form.text("description").to_owned();
            run(app, caller, EditAssignment { assignment, name, description, stamp }).await
        }
    };
    match outcome {
        Ok(()) => redirect(&format!("/settings/roles/{id}?done=saved")),
        Err(refusal) => {
            let frame = Frame::of(&web, &signed, Face::Rooms, "roles").await?;
            let status = refusal.status();
            let faults = Faults::of(&frame.t, refusal)?;
            Ok(with_status(status, page(&web, &signed, id, Some(&form), faults, false).await?))
        }
    }
}

pub(super) async fn ask_delete(
    State(web): State<Web>,
    signed: Signed,
    PagePath(id): PagePath<Uuid>,
) -> PageResult {
    let frame = Frame::of(&web, &signed, Face::Rooms, "roles").await?;
    html(&DeletePage { frame, shown: shown(&web, &signed, id).await? })
}

pub(super) async fn delete(
    State(web): State<Web>,
    signed: Signed,
    PagePath(id): PagePath<Uuid>,
    Posted(form): Posted,
) -> PageResult {
    let command = DeleteAssignment { assignment: Id::new(id), stamp: form.text("stamp").parse().ok() };
    run(&web.app, &signed.caller, command).await?;
    redirect("/settings/roles?done=saved")
}

async fn page(
    web: &Web,
    signed: &Signed,
    id: Uuid,
    form: Option<&Form>,
    faults: Faults,
    saved: bool,
) -> Result<Response, PageError> {
    let frame = Frame::of(web, signed, Face::Rooms, "roles").await?;
    let shown = shown(web, signed, id).await?;
    // A form holds one part; the others stay as they are stored.
    let part = |name: &str| form.filter(|form| form.text("part") == name);
    let pickers = if frame.may("role.modify") {
        let words = (frame.t.t("role-members"), frame.t.t("members-help"));
        let stored = || shown.members.iter().map(|member| member.principal).collect();
        let chosen = part("members").map_or_else(stored, principals_of);
        let find = part("members").map_or("", |form| form.text("find-principal"));
        let error = faults.at("members").to_owned();
        let members =
            PrincipalPicker::of(web, signed, &frame, (&words.0, &words.1), chosen, find, error).await?;
        let stored = || shown.scope.clone().unwrap_or_default().scope();
        let scope = part("scope").map_or_else(stored, scope_of);
        let finds = part("scope").map_or_else(Default::default, finds_of);
        Some((members, ScopePicker::of(web, signed, &frame, scope, finds, faults.at("scope")).await?))
    } else {
        None
    };
    let typed = |name: &str, stored: &str| {
        part("name").map_or_else(|| stored.to_owned(), |form| form.text(name).to_owned())
    };
    html(&AssignmentPage {
        name: typed("name", &shown.row.name),
        description: typed("description", &shown.row.description),
        frame,
        shown,
        pickers,
        faults,
        saved,
    })
}
