//! Settings > General: enrolling a room by the key file (R-240, §5.8) and the reset of the key.

use askama::Template;
use axum::{Router, extract::State, routing::get};
use domain::{organization::Face, permission::Permission, time::Time};
use service::{
    Action, May, ask,
    enrolment_key::{AboutKey, DownloadKey, ResetKey},
    run,
};

use crate::{
    answer::{PageResult, html, redirect},
    api::enrolment_key::attachment,
    caller::Signed,
    form::{Fields, Posted},
    portal::layout::Frame,
    web::Web,
};

/// The pages of General.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/settings/general", get(general))
        .route("/settings/general/enrolment-key", get(download))
        .route("/settings/general/reset-key", get(ask_reset).post(reset))
}

#[derive(Template)]
#[template(path = "portal/general/general.html")]
struct GeneralPage {
    frame: Frame,
    key: Option<(i64, Time)>,
    server: String,
    saved: bool,
}

#[derive(Template)]
#[template(path = "portal/general/reset.html")]
struct ResetPage {
    frame: Frame,
}

async fn general(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let key = ask(&web.app, &signed.caller, &AboutKey).await?;
    let frame = Frame::of(&web, &signed, Face::Rooms, "general").await?;
    html(&GeneralPage {
        frame,
        key: key.map(|key| (key.version, key.created_at)),
        server: web.app.settings.public_url.clone(),
        saved: fields.has("saved"),
    })
}

/// The key file; each download is in the audit log.
async fn download(State(web): State<Web>, signed: Signed) -> PageResult {
    Ok(attachment(run(&web.app, &signed.caller, DownloadKey).await?))
}

async fn ask_reset(State(web): State<Web>, signed: Signed) -> PageResult {
    ask(&web.app, &signed.caller, &May(Action::UseOwn(Permission::RoomResetKey))).await?;
    html(&ResetPage { frame: Frame::of(&web, &signed, Face::Rooms, "general").await? })
}

async fn reset(State(web): State<Web>, signed: Signed, _: Posted) -> PageResult {
    run(&web.app, &signed.caller, ResetKey).await?;
    redirect("/settings/general?saved")
}
