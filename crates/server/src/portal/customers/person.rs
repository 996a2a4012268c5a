//! One person of a customer: the record, and what can be done with it by delegated roles.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{
    directory::DirectoryRight,
    id::{Id, Organization, User},
};
use service::{
    Refusal, ask,
    customer_directory::{
        CustomerDirectory, CustomerPerson, DirectoryHome, PersonShown, SendPasswordLink,
        SetCustomerUserEnabled,
    },
    run,
    users::SetUserEnabled,
};

use super::{done, frame};
use crate::{
    answer::{Faults, PageError, PageResult, form_page, redirect},
    caller::Signed,
    form::{Fields, Posted},
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

/// The identifiers of a customer and a person in an address.
type Which = (Id<Organization>, Id<User>);

#[derive(Template)]
#[template(path = "portal/customers/person.html")]
struct PersonPage {
    frame: Frame,
    tenant: Id<Organization>,
    customer: DirectoryHome,
    it: PersonShown,
    done: Option<&'static str>,
    /// Whether a link can be mailed at all.
    sends_mail: bool,
    faults: Faults,
}

impl PersonPage {
    fn manages(&self) -> bool {
        self.it.rights.contains(&DirectoryRight::ManagePeople)
    }

    fn mails_links(&self) -> bool {
        self.sends_mail && self.it.row.enabled && self.it.rights.contains(&DirectoryRight::SendPasswordLinks)
    }
}

/// Shows a person.
pub(super) async fn show(
    State(web): State<Web>,
    signed: Signed,
    PagePath(which): PagePath<Which>,
    fields: Fields,
) -> PageResult {
    page(&web, &signed, which, done(fields.text("done")), None).await
}

async fn page(
    web: &Web,
    signed: &Signed,
    (tenant, user): Which,
    done: Option<&'static str>,
    refusal: Option<Refusal>,
) -> Result<Response, PageError> {
    let it = ask(&web.app, &signed.caller, &CustomerPerson { tenant, user }).await?;
    let customer = ask(&web.app, &signed.caller, &CustomerDirectory { tenant }).await?;
    let frame = frame(web, signed).await?;
    let faults = refusal.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    let sends_mail = web.app.sends_mail();
    let page = PersonPage { frame, tenant, customer, it, done, sends_mail, faults };
    form_page(page.faults.status(), &page)
}

/// Enables a person.
pub(super) async fn enable(
    State(web): State<Web>,
    signed: Signed,
    PagePath(which): PagePath<Which>,
    _: Posted,
) -> PageResult {
    switch(&web, &signed, which, true).await
}

/// Disables a person.
pub(super) async fn disable(
    State(web): State<Web>,
    signed: Signed,
    PagePath(which): PagePath<Which>,
    _: Posted,
) -> PageResult {
    switch(&web, &signed, which, false).await
}

async fn switch(web: &Web, signed: &Signed, which: Which, enabled: bool) -> PageResult {
    let (tenant, user) = which;
    let switch = SetUserEnabled { user, enabled, stamp: None };
    let word = if enabled { "enabled" } else { "disabled" };
    match run(&web.app, &signed.caller, SetCustomerUserEnabled { tenant, switch }).await {
        Ok(()) => redirect(&format!("/partner/customers/{tenant}/people/{user}?done={word}")),
        Err(refusal) => page(web, signed, which, None, Some(refusal)).await,
    }
}

/// Has a link to set a password mailed to a person.
pub(super) async fn password_link(
    State(web): State<Web>,
    signed: Signed,
    PagePath(which): PagePath<Which>,
    _: Posted,
) -> PageResult {
    let (tenant, user) = which;
    match run(&web.app, &signed.caller, SendPasswordLink { tenant, user }).await {
        Ok(()) => redirect(&format!("/partner/customers/{tenant}/people/{user}?done=mailed")),
        Err(refusal) => page(&web, &signed, which, None, Some(refusal)).await,
    }
}
