//! The end of the registration.

use askama::Template;
use axum::extract::State;
use service::{Refusal, Wanted, run, webhooks::EndRegistration};

use super::{BASE, find, frame};
use crate::{
    answer::{PageResult, html, redirect},
    caller::Signed,
    form::Posted,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/registration/end.html")]
struct EndPage {
    frame: Frame,
    address: String,
}

/// Asks first.
pub(super) async fn ask_first(State(web): State<Web>, signed: Signed) -> PageResult {
    let found = find(&web, &signed, Wanted::first(1)).await?.ok_or(Refusal::Missing)?;
    let address = found.standing.registration.address;
    html(&EndPage { frame: frame(&web, &signed).await?, address })
}

/// Ends it.
pub(super) async fn end(State(web): State<Web>, signed: Signed, _: Posted) -> PageResult {
    run(&web.app, &signed.caller, EndRegistration).await?;
    redirect(&format!("{BASE}?done=ended"))
}
