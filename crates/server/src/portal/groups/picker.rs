//! Choosing rooms: of a group, of a ring, or of an issue. It works as part of the page's own form; with script a search asks for the list
//! alone.

use askama::Template;
use axum::extract::State;
use domain::id::{Id, Room};
use service::{
    Realm, Refusal, ask,
    groups::{RoomChoices, RoomsFor, RoomsToChoose},
};

use crate::{
    answer::{PageResult, html},
    assets,
    caller::Signed,
    form::{Form, Posted},
    i18n::Translator,
    portal::{layout::Frame, rooms::At},
    web::Web,
};

/// How a form names what the rooms are for, where it is no group that is there.
const NEW: &str = "new";
const ISSUE: &str = "issue";
/// What stands before the identifier of a ring.
const RING: &str = "ring-";

/// The list inside the picker.
#[derive(Template)]
#[template(path = "portal/groups/picker_results.html")]
struct Results {
    t: Translator,
    icons: String,
    rooms: RoomsToChoose,
}

/// The picker of rooms.
#[derive(Template)]
#[template(path = "portal/groups/picker.html")]
pub(in crate::portal) struct RoomPicker {
    t: Translator,
    icons: String,
    /// The customer; empty at home.
    tenant: String,
    /// Where it searches.
    address: String,
    /// What they are chosen for; `new`, `issue`, the identifier of a group, or `ring-` and that of a ring.
    purpose: String,
    find: String,
    error: String,
    results: Results,
}

/// The rooms that a form holds.
pub(in crate::portal) fn rooms_of(form: &Form) -> Vec<Id<Room>> {
    form.ids("room")
}

impl RoomPicker {
    /// The picker as a form left it.
    pub(in crate::portal) async fn of(
        web: &Web,
        signed: &Signed,
        frame: &Frame,
        at: At,
        purpose: RoomsFor,
        form: &Form,
        error: &str,
    ) -> Result<Self, Refusal> {
        let tenant = at.customer().map(|tenant| tenant.to_string()).unwrap_or_default();
        Ok(Self {
            t: frame.t.clone(),
            icons: frame.icons.clone(),
            tenant,
            address: at.room_picker(),
            purpose: match purpose {
                RoomsFor::NewGroup => NEW.to_owned(),
                RoomsFor::Issue => ISSUE.to_owned(),
                RoomsFor::Group(group) => group.to_string(),
                RoomsFor::Ring(ring) => format!("{RING}{ring}"),
            },
            find: form.text("find").to_owned(),
            error: error.to_owned(),
            results: results(web, signed, frame.t.clone(), at.realm(), purpose, form).await?,
        })
    }
}

async fn results(
    web: &Web,
    signed: &Signed,
    t: Translator,
    realm: Realm,
    purpose: RoomsFor,
    form: &Form,
) -> Result<Results, Refusal> {
    let question = RoomChoices { realm, purpose, chosen: rooms_of(form), text: form.text("find").to_owned() };
    let rooms = ask(&web.app, &signed.caller, &question).await?;
    Ok(Results { t, icons: assets::address("icons.svg"), rooms })
}

/// What the search finds, and those chosen so far.
pub(super) async fn found(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    let shell = signed.shell(&web).await?;
    let t = Translator::new(shell.language, &shell.time_zone);
    let realm = form.text("tenant").parse().map_or(Realm::Own, Realm::Customer);
    let purpose = match form.text("purpose") {
        NEW => RoomsFor::NewGroup,
        ISSUE => RoomsFor::Issue,
        other => match other.strip_prefix(RING) {
            Some(ring) => RoomsFor::Ring(ring.parse().map_err(|_| Refusal::Missing)?),
            None => RoomsFor::Group(other.parse().map_err(|_| Refusal::Missing)?),
        },
    };
    html(&results(&web, &signed, t, realm, purpose, &form).await?)
}
