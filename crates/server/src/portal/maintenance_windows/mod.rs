//! Maintenance windows: of one's own organization, of one customer, and of all customers. The same pages under two
//! faces; what they offer is what the reader may do.

mod chosen;
mod export;
mod list;
mod plan;
mod show;

use axum::{
    Router,
    routing::{get, post},
};
use domain::id::{Id, MaintenanceWindow, Organization};
use serde::Deserialize;
use service::maintenance_windows::{RoomsMeant, ShownWindow};

use crate::{
    caller::Signed,
    i18n::Translator,
    portal::rooms::{At, BELOW_CUSTOMER},
    web::Web,
};

/// The pages of maintenance windows.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/maintenance-windows", get(list::own))
        .route("/maintenance-windows.csv", get(export::own))
        .route("/maintenance-windows/new", get(plan::new).post(plan::create))
        .route("/partner/maintenance-windows", get(list::customers))
        .route("/partner/maintenance-windows.csv", get(export::customers))
        .route("/partner/maintenance-windows/new", get(plan::new_at_customer).post(plan::create_at_customer))
        .route(&format!("{BELOW_CUSTOMER}/maintenance-windows"), get(list::customers))
        .route(&format!("{BELOW_CUSTOMER}/maintenance-windows.csv"), get(export::customers))
        .route(
            &format!("{BELOW_CUSTOMER}/maintenance-windows/new"),
            get(plan::new_at_customer).post(plan::create_at_customer),
        )
        .merge(pages_of_one(&format!("{BELOW_CUSTOMER}/maintenance-windows/{{window}}")))
        .merge(pages_of_one("/maintenance-windows/{window}"))
        .merge(pages_of_one("/partner/maintenance-windows/{tenant}/{window}"))
}

fn pages_of_one(window: &str) -> Router<Web> {
    Router::new()
        .route(window, get(show::show).post(show::save))
        .route(&format!("{window}/end"), post(show::end))
}

/// A window as its address names it: of a customer, or one's own.
#[derive(Clone, Copy, Debug, Deserialize)]
struct Named {
    tenant: Option<Id<Organization>>,
    window: Id<MaintenanceWindow>,
}

impl Named {
    fn tenant(self, signed: &Signed) -> Id<Organization> {
        self.tenant.unwrap_or(signed.caller.person.organization)
    }

    fn at(self, signed: &Signed) -> At {
        signed.at(self.tenant)
    }
}

/// Which rooms a window means, in words.
pub(super) fn rooms(t: &Translator, window: &ShownWindow) -> String {
    match &window.rooms {
        RoomsMeant::All => t.t("maintenance-all-rooms"),
        RoomsMeant::Group(_, name) => name.clone(),
        RoomsMeant::Some => t.t("maintenance-some-rooms"),
    }
}

/// Who planned it, of which organization.
pub(super) fn owner(window: &ShownWindow) -> String {
    match &window.owner {
        Some((name, _)) => format!("{name} · {}", window.organization),
        None => window.organization.clone(),
    }
}

/// What was just done, as the message of a word that the address holds.
fn done(word: &str) -> Option<&'static str> {
    Some(match word {
        "planned" => "maintenance-planned",
        "saved" => "changes-saved",
        "ended" => "maintenance-ended",
        _ => return None,
    })
}
