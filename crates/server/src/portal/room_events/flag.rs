//! The form that makes tickets of events, with further ones to be added.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::State;
use domain::{
    id::{Id, Organization, RoomEvent},
    query::{Filter, Literal, Path},
    room_event::MOST_FLAGGED,
};
use service::{
    Code, Page, Refusal, Wanted, ask,
    room_events::{FlagEvents, ListRoomEvents, ShownEvent},
    run,
};

use super::{chosen::equals, icon};
use crate::{
    answer::{Faults, PageResult, form_page, redirect},
    caller::Signed,
    form::{Form, Posted},
    portal::{layout::Frame, rooms::At},
    web::Web,
};

/// How many further events are offered.
const FURTHER: i64 = 20;

/// An event as the list names it.
type Named = (Id<Organization>, Id<RoomEvent>);

#[derive(Template)]
#[template(path = "portal/room_events/flag.html")]
struct FlagPage {
    frame: Frame,
    at: At,
    /// The organization whose events they are, once that is clear.
    tenant: Option<Id<Organization>>,
    /// The events that were chosen, and further ones that can be.
    chosen: Vec<ShownEvent>,
    further: Vec<ShownEvent>,
    description: String,
    is_high_impact: bool,
    faults: Faults,
}

impl FlagPage {
    fn icon(event: &ShownEvent) -> &'static str {
        icon(event.row.kind)
    }

    /// The events to choose from: whether each was chosen.
    fn offered(&self) -> impl Iterator<Item = (&ShownEvent, bool)> {
        self.chosen.iter().map(|event| (event, true)).chain(self.further.iter().map(|event| (event, false)))
    }

    /// What is wrong with the choice: of the events, or of their rooms.
    fn fault(&self) -> &str {
        let fault = self.faults.at("eventIds");
        if fault.is_empty() { self.faults.at("roomIds") } else { fault }
    }
}

/// Flags events of one's own rooms, after it was asked what is wrong.
pub(super) async fn own(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    let tenant = signed.caller.person.organization;
    let ticked: BTreeSet<Named> = ticked(&form).filter(|(home, _)| *home == tenant).collect();
    flag(&web, &signed, At::Own(tenant), Some(tenant), ticked, &form).await
}

/// Flags events of a customer's rooms: of one customer at a time, since an issue is recorded in one organization.
pub(super) async fn at_customer(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    let ticked: BTreeSet<Named> = ticked(&form).collect();
    let mut tenants: BTreeSet<_> = ticked.iter().map(|(tenant, _)| *tenant).collect();
    if ticked.is_empty() {
        tenants.extend(form.text("tenant").parse::<Id<Organization>>().ok());
    }
    for tenant in &tenants {
        signed.caller.person.customer(*tenant)?;
    }
    let tenant = tenants.pop_first().filter(|_| tenants.is_empty());
    flag(&web, &signed, signed.at_customers(tenant), tenant, ticked, &form).await
}

/// The events that were ticked; what names none is passed over.
fn ticked(form: &Form) -> impl Iterator<Item = Named> {
    form.all("event").filter_map(|value| {
        let (tenant, event) = value.split_once('.')?;
        Some((tenant.parse().ok()?, event.parse().ok()?))
    })
}

async fn flag(
    web: &Web,
    signed: &Signed,
    at: At,
    tenant: Option<Id<Organization>>,
    ticked: BTreeSet<Named>,
    form: &Form,
) -> PageResult {
    let is_sent = form.text("go") == "save";
    if ticked.is_empty() && !(is_sent && tenant.is_some()) {
        return redirect(&format!("{}?done=nothing", at.room_events()));
    }
    let mut frame = Frame::of(web, signed, at.face(), at.incidents_entry()).await?;
    let mut faults = Faults::default();
    let is_high_impact = form.has("isHighImpact");
    match tenant {
        None => faults = Faults::of(&frame.t, Refusal::field("eventIds", Code::MixedCustomers))?,
        Some(tenant) if is_sent => {
            let events = ticked.iter().map(|(_, event)| *event).collect();
            let description = form.text("description").to_owned();
            let command = FlagEvents { tenant, description, events, is_high_impact };
            match run(&web.app, &signed.caller, command).await {
                Ok(issue) => {
                    let there = if at.is_partner() { format!("&tenant={tenant}") } else { String::new() };
                    return redirect(&format!("{}?issue={issue}&done=recorded{there}", at.incidents()));
                }
                Err(refusal) => faults = Faults::of(&frame.t, refusal)?,
            }
        }
        Some(_) => {}
    }
    let mut chosen = Vec::new();
    if !ticked.is_empty() {
        let most = i64::try_from(MOST_FLAGGED).unwrap_or(i64::MAX);
        chosen = events(web, signed, at, named(&ticked), most).await?;
    }
    let mut further = Vec::new();
    if tenant.is_some() {
        further = events(web, signed, at, equals("isFlagged", Literal::Boolean(false)), FURTHER).await?;
        further.retain(|event| event.may_flag && !ticked.contains(&(event.row.tenant, event.row.id)));
    }
    if let (Some(tenant), Some(event)) = (at.customer(), chosen.first().or(further.first())) {
        frame.tenant = Some((event.row.tenant_name.clone(), tenant.to_string()));
    }
    let description = if is_sent || form.has("description") {
        form.text("description").to_owned()
    } else {
        written(&chosen)
    };
    let page = FlagPage { frame, at, tenant, chosen, further, description, is_high_impact, faults };
    form_page(page.faults.status(), &page)
}

/// With its organization each is found by its key.
fn named(events: &BTreeSet<Named>) -> Filter {
    let tenants: BTreeSet<_> = events.iter().map(|(tenant, _)| tenant.uuid()).collect();
    let literals = tenants.into_iter().map(Literal::Id).collect();
    let there = Filter::In { path: Path::Own("tenantId"), literals };
    let literals = events.iter().take(MOST_FLAGGED).map(|(_, event)| Literal::Id(event.uuid())).collect();
    Filter::And(Box::new(there), Box::new(Filter::In { path: Path::Own("id"), literals }))
}

async fn events(
    web: &Web,
    signed: &Signed,
    at: At,
    filter: Filter,
    most: i64,
) -> Result<Vec<ShownEvent>, Refusal> {
    let wanted = Wanted { filter: Some(filter), page: Page::of(most), ..Wanted::default() };
    let question = ListRoomEvents { realm: at.realm(), wanted, counts: false };
    Ok(ask(&web.app, &signed.caller, &question).await?.events)
}

/// What people in the rooms wrote, to begin with.
fn written(events: &[ShownEvent]) -> String {
    let texts: Vec<_> =
        events.iter().map(|event| event.row.description.as_str()).filter(|text| !text.is_empty()).collect();
    texts.join("\n")
}
