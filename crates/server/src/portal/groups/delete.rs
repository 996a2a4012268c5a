//! Deleting a group: its effects are shown first, and what a scope loses is confirmed.

use askama::Template;
use axum::{extract::State, response::Response};
use service::{
    Refusal, ask,
    groups::{DeleteGroup, Effect, Group, PreviewDelete},
    run,
};

use super::{Named, Opened, open, stamp};
use crate::{
    answer::{Faults, PageError, PageResult, html, redirect, with_status},
    caller::Signed,
    form::Posted,
    path::PagePath,
    portal::{layout::Frame, rooms::At},
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/groups/delete.html")]
struct DeletePage {
    frame: Frame,
    at: At,
    group: Group,
    address: String,
    /// What it does to partner people, for readers of the organization itself (decision 17).
    effects: Option<Vec<Effect>>,
    faults: Faults,
}

impl DeletePage {
    /// Whether the page says that scopes lose the group, so that the button confirms it. Readers who may not know
    /// which scopes are told that some may.
    fn tells_of_scopes(&self) -> bool {
        self.group.uses.as_ref().is_none_or(|uses| !uses.is_empty())
    }
}

/// Asks before a group is deleted.
pub(super) async fn question(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
) -> PageResult {
    show(&web, &signed, named, None).await
}

/// Deletes a group.
pub(super) async fn delete(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    Posted(form): Posted,
) -> PageResult {
    let command = DeleteGroup {
        tenant: named.tenant(&signed),
        group: named.group,
        stamp: Some(stamp(&form)),
        confirmed: form.text("confirmed") == "yes",
    };
    match run(&web.app, &signed.caller, command).await {
        Ok(()) => redirect(&format!("{}?done=deleted", named.at(&signed).groups())),
        Err(refusal) => show(&web, &signed, named, Some(refusal)).await,
    }
}

async fn show(
    web: &Web,
    signed: &Signed,
    named: Named,
    refused: Option<Refusal>,
) -> Result<Response, PageError> {
    let Opened { frame, at, group } = open(web, signed, named).await?;
    let group = group.require_delete()?;
    let status = refused.as_ref().map_or(200, Refusal::status);
    let faults = refused.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    let effects = if at.is_partner() {
        None
    } else {
        Some(ask(&web.app, &signed.caller, &PreviewDelete { group: named.group }).await?)
    };
    let page = DeletePage { frame, at, group, address: named.address(signed), effects, faults };
    Ok(with_status(status, html(&page)?))
}
