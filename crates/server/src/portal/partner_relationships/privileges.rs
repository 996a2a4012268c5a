//! Taking delegated admin privileges from a partner, and restoring them.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::id::Id;
use service::{
    Code, Refusal, Requirement, ask,
    reseller_relationships::{
        PartnerRelationship, Partnership, RemovePrivileges, ResellerRow, RestorePrivileges,
    },
    run,
};
use uuid::Uuid;

use super::frame;
use crate::{
    answer::{Faults, PageError, PageResult, html, redirect, with_status},
    caller::Signed,
    form::{Form, Posted},
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/partner_relationships/remove.html")]
struct RemovePage {
    frame: Frame,
    row: ResellerRow,
    faults: Faults,
}

#[derive(Template)]
#[template(path = "portal/partner_relationships/restore.html")]
struct RestorePage {
    frame: Frame,
    row: ResellerRow,
    faults: Faults,
}

pub(super) async fn ask_remove(
    State(web): State<Web>,
    signed: Signed,
    PagePath(id): PagePath<Uuid>,
) -> PageResult {
    remove_page(&web, &signed, id, Faults::default()).await
}

pub(super) async fn remove(
    State(web): State<Web>,
    signed: Signed,
    PagePath(id): PagePath<Uuid>,
    Posted(form): Posted,
) -> PageResult {
    let command = RemovePrivileges { relationship: Id::new(id), stamp: Some(stamp(&form)) };
    match run(&web.app, &signed.caller, command).await {
        Ok(()) => redirect(&format!("/settings/partner-relationships/{id}?done=removed")),
        Err(refusal) => {
            let status = refusal.status();
            let faults = Faults::of(&frame(&web, &signed).await?.t, refusal)?;
            Ok(with_status(status, remove_page(&web, &signed, id, faults).await?))
        }
    }
}

pub(super) async fn ask_restore(
    State(web): State<Web>,
    signed: Signed,
    PagePath(id): PagePath<Uuid>,
) -> PageResult {
    restore_page(&web, &signed, id, Faults::default()).await
}

pub(super) async fn restore(
    State(web): State<Web>,
    signed: Signed,
    PagePath(id): PagePath<Uuid>,
    Posted(form): Posted,
) -> PageResult {
    let command = RestorePrivileges { relationship: Id::new(id), stamp: Some(stamp(&form)) };
    match run(&web.app, &signed.caller, command).await {
        Ok(()) => redirect(&format!("/settings/partner-relationships/{id}?done=restored")),
        Err(refusal) => {
            let status = refusal.status();
            let faults = Faults::of(&frame(&web, &signed).await?.t, refusal)?;
            Ok(with_status(status, restore_page(&web, &signed, id, faults).await?))
        }
    }
}

/// The version that was read; what cannot be read as one matches none.
fn stamp(form: &Form) -> i64 {
    form.text("stamp").parse().unwrap_or(-1)
}

/// The relationship, for whoever may consent, where the step can be taken. After a refusal it is shown however it is now.
async fn relationship(
    web: &Web,
    signed: &Signed,
    id: Uuid,
    faults: &Faults,
    can: impl Fn(&Partnership) -> bool,
) -> Result<ResellerRow, Refusal> {
    let question = PartnerRelationship { relationship: Id::new(id) };
    let found = ask(&web.app, &signed.caller, &question).await?;
    if !found.may_consent {
        return Err(Refusal::Denied(Code::Forbidden, Some(Requirement::GlobalAdministrator)));
    }
    if faults.is_empty() && !can(&found) {
        return Err(Refusal::Conflict(Code::InvalidState, Some(id)));
    }
    Ok(found.row)
}

async fn remove_page(web: &Web, signed: &Signed, id: Uuid, faults: Faults) -> Result<Response, PageError> {
    let row = relationship(web, signed, id, &faults, |it| it.row.has_privileges).await?;
    html(&RemovePage { frame: frame(web, signed).await?, row, faults })
}

async fn restore_page(web: &Web, signed: &Signed, id: Uuid, faults: Faults) -> Result<Response, PageError> {
    let row = relationship(web, signed, id, &faults, |it| it.can_restore).await?;
    html(&RestorePage { frame: frame(web, signed).await?, row, faults })
}
