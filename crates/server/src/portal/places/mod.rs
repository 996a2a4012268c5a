//! Pages of the place hierarchy in which one's own rooms lie.

mod chosen;
mod delete;
mod detail;
mod form;
mod list;

use axum::{Router, routing::get};
use domain::organization::Face;
use service::Refusal;

use crate::{caller::Signed, portal::layout::Frame, web::Web};

/// The pages of places.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/places", get(list::show))
        .route("/places/new", get(form::new).post(form::create))
        .route("/places/{place}", get(detail::show))
        .route("/places/{place}/edit", get(form::edit).post(form::save))
        .route("/places/{place}/delete", get(delete::question).post(delete::delete))
}

async fn frame(web: &Web, signed: &Signed) -> Result<Frame, Refusal> {
    Frame::of(web, signed, Face::Rooms, "places").await
}

/// What was just done, as the message of a word that the address holds.
fn done(word: &str) -> Option<&'static str> {
    Some(match word {
        "added" => "places-added",
        "saved" => "changes-saved",
        "deleted" => "places-deleted",
        _ => return None,
    })
}
