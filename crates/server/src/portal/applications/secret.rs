//! A new secret, which is shown this once.

use askama::Template;
use axum::extract::State;
use service::{
    Refusal,
    applications::{AddSecret, ApplicationRow},
    run,
};

use super::{Named, find, frame};
use crate::{
    answer::{Faults, PageResult, form_page, html},
    caller::Signed,
    form::Posted,
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

/// For how many days a secret counts unless said otherwise.
const DAYS: &str = "180";

#[derive(Template)]
#[template(path = "portal/applications/secret_form.html")]
struct FormPage {
    frame: Frame,
    row: ApplicationRow,
    name: String,
    days: String,
    faults: Faults,
}

#[derive(Template)]
#[template(path = "portal/applications/secret.html")]
struct SecretPage {
    frame: Frame,
    row: ApplicationRow,
    secret: String,
}

/// The form.
pub(super) async fn new(
    State(web): State<Web>,
    signed: Signed,
    PagePath(Named { application }): PagePath<Named>,
) -> PageResult {
    let row = find(&web, &signed, application).await?.row;
    page(&web, &signed, row, (String::new(), DAYS.to_owned()), None).await
}

/// Adds it; the answer shows it.
pub(super) async fn add(
    State(web): State<Web>,
    signed: Signed,
    PagePath(Named { application }): PagePath<Named>,
    Posted(form): Posted,
) -> PageResult {
    let row = find(&web, &signed, application).await?.row;
    let (name, days) = (form.text("displayName").to_owned(), form.text("days").to_owned());
    let command = AddSecret { application, name: name.clone(), days: days.parse().unwrap_or(0) };
    match run(&web.app, &signed.caller, command).await {
        Ok(made) => {
            let secret = made.secret.reveal().to_owned();
            html(&SecretPage { frame: frame(&web, &signed).await?, row, secret })
        }
        Err(refusal) => page(&web, &signed, row, (name, days), Some(refusal)).await,
    }
}

async fn page(
    web: &Web,
    signed: &Signed,
    row: ApplicationRow,
    (name, days): (String, String),
    refusal: Option<Refusal>,
) -> PageResult {
    let frame = frame(web, signed).await?;
    let faults = refusal.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    form_page(faults.status(), &FormPage { frame, row, name, days, faults })
}
