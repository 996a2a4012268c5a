//! Settings > General: enrolling a room by the key file (R-240, §5.8) and the reset of the key. The same page at a
//! customer that lets its partner download the key.

use askama::Template;
use axum::{Router, extract::State, routing::get};
use domain::{
    id::{Id, Organization},
    organization::Face,
    permission::Permission,
    time::Time,
};
use service::{
    Action, May, Realm, ask,
    enrolment_key::{AboutKey, DownloadKey, ResetKey},
    rooms::CustomerName,
    run,
};

use crate::{
    answer::{PageResult, html, redirect},
    api::enrolment_key::attachment,
    caller::Signed,
    form::{Fields, Posted},
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

/// The pages of General.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/settings/general", get(general))
        .route("/settings/general/enrolment-key", get(download))
        .route("/settings/general/reset-key", get(ask_reset).post(reset))
        .route("/partner/tenants/{tenant}/enrolment-key", get(at_customer))
        .route("/partner/tenants/{tenant}/enrolment-key/file", get(download_at_customer))
}

#[derive(Template)]
#[template(path = "portal/general/general.html")]
struct GeneralPage {
    frame: Frame,
    key: Option<(i64, Time)>,
    server: String,
    /// The address of the key file, where the reader may have it.
    file: Option<String>,
    /// The address of the reset, where the reader may do it and there is a key.
    reset: Option<&'static str>,
    saved: bool,
}

#[derive(Template)]
#[template(path = "portal/general/reset.html")]
struct ResetPage {
    frame: Frame,
}

async fn general(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let key = ask(&web.app, &signed.caller, &AboutKey { realm: Realm::Own }).await?;
    let frame = Frame::of(&web, &signed, Face::Rooms, "general").await?;
    html(&GeneralPage {
        key: key.map(|key| (key.version, key.created_at)),
        server: web.app.settings.public_url.clone(),
        file: frame.may("room.download_key").then(|| "/settings/general/enrolment-key".to_owned()),
        reset: (frame.may("room.reset_key") && key.is_some()).then_some("/settings/general/reset-key"),
        saved: fields.has("saved"),
        frame,
    })
}

/// The same at a customer, without the reset, which is the customer's own.
async fn at_customer(
    State(web): State<Web>,
    signed: Signed,
    PagePath(tenant): PagePath<Id<Organization>>,
) -> PageResult {
    let tenant = signed.caller.person.customer(tenant)?;
    let key = ask(&web.app, &signed.caller, &AboutKey { realm: Realm::Customer(tenant) }).await?;
    let mut frame = Frame::of(&web, &signed, Face::Partner, "tenants").await?;
    let question = CustomerName { tenant, permission: Permission::RoomDownloadKey };
    let name = ask(&web.app, &signed.caller, &question).await?;
    frame.tenant = name.map(|name| (name, tenant.to_string()));
    html(&GeneralPage {
        key: key.map(|key| (key.version, key.created_at)),
        server: web.app.settings.public_url.clone(),
        file: Some(format!("/partner/tenants/{tenant}/enrolment-key/file")),
        reset: None,
        saved: false,
        frame,
    })
}

/// The key file; each download is in the audit log.
async fn download(State(web): State<Web>, signed: Signed) -> PageResult {
    let tenant = signed.caller.person.organization;
    Ok(attachment(run(&web.app, &signed.caller, DownloadKey { tenant }).await?))
}

/// The key file of a customer; each download is in the customer's audit log.
async fn download_at_customer(
    State(web): State<Web>,
    signed: Signed,
    PagePath(tenant): PagePath<Id<Organization>>,
) -> PageResult {
    let tenant = signed.caller.person.customer(tenant)?;
    Ok(attachment(run(&web.app, &signed.caller, DownloadKey { tenant }).await?))
}

async fn ask_reset(State(web): State<Web>, signed: Signed) -> PageResult {
    ask(&web.app, &signed.caller, &May(Action::UseOwn(Permission::RoomResetKey))).await?;
    html(&ResetPage { frame: Frame::of(&web, &signed, Face::Rooms, "general").await? })
}

async fn reset(State(web): State<Web>, signed: Signed, _: Posted) -> PageResult {
    run(&web.app, &signed.caller, ResetKey).await?;
    redirect("/settings/general?saved")
}
