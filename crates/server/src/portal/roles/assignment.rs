//! One assignment: its name, its members, its rooms, its period, its end.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::id::{Assignment, Id};
use service::{
    Refusal, ask,
    assignments::{
        ChangeAssignmentScope, ChangeMembers, ChangePeriod, DeleteAssignment, EditAssignment, Members,
        OwnAssignments, RolesAt, ShownAssignment,
    },
    roles::{RoleContext, RolesIn},
    run,
    scopes::ScopeUse,
};
use uuid::Uuid;

use super::{
    period::{PeriodFields, period_of},
    place::RolePlace,
};
use crate::{
    answer::{Faults, PageError, PageResult, html, redirect},
    caller::Signed,
    form::{Fields, Form, Posted},
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
    place: RolePlace,
    shown: ShownAssignment,
    name: String,
    description: String,
    pickers: Option<(PrincipalPicker, ScopePicker)>,
    period: PeriodFields,
    faults: Faults,
    saved: bool,
}

#[derive(Template)]
#[template(path = "portal/roles/delete.html")]
struct DeletePage {
    frame: Frame,
    place: RolePlace,
    shown: ShownAssignment,
}

async fn shown(web: &Web, signed: &Signed, place: RolePlace, id: Uuid) -> Result<ShownAssignment, Refusal> {
    let (app, caller) = (&web.app, &signed.caller);
    let found = match place.context {
        RoleContext::Own => ask(app, caller, &OwnAssignments { only: Some(Id::new(id)) }).await?,
        RoleContext::At(customer) => ask(app, caller, &RolesAt { customer }).await?,
    };
    // The one of Primary admins has its own form.
    found.into_iter().find(|shown| shown.row.id.uuid() == id && shown.scope.is_some()).ok_or(Refusal::Missing)
}

pub(super) async fn show(
    State(web): State<Web>,
    signed: Signed,
    place: RolePlace,
    fields: Fields,
) -> PageResult {
    page(&web, &signed, place, None, Faults::default(), fields.text("done") == "saved").await
}

/// Saves one part: the name, the members, the rooms or the period, as the button says.
pub(super) async fn save(
    State(web): State<Web>,
    signed: Signed,
    place: RolePlace,
    Posted(form): Posted,
) -> PageResult {
    let (context, id) = (place.context, place.id()?);
    let assignment: Id<Assignment> = Id::new(id);
    let stamp = form.text("stamp").parse().ok();
    let (app, caller) = (&web.app, &signed.caller);
    let outcome = match form.text("go") {
        "find" => return page(&web, &signed, place, Some(&form), Faults::default(), false).await,
        "members" => {
            let members = Members::Replace(principals_of(&form));
            run(app, caller, ChangeMembers { context, assignment, members, stamp }).await
        }
        "scope" => {
            let scope = scope_of(&form);
            run(app, caller, ChangeAssignmentScope { context, assignment, scope, stamp }).await
        }
        "period" => match period_of(&place.frame(&web, &signed).await?.t, &form) {
            Ok(period) => run(app, caller, ChangePeriod { context, assignment, period, stamp }).await,
            Err(refusal) => Err(refusal),
        },
        _ => {
            let name = form.text("name").to_owned();
            let description = form.text("description").to_owned();
            run(app, caller, EditAssignment { context, assignment, name, description, stamp }).await
        }
    };
    match outcome {
        Ok(()) => redirect(&format!("{}/{id}?done=saved", place.base())),
        Err(refusal) => {
            let frame = place.frame(&web, &signed).await?;
            let status = refusal.status();
            let faults = Faults::of(&frame.t, refusal)?;
            Ok(with_status(status, page(&web, &signed, place, Some(&form), faults, false).await?))
        }
    }
}

pub(super) async fn ask_delete(State(web): State<Web>, signed: Signed, place: RolePlace) -> PageResult {
    let frame = place.frame(&web, &signed).await?;
    let shown = shown(&web, &signed, place, place.id()?).await?;
    html(&DeletePage { frame, place, shown })
}

pub(super) async fn delete(
    State(web): State<Web>,
    signed: Signed,
    place: RolePlace,
    Posted(form): Posted,
) -> PageResult {
    let (context, assignment) = (place.context, Id::new(place.id()?));
    let stamp = form.text("stamp").parse().ok();
    run(&web.app, &signed.caller, DeleteAssignment { context, assignment, stamp }).await?;
    redirect(&place.done("saved"))
}

async fn page(
    web: &Web,
    signed: &Signed,
    place: RolePlace,
    form: Option<&Form>,
    faults: Faults,
    saved: bool,
) -> Result<Response, PageError> {
    let frame = place.frame(web, signed).await?;
    let shown = shown(web, signed, place, place.id()?).await?;
    let question = RolesIn { context: place.context, to_modify: false };
    let may_modify = ask(&web.app, &signed.caller, &question).await?.may_modify;
    // A form holds one part; the others stay as they are stored.
    let part = |name: &str| form.filter(|form| form.text("part") == name);
    let pickers = if may_modify {
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
        let scope_use = ScopeUse::Role(place.context);
        let error = faults.at("scope");
        Some((members, ScopePicker::of(web, signed, &frame, scope_use, scope, finds, error).await?))
    } else {
        None
    };
    let typed = |name: &str, stored: &str| {
        part("name").map_or_else(|| stored.to_owned(), |form| form.text(name).to_owned())
    };
    let period = match part("period") {
        Some(form) => PeriodFields::typed(&frame.t, form, &faults),
        None => PeriodFields::stored(&frame.t, shown.row.from, shown.row.until),
    };
    html(&AssignmentPage {
        name: typed("name", &shown.row.name),
        description: typed("description", &shown.row.description),
        frame,
        place,
        shown,
        pickers,
        period,
        faults,
        saved,
    })
}
