//! Pages and counts of the rooms in sight, in the orders people use.

use std::{
    cmp::Ordering,
    collections::{BTreeSet, BinaryHeap},
    sync::Arc,
};

use domain::{
    health::{Health, HealthCounts},
    id::{Id, Organization, Room, RoomGroup},
};

use super::rooms::{OrganizationRooms, RoomLine};
use crate::sight::{Extent, Region, Sight};

/// Which rooms, in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Rooms of one health alone.
    pub health: Option<Health>,
    /// Folded texts, each of which the name contains.
    pub terms: Vec<String>,
    /// Groups, in each of which the room is.
    pub groups: Vec<Id<RoomGroup>>,
    /// By the word of their health before their name.
    pub by_health: bool,
    /// From the last to the first.
    pub descending: bool,
    /// Only those behind this place.
    pub after: Option<After>,
}

/// The place of a room in an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct After {
    /// Its health, where it is ordered by it.
    pub health: Option<Health>,
    /// Its folded name.
    pub name: String,
    /// The room.
    pub id: Id<Room>,
}

/// Rooms chosen from a sight, which by that are in sight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picked {
    /// Sees these rooms and nothing else.
    pub sight: Sight,
    /// The rooms in the order asked for.
    pub rooms: Vec<(Id<Organization>, Id<Room>)>,
    /// Whether more follow.
    pub has_more: bool,
}

/// The rooms of the image that a sight shows.
#[derive(Debug)]
pub struct RoomsInSight {
    parts: Vec<Part>,
}

/// Those of one organization.
#[derive(Debug)]
struct Part {
    tenant: Id<Organization>,
    rooms: Arc<OrganizationRooms>,
    /// Where the rooms in sight stand, in their order; none stands for all of them.
    shown: Option<Vec<usize>>,
}

impl Part {
    fn lines(&self) -> Box<dyn Iterator<Item = &RoomLine> + '_> {
        self.run(None, false)
    }

    /// The rooms after a place in the order of names, or from the end back to the place.
    fn run(
        &self,
        after: Option<(&str, Id<Room>)>,
        descending: bool,
    ) -> Box<dyn Iterator<Item = &RoomLine> + '_> {
        let all = self.rooms.all();
        let is_before = |line: &RoomLine| {
            after.is_some_and(|after| if descending { line.place() < after } else { line.place() <= after })
        };
        let Some(shown) = &self.shown else {
            let middle = all.partition_point(is_before);
            let end = if after.is_some() { middle } else { all.len() };
            return if descending {
                Box::new(all.get(..end).unwrap_or_default().iter().rev())
            } else {
                Box::new(all.get(middle..).unwrap_or_default().iter())
            };
        };
        let middle = shown.partition_point(|at| all.get(*at).is_some_and(is_before));
        let end = if after.is_some() { middle } else { shown.len() };
        if descending {
            Box::new(shown.get(..end).unwrap_or_default().iter().rev().filter_map(|at| all.get(*at)))
        } else {
            Box::new(shown.get(middle..).unwrap_or_default().iter().filter_map(|at| all.get(*at)))
        }
    }
}

/// Rooms of one health, or of any, after a place in the order of names.
type Run<'a> = (Option<Health>, Option<(&'a str, Id<Room>)>);

impl Asked {
    /// Whether a room is asked for, its health aside.
    fn matches(&self, line: &RoomLine) -> bool {
        self.terms.iter().all(|term| line.name.contains(term.as_str()))
            && self.groups.iter().all(|group| line.groups.contains(group))
    }

    fn narrows(&self) -> bool {
        !self.terms.is_empty() || !self.groups.is_empty()
    }

    /// The health states one after the other, where rooms are ordered by them, from the place on.
    fn runs(&self) -> Vec<Run<'_>> {
        let here = self.after.as_ref().map(|after| (after.name.as_str(), after.id));
        if !self.by_health {
            return vec![(self.health, here)];
        }
        let mut states = Health::ALL.to_vec();
        states.sort_unstable_by_key(|health| health.key());
        if self.descending {
            states.reverse();
        }
        let first = self.after.as_ref().and_then(|after| after.health);
        states
            .into_iter()
            .skip_while(|state| first.is_some_and(|first| first != *state))
            .filter(|state| self.health.is_none_or(|health| health == *state))
            .map(|state| (Some(state), here.filter(|_| first == Some(state))))
            .collect()
    }
}

impl RoomsInSight {
    /// What a sight shows of the image; its scopes must be filled in ([`Sight::filled`]). None for a sight that is
    /// not one of rooms, or where the image lacks an organization.
    pub fn of(
        sight: &Sight,
        image: impl Fn(Id<Organization>) -> Option<Arc<OrganizationRooms>>,
    ) -> Option<Self> {
        let Extent::Rooms(regions) = sight.extent() else { return None };
        let mut sorted: Vec<&Region> = regions.iter().collect();
        sorted.sort_by_key(|region| region.tenant);
        let parts = sorted.chunk_by(|a, b| a.tenant == b.tenant).map(|regions| {
            let tenant = regions.first()?.tenant;
            let rooms = image(tenant)?;
            let whole = regions.iter().any(|region| region.is_whole());
            let shown = if whole { None } else { Some(rooms.within(regions)) };
            Some(Part { tenant, rooms, shown })
        });
        Some(Self { parts: parts.collect::<Option<_>>()? })
    }

    /// The groups that have members in sight.
    pub fn groups(&self) -> BTreeSet<Id<RoomGroup>> {
        let mut groups = BTreeSet::new();
        for part in &self.parts {
            match part.shown {
                None => groups.extend(part.rooms.members().keys().copied()),
                Some(_) => groups.extend(part.lines().flat_map(|line| line.groups.iter().copied())),
            }
        }
        groups
    }

    /// Exact counts by health of what is asked for, of whatever health.
    pub fn counts(&self, asked: &Asked) -> HealthCounts {
        let mut counts = HealthCounts::default();
        for part in &self.parts {
            if part.shown.is_none() && !asked.narrows() {
                counts.join(part.rooms.counts());
            } else {
                part.lines().filter(|line| asked.matches(line)).for_each(|line| counts.add(line.health));
            }
        }
        counts
    }

    /// The first `size` rooms that are asked for.
    pub fn page(&self, asked: &Asked, size: usize) -> Picked {
        let mut rooms = Vec::with_capacity(size + 1);
        for (health, after) in asked.runs() {
            if rooms.len() <= size {
                self.merge(asked, health, after, size + 1, &mut rooms);
            }
        }
        let has_more = rooms.len() > size;
        rooms.truncate(size);
        Picked { sight: Sight::naming(rooms.clone()), rooms, has_more }
    }

    /// Adds rooms in the order of names until there are `most`.
    fn merge(
        &self,
        asked: &Asked,
        health: Option<Health>,
        after: Option<(&str, Id<Room>)>,
        most: usize,
        rooms: &mut Vec<(Id<Organization>, Id<Room>)>,
    ) {
        let mut heads: BinaryHeap<Head<'_>> = self
            .parts
            .iter()
            .filter_map(|part| {
                let wanted = move |line: &&RoomLine| {
                    health.is_none_or(|health| line.health == health) && asked.matches(line)
                };
                let mut rest = part.run(after, asked.descending).filter(wanted);
                let line = rest.next()?;
                let rest: Box<dyn Iterator<Item = &RoomLine>> = Box::new(rest);
                Some(Head { line, tenant: part.tenant, descending: asked.descending, rest })
            })
            .collect();
        while rooms.len() < most
            && let Some(mut head) = heads.pop()
        {
            rooms.push((head.tenant, head.line.id));
            if let Some(line) = head.rest.next() {
                heads.push(Head { line, ..head });
            }
        }
    }
}

/// The next room of one organization; the greatest head is the next of all.
struct Head<'a> {
    line: &'a RoomLine,
    tenant: Id<Organization>,
    descending: bool,
    rest: Box<dyn Iterator<Item = &'a RoomLine> + 'a>,
}

impl Ord for Head<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let order = self.line.place().cmp(&other.line.place());
        if self.descending { order } else { order.reverse() }
    }
}

impl PartialOrd for Head<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Head<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Head<'_> {}
