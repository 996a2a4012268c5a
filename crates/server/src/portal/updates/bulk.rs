//! The same done to the updates that were ticked in the list, each decided on its own, with a result for each.

use std::collections::BTreeMap;

use axum::{Router, extract::State, routing::post};
use domain::{id::Release, permission::Permission};
use service::{
    Refusal, ask,
    rollouts::{ListRollouts, RolloutAct, RolloutLine, act_on_rollouts},
};

use super::chosen::Chosen;
use crate::{
    answer::{PageResult, redirect},
    caller::Signed,
    form::{Form, Posted},
    portal::{
        bulk::{self, List, Named},
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
    let known = known(web, signed, at, &rollouts).await?;
    let rows = bulk::told(&frame.t, done, known, |RolloutLine { row, .. }| {
        (at.update(row.tenant, row.release), row.version.to_string(), row.tenant_name)
    });
    let title = frame.t.t(name(step));
    bulk::tell(frame, at, title, List { name: "nav-updates", thing: "update-version", back }, rows)
}

/// What the reader sees of updates.
async fn known(
    web: &Web,
    signed: &Signed,
    at: At,
    rollouts: &[Named<Release>],
) -> Result<BTreeMap<Named<Release>, RolloutLine>, Refusal> {
    let question = ListRollouts { realm: at.realm(), wanted: bulk::only(rollouts), with_past: true };
    let found = ask(&web.app, &signed.caller, &question).await?;
    Ok(found.rollouts.into_iter().map(|line| ((line.row.tenant, line.row.release), line)).collect())
}
