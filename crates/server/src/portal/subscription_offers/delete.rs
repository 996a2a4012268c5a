//! Taking an offer back.

use askama::Template;
use axum::extract::State;
use domain::id::{Id, SubscriptionOffer};
use service::{
    run,
    subscriptions::{DeleteOffer, OfferRow},
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
#[template(path = "portal/subscription_offers/delete.html")]
struct DeletePage {
    frame: Frame,
    row: OfferRow,
}

pub(super) async fn ask_first(
    State(web): State<Web>,
    signed: Signed,
    PagePath(offer): PagePath<Id<SubscriptionOffer>>,
) -> PageResult {
    let row = find(&web, &signed, offer).await?;
    html(&DeletePage { frame: frame(&web, &signed).await?, row })
}

pub(super) async fn delete(
    State(web): State<Web>,
    signed: Signed,
    PagePath(offer): PagePath<Id<SubscriptionOffer>>,
    Posted(form): Posted,
) -> PageResult {
    // What cannot be read as a version matches none.
    let stamp = Some(form.text("stamp").parse().unwrap_or(-1));
    run(&web.app, &signed.caller, DeleteOffer { offer, stamp }).await?;
    redirect(&format!("{BASE}?done=deleted"))
}
