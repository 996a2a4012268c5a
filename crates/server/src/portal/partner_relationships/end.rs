//! The customer ends a reseller relationship, the partner's name typed to confirm (decision 4, R-141).

use askama::Template;
use axum::{extract::State, response::Response};
use domain::id::Id;
use service::{
    Code, Refusal, Requirement, ask,
    reseller_relationships::{EndResellerAsCustomer, PartnerRelationship, ResellerRow},
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
#[template(path = "portal/partner_relationships/end.html")]
struct EndPage {
    frame: Frame,
    row: ResellerRow,
    faults: Faults,
}

pub(super) async fn show(State(web): State<Web>, signed: Signed, PagePath(id): PagePath<Uuid>) -> PageResult {
    page(&web, &signed, id, Faults::default()).await
}

pub(super) async fn save(
    State(web): State<Web>,
    signed: Signed,
    PagePath(id): PagePath<Uuid>,
    Posted(form): Posted,
) -> PageResult {
    // What cannot be read as a version matches none.
    let stamp = Some(form.text("stamp").parse().unwrap_or(-1));
    let typed = Some(form.text("confirmation").to_owned());
    let command = EndResellerAsCustomer { relationship: Id::new(id), stamp, typed };
    match run(&web.app, &signed.caller, command).await {
        Ok(()) => redirect(&format!("/settings/partner-relationships/{id}?done=ended")),
        Err(refusal) => {
            let status = refusal.status();
            let faults =
                Faults::of(&frame(&web, &signed).await?.t, refusal)?.with_typed(form.text("confirmation"));
            Ok(with_status(status, page(&web, &signed, id, faults).await?))
        }
    }
}

async fn page(web: &Web, signed: &Signed, id: Uuid, faults: Faults) -> Result<Response, PageError> {
    let found = ask(&web.app, &signed.caller, &PartnerRelationship { relationship: Id::new(id) }).await?;
    if !found.may_consent {
        return Err(Refusal::Denied(Code::Forbidden, Some(Requirement::GlobalAdministrator)).into());
    }
    if faults.is_empty() && found.row.ended_at.is_some() {
        return Err(Refusal::Conflict(Code::InvalidState, Some(id)).into());
    }
    html(&EndPage { frame: frame(web, signed).await?, row: found.row, faults })
}
