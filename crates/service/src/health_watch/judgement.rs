//! A room's health from what is stored of it, and the writing down of a judgement that changed.

use domain::{
    health::{Fault, Health, Judgement},
    signal::SignalState,
    suppression::is_signal_suppressed,
    time::Time,
};
use store::{
    StoreError,
    telemetry::{Entry, RoomState, Telemetry},
};

use super::{contacts_every, micros};
use crate::app::App;

/// Judges a room that was last heard at a moment, or never.
pub(crate) fn judge(app: &App, room: &RoomState, heard_at: Option<Time>, now: Time) -> Judgement {
    let silence = micros(app.settings.silence);
    let tolerated = silence.saturating_add(micros(contacts_every(&app.settings)));
    let is_quiet = heard_at.is_none_or(|at| now.since(at) > tolerated);
    // A node that starts has heard nobody yet: it lets a room count as silent only after it listened that long
    // itself, but does not take back what is known.
    let listened = now.since(app.desk.started_at()) >= silence;
    let silent = is_quiet && (listened || room.health == Health::Unmonitored);
    let mut faults = Vec::new();
    for ((key, instance), said) in &room.signals {
        if said.state == SignalState::Unhealthy
            && !is_signal_suppressed(&room.suppressions, key, instance, now)
            && let Some(rule) = room.rules.find(room.device_type, key).filter(|rule| rule.is_enabled)
        {
            let watch = rule.watch() / app.settings.watch_divisor.max(1);
            faults.push(Fault { affects_health: rule.affects_health(), since: said.since, watch });
        }
    }
    domain::health::judge(room.monitoring, silent, &room.suppressions, &faults, now)
}

/// Writes a judgement down if it differs from the last; says whether it did.
pub(crate) async fn settle(
    tx: &mut Telemetry,
    room: &mut RoomState,
    judgement: Judgement,
    now: Time,
) -> Result<bool, StoreError> {
    let Judgement { health, warning, due_at } = judgement;
    if (room.health, room.warning, room.due_at) == (health, warning, due_at) {
        return Ok(false);
    }
    let before = std::mem::replace(&mut room.health, health);
    room.warning = warning;
    room.due_at = due_at;
    if before == health {
        tx.set_mark(room).await?;
        return Ok(true);
    }
    tx.set_health(room).await?;
    let entry = Entry {
        at: now,
        kind: "health",
        signal: "",
        instance: "",
        before: before.key(),
        after: health.key(),
    };
    tx.remember(room, &entry).await?;
    Ok(true)
}
