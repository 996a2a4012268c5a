//! Assigning a role: one's own in one's organization, a role at a customer there.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{
    role::{BuiltInRole, Role},
    scope::Scope,
};
use service::{
    ask,
    assignments::{AssignmentForm, CreateAssignment},
    roles::{Assigned, Proposed, RoleContext, RolesIn},
    run,
    scopes::ScopeUse,
};

use super::{
    mail::MailField,
    period::{PeriodFields, period_of},
    place::RolePlace,
    review::{Reviewed, export, is_export, preview_of, review},
};
use crate::{
    answer::{Faults, PageError, PageResult, html, redirect, with_status},
    caller::Signed,
    form::{Fields, Form, Posted},
    portal::{
        layout::Frame,
        pickers::{PrincipalPicker, ScopePicker, finds_of, principals_of, scope_of},
    },
    web::Web,
};

/// A role that can be assigned: its key, its name, what it is for.
type Offered = (String, String, String);

#[derive(Template)]
#[template(path = "portal/roles/create.html")]
struct CreatePage {
    frame: Frame,
    place: RolePlace,
    roles: Vec<Offered>,
    once: String,
    role: String,
    name: String,
    description: String,
    members: PrincipalPicker,
    scope: ScopePicker,
    mail: MailField,
    period: PeriodFields,
    faults: Faults,
}

pub(super) async fn show(
    State(web): State<Web>,
    signed: Signed,
    place: RolePlace,
    fields: Fields,
) -> PageResult {
    let role = fields.text("role").to_owned();
    page(&web, &signed, place, &Form::default(), role, Scope::NOTHING, Faults::default()).await
}

pub(super) async fn save(
    State(web): State<Web>,
    signed: Signed,
    place: RolePlace,
    Posted(form): Posted,
) -> PageResult {
    let role = form.text("role").to_owned();
    if matches!(form.text("go"), "find" | "back") {
        return page(&web, &signed, place, &form, role, scope_of(&form), Faults::default()).await;
    }
    let frame = place.frame(&web, &signed).await?;
    let outcome = match period_of(&frame.t, &form, "") {
        Ok(period) => {
            let assignment = AssignmentForm {
                name: form.text("name").to_owned(),
                description: form.text("description").to_owned(),
                members: principals_of(&form),
                scope: scope_of(&form),
                period,
                sends_mail: MailField::is_on(&form),
            };
            if let Some(proposed) = proposed(&role, &assignment) {
                if is_export(&form) {
                    return export(&web, &signed, place, proposed).await;
                }
                if form.text("confirmed") != "yes" {
                    let preview = preview_of(&web, &signed, place, proposed).await?;
                    if preview.touches_anybody() {
                        let (name, go) = (assignment.name.as_str(), "assign");
                        let reviewed = Reviewed { name, go, preview, assignments: Vec::new() };
                        return review(&web, &signed, place, reviewed, &form).await;
                    }
                }
            }
            let command = CreateAssignment { context: place.context, role: role.clone(), form: assignment };
            run(&web.app, &form.once(&signed.caller), command).await
        }
        Err(refusal) => Err(refusal),
    };
    match outcome {
        Ok(_) => redirect(&place.done("saved")),
        Err(refusal) => {
            let status = refusal.status();
            let faults = Faults::of(&frame.t, refusal)?;
            let page = page(&web, &signed, place, &form, role, scope_of(&form), faults).await?;
            Ok(with_status(status, page))
        }
    }
}

/// The assignment as it is thought of, once it is whole.
fn proposed(role: &str, form: &AssignmentForm) -> Option<Proposed> {
    let is_whole = !form.name.is_empty() && !form.members.is_empty() && !form.scope.is_empty();
    let role = Role::from_key(role).filter(|_| is_whole)?;
    Some(Proposed::Assign(Assigned::Role(role), form.clone()))
}

async fn page(
    web: &Web,
    signed: &Signed,
    place: RolePlace,
    form: &Form,
    role: String,
    scope: Scope,
    faults: Faults,
) -> Result<Response, PageError> {
    let frame = place.frame(web, signed).await?;
    let roles = offered(web, signed, &frame, place).await?;
    let words = (frame.t.t("role-members"), frame.t.t("members-help"));
    let error = faults.at("members").to_owned();
    let (find, chosen) = (form.text("find-principal"), principals_of(form));
    let members = PrincipalPicker::of(web, signed, &frame, (&words.0, &words.1), chosen, find, error).await?;
    let scope_use = ScopeUse::Role(place.context);
    let finds = finds_of(form);
    let scope = ScopePicker::of(web, signed, &frame, scope_use, scope, finds, faults.at("scope")).await?;
    let first = || roles.first().map(|(key, ..)| key.clone()).unwrap_or_default();
    html(&CreatePage {
        role: if roles.iter().any(|(key, ..)| *key == role) { role } else { first() },
        name: form.text("name").to_owned(),
        description: form.text("description").to_owned(),
        mail: MailField::of(&frame.t, web, MailField::is_on(form)),
        period: PeriodFields::typed(&frame.t, form, &faults, ""),
        once: web.app.ids.next().to_string(),
        frame,
        place,
        roles,
        members,
        scope,
        faults,
    })
}

/// The roles that can be assigned in a place.
async fn offered(
    web: &Web,
    signed: &Signed,
    frame: &Frame,
    place: RolePlace,
) -> Result<Vec<Offered>, service::Refusal> {
    let question = RolesIn { context: place.context, to_modify: true };
    let custom = ask(&web.app, &signed.caller, &question).await?.custom;
    let built_in: &[BuiltInRole] = match place.context {
        RoleContext::Own => &[BuiltInRole::SiteLead, BuiltInRole::SiteTech],
        RoleContext::At(_) => &[],
    };
    let built_in = built_in.iter().map(|role| {
        let key = role.key();
        (key.to_owned(), frame.t.word("role-", key), frame.t.word("role-help-", key))
    });
    let custom = custom.into_iter().map(|role| (role.id.to_string(), role.name, role.description));
    Ok(built_in.chain(custom).collect())
}
