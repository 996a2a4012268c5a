//! My account: language and time zone, e-mail, password, sessions, access tokens.

mod mail;
mod page;
mod sessions;
mod tokens;

use axum::{
    Router,
    routing::{get, post},
};

use crate::web::Web;

/// The pages of one's own account.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/account", get(page::show).post(page::edit))
        .route("/account/mail", post(mail::save))
        .route("/account/password", post(page::change_password))
        .route("/account/sessions/{id}/revoke", post(sessions::revoke))
        .route("/account/sign-out-everywhere", post(sessions::sign_out_everywhere))
        .route("/account/tokens", post(tokens::create))
        .route("/account/tokens/{id}/revoke", get(tokens::confirm).post(tokens::revoke))
}
