//! What a check reads: flat tables of numbers beside the image, so that it touches few places of the memory.
//!
//! Invariant: derived from organizations alone and renewed with each of them, so that a check says what the grants say
//! (`facts::grants`). Nothing in it is an answer that was given before.

use std::sync::Arc;

use domain::{
    id::{Id, Organization, Room, User},
    permission::{Permission, PermissionSet},
    time::Time,
};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use uuid::Uuid;

use super::{
    found::Found,
    organization::OrganizationFacts,
    rights::{Cover, PLAIN},
};

/// The tables.
#[derive(Clone, Debug, Default)]
pub(super) struct Gate {
    /// Numbers of people, groups and organizations, given in the order in which they were met first and never again.
    numbers: FxHashMap<Uuid, u32>,
    /// Enabled people.
    people: FxHashMap<Id<User>, Caller>,
    places: FxHashMap<Id<Organization>, Place>,
}

/// A person who may ask.
#[derive(Clone, Debug)]
struct Caller {
    /// The organization.
    home: u32,
    /// Whether that has the partner capability.
    is_partner: bool,
    /// What directory roles allow at home.
    by_directory: PermissionSet,
    /// The person and every group around.
    principals: SmallVec<[u32; 6]>,
}

/// An organization about whose rooms can be asked.
#[derive(Clone, Debug)]
struct Place {
    number: u32,
    /// By home and member in ascending order.
    rows: Arc<[Row]>,
    found: Found,
    covers: Arc<[Cover]>,
    /// Whom it denies everything that does not come from itself (decision 8), in ascending order.
    denied: Arc<[Id<User>]>,
}

/// Somebody holds something there.
#[derive(Clone, Copy, Debug)]
struct Row {
    home: u32,
    member: u32,
    allows: PermissionSet,
    /// Where it does not count at any time and for every room: what it covers.
    cover: u32,
}

impl Gate {
    /// Whether somebody may use a permission in a room.
    #[inline]
    pub(super) fn allows(
        &self,
        now: Time,
        user: Id<User>,
        permission: Permission,
        tenant: Id<Organization>,
        room: Id<Room>,
    ) -> bool {
        let (Some(at), Some(caller)) = (self.places.get(&tenant), self.people.get(&user)) else {
            return false;
        };
        // Where the room stands is a walk to a far place of the memory: only who holds something needs it.
        if caller.home == at.number {
            if caller.by_directory.has(permission) {
                return at.found.position(room).is_some();
            }
        } else if !caller.is_partner || (!at.denied.is_empty() && at.denied.binary_search(&user).is_ok()) {
            return false;
        }
        let mut position = None;
        let mut holds = |row: &Row| {
            let position = *position.get_or_insert_with(|| at.found.position(room));
            position.is_some_and(|position| {
                row.cover == PLAIN
                    || at.covers.get(row.cover as usize).is_some_and(|cover| cover.holds(position, now))
            })
        };
        // Few rows and few principals: the shorter list is walked, the longer searched.
        if at.rows.len() <= caller.principals.len() * 8 {
            return at.rows.iter().any(|row| {
                row.allows.has(permission)
                    && row.home == caller.home
                    && caller.principals.contains(&row.member)
                    && holds(row)
            });
        }
        caller.principals.iter().any(|principal| {
            let key = (caller.home, *principal);
            let from = at.rows.partition_point(|row| (row.home, row.member) < key);
            let rest = at.rows.get(from..).unwrap_or_default();
            let mut own = rest.iter().take_while(|row| (row.home, row.member) == key);
            own.any(|row| row.allows.has(permission) && holds(row))
        })
    }

    fn number(&mut self, of: Uuid) -> u32 {
        let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        *self.numbers.entry(of).or_insert(next)
    }

    /// Takes over what is known of an organization, its people aside.
    pub(super) fn set_organization(&mut self, facts: &OrganizationFacts) {
        let number = self.number(facts.id.uuid());
        let mut rows: Vec<Row> = facts
            .entries
            .iter()
            .map(|entry| Row {
                home: self.number(entry.home.uuid()),
                member: self.number(entry.member),
                allows: entry.allows,
                cover: entry.cover,
            })
            .collect();
        rows.sort_unstable_by_key(|row| (row.home, row.member));
        let place = Place {
            number,
            rows: rows.into(),
            found: facts.rooms.found().clone(),
            covers: Arc::clone(&facts.covers),
            denied: facts.rights.denied().into(),
        };
        self.places.insert(facts.id, place);
    }

    /// Takes over what is known of some people of an organization.
    pub(super) fn set_people(
        &mut self,
        facts: &OrganizationFacts,
        people: impl IntoIterator<Item = Id<User>>,
    ) {
        let home = self.number(facts.id.uuid());
        for user in people {
            let Some(person) = facts.directory.person(user).filter(|person| person.enabled) else {
                self.people.remove(&user);
                continue;
            };
            let caller = Caller {
                home,
                is_partner: facts.is_partner,
                by_directory: person.permissions,
                principals: person.principals.iter().map(|principal| self.number(*principal)).collect(),
            };
            self.people.insert(user, caller);
        }
    }
}
