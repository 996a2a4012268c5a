//! Maintenance planned for the groups that were ticked in the list, each decided on its own, with a result for each.

use std::collections::BTreeMap;

use askama::Template;
use axum::{Router, extract::State, routing::post};
use domain::{id::RoomGroup, permission::Permission, suppression::REASON_MAX};
use service::{
    Done, Refusal, ask,
    groups::{GroupRow, ListGroups},
    maintenance_windows::plan_for_groups,
};

use super::Chosen;
use crate::{
    answer::{Faults, PageResult, form_page, redirect},
    caller::Signed,
    form::{Form, Posted},
    portal::{
        bulk::{self, List, Named},
        layout::Frame,
        rooms::At,
        span::{self, Span},
    },
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/groups/bulk.html")]
struct PlanPage {
    frame: Frame,
    at: At,
    /// The list, with its choices.
    back: String,
    /// The choices alone.
    choices: String,
    chosen: Vec<GroupRow>,
    reason: String,
    span: Span,
    once: String,
    faults: Faults,
}

/// The address below a list of groups: one's own, or those of customers.
pub(super) fn pages(groups: &str, is_own: bool) -> Router<Web> {
    let send = async move |State(web): State<Web>, signed: Signed, Posted(form): Posted| {
        plan(&web, &signed, is_own, form).await
    };
    Router::new().route(&format!("{groups}/bulk/maintenance"), post(send))
}

async fn plan(web: &Web, signed: &Signed, is_own: bool, form: Form) -> PageResult {
    let chosen = Chosen::read(&bulk::choices(&form));
    let at = if is_own { signed.at(None) } else { signed.at_customers(chosen.tenant) };
    let chosen = Chosen { tenant: at.customer(), ..chosen };
    let back = format!("{}{}", at.groups(), chosen.page());
    let groups = bulk::ticked(signed, &form, "group", at)?;
    if groups.is_empty() {
        return redirect(&bulk::done(&back, "nothing"));
    }
    let mut frame = Frame::of(web, signed, at.face(), at.groups_entry()).await?;
    bulk::name_customer(web, signed, &mut frame, at, Permission::GroupView).await?;
    let mut refused = None;
    if form.text("go") == "save" {
        match carry_out(web, signed, &frame, &form, groups.clone()).await {
            Ok(done) => {
                let known = known(web, signed, at, &groups).await?;
                let shown = |row: GroupRow| (at.group(row.tenant, row.id), row.name, row.tenant_name);
                let rows = bulk::told(&frame.t, done, known, shown);
                let title = frame.t.t("maintenance-plan");
                let list = List { name: "nav-groups", thing: "room-group", back };
                return bulk::tell(frame, at, title, list, rows);
            }
            Err(refusal) => refused = Some(span::beside_its_field(refusal)),
        }
    }
    let status = refused.as_ref().map_or(200, Refusal::status);
    let faults = refused.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    let mut known = known(web, signed, at, &groups).await?;
    let shown = groups.iter().filter_map(|named| known.remove(named)).collect();
    let span = if form.has("length") { Span::typed(&form, true) } else { Span::new() };
    let (reason, choices) = (form.text("reason").to_owned(), chosen.page());
    let once = web.app.ids.next().to_string();
    form_page(status, &PlanPage { frame, at, back, choices, chosen: shown, reason, span, once, faults })
}

async fn carry_out(
    web: &Web,
    signed: &Signed,
    frame: &Frame,
    form: &Form,
    groups: Vec<Named<RoomGroup>>,
) -> Result<Vec<Done<RoomGroup>>, Refusal> {
    let from = span::from(&frame.t, form)?;
    let until = span::until(&frame.t, form, from.unwrap_or_else(|| web.app.clock.now()))?;
    plan_for_groups(&web.app, &form.once(&signed.caller), form.text("reason"), (from, until), groups).await
}

/// What the reader sees of groups.
async fn known(
    web: &Web,
    signed: &Signed,
    at: At,
    groups: &[Named<RoomGroup>],
) -> Result<BTreeMap<Named<RoomGroup>, GroupRow>, Refusal> {
    let question = ListGroups { realm: at.realm(), wanted: bulk::only(groups), counts: false };
    let found = ask(&web.app, &signed.caller, &question).await?;
    Ok(found.groups.into_iter().map(|group| ((group.tenant, group.id), group)).collect())
}
