//! Making a role: its name, its permissions, who holds it first, for which rooms, a look at all of it. One
//! form, which carries everything from page to page, so that it works without script.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{
    permission::{Permission, PermissionSet},
    role::Role,
};
use service::{
    Refusal, ask,
    assignments::Period,
    roles::{RoleForm, Roles, RolesIn},
    run,
    scopes::ScopeUse,
};

use super::{
    custom::offered,
    mail::MailField,
    period::{PeriodFields, period_of},
    period_between,
    place::RolePlace,
    review::{export, preview_of},
    wizard_state::{Draft, FIRST, STEPS},
};
use crate::{
    answer::{Faults, PageError, PageResult, html, redirect, with_status},
    caller::Signed,
    form::{Fields, Form, Posted},
    portal::{
        layout::Frame,
        pickers::{PrincipalPicker, ScopePicker, finds_of},
        previews::PreviewPart,
    },
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/roles/wizard.html")]
struct WizardPage {
    frame: Frame,
    place: RolePlace,
    draft: Draft,
    steps: [&'static str; 6],
    /// What can be chosen, by what it is about.
    offered: Vec<(&'static str, Vec<(Permission, bool)>)>,
    /// What is chosen.
    chosen: PermissionSet,
    /// What the other role allows and the reader cannot give.
    left_out: PermissionSet,
    mail: MailField,
    period: PeriodFields,
    period_words: Option<String>,
    members: Option<PrincipalPicker>,
    rooms: Option<ScopePicker>,
    /// What the first assignment would give.
    preview: Option<PreviewPart>,
    faults: Faults,
}

impl WizardPage {
    fn fault_of_first(&self, field: &str) -> &str {
        self.faults.at(&format!("{FIRST}{field}"))
    }
}

/// The first step; with `like` filled with what another role has, as far as the reader can give it.
pub(super) async fn begin(
    State(web): State<Web>,
    signed: Signed,
    place: RolePlace,
    fields: Fields,
) -> PageResult {
    let frame = place.frame(&web, &signed).await?;
    let roles = roles(&web, &signed, place).await?;
    let like = fields.text("like").to_owned();
    let role = match like.as_str() {
        "" => RoleForm::default(),
        key => {
            let (name, description, permissions) = named(&frame, &roles, key).ok_or(Refusal::Missing)?;
            let given = permissions.and(roles.conferrable);
            RoleForm {
                name: frame.t.with("role-copy-of", "name", name),
                description,
                permissions: given.iter().map(|permission| permission.key().to_owned()).collect(),
            }
        }
    };
    let draft = Draft::new(like, role, web.app.ids.next().to_string());
    page(&web, &signed, place, draft, &Form::default(), Faults::default()).await
}

/// Any step, posted: on, back, another search, or the last one, which makes the role.
pub(super) async fn step(
    State(web): State<Web>,
    signed: Signed,
    place: RolePlace,
    Posted(form): Posted,
) -> PageResult {
    let mut draft = Draft::read(&form);
    match form.text("go") {
        "back" => draft.go(true),
        "find" => {}
        "export" if draft.asks("review") => {
            let frame = place.frame(&web, &signed).await?;
            let period = period_of(&frame.t, &form, FIRST)?;
            return export(&web, &signed, place, draft.proposed(chosen(&draft), period)).await;
        }
        "add" if draft.asks("review") => return finish(&web, &signed, place, draft, &form).await,
        _ => match draft.lacks() {
            None => draft.go(false),
            Some(refusal) => return refused(&web, &signed, place, draft, &form, refusal).await,
        },
    }
    page(&web, &signed, place, draft, &form, Faults::default()).await
}

async fn finish(web: &Web, signed: &Signed, place: RolePlace, mut draft: Draft, form: &Form) -> PageResult {
    let frame = place.frame(web, signed).await?;
    let period = if draft.assigns { period_of(&frame.t, form, FIRST) } else { Ok(Period::default()) };
    let outcome = match period {
        Ok(period) => run(&web.app, &form.once(&signed.caller), draft.command(place.context, period)).await,
        Err(refusal) => Err(refusal),
    };
    match outcome {
        Ok(_) => redirect(&place.done("saved")),
        Err(refusal) => {
            let conferrable = roles(web, signed, place).await?.conferrable;
            draft.return_to(&refusal, conferrable.covers(chosen(&draft)));
            refused(web, signed, place, draft, form, refusal).await
        }
    }
}

async fn refused(
    web: &Web,
    signed: &Signed,
    place: RolePlace,
    draft: Draft,
    form: &Form,
    refusal: Refusal,
) -> PageResult {
    let frame = place.frame(web, signed).await?;
    let status = refusal.status();
    let faults = Faults::of(&frame.t, refusal)?;
    Ok(with_status(status, page(web, signed, place, draft, form, faults).await?))
}

async fn roles(web: &Web, signed: &Signed, place: RolePlace) -> Result<Roles, Refusal> {
    ask(&web.app, &signed.caller, &RolesIn { context: place.context, to_modify: true }).await
}

/// Name, description and permissions of a role of the place.
fn named(frame: &Frame, roles: &Roles, key: &str) -> Option<(String, String, PermissionSet)> {
    match Role::from_key(key)? {
        Role::BuiltIn(role) => {
            let (_, permissions) = roles.built_in.iter().find(|(built_in, _)| *built_in == role)?;
            Some((frame.t.word("role-", role.key()), String::new(), *permissions))
        }
        Role::Custom(id) => {
            let role = roles.custom.iter().find(|role| role.id == id)?;
            Some((role.name.clone(), role.description.clone(), role.permissions))
        }
    }
}

fn chosen(draft: &Draft) -> PermissionSet {
    Permission::ALL.into_iter().filter(|permission| draft.chooses(permission)).collect()
}

async fn page(
    web: &Web,
    signed: &Signed,
    place: RolePlace,
    draft: Draft,
    form: &Form,
    faults: Faults,
) -> Result<Response, PageError> {
    let frame = place.frame(web, signed).await?;
    let roles = roles(web, signed, place).await?;
    let like = named(&frame, &roles, &draft.like).map_or(PermissionSet::NONE, |(_, _, like)| like);
    let looks = |step: &str| draft.assigns && (draft.asks(step) || draft.asks("review"));
    let at = |field: &str| faults.at(&format!("{FIRST}{field}")).to_owned();
    let members = if looks("members") {
        let words = (frame.t.t("role-members"), frame.t.t("members-help"));
        let find = form.text("find-principal");
        let (words, chosen) = ((words.0.as_str(), words.1.as_str()), draft.members.clone());
        Some(PrincipalPicker::of(web, signed, &frame, words, chosen, find, at("members")).await?)
    } else {
        None
    };
    let rooms = if looks("rooms") {
        let (scope_use, scope) = (ScopeUse::Role(place.context), draft.scope.clone());
        Some(ScopePicker::of(web, signed, &frame, scope_use, scope, finds_of(form), &at("scope")).await?)
    } else {
        None
    };
    let period = period_of(&frame.t, form, FIRST).unwrap_or_default();
    let preview = if draft.assigns && draft.asks("review") {
        Some(preview_of(web, signed, place, draft.proposed(chosen(&draft), period)).await?)
    } else {
        None
    };
    html(&WizardPage {
        offered: offered(roles.conferrable, |permission| draft.chooses(&permission)),
        chosen: chosen(&draft),
        left_out: like.without(roles.conferrable),
        mail: MailField::of(&frame.t, web, draft.sends_mail),
        period: PeriodFields::typed(&frame.t, form, &faults, FIRST),
        period_words: period_between(&frame.t, period.from, period.until),
        frame,
        place,
        draft,
        steps: STEPS,
        members,
        rooms,
        preview,
        faults,
    })
}
