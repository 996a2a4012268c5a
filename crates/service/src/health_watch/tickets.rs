//! Tickets follow the signals: opened after the watch period, resolved by health, closed after a week of it, and
//! reactivated when the trouble comes back within that week (R-250, 3.11).

use domain::{
    id::{Id, Ticket},
    room::Monitoring,
    signal::{self, Severity, SignalState},
    suppression::is_signal_suppressed,
    ticket::{ClosureReason, HEALTHY_UNTIL_CLOSED, TicketKind, TicketState, TicketStep},
    time::Time,
};
use store::{
    StoreError,
    telemetry::{LiveTicket, NewTicket, RoomState, Telemetry},
};

use super::conditions::Condition;

/// Lets the tickets of a room follow its conditions; says whether one changed.
pub(super) async fn follow(
    tx: &mut Telemetry,
    room: &mut RoomState,
    conditions: &[Condition],
    silent: bool,
    now: Time,
) -> Result<bool, StoreError> {
    if room.monitoring != Monitoring::Monitored {
        return Ok(false);
    }
    let mut changed = false;
    let mut tickets = std::mem::take(&mut room.tickets);
    for ticket in &mut tickets {
        let condition = conditions.iter().find(|condition| condition.is_of(ticket));
        let Some(step) = step(ticket, condition, silent, now) else { continue };
        let Ok(to) = ticket.state.after(ticket.kind, step) else { continue };
        tx.move_ticket(room, ticket, to, reason(step)).await?;
        changed = true;
    }
    for condition in conditions {
        let Some(severity) = condition.rule.severity.filter(|_| condition.has_tickets()) else { continue };
        let live = |ticket: &&mut LiveTicket| condition.is_of(ticket) && ticket.state != TicketState::Closed;
        match tickets.iter_mut().find(live) {
            Some(ticket) => {
                let is_neglected = escalates_at(room, ticket, severity).is_some_and(|at| at <= now);
                ticket.is_raised |= is_neglected && !condition.is_suppressed;
                let severity = raised(ticket, severity);
                if ticket.severity != severity {
                    tx.set_ticket_severity(room, ticket, severity).await?;
                    changed = true;
                }
            }
            None if condition.is_raised(now) => {
                let opened = tx.open_ticket(room, new(condition, severity)).await?;
                tickets.push(opened);
                changed = true;
            }
            None => {}
        }
    }
    for ticket in &mut tickets {
        // What is over is suppressed no more; what is watched stands in lists like what is open.
        let is_over = matches!(ticket.state, TicketState::Resolved | TicketState::Closed);
        let is_suppressed =
            !is_over && is_signal_suppressed(&room.suppressions, &ticket.signal, &ticket.instance, now);
        if ticket.is_suppressed != is_suppressed {
            tx.set_ticket_suppressed(room, ticket, is_suppressed).await?;
            changed = true;
        }
    }
    tickets.retain(|ticket| ticket.state != TicketState::Closed);
    for at in 0..tickets.len() {
        let cause = tickets.get(at).and_then(|ticket| cause_of(ticket, &tickets));
        if let Some(ticket) = tickets.get_mut(at).filter(|ticket| ticket.cause != cause) {
            tx.set_ticket_cause(room, ticket, cause).await?;
            changed = true;
        }
    }
    room.tickets = tickets;
    Ok(changed)
}

/// The open ticket of the same room whose trouble explains this one: as bad at least, so that nothing is hidden under what is
/// milder, and not suppressed, because that is hidden itself.
fn cause_of(ticket: &LiveTicket, tickets: &[LiveTicket]) -> Option<Id<Ticket>> {
    let explains =
        |it: &&LiveTicket| it.state.is_open() && !it.is_suppressed && it.severity <= ticket.severity;
    let of = |signal: &&str| tickets.iter().filter(explains).find(|it| it.signal == *signal);
    signal::causes_of(&ticket.signal).iter().find_map(of).map(|it| it.id)
}

/// What happened to a ticket, by what is known of its signal.
fn step(ticket: &LiveTicket, condition: Option<&Condition>, silent: bool, now: Time) -> Option<TicketStep> {
    let healthy_for_days =
        || closes_at(ticket).is_some_and(|at| at <= now).then_some(TicketStep::HealthyForDays);
    if ticket.kind == TicketKind::Recorded {
        return healthy_for_days();
    }
    let Some(condition) = condition else {
        // Of a silent room nothing is known; of one that speaks, what it says no more is no trouble any more.
        return match (silent, ticket.state) {
            (true, _) => None,
            (false, TicketState::Resolved) => healthy_for_days(),
            (false, _) => Some(TicketStep::Healthy),
        };
    };
    if !condition.has_tickets() {
        return Some(TicketStep::SignalDisabled);
    }
    match (condition.state, ticket.state) {
        // What is suppressed raises nothing; what is healthy is told all the same.
        (SignalState::Unhealthy, _) if condition.is_suppressed => None,
        (SignalState::Unhealthy, TicketState::Resolved | TicketState::Watching)
            if condition.counts_from() <= now =>
        {
            Some(TicketStep::FaultCounts)
        }
        (SignalState::Unhealthy, TicketState::Resolved) => Some(TicketStep::FaultBegins),
        (SignalState::Healthy, TicketState::Resolved) => healthy_for_days(),
        (SignalState::Healthy, _) => Some(TicketStep::Healthy),
        _ => None,
    }
}

const fn reason(step: TicketStep) -> Option<ClosureReason> {
    match step {
        TicketStep::HealthyForDays => Some(ClosureReason::Healthy),
        TicketStep::SignalDisabled => Some(ClosureReason::SignalDisabled),
        _ => None,
    }
}

fn new(condition: &Condition, severity: Severity) -> NewTicket<'_> {
    NewTicket {
        signal: &condition.signal,
        instance: &condition.instance,
        category: condition.category,
        severity,
    }
}

/// How bad a ticket is whose signal has a severity: a Warning that was neglected is Important.
pub(super) fn raised(ticket: &LiveTicket, severity: Severity) -> Severity {
    if ticket.is_raised && severity == Severity::Warning { Severity::Important } else { severity }
}

/// When a ticket is raised, if nobody takes care of it until then.
pub(super) fn escalates_at(room: &RoomState, ticket: &LiveTicket, severity: Severity) -> Option<Time> {
    let waits = ticket.state.is_open() && !ticket.is_taken && !ticket.is_raised;
    room.rules.escalates_at(severity, ticket.open_since).filter(|_| waits)
}

/// When a resolved ticket closes, if nothing happens.
pub(super) fn closes_at(ticket: &LiveTicket) -> Option<Time> {
    ticket
        .resolved_at
        .filter(|_| ticket.state == TicketState::Resolved)
        .map(|at| at.plus(HEALTHY_UNTIL_CLOSED))
}
