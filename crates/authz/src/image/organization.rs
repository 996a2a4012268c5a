//! What is known of one organization: the sum of its facts.
//!
//! Invariant: cheap to clone, since its parts are shared until one of them changes; it is never changed in place
//! once others hold it.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    id::{Id, Link, Organization, Place, Room},
    role::SiteLeadProfile,
    scope::Scope,
};

use super::{
    directory::Directory,
    places::Places,
    positions::Positions,
    rights::{Cover, Entry, Holding, Rights, held},
    rooms::{RoomEdit, RoomLine, Rooms},
};
use uuid::Uuid;

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
    /// Who holds something by them, as checks read it.
    pub(crate) entries: Arc<[Entry]>,
    /// Its places.
    pub places: Arc<Places>,
    /// Its rooms.
    pub rooms: Rooms,
    /// What the assignments cover, by the covers that the entries name.
    pub(crate) covers: Arc<[Cover]>,
    /// The rooms of the links whose partners act in rooms by delegation, by the positions of these links; of a link that covers every
    /// room there is nothing to say.
    rooms_of_links: Arc<[(usize, Arc<Positions>)]>,
}

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
            entries: Arc::default(),
            places: Arc::default(),
            rooms: Rooms::default(),
            covers: Arc::default(),
            rooms_of_links: Arc::default(),
        }
    }

    /// Gives it all of its rooms.
    pub fn set_rooms(&mut self, lines: Vec<RoomLine>) {
        self.rooms = Rooms::of(lines);
        self.enter();
    }

    /// Works out anew who holds what.
    fn enter(&mut self) {
        let covered = |scope: &Scope, ceiling: &Scope| self.covered_by_both(scope, ceiling);
        let (entries, covers) = self.rights.entries(self.id, covered);
        (self.entries, self.covers) = (entries, covers);
        let cut = self.rights.linked().iter().enumerate().filter(|(_, link)| {
            !link.reach.scope.is_all() && self.rights.opens_rooms_by_delegation(link.partner)
        });
        let rooms = |scope: &Scope| Arc::new(self.covered_by_both(&Scope::ALL, scope));
        self.rooms_of_links = cut.map(|(position, link)| (position, rooms(&link.reach.scope))).collect();
    }

    /// The rooms that a link covers whose partner acts in rooms by delegation; none stands for all.
    pub(crate) fn rooms_of_link(&self, position: usize) -> Option<&Arc<Positions>> {
        self.rooms_of_links.iter().find(|(of, _)| *of == position).map(|(_, rooms)| rooms)
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

    /// The positions of the rooms that both scopes cover.
    pub fn covered_by_both(&self, scope: &Scope, ceiling: &Scope) -> Positions {
        // What names few things finds the rooms; the other is then only asked about these.
        let (finding, other) = if scope.whole { (ceiling, scope) } else { (scope, ceiling) };
        let covers = |at| self.covers(finding, at) && self.covers(other, at);
        if finding.whole || !finding.included.places.is_empty() {
            return Positions::of(self.rooms.len(), covers);
        }
        let mut found = Positions::none(self.rooms.len());
        let members = self.rooms.members();
        let in_groups = finding.included.groups.iter().filter_map(|group| members.get(group)).flatten();
        in_groups.for_each(|at| found.insert(*at as usize));
        let named = finding.included.rooms.iter().filter_map(|room| self.rooms.position(*room));
        named.for_each(|at| found.insert(at));
        found.retain(covers);
        found
    }

    /// How many of the rooms that lists show a scope covers.
    pub fn count_covered(&self, scope: &Scope) -> i64 {
        if scope.is_all() {
            return self.rooms.counts().all();
        }
        self.rooms.counts_in(&self.covered_by_both(scope, &Scope::ALL)).all()
    }

    /// What people of an organization hold here by one of their principals.
    pub(crate) fn held_by<'a>(
        &'a self,
        home: Id<Organization>,
        principals: &'a [Uuid],
    ) -> impl Iterator<Item = &'a Holding> {
        held(&self.entries, home, principals, None).filter_map(|entry| self.rights.holding(entry))
    }

    /// What an entry covers; none where it covers every room at any time.
    pub(crate) fn cover(&self, entry: &Entry) -> Option<&Cover> {
        self.covers.get(entry.cover as usize)
    }

    /// Every person and group of a partner that holds something by a live link, by a granular relationship or on a subscription; for those
    /// who hold something by delegated admin privileges, the partner stands.
    pub(crate) fn members_of_partners(&self) -> impl Iterator<Item = Uuid> {
        let linked = self.entries.iter().filter(|entry| entry.link().is_some()).map(|entry| entry.member);
        let granular = self.rights.granular_holders().map(|(_, holder)| holder.group.uuid());
        let of_partners = |(home, _): &(Id<Organization>, _)| *home != self.id;
        let on_subscriptions = self.rights.subscription_holders().filter(of_partners);
        let agents = self.rights.delegated_to_agents().map(Id::uuid);
        linked.chain(granular).chain(on_subscriptions.map(|(_, member)| member.uuid())).chain(agents)
    }

    /// Whether one of these principals of an organization holds something here: by its live link, by a granular relationship or on a
    /// subscription.
    pub fn is_held_by(&self, partner: Id<Organization>, principals: &[Uuid]) -> bool {
        let mut holders = self.rights.granular_holders().filter(|(of, _)| *of == partner);
        self.held_by(partner, principals).next().is_some()
            || holders.any(|(_, holder)| principals.contains(&holder.group.uuid()))
            || self.rights.subscription_roles(partner).any(|(_, it)| principals.contains(&it.member.uuid()))
    }

    /// Whether people of another organization can hold something here.
    pub(crate) fn is_open_to(&self, partner: Id<Organization>) -> bool {
        self.rights.linked().iter().any(|linked| linked.partner == partner)
            || self.rights.granulars(partner).next().is_some()
            || self.rights.subscription_roles(partner).next().is_some()
    }

    /// The link with a position among the live ones.
    pub fn link_position(&self, link: Id<Link>) -> Option<usize> {
        self.rights.linked().iter().position(|linked| linked.link == link)
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
                Fact::Unconfirmed { user, is } => {
                    Arc::make_mut(&mut self.directory).set_unconfirmed(*user, is.after);
                }
                Fact::GroupMember { group, member, is } => {
                    Arc::make_mut(&mut self.directory).set_member(*group, *member, is.after);
                }
                Fact::DirectoryRole { role, member, is } => {
                    Arc::make_mut(&mut self.directory).set_role(*role, *member, is.after);
                }
                Fact::AgentGroup { group, agent, is } => {
                    Arc::make_mut(&mut self.directory).set_agents(*group, *agent, is.after);
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
            self.enter();
        }
    }

    /// Shows rooms as they are told now.
    pub fn show(&mut self, edits: &BTreeMap<Id<Room>, RoomEdit>) {
        if self.rooms.edit(edits) {
            self.enter();
        }
    }
}

fn apply_right(rights: &mut Rights, fact: &Fact) {
    match fact {
        Fact::Scope { scope, content } => rights.set_scope(*scope, content.after.clone()),
        Fact::CustomRole { role, permissions } => rights.set_role(*role, permissions.after),
        Fact::Link { link, is } => rights.set_link(*link, is.after.clone()),
        Fact::Reseller { relationship, is } => rights.set_reseller(*relationship, is.after),
        Fact::Granular { relationship, is } => rights.set_granular(*relationship, is.after.clone()),
        Fact::SubscriptionRole { assignment, is } => rights.set_subscription_role(*assignment, is.after),
        Fact::Block { user, is } => rights.set_block(*user, is.after),
        Fact::Assignment { assignment, is } => rights.set_assignment(*assignment, is.after.clone()),
        Fact::AssignmentMember { assignment, member, is } => {
            rights.set_assignment_member(*assignment, *member, is.after);
        }
        _ => {}
    }
}
