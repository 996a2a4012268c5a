//! Asking the devices of the rooms that were ticked in the list, with the outcome of each.

use askama::Template;
use axum::extract::State;
use domain::{
    id::{Id, Room as RoomId},
    job::{FORCE_REASON_MAX, JobKind, JobTiming, SETTING_MAX},
    permission::Permission,
};
use service::{Refusal, ask, jobs::submit_jobs, rooms::NamesOfRooms};

use super::{
    super::{At, Whose, act::way_back, frame},
    ask::{beside_its_field, job_form},
};
use crate::{
    answer::{Faults, PageResult, form_page},
    caller::Signed,
    form::{Form, Posted},
    path::PagePath,
    portal::{bulk, layout::Frame},
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/rooms/jobs/many.html")]
struct ManyPage {
    frame: Frame,
    at: At,
    /// Where the rooms are listed, and what is asked of them.
    back: String,
    /// The choices of that list.
    choices: String,
    action: String,
    rooms: Vec<Id<RoomId>>,
    typed: Form,
    once: String,
    /// Name, address, and the sentence of a refusal; none before the devices were asked.
    outcomes: Option<Vec<(String, String, String)>>,
    faults: Faults,
}

impl ManyPage {
    fn is_kind(&self, kind: JobKind) -> bool {
        self.typed.text("kind") == kind.key()
    }

    fn chosen(&self) -> i64 {
        i64::try_from(self.rooms.len()).unwrap_or(i64::MAX)
    }

    fn is_tonight(&self) -> bool {
        self.typed.text("timing") == JobTiming::Night.key()
    }
}

/// Shows the form for the ticked rooms, or asks their devices when it is filled in.
pub(in super::super) async fn create(
    State(web): State<Web>,
    signed: Signed,
    PagePath(whose): PagePath<Whose>,
    Posted(fields): Posted,
) -> PageResult {
    let (frame, at) = frame(&web, &signed, whose, Permission::RoomModify).await?;
    let tenant = whose.tenant(&signed);
    let rooms: Vec<Id<RoomId>> = bulk::ids(&fields, "room");
    let (mut outcomes, mut refused) = (None, None);
    // The ticked rooms come without either.
    if fields.has("kind") || fields.has("timing") {
        let caller = fields.once(&signed.caller);
        match submit_jobs(&web.app, &caller, tenant, rooms.clone(), job_form(&fields)).await {
            Ok(asked) => {
                let names = NamesOfRooms { realm: at.realm(), rooms: rooms.clone() };
                let mut names = ask(&web.app, &signed.caller, &names).await?;
                let mut told = Vec::with_capacity(asked.len());
                for (room, outcome) in asked {
                    let sentence = match &outcome {
                        Ok(_) => String::new(),
                        Err(refusal) => frame.t.word("error-", refusal.code().as_str()),
                    };
                    let address = at.room(tenant, room);
                    let address = outcome.map_or(address.clone(), |job| format!("{address}/jobs/{job}"));
                    told.push((names.remove(&room).unwrap_or_else(|| room.to_string()), address, sentence));
                }
                outcomes = Some(told);
            }
            Err(refusal) => refused = Some(beside_its_field(refusal)),
        }
    }
    let status = refused.as_ref().map_or(200, Refusal::status);
    let faults = refused.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    let choices = way_back(at, &fields);
    let (back, action) = (format!("{}{choices}", at.list()), format!("{}/jobs", at.all_of(tenant)));
    let once = web.app.ids.next().to_string();
    let page = ManyPage { frame, at, back, choices, action, rooms, typed: fields, once, outcomes, faults };
    form_page(status, &page)
}
