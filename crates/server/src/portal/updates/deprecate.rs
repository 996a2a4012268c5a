//! Ending an update for good, after the page that says what that means (§3.9).

use askama::Template;
use axum::extract::State;
use service::{
    Refusal, ask,
    rollouts::{DeprecateRollout, RolloutOf, ShownRollout},
    run,
};

use super::Named;
use crate::{
    answer::{Faults, PageResult, form_page, redirect},
    caller::Signed,
    form::Posted,
    path::PagePath,
    portal::{layout::Frame, rooms::At},
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/updates/deprecate.html")]
struct DeprecatePage {
    frame: Frame,
    at: At,
    address: String,
    rollout: ShownRollout,
    faults: Faults,
}

/// What the end means.
pub(super) async fn ask_first(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
) -> PageResult {
    show(&web, &signed, named, None).await
}

/// Ends it.
pub(super) async fn deprecate(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    _: Posted,
) -> PageResult {
    let (tenant, release) = (named.tenant(&signed), named.release);
    match run(&web.app, &signed.caller, DeprecateRollout { tenant, release }).await {
        Ok(()) => redirect(&format!("{}?done=deprecated", named.address(&signed))),
        Err(refusal) => show(&web, &signed, named, Some(refusal)).await,
    }
}

async fn show(web: &Web, signed: &Signed, named: Named, refused: Option<Refusal>) -> PageResult {
    let at = named.at(signed);
    let mut frame = Frame::of(web, signed, at.face(), at.updates_entry()).await?;
    let question = RolloutOf { realm: at.realm(), release: named.release };
    let rollout = ask(&web.app, &signed.caller, &question).await?;
    if !rollout.may_deprecate() && refused.is_none() {
        return redirect(&named.address(signed));
    }
    if let Some(tenant) = named.tenant {
        frame.tenant = Some((rollout.row.tenant_name.clone(), tenant.to_string()));
    }
    let status = refused.as_ref().map_or(200, Refusal::status);
    let faults = refused.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    let address = named.address(signed);
    form_page(status, &DeprecatePage { frame, at, address, rollout, faults })
}
