//! The start page: it leads to the face where the reader works.

use axum::{Router, extract::State, routing::get};
use domain::permission::Permission;
use service::{ask, shell::ShellOf};

use crate::{
    answer::{PageResult, redirect},
    caller::Signed,
    web::Web,
};

/// The start page.
pub fn routes() -> Router<Web> {
    Router::new().route("/", get(start))
}

async fn start(State(web): State<Web>, signed: Signed) -> PageResult {
    let shell = ask(&web.app, &signed.caller, &ShellOf).await?;
    let address = if shell.is_operator {
        "/operator/organizations"
    } else if shell.at_customers.has(Permission::RoomView) {
        "/partner/rooms"
    } else if shell.own.has(Permission::RoomView) {
        "/rooms"
    } else if shell.is_partner {
        "/partner/tenants"
    } else {
        "/account"
    };
    redirect(address)
}
