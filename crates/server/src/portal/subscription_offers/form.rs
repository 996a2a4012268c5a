//! Registering an offer, and changing one.

use askama::Template;
use axum::extract::State;
use domain::{
    id::{Id, SubscriptionOffer},
    subscription::SubscriptionKind,
};
use service::{
    Action, May, ask, run,
    subscriptions::{EditOffer, OfferForm, OfferRow, RegisterOffer},
};

use super::{BASE, find, frame};
use crate::{
    answer::{Faults, PageResult, form_page, html, redirect},
    caller::Signed,
    form::{Form, Posted},
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/subscription_offers/form.html")]
struct FormPage {
    frame: Frame,
    faults: Faults,
    /// The offer that is changed; none for a new one.
    row: Option<OfferRow>,
    name: String,
    kind: String,
    term_months: String,
    /// The version that was read.
    stamp: String,
}

impl FormPage {
    fn title(&self) -> String {
        self.frame.t.t(if self.row.is_some() { "subscription-offer-edit" } else { "subscription-offer-new" })
    }
}

pub(super) async fn new(State(web): State<Web>, signed: Signed) -> PageResult {
    ask(&web.app, &signed.caller, &May(Action::Operate)).await?;
    let (name, term_months, stamp) = (String::new(), String::new(), String::new());
    let kind = SubscriptionKind::Metered.key().to_owned();
    let frame = frame(&web, &signed).await?;
    html(&FormPage { frame, faults: Faults::default(), row: None, name, kind, term_months, stamp })
}

pub(super) async fn create(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    match run(&web.app, &signed.caller, RegisterOffer { form: read(&form) }).await {
        Ok(_) => redirect(&format!("{BASE}?done=saved")),
        Err(refusal) => {
            let frame = frame(&web, &signed).await?;
            let faults = Faults::of(&frame.t, refusal)?;
            form_page(faults.status(), &page(frame, faults, None, &form))
        }
    }
}

pub(super) async fn edit(
    State(web): State<Web>,
    signed: Signed,
    PagePath(offer): PagePath<Id<SubscriptionOffer>>,
) -> PageResult {
    let row = find(&web, &signed, offer).await?;
    let (name, kind) = (row.name.clone(), row.kind.key().to_owned());
    let term_months = row.term_months.map(|months| months.to_string()).unwrap_or_default();
    let stamp = row.stamp.to_string();
    let frame = frame(&web, &signed).await?;
    html(&FormPage { frame, faults: Faults::default(), row: Some(row), name, kind, term_months, stamp })
}

pub(super) async fn save(
    State(web): State<Web>,
    signed: Signed,
    PagePath(offer): PagePath<Id<SubscriptionOffer>>,
    Posted(form): Posted,
) -> PageResult {
    // What cannot be read as a version matches none.
    let stamp = Some(form.text("stamp").parse().unwrap_or(-1));
    match run(&web.app, &signed.caller, EditOffer { offer, form: read(&form), stamp }).await {
        Ok(()) => redirect(&format!("{BASE}?done=saved")),
        Err(refusal) => {
            let row = find(&web, &signed, offer).await?;
            let frame = frame(&web, &signed).await?;
            let faults = Faults::of(&frame.t, refusal)?;
            form_page(faults.status(), &page(frame, faults, Some(row), &form))
        }
    }
}

fn read(form: &Form) -> OfferForm {
    let text = |field: &str| Some(form.text(field).to_owned());
    // What is no number is out of range.
    let months = match form.text("termMonths").trim() {
        "" => None,
        typed => Some(typed.parse().unwrap_or(-1)),
    };
    OfferForm { name: text("displayName"), kind: text("kind"), term_months: Some(months) }
}

/// The form as it was sent.
fn page(frame: Frame, faults: Faults, row: Option<OfferRow>, form: &Form) -> FormPage {
    let text = |field: &str| form.text(field).to_owned();
    let (name, kind, term_months, stamp) =
        (text("displayName"), text("kind"), text("termMonths"), text("stamp"));
    FormPage { frame, faults, row, name, kind, term_months, stamp }
}
