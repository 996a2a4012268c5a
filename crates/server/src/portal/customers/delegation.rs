//! Giving delegated admin privileges back.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{agent::AgentRight, id::Id};
use service::{
    Code, Refusal, Requirement, ask,
    reseller_relationships::{Customer, ResellerRow, ReturnPrivileges},
    run,
};
use uuid::Uuid;

use super::frame;
use crate::{
    answer::{Faults, PageError, PageResult, html, redirect, with_status},
    caller::Signed,
    form::Posted,
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/customers/return.html")]
struct ReturnPage {
    frame: Frame,
    row: ResellerRow,
    faults: Faults,
}

pub(super) async fn show(
    State(web): State<Web>,
    signed: Signed,
    PagePath(tenant): PagePath<Uuid>,
) -> PageResult {
    page(&web, &signed, tenant, Faults::default()).await
}

pub(super) async fn save(
    State(web): State<Web>,
    signed: Signed,
    PagePath(tenant): PagePath<Uuid>,
    Posted(form): Posted,
) -> PageResult {
    // What cannot be read as a version matches none.
    let stamp = Some(form.text("stamp").parse().unwrap_or(-1));
    let command = ReturnPrivileges { customer: Id::new(tenant), stamp, mails_customer: true };
    match run(&web.app, &signed.caller, command).await {
        Ok(()) => redirect(&format!("/partner/customers/{tenant}?done=returned")),
        Err(refusal) => {
            let status = refusal.status();
            let faults = Faults::of(&frame(&web, &signed).await?.t, refusal)?;
            Ok(with_status(status, page(&web, &signed, tenant, faults).await?))
        }
    }
}

async fn page(web: &Web, signed: &Signed, tenant: Uuid, faults: Faults) -> Result<Response, PageError> {
    let record = ask(&web.app, &signed.caller, &Customer { tenant: Id::new(tenant) }).await?;
    if !record.may_return && faults.is_empty() {
        let missing = if record.is_barred {
            Requirement::Unblocked
        } else {
            Requirement::Agent(AgentRight::RemoveDelegation)
        };
        return Err(Refusal::Denied(Code::Forbidden, Some(missing)).into());
    }
    html(&ReturnPage { frame: frame(web, signed).await?, row: record.row, faults })
}
