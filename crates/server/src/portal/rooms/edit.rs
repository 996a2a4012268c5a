//! The form of a room's record: for a new room, and for one that is there.

use askama::Template;
use axum::extract::State;
use domain::{
    id::{Id, Organization, Room as RoomId},
    permission::Permission,
    room::{DeviceType, PlaceType, RoomSize},
};
use service::{
    Realm, Refusal, ask,
    places::{PlaceChoice, PlaceChoices},
    rooms::{CreateRoom, EditRoom, RoomForm, RoomOf},
    run,
};

use super::At;
use crate::{
    answer::{Faults, PageResult, html, redirect},
    caller::Signed,
    form::{Form, Posted},
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/rooms/edit.html")]
struct EditPage {
    frame: Frame,
    at: At,
    title: String,
    back: String,
    form: RoomForm,
    stamp: String,
    /// What makes a new room one, however often its form is sent; empty for a room that is there.
    once: String,
    places: Vec<PlaceChoice>,
    faults: Faults,
}

impl EditPage {
    fn lies_in(&self, place: &PlaceChoice) -> bool {
        self.form.place == Some(place.id)
    }
}

/// The form of a new room.
pub async fn new(State(web): State<Web>, signed: Signed) -> PageResult {
    let form = RoomForm { device_type: DeviceType::WindowsRoom.key().to_owned(), ..RoomForm::default() };
    show_new(&web, &signed, form, Faults::default()).await
}

/// Adds a room.
pub async fn create(State(web): State<Web>, signed: Signed, Posted(fields): Posted) -> PageResult {
    let form = read(&fields);
    let tenant = signed.caller.person.organization;
    match run(&web.app, &fields.once(&signed.caller), CreateRoom { tenant, form: form.clone() }).await {
        Ok(room) => match ask(&web.app, &signed.caller, &RoomOf { realm: Realm::Own, room }).await {
            Ok(_) => redirect(&format!("/rooms/{room}?done=added")),
            // Whoever sees chosen rooms alone does not see one that is in no group yet.
            Err(Refusal::Missing) => redirect("/rooms?done=added-outside"),
            Err(refusal) => Err(refusal.into()),
        },
        Err(refusal) => {
            let frame = Frame::of(&web, &signed, domain::organization::Face::Rooms, "rooms").await?;
            let faults = Faults::of(&frame.t, refusal)?;
            show_new(&web, &signed, form, faults).await
        }
    }
}

async fn show_new(web: &Web, signed: &Signed, form: RoomForm, faults: Faults) -> PageResult {
    let at = At::Own(signed.caller.person.organization);
    let frame = Frame::of(web, signed, at.face(), at.entry()).await?;
    let places = choices(web, signed, at, Permission::RoomCreate).await?;
    let (title, back) = (frame.t.t("room-add"), "/rooms".to_owned());
    let (stamp, once) = (String::new(), web.app.ids.next().to_string());
    html(&EditPage { frame, at, title, back, form, stamp, once, places, faults })
}

/// The form of one's own room.
pub async fn own(State(web): State<Web>, signed: Signed, PagePath(room): PagePath<Id<RoomId>>) -> PageResult {
    let at = At::Own(signed.caller.person.organization);
    show(&web, &signed, at, room, None, Faults::default()).await
}

/// The form of a customer's room.
pub async fn customer(
    State(web): State<Web>,
    signed: Signed,
    PagePath((tenant, room)): PagePath<(Id<Organization>, Id<RoomId>)>,
) -> PageResult {
    show(&web, &signed, At::Customer(tenant), room, None, Faults::default()).await
}

/// Saves one's own room.
pub async fn save_own(
    State(web): State<Web>,
    signed: Signed,
    PagePath(room): PagePath<Id<RoomId>>,
    Posted(fields): Posted,
) -> PageResult {
    let tenant = signed.caller.person.organization;
    save(&web, &signed, At::Own(tenant), tenant, room, &fields).await
}

/// Saves a customer's room.
pub async fn save_customer(
    State(web): State<Web>,
    signed: Signed,
    PagePath((tenant, room)): PagePath<(Id<Organization>, Id<RoomId>)>,
    Posted(fields): Posted,
) -> PageResult {
    save(&web, &signed, At::Customer(tenant), tenant, room, &fields).await
}

async fn save(
    web: &Web,
    signed: &Signed,
    at: At,
    tenant: Id<Organization>,
    room: Id<RoomId>,
    fields: &Form,
) -> PageResult {
    let form = read(fields);
    // A form without its version matches nothing.
    let stamp = Some(fields.text("stamp").parse().unwrap_or(-1));
    match run(&web.app, &signed.caller, EditRoom { tenant, room, stamp, form: form.clone() }).await {
        Ok(()) => redirect(&format!("{}?done=saved", at.room(tenant, room))),
        Err(refusal) => {
            let frame = Frame::of(web, signed, at.face(), at.entry()).await?;
            let faults = Faults::of(&frame.t, refusal)?;
            show(web, signed, at, room, Some((form, fields.text("stamp").to_owned())), faults).await
        }
    }
}

async fn show(
    web: &Web,
    signed: &Signed,
    at: At,
    room: Id<RoomId>,
    typed: Option<(RoomForm, String)>,
    faults: Faults,
) -> PageResult {
    let mut frame = Frame::of(web, signed, at.face(), at.entry()).await?;
    let found = ask(&web.app, &signed.caller, &RoomOf { realm: at.realm(), room }).await?;
    let places = choices(web, signed, at, Permission::RoomModify).await?;
    let detail = found.detail;
    if at.is_partner() {
        frame.tenant = Some((detail.tenant_name.clone(), detail.tenant.to_string()));
    }
    let (form, stamp) =
        typed.unwrap_or_else(|| (RoomForm::from(&detail.record), detail.change_stamp.to_string()));
    let back = at.room(detail.tenant, room);
    let (title, once) = (detail.record.name, String::new());
    html(&EditPage { frame, at, title, back, form, stamp, once, places, faults })
}

async fn choices(
    web: &Web,
    signed: &Signed,
    at: At,
    permission: Permission,
) -> Result<Vec<PlaceChoice>, Refusal> {
    ask(&web.app, &signed.caller, &PlaceChoices { realm: at.realm(), permission }).await
}

fn read(fields: &Form) -> RoomForm {
    let text = |name: &str| fields.text(name).to_owned();
    RoomForm {
        name: text("displayName"),
        place: fields.text("placeId").parse().ok(),
        device_type: text("deviceType"),
        manufacturer: text("manufacturer"),
        model: text("model"),
        serial_number: text("serialNumber"),
        account: text("account"),
        time_zone: text("timeZone"),
        capacity: text("capacity"),
        asset_tag: text("assetTag"),
        notes: text("notes"),
        size: text("size"),
        place_type: text("placeType"),
        latitude: text("latitude"),
        longitude: text("longitude"),
    }
}
