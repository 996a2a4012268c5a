//! The same done to the updates that were ticked in the list, each decided on its own, with a result for each.

use std::collections::BTreeMap;

use axum::{Router, extract::State, routing::post};
use domain::{
    id::{Id, Release},
    permission::Permission,
    query::{Filter, Literal, Path},
};
use service::{
    MOST_AT_ONCE, Page, Refusal, Wanted, ask,
    rollouts::{ListRollouts, RolloutAct, RolloutLine, act_on_rollouts},
};

use super::chosen::Chosen;
use crate::{
    answer::{PageResult, redirect},
    caller::Signed,
    form::{Form, Posted},
    portal::{
        bulk::{self, List, Named, Told},
        layout::Frame,
        rooms::At,
    },
    web::Web,
};

/// The message that names what is done.
pub(super) const fn name(act: RolloutAct) -> &'static str {
    match act {
        RolloutAct::Pause => "update-pause",
        RolloutAct::Resume => "update-resume",
        RolloutAct::Retry => "update-retry",
    }
}

/// Its icon.
pub(super) const fn icon(act: RolloutAct) -> &'static str {
    match act {
        RolloutAct::Pause => "pause",
        RolloutAct::Resume => "next",
        RolloutAct::Retry => "refresh",
    }
}

/// The addresses below a list of updates: one's own, or those of customers.
pub(super) fn pages(updates: &str, is_own: bool) -> Router<Web> {
    let page = |router: Router<Web>, step: RolloutAct| {
        let address = format!("{updates}/bulk/{}", step.key());
        let send = async move |State(web): State<Web>, signed: Signed, Posted(form): Posted| {
            act(&web, &signed, is_own, step, form).await
        };
        router.route(&address, post(send))
    };
    RolloutAct::ALL.into_iter().fold(Router::new(), page)
}

async fn act(web: &Web, signed: &Signed, is_own: bool, step: RolloutAct, form: Form) -> PageResult {
    let chosen = Chosen::read(&bulk::choices(&form));
    let at = if is_own { signed.at(None) } else { signed.at_customers(chosen.tenant) };
    let chosen = Chosen { tenant: at.customer(), ..chosen };
    let back = format!("{}{}", at.updates(), chosen.page());
    let rollouts = bulk::ticked(signed, &form, "update", at)?;
    if rollouts.is_empty() {
        return redirect(&bulk::done(&back, "nothing"));
    }
    let mut frame = Frame::of(web, signed, at.face(), at.updates_entry()).await?;
    bulk::name_customer(web, signed, &mut frame, at, Permission::RingView).await?;
    let done = act_on_rollouts(&web.app, &signed.caller, step, rollouts.clone()).await?;
    let mut known = known(web, signed, at, &rollouts).await?;
    let rows = done.into_iter().map(|done| {
        let why = done.refused.map(|refusal| bulk::why(&frame.t, &refusal));
        told(at, done.thing, known.remove(&(done.tenant, done.thing)), why)
    });
    let rows = rows.collect();
    let title = frame.t.t(name(step));
    bulk::tell(frame, at, title, List { name: "nav-updates", thing: "update-version", back }, rows)
}

fn told(at: At, release: Id<Release>, line: Option<RolloutLine>, why: Option<String>) -> Told {
    let Some(RolloutLine { row, .. }) = line else {
        return Told { name: release.to_string(), address: None, customer: String::new(), why };
    };
    let address = Some(at.update(row.tenant, row.release));
    Told { name: row.version.to_string(), address, customer: row.tenant_name, why }
}

/// What the reader sees of updates.
async fn known(
    web: &Web,
    signed: &Signed,
    at: At,
    rollouts: &[Named<Release>],
) -> Result<BTreeMap<Named<Release>, RolloutLine>, Refusal> {
    let literals = rollouts.iter().map(|(_, id)| Literal::Id(id.uuid())).collect();
    let filter = Some(Filter::In { path: Path::Own("id"), literals });
    let page = Page::of(i64::try_from(MOST_AT_ONCE).unwrap_or(i64::MAX));
    let wanted = Wanted { filter, page, ..Wanted::default() };
    let question = ListRollouts { realm: at.realm(), wanted, with_past: true };
    let found = ask(&web.app, &signed.caller, &question).await?;
    Ok(found.rollouts.into_iter().map(|line| ((line.row.tenant, line.row.release), line)).collect())
}
