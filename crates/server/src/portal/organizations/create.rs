//! A new organization: its record, its domains, its first administrator, and the link shown once.

use askama::Template;
use axum::extract::State;
use service::{
    organizations::{CreateOrganization, NewOrganization},
    run,
};

use super::{address, frame};
use crate::{
    answer::{Faults, PageResult, form_page, html},
    api::users::set_password_url,
    caller::Signed,
    form::{Form, Posted},
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/organizations/new.html")]
struct NewPage {
    frame: Frame,
    faults: Faults,
    new: NewOrganization,
}

#[derive(Template)]
#[template(path = "portal/organizations/link.html")]
pub(super) struct LinkPage {
    pub(super) frame: Frame,
    /// What was made.
    pub(super) title: String,
    /// Who gets the link.
    pub(super) account: String,
    /// The link, shown this once.
    pub(super) link: String,
    /// When it opens, if not at once.
    pub(super) opens: Option<String>,
    /// Where to go on.
    pub(super) next: String,
}

/// The form.
pub async fn form(State(web): State<Web>, signed: Signed) -> PageResult {
    let new =
        NewOrganization { language: "en".to_owned(), time_zone: "UTC".to_owned(), ..Default::default() };
    html(&NewPage { frame: frame(&web, &signed).await?, faults: Faults::default(), new })
}

/// Makes the organization and shows its administrator's link.
pub async fn create(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    let frame = frame(&web, &signed).await?;
    let new = read(&form);
    match run(&web.app, &signed.caller, CreateOrganization::new(&web.app, new.clone())).await {
        Ok(made) => html(&LinkPage {
            title: frame.t.with("organizations-made", "name", &new.name),
            frame,
            account: new.administrator_upn,
            link: set_password_url(&web, &made.link),
            opens: None,
            next: address(made.organization),
        }),
        Err(refusal) => {
            let faults = Faults::of(&frame.t, refusal)?;
            form_page(faults.status(), &NewPage { frame, faults, new })
        }
    }
}

fn read(form: &Form) -> NewOrganization {
    let text = |field: &str| form.text(field).to_owned();
    NewOrganization {
        name: text("displayName"),
        country: text("country"),
        language: text("preferredLanguage"),
        time_zone: text("timeZone"),
        domains: form.text("verifiedDomains").split_whitespace().map(str::to_owned).collect(),
        administrator_upn: text("administratorUserPrincipalName"),
        administrator_name: text("administratorDisplayName"),
    }
}
