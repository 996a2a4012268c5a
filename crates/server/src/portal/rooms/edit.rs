//! The form of a room's record: for a new room, and for one that is there.

use askama::Template;
use axum::extract::State;
use domain::{
    permission::Permission,
    room::{DeviceType, PlaceType, RoomSize},
    tag::{self, Tag},
};
use service::{
    Code, Refusal, ask, ask_where_allowed,
    groups::Effect,
    places::{PlaceChoice, PlaceChoices, PlacesForNewRoom},
    rooms::{CreateRoom, EditRoom, PreviewRoom, RoomForm, RoomOf, TagChoices},
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
    /// The tags to choose from.
    tags: Vec<Tag>,
    /// Who gains or loses sight of the room if it is saved so; nobody where that was not asked for.
    effects: Vec<Effect>,
    faults: Faults,
}

impl EditPage {
    fn lies_in(&self, place: &PlaceChoice) -> bool {
        self.form.place == Some(place.id)
    }

    fn tags(&self) -> String {
        self.form.tags.join(", ")
    }

    fn reviewed(&self) -> String {
        reviewed(&self.form)
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
        Ok(room) => {
            let question = RoomOf { realm: at.realm(), room };
            match ask_where_allowed(&web.app, &signed.caller, &question).await? {
                Some(_) => redirect(&format!("{}?done=added", at.room(tenant, room))),
                // Whoever sees chosen rooms alone does not see one that is in no group yet.
                None => redirect(&at.added_outside(tenant)),
            }
        }
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
    let tags = tags(web, signed, at, Permission::RoomCreate).await?;
    let effects = Vec::new();
    let page = EditPage { frame, at, title, back, form, stamp, once, nowhere, places, tags, effects, faults };
    form_page(status, &page)
}

async fn tags(web: &Web, signed: &Signed, at: At, permission: Permission) -> Result<Vec<Tag>, Refusal> {
    ask(&web.app, &signed.caller, &TagChoices { realm: at.realm(), permission }).await
}

/// The form of a room.
pub async fn edit(State(web): State<Web>, signed: Signed, PagePath(named): PagePath<Named>) -> PageResult {
    show(&web, &signed, named, Typed::Nothing).await
}

/// What a form of a room that is there holds.
enum Typed {
    /// What the room has.
    Nothing,
    /// Something that is to be looked at again, with the version it was made of.
    Reviewed(RoomForm, String, Vec<Effect>),
    /// Something that was refused, likewise.
    Refused(RoomForm, String, Refusal),
}

/// The place and the tags that a person saw the effects of.
fn reviewed(form: &RoomForm) -> String {
    let place = form.place.map(|place| place.to_string()).unwrap_or_default();
    format!("{place}|{}", form.tags.join(","))
}

/// Who gains or loses sight of the room if it is saved so, for readers who may know; nobody where they have seen it (decision 13).
async fn effects(
    web: &Web,
    signed: &Signed,
    named: Named,
    form: &RoomForm,
    fields: &Form,
) -> Result<Vec<Effect>, Refusal> {
    if named.whose().at(signed)?.is_partner() || fields.text("reviewed") == reviewed(form) {
        return Ok(Vec::new());
    }
    let question = PreviewRoom { room: named.room, place: form.place, tags: form.tags.clone() };
    ask(&web.app, &signed.caller, &question).await
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
    let effects = effects(&web, &signed, named, &form, &fields).await?;
    if !effects.is_empty() {
        let typed = Typed::Reviewed(form, fields.text("stamp").to_owned(), effects);
        return show(&web, &signed, named, typed).await;
    }
    match run(&web.app, &signed.caller, EditRoom { tenant, room, stamp, form: form.clone() }).await {
        Ok(()) => redirect(&format!("{}?done=saved", at.room(tenant, room))),
        Err(refusal) => {
            let typed = Typed::Refused(form, fields.text("stamp").to_owned(), refusal);
            show(&web, &signed, named, typed).await
        }
    }
}

async fn show(web: &Web, signed: &Signed, named: Named, typed: Typed) -> PageResult {
    let (typed, effects, refused) = match typed {
        Typed::Nothing => (None, Vec::new(), None),
        Typed::Reviewed(form, stamp, effects) => (Some((form, stamp)), effects, None),
        Typed::Refused(form, stamp, refusal) => (Some((form, stamp)), Vec::new(), Some(refusal)),
    };
    let Opened { frame, at, room, address: back, faults } = open_again(web, signed, named, refused).await?;
    let detail = room.require(Permission::RoomModify)?.detail;
    let question = PlaceChoices { realm: at.realm(), permission: Permission::RoomModify };
    let places = ask(&web.app, &signed.caller, &question).await?;
    let tags = tags(web, signed, at, Permission::RoomModify).await?;
    let (form, stamp) =
        typed.unwrap_or_else(|| (RoomForm::from(&detail.record), detail.change_stamp.to_string()));
    let (title, once, nowhere) = (detail.record.name, String::new(), true);
    let status = faults.status();
    let page = EditPage { frame, at, title, back, form, stamp, once, nowhere, places, tags, effects, faults };
    form_page(status, &page)
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
        tags: tag::divided(fields.text("tags")),
    }
}
