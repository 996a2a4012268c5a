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
    pub line: Option<(Box<str>, Option<Health>)>,
}

/// The rooms of one organization.
#[derive(Clone, Debug, Default)]
pub struct Rooms {
    order: Arc<Order>,
    groups: Arc<Groups>,
    places: Arc<[Option<Id<Place>>]>,
    shown: Arc<Shown>,
    last_seen: Arc<[Option<Time>]>,
}

/// Identifiers and names, in the order of names.
#[derive(Debug, Default, PartialEq, Eq)]
struct Order {
    ids: Box<[Id<Room>]>,
    names: Box<str>,
    /// Where each name ends.
    ends: Box<[u32]>,
    /// Positions in the order of identifiers.
    by_id: Box<[u32]>,
}

/// The groups of each room.
#[derive(Debug, Default)]
struct Groups {
    ids: Box<[Id<RoomGroup>]>,
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
}

impl Shown {
    fn of(health: Box<[Option<Health>]>) -> Self {
        let mut counts = HealthCounts::default();
        health.iter().flatten().for_each(|health| counts.add(*health));
        Self { health, counts }
    }
}

impl PartialEq for Rooms {
    fn eq(&self, other: &Self) -> bool {
        self.lines().eq(other.lines())
    }
}

impl Eq for Rooms {}

impl Rooms {
    /// The tables of these rooms.
    pub fn of(mut lines: Vec<RoomLine>) -> Self {
        lines.sort_unstable_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
        let mut names = String::with_capacity(lines.iter().map(|line| line.name.len()).sum());
        let mut ends = Vec::with_capacity(lines.len());
        let (mut group_ids, mut group_ends) = (Vec::new(), Vec::with_capacity(lines.len()));
        for line in &mut lines {
            names.push_str(&line.name);
            ends.push(position(names.len()));
            line.groups.sort_unstable();
            group_ids.extend_from_slice(&line.groups);
            group_ends.push(position(group_ids.len()));
        }
        let ids: Box<[Id<Room>]> = lines.iter().map(|line| line.id).collect();
        let mut by_id: Vec<u32> = (0..position(ids.len())).collect();
        by_id.sort_unstable_by_key(|at| ids.get(*at as usize).copied());
        Self {
            order: Arc::new(Order { ids, names: names.into(), ends: ends.into(), by_id: by_id.into() }),
            groups: Arc::new(Groups {
                ids: group_ids.into(),
                ends: group_ends.into(),
                members: OnceLock::new(),
            }),
            places: lines.iter().map(|line| line.place).collect(),
            last_seen: lines.iter().map(|line| line.last_seen).collect(),
            shown: Arc::new(Shown::of(lines.iter().map(|line| line.shown).collect())),
        }
    }

    /// How many there are, those included that lists do not show.
    pub fn len(&self) -> usize {
        self.order.ids.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.order.ids.is_empty()
    }

    /// Where a room stands.
    pub fn position(&self, room: Id<Room>) -> Option<usize> {
        let ids = &self.order.ids;
        let at =
            self.order.by_id.binary_search_by_key(&Some(room), |at| ids.get(*at as usize).copied()).ok()?;
        self.order.by_id.get(at).map(|at| *at as usize)
    }

    /// The room at a position.
    pub fn id(&self, at: usize) -> Option<Id<Room>> {
        self.order.ids.get(at).copied()
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
        self.last_seen.get(at).copied().flatten()
    }

    /// The groups of the room at a position.
    pub fn groups(&self, at: usize) -> &[Id<RoomGroup>] {
        let ends = &self.groups.ends;
        let from = at.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or_default();
        let to = ends.get(at).copied().unwrap_or(from);
        self.groups.ids.get(from as usize..to as usize).unwrap_or_default()
    }

    /// The place of the room at a position.
    pub fn place(&self, at: usize) -> Option<Id<Place>> {
        self.places.get(at).copied().flatten()
    }

    /// The order by which rooms are listed.
    pub fn key(&self, at: usize) -> (&str, Option<Id<Room>>) {
        (self.name(at), self.id(at))
    }

    /// Exact counts of the rooms that lists show.
    pub fn counts(&self) -> HealthCounts {
        self.shown.counts
    }

    /// The members of each group, by position.
    pub fn members(&self) -> &FxHashMap<Id<RoomGroup>, Box<[u32]>> {
        self.groups.members.get_or_init(|| {
            let mut members: FxHashMap<_, Vec<u32>> = FxHashMap::default();
            for at in 0..self.len() {
                for group in self.groups(at) {
                    members.entry(*group).or_default().push(position(at));
                }
            }
            members.into_iter().map(|(group, members)| (group, members.into())).collect()
        })
    }

    /// Every room with its rows, in order.
    pub fn lines(&self) -> impl Iterator<Item = RoomLine> {
        (0..self.len()).filter_map(|at| {
            Some(RoomLine {
                id: self.id(at)?,
                name: self.name(at).into(),
                shown: self.shown(at),
                last_seen: self.last_seen(at),
                groups: self.groups(at).to_vec(),
                place: self.place(at),
            })
        })
    }

    /// Changes rooms; what concerns a room that is not there, and does not come into being, is passed over. Tells whether
    /// rooms have other positions now.
    pub fn edit(&mut self, edits: &BTreeMap<Id<Room>, RoomEdit>) -> bool {
        let moves = |(room, edit): (&Id<Room>, &RoomEdit)| match (self.position(*room), edit.exists) {
            (Some(_), Some(false)) | (None, Some(true)) => true,
            (Some(at), _) => edit.line.as_ref().is_some_and(|(name, _)| **name != *self.name(at)),
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
            if let Some((name, shown)) = &edit.line {
                line.name.clone_from(name);
                line.shown = *shown;
            }
        }
        *self = Self::of(lines.into_values().collect());
    }

    /// The order stays; single rows change.
    fn patch(&mut self, edits: &BTreeMap<Id<Room>, RoomEdit>) {
        let found: Vec<(usize, &RoomEdit)> =
            edits.iter().filter_map(|(room, edit)| Some((self.position(*room)?, edit))).collect();
        if found.iter().any(|(_, edit)| !edit.groups.is_empty()) {
            let by_position: FxHashMap<usize, &RoomEdit> = found.iter().copied().collect();
            let mut ids = Vec::with_capacity(self.groups.ids.len() + found.len());
            let mut ends = Vec::with_capacity(self.len());
            for at in 0..self.len() {
                match by_position.get(&at).filter(|edit| !edit.groups.is_empty()) {
                    None => ids.extend_from_slice(self.groups(at)),
                    Some(edit) => {
                        let mut groups = self.groups(at).to_vec();
                        turn(&mut groups, &edit.groups);
                        ids.extend(groups);
                    }
                }
                ends.push(position(ids.len()));
            }
            self.groups = Arc::new(Groups { ids: ids.into(), ends: ends.into(), members: OnceLock::new() });
        }
        if found.iter().any(|(_, edit)| edit.place.is_some()) {
            let mut places = self.places.to_vec();
            for (at, edit) in &found {
                if let (Some(row), Some(place)) = (places.get_mut(*at), edit.place) {
                    *row = place;
                }
            }
            self.places = places.into();
        }
        if found.iter().any(|(_, edit)| edit.line.is_some()) {
            let mut health = self.shown.health.clone();
            for (at, edit) in &found {
                if let (Some(row), Some((_, shown))) = (health.get_mut(*at), &edit.line) {
                    *row = *shown;
                }
            }
            self.shown = Arc::new(Shown::of(health));
        }
    }

    /// Writes down when devices were heard; this is no change of meaning.
    pub fn hear(&mut self, heard: &[(Id<Room>, Time)]) {
        let mut last_seen = self.last_seen.to_vec();
        for (room, at) in heard {
            if let Some(row) = self.position(*room).and_then(|position| last_seen.get_mut(position)) {
                *row = (*row).max(Some(*at));
            }
        }
        self.last_seen = last_seen.into();
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
