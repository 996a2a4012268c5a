//! The registration: what it is told, and what became of its messages.

use askama::Template;
use axum::extract::State;
use domain::{
    id::{Delivery, Id},
    webhook::Told,
};
use service::{
    Page, Refusal, Wanted, ask, cursor,
    webhooks::{DeliveryRow, PartnerEvent, RegistrationLogged, Standing, ValidationEvent, test_registration},
};

use super::{BASE, event_name, find, frame};
use crate::{
    answer::{Faults, PageResult, form_page, redirect},
    caller::Signed,
    form::{Fields, Posted},
    portal::{
        layout::Frame,
        webhooks::{last_answer, look},
    },
    web::Web,
};

/// How many messages a page of the log has.
const SHOWN: i64 = 50;

#[derive(Template)]
#[template(path = "portal/registration/show.html")]
struct ShowPage {
    frame: Frame,
    standing: Option<Standing>,
    log: Vec<DeliveryRow>,
    next: Option<String>,
    /// The test that was just sent.
    tested: Option<DeliveryRow>,
    done: Option<&'static str>,
    faults: Faults,
}

impl ShowPage {
    fn name(&self, event: &PartnerEvent) -> String {
        event_name(&self.frame.t, *event)
    }

    fn told(&self, message: &DeliveryRow) -> String {
        match message.told {
            Told::Partner(event) => self.name(&event),
            Told::Of(_) | Told::Test => message.told.key().to_owned(),
        }
    }

    fn state(&self, message: &DeliveryRow) -> (&'static str, &'static str, String) {
        let (tone, icon) = look(message.state);
        (tone, icon, self.frame.t.word("webhook-state-", message.state.key()))
    }

    fn answer(&self, message: &DeliveryRow) -> String {
        last_answer(&self.frame.t, message)
    }
}

/// The page.
pub(super) async fn show(State(web): State<Web>, signed: Signed, fields: Fields) -> PageResult {
    page(&web, &signed, &fields, None).await
}

async fn page(web: &Web, signed: &Signed, fields: &Fields, refusal: Option<Refusal>) -> PageResult {
    let after = Some(fields.text("after")).filter(|after| !after.is_empty());
    let wanted =
        Wanted { after: after.map(cursor::read).transpose()?, page: Page::of(SHOWN), ..Wanted::default() };
    let found = find(web, signed, wanted).await?;
    let (standing, log, next) = match found {
        Some(RegistrationLogged { standing, log }) => {
            (Some(standing), log.items, log.next.as_ref().map(cursor::write).transpose()?)
        }
        None => (None, Vec::new(), None),
    };
    let tested = match fields.text("tested").parse::<Id<Delivery>>() {
        Ok(delivery) => Some(ask(&web.app, &signed.caller, &ValidationEvent { delivery }).await?.1),
        Err(_) => None,
    };
    let done = match fields.text("done") {
        "registered" => Some("registration-done-registered"),
        "saved" => Some("changes-saved"),
        "ended" => Some("registration-done-ended"),
        _ => None,
    };
    let frame = frame(web, signed).await?;
    let faults = refusal.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    form_page(faults.status(), &ShowPage { frame, standing, log, next, tested, done, faults })
}

/// Sends a test, and shows how that went.
pub(super) async fn test(State(web): State<Web>, signed: Signed, fields: Fields, _: Posted) -> PageResult {
    match test_registration(&web.app, &web.messenger, &signed.caller).await {
        Ok(delivery) => redirect(&format!("{BASE}?tested={delivery}")),
        Err(refusal @ Refusal::TooOften(_)) => page(&web, &signed, &fields, Some(refusal)).await,
        Err(refusal) => Err(refusal.into()),
    }
}
