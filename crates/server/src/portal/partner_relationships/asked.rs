//! Declining what the partner asks that added the organization (decision 6).

use askama::Template;
use axum::extract::State;
use domain::id::Id;
use service::{
    Refusal,
    added_customers::{Asked, AskedOfUs, DeclineAdded},
    ask, run,
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
#[template(path = "portal/partner_relationships/decline.html")]
struct DeclinePage {
    frame: Frame,
    it: Asked,
}

pub(super) async fn ask_decline(
    State(web): State<Web>,
    signed: Signed,
    PagePath(partner): PagePath<Uuid>,
) -> PageResult {
    let asked = ask(&web.app, &signed.caller, &AskedOfUs).await?;
    let is_this = |it: &Asked| it.partner.uuid() == partner && it.token.is_some();
    let it = asked.filter(is_this).ok_or(Refusal::Missing)?;
    html(&DeclinePage { frame: frame(&web, &signed).await?, it })
}

pub(super) async fn decline(
    State(web): State<Web>,
    signed: Signed,
    PagePath(partner): PagePath<Uuid>,
    Posted(_): Posted,
) -> PageResult {
    run(&web.app, &signed.caller, DeclineAdded { partner: Id::new(partner) }).await?;
    redirect("/settings/partner-relationships?done=declined")
}
