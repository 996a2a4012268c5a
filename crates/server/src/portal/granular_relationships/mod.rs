//! Granular relationships on pages: Partner face > Granular relationships for the partner that asks for them, Settings > Partner
//! relationships > Granular for the customer that approves them.

mod approve;
mod assign;
mod confirm;
mod detail;
mod form;
mod granted;
mod list;
mod message;
mod roles;

use axum::{Router, routing::get};
use domain::organization::Face;
use service::Refusal;

use crate::{caller::Signed, portal::layout::Frame, web::Web};

/// The pages of granular relationships.
pub fn routes() -> Router<Web> {
    let own = "/partner/granular-relationships";
    let granted = "/settings/partner-relationships/granular";
    Router::new()
        .route(own, get(list::list))
        .route(&format!("{own}.csv"), get(list::csv))
        .route(&format!("{own}/new"), get(form::new).post(form::draft))
        .route(&format!("{own}/extension"), axum::routing::post(list::extend))
        .route(&format!("{own}/{{id}}"), get(detail::show))
        .route(&format!("{own}/{{id}}/edit"), get(form::edit).post(form::save))
        .route(&format!("{own}/{{id}}/message"), get(message::show).post(message::edit))
        .route(&format!("{own}/{{id}}/assign"), get(assign::new).post(assign::give))
        .route(&format!("{own}/{{id}}/assignments/{{assignment}}"), get(assign::edit).post(assign::change))
        .route(
            &format!("{own}/{{id}}/assignments/{{assignment}}/end"),
            get(assign::ask_end).post(assign::end),
        )
        .route(&format!("{own}/{{id}}/{{step}}"), get(confirm::ask_own).post(confirm::own))
        .route(
            "/partner/customers/distributions/{id}/granular-relationship",
            get(form::new_for).post(form::prepare),
        )
        .route(granted, get(granted::list))
        .route(&format!("{granted}/{{id}}"), get(granted::show))
        .route(&format!("{granted}/{{id}}/{{step}}"), get(confirm::ask_granted).post(confirm::granted))
        // The address that partners send, as it is published for relationships of this kind.
        .route(
            "/partners/invitation/granularAdminRelationships/{id}",
            get(approve::show).post(approve::approve),
        )
        .route(
            "/partners/invitation/granularAdminRelationships/{id}/decline",
            get(approve::ask_decline).post(approve::decline),
        )
}

async fn partner_frame(web: &Web, signed: &Signed) -> Result<Frame, Refusal> {
    Frame::of(web, signed, Face::Partner, "granular-relationships").await
}

async fn customer_frame(web: &Web, signed: &Signed) -> Result<Frame, Refusal> {
    Frame::of(web, signed, Face::Rooms, "partner-relationships").await
}
