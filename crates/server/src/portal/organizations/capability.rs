//! Switching the partner capability, after a page that says what follows.

use askama::Template;
use axum::extract::State;
use domain::id::{Id, Organization};
use service::{
    ask,
    organizations::{GetOrganization, OrganizationRow, SetPartnerCapability},
    run,
};

use super::{address, frame};
use crate::{
    answer::{PageResult, html, redirect},
    caller::Signed,
    form::Posted,
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/organizations/capability.html")]
struct CapabilityPage {
    frame: Frame,
    row: OrganizationRow,
    title: String,
}

/// Asks before the capability is switched.
pub async fn confirm(
    State(web): State<Web>,
    signed: Signed,
    PagePath(organization): PagePath<Id<Organization>>,
) -> PageResult {
    let row = ask(&web.app, &signed.caller, &GetOrganization { organization }).await?;
    let frame = frame(&web, &signed).await?;
    let title = if row.is_partner {
        frame.t.with("organizations-partner-off-title", "name", &row.name)
    } else {
        frame.t.with("organizations-partner-on-title", "name", &row.name)
    };
    html(&CapabilityPage { frame, row, title })
}

/// Switches it as the page said.
pub async fn switch(
    State(web): State<Web>,
    signed: Signed,
    PagePath(organization): PagePath<Id<Organization>>,
    Posted(form): Posted,
) -> PageResult {
    let on = form.text("enabled") == "true";
    run(&web.app, &signed.caller, SetPartnerCapability { organization, on }).await?;
    redirect(&format!("{}?saved", address(organization)))
}
