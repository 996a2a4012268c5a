//! One organization: its record and figures, its domains, its partner capability, its administrators' link.

use askama::Template;
use axum::extract::State;
use domain::{
    id::{Id, Organization},
    organization::Language,
};
use service::{
    Refusal, ask,
    organizations::{GetOrganization, OrganizationRow},
};

use super::frame;
use crate::{
    answer::{Faults, PageResult, form_page},
    caller::Signed,
    form::Fields,
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/organizations/detail.html")]
pub(super) struct DetailPage {
    frame: Frame,
    row: OrganizationRow,
    was_saved: bool,
    faults: Faults,
    /// The domain that was typed and refused.
    typed: String,
}

impl DetailPage {
    fn language(&self) -> &str {
        match Language::from_tag(&self.row.language) {
            Some(language) => language.own_name(),
            None => &self.row.language,
        }
    }
}

/// Shows an organization.
pub async fn show(
    State(web): State<Web>,
    signed: Signed,
    PagePath(organization): PagePath<Id<Organization>>,
    fields: Fields,
) -> PageResult {
    page(&web, &signed, organization, fields.has("saved"), None, String::new()).await
}

/// The page, with what is wrong about a domain that was typed.
pub(super) async fn page(
    web: &Web,
    signed: &Signed,
    organization: Id<Organization>,
    was_saved: bool,
    refusal: Option<Refusal>,
    typed: String,
) -> PageResult {
    let row = ask(&web.app, &signed.caller, &GetOrganization { organization }).await?;
    let frame = frame(web, signed).await?;
    let faults = refusal.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    form_page(faults.status(), &DetailPage { frame, row, was_saved, faults, typed })
}
