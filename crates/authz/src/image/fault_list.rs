//! The open tickets in sight folded by what is wrong.

use std::cmp::Reverse;

use domain::{
    id::{Id, Organization, Room},
    signal::Severity,
    time::Time,
};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    list::RoomsInSight,
    ticket_list::AskedTickets,
    tickets::{Fault, TicketLine},
};
use crate::sight::Sight;

/// The same trouble in one or more rooms in sight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoldedFault {
    /// What is wrong.
    pub fault: Fault,
    /// How bad the worst of its tickets is.
    pub severity: Severity,
    /// How many tickets there are of it.
    pub tickets: i64,
    /// In how many rooms.
    pub rooms: i64,
    /// At how many organizations.
    pub tenants: i64,
    /// When the first of them was opened.
    pub oldest: Time,
    /// When the last of them was opened.
    pub newest: Time,
}

/// Faults chosen from a sight.
#[derive(Clone, Debug, PartialEq)]
pub struct PickedFaults {
    /// Sees a room of each and nothing else.
    pub sight: Sight,
    /// The faults, worst first, then those with most tickets.
    pub faults: Vec<FoldedFault>,
}

/// What is known of a fault so far.
struct Sum {
    severity: Severity,
    tickets: i64,
    rooms: i64,
    tenants: i64,
    oldest: Time,
    newest: Time,
    /// Where it was met first, and where last, as parts of the sight.
    first: (usize, u32),
    last: usize,
}

impl Sum {
    const fn of(line: &TicketLine, part: usize) -> Self {
        let (severity, at) = (line.ticket.severity, line.ticket.opened_at);
        let first = (part, line.room);
        Self { severity, tickets: 0, rooms: 0, tenants: 1, oldest: at, newest: at, first, last: part }
    }

    fn add(&mut self, line: &TicketLine, part: usize, is_new_room: bool) {
        self.severity = self.severity.min(line.ticket.severity);
        self.tickets += 1;
        self.rooms += i64::from(is_new_room);
        self.tenants += i64::from(self.last != part);
        self.last = part;
        self.oldest = self.oldest.min(line.ticket.opened_at);
        self.newest = self.newest.max(line.ticket.opened_at);
    }
}

impl RoomsInSight {
    /// The faults behind the open tickets that are asked for, worst first, then those with most tickets; order and place of what is
    /// asked are passed over.
    pub fn faults(&self, asked: &AskedTickets, most: usize) -> PickedFaults {
        let mut sums: FxHashMap<&Fault, Sum> = FxHashMap::default();
        for (number, part) in self.parts.iter().enumerate() {
            let mut rooms: FxHashSet<(&Fault, u32)> = FxHashSet::default();
            for line in part.tickets(asked) {
                let fault = &line.ticket.fault;
                let is_new_room = rooms.insert((fault, line.room));
                sums.entry(fault).or_insert_with(|| Sum::of(line, number)).add(line, number, is_new_room);
            }
        }
        let mut sums: Vec<_> = sums.into_iter().collect();
        sums.sort_unstable_by_key(|(fault, sum)| (sum.severity, Reverse(sum.tickets), *fault));
        sums.truncate(most);
        let mut examples: Vec<(Id<Organization>, Id<Room>)> = Vec::with_capacity(sums.len());
        let mut faults = Vec::with_capacity(sums.len());
        for (fault, sum) in sums {
            let (part, room) = sum.first;
            if let Some(at) = self.parts.get(part).map(|part| &part.at) {
                examples.extend(at.rooms.id(room as usize).map(|room| (at.id, room)));
            }
            faults.push(FoldedFault {
                fault: fault.clone(),
                severity: sum.severity,
                tickets: sum.tickets,
                rooms: sum.rooms,
                tenants: sum.tenants,
                oldest: sum.oldest,
                newest: sum.newest,
            });
        }
        examples.sort_unstable();
        examples.dedup();
        PickedFaults { sight: Sight::naming(examples), faults }
    }
}
