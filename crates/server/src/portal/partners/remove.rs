//! Removing a partner: what ends, then the name typed to confirm.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{id::Id, organization::Face};
use service::{
    ask,
    links::{Effects, EffectsOfRemovingPartner, RemovePartner},
    run,
};
use uuid::Uuid;

use crate::{
    answer::{Faults, PageError, PageResult, html, redirect, with_status},
    caller::Signed,
    form::Posted,
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/partners/remove.html")]
struct RemovePage {
    frame: Frame,
    effects: Effects,
    faults: Faults,
}

pub(super) async fn show(State(web): State<Web>, signed: Signed, PagePath(id): PagePath<Uuid>) -> PageResult {
    page(&web, &signed, id, Faults::default()).await
}

pub(super) async fn save(
    State(web): State<Web>,
    signed: Signed,
    PagePath(id): PagePath<Uuid>,
    Posted(form): Posted,
) -> PageResult {
    // What cannot be read as a version matches none.
    let stamp = Some(form.text("stamp").parse().unwrap_or(-1));
    let typed = Some(form.text("confirmation").to_owned());
    match run(&web.app, &signed.caller, RemovePartner { link: Id::new(id), stamp, typed }).await {
        Ok(()) => redirect("/settings/partners?done=removed"),
        Err(refusal) => {
            let frame = Frame::of(&web, &signed, Face::Rooms, "partners").await?;
            let status = refusal.status();
            let faults = Faults::of(&frame.t, refusal)?.with_typed(form.text("confirmation"));
            Ok(with_status(status, page(&web, &signed, id, faults).await?))
        }
    }
}

async fn page(web: &Web, signed: &Signed, id: Uuid, faults: Faults) -> Result<Response, PageError> {
    let frame = Frame::of(web, signed, Face::Rooms, "partners").await?;
    let effects = ask(&web.app, &signed.caller, &EffectsOfRemovingPartner { link: Id::new(id) }).await?;
    html(&RemovePage { frame, effects, faults })
}
