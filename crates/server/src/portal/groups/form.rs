//! The form of a group: for a new one, with its first rooms or what chooses them, and for one that is there.

use std::collections::BTreeSet;

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{
    id::{Id, Organization},
    permission::Permission,
};
use service::{
    Refusal, ask,
    groups::{CreateGroup, EditGroup, RoomsFor, RulePreview},
    rooms::CustomerName,
    run,
};

use super::{
    Named, Opened, open,
    picker::{RoomPicker, rooms_of},
    rule::{self, RulePart},
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
    /// What chooses its rooms; none for readers who may set no rule.
    rule: Option<RulePart>,
    picker: Option<RoomPicker>,
    faults: Faults,
}

/// What came of a form that was not saved.
enum Unsaved {
    /// Something was refused.
    Refused(Refusal),
    /// What its rule does is to be looked at, under the word of the rule.
    Reviewed(RulePreview, String),
    /// Nothing yet.
    Open,
}

impl Unsaved {
    const fn status(&self) -> u16 {
        match self {
            Self::Refused(refusal) => refusal.status(),
            Self::Reviewed(..) | Self::Open => 200,
        }
    }

    /// What was refused, and what the part of the rule shows.
    fn told(
        self,
        frame: &Frame,
        mut rule: Option<RulePart>,
    ) -> Result<(Faults, Option<RulePart>), PageError> {
        Ok(match self {
            Self::Refused(refusal) => (Faults::of(&frame.t, refusal)?, rule),
            Self::Reviewed(preview, word) => {
                if let Some(rule) = &mut rule {
                    rule.preview = Some((preview, word));
                }
                (Faults::default(), rule)
            }
            Self::Open => (Faults::default(), rule),
        })
    }
}

/// The form of a new group.
pub(super) async fn new(State(web): State<Web>, signed: Signed) -> PageResult {
    let at = At::Own(signed.caller.person.organization);
    show_new(&web, &signed, at, &Form::default(), Unsaved::Open).await
}

/// The form of a new group at a customer.
pub(super) async fn new_at_customer(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    let tenant = signed.named_customer(&fields)?;
    show_new(&web, &signed, signed.at_customer(tenant), &Form::default(), Unsaved::Open).await
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
    let tenant = signed.named_customer(&form)?;
    make(&web, &signed, signed.at_customer(tenant), tenant, &form).await
}

async fn make(web: &Web, signed: &Signed, at: At, tenant: Id<Organization>, form: &Form) -> PageResult {
    if form.text("go") == "find" {
        return show_new(web, signed, at, form, Unsaved::Open).await;
    }
    match try_make(web, signed, at, tenant, form).await {
        Ok(address) => redirect(&address),
        Err(unsaved) => show_new(web, signed, at, form, unsaved).await,
    }
}

/// Makes a group, unless what its rule does was not looked at; gives its address.
async fn try_make(
    web: &Web,
    signed: &Signed,
    at: At,
    tenant: Id<Organization>,
    form: &Form,
) -> Result<String, Unsaved> {
    let rule = rule::typed(form);
    if !at.is_partner() {
        let review = rule::to_review(web, signed, None, form).await;
        if let Some((preview, word)) = review.map_err(Unsaved::Refused)? {
            return Err(Unsaved::Reviewed(preview, word));
        }
    }
    let command = CreateGroup {
        tenant,
        name: form.text("displayName").to_owned(),
        description: form.text("description").to_owned(),
        // Rooms that were ticked before a rule was chosen are not meant.
        members: if rule.is_none() { rooms_of(form).into_iter().collect() } else { BTreeSet::new() },
        rule,
    };
    let group = run(&web.app, &signed.caller, command).await.map_err(Unsaved::Refused)?;
    Ok(format!("{}?done=created", at.group(tenant, group)))
}

async fn show_new(
    web: &Web,
    signed: &Signed,
    at: At,
    form: &Form,
    unsaved: Unsaved,
) -> Result<Response, PageError> {
    let mut frame = Frame::of(web, signed, at.face(), at.groups_entry()).await?;
    let status = unsaved.status();
    let rule = if at.is_partner() { None } else { RulePart::of(web, signed, Some(form), None).await? };
    let (faults, rule) = unsaved.told(&frame, rule)?;
    let picker =
        RoomPicker::of(web, signed, &frame, at, RoomsFor::NewGroup, form, faults.at("members")).await?;
    let mut back = at.groups();
    if let Some(tenant) = at.customer() {
        let question = CustomerName { tenant, permission: Permission::GroupCreate };
        let name = ask(&web.app, &signed.caller, &question).await?;
        frame.tenant = name.map(|name| (name, tenant.to_string()));
        back = format!("{back}?tenant={tenant}");
    }
    let (name, description) = typed(form);
    let (group, stamp, picker) = (None, String::new(), Some(picker));
    let page = FormPage { frame, at, group, back, name, description, stamp, rule, picker, faults };
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

/// Saves a group, unless what its rule does was not looked at.
async fn try_save(web: &Web, signed: &Signed, named: Named, form: &Form) -> Result<(), Unsaved> {
    let rule = rule::typed(form);
    if !named.at(signed).is_partner() {
        let review = rule::to_review(web, signed, Some(named.group), form).await;
        if let Some((preview, word)) = review.map_err(Unsaved::Refused)? {
            return Err(Unsaved::Reviewed(preview, word));
        }
    }
    let (name, description) = typed(form);
    let (tenant, group) = (named.tenant(signed), named.group);
    let command = EditGroup { tenant, group, stamp: Some(stamp(form)), name, description, rule };
    run(&web.app, &signed.caller, command).await.map_err(Unsaved::Refused)
}

/// Saves a group.
pub(super) async fn save(
    State(web): State<Web>,
    signed: Signed,
    PagePath(named): PagePath<Named>,
    Posted(form): Posted,
) -> PageResult {
    match try_save(&web, &signed, named, &form).await {
        Ok(()) => redirect(&format!("{}?done=saved", named.address(&signed))),
        Err(unsaved) => show(&web, &signed, named, Some((&form, unsaved))).await,
    }
}

async fn show(
    web: &Web,
    signed: &Signed,
    named: Named,
    left: Option<(&Form, Unsaved)>,
) -> Result<Response, PageError> {
    let Opened { frame, at, group } = open(web, signed, named).await?;
    let row = group.require_edit()?.row;
    let back = named.address(signed);
    let rule = if at.is_partner() {
        None
    } else {
        RulePart::of(web, signed, left.as_ref().map(|(form, _)| *form), row.rule.as_ref()).await?
    };
    let (status, (faults, rule), name, description, stamp) = if let Some((form, unsaved)) = left {
        let (name, description) = typed(form);
        let stamp = form.text("stamp").to_owned();
        (unsaved.status(), unsaved.told(&frame, rule)?, name, description, stamp)
    } else {
        let told = (Faults::default(), rule);
        (200, told, row.name.clone(), row.description, row.change_stamp.to_string())
    };
    let group = Some((row.name, back.clone()));
    let page = FormPage { frame, at, group, back, name, description, stamp, rule, picker: None, faults };
    Ok(with_status(status, html(&page)?))
}
