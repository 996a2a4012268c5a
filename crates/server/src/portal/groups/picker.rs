//! Choosing the rooms of a group. It works as part of the page's own form; with script a search asks for the list
//! alone.

use askama::Template;
use axum::extract::State;
use domain::id::{Id, Room, RoomGroup};
use service::{
    Realm, Refusal, ask,
    groups::{RoomChoices, RoomsToChoose},
    shell::ShellOf,
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
pub(super) struct RoomPicker {
    t: Translator,
    icons: String,
    /// The customer; empty at home.
    tenant: String,
    /// The group; empty for one that is to be made.
    group: String,
    find: String,
    error: String,
    results: Results,
}

/// The rooms that a form holds.
pub(super) fn rooms_of(form: &Form) -> Vec<Id<Room>> {
    form.ids("room")
}

impl RoomPicker {
    /// The picker as a form left it.
    pub(super) async fn of(
        web: &Web,
        signed: &Signed,
        frame: &Frame,
        at: At,
        group: Option<Id<RoomGroup>>,
        form: &Form,
        error: &str,
    ) -> Result<Self, Refusal> {
        let tenant = if let At::Customer(tenant) = at { tenant.to_string() } else { String::new() };
        Ok(Self {
            t: frame.t.clone(),
            icons: frame.icons.clone(),
            tenant,
            group: group.map(|group| group.to_string()).unwrap_or_default(),
            find: form.text("find").to_owned(),
            error: error.to_owned(),
            results: results(web, signed, frame.t.clone(), at.realm(), group, form).await?,
        })
    }
}

async fn results(
    web: &Web,
    signed: &Signed,
    t: Translator,
    realm: Realm,
    group: Option<Id<RoomGroup>>,
    form: &Form,
) -> Result<Results, Refusal> {
    let question = RoomChoices { realm, group, chosen: rooms_of(form), text: form.text("find").to_owned() };
    let rooms = ask(&web.app, &signed.caller, &question).await?;
    Ok(Results { t, icons: assets::address("icons.svg"), rooms })
}

/// What the search finds, and those chosen so far.
pub(super) async fn found(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    let shell = ask(&web.app, &signed.caller, &ShellOf).await?;
    let t = Translator::new(shell.language, &shell.time_zone);
    let realm = form.text("tenant").parse().map_or(Realm::Own, Realm::Customer);
    html(&results(&web, &signed, t, realm, form.text("group").parse().ok(), &form).await?)
}
