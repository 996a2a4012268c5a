//! The form of a place: for a new one, and for one that is there.

use askama::Template;
use axum::extract::State;
use domain::{
    id::{Id, Place as PlaceId},
    permission::Permission,
    place::PlaceKind,
};
use service::{
    Realm, Refusal, ask,
    places::{CreatePlace, EditPlace, Place, PlaceChoice, PlaceChoices, PlaceForm, PlaceOf},
    run,
};

use super::frame;
use crate::{
    answer::{Faults, PageResult, form_page, redirect},
    caller::Signed,
    form::{Fields, Form, Posted},
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/places/form.html")]
struct FormPage {
    frame: Frame,
    faults: Faults,
    /// The place that is edited, or the one in which a new one is to lie.
    around: Option<Place>,
    is_new: bool,
    form: PlaceForm,
    stamp: String,
    choices: Vec<PlaceChoice>,
}

impl FormPage {
    fn title(&self) -> String {
        self.frame.t.t(if self.is_new { "places-add" } else { "places-edit" })
    }

    /// Where the form was opened.
    fn back(&self) -> String {
        self.around.as_ref().map_or("/places".to_owned(), |place| format!("/places/{}", place.row.id))
    }

    fn lies_in(&self, choice: &PlaceChoice) -> bool {
        self.form.parent == Some(choice.id)
    }
}

/// The form of a new place.
pub(super) async fn new(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    show_new(&web, &signed, within(&fields)?, None, Faults::default()).await
}

/// Adds a place.
pub(super) async fn create(
    State(web): State<Web>,
    signed: Signed,
    fields: Fields,
    Posted(typed): Posted,
) -> PageResult {
    let form = read(&typed);
    match run(&web.app, &signed.caller, CreatePlace { form: form.clone() }).await {
        Ok(place) => redirect(&format!("/places/{place}?done=added")),
        Err(refusal) => {
            let faults = Faults::of(&frame(&web, &signed).await?.t, refusal)?;
            show_new(&web, &signed, within(&fields)?, Some(form), faults).await
        }
    }
}

/// The form of a place.
pub(super) async fn edit(
    State(web): State<Web>,
    signed: Signed,
    PagePath(place): PagePath<Id<PlaceId>>,
) -> PageResult {
    show_edit(&web, &signed, place, None, Faults::default()).await
}

/// Saves a place.
pub(super) async fn save(
    State(web): State<Web>,
    signed: Signed,
    PagePath(place): PagePath<Id<PlaceId>>,
    Posted(typed): Posted,
) -> PageResult {
    let (form, stamp) = (read(&typed), typed.text("stamp"));
    // A form without its version matches nothing.
    let edit = EditPlace { place, stamp: Some(stamp.parse().unwrap_or(-1)), form: form.clone() };
    match run(&web.app, &signed.caller, edit).await {
        Ok(()) => redirect(&format!("/places/{place}?done=saved")),
        Err(refusal) => {
            let faults = Faults::of(&frame(&web, &signed).await?.t, refusal)?;
            show_edit(&web, &signed, place, Some((form, stamp.to_owned())), faults).await
        }
    }
}

async fn show_new(
    web: &Web,
    signed: &Signed,
    within: Option<Id<PlaceId>>,
    typed: Option<PlaceForm>,
    faults: Faults,
) -> PageResult {
    let around = match within {
        Some(place) => Some(ask(&web.app, &signed.caller, &PlaceOf { place }).await?),
        None => None,
    };
    let form = typed.unwrap_or_else(|| PlaceForm {
        name: String::new(),
        kind: first_kind_in(around.as_ref()).key().to_owned(),
        parent: within,
    });
    let choices = choices(web, signed).await?;
    let frame = frame(web, signed).await?;
    form_page(
        faults.status(),
        &FormPage { frame, faults, around, is_new: true, form, stamp: String::new(), choices },
    )
}

async fn show_edit(
    web: &Web,
    signed: &Signed,
    place: Id<PlaceId>,
    typed: Option<(PlaceForm, String)>,
    faults: Faults,
) -> PageResult {
    let found = ask(&web.app, &signed.caller, &PlaceOf { place }).await?;
    let mut choices = choices(web, signed).await?;
    choices.retain(|choice| choice.id != place);
    let (form, stamp) = typed.unwrap_or_else(|| {
        let (name, kind) = (found.row.name.clone(), found.row.kind.key().to_owned());
        (PlaceForm { name, kind, parent: found.row.parent }, found.row.change_stamp.to_string())
    });
    let frame = frame(web, signed).await?;
    form_page(
        faults.status(),
        &FormPage { frame, faults, around: Some(found), is_new: false, form, stamp, choices },
    )
}

/// The places in which a place may lie; nobody else is shown the form.
async fn choices(web: &Web, signed: &Signed) -> Result<Vec<PlaceChoice>, Refusal> {
    let question = PlaceChoices { realm: Realm::Own, permission: Permission::SettingsModify };
    ask(&web.app, &signed.caller, &question).await
}

/// The place in which the address wants the new one; one that cannot be read names nothing.
fn within(fields: &Fields) -> Result<Option<Id<PlaceId>>, Refusal> {
    let id = Some(fields.text("within")).filter(|id| !id.is_empty());
    id.map(str::parse).transpose().map_err(|_| Refusal::Missing)
}

/// The widest kind that may lie in a place.
fn first_kind_in(place: Option<&Place>) -> PlaceKind {
    let around = place.map(|place| place.row.kind);
    PlaceKind::ALL.into_iter().find(|kind| kind.fits_in(around)).unwrap_or(PlaceKind::Floor)
}

fn read(typed: &Form) -> PlaceForm {
    PlaceForm {
        name: typed.text("displayName").to_owned(),
        kind: typed.text("kind").to_owned(),
        parent: typed.text("parentId").parse().ok(),
    }
}
