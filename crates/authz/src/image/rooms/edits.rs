//! What changes about rooms, and the tables after it.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    health::Health,
    id::{Id, Place, Room, RoomGroup, UpdateRing},
    time::Time,
};

use super::{Groups, RoomLine, Rooms, Shown, position};
use crate::image::{
    single::Single,
    tickets::{OpenTicket, TicketLine, Tickets},
};

/// What changes about one room; none leaves as it is.
#[derive(Clone, Debug, Default)]
pub struct RoomEdit {
    /// Whether it exists.
    pub exists: Option<bool>,
    /// Groups it joins or leaves.
    pub groups: Vec<(Id<RoomGroup>, bool)>,
    /// Its place.
    pub place: Option<Option<Id<Place>>>,
    /// What lists show.
    pub line: Option<Told>,
}

/// What is told of a room that decides nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The folded name.
    pub name: Box<str>,
    /// Its health; none where lists do not show it.
    pub shown: Option<Health>,
    /// When its device was heard last.
    pub last_seen: Option<Time>,
    /// The update ring it was put into; none where that is General.
    pub ring: Option<Id<UpdateRing>>,
    /// Its open tickets.
    pub tickets: Vec<OpenTicket>,
}

impl Rooms {
    /// Changes rooms; what concerns a room that is not there, and does not come into being, is passed over. Tells whether
    /// rooms have other positions now.
    pub fn edit(&mut self, edits: &BTreeMap<Id<Room>, RoomEdit>) -> bool {
        let moves = |(room, edit): (&Id<Room>, &RoomEdit)| match (self.position(*room), edit.exists) {
            (Some(_), Some(false)) | (None, Some(true)) => true,
            (Some(at), _) => edit.line.as_ref().is_some_and(|told| *told.name != *self.name(at)),
            (None, _) => false,
        };
        let moved = edits.iter().any(moves);
        if moved {
            self.rebuild(edits);
        } else {
            self.patch(edits);
        }
        moved
    }

    /// Rooms come, go or change their name: the order is made anew.
    fn rebuild(&mut self, edits: &BTreeMap<Id<Room>, RoomEdit>) {
        let mut lines: BTreeMap<Id<Room>, RoomLine> = self.lines().map(|line| (line.id, line)).collect();
        for (room, edit) in edits {
            match edit.exists {
                Some(false) => {
                    lines.remove(room);
                    continue;
                }
                Some(true) if !lines.contains_key(room) => {
                    let new = RoomLine {
                        id: *room,
                        name: Box::default(),
                        shown: None,
                        last_seen: None,
                        groups: Vec::new(),
                        place: None,
                        ring: None,
                        tickets: Vec::new(),
                    };
                    lines.insert(*room, new);
                }
                _ => {}
            }
            let Some(line) = lines.get_mut(room) else { continue };
            turn(&mut line.groups, &edit.groups);
            if let Some(place) = edit.place {
                line.place = place;
            }
            if let Some(told) = &edit.line {
                line.name.clone_from(&told.name);
                line.shown = told.shown;
                line.last_seen = line.last_seen.max(told.last_seen);
                line.ring = told.ring;
                line.tickets.clone_from(&told.tickets);
            }
        }
        *self = Self::of(lines.into_values().collect());
    }

    /// The order stays; single rows change.
    fn patch(&mut self, edits: &BTreeMap<Id<Room>, RoomEdit>) {
        let found: Vec<(usize, &RoomEdit)> =
            edits.iter().filter_map(|(room, edit)| Some((self.position(*room)?, edit))).collect();
        if found.iter().any(|(_, edit)| !edit.groups.is_empty()) {
            let mut groups: Vec<Vec<Id<RoomGroup>>> =
                (0..self.len()).map(|at| self.groups(at).collect()).collect();
            for (at, edit) in &found {
                if let Some(groups) = groups.get_mut(*at) {
                    turn(groups, &edit.groups);
                }
            }
            self.groups = Arc::new(Groups::of(groups.iter().map(Vec::as_slice)));
        }
        if found.iter().any(|(_, edit)| edit.place.is_some()) {
            let mut places: Vec<Option<Id<Place>>> = (0..self.len()).map(|at| self.place(at)).collect();
            for (at, edit) in &found {
                if let (Some(row), Some(place)) = (places.get_mut(*at), edit.place) {
                    *row = place;
                }
            }
            self.places = Arc::new(Single::of(&places));
        }
        if found.iter().any(|(_, edit)| edit.line.is_some()) {
            let mut health = self.shown.health.clone();
            for (at, edit) in &found {
                if let (Some(row), Some(told)) = (health.get_mut(*at), &edit.line) {
                    *row = told.shown;
                }
            }
            self.shown = Arc::new(Shown::of(health));
            self.hear(found.iter().filter_map(|(at, edit)| Some((*at, edit.line.as_ref()?.last_seen?))));
            self.turn_rings(&found);
            self.turn_tickets(&found);
        }
    }

    /// Rooms that are told anew may be in other rings.
    fn turn_rings(&mut self, found: &[(usize, &RoomEdit)]) {
        let told: Vec<_> =
            found.iter().filter_map(|(at, edit)| Some((*at, edit.line.as_ref()?.ring))).collect();
        if told.iter().all(|(at, ring)| self.ring(*at) == *ring) {
            return;
        }
        let mut rings: Vec<_> = (0..self.len()).map(|at| self.ring(at)).collect();
        for (at, ring) in told {
            if let Some(row) = rings.get_mut(at) {
                *row = ring;
            }
        }
        self.rings = Arc::new(Single::of(&rings));
    }

    /// The tickets of rooms that are told anew take the place of those they had.
    fn turn_tickets(&mut self, found: &[(usize, &RoomEdit)]) {
        let told: BTreeMap<u32, &[OpenTicket]> = found
            .iter()
            .filter_map(|(at, edit)| Some((position(*at), edit.line.as_ref()?.tickets.as_slice())))
            .collect();
        let before = self.tickets.lines();
        let has_any = |line: &TicketLine| told.contains_key(&line.room);
        if told.values().all(|tickets| tickets.is_empty()) && !before.iter().any(has_any) {
            return;
        }
        let mut lines: Vec<_> = before.iter().filter(|line| !has_any(line)).cloned().collect();
        for (room, tickets) in told {
            lines.extend(tickets.iter().map(|ticket| TicketLine { room, ticket: ticket.clone() }));
        }
        self.tickets = Arc::new(Tickets::of(lines));
    }
}

/// Joins and leaves groups; they stay in ascending order, each once.
fn turn(groups: &mut Vec<Id<RoomGroup>>, changes: &[(Id<RoomGroup>, bool)]) {
    for (group, is) in changes {
        match (groups.binary_search(group), is) {
            (Err(at), true) => groups.insert(at, *group),
            (Ok(at), false) => drop(groups.remove(at)),
            _ => {}
        }
    }
}
