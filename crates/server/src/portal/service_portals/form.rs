//! Registering a portal, and changing one.

use askama::Template;
use axum::extract::State;
use domain::id::{Id, ServicePortal};
use service::{
    Action, May, ask, run,
    service_portals::{EditServicePortal, RegisterServicePortal, ServicePortalForm, ServicePortalRow},
};

use super::{BASE, find, frame};
use crate::{
    answer::{Faults, PageResult, form_page, html, redirect},
    caller::Signed,
    form::{Form, Posted},
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/service_portals/form.html")]
struct FormPage {
    frame: Frame,
    faults: Faults,
    /// The portal that is changed; none for a new one.
    row: Option<ServicePortalRow>,
    name: String,
    url_template: String,
    /// The version that was read.
    stamp: String,
}

impl FormPage {
    fn title(&self) -> String {
        self.frame.t.t(if self.row.is_some() { "service-portal-edit" } else { "service-portal-new" })
    }
}

pub(super) async fn new(State(web): State<Web>, signed: Signed) -> PageResult {
    ask(&web.app, &signed.caller, &May(Action::Operate)).await?;
    let (name, url_template, stamp) = (String::new(), "https://".to_owned(), String::new());
    let frame = frame(&web, &signed).await?;
    html(&FormPage { frame, faults: Faults::default(), row: None, name, url_template, stamp })
}

pub(super) async fn create(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    match run(&web.app, &signed.caller, RegisterServicePortal { form: read(&form) }).await {
        Ok(_) => redirect(&format!("{BASE}?done=saved")),
        Err(refusal) => {
            let frame = frame(&web, &signed).await?;
            let faults = Faults::of(&frame.t, refusal)?;
            form_page(faults.status(), &page(frame, faults, None, &form))
        }
    }
}

pub(super) async fn edit(
    State(web): State<Web>,
    signed: Signed,
    PagePath(portal): PagePath<Id<ServicePortal>>,
) -> PageResult {
    let row = find(&web, &signed, portal).await?;
    let (name, url_template) = (row.name.clone(), row.url_template.clone());
    let stamp = row.stamp.to_string();
    let frame = frame(&web, &signed).await?;
    html(&FormPage { frame, faults: Faults::default(), row: Some(row), name, url_template, stamp })
}

pub(super) async fn save(
    State(web): State<Web>,
    signed: Signed,
    PagePath(portal): PagePath<Id<ServicePortal>>,
    Posted(form): Posted,
) -> PageResult {
    // What cannot be read as a version matches none.
    let stamp = Some(form.text("stamp").parse().unwrap_or(-1));
    match run(&web.app, &signed.caller, EditServicePortal { portal, form: read(&form), stamp }).await {
        Ok(()) => redirect(&format!("{BASE}?done=saved")),
        Err(refusal) => {
            let row = find(&web, &signed, portal).await?;
            let frame = frame(&web, &signed).await?;
            let faults = Faults::of(&frame.t, refusal)?;
            form_page(faults.status(), &page(frame, faults, Some(row), &form))
        }
    }
}

fn read(form: &Form) -> ServicePortalForm {
    let text = |field: &str| Some(form.text(field).to_owned());
    ServicePortalForm { name: text("displayName"), url_template: text("urlTemplate") }
}

/// The form as it was sent.
fn page(frame: Frame, faults: Faults, row: Option<ServicePortalRow>, form: &Form) -> FormPage {
    let text = |field: &str| form.text(field).to_owned();
    let (name, url_template, stamp) = (text("displayName"), text("urlTemplate"), text("stamp"));
    FormPage { frame, faults, row, name, url_template, stamp }
}
