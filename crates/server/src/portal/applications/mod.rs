//! Settings > Applications: the programs that the organization registered, for its own Global administrators (§4.1, decision 6).

mod confirm;
mod form;
mod list;
mod secret;
mod show;

use std::borrow::Borrow;

use axum::{
    Router,
    routing::{get, post},
};
use domain::{
    application::ApiPermission,
    id::{Application, ApplicationSecret, Id},
    organization::Face,
};
use serde::Deserialize;
use service::{
    Refusal,
    applications::{ApplicationOf, Shown},
    ask,
};

use crate::{caller::Signed, i18n::Translator, portal::layout::Frame, web::Web};

const BASE: &str = "/settings/applications";

/// The pages of applications.
pub fn routes() -> Router<Web> {
    Router::new()
        .route(BASE, get(list::show))
        .route(&format!("{BASE}/new"), get(form::new).post(form::register))
        .route(&format!("{BASE}/{{application}}"), get(show::show))
        .route(&format!("{BASE}/{{application}}/edit"), get(form::edit).post(form::save))
        .route(&format!("{BASE}/{{application}}/switch"), post(show::switch))
        .route(&format!("{BASE}/{{application}}/delete"), get(confirm::ask_delete).post(confirm::delete))
        .route(&format!("{BASE}/{{application}}/secrets/new"), get(secret::new).post(secret::add))
        .route(
            &format!("{BASE}/{{application}}/secrets/{{secret}}/remove"),
            get(confirm::ask_remove).post(confirm::remove),
        )
}

/// An application as an address names it.
#[derive(Clone, Copy, Debug, Deserialize)]
struct Named {
    application: Id<Application>,
}

/// A secret as an address names it.
#[derive(Clone, Copy, Debug, Deserialize)]
struct NamedSecret {
    application: Id<Application>,
    secret: Id<ApplicationSecret>,
}

async fn frame(web: &Web, signed: &Signed) -> Result<Frame, Refusal> {
    Frame::of(web, signed, Face::Rooms, "applications").await
}

async fn find(web: &Web, signed: &Signed, application: Id<Application>) -> Result<Shown, Refusal> {
    ask(&web.app, &signed.caller, &ApplicationOf { application }).await
}

/// What a permission lets an application do.
pub(in crate::portal) fn meaning(t: &Translator, permission: impl Borrow<ApiPermission>) -> String {
    t.word("api-permission-", permission.borrow().key())
}
