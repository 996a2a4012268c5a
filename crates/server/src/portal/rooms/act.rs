//! What is done with rooms: enrolling (one or several), unenrolling, deleting, taking a device over. What cannot
//! be taken back is asked for first, with its effects.

use askama::Template;
use axum::extract::State;
use domain::{
    id::{Id, Room as RoomId},
    organization::Face,
};
use service::{
    Realm, Refusal, ask,
    rooms::{
        DeleteRoom, EnrolRoom, Room, RoomChoice, RoomOf, TakeOver, TakeOverChoices, UnenrolRoom, enrol_rooms,
    },
    run,
};

use crate::{
    answer::{Faults, PageResult, html, redirect},
    caller::Signed,
    form::{Fields, Posted},
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/rooms/confirm.html")]
struct ConfirmPage {
    frame: Frame,
    /// The word of the step: `unenrol` or `delete`.
    step: &'static str,
    room: Room,
    faults: Faults,
}

#[derive(Template)]
#[template(path = "portal/rooms/enrolled.html")]
struct EnrolledPage {
    frame: Frame,
    /// Name, address, and the sentence of a refusal; empty where the room was enrolled.
    outcomes: Vec<(String, String, String)>,
}

#[derive(Template)]
#[template(path = "portal/rooms/take_over.html")]
struct TakeOverPage {
    frame: Frame,
    room: Room,
    q: String,
    choices: Vec<RoomChoice>,
    faults: Faults,
}

async fn frame(web: &Web, signed: &Signed) -> Result<Frame, Refusal> {
    Frame::of(web, signed, Face::Rooms, "rooms").await
}

async fn room_of(web: &Web, signed: &Signed, room: Id<RoomId>) -> Result<Room, Refusal> {
    ask(&web.app, &signed.caller, &RoomOf { realm: Realm::Own, room }).await
}

/// Enrols a room.
pub async fn enrol(
    State(web): State<Web>,
    signed: Signed,
    PagePath(room): PagePath<Id<RoomId>>,
    Posted(_): Posted,
) -> PageResult {
    let tenant = signed.caller.person.organization;
    run(&web.app, &signed.caller, EnrolRoom { tenant, room }).await?;
    redirect(&format!("/rooms/{room}?done=enrolled"))
}

/// Enrols the chosen rooms and tells the outcome of each.
pub async fn enrol_chosen(State(web): State<Web>, signed: Signed, Posted(fields): Posted) -> PageResult {
    let frame = frame(&web, &signed).await?;
    let tenant = signed.caller.person.organization;
    let rooms: Vec<Id<RoomId>> = fields.ids("room");
    let mut outcomes = Vec::new();
    for (room, outcome) in enrol_rooms(&web.app, &signed.caller, tenant, rooms).await? {
        let sentence = match outcome {
            Ok(_) => String::new(),
            Err(refusal) => frame.t.word("error-", refusal.code().as_str()),
        };
        let name = match room_of(&web, &signed, room).await {
            Ok(found) => found.detail.record.name,
            Err(Refusal::Missing) => room.to_string(),
            Err(refusal) => return Err(refusal.into()),
        };
        outcomes.push((name, format!("/rooms/{room}"), sentence));
    }
    html(&EnrolledPage { frame, outcomes })
}

/// Asks before a room is unenrolled.
pub async fn ask_unenrol(
    State(web): State<Web>,
    signed: Signed,
    PagePath(room): PagePath<Id<RoomId>>,
) -> PageResult {
    confirm(&web, &signed, "unenrol", room, None).await
}

/// Unenrols a room.
pub async fn unenrol(
    State(web): State<Web>,
    signed: Signed,
    PagePath(room): PagePath<Id<RoomId>>,
    Posted(_): Posted,
) -> PageResult {
    let tenant = signed.caller.person.organization;
    match run(&web.app, &signed.caller, UnenrolRoom { tenant, room }).await {
        Ok(()) => redirect(&format!("/rooms/{room}?done=unenrolled")),
        Err(refusal) => confirm(&web, &signed, "unenrol", room, Some(refusal)).await,
    }
}

/// Asks before a room is deleted.
pub async fn ask_delete(
    State(web): State<Web>,
    signed: Signed,
    PagePath(room): PagePath<Id<RoomId>>,
) -> PageResult {
    confirm(&web, &signed, "delete", room, None).await
}

/// Deletes a room.
pub async fn delete(
    State(web): State<Web>,
    signed: Signed,
    PagePath(room): PagePath<Id<RoomId>>,
    Posted(fields): Posted,
) -> PageResult {
    let stamp = Some(fields.text("stamp").parse().unwrap_or(-1));
    let tenant = signed.caller.person.organization;
    match run(&web.app, &signed.caller, DeleteRoom { tenant, room, stamp }).await {
        Ok(()) => redirect("/rooms"),
        Err(refusal) => confirm(&web, &signed, "delete", room, Some(refusal)).await,
    }
}

async fn confirm(
    web: &Web,
    signed: &Signed,
    step: &'static str,
    room: Id<RoomId>,
    refused: Option<Refusal>,
) -> PageResult {
    let frame = frame(web, signed).await?;
    let faults = refused.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    html(&ConfirmPage { room: room_of(web, signed, room).await?, frame, step, faults })
}

/// Asks in which room the device of an Onboarding room stands.
pub async fn ask_take_over(
    State(web): State<Web>,
    signed: Signed,
    PagePath(room): PagePath<Id<RoomId>>,
    fields: Fields,
) -> PageResult {
    choose(&web, &signed, room, fields.text("q"), None).await
}

/// Takes the device over into the chosen room.
pub async fn take_over(
    State(web): State<Web>,
    signed: Signed,
    PagePath(room): PagePath<Id<RoomId>>,
    Posted(fields): Posted,
) -> PageResult {
    let tenant = signed.caller.person.organization;
    let Some(to) = fields.ids("to").into_iter().next() else {
        let refusal = Refusal::field("to", service::Code::Required);
        return choose(&web, &signed, room, fields.text("q"), Some(refusal)).await;
    };
    match run(&web.app, &signed.caller, TakeOver { tenant, from: room, to }).await {
        Ok(()) => redirect(&format!("/rooms/{to}?done=taken-over")),
        Err(refusal) => choose(&web, &signed, room, fields.text("q"), Some(refusal)).await,
    }
}

async fn choose(
    web: &Web,
    signed: &Signed,
    room: Id<RoomId>,
    q: &str,
    refused: Option<Refusal>,
) -> PageResult {
    let frame = frame(web, signed).await?;
    let faults = refused.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    let question = TakeOverChoices { realm: Realm::Own, from: room, name: q.to_owned() };
    let choices = ask(&web.app, &signed.caller, &question).await?;
    html(&TakeOverPage { room: room_of(web, signed, room).await?, frame, q: q.to_owned(), choices, faults })
}
