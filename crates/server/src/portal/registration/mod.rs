//! Partner face > Settings > Partner Center events: where programs of a partner are told what happens with its customers, in the form of
//! Partner Center (R-422, §4.10).

mod end;
mod form;
mod show;

use axum::{
    Router,
    routing::{get, post},
};
use domain::organization::Face;
use service::{
    Refusal, Wanted, ask,
    webhooks::{PartnerEvent, RegistrationLog, RegistrationLogged},
};

use crate::{caller::Signed, i18n::Translator, portal::layout::Frame, web::Web};

/// Where the pages stand.
const BASE: &str = "/partner/settings/registration";

/// The pages of the registration.
pub fn routes() -> Router<Web> {
    Router::new()
        .route(BASE, get(show::show))
        .route(&format!("{BASE}/edit"), get(form::edit).post(form::save))
        .route(&format!("{BASE}/test"), post(show::test))
        .route(&format!("{BASE}/end"), get(end::ask_first).post(end::end))
}

async fn frame(web: &Web, signed: &Signed) -> Result<Frame, Refusal> {
    Frame::of(web, signed, Face::Partner, "registration").await
}

/// The registration with a page of its log; none where nothing is registered.
async fn find(web: &Web, signed: &Signed, wanted: Wanted) -> Result<Option<RegistrationLogged>, Refusal> {
    ask(&web.app, &signed.caller, &RegistrationLog { wanted }).await
}

/// What an event is called.
fn event_name(t: &Translator, event: PartnerEvent) -> String {
    t.word("registration-event-", event.key())
}
