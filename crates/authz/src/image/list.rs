//! Pages and counts of the rooms in sight, in the orders people use.

use std::{
    cmp::{Ordering, Reverse},
    collections::{BTreeSet, BinaryHeap},
    sync::Arc,
};

use domain::{
    health::{Health, HealthCounts},
    id::{Id, Organization, Room, RoomGroup},
};

use super::{
    asked::{After, Asked, Order},
    organization::OrganizationFacts,
    positions::Positions,
};
use crate::sight::{Extent, Region, Sight};

/// Rooms chosen from a sight, which by that are in sight.
#[derive(Clone, Debug, PartialEq)]
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
    pub(super) parts: Vec<Part>,
}

/// Those of one organization.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) at: Arc<OrganizationFacts>,
    /// Where the rooms in sight stand; none stands for all of them.
    pub(super) shown: Option<Arc<Positions>>,
}

impl Part {
    /// How many rooms of the organization stand before, or at, a place in the order of names.
    fn before(&self, name: &str, id: Id<Room>, included: bool) -> usize {
        let (mut from, mut to) = (0, self.at.rooms.len());
        while from < to {
            let middle = from + (to - from) / 2;
            let is_before = match self.at.rooms.key(middle).cmp(&(name, Some(id))) {
                Ordering::Less => true,
                Ordering::Equal => included,
                Ordering::Greater => false,
            };
            if is_before {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        from
    }

    /// The rooms after a place in the order of names, or back from the place.
    fn walk(&self, after: Option<(&str, Id<Room>)>, health: Option<Health>, descending: bool) -> Walk<'_> {
        let all = self.at.rooms.len();
        let (from, to) = match (after, descending) {
            (None, _) => (0, all),
            (Some((name, id)), false) => (self.before(name, id, true), all),
            (Some((name, id)), true) => (0, self.before(name, id, false)),
        };
        let of = health.map(|health| self.at.rooms.of_health(health));
        Walk { part: self, sets: [self.shown.as_deref(), of], from, to, descending }
    }

    pub(super) fn positions(&self) -> impl Iterator<Item = usize> {
        let all = self.shown.is_none().then(|| 0..self.at.rooms.len());
        all.into_iter().flatten().chain(self.shown.iter().flat_map(|shown| shown.iter()))
    }
}

/// Positions of rooms, one after the other.
struct Walk<'a> {
    part: &'a Part,
    /// Sets in each of which the rooms are.
    sets: [Option<&'a Positions>; 2],
    from: usize,
    to: usize,
    descending: bool,
}

impl Walk<'_> {
    /// The next position that is in every set.
    fn step(&mut self) -> Option<usize> {
        while self.from < self.to {
            let first = if self.descending { self.to - 1 } else { self.from };
            let sets = self.sets.into_iter().flatten();
            let mut sought = Some(first);
            for set in sets.clone() {
                let from = sought?;
                sought = if self.descending { set.previous(from + 1) } else { set.next(from) };
            }
            let at = sought.filter(|at| (self.from..self.to).contains(at))?;
            let is_there = sets.clone().all(|set| set.contains(at));
            if self.descending {
                self.to = at + usize::from(!is_there);
            } else {
                self.from = at + usize::from(is_there);
            }
            if is_there {
                return Some(at);
            }
        }
        None
    }

    /// The next room that is wanted.
    fn next(&mut self, wanted: &Wanted<'_>) -> Option<usize> {
        loop {
            let at = self.step()?;
            if wanted.matches(&self.part.at, at) {
                return Some(at);
            }
        }
    }
}

/// What is asked for, of one health or of any.
struct Wanted<'a> {
    asked: &'a Asked,
    health: Option<Health>,
}

impl Wanted<'_> {
    fn matches(&self, facts: &OrganizationFacts, at: usize) -> bool {
        let shown = facts.rooms.shown(at);
        let is_wanted = match self.health {
            Some(health) => shown == Some(health),
            None => shown.is_some() || self.asked.with_hidden,
        };
        is_wanted && self.asked.matches(facts, at)
    }
}

impl RoomsInSight {
    /// What a sight shows of the image; none for a sight that is not one of rooms.
    pub fn of(sight: &Sight) -> Option<Self> {
        let Extent::Rooms(regions) = sight.extent() else { return None };
        let mut sorted: Vec<&Region> = regions.iter().collect();
        sorted.sort_by_key(|region| region.tenant());
        let parts = sorted.chunk_by(|a, b| a.tenant() == b.tenant()).filter_map(|regions| {
            let at = Arc::clone(&regions.first()?.at);
            Some(Part { at, shown: union(regions) })
        });
        Some(Self { parts: parts.collect() })
    }

    /// What is in sight of an organization.
    pub(super) fn part(&self, tenant: Id<Organization>) -> Option<&Part> {
        let found = self.parts.binary_search_by_key(&tenant, |part| part.at.id);
        found.ok().and_then(|at| self.parts.get(at))
    }

    /// Whether every room of another sight is in this one.
    pub fn has_all_of(&self, other: &Self) -> bool {
        other.parts.iter().all(|theirs| {
            self.part(theirs.at.id).is_some_and(|part| {
                let has = |at| part.shown.as_ref().is_none_or(|shown| shown.contains(at));
                part.shown.is_none() || theirs.positions().all(has)
            })
        })
    }

    /// How many rooms are asked for.
    pub fn count(&self, asked: &Asked) -> i64 {
        let wanted = Wanted { asked, health: asked.health };
        let count = |part: &Part| part.positions().filter(|at| wanted.matches(&part.at, *at)).count();
        number(self.parts.iter().map(count).sum())
    }

    /// The groups that have members in sight.
    pub fn groups(&self) -> BTreeSet<Id<RoomGroup>> {
        let mut groups = BTreeSet::new();
        for part in &self.parts {
            match part.shown {
                None => groups.extend(part.at.rooms.members().keys().copied()),
                Some(_) => {
                    groups.extend(part.positions().flat_map(|at| part.at.rooms.groups(at)));
                }
            }
        }
        groups
    }

    /// Exact counts by health of what is asked for, of whatever health.
    pub fn counts(&self, asked: &Asked) -> HealthCounts {
        let mut counts = HealthCounts::default();
        for part in &self.parts {
            if !asked.narrows() {
                let rooms = &part.at.rooms;
                counts
                    .join(part.shown.as_ref().map_or_else(|| rooms.counts(), |shown| rooms.counts_in(shown)));
                continue;
            }
            for at in part.positions() {
                if let Some(health) = part.at.rooms.shown(at)
                    && asked.matches(&part.at, at)
                {
                    counts.add(health);
                }
            }
        }
        counts
    }

    /// The first `size` rooms that are asked for.
    pub fn page(&self, asked: &Asked, size: usize) -> Picked {
        let mut rooms = if asked.order == Order::LastSeen {
            self.by_last_seen(asked, size + 1)
        } else {
            let mut rooms = Vec::with_capacity(size + 1);
            for (health, after) in asked.runs() {
                if rooms.len() <= size {
                    self.merge(&Wanted { asked, health }, after, size + 1, &mut rooms);
                }
            }
            rooms
        };
        let has_more = rooms.len() > size;
        rooms.truncate(size);
        Picked { sight: Sight::naming(rooms.clone()), rooms, has_more }
    }

    /// Adds rooms in the order of names until there are `most`.
    fn merge(
        &self,
        wanted: &Wanted<'_>,
        after: Option<(&str, Id<Room>)>,
        most: usize,
        rooms: &mut Vec<(Id<Organization>, Id<Room>)>,
    ) {
        let descending = wanted.asked.descending;
        let may_have =
            |part: &&Part| wanted.health.is_none_or(|health| part.at.rooms.counts().of(health) > 0);
        let mut heads: BinaryHeap<Head<'_>> = self
            .parts
            .iter()
            .filter(may_have)
            .filter_map(|part| Head::of(part.walk(after, wanted.health, descending), wanted))
            .collect();
        while rooms.len() < most
            && let Some(head) = heads.pop()
        {
            if let (_, Some(room)) = head.key {
                rooms.push((head.walk.part.at.id, room));
            }
            heads.extend(Head::of(head.walk, wanted));
        }
    }

    /// The first rooms by last contact: all in sight are looked at, few are kept.
    fn by_last_seen(&self, asked: &Asked, most: usize) -> Vec<(Id<Organization>, Id<Room>)> {
        let after = match &asked.after {
            Some(After::LastSeen(at, id)) => Some((*at, *id)),
            _ => None,
        };
        let wanted = Wanted { asked, health: asked.health };
        let candidates = self.parts.iter().flat_map(|part| {
            let wanted = &wanted;
            part.positions().filter(move |at| wanted.matches(&part.at, *at)).filter_map(move |at| {
                Some(((part.at.rooms.last_seen(at), part.at.rooms.id(at)?), part.at.id))
            })
        });
        if asked.descending {
            let behind = candidates.filter(|(key, _)| after.is_none_or(|after| *key < after));
            first(behind.map(Reverse), most)
                .into_iter()
                .map(|Reverse((key, tenant))| (tenant, key.1))
                .collect()
        } else {
            let behind = candidates.filter(|(key, _)| after.is_none_or(|after| *key > after));
            first(behind, most).into_iter().map(|(key, tenant)| (tenant, key.1)).collect()
        }
    }
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// The least things, in ascending order.
pub(super) fn first<T: Ord>(things: impl Iterator<Item = T>, most: usize) -> Vec<T> {
    let mut kept = BinaryHeap::with_capacity(most + 1);
    for thing in things {
        if kept.len() < most {
            kept.push(thing);
        } else if kept.peek().is_some_and(|greatest| thing < *greatest) {
            kept.pop();
            kept.push(thing);
        }
    }
    kept.into_sorted_vec()
}

/// The positions of all regions' rooms; none stands for all of them.
fn union(regions: &[&Region]) -> Option<Arc<Positions>> {
    if let [region] = regions {
        return region.rooms().cloned();
    }
    let mut regions = regions.iter();
    let mut all = Positions::clone(regions.next()?.rooms()?);
    for region in regions {
        all.join(region.rooms()?);
    }
    Some(Arc::new(all))
}

/// The next room of one organization; the greatest head is the next of all.
struct Head<'a> {
    key: (&'a str, Option<Id<Room>>),
    walk: Walk<'a>,
}

impl<'a> Head<'a> {
    fn of(mut walk: Walk<'a>, wanted: &Wanted<'_>) -> Option<Self> {
        let at = walk.next(wanted)?;
        Some(Self { key: walk.part.at.rooms.key(at), walk })
    }
}

impl Ord for Head<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let order = self.key.cmp(&other.key);
        if self.walk.descending { order } else { order.reverse() }
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
