//! The image: what decisions and the common lists read, in memory, as flat tables for each organization.
//!
//! Invariants: pure; it is the sum of facts, and applying the same facts gives the same image; nothing in it is kept for
//! a person that a revocation would have to find.

mod directory;
mod list;
mod organization;
mod places;
mod rights;
mod rooms;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use domain::id::{Id, Organization, Room};
use rustc_hash::FxHashMap;
use uuid::Uuid;

pub use directory::{Directory, Person};
pub use list::{After, Asked, Order, Picked, RoomsInSight};
pub use organization::OrganizationFacts;
pub use places::Places;
pub use rights::{Holding, Linked, Reach, Rights, Slice, ceiling};
pub use rooms::{RoomEdit, RoomLine, Rooms};

use crate::fact::Fact;

/// All organizations of a node.
#[derive(Clone, Debug, Default)]
pub struct Image {
    organizations: FxHashMap<Id<Organization>, Arc<OrganizationFacts>>,
    /// By principal: the organizations whose links give it something.
    reached: FxHashMap<Uuid, BTreeSet<Id<Organization>>>,
    /// By partner: the organizations that have a live link with it.
    customers: FxHashMap<Id<Organization>, BTreeSet<Id<Organization>>>,
}

impl Image {
    /// What is known of an organization.
    pub fn organization(&self, id: Id<Organization>) -> Option<&Arc<OrganizationFacts>> {
        self.organizations.get(&id)
    }

    /// Every organization.
    pub fn organizations(&self) -> impl Iterator<Item = &Arc<OrganizationFacts>> {
        self.organizations.values()
    }

    /// The organizations whose links give something to one of these principals, in ascending order.
    pub fn reached_by(&self, principals: &[Uuid]) -> Vec<Id<Organization>> {
        let mut reached: Vec<_> = principals
            .iter()
            .filter_map(|principal| self.reached.get(principal))
            .flatten()
            .copied()
            .collect();
        reached.sort_unstable();
        reached.dedup();
        reached
    }

    /// The organizations that have a live link with a partner, in ascending order.
    pub fn customers_of(&self, partner: Id<Organization>) -> impl Iterator<Item = Id<Organization>> {
        self.customers.get(&partner).into_iter().flatten().copied()
    }

    /// Puts an organization as a whole in its place.
    pub fn put(&mut self, facts: OrganizationFacts) {
        let before = self.organizations.get(&facts.id).cloned();
        let facts = Arc::new(facts);
        self.connect(before.as_deref(), &facts);
        self.organizations.insert(facts.id, facts);
    }

    /// Lets facts of an organization become true.
    pub fn apply<'a>(&mut self, id: Id<Organization>, facts: impl IntoIterator<Item = &'a Fact>) {
        let entry = self.organizations.entry(id).or_insert_with(|| Arc::new(OrganizationFacts::new(id)));
        let before = Arc::clone(entry);
        Arc::make_mut(entry).apply(facts);
        let after = Arc::clone(entry);
        if !Arc::ptr_eq(&before.rights, &after.rights) {
            self.connect(Some(&before), &after);
        }
    }

    /// Shows rooms of an organization as they are told now.
    pub fn show(&mut self, id: Id<Organization>, edits: &BTreeMap<Id<Room>, RoomEdit>) {
        if let Some(entry) = self.organizations.get_mut(&id) {
            Arc::make_mut(entry).show(edits);
        }
    }

    /// Keeps in step who is reached by the links of an organization.
    fn connect(&mut self, before: Option<&OrganizationFacts>, after: &OrganizationFacts) {
        let linked = |facts: &OrganizationFacts| {
            let mut partners = BTreeSet::new();
            let mut members = BTreeSet::new();
            for linked in facts.rights.linked() {
                partners.insert(linked.partner);
                members.extend(linked.slice.members());
            }
            (partners, members)
        };
        let id = after.id;
        let (old_partners, old_members) = before.map(linked).unwrap_or_default();
        let (partners, members) = linked(after);
        turn(&mut self.reached, id, &old_members, &members);
        turn(&mut self.customers, id, &old_partners, &partners);
    }
}

fn turn<K: Copy + Ord + std::hash::Hash>(
    index: &mut FxHashMap<K, BTreeSet<Id<Organization>>>,
    id: Id<Organization>,
    before: &BTreeSet<K>,
    after: &BTreeSet<K>,
) {
    for gone in before.difference(after) {
        if let Some(set) = index.get_mut(gone) {
            set.remove(&id);
            if set.is_empty() {
                index.remove(gone);
            }
        }
    }
    for new in after.difference(before) {
        index.entry(*new).or_default().insert(id);
    }
}
