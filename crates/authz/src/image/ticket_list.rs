//! Pages and counts of the open tickets in sight, in the orders people use.

use domain::{
    id::{Id, Organization, Place, RoomGroup, Ticket},
    signal::{Category, Severity},
    time::Time,
};

use super::{
    list::{Part, RoomsInSight, first},
    organization::OrganizationFacts,
    tickets::{OpenTicket, TicketLine},
};
use crate::sight::Sight;

/// Which open tickets, in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AskedTickets {
    /// Tickets of one severity alone.
    pub severity: Option<Severity>,
    /// Tickets about one part of rooms alone.
    pub category: Option<Category>,
    /// Those that another one explains, or the others.
    pub is_explained: Option<bool>,
    /// Those that are suppressed, or the others.
    pub is_suppressed: Option<bool>,
    /// Those opened at this moment or later.
    pub since: Option<Time>,
    /// Groups, in each of which the room is.
    pub groups: Vec<Id<RoomGroup>>,
    /// Places, in each of which the room is, at any depth.
    pub places: Vec<Id<Place>>,
    /// The order: first by this, then by the next, each with whether it runs from the last to the first. What comes after is
    /// the identifier, in the direction of the last.
    pub order: [Option<(TicketOrder, bool)>; 2],
    /// Only those behind this place: its values of the order, and the ticket.
    pub after: Option<([i64; 2], Id<Ticket>)>,
}

/// By what the image orders tickets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TicketOrder {
    /// The worst first.
    Severity,
    /// The oldest first.
    Opened,
}

/// Tickets chosen from a sight, which by that are in sight.
#[derive(Clone, Debug, PartialEq)]
pub struct PickedTickets {
    /// Sees their rooms and nothing else.
    pub sight: Sight,
    /// The tickets in the order asked for.
    pub tickets: Vec<(Id<Organization>, Id<Ticket>)>,
    /// Whether more follow.
    pub has_more: bool,
}

/// The place of a ticket in an order: the least comes first.
type Key = ([i64; 2], u128);

impl AskedTickets {
    fn matches(&self, facts: &OrganizationFacts, line: &TicketLine) -> bool {
        let ticket = &line.ticket;
        self.severity.is_none_or(|severity| severity == ticket.severity)
            && self.category.is_none_or(|category| category == ticket.category)
            && self.is_explained.is_none_or(|is| is == ticket.is_explained)
            && self.is_suppressed.is_none_or(|is| is == ticket.is_suppressed)
            && self.since.is_none_or(|since| since <= ticket.opened_at)
            && (!self.asks_for_rooms() || self.matches_room(facts, line.room as usize))
    }

    fn asks_for_rooms(&self) -> bool {
        !self.groups.is_empty() || !self.places.is_empty()
    }

    fn matches_room(&self, facts: &OrganizationFacts, room: usize) -> bool {
        self.groups.iter().all(|group| facts.rooms.groups(room).any(|of| of == *group))
            && (self.places.is_empty() || {
                let way = facts.way_to(room);
                self.places.iter().all(|place| way.contains(place))
            })
    }

    /// Whether the rows of the tables stand in this order already.
    fn is_that_of_the_tables(&self) -> bool {
        self.order == [Some((TicketOrder::Severity, false)), Some((TicketOrder::Opened, true))]
    }

    fn key(&self, ticket: &OpenTicket) -> Key {
        let value = |by| match by {
            TicketOrder::Severity => severity_rank(ticket.severity),
            TicketOrder::Opened => ticket.opened_at.micros(),
        };
        self.turned(self.order.map(|part| part.map_or(0, |(by, _)| value(by))), ticket.id)
    }

    /// The same values with those negated by which is ordered from the last to the first.
    fn turned(&self, values: [i64; 2], id: Id<Ticket>) -> Key {
        let [first, second] = self.order.map(|part| part.is_some_and(|(_, descending)| descending));
        let turn = |value: i64, descending| if descending { value.saturating_neg() } else { value };
        let last = if self.order.iter().flatten().count() > 1 { second } else { first };
        let id = id.uuid().as_u128();
        let [one, two] = values;
        ([turn(one, first), turn(two, second)], if last { u128::MAX - id } else { id })
    }
}

/// The place of a severity among all, from the worst.
fn severity_rank(severity: Severity) -> i64 {
    match severity {
        Severity::Critical => 0,
        Severity::Important => 1,
        Severity::Warning => 2,
        Severity::Recommended => 3,
    }
}

impl Part {
    /// The open tickets in sight that are asked for, worst first, then newest.
    pub(super) fn tickets(&self, asked: &AskedTickets) -> impl Iterator<Item = &TicketLine> {
        self.at.rooms.tickets().iter().filter(|line| {
            self.shown.as_ref().is_none_or(|shown| shown.contains(line.room as usize))
                && asked.matches(&self.at, line)
        })
    }
}

impl RoomsInSight {
    /// Exact counts by severity, worst first, of the open tickets that are asked for.
    pub fn ticket_counts(&self, asked: &AskedTickets) -> [i64; 4] {
        let mut counts = [0; 4];
        for line in self.parts.iter().flat_map(|part| part.tickets(asked)) {
            let [critical, important, warning, recommended] = &mut counts;
            *match line.ticket.severity {
                Severity::Critical => critical,
                Severity::Important => important,
                Severity::Warning => warning,
                Severity::Recommended => recommended,
            } += 1;
        }
        counts
    }

    /// The organizations that have an open ticket that is asked for, in ascending order.
    pub fn ticket_owners(&self, asked: &AskedTickets) -> Vec<Id<Organization>> {
        let has_any = |part: &&Part| part.tickets(asked).next().is_some();
        self.parts.iter().filter(has_any).map(|part| part.at.id).collect()
    }

    /// The first `size` open tickets that are asked for.
    pub fn ticket_page(&self, asked: &AskedTickets, size: usize) -> PickedTickets {
        let after = asked.after.map(|(values, id)| asked.turned(values, id));
        let is_behind = move |key: &Key| after.is_none_or(|after| *key > after);
        // Where the rows stand in the order, no organization brings more than the page holds.
        let of_each = if asked.is_that_of_the_tables() { size + 1 } else { usize::MAX };
        let candidates = self.parts.iter().enumerate().flat_map(|(part, of)| {
            of.tickets(asked)
                .map(move |line| (asked.key(&line.ticket), part, line.room, line.ticket.id))
                .filter(move |(key, ..)| is_behind(key))
                .take(of_each)
        });
        let mut found = first(candidates, size + 1);
        let has_more = found.len() > size;
        found.truncate(size);
        let (mut tickets, mut rooms) = (Vec::with_capacity(size), Vec::with_capacity(size));
        for (_, part, room, ticket) in found {
            let Some(at) = self.parts.get(part).map(|part| &part.at) else { continue };
            let Some(room) = at.rooms.id(room as usize) else { continue };
            tickets.push((at.id, ticket));
            rooms.push((at.id, room));
        }
        rooms.sort_unstable();
        rooms.dedup();
        PickedTickets { sight: Sight::naming(rooms), tickets, has_more }
    }
}
