//! One assignment: its name, its members, its rooms, its period, its end.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{
    id::{Assignment, Id},
    time::Time,
};
use fluent_templates::fluent_bundle::FluentValue;
use service::{
    Code, Refusal, ask,
    assignments::{
        ChangeAssignmentScope, ChangeMembers, ChangePeriod, DeleteAssignment, EditAssignment, Members,
        OwnAssignments, Period, RolesAt, ShownAssignment,
    },
    roles::{AssignmentEdit, Proposed, RoleContext, RolesIn},
    run,
    scopes::ScopeUse,
};
use uuid::Uuid;

use super::{
    mail::MailField,
    period::{EXTENSIONS, PeriodFields, extended, last, period_of},
    place::RolePlace,
    review::{Reviewed, export, go, is_export, preview_of, review},
};
use crate::{
    answer::{Faults, PageError, PageResult, html, redirect, with_status},
    caller::Signed,
    form::{Fields, Form, Posted},
    portal::{
        layout::Frame,
        pickers::{PrincipalPicker, ScopePicker, finds_of, principals_of, scope_of},
        previews::PreviewPart,
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
    mail: MailField,
    pickers: Option<(PrincipalPicker, ScopePicker)>,
    period: PeriodFields,
    /// By how many days it can be extended at one click, with the words for it.
    extensions: Vec<(i64, String)>,
    faults: Faults,
    /// Words for what was just done to it.
    done: Option<String>,
}

/// What was just done to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Done {
    #[default]
    Nothing,
    Saved,
    Extended,
}

#[derive(Template)]
#[template(path = "portal/roles/delete.html")]
struct DeletePage {
    frame: Frame,
    place: RolePlace,
    shown: ShownAssignment,
    preview: PreviewPart,
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
    let done = match fields.text("done") {
        "saved" => Done::Saved,
        "extended" => Done::Extended,
        _ => Done::Nothing,
    };
    page(&web, &signed, place, None, Faults::default(), done).await
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
    let go = go(&form);
    if let Some((name, edit)) = edited(&web, &signed, place, go, &form).await? {
        let proposed = Proposed::EditAssignment(assignment, edit);
        if is_export(&form) {
            return export(&web, &signed, place, proposed).await;
        }
        if form.text("confirmed") != "yes" {
            let preview = preview_of(&web, &signed, place, proposed).await?;
            if preview.touches_anybody() {
                let shown = shown(&web, &signed, place, id).await?;
                let name_of = shown.row.name.as_str();
                let reviewed = Reviewed { name: name_of, go: name, preview, assignments: Vec::new() };
                return review(&web, &signed, place, reviewed, &form).await;
            }
        }
    }
    let outcome = match go {
        "find" | "back" => {
            return page(&web, &signed, place, Some(&form), Faults::default(), Done::Nothing).await;
        }
        "members" => {
            let members = Members::Replace(principals_of(&form));
            run(app, caller, ChangeMembers { context, assignment, members, stamp }).await
        }
        "scope" => {
            let scope = scope_of(&form);
            run(app, caller, ChangeAssignmentScope { context, assignment, scope, stamp }).await
        }
        "period" => match period_of(&place.frame(&web, &signed).await?.t, &form, "") {
            Ok(period) => run(app, caller, ChangePeriod { context, assignment, period, stamp }).await,
            Err(refusal) => Err(refusal),
        },
        _ => {
            let name = form.text("name").to_owned();
            let description = form.text("description").to_owned();
            let sends_mail = Some(MailField::is_on(&form));
            let edit = EditAssignment { context, assignment, name, description, sends_mail, stamp };
            run(app, caller, edit).await
        }
    };
    match outcome {
        Ok(()) => redirect(&format!("{}/{id}?done=saved", place.base())),
        Err(refusal) => {
            let frame = place.frame(&web, &signed).await?;
            let status = refusal.status();
            let faults = Faults::of(&frame.t, refusal)?;
            Ok(with_status(status, page(&web, &signed, place, Some(&form), faults, Done::Nothing).await?))
        }
    }
}

/// What a part of the form would change about rights, and what its button says; none where it changes none, or is not whole.
async fn edited(
    web: &Web,
    signed: &Signed,
    place: RolePlace,
    go: &str,
    form: &Form,
) -> Result<Option<(&'static str, AssignmentEdit)>, Refusal> {
    let mut edit = AssignmentEdit::default();
    let name = match go {
        "members" => {
            edit.members = Some(principals_of(form)).filter(|members| !members.is_empty());
            "members"
        }
        "scope" => {
            edit.scope = Some(scope_of(form)).filter(|scope| !scope.is_empty());
            "scope"
        }
        "period" => {
            let frame = place.frame(web, signed).await?;
            let is_whole = |period: &Period| match (period.from, period.until) {
                (from, Some(until)) => until > frame.now && from.is_none_or(|from| from < until),
                (_, None) => true,
            };
            edit.period = period_of(&frame.t, form, "").ok().filter(is_whole);
            "period"
        }
        _ => return Ok(None),
    };
    let is_whole = edit.members.is_some() || edit.scope.is_some() || edit.period.is_some();
    Ok(is_whole.then_some((name, edit)))
}

/// Gives it a later end at one click.
pub(super) async fn extend(
    State(web): State<Web>,
    signed: Signed,
    place: RolePlace,
    Posted(form): Posted,
) -> PageResult {
    let frame = place.frame(&web, &signed).await?;
    let days = form.text("days").parse().ok().filter(|days| EXTENSIONS.contains(days));
    let days = days.ok_or_else(|| Refusal::field("days", Code::UnknownValue))?;
    let row = shown(&web, &signed, place, place.id()?).await?.row;
    // Without an end there is nothing to extend.
    if let Some(until) = row.until {
        let until = Some(extended(&frame.t, until, frame.now, days));
        let command = ChangePeriod {
            context: place.context,
            assignment: row.id,
            period: Period { from: row.from, until },
            stamp: form.text("stamp").parse().ok(),
        };
        run(&web.app, &signed.caller, command).await?;
    }
    redirect(&format!("{}/{}?done=extended", place.base(), row.id))
}

pub(super) async fn ask_delete(State(web): State<Web>, signed: Signed, place: RolePlace) -> PageResult {
    let frame = place.frame(&web, &signed).await?;
    let shown = shown(&web, &signed, place, place.id()?).await?;
    let preview = preview_of(&web, &signed, place, Proposed::DeleteAssignment(shown.row.id)).await?;
    html(&DeletePage { frame, place, shown, preview })
}

pub(super) async fn delete(
    State(web): State<Web>,
    signed: Signed,
    place: RolePlace,
    Posted(form): Posted,
) -> PageResult {
    let (context, assignment) = (place.context, Id::new(place.id()?));
    if is_export(&form) {
        return export(&web, &signed, place, Proposed::DeleteAssignment(assignment)).await;
    }
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
    done: Done,
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
    let until = shown.row.until;
    let (t, now) = (frame.t.clone(), frame.now);
    let extension = |until: Time| {
        EXTENSIONS.map(|days| {
            let day = t.date(last(extended(&t, until, now, days)));
            (days, t.values("period-extend-by", [("count", days.into()), ("day", FluentValue::from(day))]))
        })
    };
    let extensions = until.filter(|_| may_modify).map(extension).into_iter().flatten().collect();
    let period = match part("period") {
        Some(form) => PeriodFields::typed(&frame.t, form, &faults, ""),
        None => PeriodFields::stored(&frame.t, shown.row.from, shown.row.until),
    };
    html(&AssignmentPage {
        name: typed("name", &shown.row.name),
        description: typed("description", &shown.row.description),
        mail: MailField::of(&frame.t, web, part("name").map_or(shown.row.sends_mail, MailField::is_on)),
        frame,
        place,
        shown,
        pickers,
        period,
        extensions,
        done: match (done, until) {
            (Done::Nothing, _) => None,
            (Done::Extended, Some(until)) => Some(t.with("period-extended", "day", t.date(last(until)))),
            (Done::Saved | Done::Extended, _) => Some(t.t("changes-saved")),
        },
        faults,
    })
}
