//! Choosing which relay tries to reach the device of a room without an agent, and where (decision 22): for the organization's own
//! people alone.

use askama::Template;
use axum::extract::State;
use domain::{
    id::{Id, Room as RoomId},
    permission::Permission,
    reachability::Address,
};
use service::{
    Action, May, Refusal, ask,
    reachability::{RelayRow, Relays, RemoveReachability, SetReachability},
    rooms::Room,
    run,
};

use super::{At, Named, Opened, act::done, open_again};
use crate::{
    answer::{Faults, PageResult, form_page, redirect},
    caller::Signed,
    form::{Form, Posted},
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/rooms/reachability.html")]
struct ReachabilityPage {
    frame: Frame,
    at: At,
    room: Room,
    address: String,
    relays: Vec<RelayRow>,
    typed: Typed,
    faults: Faults,
}

/// What the fields hold.
struct Typed {
    relay: Option<Id<RoomId>>,
    host: String,
    port: String,
}

impl ReachabilityPage {
    fn is_chosen(&self, relay: &Id<RoomId>) -> bool {
        self.typed.relay == Some(*relay)
    }
}

/// The form that chooses.
pub(super) async fn choose(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
) -> PageResult {
    show(&web, &signed, named, None).await
}

/// Chooses.
pub(super) async fn save(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    Posted(fields): Posted,
) -> PageResult {
    let command = SetReachability {
        room: named.room,
        // No relay is one that is not there.
        relay: fields.text("relayId").parse().unwrap_or(named.room),
        host: fields.text("host").to_owned(),
        port: fields.text("port").trim().parse().unwrap_or_default(),
    };
    match run(&web.app, &signed.caller, command).await {
        Ok(()) => redirect(&done(&signed, named, "reachability-saved")?),
        Err(refusal) => show(&web, &signed, named, Some((fields, refusal))).await,
    }
}

/// Has no relay try any more.
pub(super) async fn remove(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    _: Posted,
) -> PageResult {
    run(&web.app, &signed.caller, RemoveReachability { room: named.room }).await?;
    redirect(&done(&signed, named, "reachability-removed")?)
}

async fn show(web: &Web, signed: &Signed, named: Named, refused: Option<(Form, Refusal)>) -> PageResult {
    ask(&web.app, &signed.caller, &May(Action::UseOwn(Permission::SettingsModify))).await?;
    let (fields, refusal) = refused.unzip();
    let Opened { frame, at, room, address, faults } = open_again(web, signed, named, refusal).await?;
    let relays = ask(&web.app, &signed.caller, &Relays).await?;
    let typed = match (fields, &room.reachability) {
        (Some(fields), _) => Typed {
            relay: fields.text("relayId").parse().ok(),
            host: fields.text("host").to_owned(),
            port: fields.text("port").to_owned(),
        },
        (None, Some(shown)) => Typed {
            relay: Some(shown.is.relay),
            host: shown.is.address.host().to_owned(),
            port: shown.is.address.port().to_string(),
        },
        (None, None) => Typed { relay: None, host: String::new(), port: "443".to_owned() },
    };
    let page = ReachabilityPage { frame, at, room, address, relays, typed, faults };
    form_page(page.faults.status(), &page)
}
