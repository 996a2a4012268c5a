//! The open tickets of one organization, as lists show them (§5.4). They decide nothing: a ticket is in sight where its room is.
//!
//! Invariant: the rows stand worst first and newest first, each with the position of its room.

use std::sync::Arc;

use domain::{
    id::{Id, Issue, Ticket},
    signal::{Category, Severity},
    time::Time,
};
use rustc_hash::FxHashMap;

/// What is wrong: in folded lists one line, in however many rooms it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// A recorded issue.
    Issue(Id<Issue>),
    /// A signal, by its key.
    Signal(Arc<str>),
}

/// An open ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenTicket {
    /// The ticket.
    pub id: Id<Ticket>,
    /// How bad it is.
    pub severity: Severity,
    /// The part of the room.
    pub category: Category,
    /// When it was opened.
    pub opened_at: Time,
    /// Whether another open ticket of the room explains it.
    pub is_explained: bool,
    /// Whether its signal or its room is suppressed.
    pub is_suppressed: bool,
    /// What is wrong.
    pub fault: Fault,
}

impl OpenTicket {
    /// The order of the rows.
    fn place(&self) -> impl Ord + use<> {
        (self.severity, std::cmp::Reverse(self.opened_at), std::cmp::Reverse(self.id))
    }
}

/// A ticket with the position of its room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TicketLine {
    pub(super) room: u32,
    pub(super) ticket: OpenTicket,
}

/// The open tickets of an organization.
#[derive(Debug, Default)]
pub(super) struct Tickets(Box<[TicketLine]>);

impl Tickets {
    pub(super) fn of(mut lines: Vec<TicketLine>) -> Self {
        // Most lines stand where they stood before.
        lines.sort_by_key(|line| line.ticket.place());
        Self(lines.into())
    }

    pub(super) fn lines(&self) -> &[TicketLine] {
        &self.0
    }

    /// The tickets of each room that has any, by its position.
    pub(super) fn by_room(&self) -> FxHashMap<u32, Vec<OpenTicket>> {
        let mut rooms: FxHashMap<u32, Vec<OpenTicket>> = FxHashMap::default();
        for line in &self.0 {
            rooms.entry(line.room).or_default().push(line.ticket.clone());
        }
        rooms
    }
}
