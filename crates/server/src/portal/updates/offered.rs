//! A release of the operator that one's organization could adopt: at once where it trusts the operator's key, else by signing the same
//! document itself (decision 23).

use askama::Template;
use axum::extract::State;
use domain::id::{Id, Release};
use serde::Deserialize;
use service::{
    Realm, Refusal, ask,
    releases::{AdoptRelease, OfferedOf, ReleaseRow, ReleasesOf},
    run,
};

use crate::{
    answer::{Faults, PageResult, form_page, redirect},
    caller::Signed,
    form::Posted,
    path::PagePath,
    portal::{layout::Frame, rooms::At},
    web::Web,
};

/// A release as its address names it.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(super) struct Offered {
    release: Id<Release>,
}

#[derive(Template)]
#[template(path = "portal/updates/offered.html")]
struct OfferedPage {
    frame: Frame,
    at: At,
    release: ReleaseRow,
    trusts: bool,
    faults: Faults,
}

/// Shows it.
pub(super) async fn show(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Offered>,
) -> PageResult {
    page(&web, &signed, named, None).await
}

/// Adopts it.
pub(super) async fn adopt(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Offered>,
    _: Posted,
) -> PageResult {
    match run(&web.app, &signed.caller, AdoptRelease { release: named.release }).await {
        Ok(release) => redirect(&format!("/updates/{release}?done=adopted")),
        Err(refusal) => page(&web, &signed, named, Some(refusal)).await,
    }
}

async fn page(web: &Web, signed: &Signed, named: Offered, refused: Option<Refusal>) -> PageResult {
    let release = ask(&web.app, &signed.caller, &OfferedOf { release: named.release }).await?;
    let releases = ask(&web.app, &signed.caller, &ReleasesOf { realm: Realm::Own }).await?;
    let at = At::Own(signed.caller.person.organization);
    let frame = Frame::of(web, signed, at.face(), at.updates_entry()).await?;
    let status = refused.as_ref().map_or(200, Refusal::status);
    let faults = refused.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    let trusts = releases.trusts_operator();
    form_page(status, &OfferedPage { frame, at, release, trusts, faults })
}
