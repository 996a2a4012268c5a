//! Deleting a place: asked for first, and not offered while something lies in it.

use askama::Template;
use axum::extract::State;
use domain::{
    id::{Id, Place as PlaceId},
    permission::Permission,
};
use service::{
    Code, Refusal, Requirement, ask,
    places::{DeletePlace, Place, PlaceOf},
    run,
};

use super::frame;
use crate::{
    answer::{Faults, PageResult, form_page, redirect},
    caller::Signed,
    form::Posted,
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/places/delete.html")]
struct DeletePage {
    frame: Frame,
    place: Place,
    faults: Faults,
}

/// Asks before a place is deleted.
pub(super) async fn question(
    State(web): State<Web>,
    signed: Signed,
    PagePath(place): PagePath<Id<PlaceId>>,
) -> PageResult {
    show(&web, &signed, place, None).await
}

/// Deletes a place.
pub(super) async fn delete(
    State(web): State<Web>,
    signed: Signed,
    PagePath(place): PagePath<Id<PlaceId>>,
    Posted(form): Posted,
) -> PageResult {
    let parent = ask(&web.app, &signed.caller, &PlaceOf { place }).await?.row.parent;
    let stamp = Some(form.text("stamp").parse().unwrap_or(-1));
    match run(&web.app, &signed.caller, DeletePlace { place, stamp }).await {
        Ok(()) => redirect(&match parent {
            Some(parent) => format!("/places/{parent}?done=deleted"),
            None => "/places?done=deleted".to_owned(),
        }),
        Err(refusal) => show(&web, &signed, place, Some(refusal)).await,
    }
}

async fn show(web: &Web, signed: &Signed, place: Id<PlaceId>, refused: Option<Refusal>) -> PageResult {
    let place = ask(&web.app, &signed.caller, &PlaceOf { place }).await?;
    if !place.may_change {
        let missing = Requirement::OwnPermission(Permission::SettingsModify);
        return Err(Refusal::Denied(Code::Forbidden, Some(missing)).into());
    }
    let is_in_use = place.row.places > 0 || place.row.rooms > 0;
    // What stands in the way is told before it is tried, too.
    let status = refused.as_ref().map_or(200, Refusal::status);
    let refused = refused.or(is_in_use.then_some(Refusal::Conflict(Code::PlaceInUse, None)));
    let frame = frame(web, signed).await?;
    let faults = refused.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    form_page(status, &DeletePage { frame, place, faults })
}
