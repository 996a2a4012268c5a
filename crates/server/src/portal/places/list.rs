//! The widest places, or all that a search finds.

use askama::Template;
use axum::extract::State;
use service::{
    ask,
    places::{ListPlaces, PlaceRow},
};

use super::{chosen::Chosen, done, frame};
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    form::Fields,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/places/list.html")]
struct ListPage {
    frame: Frame,
    chosen: Chosen,
    places: Vec<PlaceRow>,
    count: i64,
    next: Option<String>,
    may_change: bool,
    done: Option<&'static str>,
}

/// Shows the list.
pub(super) async fn show(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let chosen = Chosen::read(&fields);
    let within = if chosen.q.is_empty() { Some(None) } else { None };
    let question = ListPlaces { within, wanted: chosen.wanted()?, count: true };
    let found = ask(&web.app, &signed.caller, &question).await?;
    html(&ListPage {
        frame: frame(&web, &signed).await?,
        next: chosen.next(found.next.as_ref())?,
        chosen,
        places: found.places,
        count: found.count.unwrap_or_default(),
        may_change: found.may_change,
        done: done(fields.text("done")),
    })
}
