//! The rooms of one organization in the order of their names, as flat tables.
//!
//! Invariant: the tables have one row for each room, at the same positions; a room that lists do not show (unenrolled,
//! R-242) has its rows too, since a check may be about it.

use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

use domain::{
    health::{Health, HealthCounts},
    id::{Id, Place, Room, RoomGroup},
    time::Time,
};
use rustc_hash::FxHashMap;

use super::{
    found::Found,
    located::Located,
    positions::Positions,
    tickets::{OpenTicket, TicketLine, Tickets},
};

/// A room with all that the tables hold of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomLine {
    /// The room.
    pub id: Id<Room>,
    /// The folded name by which rooms are ordered and searched.
    pub name: Box<str>,
    /// Its health; none where lists do not show it.
    pub shown: Option<Health>,
    /// When its device was heard last.
    pub last_seen: Option<Time>,
    /// The groups it is in.
    pub groups: Vec<Id<RoomGroup>>,
    /// The place it is in.
    pub place: Option<Id<Place>>,
    /// Its open tickets.
    pub tickets: Vec<OpenTicket>,
}

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
    /// Its open tickets.
    pub tickets: Vec<OpenTicket>,
}

/// The rooms of one organization.
#[derive(Clone, Debug, Default)]
pub struct Rooms {
    /// Where each room stands, by its identifier.
    found: Found,
    order: Arc<Order>,
    groups: Arc<Groups>,
    places: Arc<Located>,
    shown: Arc<Shown>,
    /// When each device was heard last; [`NEVER`] where it never was.
    last_seen: Arc<[Time]>,
    tickets: Arc<Tickets>,
}

/// Stands in the tables for no moment.
const NEVER: Time = Time::from_micros(i64::MIN);

/// Identifiers and names, in the order of names.
#[derive(Debug, Default, PartialEq, Eq)]
struct Order {
    /// The slot of each room in [`Found`], which holds its identifier.
    slots: Box<[u32]>,
    names: Box<str>,
    /// Where each name ends.
    ends: Box<[u32]>,
}

/// The groups of each room.
#[derive(Debug, Default)]
struct Groups {
    /// The groups that have members, in ascending order.
    ids: Box<[Id<RoomGroup>]>,
    /// For each room, one room after the other, the positions of its groups among these, in ascending order.
    of: Box<[u32]>,
    /// Where the groups of each room end.
    ends: Box<[u32]>,
    /// The positions of the members of each group; made when asked for first.
    members: OnceLock<FxHashMap<Id<RoomGroup>, Box<[u32]>>>,
}

/// What lists show of health.
#[derive(Debug, Default, PartialEq, Eq)]
struct Shown {
    health: Box<[Option<Health>]>,
    counts: HealthCounts,
    /// The rooms of each health, in the order of [`Health::ALL`].
    rooms: [Positions; Health::ALL.len()],
}

impl Shown {
    fn of(health: Box<[Option<Health>]>) -> Self {
        let mut counts = HealthCounts::default();
        health.iter().flatten().for_each(|health| counts.add(*health));
        let of = |wanted| Positions::of(health.len(), |at| health.get(at) == Some(&Some(wanted)));
        let rooms = Health::ALL.map(of);
        Self { health, counts, rooms }
    }
}

impl PartialEq for Rooms {
    fn eq(&self, other: &Self) -> bool {
        self.lines().eq(other.lines())
    }
}

impl Eq for Rooms {}

impl Groups {
    fn of<'a>(rooms: impl Iterator<Item = &'a [Id<RoomGroup>]> + Clone) -> Self {
        let mut ids: Vec<Id<RoomGroup>> = rooms.clone().flatten().copied().collect();
        ids.sort_unstable();
        ids.dedup();
        let (mut of, mut ends) = (Vec::new(), Vec::new());
        for groups in rooms {
            of.extend(groups.iter().filter_map(|group| ids.binary_search(group).ok()).map(position));
            ends.push(position(of.len()));
        }
        Self { ids: ids.into(), of: of.into(), ends: ends.into(), members: OnceLock::new() }
    }

    #[inline]
    fn at(&self, room: usize) -> impl Iterator<Item = Id<RoomGroup>> + Clone {
        let from = room.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        let to = self.ends.get(room).copied().unwrap_or(from);
        let of = self.of.get(from as usize..to as usize).unwrap_or_default();
        of.iter().filter_map(|group| self.ids.get(*group as usize).copied())
    }
}

impl Rooms {
    /// The tables of these rooms.
    pub fn of(mut lines: Vec<RoomLine>) -> Self {
        lines.sort_unstable_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
        let mut names = String::with_capacity(lines.iter().map(|line| line.name.len()).sum());
        let mut ends = Vec::with_capacity(lines.len());
        for line in &mut lines {
            names.push_str(&line.name);
            ends.push(position(names.len()));
            line.groups.sort_unstable();
        }
        let places: Vec<Option<Id<Place>>> = lines.iter().map(|line| line.place).collect();
        let (found, slots) = Found::of(lines.iter().map(|line| line.id));
        let tickets = lines.iter().enumerate().flat_map(|(room, line)| {
            line.tickets.iter().map(move |ticket| TicketLine { room: position(room), ticket: ticket.clone() })
        });
        Self {
            tickets: Arc::new(Tickets::of(tickets.collect())),
            found,
            order: Arc::new(Order { slots, names: names.into(), ends: ends.into() }),
            groups: Arc::new(Groups::of(lines.iter().map(|line| line.groups.as_slice()))),
            places: Arc::new(Located::of(&places)),
            last_seen: lines.iter().map(|line| line.last_seen.unwrap_or(NEVER)).collect(),
            shown: Arc::new(Shown::of(lines.iter().map(|line| line.shown).collect())),
        }
    }

    /// How many there are, those included that lists do not show.
    pub fn len(&self) -> usize {
        self.order.slots.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.order.slots.is_empty()
    }

    /// Where a room stands.
    #[inline]
    pub fn position(&self, room: Id<Room>) -> Option<usize> {
        self.found.position(room)
    }

    /// What a search for a room needs.
    pub(super) const fn found(&self) -> &Found {
        &self.found
    }

    /// The room at a position.
    pub fn id(&self, at: usize) -> Option<Id<Room>> {
        self.found.id(*self.order.slots.get(at)?)
    }

    /// The folded name at a position.
    pub fn name(&self, at: usize) -> &str {
        let ends = &self.order.ends;
        let from = at.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or_default();
        let to = ends.get(at).copied().unwrap_or(from);
        self.order.names.get(from as usize..to as usize).unwrap_or_default()
    }

    /// The health at a position; none where lists do not show the room.
    pub fn shown(&self, at: usize) -> Option<Health> {
        self.shown.health.get(at).copied().flatten()
    }

    /// When the device at a position was heard last.
    pub fn last_seen(&self, at: usize) -> Option<Time> {
        self.last_seen.get(at).copied().filter(|at| *at != NEVER)
    }

    /// The groups of the room at a position, in ascending order.
    #[inline]
    pub fn groups(&self, at: usize) -> impl Iterator<Item = Id<RoomGroup>> + Clone {
        self.groups.at(at)
    }

    /// The place of the room at a position.
    pub fn place(&self, at: usize) -> Option<Id<Place>> {
        self.places.place(at)
    }

    /// The order by which rooms are listed.
    pub fn key(&self, at: usize) -> (&str, Option<Id<Room>>) {
        (self.name(at), self.id(at))
    }

    /// Exact counts of the rooms that lists show.
    pub fn counts(&self) -> HealthCounts {
        self.shown.counts
    }

    /// The rooms of a health that lists show.
    pub fn of_health(&self, health: Health) -> &Positions {
        let [unhealthy, unmonitored, suppressed, healthy, onboarding] = &self.shown.rooms;
        match health {
            Health::Unhealthy => unhealthy,
            Health::Unmonitored => unmonitored,
            Health::Suppressed => suppressed,
            Health::Healthy => healthy,
            Health::Onboarding => onboarding,
        }
    }

    /// Exact counts of those of some rooms that lists show.
    pub fn counts_in(&self, rooms: &Positions) -> HealthCounts {
        let mut counts = HealthCounts::default();
        for (health, of) in Health::ALL.into_iter().zip(&self.shown.rooms) {
            counts.add_some(health, of.count_both(rooms));
        }
        counts
    }

    /// The members of each group, by position.
    pub fn members(&self) -> &FxHashMap<Id<RoomGroup>, Box<[u32]>> {
        self.groups.members.get_or_init(|| {
            let mut members: FxHashMap<_, Vec<u32>> = FxHashMap::default();
            for at in 0..self.len() {
                for group in self.groups(at) {
                    members.entry(group).or_default().push(position(at));
                }
            }
            members.into_iter().map(|(group, members)| (group, members.into())).collect()
        })
    }

    /// The open tickets with the positions of their rooms, worst first, then newest.
    pub(super) fn tickets(&self) -> &[TicketLine] {
        self.tickets.lines()
    }

    /// Every room with its rows, in order.
    pub fn lines(&self) -> impl Iterator<Item = RoomLine> {
        let mut tickets = self.tickets.by_room();
        (0..self.len()).filter_map(move |at| {
            Some(RoomLine {
                id: self.id(at)?,
                name: self.name(at).into(),
                shown: self.shown(at),
                last_seen: self.last_seen(at),
                groups: self.groups(at).collect(),
                place: self.place(at),
                tickets: tickets.remove(&position(at)).unwrap_or_default(),
            })
        })
    }

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
            self.places = Arc::new(Located::of(&places));
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
            self.turn_tickets(&found);
        }
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

    /// Writes down when the devices of rooms were heard.
    pub fn hear(&mut self, heard: impl IntoIterator<Item = (usize, Time)>) {
        let last_seen = Arc::make_mut(&mut self.last_seen);
        for (position, at) in heard {
            if let Some(row) = last_seen.get_mut(position) {
                *row = (*row).max(at);
            }
        }
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

/// A position as the tables keep it: an organization never comes near four thousand million rooms.
fn position(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
