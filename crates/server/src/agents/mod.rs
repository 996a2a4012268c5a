//! The device channel: what agents call. The shapes are those of `wire::agents`.
//!
//! Invariant: a message outside the contract ends its connection and nothing else.

mod answer;
mod enrol;
mod files;
mod jobs;
mod message;
mod records;
mod report;
mod reports;

use axum::{
    Router,
    extract::Request,
    middleware::{self, Next},
    response::{IntoResponse as _, Response},
    routing::{post, put},
};
use wire::agents::{ENROL_PATH, FILE_PATH, REPORT_PATH, REPORTS_PATH};

use self::answer::Turned;
use crate::{limits::Pace, web::Web};

/// Every address of the device channel.
pub fn routes() -> Router<Web> {
    Router::new()
        .route(ENROL_PATH, post(enrol::enrol))
        .route(REPORT_PATH, post(report::report))
        .route(REPORTS_PATH, post(reports::reports))
        .route(FILE_PATH, put(files::put))
        .layer(middleware::from_fn(in_pace))
}

/// A connection that carries many devices may be fast, but not without bound.
async fn in_pace(request: Request, next: Next) -> Response {
    match request.extensions().get::<Pace>() {
        Some(pace) if !pace.admits() => Turned::too_often(std::time::Duration::from_secs(1)).into_response(),
        _ => next.run(request).await,
    }
}
