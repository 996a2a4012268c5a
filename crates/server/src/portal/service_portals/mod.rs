//! Operator face > Service portals: addresses of services that partners open for their customers.

mod delete;
mod form;
mod list;

use axum::{Router, routing::get};
use domain::{
    id::{Id, ServicePortal},
    organization::Face,
};
use service::{
    Refusal, ask,
    service_portals::{ServicePortalOf, ServicePortalRow},
};

use crate::{caller::Signed, portal::layout::Frame, web::Web};

/// Where the pages stand.
const BASE: &str = "/operator/service-portals";

/// The pages of service portals.
pub fn routes() -> Router<Web> {
    Router::new()
        .route(BASE, get(list::show))
        .route(&format!("{BASE}/new"), get(form::new).post(form::create))
        .route(&format!("{BASE}/{{id}}/edit"), get(form::edit).post(form::save))
        .route(&format!("{BASE}/{{id}}/delete"), get(delete::ask_first).post(delete::delete))
}

async fn frame(web: &Web, signed: &Signed) -> Result<Frame, Refusal> {
    Frame::of(web, signed, Face::Operator, "service-portals").await
}

async fn find(web: &Web, signed: &Signed, portal: Id<ServicePortal>) -> Result<ServicePortalRow, Refusal> {
    ask(&web.app, &signed.caller, &ServicePortalOf { portal }).await
}
