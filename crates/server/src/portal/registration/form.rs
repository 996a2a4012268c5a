//! Registering, and changing the registration.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::State;
use service::{
    Refusal, Wanted, run,
    webhooks::{ChangeRegistration, PartnerEvent, Register, RegistrationForm},
};

use super::{BASE, event_name, find, frame};
use crate::{
    answer::{Faults, PageResult, form_page, redirect},
    caller::Signed,
    form::Posted,
    portal::layout::Frame,
    web::Web,
};

#[derive(Template)]
#[template(path = "portal/registration/form.html")]
struct FormPage {
    frame: Frame,
    /// Whether nothing is registered yet.
    is_new: bool,
    address: String,
    chosen: BTreeSet<String>,
    faults: Faults,
}

impl FormPage {
    fn title(&self) -> String {
        self.frame.t.t(if self.is_new { "registration-new" } else { "registration-edit" })
    }

    /// The events with their names, and whether they are chosen. A test needs no choice.
    fn events(&self) -> Vec<(&'static str, String, bool)> {
        let offered = PartnerEvent::ALL.into_iter().filter(|event| *event != PartnerEvent::Test);
        offered.map(|it| (it.key(), event_name(&self.frame.t, it), self.chosen.contains(it.key()))).collect()
    }
}

/// The form.
pub(super) async fn edit(State(web): State<Web>, signed: Signed) -> PageResult {
    let found = find(&web, &signed, Wanted::first(1)).await?;
    let form = match &found {
        Some(it) => {
            let registration = &it.standing.registration;
            let events = registration.events.iter().map(|event| event.key().to_owned()).collect();
            RegistrationForm { address: registration.address.clone(), events }
        }
        None => RegistrationForm {
            events: PartnerEvent::ALL.map(|event| event.key().to_owned()).to_vec(),
            ..RegistrationForm::default()
        },
    };
    page(&web, &signed, found.is_none(), form, None).await
}

/// Registers, or changes what is registered.
pub(super) async fn save(State(web): State<Web>, signed: Signed, Posted(form): Posted) -> PageResult {
    let is_new = find(&web, &signed, Wanted::first(1)).await?.is_none();
    let form = RegistrationForm {
        address: form.text("webhookUrl").to_owned(),
        events: form.all("webhookEvents").map(str::to_owned).collect(),
    };
    let wanted = form.clone();
    let saved = if is_new {
        run(&web.app, &signed.caller, Register { form }).await
    } else {
        run(&web.app, &signed.caller, ChangeRegistration { form }).await
    };
    match saved {
        Ok(()) => redirect(&format!("{BASE}?done={}", if is_new { "registered" } else { "saved" })),
        Err(refusal) => page(&web, &signed, is_new, wanted, Some(refusal)).await,
    }
}

async fn page(
    web: &Web,
    signed: &Signed,
    is_new: bool,
    form: RegistrationForm,
    refusal: Option<Refusal>,
) -> PageResult {
    let frame = frame(web, signed).await?;
    let faults = refusal.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    let chosen = form.events.into_iter().collect();
    form_page(faults.status(), &FormPage { frame, is_new, address: form.address, chosen, faults })
}
