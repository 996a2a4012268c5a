//! Moving one room to another update ring.

use askama::Template;
use axum::extract::State;
use domain::{
    id::{Id, UpdateRing},
    permission::Permission,
};
use service::{
    Refusal, ask,
    rooms::Room,
    run,
    update_rings::{MoveRooms, PlanOf, Rings},
};

use super::{At, Named, Opened, open_again};
use crate::{
    answer::{Faults, PageResult, form_page, redirect},
    caller::Signed,
    form::Posted,
    path::PagePath,
    portal::{layout::Frame, update_rings},
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/rooms/ring.html")]
struct RingPage {
    frame: Frame,
    at: At,
    room: Room,
    address: String,
    rings: Rings,
    /// The ring that is chosen in the form.
    chosen: Option<Id<UpdateRing>>,
    faults: Faults,
}

impl RingPage {
    fn name(&self, ring: &domain::update_ring::Ring) -> String {
        update_rings::name_of(&self.frame.t, ring.id, &ring.name)
    }

    fn is_chosen(&self, ring: &Id<UpdateRing>) -> bool {
        self.chosen == Some(*ring)
    }
}

/// Whether the reader may move a room: who may modify both it and its ring.
pub(super) fn may_move(room: &Room) -> bool {
    room.ring.is_some() && room.may.has(Permission::RingModify) && room.may.has(Permission::RoomModify)
}

/// The form that moves a room.
pub(super) async fn choose(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
) -> PageResult {
    show(&web, &signed, named, None).await
}

/// Moves a room.
pub(super) async fn shift(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    Posted(fields): Posted,
) -> PageResult {
    let ring = fields.text("ring").parse().map_err(|_| Refusal::Missing)?;
    let tenant = named.whose().tenant(&signed);
    let command = MoveRooms { tenant, ring, rooms: [named.room].into() };
    match run(&web.app, &signed.caller, command).await {
        Ok(()) => redirect(&format!("{}?done=moved", named.whose().at(&signed)?.room(tenant, named.room))),
        Err(refusal) => show(&web, &signed, named, Some((ring, refusal))).await,
    }
}

async fn show(
    web: &Web,
    signed: &Signed,
    named: Named,
    refused: Option<(Id<UpdateRing>, Refusal)>,
) -> PageResult {
    let (typed, refusal) = refused.unzip();
    let Opened { frame, at, room, address, faults } = open_again(web, signed, named, refusal).await?;
    let room = room.require(Permission::RingModify)?.require(Permission::RoomModify)?;
    let rings = ask(&web.app, &signed.caller, &PlanOf { realm: at.realm() }).await?;
    let chosen = typed.or(room.ring.as_ref().map(|(ring, _)| *ring));
    let page = RingPage { frame, at, room, address, rings, chosen, faults };
    form_page(page.faults.status(), &page)
}
