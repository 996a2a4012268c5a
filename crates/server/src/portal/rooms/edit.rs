//! The form of a room's record: for a new room, and for one that is there.

use askama::Template;
use axum::extract::State;
use domain::{
    permission::Permission,
    room::{DeviceType, PlaceType, RoomSize},
};
use service::{
    Code, Refusal, ask,
    places::{PlaceChoice, PlaceChoices, PlacesForNewRoom},
    rooms::{CreateRoom, EditRoom, RoomForm, RoomOf},
    run,
};

use super::{At, Named, Opened, Whose, frame, open_again};
use crate::{
    answer::{Faults, PageResult, form_page, redirect},
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
    /// Whether the room may lie in no place.
    nowhere: bool,
    places: Vec<PlaceChoice>,
    faults: Faults,
}

impl EditPage {
    fn lies_in(&self, place: &PlaceChoice) -> bool {
        self.form.place == Some(place.id)
    }
}

/// The form of a new room.
pub async fn new(State(web): State<Web>, signed: Signed, PagePath(whose): PagePath<Whose>) -> PageResult {
    let form = RoomForm { device_type: DeviceType::WindowsRoom.key().to_owned(), ..RoomForm::default() };
    show_new(&web, &signed, whose, form, None).await
}

/// Adds a room.
pub async fn create(
    State(web): State<Web>,
    signed: Signed,
    PagePath(whose): PagePath<Whose>,
    Posted(fields): Posted,
) -> PageResult {
    let form = read(&fields);
    let (at, tenant) = (whose.at(&signed)?, whose.tenant(&signed));
    match run(&web.app, &fields.once(&signed.caller), CreateRoom { tenant, form: form.clone() }).await {
        Ok(room) => match ask(&web.app, &signed.caller, &RoomOf { realm: at.realm(), room }).await {
            Ok(_) => redirect(&format!("{}?done=added", at.room(tenant, room))),
            // Whoever sees chosen rooms alone does not see one that is in no group yet.
            Err(Refusal::Missing | Refusal::Denied(..)) => redirect(&at.added_outside(tenant)),
            Err(refusal) => Err(refusal.into()),
        },
        Err(refusal) => show_new(&web, &signed, whose, form, Some(refusal)).await,
    }
}

async fn show_new(
    web: &Web,
    signed: &Signed,
    whose: Whose,
    form: RoomForm,
    refused: Option<Refusal>,
) -> PageResult {
    let at = whose.at(signed)?;
    let ground = ask(&web.app, &signed.caller, &PlacesForNewRoom { realm: at.realm() }).await?;
    let status = refused.as_ref().map_or(200, Refusal::status);
    // Where no place is left to choose, the page says so at once.
    let closed = !ground.nowhere && ground.places.is_empty();
    let refused = refused.or_else(|| closed.then(|| Refusal::field("placeId", Code::OutOfScope)));
    let (frame, at) = frame(web, signed, whose, Permission::RoomCreate).await?;
    let faults = refused.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    let (title, back) = (frame.t.t("room-add"), at.rooms_of(whose.tenant(signed)));
    let (stamp, once) = (String::new(), web.app.ids.next().to_string());
    let (nowhere, places) = (ground.nowhere, ground.places);
    form_page(status, &EditPage { frame, at, title, back, form, stamp, once, nowhere, places, faults })
}

/// The form of a room.
pub async fn edit(State(web): State<Web>, signed: Signed, PagePath(named): PagePath<Named>) -> PageResult {
    show(&web, &signed, named, None).await
}

/// Saves a room.
pub async fn save(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    Posted(fields): Posted,
) -> PageResult {
    let form = read(&fields);
    let (at, tenant, room) = (named.whose().at(&signed)?, named.whose().tenant(&signed), named.room);
    // A form without its version matches nothing.
    let stamp = Some(fields.text("stamp").parse().unwrap_or(-1));
    match run(&web.app, &signed.caller, EditRoom { tenant, room, stamp, form: form.clone() }).await {
        Ok(()) => redirect(&format!("{}?done=saved", at.room(tenant, room))),
        Err(refusal) => {
            let typed = (form, fields.text("stamp").to_owned(), refusal);
            show(&web, &signed, named, Some(typed)).await
        }
    }
}

async fn show(
    web: &Web,
    signed: &Signed,
    named: Named,
    refused: Option<(RoomForm, String, Refusal)>,
) -> PageResult {
    let (typed, refused) = match refused {
        Some((form, stamp, refusal)) => (Some((form, stamp)), Some(refusal)),
        None => (None, None),
    };
    let Opened { frame, at, room, address: back, faults } = open_again(web, signed, named, refused).await?;
    let detail = room.require(Permission::RoomModify)?.detail;
    let question = PlaceChoices { realm: at.realm(), permission: Permission::RoomModify };
    let places = ask(&web.app, &signed.caller, &question).await?;
    let (form, stamp) =
        typed.unwrap_or_else(|| (RoomForm::from(&detail.record), detail.change_stamp.to_string()));
    let (title, once, nowhere) = (detail.record.name, String::new(), true);
    form_page(
        faults.status(),
        &EditPage { frame, at, title, back, form, stamp, once, nowhere, places, faults },
    )
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
