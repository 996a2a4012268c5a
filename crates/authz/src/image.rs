//! The image: what decisions and the common lists read, in memory, as flat tables for each organization.
//!
//! Invariants: pure; it is the sum of facts, and applying the same facts gives the same image; nothing in it is kept for
//! a person that a revocation would have to find.

mod asked;
mod directory;
mod fault_list;
mod found;
mod gate;
mod list;
mod organization;
mod places;
mod positions;
mod rights;
mod ring_list;
mod rooms;
mod single;
mod ticket_list;
mod tickets;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use domain::{
    id::{Id, Organization, Room, User},
    permission::Permission,
    time::Time,
};
use rustc_hash::FxHashMap;
use uuid::Uuid;

pub use asked::{After, Asked, Order};
pub use directory::{Directory, Person};
pub use fault_list::{FoldedFault, PickedFaults};
pub use list::{Picked, RoomsInSight};
pub use organization::OrganizationFacts;
pub use places::Places;
pub use positions::Positions;
pub(crate) use rights::held;
pub use rights::{Cover, Entry, Holding, Linked, Reach, Rights, ceiling};
pub use ring_list::RingCounts;
pub use rooms::{RoomEdit, RoomLine, Rooms, Told};
pub use ticket_list::{AskedTickets, PickedTickets, TicketOrder};
pub use tickets::{Fault, OpenTicket};

use self::gate::Gate;
use crate::fact::Fact;

/// All organizations of a node.
#[derive(Clone, Debug, Default)]
pub struct Image {
    organizations: FxHashMap<Id<Organization>, Arc<OrganizationFacts>>,
    gate: Gate,
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

    /// Whether somebody may use a permission in a room of an organization: one check, straight from flat tables. What is
    /// disabled or unknown may nothing and is nothing.
    pub fn allows(
        &self,
        now: Time,
        user: Id<User>,
        permission: Permission,
        tenant: Id<Organization>,
        room: Id<Room>,
    ) -> bool {
        self.gate.allows(now, user, permission, tenant, room)
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

    /// The organizations with which a partner has a live link or another relationship, in ascending order.
    pub fn customers_of(&self, partner: Id<Organization>) -> impl Iterator<Item = Id<Organization>> {
        self.customers.get(&partner).into_iter().flatten().copied()
    }

    /// Whether an organization has a live link with a partner, or lets it hold something by another relationship.
    pub fn is_customer(&self, partner: Id<Organization>, tenant: Id<Organization>) -> bool {
        self.customers.get(&partner).is_some_and(|customers| customers.contains(&tenant))
    }

    /// Puts an organization as a whole in its place.
    pub fn put(&mut self, facts: OrganizationFacts) {
        let id = facts.id;
        let facts = Arc::new(facts);
        let before = self.organizations.insert(id, Arc::clone(&facts));
        let people =
            before.iter().flat_map(|before| before.directory.people()).chain(facts.directory.people());
        self.gate.set_people(&facts, people.map(|(user, _)| user));
        self.gate.set_organization(&facts);
        self.connect(before.as_deref(), &facts);
    }

    /// Lets facts of an organization become true.
    pub fn apply<'a>(&mut self, id: Id<Organization>, facts: impl IntoIterator<Item = &'a Fact> + Clone) {
        let before =
            self.organizations.get(&id).cloned().unwrap_or_else(|| Arc::new(OrganizationFacts::new(id)));
        let mut after = OrganizationFacts::clone(&before);
        after.apply(facts.clone());
        let after = Arc::new(after);
        self.organizations.insert(id, Arc::clone(&after));
        self.gate.set_people(&after, touched(&before, &after, facts));
        if !Arc::ptr_eq(&before.entries, &after.entries) {
            self.gate.set_organization(&after);
        }
        if !Arc::ptr_eq(&before.rights, &after.rights) {
            self.connect(Some(&before), &after);
        }
    }

    /// Shows rooms of an organization as they are told now.
    pub fn show(&mut self, id: Id<Organization>, edits: &BTreeMap<Id<Room>, RoomEdit>) {
        let Some(facts) = self.organizations.get_mut(&id) else { return };
        let before = Arc::clone(&facts.entries);
        let facts = Arc::make_mut(facts);
        facts.show(edits);
        if !Arc::ptr_eq(&before, &facts.entries) {
            self.gate.set_organization(facts);
        }
    }

    /// Writes down when the devices of rooms of an organization were heard.
    pub fn hear(&mut self, id: Id<Organization>, heard: &[(Id<Room>, Time)]) {
        let Some(facts) = self.organizations.get_mut(&id) else { return };
        let facts = Arc::make_mut(facts);
        let positions: Vec<_> =
            heard.iter().filter_map(|(room, at)| Some((facts.rooms.position(*room)?, *at))).collect();
        facts.rooms.hear(positions);
    }

    /// Keeps in step who of partners holds something at an organization.
    fn connect(&mut self, before: Option<&OrganizationFacts>, after: &OrganizationFacts) {
        let linked = |facts: &OrganizationFacts| {
            let partners: BTreeSet<_> = facts.rights.partners().collect();
            let members: BTreeSet<_> = facts.members_of_partners().collect();
            (partners, members)
        };
        let id = after.id;
        let (old_partners, old_members) = before.map(linked).unwrap_or_default();
        let (partners, members) = linked(after);
        turn(&mut self.reached, id, &old_members, &members);
        turn(&mut self.customers, id, &old_partners, &partners);
    }
}

/// The people of an organization of whom facts tell something new.
fn touched<'a>(
    before: &OrganizationFacts,
    after: &OrganizationFacts,
    facts: impl IntoIterator<Item = &'a Fact>,
) -> BTreeSet<Id<User>> {
    let mut touched = BTreeSet::new();
    for fact in facts {
        match fact {
            Fact::Capability { .. } => touched.extend(after.directory.people().map(|(user, _)| user)),
            Fact::Person { user, .. } | Fact::Unconfirmed { user, .. } => drop(touched.insert(*user)),
            Fact::GroupMember { member, .. }
            | Fact::DirectoryRole { member, .. }
            | Fact::TenantManager { member, .. } => {
                touched.extend(before.directory.people_below(*member));
                touched.extend(after.directory.people_below(*member));
            }
            _ => {}
        }
    }
    touched
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
