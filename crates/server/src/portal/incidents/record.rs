//! The form by which an issue is recorded over one or more rooms.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{
    id::{Id, Organization},
    permission::Permission,
};
use service::{Refusal, ask, groups::RoomsFor, rooms::CustomerName, run, tickets::RecordIssue};

use crate::{
    answer::{Faults, PageError, PageResult, form_page, redirect},
    caller::Signed,
    form::{Fields, Form, Posted},
    portal::{
        groups::{RoomPicker, rooms_of},
        layout::Frame,
        rooms::At,
    },
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/incidents/record.html")]
struct RecordPage {
    frame: Frame,
    at: At,
    /// Where Cancel leads.
    back: String,
    description: String,
    is_high_impact: bool,
    picker: RoomPicker,
    faults: Faults,
}

/// The form of an issue in one's own rooms; a room that the address names is chosen already.
pub(super) async fn new(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let at = At::Own(signed.caller.person.organization);
    show(&web, &signed, at, &fields, None).await
}

/// The form of an issue in a customer's rooms.
pub(super) async fn new_at_customer(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let tenant = signed.named_customer(&fields)?;
    let at = signed.at_customer(signed.caller.person.customer(tenant)?);
    show(&web, &signed, at, &fields, None).await
}

/// Records an issue.
pub(super) async fn create(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    let tenant = signed.caller.person.organization;
    make(&web, &signed, At::Own(tenant), tenant, &form).await
}

/// Records an issue at a customer.
pub(super) async fn create_at_customer(
    State(web): State<Web>,
    signed: Signed,
    Posted(form): Posted,
) -> PageResult {
    let tenant = signed.named_customer(&form)?;
    let tenant = signed.caller.person.customer(tenant)?;
    make(&web, &signed, signed.at_customer(tenant), tenant, &form).await
}

async fn make(web: &Web, signed: &Signed, at: At, tenant: Id<Organization>, form: &Form) -> PageResult {
    if form.text("go") == "find" {
        return show(web, signed, at, form, None).await;
    }
    let command = RecordIssue {
        tenant,
        description: form.text("description").to_owned(),
        rooms: rooms_of(form).into_iter().collect(),
        is_high_impact: form.has("isHighImpact"),
    };
    match run(&web.app, &signed.caller, command).await {
        Ok(issue) => {
            let of_customer = if at.is_partner() { format!("&tenant={tenant}") } else { String::new() };
            redirect(&format!("{}?issue={issue}&done=recorded{of_customer}", at.incidents()))
        }
        Err(refusal) => show(web, signed, at, form, Some(refusal)).await,
    }
}

async fn show(
    web: &Web,
    signed: &Signed,
    at: At,
    form: &Form,
    refused: Option<Refusal>,
) -> Result<Response, PageError> {
    let mut frame = Frame::of(web, signed, at.face(), at.incidents_entry()).await?;
    let status = refused.as_ref().map_or(200, Refusal::status);
    let faults = refused.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    let picker = RoomPicker::of(web, signed, &frame, at, RoomsFor::Issue, form, faults.at("roomIds")).await?;
    let mut back = at.incidents();
    if let Some(tenant) = at.customer() {
        let question = CustomerName { tenant, permission: Permission::TicketCreate };
        let name = ask(&web.app, &signed.caller, &question).await?;
        frame.tenant = name.map(|name| (name, tenant.to_string()));
        back = format!("{back}?tenant={tenant}");
    }
    let description = form.text("description").to_owned();
    let is_high_impact = form.has("isHighImpact");
    let page = RecordPage { frame, at, back, description, is_high_impact, picker, faults };
    form_page(status, &page)
}
