//! A room's health from what is stored of it, and the writing down of a judgement that changed.

use domain::{
    health::{Fault, Judgement},
    room::Monitoring,
    signal::SignalState,
    ticket::TicketKind,
    time::Time,
};
use store::{
    StoreError,
    telemetry::{Entry, LiveTicket, RoomState, Telemetry},
};

use super::{
    conditions::{Condition, conditions, is_silent},
    tickets::{closes_at, escalates_at, follow},
};
use crate::app::App;

/// Judges a room that was last heard at a moment, or never: lets its tickets follow its signals, and writes its health
/// down. Says whether anything changed.
pub(crate) async fn judge(
    app: &App,
    tx: &mut Telemetry,
    room: &mut RoomState,
    heard_at: Option<Time>,
    now: Time,
) -> Result<bool, StoreError> {
    let silent = is_silent(app, room, heard_at, now);
    let conditions = conditions(app, room, silent, now);
    let followed = follow(tx, room, &conditions, silent, now).await?;
    let judgement = judgement(room, &conditions, silent, now);
    Ok(settle(tx, room, judgement, now).await? || followed)
}

fn judgement(room: &RoomState, conditions: &[Condition], silent: bool, now: Time) -> Judgement {
    let mut faults = Vec::new();
    for condition in conditions.iter().filter(|condition| condition.counts()) {
        let has_open = |ticket: &&LiveTicket| condition.is_of(ticket) && ticket.state.is_open();
        let open = room.tickets.iter().find(has_open);
        let affects_health =
            condition.rule.affects_health() || open.is_some_and(|ticket| ticket.severity.affects_health());
        match condition.state {
            SignalState::Unhealthy => {
                faults.push(Fault { affects_health, since: condition.since, watch: condition.watch });
            }
            // A device that cannot tell does not make the trouble go away.
            SignalState::Unknown if open.is_some() => {
                faults.push(Fault { affects_health, since: now, watch: 0 });
            }
            _ => {}
        }
    }
    let recorded = |ticket: &&LiveTicket| ticket.kind == TicketKind::Recorded && ticket.state.is_open();
    faults.extend(room.tickets.iter().filter(recorded).map(|ticket| Fault {
        affects_health: ticket.severity.affects_health(),
        since: now,
        watch: 0,
    }));
    let mut judgement = domain::health::judge(room.monitoring, silent, &room.suppressions, &faults, now);
    if room.monitoring == Monitoring::Monitored && !silent {
        let closing = room.tickets.iter().filter_map(closes_at);
        let rising = room.tickets.iter().filter_map(|ticket| escalates_at(room, ticket, ticket.severity));
        let coming = closing.chain(rising).filter(|at| *at > now);
        judgement.due_at = coming.chain(judgement.due_at).min();
    }
    judgement
}

/// Writes a judgement down if it differs from the last; says whether it did.
async fn settle(
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
    room.health_since = now;
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
