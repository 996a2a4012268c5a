//! What is known of a room's signals at a moment: what the device said, and the silence that Steward itself sees.

use domain::{
    health::Health,
    signal::{self, Category, Rule, SignalState},
    suppression::is_signal_suppressed,
    ticket::TicketKind,
    time::Time,
};
use store::telemetry::{LiveTicket, RoomState};

use super::micros;
use crate::app::App;

/// The signal of a device that is not heard; no device can tell it.
const OFFLINE: &str = "room.offline";

/// What is known of one signal.
#[derive(Clone, Debug)]
pub(crate) struct Condition {
    /// The key.
    pub signal: String,
    /// Which of several, or empty.
    pub instance: String,
    /// The part of the room.
    pub category: Category,
    /// How it counts here.
    pub rule: Rule,
    /// The state.
    pub state: SignalState,
    /// Since when the state is so.
    pub since: Time,
    /// How long it must be unhealthy before it counts, in microseconds.
    pub watch: i64,
    /// Whether it is suppressed at the moment.
    pub is_suppressed: bool,
}

impl Condition {
    /// The moment from which an unhealthy signal counts.
    pub const fn counts_from(&self) -> Time {
        self.since.plus(self.watch)
    }

    /// Whether it counts for the health of the room.
    pub const fn counts(&self) -> bool {
        self.rule.is_enabled && !self.is_suppressed
    }

    /// Whether the signal has tickets here.
    pub fn has_tickets(&self) -> bool {
        self.rule.is_enabled && self.rule.severity.is_some() && self.category != Category::Recorded
    }

    /// Whether it is a fault that counts at a moment.
    pub fn is_raised(&self, now: Time) -> bool {
        self.counts() && self.state == SignalState::Unhealthy && self.counts_from() <= now
    }

    /// Whether a ticket is about this signal.
    pub fn is_of(&self, ticket: &LiveTicket) -> bool {
        ticket.kind == TicketKind::Signal && ticket.signal == self.signal && ticket.instance == self.instance
    }
}

/// The conditions of a room; of a silent one only the silence, because everything else may be otherwise by now.
pub(crate) fn conditions(app: &App, room: &RoomState, silent: bool, now: Time) -> Vec<Condition> {
    let mut found = Vec::new();
    if !silent {
        for ((key, instance), said) in &room.signals {
            found.extend(condition(app, room, (key, instance), (said.state, said.since), now));
        }
    }
    // Since when it is silent is known from the moment it was judged so.
    let unmonitored = room.health == Health::Unmonitored;
    let (state, since) = if silent {
        (SignalState::Unhealthy, if unmonitored { room.health_since } else { now })
    } else {
        (SignalState::Healthy, now)
    };
    found.extend(condition(app, room, (OFFLINE, ""), (state, since), now));
    found
}

fn condition(
    app: &App,
    room: &RoomState,
    (key, instance): (&str, &str),
    (state, since): (SignalState, Time),
    now: Time,
) -> Option<Condition> {
    let known = signal::find(room.device_type, key)?;
    let rule = room.rules.of(room.device_type, known);
    Some(Condition {
        signal: key.to_owned(),
        instance: instance.to_owned(),
        category: known.category,
        rule,
        state,
        since,
        watch: rule.watch() / app.settings.watch_divisor.max(1),
        is_suppressed: is_signal_suppressed(&room.suppressions, key, instance, now),
    })
}

/// Whether a room that was last heard at a moment, or never, counts as silent.
pub(crate) fn is_silent(app: &App, room: &RoomState, heard_at: Option<Time>, now: Time) -> bool {
    let silence = micros(app.settings.silence);
    let tolerated = silence.saturating_add(micros(super::contacts_every(&app.settings)));
    let is_quiet = heard_at.is_none_or(|at| now.since(at) > tolerated);
    // A node that starts has heard nobody yet: it lets a room count as silent only after it listened that long
    // itself, but does not take back what is known.
    let listened = now.since(app.desk.started_at()) >= silence;
    is_quiet && (listened || room.health == Health::Unmonitored)
}
