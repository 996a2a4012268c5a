//! The rooms of one organization in the order of their names, with exact counts.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, OnceLock},
};

use domain::{
    health::{Health, HealthCounts},
    id::{Id, Room, RoomGroup},
    scope::Scope,
};

use crate::sight::Region;

/// A room as lists need it to order, filter and count. Cheap to copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomLine {
    /// The folded name by which rooms are ordered and searched.
    pub name: Arc<str>,
    /// The room.
    pub id: Id<Room>,
    /// Its health.
    pub health: Health,
    /// The groups it is in.
    pub groups: Arc<[Id<RoomGroup>]>,
}

impl RoomLine {
    pub(super) fn place(&self) -> (&str, Id<Room>) {
        (&self.name, self.id)
    }
}

/// The rooms of one organization that lists show, as they were at a version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrganizationRooms {
    version: i64,
    lines: Vec<RoomLine>,
    counts: HealthCounts,
    /// Where the members of each group stand among the lines; made when it is asked for first.
    members: OnceLock<HashMap<Id<RoomGroup>, Vec<usize>>>,
}

impl OrganizationRooms {
    /// All rooms of an organization at a version.
    pub fn of(version: i64, mut lines: Vec<RoomLine>) -> Self {
        lines.sort_by(|a, b| a.place().cmp(&b.place()));
        let mut counts = HealthCounts::default();
        for line in &lines {
            counts.add(line.health);
        }
        Self { version, lines, counts, members: OnceLock::new() }
    }

    /// The version it shows.
    pub const fn version(&self) -> i64 {
        self.version
    }

    /// Exact counts of all rooms.
    pub const fn counts(&self) -> HealthCounts {
        self.counts
    }

    /// The same rooms at a later version: `changed` rooms are as `lines` say, or gone where no line tells of them.
    pub fn patched(&self, version: i64, changed: &BTreeSet<Id<Room>>, lines: Vec<RoomLine>) -> Self {
        let kept = self.lines.iter().filter(|line| !changed.contains(&line.id));
        Self::of(version, kept.cloned().chain(lines).collect())
    }

    /// Where the rooms stand that regions of a sight show.
    pub(super) fn within(&self, regions: &[&Region]) -> Vec<usize> {
        let mut shown = Vec::new();
        for region in regions {
            // The scope of the assignment finds the rooms, or else that of the link; both must cover them.
            let (finding, other) = match region.reach.stored {
                Some(_) => (&region.reach, &region.ceiling),
                None => (&region.ceiling, &region.reach),
            };
            let mut found = self.found(&finding.scope);
            if other.scope != Scope::All {
                let covers = |line: &RoomLine| other.covers(line.id, &line.groups);
                found.retain(|at| self.lines.get(*at).is_some_and(covers));
            }
            shown.append(&mut found);
        }
        shown.sort_unstable();
        shown.dedup();
        shown
    }

    /// Where the rooms of a scope stand.
    fn found(&self, scope: &Scope) -> Vec<usize> {
        let Scope::Some { rooms, groups } = scope else { return (0..self.lines.len()).collect() };
        let mut found: Vec<usize> =
            groups.iter().filter_map(|group| self.members().get(group)).flatten().copied().collect();
        if !rooms.is_empty() {
            let named = self.lines.iter().enumerate().filter(|(_, line)| rooms.contains(&line.id));
            found.extend(named.map(|(at, _)| at));
        }
        found
    }

    /// The members of each group, by where they stand.
    pub(super) fn members(&self) -> &HashMap<Id<RoomGroup>, Vec<usize>> {
        self.members.get_or_init(|| {
            let mut members: HashMap<_, Vec<usize>> = HashMap::new();
            for (at, line) in self.lines.iter().enumerate() {
                line.groups.iter().for_each(|group| members.entry(*group).or_default().push(at));
            }
            members
        })
    }

    pub(super) fn all(&self) -> &[RoomLine] {
        &self.lines
    }
}
