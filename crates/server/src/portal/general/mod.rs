//! Settings > General: enrolling a room by the key file (R-240, §5.8) and the reset of the key. The same page at a
//! customer that lets its partner download the key.

mod logo;

use askama::Template;
use axum::{
    Router,
    extract::{DefaultBodyLimit, State},
    routing::{get, post},
};
use domain::{
    id::{Id, Organization},
    organization::Face,
    permission::Permission,
    time::Time,
};
use service::{
    Action, May, Realm, Refusal, ask,
    enrolment_key::{AboutKey, DownloadKey, ResetKey},
    organizations::OwnLogo,
    rooms::CustomerName,
    run,
};

use crate::{
    answer::{Faults, PageResult, form_page, html, redirect},
    api::enrolment_key::attachment,
    caller::Signed,
    form::{Fields, LARGEST_UPLOAD, Posted},
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
        .route(
            "/settings/general/logo",
            get(logo::show).post(logo::set).layer(DefaultBodyLimit::max(LARGEST_UPLOAD)),
        )
        .route("/settings/general/logo/remove", post(logo::remove))
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
    /// Whether the reader sets the logo, and the version of the one there is.
    logo: Option<Option<String>>,
    faults: Faults,
    /// The address of the reset, where the reader may do it and there is a key.
    reset: Option<&'static str>,
    /// What was done, as a message.
    done: Option<&'static str>,
}

#[derive(Template)]
#[template(path = "portal/general/reset.html")]
struct ResetPage {
    frame: Frame,
}

async fn general(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let done = DONE.into_iter().find(|(flag, _)| fields.has(flag)).map(|(_, message)| message);
    own(&web, &signed, done, None).await
}

/// What was done, by the word in the address.
const DONE: [(&str, &str); 3] = [
    ("saved", "general-key-was-reset"),
    ("logo", "general-logo-was-set"),
    ("no-logo", "general-logo-was-removed"),
];

/// The page of one's own organization, after something was done or refused.
async fn own(web: &Web, signed: &Signed, done: Option<&'static str>, refused: Option<Refusal>) -> PageResult {
    let key = ask(&web.app, &signed.caller, &AboutKey { realm: Realm::Own }).await?;
    let frame = Frame::of(web, signed, Face::Rooms, "general").await?;
    let logo = if frame.may("settings.modify") {
        let logo = ask(&web.app, &signed.caller, &OwnLogo).await?;
        Some(logo.map(|logo| logo.version()))
    } else {
        None
    };
    let faults = match refused {
        Some(refusal) => Faults::of(&frame.t, refusal)?,
        None => Faults::default(),
    };
    let page = GeneralPage {
        key: key.map(|key| (key.version, key.created_at)),
        server: web.app.settings.public_url.clone(),
        file: frame.may("room.download_key").then(|| "/settings/general/enrolment-key".to_owned()),
        reset: (frame.may("room.reset_key") && key.is_some()).then_some("/settings/general/reset-key"),
        logo,
        done,
        frame,
        faults,
    };
    form_page(page.faults.status(), &page)
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
        logo: None,
        faults: Faults::default(),
        reset: None,
        done: None,
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
