//! The form of a group: for a new one, with its first rooms, and for one that is there.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{
    id::{Id, Organization},
    permission::Permission,
};
use service::{
    Refusal, ask,
    groups::{CreateGroup, EditGroup, RoomsFor},
    rooms::CustomerName,
    run,
};

use super::{
    Named, Opened, open,
    picker::{RoomPicker, rooms_of},
    stamp,
};
use crate::{
    answer::{Faults, PageError, PageResult, html, redirect, with_status},
    caller::Signed,
    form::{Fields, Form, Posted},
    path::PagePath,
    portal::{layout::Frame, rooms::At},
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/groups/form.html")]
struct FormPage {
    frame: Frame,
    at: At,
    /// Name and address of the group; none for a new one.
    group: Option<(String, String)>,
    /// Where Cancel leads.
    back: String,
    name: String,
    description: String,
    stamp: String,
    picker: Option<RoomPicker>,
    faults: Faults,
}

/// The form of a new group.
pub(super) async fn new(State(web): State<Web>, signed: Signed) -> PageResult {
    let at = At::Own(signed.caller.person.organization);
    show_new(&web, &signed, at, &Form::default(), None).await
}

/// The form of a new group at a customer.
pub(super) async fn new_at_customer(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let tenant = fields.text("tenant").parse().map_err(|_| Refusal::Missing)?;
    show_new(&web, &signed, At::Customer(tenant), &Form::default(), None).await
}

/// Makes a group.
pub(super) async fn create(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    let tenant = signed.caller.person.organization;
    make(&web, &signed, At::Own(tenant), tenant, &form).await
}

/// Makes a group at a customer.
pub(super) async fn create_at_customer(
    State(web): State<Web>,
    signed: Signed,
    Posted(form): Posted,
) -> PageResult {
    let tenant = form.text("tenant").parse().map_err(|_| Refusal::Missing)?;
    make(&web, &signed, At::Customer(tenant), tenant, &form).await
}

async fn make(web: &Web, signed: &Signed, at: At, tenant: Id<Organization>, form: &Form) -> PageResult {
    if form.text("go") == "find" {
        return show_new(web, signed, at, form, None).await;
    }
    let command = CreateGroup {
        tenant,
        name: form.text("displayName").to_owned(),
        description: form.text("description").to_owned(),
        members: rooms_of(form).into_iter().collect(),
    };
    match run(&web.app, &signed.caller, command).await {
        Ok(group) => redirect(&format!("{}?done=created", at.group(tenant, group))),
        Err(refusal) => show_new(web, signed, at, form, Some(refusal)).await,
    }
}

async fn show_new(
    web: &Web,
    signed: &Signed,
    at: At,
    form: &Form,
    refused: Option<Refusal>,
) -> Result<Response, PageError> {
    let mut frame = Frame::of(web, signed, at.face(), at.groups_entry()).await?;
    let status = refused.as_ref().map_or(200, Refusal::status);
    let faults = refused.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    let picker =
        RoomPicker::of(web, signed, &frame, at, RoomsFor::NewGroup, form, faults.at("members")).await?;
    let mut back = at.groups().to_owned();
    if let At::Customer(tenant) = at {
        let question = CustomerName { tenant, permission: Permission::GroupCreate };
        let name = ask(&web.app, &signed.caller, &question).await?;
        frame.tenant = name.map(|name| (name, tenant.to_string()));
        back = format!("{back}?tenant={tenant}");
    }
    let (name, description) = typed(form);
    let (group, stamp, picker) = (None, String::new(), Some(picker));
    let page = FormPage { frame, at, group, back, name, description, stamp, picker, faults };
    Ok(with_status(status, html(&page)?))
}

fn typed(form: &Form) -> (String, String) {
    (form.text("displayName").to_owned(), form.text("description").to_owned())
}

/// The form of a group.
pub(super) async fn edit(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
) -> PageResult {
    show(&web, &signed, named, None).await
}

/// Saves a group.
pub(super) async fn save(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    Posted(form): Posted,
) -> PageResult {
    let (name, description) = typed(&form);
    let (tenant, group) = (named.tenant(&signed), named.group);
    let command = EditGroup { tenant, group, stamp: Some(stamp(&form)), name, description };
    match run(&web.app, &signed.caller, command).await {
        Ok(()) => redirect(&format!("{}?done=saved", named.address(&signed))),
        Err(refusal) => show(&web, &signed, named, Some((&form, refusal))).await,
    }
}

async fn show(
    web: &Web,
    signed: &Signed,
    named: Named,
    refused: Option<(&Form, Refusal)>,
) -> Result<Response, PageError> {
    let Opened { frame, at, group } = open(web, signed, named).await?;
    let row = group.require_edit()?.row;
    let back = named.address(signed);
    let (status, faults, name, description, stamp) = match refused {
        Some((form, refusal)) => {
            let (name, description) = typed(form);
            let (status, stamp) = (refusal.status(), form.text("stamp").to_owned());
            (status, Faults::of(&frame.t, refusal)?, name, description, stamp)
        }
        None => (200, Faults::default(), row.name.clone(), row.description, row.change_stamp.to_string()),
    };
    let group = Some((row.name, back.clone()));
    let page = FormPage { frame, at, group, back, name, description, stamp, picker: None, faults };
    Ok(with_status(status, html(&page)?))
}
