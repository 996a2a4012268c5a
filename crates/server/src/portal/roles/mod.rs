//! Settings > Roles: built-in roles and their assignments; on the Partner face the partner's roles at a customer.

mod assignment;
mod at_customer;
mod create;
mod list;

use axum::{
    Router,
    routing::{get, post},
};

use crate::web::Web;

/// The pages of roles.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/settings/roles", get(list::list))
        .route("/settings/roles/new", get(create::show).post(create::save))
        .route("/settings/roles/{id}", get(assignment::show).post(assignment::save))
        .route("/settings/roles/{id}/delete", get(assignment::ask_delete).post(assignment::delete))
        .route("/partner/settings/roles", get(at_customer::show))
        .route("/partner/settings/roles/{tenant}", post(at_customer::save))
}
