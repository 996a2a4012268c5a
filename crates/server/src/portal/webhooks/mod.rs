//! Settings > Webhooks: under Rooms those that tell of one's own rooms, under Partner those that tell of customers.
//! The same pages under two faces.

mod delete;
mod form;
mod list;
mod secret;
mod show;

use std::borrow::Borrow;

use axum::{
    Router,
    extract::{FromRequestParts, MatchedPath},
    http::request::Parts,
    routing::{get, post},
};
use domain::{
    id::{Delivery, Id, Webhook},
    notification::Occasion,
    organization::Face,
    webhook::{Covers, DeliveryState, event_type},
};
use serde::Deserialize;
use service::{
    Refusal, ask, ask_where_allowed,
    webhooks::{DeliveryRow, Teams, TeamsToChoose, Unreached, WebhookOf, WebhookRow},
};

use crate::{answer::PageError, caller::Signed, i18n::Translator, portal::layout::Frame, web::Web};

/// Where the pages of each part stand.
const PLACES: [(Covers, &str); 2] =
    [(Covers::Own, "/settings/webhooks"), (Covers::Customers, "/partner/settings/webhooks")];

/// The pages of webhooks.
pub fn routes() -> Router<Web> {
    PLACES.into_iter().fold(Router::new(), |router, (_, base)| {
        router
            .route(base, get(list::show))
            .route(&format!("{base}/new"), get(form::new).post(form::create))
            .route(&format!("{base}/{{webhook}}"), get(show::show))
            .route(&format!("{base}/{{webhook}}/edit"), get(form::edit).post(form::save))
            .route(&format!("{base}/{{webhook}}/delete"), get(delete::ask_first).post(delete::delete))
            .route(&format!("{base}/{{webhook}}/secret"), get(secret::ask_first).post(secret::rotate))
            .route(&format!("{base}/{{webhook}}/test"), post(show::test))
            .route(&format!("{base}/{{webhook}}/switch"), post(show::switch))
            .route(&format!("{base}/{{webhook}}/deliveries/{{delivery}}/replay"), post(show::replay))
    })
}

/// Which part a page is about, by its address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct At(Covers);

impl<S: Send + Sync> FromRequestParts<S> for At {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, PageError> {
        let is_partner =
            parts.extensions.get::<MatchedPath>().is_some_and(|path| path.as_str().starts_with("/partner/"));
        Ok(Self(if is_partner { Covers::Customers } else { Covers::Own }))
    }
}

impl At {
    fn base(self) -> &'static str {
        PLACES.iter().find(|(covers, _)| *covers == self.0).map_or("/", |(_, base)| base)
    }

    fn address(self, webhook: impl Borrow<Id<Webhook>>) -> String {
        format!("{}/{}", self.base(), webhook.borrow())
    }

    async fn frame(self, web: &Web, signed: &Signed) -> Result<Frame, Refusal> {
        match self.0 {
            Covers::Own => Frame::of(web, signed, Face::Rooms, "webhooks").await,
            Covers::Customers => Frame::of(web, signed, Face::Partner, "customer-webhooks").await,
        }
    }

    /// A webhook of this part.
    async fn find(self, web: &Web, signed: &Signed, webhook: Id<Webhook>) -> Result<WebhookRow, Refusal> {
        let row = ask(&web.app, &signed.caller, &WebhookOf { webhook }).await?;
        if row.setting.covers == self.0 { Ok(row) } else { Err(Refusal::Missing) }
    }
}

/// A webhook as an address names it.
#[derive(Clone, Copy, Debug, Deserialize)]
struct Named {
    webhook: Id<Webhook>,
}

/// A message as an address names it.
#[derive(Clone, Copy, Debug, Deserialize)]
struct NamedMessage {
    webhook: Id<Webhook>,
    delivery: Id<Delivery>,
}

/// Teams of one's own organization; none for those who may not look up its groups.
async fn teams(web: &Web, signed: &Signed, question: TeamsToChoose) -> Result<Option<Teams>, Refusal> {
    ask_where_allowed(&web.app, &signed.caller, &question).await
}

/// What an event is called.
fn event_name(t: &Translator, event: impl Borrow<Occasion>) -> String {
    t.word("webhook-event-", event_type(*event.borrow()))
}

/// How the last try of a message went.
pub(in crate::portal) fn last_answer(t: &Translator, message: &DeliveryRow) -> String {
    match (message.status, message.unreached) {
        (Some(status), _) => {
            let took = t.number(message.took.unwrap_or_default());
            t.with2("webhook-answered", "status", status, "milliseconds", took)
        }
        (None, Some(why)) => t.word("webhook-failure-", Unreached::key(why)),
        (None, None) => t.t("none"),
    }
}

/// Tone and icon of a message's state.
pub(in crate::portal) const fn look(state: DeliveryState) -> (&'static str, &'static str) {
    match state {
        DeliveryState::Waiting => ("badge-info", "time"),
        DeliveryState::Delivered => ("badge-good", "check"),
        DeliveryState::Withheld => ("", "lock"),
        DeliveryState::Failed => ("badge-bad", "error"),
        DeliveryState::Dropped => ("", "close"),
    }
}
