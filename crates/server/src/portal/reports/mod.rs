//! The reports: what a reader sees of rooms over a span of days, as figures, charts and the tables behind them. The same
//! pages under two faces.

mod chart;
mod chosen;
mod health;
mod insight;
mod overview;
mod page;
mod rate;
mod room;
mod sheet;
mod usage;

use axum::{
    Router,
    extract::State,
    routing::{MethodRouter, get},
};

use crate::{caller::Signed, form::Fields, portal::rooms::At, web::Web};

/// Which report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Report {
    Overview,
    Health,
    Usage,
    CallQuality,
    Insight,
}

impl Report {
    const ALL: [Self; 5] = [Self::Overview, Self::Health, Self::Usage, Self::CallQuality, Self::Insight];

    /// The word in addresses and in messages.
    const fn key(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Health => "health",
            Self::Usage => "usage",
            Self::CallQuality => "call-quality",
            Self::Insight => "insight",
        }
    }

    /// The address, without what is chosen.
    fn address(self, at: At) -> String {
        match self {
            Self::Overview => at.reports().to_owned(),
            _ => format!("{}/{}", at.reports(), self.key()),
        }
    }
}

/// The pages of reports.
pub fn routes() -> Router<Web> {
    let mut router = Router::new()
        .route("/reports/rate", get(rate::edit).post(rate::save))
        .route("/reports/rooms/{room}", get(room::own))
        .route("/partner/reports/rooms/{tenant}/{room}", get(room::at_customer));
    for report in Report::ALL {
        for (reports, is_partner) in [("/reports", false), ("/partner/reports", true)] {
            let address = match report {
                Report::Overview => reports.to_owned(),
                _ => format!("{reports}/{}", report.key()),
            };
            router = router
                .route(&address, shown(report, is_partner))
                .route(&format!("{reports}/{}.csv", report.key()), exported(report, is_partner));
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
