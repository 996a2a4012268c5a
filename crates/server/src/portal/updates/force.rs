//! Forcing the update of a room: now or when it is free, with a reason.

use askama::Template;
use axum::extract::State;
use domain::id::{Id, Organization, Release, Room};
use serde::Deserialize;
use service::{
    Refusal, ask,
    releases::{ReleaseOf, ReleaseRow},
    rollouts::{ForceUpdate, RolloutOf},
    rooms::RoomOf,
    run,
};

use super::Named;
use crate::{
    answer::{Faults, PageResult, form_page, redirect},
    caller::Signed,
    form::{Form, Posted},
    path::PagePath,
    portal::{layout::Frame, rooms::At},
    web::Web,
};

/// A room of an update as its address names it.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(super) struct NamedRoom {
    tenant: Option<Id<Organization>>,
    release: Id<Release>,
    room: Id<Room>,
}

impl NamedRoom {
    const fn update(self) -> Named {
        Named { tenant: self.tenant, release: self.release }
    }
}

#[derive(Template)]
#[template(path = "portal/updates/force.html")]
struct ForcePage {
    frame: Frame,
    at: At,
    address: String,
    release: ReleaseRow,
    room: String,
    when: String,
    reason: String,
    faults: Faults,
}

impl ForcePage {
    fn is_now(&self) -> bool {
        self.when == "now"
    }
}

/// The form.
pub(super) async fn form(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<NamedRoom>,
) -> PageResult {
    show(&web, &signed, named, None).await
}

/// Forces it.
pub(super) async fn force(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<NamedRoom>,
    Posted(form): Posted,
) -> PageResult {
    let update = named.update();
    let command = ForceUpdate {
        tenant: update.tenant(&signed),
        room: named.room,
        release: named.release,
        when: form.text("when").to_owned(),
        reason: form.text("reason").to_owned(),
    };
    match run(&web.app, &signed.caller, command).await {
        Ok(()) => redirect(&format!("{}?done=forced", update.address(&signed))),
        Err(refusal) => show(&web, &signed, named, Some((form, refusal))).await,
    }
}

async fn show(web: &Web, signed: &Signed, named: NamedRoom, refused: Option<(Form, Refusal)>) -> PageResult {
    let update = named.update();
    let at = update.at(signed);
    let mut frame = Frame::of(web, signed, at.face(), at.updates_entry()).await?;
    let question = RolloutOf { realm: at.realm(), release: named.release };
    let rollout = ask(&web.app, &signed.caller, &question).await?;
    let question = ReleaseOf { realm: at.realm(), release: named.release };
    let release = ask(&web.app, &signed.caller, &question).await?;
    let room = ask(&web.app, &signed.caller, &RoomOf { realm: at.realm(), room: named.room }).await?;
    if let Some(tenant) = named.tenant {
        frame.tenant = Some((rollout.row.tenant_name.clone(), tenant.to_string()));
    }
    let status = refused.as_ref().map_or(200, |(_, refusal)| refusal.status());
    let (when, reason, faults) = match refused {
        Some((form, refusal)) => {
            let faults = Faults::of(&frame.t, refusal)?;
            (form.text("when").to_owned(), form.text("reason").to_owned(), faults)
        }
        None => ("whenFree".to_owned(), String::new(), Faults::default()),
    };
    let address = update.address(signed);
    let room = room.detail.record.name;
    form_page(status, &ForcePage { frame, at, address, release, room, when, reason, faults })
}
