//! The page behind the link of a relationship: what is asked for, approving all of it, and declining it where it names the customer.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{granular_relationship::Status, role_definition::RoleDefinition};
use service::{
    Code, Refusal, ask,
    granular_relationships::{
        ApproveGranular, AskedGranular, DeclineGranular, GranularRow, OpenGranular, public_id,
    },
    run,
};

use super::{confirm::ConfirmPage, customer_frame, roles};
use crate::{
    answer::{Faults, PageError, PageResult, form_page, redirect},
    caller::Signed,
    form::{Form, Posted},
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/granular_relationships/approve.html")]
struct ApprovePage {
    frame: Frame,
    row: GranularRow,
    faults: Faults,
}

impl ApprovePage {
    fn roles(&self) -> Vec<(&'static RoleDefinition, String)> {
        let roles = roles::offered(Some(&self.row.roles)).into_iter();
        roles.map(|role| (role, roles::opens_here(&self.frame.t, role))).collect()
    }

    fn can_approve(&self) -> bool {
        self.row.status == Status::ApprovalPending
    }

    /// What anybody with the link may approve is not one organization's to decline.
    fn can_decline(&self) -> bool {
        self.can_approve() && self.row.customer.is_some()
    }
}

pub(super) async fn show(
    State(web): State<Web>,
    signed: Signed,
    PagePath(id): PagePath<String>,
) -> PageResult {
    page(&web, &signed, &id, Faults::default()).await
}

pub(super) async fn approve(
    State(web): State<Web>,
    signed: Signed,
    PagePath(id): PagePath<String>,
    Posted(form): Posted,
) -> PageResult {
    let (asked, stamp) = answered(&id, &form)?;
    match run(&web.app, &signed.caller, ApproveGranular { asked, stamp }).await {
        Ok(id) => redirect(&format!("/settings/partner-relationships/granular/{id}?done=approved")),
        Err(refusal) => {
            let faults = Faults::of(&customer_frame(&web, &signed).await?.t, refusal)?;
            page(&web, &signed, &id, faults).await
        }
    }
}

/// Which relationship an answer is about, and the version that was read; what cannot be read as one matches none.
fn answered(id: &str, form: &Form) -> Result<(AskedGranular, Option<i64>), Refusal> {
    let asked = public_id(id).ok_or(Refusal::Missing)?;
    Ok((asked, Some(form.text("stamp").parse().unwrap_or(-1))))
}

async fn page(web: &Web, signed: &Signed, id: &str, faults: Faults) -> Result<Response, PageError> {
    let asked = public_id(id).ok_or(Refusal::Missing)?;
    let row = ask(&web.app, &signed.caller, &OpenGranular { asked }).await?;
    let frame = customer_frame(web, signed).await?;
    let status = faults.status();
    form_page(status, &ApprovePage { frame, row, faults })
}

pub(super) async fn ask_decline(
    State(web): State<Web>,
    signed: Signed,
    PagePath(id): PagePath<String>,
) -> PageResult {
    decline_page(&web, &signed, &id, Faults::default()).await
}

pub(super) async fn decline(
    State(web): State<Web>,
    signed: Signed,
    PagePath(id): PagePath<String>,
    Posted(form): Posted,
) -> PageResult {
    let (asked, stamp) = answered(&id, &form)?;
    match run(&web.app, &signed.caller, DeclineGranular { asked, stamp }).await {
        Ok(_) => redirect("/settings/partner-relationships?done=declined-granular"),
        Err(refusal) => {
            let faults = Faults::of(&customer_frame(&web, &signed).await?.t, refusal)?;
            decline_page(&web, &signed, &id, faults).await
        }
    }
}

async fn decline_page(web: &Web, signed: &Signed, id: &str, faults: Faults) -> Result<Response, PageError> {
    let asked = public_id(id).ok_or(Refusal::Missing)?;
    let row = ask(&web.app, &signed.caller, &OpenGranular { asked }).await?;
    if faults.is_empty() && row.customer.is_none() {
        return Err(Refusal::Conflict(Code::OpenRequest, None).into());
    }
    if faults.is_empty() && row.status != Status::ApprovalPending {
        return Err(Refusal::Conflict(Code::InvalidState, None).into());
    }
    let frame = customer_frame(web, signed).await?;
    let page = ConfirmPage {
        above: ("/settings/partner-relationships", frame.t.t("nav-partner-relationships")),
        at: (format!("/partners/invitation/granularAdminRelationships/{id}"), row.name.clone()),
        stamp: row.stamp,
        question: frame.t.with("granular-decline-question", "name", &row.name),
        text: frame.t.with("granular-decline-text", "partner", &row.partner_name),
        button: frame.t.t("asked-decline"),
        is_danger: true,
        field: None,
        frame,
        faults,
    };
    form_page(page.faults.status(), &page)
}
