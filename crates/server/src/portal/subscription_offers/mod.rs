//! Operator face > Subscription offers: what partners may provision for their customers.

mod delete;
mod form;
mod list;

use axum::{Router, routing::get};
use domain::{
    id::{Id, SubscriptionOffer},
    organization::Face,
};
use service::{
    Refusal, ask,
    subscriptions::{OfferOf, OfferRow},
};

use crate::{caller::Signed, portal::layout::Frame, web::Web};

/// Where the pages stand.
const BASE: &str = "/operator/subscription-offers";

/// The pages of the catalogue.
pub fn routes() -> Router<Web> {
    Router::new()
        .route(BASE, get(list::show))
        .route(&format!("{BASE}/new"), get(form::new).post(form::create))
        .route(&format!("{BASE}/{{id}}/edit"), get(form::edit).post(form::save))
        .route(&format!("{BASE}/{{id}}/delete"), get(delete::ask_first).post(delete::delete))
}

async fn frame(web: &Web, signed: &Signed) -> Result<Frame, Refusal> {
    Frame::of(web, signed, Face::Operator, "subscription-offers").await
}

async fn find(web: &Web, signed: &Signed, offer: Id<SubscriptionOffer>) -> Result<OfferRow, Refusal> {
    ask(&web.app, &signed.caller, &OfferOf { offer }).await
}
