//! The record of an organization.

use askama::Template;
use axum::extract::State;
use domain::id::{Id, Organization};
use service::{
    ask,
    organizations::{EditOrganization, GetOrganization},
    run,
};

use super::{address, frame};
use crate::{
    answer::{Faults, PageResult, form_page, html, redirect},
    caller::Signed,
    form::Posted,
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/organizations/edit.html")]
struct EditPage {
    frame: Frame,
    faults: Faults,
    edit: EditOrganization,
    /// The name as it is kept, for the head of the page.
    name: String,
}

impl EditPage {
    fn stamp(&self) -> i64 {
        self.edit.stamp.unwrap_or_default()
    }
}

/// The form.
pub async fn form(
    State(web): State<Web>,
    signed: Signed,
    PagePath(organization): PagePath<Id<Organization>>,
) -> PageResult {
    let row = ask(&web.app, &signed.caller, &GetOrganization { organization }).await?;
    let edit = EditOrganization {
        organization,
        name: row.name.clone(),
        country: row.country,
        language: row.language,
        time_zone: row.time_zone,
        stamp: Some(row.stamp),
    };
    let frame = frame(&web, &signed).await?;
    html(&EditPage { frame, faults: Faults::default(), edit, name: row.name })
}

/// Saves what was typed.
pub async fn save(
    State(web): State<Web>,
    signed: Signed,
    PagePath(organization): PagePath<Id<Organization>>,
    Posted(form): Posted,
) -> PageResult {
    let edit = EditOrganization {
        organization,
        name: form.text("displayName").to_owned(),
        country: form.text("country").to_owned(),
        language: form.text("preferredLanguage").to_owned(),
        time_zone: form.text("timeZone").to_owned(),
        // A form without its stamp is older than any version.
        stamp: Some(form.text("stamp").parse().unwrap_or(-1)),
    };
    match run(&web.app, &signed.caller, edit.clone()).await {
        Ok(()) => redirect(&format!("{}?saved", address(organization))),
        Err(refusal) => {
            let row = ask(&web.app, &signed.caller, &GetOrganization { organization }).await?;
            let frame = frame(&web, &signed).await?;
            let faults = Faults::of(&frame.t, refusal)?;
            form_page(faults.status(), &EditPage { faults, frame, edit, name: row.name })
        }
    }
}
