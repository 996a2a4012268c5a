//! The customer's switch: whether what it delegates to a partner opens its rooms (decision 6).

use askama::Template;
use axum::extract::State;
use domain::{delegated_rooms::DelegatedRooms, id::Id};
use service::{
    Code, Refusal, Requirement, ask,
    delegated_rooms::SwitchDelegatedRooms,
    partner_holdings::{HoldingsOf, HoldingsOfPartner},
    run,
};
use uuid::Uuid;

use super::frame;
use crate::{
    answer::{PageResult, html, redirect},
    caller::Signed,
    form::Posted,
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/partner_relationships/rooms.html")]
struct RoomsPage {
    frame: Frame,
    it: HoldingsOf,
    stands: DelegatedRooms,
}

pub(super) async fn show(
    State(web): State<Web>,
    signed: Signed,
    PagePath(partner): PagePath<Uuid>,
) -> PageResult {
    let it = ask(&web.app, &signed.caller, &HoldingsOfPartner { partner: Id::new(partner) }).await?;
    if !it.may_consent {
        return Err(Refusal::Denied(Code::Forbidden, Some(Requirement::GlobalAdministrator)).into());
    }
    let stands = it.delegated_rooms();
    if stands == DelegatedRooms::None {
        return Err(Refusal::Conflict(Code::InvalidState, Some(partner)).into());
    }
    html(&RoomsPage { frame: frame(&web, &signed).await?, it, stands })
}

pub(super) async fn save(
    State(web): State<Web>,
    signed: Signed,
    PagePath(partner): PagePath<Uuid>,
    Posted(form): Posted,
) -> PageResult {
    let opens_rooms = form.text("opensRooms") == "true";
    run(&web.app, &signed.caller, SwitchDelegatedRooms { partner: Id::new(partner), opens_rooms }).await?;
    let done = if opens_rooms { "rooms-opened" } else { "rooms-closed" };
    redirect(&format!("/settings/partner-relationships/partners/{partner}?done={done}"))
}
