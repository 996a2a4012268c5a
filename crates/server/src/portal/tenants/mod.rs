//! Tenants: the customers of one's organization, the invitations that wait, and primary admins.

mod answer;
mod detail;
mod list;
mod remove;

use axum::{
    Router,
    routing::{get, post},
};

use crate::web::Web;

/// The pages of tenants.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/partner/tenants", get(list::list))
        .route("/partner/tenants/switch", get(list::switch))
        .route("/partner/tenants/{id}", get(detail::show).post(detail::save))
        .route("/partner/tenants/{id}/primary-admins/{member}/remove", post(detail::remove))
        .route("/partner/tenants/{id}/remove", get(remove::show).post(remove::save))
        .route("/partner/invitations/{id}", get(answer::show).post(answer::accept))
        .route("/partner/invitations/{id}/deny", get(answer::ask_deny).post(answer::deny))
}
