//! The rooms of one organization in the order of their names, with exact counts.

use std::{collections::BTreeSet, sync::Arc};

use domain::{
    health::{Health, HealthCounts},
    id::{Id, Room, RoomGroup},
};

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
}

impl OrganizationRooms {
    /// All rooms of an organization at a version.
    pub fn of(version: i64, lines: Vec<RoomLine>) -> Self {
        let mut rooms = Self { version, lines, counts: HealthCounts::default() };
        rooms.settle();
        rooms
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

    /// Puts the lines in order and counts them.
    fn settle(&mut self) {
        self.lines.sort_by(|a, b| a.place().cmp(&b.place()));
        let mut counts = HealthCounts::default();
        self.lines.iter().for_each(|line| counts.add(line.health));
        self.counts = counts;
    }

    /// The rooms after a place in the order of names, or from the end back to the place.
    pub(super) fn run(
        &self,
        after: Option<(&str, Id<Room>)>,
        descending: bool,
    ) -> Box<dyn Iterator<Item = &RoomLine> + '_> {
        if descending {
            let end =
                after.map_or(self.lines.len(), |place| self.lines.partition_point(|l| l.place() < place));
            Box::new(self.lines.get(..end).unwrap_or_default().iter().rev())
        } else {
            let start = after.map_or(0, |place| self.lines.partition_point(|l| l.place() <= place));
            Box::new(self.lines.get(start..).unwrap_or_default().iter())
        }
    }

    pub(super) fn all(&self) -> &[RoomLine] {
        &self.lines
    }
}
