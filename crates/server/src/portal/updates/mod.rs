//! Pages of updates: rollouts with their rings and the rooms that hold them up, and the releases behind them.
//! The same pages under two faces; what they offer is what the reader may do.

mod act;
mod bulk;
mod chosen;
mod deprecate;
mod export;
mod force;
mod guard;
mod key;
mod list;
mod offered;
mod register;
mod show;

use axum::{
    Router,
    routing::{get, post},
};
use domain::{
    id::{Id, Organization, Release},
    rollout::RolloutState,
};
use serde::Deserialize;

use crate::{
    caller::Signed,
    portal::rooms::{At, BELOW_CUSTOMER},
    web::Web,
};

/// The pages of updates.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/updates", get(list::own))
        .route("/updates.csv", get(export::own))
        .route("/updates.json", get(export::own_documents))
        .route("/partner/updates", get(list::customers))
        .route("/partner/updates.csv", get(export::customers))
        .route("/partner/updates.json", get(export::documents_of_customers))
        .merge(bulk::pages("/updates", true))
        .merge(bulk::pages("/partner/updates", false))
        .merge(bulk::pages(&format!("{BELOW_CUSTOMER}/updates"), false))
        .route("/updates/register", get(register::form).post(register::register))
        .route("/updates/key", get(key::form).post(key::save))
        .route("/updates/settings", get(guard::form).post(guard::save))
        .route("/updates/offered/{release}", get(offered::show))
        .route("/updates/offered/{release}/adopt", post(offered::adopt))
        .merge(pages_of_one("/updates/{release}"))
        .merge(pages_of_one("/partner/updates/{tenant}/{release}"))
        .route(&format!("{BELOW_CUSTOMER}/updates"), get(list::customers))
        .route(&format!("{BELOW_CUSTOMER}/updates.csv"), get(export::customers))
        .route(&format!("{BELOW_CUSTOMER}/updates.json"), get(export::documents_of_customers))
        .merge(pages_of_one(&format!("{BELOW_CUSTOMER}/updates/{{release}}")))
}

fn pages_of_one(update: &str) -> Router<Web> {
    Router::new()
        .route(update, get(show::show))
        .route(&format!("{update}/rooms.csv"), get(export::rooms))
        .route(&format!("{update}/start"), post(act::start))
        .route(&format!("{update}/pause"), post(act::pause))
        .route(&format!("{update}/resume"), post(act::resume))
        .route(&format!("{update}/deprecate"), get(deprecate::ask_first).post(deprecate::deprecate))
        .route(&format!("{update}/retry"), post(act::retry))
        .route(&format!("{update}/rooms/{{room}}/force"), get(force::form).post(force::force))
}

/// An update as its address names it.
#[derive(Clone, Copy, Debug, Deserialize)]
struct Named {
    tenant: Option<Id<Organization>>,
    release: Id<Release>,
}

impl Named {
    fn tenant(self, signed: &Signed) -> Id<Organization> {
        self.tenant.unwrap_or(signed.caller.person.organization)
    }

    fn at(self, signed: &Signed) -> At {
        signed.at(self.tenant)
    }

    fn address(self, signed: &Signed) -> String {
        self.at(signed).update(self.tenant(signed), self.release)
    }
}

/// The tone of a state's badge.
const fn tone(state: RolloutState) -> &'static str {
    match state {
        RolloutState::Scheduled => "badge-new",
        RolloutState::InProgress => "badge-info",
        RolloutState::Paused | RolloutState::CompletedWithFailures => "badge-warn",
        RolloutState::Completed => "badge-good",
        RolloutState::Deprecated => "",
    }
}

/// The icon of a state.
const fn icon(state: RolloutState) -> &'static str {
    match state {
        RolloutState::Scheduled => "time",
        RolloutState::InProgress => "refresh",
        RolloutState::Paused => "pause",
        RolloutState::CompletedWithFailures => "warning",
        RolloutState::Completed => "check",
        RolloutState::Deprecated => "close",
    }
}

/// What was just done, as the message of a word that the address holds.
fn done(word: &str) -> Option<&'static str> {
    Some(match word {
        "registered" => "update-registered",
        "adopted" => "update-adopted",
        "started" => "update-started",
        "paused" => "update-paused",
        "resumed" => "update-resumed",
        "deprecated" => "update-deprecated",
        "nothing" => "updates-none-chosen",
        "retried" => "update-retried",
        "forced" => "update-forced",
        "key" => "release-key-set",
        "saved" => "changes-saved",
        _ => return None,
    })
}
