//! Taking delegated admin privileges from a partner, and restoring them.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::id::Id;
use service::{
    Refusal, ask,
    reseller_relationships::{PartnerRelationship, RemovePrivileges, ResellerRow, RestorePrivileges},
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
    let command = RemovePrivileges { relationship: Id::new(id), stamp: stamp(&form) };
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
    let command = RestorePrivileges { relationship: Id::new(id), stamp: stamp(&form) };
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
fn stamp(form: &Form) -> Option<i64> {
    Some(form.text("stamp").parse().unwrap_or(-1))
}

/// The relationship, for whoever may consent; for others there is no such page.
async fn relationship(web: &Web, signed: &Signed, id: Uuid) -> Result<ResellerRow, Refusal> {
    let question = PartnerRelationship { relationship: Id::new(id) };
    let found = ask(&web.app, &signed.caller, &question).await?;
    if found.may_consent { Ok(found.row) } else { Err(Refusal::Missing) }
}

async fn remove_page(web: &Web, signed: &Signed, id: Uuid, faults: Faults) -> Result<Response, PageError> {
    let row = relationship(web, signed, id).await?;
    if !row.has_privileges && faults.is_empty() {
        return Err(Refusal::Missing.into());
    }
    html(&RemovePage { frame: frame(web, signed).await?, row, faults })
}

async fn restore_page(web: &Web, signed: &Signed, id: Uuid, faults: Faults) -> Result<Response, PageError> {
    let row = relationship(web, signed, id).await?;
    if (row.has_privileges || row.privileges_since.is_none() || row.ended_at.is_some()) && faults.is_empty() {
        return Err(Refusal::Missing.into());
    }
    html(&RestorePage { frame: frame(web, signed).await?, row, faults })
}
