//! Rooms are chosen and moved to a ring, all of them or none.

use askama::Template;
use axum::extract::State;
use service::{Refusal, groups::RoomsFor, run, update_rings::MoveRooms};

use super::{Named, Opened, name, open};
use crate::{
    answer::{Faults, PageResult, form_page, redirect},
    caller::Signed,
    form::{Form, Posted},
    path::PagePath,
    portal::{
        groups::{RoomPicker, rooms_of},
        layout::Frame,
        rooms::At,
    },
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/update_rings/move.html")]
struct MovePage {
    frame: Frame,
    at: At,
    name: String,
    address: String,
    picker: RoomPicker,
    faults: Faults,
}

impl MovePage {
    fn title(&self) -> String {
        self.frame.t.with("ring-move-to", "name", &self.name)
    }
}

/// Chooses the rooms that move.
pub(super) async fn choose(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
) -> PageResult {
    show(&web, &signed, named, &Form::default(), None).await
}

/// Moves the chosen rooms, or shows what the search finds.
pub(super) async fn shift(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    Posted(form): Posted,
) -> PageResult {
    if form.text("go") == "find" {
        return show(&web, &signed, named, &form, None).await;
    }
    let command = MoveRooms {
        tenant: named.whose().tenant(&signed),
        ring: named.ring,
        rooms: rooms_of(&form).into_iter().collect(),
    };
    match run(&web.app, &signed.caller, command).await {
        Ok(()) => redirect(&format!("{}?done=moved", named.address(&signed))),
        Err(refusal) => show(&web, &signed, named, &form, Some(refusal)).await,
    }
}

async fn show(web: &Web, signed: &Signed, named: Named, form: &Form, refused: Option<Refusal>) -> PageResult {
    let Opened { frame, at, rings } = open(web, signed, named.whose().at(signed)).await?;
    let name = name(&frame.t, rings.ring(named.ring)?);
    rings.require_move()?;
    let faults = refused.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    let purpose = RoomsFor::Ring(named.ring);
    let picker = RoomPicker::of(web, signed, &frame, at, purpose, form, faults.at("roomIds")).await?;
    let page = MovePage { frame, at, name, address: named.address(signed), picker, faults };
    form_page(page.faults.status(), &page)
}
