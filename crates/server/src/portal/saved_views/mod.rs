//! Saved views above lists: the choices that a reader keeps under names, and the forms that keep and forget them.

use askama::Template;
use axum::{Router, extract::State, routing::post};
use domain::{
    id::{Id, SavedView},
    saved_view::{NAME_MAX, SavedList},
};
use service::{
    Refusal, ask, run,
    saved_views::{RemoveView, SaveView, SavedViewRow, ViewsOf},
};

use super::{incidents, layout::Frame, rooms, rooms::At};
use crate::{
    answer::{Faults, PageResult, form_page, redirect},
    caller::Signed,
    form::{Form, Posted},
    path::PagePath,
    web::Web,
};

/// The addresses of saved views.
pub fn routes() -> Router<Web> {
    Router::new().route("/saved-views", post(save)).route("/saved-views/{view}/remove", post(remove))
}

/// The views of a list and what could be kept now, for its page.
pub struct Views {
    pub(super) list: SavedList,
    /// The choices as they are, as they would be kept.
    pub(super) here: String,
    pub(super) kept: Vec<SavedViewRow>,
}

impl Views {
    /// The reader's views of a list whose choices are these now.
    pub async fn of(web: &Web, signed: &Signed, list: SavedList, here: String) -> Result<Self, Refusal> {
        // They are kept for lists at home and of customers.
        let kept = match signed.on_behalf {
            None => ask(&web.app, &signed.caller, &ViewsOf(list)).await?,
            Some(_) => Vec::new(),
        };
        Ok(Self { list, here, kept })
    }

    pub(super) fn address(&self, view: &SavedViewRow) -> String {
        format!("{}{}", address(self.list), view.choices)
    }

    pub(super) fn is_here(&self, view: &SavedViewRow) -> bool {
        view.choices == self.here
    }
}

/// The form of a view, when something is missing.
#[derive(Template)]
#[template(path = "portal/saved_views/form.html")]
struct FormPage {
    frame: Frame,
    list: SavedList,
    choices: String,
    name: String,
    back: String,
    faults: Faults,
}

async fn save(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    let list = SavedList::from_key(form.text("list")).ok_or(Refusal::Missing)?;
    // What was searched for is no choice, and what no list could have chosen is none.
    let sent = Form::parse(form.text("choices").trim_start_matches('?').as_bytes());
    let choices = match list {
        SavedList::Incidents | SavedList::PartnerIncidents => incidents::kept(&sent),
        SavedList::Rooms | SavedList::PartnerRooms => rooms::kept(&sent),
    };
    let name = form.text("name").to_owned();
    let back = format!("{}{choices}", address(list));
    let command = SaveView { list, name: name.clone(), choices: choices.clone() };
    match run(&web.app, &signed.caller, command).await {
        Ok(()) => redirect(&with_done(&back, "view-saved")),
        Err(refusal) => {
            let own = At::Own(signed.caller.person.organization);
            let (at, entry) = match list {
                SavedList::Incidents => (own, own.incidents_entry()),
                SavedList::Rooms => (own, own.entry()),
                SavedList::PartnerIncidents => (At::Customers, At::Customers.incidents_entry()),
                SavedList::PartnerRooms => (At::Customers, At::Customers.entry()),
            };
            let frame = Frame::of(&web, &signed, at.face(), entry).await?;
            let faults = Faults::of(&frame.t, refusal)?;
            form_page(faults.status(), &FormPage { frame, list, choices, name, back, faults })
        }
    }
}

async fn remove(
    State(web): State<Web>,
    signed: Signed,
    PagePath(view): PagePath<Id<SavedView>>,
    Posted(form): Posted,
) -> PageResult {
    let list = SavedList::from_key(form.text("list")).ok_or(Refusal::Missing)?;
    run(&web.app, &signed.caller, RemoveView(view)).await?;
    redirect(&with_done(address(list), "view-removed"))
}

const fn address(list: SavedList) -> &'static str {
    match list {
        SavedList::Incidents => "/incidents",
        SavedList::PartnerIncidents => "/partner/incidents",
        SavedList::Rooms => "/rooms",
        SavedList::PartnerRooms => "/partner/rooms",
    }
}

fn with_done(address: &str, done: &str) -> String {
    let sign = if address.contains('?') { '&' } else { '?' };
    format!("{address}{sign}done={done}")
}
