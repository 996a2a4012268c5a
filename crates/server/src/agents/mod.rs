//! The device channel: what agents call.

use axum::Router;

use crate::web::Web;

/// Every address of the device channel.
pub fn routes() -> Router<Web> {
    Router::new()
}
