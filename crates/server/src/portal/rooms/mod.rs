//! Pages of rooms: one's own, and those of customers within what their links show. The same pages under two
//! faces; what they offer is what the reader may do.

mod act;
mod at;
mod chosen;
mod detail;
mod edit;
mod export;
mod list;

use axum::{
    Router,
    routing::{get, post},
};

pub use at::At;

use crate::web::Web;

/// The pages of rooms.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/rooms", get(list::own))
        .route("/rooms.csv", get(export::own))
        .route("/rooms/new", get(edit::new).post(edit::create))
        .route("/rooms/enrol", post(act::enrol_chosen))
        .route("/rooms/{room}", get(detail::own))
        .route("/rooms/{room}/edit", get(edit::own).post(edit::save_own))
        .route("/rooms/{room}/enrol", post(act::enrol))
        .route("/rooms/{room}/unenrol", get(act::ask_unenrol).post(act::unenrol))
        .route("/rooms/{room}/delete", get(act::ask_delete).post(act::delete))
        .route("/rooms/{room}/take-over", get(act::ask_take_over).post(act::take_over))
        .route("/partner/rooms", get(list::customers))
        .route("/partner/rooms.csv", get(export::customers))
        .route("/partner/rooms/{tenant}/{room}", get(detail::customer))
        .route("/partner/rooms/{tenant}/{room}/edit", get(edit::customer).post(edit::save_customer))
}

/// The class that gives a health its colour, on badges and on text.
pub(crate) fn tone(on: &str, health: &str) -> &'static str {
    match (on, health) {
        ("badge", "healthy") => "badge-good",
        ("badge", "unhealthy") => "badge-bad",
        ("badge", "onboarding") => "badge-new",
        ("text", "healthy") => "text-good",
        ("text", "unhealthy") => "text-bad",
        ("text", "onboarding") => "text-new",
        ("text", _) => "quiet",
        _ => "",
    }
}
