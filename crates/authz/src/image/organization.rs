//! What is known of one organization: the sum of its facts.
//!
//! Invariant: cheap to clone, since its parts are shared until one of them changes; it is never changed in place
//! once others hold it.

use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

use domain::{
    id::{Id, Link, Organization, Place, Room, RoomGroup},
    role::SiteLeadProfile,
    scope::Scope,
};

use super::{
    directory::Directory,
    places::Places,
    rights::Rights,
    rooms::{RoomEdit, RoomLine, Rooms},
};
use crate::fact::Fact;

/// The facts of one organization.
#[derive(Clone, Debug)]
pub struct OrganizationFacts {
    /// The organization.
    pub id: Id<Organization>,
    /// Whether it has the partner capability.
    pub is_partner: bool,
    /// Whether it runs the server.
    pub is_operator: bool,
    /// What its Site Leads may.
    pub profile: SiteLeadProfile,
    /// Its people.
    pub directory: Arc<Directory>,
    /// Its links, roles and assignments.
    pub rights: Arc<Rights>,
    /// Its places.
    pub places: Arc<Places>,
    /// Its rooms.
    pub rooms: Rooms,
    /// Which rooms its scopes cover, worked out when asked for first.
    pub(super) covered: Arc<Covered>,
}

/// The rooms that assignments of links cover, by position of the link and of the assignment.
#[derive(Debug, Default)]
pub(super) struct Covered(OnceLock<Box<[CoveredByLink]>>);

/// The rooms that the assignments of one link cover, each worked out when asked for first.
type CoveredByLink = Box<[OnceLock<Box<[u32]>>]>;

impl PartialEq for OrganizationFacts {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
            && self.is_partner == other.is_partner
            && self.is_operator == other.is_operator
            && self.profile == other.profile
            && self.directory == other.directory
            && self.rights == other.rights
            && self.places == other.places
            && self.rooms == other.rooms
    }
}

impl OrganizationFacts {
    /// An organization of which nothing is known yet.
    pub fn new(id: Id<Organization>) -> Self {
        Self {
            id,
            is_partner: false,
            is_operator: false,
            profile: SiteLeadProfile::Standard,
            directory: Arc::default(),
            rights: Arc::default(),
            places: Arc::default(),
            rooms: Rooms::default(),
            covered: Arc::default(),
        }
    }

    /// Gives it all of its rooms.
    pub fn set_rooms(&mut self, lines: Vec<RoomLine>) {
        self.rooms = Rooms::of(lines);
        self.covered = Arc::default();
    }

    /// Whether a scope covers the room at a position.
    pub fn covers(&self, scope: &Scope, at: usize) -> bool {
        if scope.is_all() {
            return true;
        }
        let Some(room) = self.rooms.id(at) else { return false };
        let names_places = !scope.included.places.is_empty() || !scope.excluded.places.is_empty();
        let way = if names_places { self.way_to(at) } else { &[] };
        scope.covers(room, self.rooms.groups(at), way)
    }

    /// The places around the room at a position, from the widest.
    pub fn way_to(&self, at: usize) -> &[Id<Place>] {
        self.rooms.place(at).map_or(&[], |place| self.places.way(place))
    }

    /// The positions of the rooms that both scopes cover, in ascending order.
    pub fn covered_by_both(&self, scope: &Scope, ceiling: &Scope) -> Vec<u32> {
        // What names few things finds the rooms; the other is then only asked about these.
        let (finding, other) = if scope.whole { (ceiling, scope) } else { (scope, ceiling) };
        let mut found = self.candidates(finding);
        found.retain(|at| self.covers(finding, *at as usize) && self.covers(other, *at as usize));
        found
    }

    /// How many of the rooms that lists show a scope covers.
    pub fn count_covered(&self, scope: &Scope) -> i64 {
        if scope.is_all() {
            return self.rooms.counts().all();
        }
        let is_counted =
            |at: &u32| self.rooms.shown(*at as usize).is_some() && self.covers(scope, *at as usize);
        let count = self.candidates(scope).iter().filter(|at| is_counted(at)).count();
        i64::try_from(count).unwrap_or(i64::MAX)
    }

    /// Positions among which are all that a scope covers, in ascending order.
    fn candidates(&self, scope: &Scope) -> Vec<u32> {
        let all = || (0..u32::try_from(self.rooms.len()).unwrap_or(u32::MAX)).collect();
        if scope.whole || !scope.included.places.is_empty() {
            return all();
        }
        let members = self.rooms.members();
        let mut found: Vec<u32> =
            scope.included.groups.iter().filter_map(|group| members.get(group)).flatten().copied().collect();
        let named = scope.included.rooms.iter().filter_map(|room| self.rooms.position(*room));
        found.extend(named.filter_map(|at| u32::try_from(at).ok()));
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The positions of the rooms that an assignment of a link covers, by the positions of both.
    pub(crate) fn covered(&self, link: usize, holding: usize) -> &[u32] {
        let linked = self.rights.linked();
        let cells = self.covered.0.get_or_init(|| {
            let cells = |count: usize| (0..count).map(|_| OnceLock::new()).collect();
            linked.iter().map(|linked| cells(linked.slice.holdings.len())).collect()
        });
        let cell = cells.get(link).and_then(|cells| cells.get(holding));
        let both = linked.get(link).and_then(|linked| Some((linked, linked.slice.holdings.get(holding)?)));
        match (cell, both) {
            (Some(cell), Some((linked, holding))) => {
                cell.get_or_init(|| self.covered_by_both(&holding.reach.scope, &linked.reach.scope).into())
            }
            _ => &[],
        }
    }

    /// The link with a position among the live ones.
    pub fn link_position(&self, link: Id<Link>) -> Option<usize> {
        self.rights.linked().iter().position(|linked| linked.link == link)
    }

    /// The groups of a room; empty for one that is not there.
    pub fn groups_of(&self, room: Id<Room>) -> &[Id<RoomGroup>] {
        self.rooms.position(room).map_or(&[], |at| self.rooms.groups(at))
    }

    /// Lets facts become true.
    pub fn apply<'a>(&mut self, facts: impl IntoIterator<Item = &'a Fact>) {
        let mut rooms: BTreeMap<Id<Room>, RoomEdit> = BTreeMap::new();
        let (mut rights, mut places) = (false, false);
        for fact in facts {
            match fact {
                Fact::Capability { is } => self.is_partner = is.after,
                Fact::Profile { is } => {
                    self.profile = is.after;
                    rights = true;
                }
                Fact::Person { user, enabled } => {
                    Arc::make_mut(&mut self.directory).set_person(*user, enabled.after);
                }
                Fact::GroupMember { group, member, is } => {
                    Arc::make_mut(&mut self.directory).set_member(*group, *member, is.after);
                }
                Fact::DirectoryRole { role, member, is } => {
                    Arc::make_mut(&mut self.directory).set_role(*role, *member, is.after);
                }
                Fact::TenantManager { member, is } => {
                    Arc::make_mut(&mut self.directory).set_tenant_manager(*member, is.after);
                }
                Fact::Room { room, is } => rooms.entry(*room).or_default().exists = Some(is.after),
                Fact::RoomInGroup { room, group, is } => {
                    rooms.entry(*room).or_default().groups.push((*group, is.after));
                }
                Fact::RoomPlace { room, place } => {
                    rooms.entry(*room).or_default().place = Some(place.after);
                }
                Fact::Place { place, parent } => {
                    let parent = parent.after.map(|parent| parent.within);
                    Arc::make_mut(&mut self.places).set(*place, parent);
                    places = true;
                }
                fact => {
                    apply_right(Arc::make_mut(&mut self.rights), fact);
                    rights = true;
                }
            }
        }
        if rights {
            Arc::make_mut(&mut self.rights).settle(self.profile);
        }
        if places {
            Arc::make_mut(&mut self.places).settle();
        }
        if !rooms.is_empty() {
            self.rooms.edit(&rooms);
        }
        if rights || places || !rooms.is_empty() {
            self.covered = Arc::default();
        }
    }

    /// Shows rooms as they are told now.
    pub fn show(&mut self, edits: &BTreeMap<Id<Room>, RoomEdit>) {
        if self.rooms.edit(edits) {
            self.covered = Arc::default();
        }
    }
}

fn apply_right(rights: &mut Rights, fact: &Fact) {
    match fact {
        Fact::Scope { scope, content } => rights.set_scope(*scope, content.after.clone()),
        Fact::CustomRole { role, permissions } => rights.set_role(*role, permissions.after),
        Fact::Link { link, is } => rights.set_link(*link, is.after.clone()),
        Fact::Block { link, user, is } => rights.set_block(*link, *user, is.after),
        Fact::Assignment { assignment, is } => rights.set_assignment(*assignment, is.after.clone()),
        Fact::AssignmentMember { assignment, member, is } => {
            rights.set_assignment_member(*assignment, *member, is.after);
        }
        _ => {}
    }
}
