//! Ending the reseller relationship to a customer.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{agent::AgentRight, id::Id};
use service::{
    Code, Refusal, Requirement, ask,
    reseller_relationships::{Customer, EndReseller, ResellerRow},
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
#[template(path = "portal/customers/end.html")]
struct EndPage {
    frame: Frame,
    row: ResellerRow,
    /// How many subscriptions keep the relationship from ending.
    running: i64,
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
    let typed = Some(form.text("confirmation").to_owned());
    match run(&web.app, &signed.caller, EndReseller { customer: Id::new(tenant), stamp, typed }).await {
        Ok(()) => redirect("/partner/customers?done=ended"),
        Err(refusal) => {
            let status = refusal.status();
            let faults =
                Faults::of(&frame(&web, &signed).await?.t, refusal)?.with_typed(form.text("confirmation"));
            Ok(with_status(status, page(&web, &signed, tenant, faults).await?))
        }
    }
}

async fn page(web: &Web, signed: &Signed, tenant: Uuid, faults: Faults) -> Result<Response, PageError> {
    let record = ask(&web.app, &signed.caller, &Customer { tenant: Id::new(tenant) }).await?;
    if !record.may_end {
        let missing = Requirement::Agent(AgentRight::EndRelationship);
        return Err(Refusal::Denied(Code::Forbidden, Some(missing)).into());
    }
    let running = i64::try_from(record.running_subscriptions).unwrap_or(i64::MAX);
    html(&EndPage { frame: frame(web, signed).await?, row: record.row, running, faults })
}
