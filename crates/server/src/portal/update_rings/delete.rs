//! Deleting a ring: how many rooms move to General is said first.

use askama::Template;
use axum::extract::State;
use domain::update_ring::Ring;
use service::{
    Refusal, run,
    update_rings::{DeleteRing, Rings},
};

use super::{Named, Opened, name, open};
use crate::{
    answer::{Faults, PageResult, form_page, redirect},
    caller::Signed,
    form::Posted,
    path::PagePath,
    portal::{layout::Frame, rooms::At},
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/update_rings/delete.html")]
struct DeletePage {
    frame: Frame,
    at: At,
    rings: Rings,
    ring: Ring,
    name: String,
    address: String,
    faults: Faults,
}

impl DeletePage {
    fn question(&self) -> String {
        self.frame.t.with("ring-delete-question", "name", &self.name)
    }

    /// How many rooms move to General.
    fn rooms(&self) -> i64 {
        self.rings.rooms.of(self.ring.id)
    }
}

/// Asks before a ring is deleted.
pub(super) async fn question(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
) -> PageResult {
    show(&web, &signed, named, None).await
}

/// Deletes a ring.
pub(super) async fn delete(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    Posted(fields): Posted,
) -> PageResult {
    let (whose, at) = (named.whose(), named.whose().at(&signed));
    let command = DeleteRing {
        tenant: whose.tenant(&signed),
        ring: named.ring,
        stamp: Some(fields.text("stamp").parse().unwrap_or(-1)),
        confirmed: fields.text("confirmed") == "yes",
    };
    match run(&web.app, &signed.caller, command).await {
        Ok(()) => {
            let list = at.rings_of(whose.tenant(&signed));
            let sign = if list.contains('?') { '&' } else { '?' };
            redirect(&format!("{list}{sign}done=deleted"))
        }
        Err(refusal) => show(&web, &signed, named, Some(refusal)).await,
    }
}

async fn show(web: &Web, signed: &Signed, named: Named, refused: Option<Refusal>) -> PageResult {
    let Opened { frame, at, rings } = open(web, signed, named.whose().at(signed)).await?;
    let ring = rings.ring(named.ring)?.clone();
    rings.require_delete(&ring)?;
    let faults = refused.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    let (name, address) = (name(&frame.t, &ring), named.address(signed));
    let page = DeletePage { frame, at, rings, ring, name, address, faults };
    form_page(page.faults.status(), &page)
}
