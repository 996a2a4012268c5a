//! Domains of an organization: added on its page, taken away after a page that says what follows.

use askama::Template;
use axum::extract::State;
use domain::id::{Id, Organization};
use service::{
    Code, Refusal, ask,
    organizations::{AddDomain, GetOrganization, RemoveDomain},
    run,
};

use super::{address, detail, frame};
use crate::{
    answer::{PageResult, html, redirect, with_status},
    caller::Signed,
    form::Posted,
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/organizations/remove_domain.html")]
struct RemovePage {
    frame: Frame,
    organization: Id<Organization>,
    name: String,
    domain: String,
    /// Whether it was tried while account names lie in the domain.
    is_in_use: bool,
}

/// Adds a domain.
pub async fn add(
    State(web): State<Web>,
    signed: Signed,
    PagePath(organization): PagePath<Id<Organization>>,
    Posted(form): Posted,
) -> PageResult {
    let domain = form.text("domain").to_owned();
    match run(&web.app, &signed.caller, AddDomain { organization, domain: domain.clone() }).await {
        Ok(_) => redirect(&format!("{}?saved", address(organization))),
        Err(refusal) => detail::page(&web, &signed, organization, false, Some(refusal), domain).await,
    }
}

/// Asks before a domain is taken away.
pub async fn confirm(
    State(web): State<Web>,
    signed: Signed,
    PagePath((organization, domain)): PagePath<(Id<Organization>, String)>,
) -> PageResult {
    page(&web, &signed, organization, domain, false).await
}

/// Takes a domain away.
pub async fn remove(
    State(web): State<Web>,
    signed: Signed,
    PagePath((organization, domain)): PagePath<(Id<Organization>, String)>,
    _: Posted,
) -> PageResult {
    match run(&web.app, &signed.caller, RemoveDomain { organization, domain: domain.clone() }).await {
        Ok(()) => redirect(&format!("{}?saved", address(organization))),
        Err(refusal @ Refusal::Conflict(Code::InvalidState, _)) => {
            let tried = page(&web, &signed, organization, domain, true).await?;
            Ok(with_status(refusal.status(), tried))
        }
        Err(refusal) => Err(refusal.into()),
    }
}

async fn page(
    web: &Web,
    signed: &Signed,
    organization: Id<Organization>,
    domain: String,
    is_in_use: bool,
) -> PageResult {
    let row = ask(&web.app, &signed.caller, &GetOrganization { organization }).await?;
    if !row.domains.contains(&domain) {
        return Err(Refusal::Missing.into());
    }
    html(&RemovePage { frame: frame(web, signed).await?, organization, name: row.name, domain, is_in_use })
}
