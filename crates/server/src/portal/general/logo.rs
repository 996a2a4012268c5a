//! The logo of one's own organization, on Settings > General.

use axum::extract::State;
use service::{
    Refusal, ask,
    organizations::{OwnLogo, SetLogo},
    run,
};

use super::own;
use crate::{
    answer::{PageResult, file, redirect},
    caller::Signed,
    form::{Posted, Uploaded},
    web::Web,
};

/// The picture itself.
pub(super) async fn show(State(web): State<Web>, signed: Signed) -> PageResult {
    let logo = ask(&web.app, &signed.caller, &OwnLogo).await?.ok_or(Refusal::Missing)?;
    Ok(file("logo", logo.media_type.as_str(), logo.content))
}

/// Sets it to an uploaded picture.
pub(super) async fn set(State(web): State<Web>, signed: Signed, uploaded: Uploaded) -> PageResult {
    match run(&web.app, &signed.caller, SetLogo(Some(uploaded.content))).await {
        Ok(()) => redirect("/settings/general?logo"),
        Err(refusal) => own(&web, &signed, None, Some(refusal)).await,
    }
}

/// Takes it away.
pub(super) async fn remove(State(web): State<Web>, signed: Signed, _: Posted) -> PageResult {
    run(&web.app, &signed.caller, SetLogo(None)).await?;
    redirect("/settings/general?no-logo")
}
