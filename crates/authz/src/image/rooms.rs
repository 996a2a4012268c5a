//! The rooms of one organization in the order of their names, as flat tables.
//!
//! Invariant: the tables have one row for each room, at the same positions; a room that lists do not show (unenrolled,
//! R-242) has its rows too, since a check may be about it.

mod edits;

use std::sync::{Arc, OnceLock};

use domain::{
    health::{Health, HealthCounts},
    id::{Id, Place, Room, RoomGroup, UpdateRing},
    time::Time,
};
use rustc_hash::FxHashMap;

pub use self::edits::{RoomEdit, Told};
use super::{
    found::Found,
    positions::Positions,
    single::Single,
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
    /// The update ring it was put into; none where that is General.
    pub ring: Option<Id<UpdateRing>>,
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
    places: Arc<Single<Place>>,
    /// The update ring of each room that was put into one.
    rings: Arc<Single<UpdateRing>>,
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
        let places: Vec<_> = lines.iter().map(|line| line.place).collect();
        let rings: Vec<_> = lines.iter().map(|line| line.ring).collect();
        let (found, slots) = Found::of(lines.iter().map(|line| line.id));
        let tickets = lines.iter().enumerate().flat_map(|(room, line)| {
            line.tickets.iter().map(move |ticket| TicketLine { room: position(room), ticket: ticket.clone() })
        });
        Self {
            tickets: Arc::new(Tickets::of(tickets.collect())),
            found,
            order: Arc::new(Order { slots, names: names.into(), ends: ends.into() }),
            groups: Arc::new(Groups::of(lines.iter().map(|line| line.groups.as_slice()))),
            places: Arc::new(Single::of(&places)),
            rings: Arc::new(Single::of(&rings)),
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
        self.places.at(at)
    }

    /// The update ring that the room at a position was put into; none where that is General.
    pub fn ring(&self, at: usize) -> Option<Id<UpdateRing>> {
        self.rings.at(at)
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
                ring: self.ring(at),
                tickets: tickets.remove(&position(at)).unwrap_or_default(),
            })
        })
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

/// A position as the tables keep it: an organization never comes near four thousand million rooms.
fn position(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
