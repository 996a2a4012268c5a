//! Registering an application, and setting one.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::State;
use domain::application::ApiPermission;
use service::{
    Action, May, Refusal,
    applications::{ApplicationForm, ApplicationRow, EditApplication, RegisterApplication},
    ask, run,
};

use super::{BASE, Named, find, frame, meaning};
use crate::{
    answer::{Faults, PageResult, form_page, redirect},
    caller::Signed,
    form::{Form, Posted},
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/applications/form.html")]
struct FormPage {
    frame: Frame,
    /// The application that is set; none for a new one.
    row: Option<ApplicationRow>,
    typed: Typed,
    once: String,
    faults: Faults,
}

/// What the fields hold.
#[derive(Default)]
struct Typed {
    name: String,
    redirects: String,
    is_public: bool,
    application_permissions: BTreeSet<String>,
    delegated_permissions: BTreeSet<String>,
    stamp: String,
}

impl FormPage {
    fn title(&self) -> String {
        self.frame.t.t(if self.row.is_some() { "application-edit" } else { "application-new" })
    }

    fn back(&self) -> String {
        self.row.as_ref().map_or_else(|| BASE.to_owned(), |row| format!("{BASE}/{}", row.id))
    }

    /// The permissions by name and meaning, and whether each is chosen: those of an application by itself, or of one that acts for people.
    fn permissions(&self, chosen: &BTreeSet<String>, by_itself: bool) -> Vec<(&'static str, String, bool)> {
        let all = ApiPermission::ALL.into_iter().filter(|it| !(by_itself && it.is_delegated_only()));
        all.map(|it| (it.key(), meaning(&self.frame.t, it), chosen.contains(it.key()))).collect()
    }
}

/// The form of a new application.
pub(super) async fn new(State(web): State<Web>, signed: Signed) -> PageResult {
    ask(&web.app, &signed.caller, &May(Action::AdministerApplications)).await?;
    page(&web, &signed, None, Typed::default(), None).await
}

/// Registers it.
pub(super) async fn register(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    match run(&web.app, &form.once(&signed.caller), RegisterApplication { form: wanted(&form) }).await {
        Ok(id) => redirect(&format!("{BASE}/{id}?done=registered")),
        Err(refusal) => page(&web, &signed, None, typed(&form), Some(refusal)).await,
    }
}

/// The form of an application.
pub(super) async fn edit(
    State(web): State<Web>,
    signed: Signed,
    PagePath(Named { application }): PagePath<Named>,
) -> PageResult {
    let row = find(&web, &signed, application).await?.row;
    let names = |permissions: &BTreeSet<ApiPermission>| {
        permissions.iter().map(|it| it.key().to_owned()).collect::<BTreeSet<_>>()
    };
    let typed = Typed {
        name: row.setting.name.clone(),
        redirects: row.setting.redirects.join("\n"),
        is_public: row.setting.is_public,
        application_permissions: names(&row.setting.application_permissions),
        delegated_permissions: names(&row.setting.delegated_permissions),
        stamp: row.stamp.to_string(),
    };
    page(&web, &signed, Some(row), typed, None).await
}

/// Sets it.
pub(super) async fn save(
    State(web): State<Web>,
    signed: Signed,
    PagePath(Named { application }): PagePath<Named>,
    Posted(form): Posted,
) -> PageResult {
    let row = find(&web, &signed, application).await?.row;
    let stamp = form.text("stamp").parse().ok();
    match run(&web.app, &signed.caller, EditApplication { application, stamp, form: wanted(&form) }).await {
        Ok(()) => redirect(&format!("{BASE}/{application}?done=saved")),
        Err(refusal) => page(&web, &signed, Some(row), typed(&form), Some(refusal)).await,
    }
}

fn wanted(form: &Form) -> ApplicationForm {
    let chosen = |name: &str| Some(form.all(name).map(str::to_owned).collect());
    let lines = form.text("redirectUris").lines().map(str::trim).filter(|line| !line.is_empty());
    ApplicationForm {
        name: Some(form.text("displayName").to_owned()),
        redirects: Some(lines.map(str::to_owned).collect()),
        is_public: Some(form.has("isPublicClient")),
        application_permissions: chosen("applicationPermissions"),
        delegated_permissions: chosen("delegatedPermissions"),
    }
}

fn typed(form: &Form) -> Typed {
    let chosen = |name: &str| form.all(name).map(str::to_owned).collect();
    Typed {
        name: form.text("displayName").to_owned(),
        redirects: form.text("redirectUris").to_owned(),
        is_public: form.has("isPublicClient"),
        application_permissions: chosen("applicationPermissions"),
        delegated_permissions: chosen("delegatedPermissions"),
        stamp: form.text("stamp").to_owned(),
    }
}

async fn page(
    web: &Web,
    signed: &Signed,
    row: Option<ApplicationRow>,
    typed: Typed,
    refusal: Option<Refusal>,
) -> PageResult {
    let frame = frame(web, signed).await?;
    let faults = refusal.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    let once = web.app.ids.next().to_string();
    form_page(faults.status(), &FormPage { frame, row, typed, once, faults })
}
