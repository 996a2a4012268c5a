//! One place: the way to it and what lies in it.

use askama::Template;
use axum::extract::State;
use domain::{
    id::{Id, Place as PlaceId},
    place::PlaceKind,
};
use service::{
    ask,
    places::{ListPlaces, Place, PlaceOf, PlaceRow},
};

use super::{chosen::Chosen, done, frame};
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    form::Fields,
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/places/detail.html")]
struct DetailPage {
    frame: Frame,
    place: Place,
    chosen: Chosen,
    places: Vec<PlaceRow>,
    count: i64,
    next: Option<String>,
    done: Option<&'static str>,
}

impl DetailPage {
    /// Whether places can lie in a place of this kind.
    fn holds_places(&self) -> bool {
        PlaceKind::ALL.iter().any(|kind| kind.fits_in(Some(self.place.row.kind)))
    }
}

/// Shows a place.
pub(super) async fn show(
    State(web): State<Web>,
    signed: Signed,
    PagePath(place): PagePath<Id<PlaceId>>,
    fields: Fields,
) -> PageResult {
    let chosen = Chosen::read(&fields).without_search();
    let shown = ask(&web.app, &signed.caller, &PlaceOf { place }).await?;
    let question = ListPlaces { within: Some(Some(place)), wanted: chosen.wanted()?, count: true };
    let found = ask(&web.app, &signed.caller, &question).await?;
    html(&DetailPage {
        frame: frame(&web, &signed).await?,
        place: shown,
        next: chosen.next(found.next.as_ref())?,
        chosen,
        places: found.places,
        count: found.count.unwrap_or_default(),
        done: done(fields.text("done")),
    })
}
