//! Settings > Signals: how the signals of the catalogue count in one's own organization.

mod chosen;
mod edit;
mod escalation;
mod list;
mod reset;

use axum::{Router, routing::get};
use domain::{organization::Face, signal::Periods};
use serde::Deserialize;
use service::{
    Refusal, ask,
    signals::{ListSignals, SignalLine},
};

use crate::{caller::Signed, portal::layout::Frame, web::Web};

/// The pages of signals.
pub fn routes() -> Router<Web> {
    Router::new()
        .route("/settings/signals", get(list::show))
        .route("/settings/signals/escalation", get(escalation::edit).post(escalation::save))
        .route("/settings/signals/reset", get(reset::ask_all).post(reset::all))
        .route("/settings/signals/{device}/{signal}", get(edit::edit).post(edit::save))
        .route("/settings/signals/{device}/{signal}/reset", get(reset::ask_one).post(reset::one))
}

/// A signal as its address names it.
#[derive(Clone, Debug, Deserialize)]
struct Named {
    device: String,
    signal: String,
}

async fn frame(web: &Web, signed: &Signed) -> Result<Frame, Refusal> {
    Frame::of(web, signed, Face::Rooms, "signals").await
}

/// The signal of an address, if it can be set.
async fn find(web: &Web, signed: &Signed, named: &Named) -> Result<SignalLine, Refusal> {
    let lines = ask(&web.app, &signed.caller, &ListSignals).await?;
    let is_it = |line: &SignalLine| line.signal.is_settable() && line.is(&named.device, &named.signal);
    lines.into_iter().find(is_it).ok_or(Refusal::Missing)
}

/// The address of a signal.
fn address(line: &SignalLine) -> String {
    format!("/settings/signals/{}/{}", line.device_type.key(), line.signal.key)
}

/// The poll and the watch period in minutes; none where the catalogue gives none.
fn minutes(periods: Option<Periods>) -> Option<(u16, u16)> {
    periods.map(|periods| (periods.poll, periods.watch))
}
