//! The catalogue.

use askama::Template;
use axum::extract::State;
use service::{
    ask,
    subscriptions::{ListOffers, OfferRow},
};

use super::frame;
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    form::Fields,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/subscription_offers/list.html")]
struct ListPage {
    frame: Frame,
    rows: Vec<OfferRow>,
    done: Option<&'static str>,
}

pub(super) async fn show(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let rows = ask(&web.app, &signed.caller, &ListOffers).await?;
    let done = match fields.text("done") {
        "saved" => Some("subscription-offer-saved"),
        "deleted" => Some("subscription-offer-deleted"),
        _ => None,
    };
    html(&ListPage { frame: frame(&web, &signed).await?, rows, done })
}
