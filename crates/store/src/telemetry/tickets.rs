//! What signals do to tickets (R-250, 3.11): opened, resolved, reactivated and closed in the transaction of the judgement.

use std::collections::BTreeMap;

use domain::{
    id::{Id, Room, Ticket, User},
    notification::{Occasion, is_urgent},
    signal::{Category, Severity},
    ticket::{ClosureReason, Reference, TicketKind, TicketState},
    time::Time,
};

use super::{RoomState, Telemetry, word};
use crate::{
    change::derive,
    error::StoreError,
    feed::{ask, run},
    notifications::{self, News},
    values,
};

/// A ticket that is not closed, as far as a judgement needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveTicket {
    /// The ticket.
    pub id: Id<Ticket>,
    /// Who told of the trouble.
    pub kind: TicketKind,
    /// The key of the signal; empty for recorded issues.
    pub signal: String,
    /// Which of several, or empty.
    pub instance: String,
    /// How bad it is.
    pub severity: Severity,
    /// Where it stands.
    pub state: TicketState,
    /// When it was last resolved.
    pub resolved_at: Option<Time>,
    /// Since when it is open without a break.
    pub open_since: Time,
    /// Whether somebody takes care of it.
    pub is_taken: bool,
    /// Whether it was raised because nobody did.
    pub is_raised: bool,
    /// The open ticket of the same room, as bad at least and not suppressed, whose trouble explains this one.
    pub cause: Option<Id<Ticket>>,
    /// Whether its signal or its room is suppressed.
    pub is_suppressed: bool,
    entries: i64,
}

/// Which ticket a signal opens.
#[derive(Clone, Copy, Debug)]
pub struct NewTicket<'a> {
    /// The key of the signal.
    pub signal: &'a str,
    /// Which of several, or empty.
    pub instance: &'a str,
    /// The part of the room.
    pub category: Category,
    /// How bad it is.
    pub severity: Severity,
}

pub(super) const LIVE: &str = "select room_id, ticket_id, kind, signal, instance, severity, state, resolved_at, entries, \
     open_since, is_raised, owner_id, cause_id, is_suppressed from tickets where room_id {in $1} and state <> 'closed' order by ticket_id";

const OPEN: &str = "insert into tickets (tenant_id, ticket_id, room_id, reference, kind, signal, instance, category, \
     severity, state, description, description_key, opened_at, changed_at, closure_reason, open_since, is_raised, entries, \
     change_stamp) values ($1, $2, $3, $4, 'signal', $5, $6, $7, $8, 'new', '', '', $9, $9, '', $9, false, 1, 1)";

const MOVE: &str = "update tickets set state = $3, changed_at = $4, resolved_at = $5, closed_at = $6, \
     closure_reason = $7, entries = $8, open_since = $9, is_raised = $10, change_stamp = change_stamp + 1 where tenant_id = $1 and ticket_id = $2";

const SET_SEVERITY: &str = "update tickets set severity = $3, changed_at = $4, entries = $5, is_raised = $6, \
     change_stamp = change_stamp + 1 where tenant_id = $1 and ticket_id = $2";

const SET_CAUSE: &str = "update tickets set cause_id = $3 where tenant_id = $1 and ticket_id = $2";

const SET_SUPPRESSED: &str = "update tickets set is_suppressed = $3 where tenant_id = $1 and ticket_id = $2";

const ADD_ENTRY: &str = "insert into ticket_entries (tenant_id, ticket_id, number, at, kind, before, after, actor_name) \
     values ($1, $2, $3, $4, $5, $6, $7, '')";

impl Telemetry {
    /// The tickets of rooms that are not closed.
    pub(super) async fn live_tickets(
        &mut self,
        rooms: Vec<Id<Room>>,
    ) -> Result<BTreeMap<Id<Room>, Vec<LiveTicket>>, StoreError> {
        let mut found: BTreeMap<Id<Room>, Vec<LiveTicket>> = BTreeMap::new();
        for row in ask(&mut self.tx, LIVE, values![rooms]).await? {
            found.entry(row.get(0)?).or_default().push(LiveTicket {
                id: row.get(1)?,
                kind: word(&row, 2, TicketKind::from_key)?,
                signal: row.get(3)?,
                instance: row.get(4)?,
                severity: word(&row, 5, Severity::from_key)?,
                state: word(&row, 6, TicketState::from_key)?,
                resolved_at: row.get(7)?,
                entries: row.get(8)?,
                open_since: row.get(9)?,
                is_raised: row.get(10)?,
                is_taken: row.get::<Option<Id<User>>>(11)?.is_some(),
                cause: row.get(12)?,
                is_suppressed: row.get(13)?,
            });
        }
        Ok(found)
    }

    /// Opens the ticket of a signal.
    pub async fn open_ticket(
        &mut self,
        room: &RoomState,
        new: NewTicket<'_>,
    ) -> Result<LiveTicket, StoreError> {
        self.drawn += 1;
        let id: Id<Ticket> = Id::new(derive(self.seed, self.now, self.drawn));
        let values = values![
            room.tenant,
            id,
            room.room,
            Reference::of(id).as_str(),
            new.signal,
            new.instance,
            new.category.key(),
            new.severity.key(),
            self.now
        ];
        self.marks(room);
        run(&mut self.tx, OPEN, values).await?;
        let opened = LiveTicket {
            id,
            kind: TicketKind::Signal,
            signal: new.signal.to_owned(),
            instance: new.instance.to_owned(),
            severity: new.severity,
            state: TicketState::New,
            resolved_at: None,
            open_since: self.now,
            is_taken: false,
            is_raised: false,
            cause: None,
            is_suppressed: false,
            entries: 1,
        };
        self.ticket_entry(room, &opened, "state", "", TicketState::New.key()).await?;
        self.tell(room, &opened, Occasion::TicketOpened, is_urgent(opened.severity)).await?;
        Ok(opened)
    }

    /// Moves a ticket into another state, with the reason where it closes.
    pub async fn move_ticket(
        &mut self,
        room: &RoomState,
        ticket: &mut LiveTicket,
        to: TicketState,
        reason: Option<ClosureReason>,
    ) -> Result<(), StoreError> {
        let before = std::mem::replace(&mut ticket.state, to);
        ticket.entries += 1;
        match to {
            TicketState::Resolved => {
                ticket.resolved_at = Some(self.now);
                ticket.is_raised = false;
            }
            TicketState::Watching | TicketState::Investigating | TicketState::New => {
                ticket.resolved_at = None;
                ticket.open_since = self.now;
            }
            TicketState::Closed => {}
        }
        let closed_at = (to == TicketState::Closed).then_some(self.now);
        let values = values![
            room.tenant,
            ticket.id,
            to.key(),
            self.now,
            ticket.resolved_at,
            closed_at,
            reason.map(ClosureReason::key).unwrap_or_default(),
            ticket.entries,
            ticket.open_since,
            ticket.is_raised
        ];
        self.marks(room);
        run(&mut self.tx, MOVE, values).await?;
        self.ticket_entry(room, ticket, "state", before.key(), to.key()).await?;
        let is_urgent = is_urgent(ticket.severity) && reason != Some(ClosureReason::Healthy);
        match (before, to) {
            // What came back within its watch period and went again was never told.
            (TicketState::New | TicketState::Investigating, TicketState::Resolved) => {
                self.tell(room, ticket, Occasion::TicketResolved, is_urgent).await
            }
            (_, TicketState::Investigating) => {
                self.tell(room, ticket, Occasion::TicketReactivated, is_urgent).await
            }
            (_, TicketState::Closed) => self.tell(room, ticket, Occasion::TicketClosed, is_urgent).await,
            _ => Ok(()),
        }
    }

    /// Tells what happened to a ticket by e-mail and to webhooks, once this is committed.
    async fn tell(
        &mut self,
        room: &RoomState,
        ticket: &LiveTicket,
        occasion: Occasion,
        is_urgent: bool,
    ) -> Result<(), StoreError> {
        let about = ticket.id.uuid();
        let news = News { tenant: room.tenant, occasion, about, room: Some(room.room), is_urgent };
        let id = self.entry_id();
        notifications::insert(&mut self.tx, id, self.now, &news, self.sends_mail).await
    }

    /// Gives a ticket the severity its signal has now, or to which neglect raises it.
    pub async fn set_ticket_severity(
        &mut self,
        room: &RoomState,
        ticket: &mut LiveTicket,
        severity: Severity,
    ) -> Result<(), StoreError> {
        let before = std::mem::replace(&mut ticket.severity, severity);
        ticket.entries += 1;
        let values =
            values![room.tenant, ticket.id, severity.key(), self.now, ticket.entries, ticket.is_raised];
        self.marks(room);
        run(&mut self.tx, SET_SEVERITY, values).await?;
        self.ticket_entry(room, ticket, "severity", before.key(), severity.key()).await?;
        if is_urgent(severity) && !is_urgent(before) && ticket.state.is_open() {
            self.tell(room, ticket, Occasion::TicketRaised, true).await?;
        }
        Ok(())
    }

    /// Says which ticket of the room explains this one: nothing that happened to it, so that it leaves no entry.
    pub async fn set_ticket_cause(
        &mut self,
        room: &RoomState,
        ticket: &mut LiveTicket,
        cause: Option<Id<Ticket>>,
    ) -> Result<(), StoreError> {
        ticket.cause = cause;
        self.marks(room);
        run(&mut self.tx, SET_CAUSE, values![room.tenant, ticket.id, cause]).await?;
        Ok(())
    }

    /// Says whether a ticket is suppressed: nothing that happened to it, so that it leaves no entry.
    pub async fn set_ticket_suppressed(
        &mut self,
        room: &RoomState,
        ticket: &mut LiveTicket,
        is_suppressed: bool,
    ) -> Result<(), StoreError> {
        ticket.is_suppressed = is_suppressed;
        self.marks(room);
        run(&mut self.tx, SET_SUPPRESSED, values![room.tenant, ticket.id, is_suppressed]).await?;
        Ok(())
    }

    async fn ticket_entry(
        &mut self,
        room: &RoomState,
        ticket: &LiveTicket,
        kind: &str,
        before: &str,
        after: &str,
    ) -> Result<(), StoreError> {
        let values = values![room.tenant, ticket.id, ticket.entries, self.now, kind, before, after];
        run(&mut self.tx, ADD_ENTRY, values).await?;
        self.ticket_turned(room.tenant, room.room).await
    }
}
