//! Signing in and out, and setting a password by a one-time link: the pages before anybody is known.

mod enter;
mod leave;
mod set_password;
mod visitor;

use axum::{
    Router,
    routing::{get, post},
};

use crate::web::Web;

/// The pages of the sign-in.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/sign-in", get(enter::show).post(enter::step))
        .route("/sign-out", post(leave::sign_out))
        .route("/set-password/{secret}", get(set_password::show).post(set_password::set))
}

/// The initials of a name.
pub(crate) fn initials(name: &str) -> String {
    name.split_whitespace().filter_map(|word| word.chars().next()).take(2).collect()
}
