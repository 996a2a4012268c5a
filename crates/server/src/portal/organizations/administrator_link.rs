//! A further one-time link for an administrator of an organization.

use askama::Template;
use axum::extract::State;
use domain::id::{Id, Organization};
use service::{
    ask,
    organizations::{GetOrganization, MakeAdministratorLink},
    run,
};

use super::{address, create::LinkPage, frame};
use crate::{
    answer::{Faults, PageResult, form_page, html},
    api::users::set_password_url,
    caller::Signed,
    form::Posted,
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/organizations/administrator_link.html")]
struct AdministratorLinkPage {
    frame: Frame,
    faults: Faults,
    wanted: MakeAdministratorLink,
    name: String,
}

/// The form.
pub async fn form(
    State(web): State<Web>,
    signed: Signed,
    PagePath(organization): PagePath<Id<Organization>>,
) -> PageResult {
    let row = ask(&web.app, &signed.caller, &GetOrganization { organization }).await?;
    let wanted = MakeAdministratorLink { organization, upn: String::new(), display_name: String::new() };
    let frame = frame(&web, &signed).await?;
    html(&AdministratorLinkPage { frame, faults: Faults::default(), wanted, name: row.name })
}

/// Makes the link and shows it.
pub async fn make(
    State(web): State<Web>,
    signed: Signed,
    PagePath(organization): PagePath<Id<Organization>>,
    Posted(form): Posted,
) -> PageResult {
    let row = ask(&web.app, &signed.caller, &GetOrganization { organization }).await?;
    let frame = frame(&web, &signed).await?;
    let wanted = MakeAdministratorLink {
        organization,
        upn: form.text("userPrincipalName").to_owned(),
        display_name: form.text("displayName").to_owned(),
    };
    match run(&web.app, &signed.caller, wanted.clone()).await {
        Ok(made) => {
            let opens = (made.opens_at > web.app.clock.now()).then(|| frame.t.time(made.opens_at));
            html(&LinkPage {
                title: frame.t.with("organizations-administrator-link-made", "name", row.name),
                frame,
                account: wanted.upn,
                link: set_password_url(&web, &made.secret),
                opens,
                next: address(organization),
            })
        }
        Err(refusal) => {
            let faults = Faults::of(&frame.t, refusal)?;
            form_page(faults.status(), &AdministratorLinkPage { frame, faults, wanted, name: row.name })
        }
    }
}
