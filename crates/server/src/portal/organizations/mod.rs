//! The operator's pages: organizations with figures of them, and the health of the server.
//!
//! Invariant: nothing of an organization's rooms, people or log is shown here, numbers alone.

mod administrator_link;
mod capability;
mod create;
mod detail;
mod domains;
mod edit;
mod health;
mod list;
mod query;

use axum::{
    Router,
    routing::{get, post},
};
use domain::{
    id::{Id, Organization},
    organization::{Face, Language},
};
use service::{Page, Refusal, Wanted, ask, organizations::ListOrganizations};

use crate::{caller::Signed, portal::layout::Frame, web::Web};

/// The pages of the operator.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/operator/organizations", get(list::list))
        .route("/operator/organizations.csv", get(list::csv))
        .route("/operator/organizations/new", get(create::form).post(create::create))
        .route("/operator/organizations/{id}", get(detail::show))
        .route("/operator/organizations/{id}/edit", get(edit::form).post(edit::save))
        .route("/operator/organizations/{id}/domains", post(domains::add))
        .route(
            "/operator/organizations/{id}/domains/{domain}/remove",
            get(domains::confirm).post(domains::remove),
        )
        .route(
            "/operator/organizations/{id}/partner-capability",
            get(capability::confirm).post(capability::switch),
        )
        .route(
            "/operator/organizations/{id}/administrator-link",
            get(administrator_link::form).post(administrator_link::make),
        )
        .route("/operator/health", get(health::show))
}

/// The frame of a page with a form for the operator; anybody else is refused before a form is shown.
async fn frame(web: &Web, signed: &Signed) -> Result<Frame, Refusal> {
    let wanted = Wanted { page: Page::of(1), ..Wanted::default() };
    ask(&web.app, &signed.caller, &ListOrganizations { wanted, count: false }).await?;
    Frame::of(web, signed, Face::Operator, "organizations").await
}

/// The address of an organization's page.
fn address(organization: Id<Organization>) -> String {
    format!("/operator/organizations/{organization}")
}

/// The languages of the portal, for templates.
pub(crate) const fn languages() -> [Language; 5] {
    Language::ALL
}
