//! The reports: what a reader sees of rooms over a span of days, as figures, charts and the tables behind them. The same
//! pages under two faces.

mod chart;
mod chosen;
mod health;
mod insight;
mod overview;
mod page;
mod rate;
mod received;
mod room;
mod sent;
mod sheet;
mod subscriptions;
mod usage;

use axum::{
    Router,
    extract::State,
    routing::{MethodRouter, get},
};

use service::{Refusal, ask, organizations::OwnLogo};

use crate::{caller::Signed, form::Fields, portal::rooms::BELOW_CUSTOMER, web::Web};

/// Which report.
pub(super) use domain::report::Kind as Report;

pub(crate) use self::{
    sent::{Part, parts},
    sheet::{Cell, Sheet, span_text},
    subscriptions::sent_words,
};

/// The version of the logo of the reader's organization, for paper. On behalf of a customer nothing is asked about one's own.
async fn logo(web: &Web, signed: &Signed) -> Result<Option<String>, Refusal> {
    if signed.caller.person.on_behalf {
        return Ok(None);
    }
    Ok(ask(&web.app, &signed.caller, &OwnLogo).await?.map(|logo| logo.version()))
}

/// The pages of reports.
pub fn routes() -> Router<Web> {
    let mut router = Router::new()
        .merge(received::routes())
        .merge(subscriptions::routes())
        .route("/reports/rate", get(rate::edit).post(rate::save))
        .route("/reports/rooms/{room}", get(room::own))
        .route("/partner/reports/rooms/{tenant}/{room}", get(room::at_customer))
        .route(&format!("{BELOW_CUSTOMER}/reports/rooms/{{room}}"), get(room::at_customer));
    let on_behalf = format!("{BELOW_CUSTOMER}/reports");
    for report in Report::ALL {
        for (reports, is_partner) in
            [("/reports", false), ("/partner/reports", true), (on_behalf.as_str(), true)]
        {
            let address = match report {
                Report::Overview => reports.to_owned(),
                _ => format!("{reports}/{}", report.slug()),
            };
            router = router
                .route(&address, shown(report, is_partner))
                .route(&format!("{reports}/{}.csv", report.slug()), exported(report, is_partner));
        }
    }
    router
}

fn shown(report: Report, is_partner: bool) -> MethodRouter<Web> {
    get(async move |State(web): State<Web>, signed: Signed, fields: Fields| {
        page::show(&web, &signed, &fields, report, is_partner).await
    })
}

fn exported(report: Report, is_partner: bool) -> MethodRouter<Web> {
    get(async move |State(web): State<Web>, signed: Signed, fields: Fields| {
        page::export(&web, &signed, &fields, report, is_partner).await
    })
}
