//! A new subscription: provisioned for a customer, or one that the own organization has already.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{id::Id, subscription::SubscriptionKind};
use service::{
    Action, Code, May, Refusal, ask, run,
    subscriptions::{AddSubscription, OfferRow, OffersFor, ProvisionSubscription},
};

use super::{Side, Whose};
use crate::{
    answer::{Faults, PageError, PageResult, form_page, redirect},
    caller::Signed,
    form::{Form, Posted},
    path::PagePath,
    portal::layout::Frame,
    web::Web,
};

/// What was typed.
#[derive(Clone, Debug, Default)]
struct Typed {
    offer: String,
    name: String,
    offer_name: String,
    kind: String,
    quantity: String,
    once: String,
}

impl Typed {
    fn read(form: &Form) -> Self {
        let text = |field: &str| form.text(field).to_owned();
        Self {
            offer: text("offerId"),
            name: text("displayName"),
            offer_name: text("offerName"),
            kind: text("kind"),
            quantity: text("quantity"),
            once: text("once"),
        }
    }
}

#[derive(Template)]
#[template(path = "portal/subscriptions/new.html")]
struct NewPage {
    frame: Frame,
    side: Side,
    offers: Vec<OfferRow>,
    typed: Typed,
    faults: Faults,
}

impl NewPage {
    fn title(&self) -> String {
        self.frame.t.t(if self.side.is_own { "subscription-add" } else { "subscription-provision" })
    }

    fn is_chosen(&self, offer: &OfferRow) -> bool {
        offer.id.to_string() == self.typed.offer
    }
}

pub(super) async fn form(
    State(web): State<Web>,
    signed: Signed,
    PagePath(Whose { tenant }): PagePath<Whose>,
) -> PageResult {
    let once = web.app.ids.next().to_string();
    let typed = Typed { quantity: "1".to_owned(), once, ..Typed::default() };
    page(&web, &signed, Side::of(&signed, tenant)?, typed, None).await
}

async fn page(
    web: &Web,
    signed: &Signed,
    side: Side,
    typed: Typed,
    refused: Option<Refusal>,
) -> Result<Response, PageError> {
    let offers = if side.is_own {
        ask(&web.app, &signed.caller, &May(Action::ConsentToPartner)).await?;
        Vec::new()
    } else {
        ask(&web.app, &signed.caller, &OffersFor { tenant: side.tenant }).await?
    };
    let frame = side.frame(web, signed).await?;
    let faults = refused.map(|refusal| Faults::of(&frame.t, refusal)).transpose()?.unwrap_or_default();
    form_page(faults.status(), &NewPage { frame, side, offers, typed, faults })
}

pub(super) async fn save(
    State(web): State<Web>,
    signed: Signed,
    PagePath(Whose { tenant }): PagePath<Whose>,
    Posted(form): Posted,
) -> PageResult {
    let side = Side::of(&signed, tenant)?;
    let typed = Typed::read(&form);
    // What is no number is out of range.
    let quantity = typed.quantity.trim().parse().unwrap_or(-1);
    let caller = form.once(&signed.caller);
    let made = if side.is_own {
        let command = AddSubscription {
            name: typed.name.clone(),
            offer_name: typed.offer_name.clone(),
            kind: typed.kind.clone(),
            quantity,
        };
        run(&web.app, &caller, command).await
    } else {
        match typed.offer.parse().map(Id::new) {
            Ok(offer) => {
                let name = Some(typed.name.trim().to_owned()).filter(|name| !name.is_empty());
                let command =
                    ProvisionSubscription { tenant: side.tenant, offer, name, quantity, starts_at: None };
                run(&web.app, &caller, command).await
            }
            Err(_) => Err(Refusal::field("offerId", Code::Required)),
        }
    };
    match made {
        Ok(id) => redirect(&format!("{}/{id}?done=added", side.base)),
        Err(refusal) => page(&web, &signed, side, typed, Some(refusal)).await,
    }
}
