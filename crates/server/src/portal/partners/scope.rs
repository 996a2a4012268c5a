//! Changing the rooms of a partner.

use askama::Template;
use axum::extract::State;
use domain::{id::Id, organization::Face, scope::Scope};
use service::{
    Wanted,
    links::{ChangeLinkScope, LinkRow, PreviewLink},
    run,
    scopes::ScopeUse,
};

use crate::{
    answer::{Faults, PageError, PageResult, html, redirect, with_status},
    caller::Signed,
    form::{Form, Posted},
    path::PagePath,
    portal::{
        layout::Frame,
        partners::detail::detail,
        pickers::{ScopePicker, finds_of, scope_of},
        previews::{self, PreviewPart},
    },
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/partners/scope.html")]
struct ScopePage {
    frame: Frame,
    link: LinkRow,
    stamp: String,
    faults: Faults,
    picker: ScopePicker,
    /// What the choice would give and take, once that was asked.
    preview: Option<PreviewPart>,
}

pub(super) async fn show(
    State(web): State<Web>,
    signed: Signed,
    PagePath(id): PagePath<uuid::Uuid>,
) -> PageResult {
    page(&web, &signed, id, None, Faults::default()).await
}

pub(super) async fn save(
    State(web): State<Web>,
    signed: Signed,
    PagePath(id): PagePath<uuid::Uuid>,
    Posted(form): Posted,
) -> PageResult {
    if matches!(form.text("go"), "find" | "preview") {
        return page(&web, &signed, id, Some(&form), Faults::default()).await;
    }
    let scope = scope_of(&form);
    if form.text("go") == "export" {
        let frame = Frame::of(&web, &signed, Face::Rooms, "partners").await?;
        let question = PreviewLink { link: Id::new(id), scope: Some(scope), extended: None };
        return previews::file(&web, &signed.caller, &frame.t, &question).await;
    }
    let command = ChangeLinkScope { link: Id::new(id), scope, stamp: form.text("stamp").parse().ok() };
    match run(&web.app, &signed.caller, command).await {
        Ok(()) => redirect(&format!("/settings/partners/{id}?done=scope")),
        Err(refusal) => {
            let frame = Frame::of(&web, &signed, Face::Rooms, "partners").await?;
            let status = refusal.status();
            let faults = Faults::of(&frame.t, refusal)?;
            Ok(with_status(status, page(&web, &signed, id, Some(&form), faults).await?))
        }
    }
}

async fn page(
    web: &Web,
    signed: &Signed,
    id: uuid::Uuid,
    form: Option<&Form>,
    faults: Faults,
) -> Result<axum::response::Response, PageError> {
    let frame = Frame::of(web, signed, Face::Rooms, "partners").await?;
    let detail = detail(web, signed, id, Wanted::default()).await?;
    let scope: Scope = form.map_or_else(|| detail.scope.scope(), scope_of);
    let link = detail.link.row;
    let stamp = form.map_or_else(|| link.stamp.to_string(), |form| form.text("stamp").to_owned());
    let finds = form.map_or_else(Default::default, finds_of);
    let preview = match form.filter(|form| form.text("go") == "preview") {
        Some(_) => {
            let question = PreviewLink { link: link.id, scope: Some(scope.clone()), extended: None };
            Some(previews::shown(web, &signed.caller, &frame, &question).await?)
        }
        None => None,
    };
    let picker = ScopePicker::of(web, signed, &frame, ScopeUse::Partner, scope, finds, "").await?;
    html(&ScopePage { frame, link, stamp, faults, picker, preview })
}
