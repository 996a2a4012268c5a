//! Rooms join and leave a group: chosen first, then shown with who gains and who loses sight of them, and done
//! only then (decision 13).

use askama::Template;
use axum::{extract::State, response::Response};
use service::{
    Refusal, ask,
    groups::{ChangeMembers, Effect, Group, MemberChange, MemberRow, PreviewMembers, RoomChoices, RoomsFor},
    run,
};

use super::{
    Named, Opened, open,
    picker::{RoomPicker, rooms_of},
    stamp,
};
use crate::{
    answer::{Faults, PageError, PageResult, html, redirect, with_status},
    caller::Signed,
    form::{Form, Posted},
    path::PagePath,
    portal::{layout::Frame, rooms::At},
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/groups/add.html")]
struct AddPage {
    frame: Frame,
    at: At,
    group: Group,
    address: String,
    picker: RoomPicker,
    faults: Faults,
}

#[derive(Template)]
#[template(path = "portal/groups/review.html")]
struct ReviewPage {
    frame: Frame,
    at: At,
    group: Group,
    address: String,
    /// `add` or `remove`.
    step: &'static str,
    rooms: Vec<MemberRow>,
    /// What it does to partner people, for readers of the organization itself (decision 17).
    effects: Option<Vec<Effect>>,
    faults: Faults,
}

impl ReviewPage {
    fn question(&self) -> String {
        let question = if self.step == "add" { "group-add-question" } else { "group-remove-question" };
        self.frame.t.with(question, "name", &self.group.row.name)
    }
}

/// Chooses the rooms that join.
pub(super) async fn choose(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
) -> PageResult {
    picker(&web, &signed, named, &Form::default(), None).await
}

/// Shows what it does if the chosen rooms join, or what the search finds.
pub(super) async fn ask_add(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    Posted(form): Posted,
) -> PageResult {
    match form.text("go") {
        "find" => picker(&web, &signed, named, &form, None).await,
        _ if rooms_of(&form).is_empty() => {
            let refusal = Refusal::field("members", service::Code::Required);
            picker(&web, &signed, named, &form, Some(refusal)).await
        }
        _ => review(&web, &signed, named, "add", &form, None).await,
    }
}

/// Shows what it does if the chosen rooms leave.
pub(super) async fn ask_remove(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    Posted(form): Posted,
) -> PageResult {
    review(&web, &signed, named, "remove", &form, None).await
}

/// Makes the change that was shown.
pub(super) async fn change(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    Posted(form): Posted,
) -> PageResult {
    let step = if form.text("step") == "add" { "add" } else { "remove" };
    let command = ChangeMembers {
        tenant: named.tenant(&signed),
        group: named.group,
        stamp: Some(stamp(&form)),
        wanted: wanted(step, rooms_of(&form)),
    };
    match run(&web.app, &signed.caller, command).await {
        Ok(()) => changed(&web, &signed, named, step).await,
        Err(refusal) => review(&web, &signed, named, step, &form, Some(refusal)).await,
    }
}

fn wanted(step: &str, rooms: Vec<domain::id::Id<domain::id::Room>>) -> MemberChange {
    let rooms = rooms.into_iter().collect();
    if step == "add" {
        MemberChange { add: rooms, ..MemberChange::default() }
    } else {
        MemberChange { remove: rooms, ..MemberChange::default() }
    }
}

/// Leads to the group, or to the list if the last room in sight left it.
async fn changed(web: &Web, signed: &Signed, named: Named, step: &str) -> PageResult {
    let done = if step == "add" { "added" } else { "removed" };
    match open(web, signed, named).await {
        Ok(_) => redirect(&format!("{}?done={done}", named.address(signed))),
        Err(Refusal::Missing) => redirect(&format!("{}?done={done}", named.at(signed).groups())),
        Err(refusal) => Err(refusal.into()),
    }
}

async fn picker(
    web: &Web,
    signed: &Signed,
    named: Named,
    form: &Form,
    refused: Option<Refusal>,
) -> Result<Response, PageError> {
    let Opened { frame, at, group } = open(web, signed, named).await?;
    let group = group.require_members()?;
    let status = refused.as_ref().map_or(200, Refusal::status);
    let faults = refused.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    let picker =
        RoomPicker::of(web, signed, &frame, at, RoomsFor::Group(named.group), form, faults.at("members"))
            .await?;
    let page = AddPage { frame, at, group, address: named.address(signed), picker, faults };
    Ok(with_status(status, html(&page)?))
}

async fn review(
    web: &Web,
    signed: &Signed,
    named: Named,
    step: &'static str,
    form: &Form,
    refused: Option<Refusal>,
) -> Result<Response, PageError> {
    let Opened { frame, at, group } = open(web, signed, named).await?;
    let group = group.require_members()?;
    let status = refused.as_ref().map_or(200, Refusal::status);
    let faults = refused.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    let (realm, chosen) = (at.realm(), rooms_of(form));
    let question = RoomChoices {
        realm,
        purpose: RoomsFor::Group(named.group),
        chosen: chosen.clone(),
        text: String::new(),
    };
    let rooms = ask(&web.app, &signed.caller, &question).await?.chosen;
    let effects = if at.is_partner() {
        None
    } else {
        let question = PreviewMembers { group: named.group, wanted: wanted(step, chosen) };
        Some(ask(&web.app, &signed.caller, &question).await?)
    };
    let address = named.address(signed);
    let page = ReviewPage { frame, at, group, address, step, rooms, effects, faults };
    Ok(with_status(status, html(&page)?))
}
