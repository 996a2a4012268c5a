//! Taking a portal away.

use askama::Template;
use axum::extract::State;
use domain::id::{Id, ServicePortal};
use service::{
    run,
    service_portals::{DeleteServicePortal, ServicePortalRow},
};

use super::{BASE, find, frame};
use crate::{
    answer::{PageResult, html, redirect},
    caller::Signed,
    form::Posted,
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/service_portals/delete.html")]
struct DeletePage {
    frame: Frame,
    row: ServicePortalRow,
}

pub(super) async fn ask_first(
    State(web): State<Web>,
    signed: Signed,
    PagePath(portal): PagePath<Id<ServicePortal>>,
) -> PageResult {
    let row = find(&web, &signed, portal).await?;
    html(&DeletePage { frame: frame(&web, &signed).await?, row })
}

pub(super) async fn delete(
    State(web): State<Web>,
    signed: Signed,
    PagePath(portal): PagePath<Id<ServicePortal>>,
    Posted(form): Posted,
) -> PageResult {
    // What cannot be read as a version matches none.
    let stamp = Some(form.text("stamp").parse().unwrap_or(-1));
    run(&web.app, &signed.caller, DeleteServicePortal { portal, stamp }).await?;
    redirect(&format!("{BASE}?done=deleted"))
}
