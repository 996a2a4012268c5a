//! Figures of the server as a whole.

use askama::Template;
use axum::extract::State;
use domain::{organization::Face, time::Time};
use service::{
    ask,
    organizations::{Health, HealthFigures},
};

use crate::{
    answer::{PageResult, html},
    caller::Signed,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/organizations/health.html")]
struct HealthPage {
    frame: Frame,
    figures: HealthFigures,
    now: Time,
}

/// Shows the figures.
pub async fn show(State(web): State<Web>, signed: Signed) -> PageResult {
    let figures = ask(&web.app, &signed.caller, &Health).await?;
    let frame = Frame::of(&web, &signed, Face::Operator, "health").await?;
    html(&HealthPage { frame, figures, now: web.app.clock.now() })
}
