//! One ring: when it has its turn, and its rooms.

use std::borrow::Borrow;

use askama::Template;
use axum::extract::State;
use domain::{
    id::{Id, Room},
    update_ring::Ring,
};
use service::{
    ask,
    groups::MemberList,
    update_rings::{RingRooms, Rings},
};

use super::{Named, Opened, done, name, open};
use crate::{
    answer::{PageResult, html},
    caller::Signed,
    form::Fields,
    path::PagePath,
    portal::{groups::Chosen, layout::Frame, rooms::At},
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/update_rings/detail.html")]
struct DetailPage {
    frame: Frame,
    at: At,
    rings: Rings,
    ring: Ring,
    name: String,
    address: String,
    chosen: Chosen,
    found: MemberList,
    next: Option<String>,
    done: Option<&'static str>,
}

impl DetailPage {
    fn room(&self, room: &Id<Room>) -> String {
        self.at.room(self.rings.tenant, *room)
    }

    fn count(&self) -> i64 {
        self.found.count.unwrap_or_default()
    }

    fn days(&self, days: impl Borrow<u16>) -> String {
        self.frame.t.count("ring-days", i64::from(*days.borrow()))
    }

    fn begins(&self) -> u16 {
        self.rings.plan.deferment(self.ring.values.order)
    }

    fn has_commands(&self) -> bool {
        self.rings.may_move || self.rings.may_edit(&self.ring)
    }
}

/// Shows a ring.
pub(super) async fn show(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    fields: Fields,
) -> PageResult {
    let Opened { frame, at, rings } = open(&web, &signed, named.whose().at(&signed)).await?;
    let ring = rings.ring(named.ring)?.clone();
    let chosen = Chosen { tenant: None, sort: "name".to_owned(), ..Chosen::read(&fields) };
    let question = RingRooms { realm: at.realm(), ring: named.ring, wanted: chosen.wanted()?, counts: true };
    let found = ask(&web.app, &signed.caller, &question).await?;
    let next = chosen.next(found.next.as_ref())?;
    let (name, address) = (name(&frame.t, &ring), named.address(&signed));
    let done = done(fields.text("done"));
    html(&DetailPage { frame, at, rings, ring, name, address, chosen, found, next, done })
}
