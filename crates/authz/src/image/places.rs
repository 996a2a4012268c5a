//! The places of one organization, each with the way down to it.

use std::sync::Arc;

use domain::id::{Id, Place};
use rustc_hash::FxHashMap;

/// Where each place lies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    within: FxHashMap<Id<Place>, Option<Id<Place>>>,
    ways: FxHashMap<Id<Place>, Arc<[Id<Place>]>>,
}

impl Places {
    /// The way from the widest place down to this one, itself included; empty for a place that is not there.
    pub fn way(&self, place: Id<Place>) -> &[Id<Place>] {
        self.ways.get(&place).map_or(&[], |way| way)
    }

    /// Every place, in no order.
    pub fn ids(&self) -> impl Iterator<Item = Id<Place>> {
        self.ways.keys().copied()
    }

    pub(super) fn set(&mut self, place: Id<Place>, parent: Option<Option<Id<Place>>>) {
        match parent {
            Some(parent) => drop(self.within.insert(place, parent)),
            None => drop(self.within.remove(&place)),
        }
    }

    /// Works the ways out anew. A circle, which use cases refuse, ends where it closes.
    pub(super) fn settle(&mut self) {
        let way = |place: Id<Place>| {
            let mut way = vec![place];
            let mut at = place;
            while let Some(Some(parent)) = self.within.get(&at).copied() {
                if way.contains(&parent) {
                    break;
                }
                way.push(parent);
                at = parent;
            }
            way.reverse();
            (place, way.into())
        };
        self.ways = self.within.keys().copied().map(way).collect();
    }
}
