//! Settings > Partner relationships: everything that partners hold, with the end of each and of all of it (decision 4); the reseller
//! relationship, what is delegated with it, and the page on which a request is accepted.

mod accept;
mod asked;
mod block;
mod detail;
mod end;
mod holdings;
mod list;
mod off_board;
mod people;
mod privileges;
mod records;
mod rooms;

use axum::{
    Router,
    routing::{get, post},
};
use domain::{
    id::{Id, Organization},
    organization::Face,
};
use service::{Refusal, blocks::BlockRow};

use crate::{caller::Signed, i18n::Translator, portal::layout::Frame, web::Web};

/// The pages of partner relationships.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/settings/partner-relationships", get(list::list))
        .route("/settings/partner-relationships/partners/{partner}", get(holdings::show))
        .route(
            "/settings/partner-relationships/partners/{partner}/end",
            get(off_board::show).post(off_board::save),
        )
        .route("/settings/partner-relationships/partners/{partner}/people", get(people::list))
        .route(
            "/settings/partner-relationships/partners/{partner}/people/{user}/block",
            get(block::show).post(block::save),
        )
        .route("/settings/partner-relationships/partners/{partner}/people/{user}/unblock", post(block::lift))
        .route(
            "/settings/partner-relationships/partners/{partner}/applications/{application}/block",
            get(block::show_application).post(block::save_application),
        )
        .route("/settings/partner-relationships/partners/{partner}/rooms", get(rooms::show).post(rooms::save))
        .route(
            "/settings/partner-relationships/asked/{partner}/decline",
            get(asked::ask_decline).post(asked::decline),
        )
        .route("/settings/partner-relationships/off-boarding-records", get(records::list))
        .route("/settings/partner-relationships/off-boarding-records/{id}", get(records::show))
        .route("/settings/partner-relationships/off-boarding-records/{id}/file", get(records::file))
        .route("/settings/partner-relationships/{id}", get(detail::show))
        .route("/settings/partner-relationships/{id}/end", get(end::show).post(end::save))
        .route(
            "/settings/partner-relationships/{id}/remove",
            get(privileges::ask_remove).post(privileges::remove),
        )
        .route(
            "/settings/partner-relationships/{id}/restore",
            get(privileges::ask_restore).post(privileges::restore),
        )
        // The address that partners send, as it is published for relationships of this kind.
        .route("/partners/invitation/resellerRelationships/{token}", get(accept::show).post(accept::accept))
}

/// The page of everything that a partner holds.
fn holdings(partner: Id<Organization>) -> String {
    format!("/settings/partner-relationships/partners/{partner}")
}

/// What a table of blocks is called: by what stands in it.
pub(in crate::portal) fn blocks_title(t: &Translator, blocks: &[BlockRow]) -> String {
    let is_mixed = blocks.iter().any(|block| block.is_application);
    t.t(if is_mixed { "blocks-with-applications" } else { "blocks" })
}

async fn frame(web: &Web, signed: &Signed) -> Result<Frame, Refusal> {
    Frame::of(web, signed, Face::Rooms, "partner-relationships").await
}
