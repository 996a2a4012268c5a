//! What is done with rooms: enrolling (one or several), unenrolling, deleting, taking a device over. What cannot
//! be taken back is asked for first, with its effects.

use askama::Template;
use axum::extract::State;
use domain::{
    id::{Id, Room as RoomId},
    permission::Permission,
};
use service::{
    Refusal, ask,
    rooms::{
        DeleteRoom, EnrolRoom, NamesOfRooms, Room, RoomChoice, TakeOver, TakeOverChoices, UnenrolRoom,
        enrol_rooms,
    },
    run,
};

use super::{At, Named, Opened, Whose, chosen::Chosen, frame, open_again};
use crate::{
    answer::{Faults, PageResult, form_page, html, redirect},
    caller::Signed,
    form::{Fields, Form, Posted},
    path::PagePath,
    portal::{bulk, layout::Frame},
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/rooms/confirm.html")]
struct ConfirmPage {
    frame: Frame,
    at: At,
    /// The word of the step: `unenrol` or `delete`.
    step: &'static str,
    room: Room,
    address: String,
    faults: Faults,
}

#[derive(Template)]
#[template(path = "portal/rooms/enrolled.html")]
struct EnrolledPage {
    frame: Frame,
    at: At,
    /// Where the rooms are listed.
    back: String,
    /// Name, address, and the sentence of a refusal; empty where the room was enrolled.
    outcomes: Vec<(String, String, String)>,
}

#[derive(Template)]
#[template(path = "portal/rooms/take_over.html")]
struct TakeOverPage {
    frame: Frame,
    at: At,
    room: Room,
    address: String,
    q: String,
    choices: Vec<RoomChoice>,
    faults: Faults,
}

/// The address of a room that something was done with.
pub(super) fn done(signed: &Signed, named: Named, word: &str) -> Result<String, Refusal> {
    let address = named.whose().at(signed)?.room(named.whose().tenant(signed), named.room);
    Ok(format!("{address}?done={word}"))
}

/// Enrols a room.
pub async fn enrol(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    Posted(_): Posted,
) -> PageResult {
    let address = done(&signed, named, "enrolled")?;
    let tenant = named.whose().tenant(&signed);
    run(&web.app, &signed.caller, EnrolRoom { tenant, room: named.room }).await?;
    redirect(&address)
}

/// Enrols the chosen rooms and tells the outcome of each.
pub async fn enrol_chosen(
    State(web): State<Web>,
    signed: Signed,
    PagePath(whose): PagePath<Whose>,
    Posted(fields): Posted,
) -> PageResult {
    let (frame, at) = frame(&web, &signed, whose, Permission::RoomCreate).await?;
    let tenant = whose.tenant(&signed);
    let rooms: Vec<Id<RoomId>> = bulk::ids(&fields, "room");
    let enrolled = enrol_rooms(&web.app, &signed.caller, tenant, rooms.clone()).await?;
    let names = NamesOfRooms { realm: at.realm(), rooms };
    let mut names = ask(&web.app, &signed.caller, &names).await?;
    let mut outcomes = Vec::new();
    for (room, outcome) in enrolled {
        let sentence = match outcome {
            Ok(_) => String::new(),
            Err(refusal) => frame.t.word("error-", refusal.code().as_str()),
        };
        let name = names.remove(&room).unwrap_or_else(|| room.to_string());
        outcomes.push((name, at.room(tenant, room), sentence));
    }
    let back = format!("{}{}", at.list(), way_back(at, &fields));
    html(&EnrolledPage { frame, at, back, outcomes })
}

/// The choices of the list from which rooms of one organization were sent.
pub(super) fn way_back(at: At, fields: &Form) -> String {
    Chosen { tenant: at.customer(), ..Chosen::read(&bulk::choices(fields)) }.page()
}

/// Asks before a room is unenrolled.
pub async fn ask_unenrol(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
) -> PageResult {
    confirm(&web, &signed, "unenrol", named, None).await
}

/// Unenrols a room.
pub async fn unenrol(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    Posted(_): Posted,
) -> PageResult {
    let address = done(&signed, named, "unenrolled")?;
    let tenant = named.whose().tenant(&signed);
    match run(&web.app, &signed.caller, UnenrolRoom { tenant, room: named.room }).await {
        Ok(()) => redirect(&address),
        Err(refusal) => confirm(&web, &signed, "unenrol", named, Some(refusal)).await,
    }
}

/// Asks before a room is deleted.
pub async fn ask_delete(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
) -> PageResult {
    confirm(&web, &signed, "delete", named, None).await
}

/// Deletes a room.
pub async fn delete(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    Posted(fields): Posted,
) -> PageResult {
    let at = named.whose().at(&signed)?;
    let stamp = Some(fields.text("stamp").parse().unwrap_or(-1));
    let tenant = named.whose().tenant(&signed);
    match run(&web.app, &signed.caller, DeleteRoom { tenant, room: named.room, stamp }).await {
        Ok(()) => redirect(&at.rooms_of(tenant)),
        Err(refusal) => confirm(&web, &signed, "delete", named, Some(refusal)).await,
    }
}

async fn confirm(
    web: &Web,
    signed: &Signed,
    step: &'static str,
    named: Named,
    refused: Option<Refusal>,
) -> PageResult {
    let Opened { frame, at, room, address, faults } = open_again(web, signed, named, refused).await?;
    let room = room.require(Permission::RoomUnenroll)?;
    form_page(faults.status(), &ConfirmPage { frame, at, step, room, address, faults })
}

/// Asks in which room the device of an Onboarding room stands.
pub async fn ask_take_over(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    fields: Fields,
) -> PageResult {
    choose(&web, &signed, named, fields.text("q"), None).await
}

/// Takes the device over into the chosen room.
pub async fn take_over(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    Posted(fields): Posted,
) -> PageResult {
    let Some(to) = fields.ids("to").into_iter().next() else {
        let refusal = Refusal::field("to", service::Code::Required);
        return choose(&web, &signed, named, fields.text("q"), Some(refusal)).await;
    };
    let address = done(&signed, Named { room: to, ..named }, "taken-over")?;
    let tenant = named.whose().tenant(&signed);
    match run(&web.app, &signed.caller, TakeOver { tenant, from: named.room, to }).await {
        Ok(()) => redirect(&address),
        Err(refusal) => choose(&web, &signed, named, fields.text("q"), Some(refusal)).await,
    }
}

async fn choose(web: &Web, signed: &Signed, named: Named, q: &str, refused: Option<Refusal>) -> PageResult {
    let Opened { frame, at, room, address, faults } = open_again(web, signed, named, refused).await?;
    let room = room.require(Permission::RoomCreate)?;
    let question = TakeOverChoices { realm: at.realm(), from: named.room, name: q.to_owned() };
    let choices = ask(&web.app, &signed.caller, &question).await?;
    form_page(faults.status(), &TakeOverPage { frame, at, room, address, q: q.to_owned(), choices, faults })
}
