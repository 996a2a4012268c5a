//! Links, roles and assignments of one organization as decisions need them: for the organization's own people and for
//! each partner, what each member of an assignment may do, and where.
//!
//! Invariant: a partner role counts only within the link of that partner, an own role only for the organization's own
//! people; what a link's ceiling cuts is cut here once, its rooms and moments at the decision.

use std::sync::{Arc, LazyLock};

use domain::{
    directory::Principal,
    id::{
        Assignment, CustomRole, GranularRelationship, Id, Link, Organization, ResellerRelationship,
        Scope as ScopeKind, SubscriptionAssignment, User,
    },
    link::LinkState,
    permission::{Permission, PermissionSet},
    role::{BuiltInRole, Role, SiteLeadProfile},
    scope::Scope,
    time::Time,
};
use litemap::LiteMap;
use rustc_hash::FxHashMap;
use uuid::Uuid;

use super::positions::Positions;
use crate::fact::{
    AssignmentFacts, GranularFacts, GranularHolder, LinkFacts, ResellerFacts, SubscriptionRoleFacts,
};

/// A scope with the place where it is stored, so that a list can name it in its statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The stored scope; none stands for all rooms.
    pub stored: Option<Id<ScopeKind>>,
    /// Its content.
    pub scope: Arc<Scope>,
}

/// An assignment as decisions read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    /// The assignment.
    pub assignment: Id<Assignment>,
    /// Its role.
    pub role: Role,
    /// What it allows, under the ceiling of its link.
    pub permissions: PermissionSet,
    /// Its rooms.
    pub reach: Reach,
    /// Not before this moment.
    pub from: Option<Time>,
    /// Not from this moment on.
    pub until: Option<Time>,
}

/// Somebody is a member of an assignment that counts, or would count but for its period or a suspended link.
///
/// Everything that a check asks first stands here, side by side for all assignments of an organization, so that most
/// checks read nothing else of the organization's rights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The organization whose people it is about: the partner of the link, or the organization itself.
    pub(super) home: Id<Organization>,
    /// A person or group.
    pub(super) member: Uuid,
    /// The position of the assignment among those of its link, or among the own ones.
    pub(crate) holding: u32,
    /// The position of the link; for own assignments [`OWN`].
    link: u32,
    /// What it allows, under the ceiling of its link.
    pub(crate) allows: PermissionSet,
    /// What it covers among the covers of the organization; [`PLAIN`] where it counts at any time, for each of its members
    /// and for every room.
    pub(super) cover: u32,
}

/// Stands for what covers every room at any time.
pub(super) const PLAIN: u32 = u32::MAX;

/// What an assignment covers, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// Whether its link is active.
    pub(super) is_active: bool,
    /// Not before this moment.
    pub(super) from: Option<Time>,
    /// Not from this moment on.
    pub(super) until: Option<Time>,
    /// The rooms that the scopes of the assignment and of its link cover; none stands for all.
    pub(crate) rooms: Option<Arc<Positions>>,
}

impl Cover {
    /// Whether it counts at a moment for the room at a position.
    #[inline]
    pub(super) fn holds(&self, room: usize, now: Time) -> bool {
        self.is_active
            && self.from.is_none_or(|from| from <= now)
            && self.until.is_none_or(|until| now < until)
            && self.rooms.as_ref().is_none_or(|rooms| rooms.contains(room))
    }
}

/// Stands for the own assignments, which belong to no link.
const OWN: u32 = u32::MAX;

impl Entry {
    /// The position of the link; none for an own assignment.
    pub(crate) fn link(&self) -> Option<usize> {
        (self.link != OWN).then_some(self.link as usize)
    }

    /// Whether it counts at any time, for each of its members and for every room.
    pub(crate) const fn is_plain(&self) -> bool {
        self.cover == PLAIN
    }

    const fn key(&self) -> (Id<Organization>, Uuid) {
        (self.home, self.member)
    }
}

/// What people of an organization hold by one of their principals; each assignment at most once for each principal.
/// Where a permission is wanted, only what allows it.
#[inline]
pub(crate) fn held<'a>(
    entries: &'a [Entry],
    home: Id<Organization>,
    principals: &'a [Uuid],
    wanted: Option<Permission>,
) -> impl Iterator<Item = &'a Entry> {
    let is_wanted = move |entry: &&Entry| wanted.is_none_or(|wanted| entry.allows.has(wanted));
    // Few entries and few principals: the shorter list is walked, the longer searched.
    let by_entry = entries.len() <= principals.len() * 4;
    let walked = by_entry.then(|| {
        entries
            .iter()
            .filter(is_wanted)
            .filter(move |entry| entry.home == home && principals.binary_search(&entry.member).is_ok())
    });
    let searched = (!by_entry).then(|| {
        principals.iter().flat_map(move |principal| {
            let key = (home, *principal);
            let rest = entries.get(entries.partition_point(|entry| entry.key() < key)..).unwrap_or_default();
            rest.iter().take_while(move |entry| entry.key() == key).filter(is_wanted)
        })
    });
    walked.into_iter().flatten().chain(searched.into_iter().flatten())
}

/// A live link as decisions read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linked {
    /// The partner.
    pub partner: Id<Organization>,
    /// The link.
    pub link: Id<Link>,
    /// Whether it is active; a suspended link gives nothing.
    pub is_active: bool,
    /// Its rooms.
    pub reach: Reach,
    /// What its roles may allow at most.
    pub ceiling: PermissionSet,
    /// Its assignments.
    pub holdings: Box<[Holding]>,
}

/// What is stored, and what follows from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rights {
    scopes: LiteMap<Id<ScopeKind>, Arc<Scope>>,
    roles: LiteMap<Id<CustomRole>, PermissionSet>,
    links: LiteMap<Id<Link>, LinkFacts>,
    resellers: LiteMap<Id<ResellerRelationship>, ResellerFacts>,
    granulars: LiteMap<Id<GranularRelationship>, GranularFacts>,
    subscription_roles: LiteMap<Id<SubscriptionAssignment>, SubscriptionRoleFacts>,
    assignments: LiteMap<Id<Assignment>, AssignmentFacts>,
    members: LiteMap<Id<Assignment>, Vec<Principal>>,
    own: Box<[Holding]>,
    linked: Box<[Linked]>,
    denied: Box<[Id<User>]>,
}

impl Rights {
    /// The assignments of the organization's own roles.
    pub const fn own(&self) -> &[Holding] {
        &self.own
    }

    /// The live links, by partner in ascending order.
    pub const fn linked(&self) -> &[Linked] {
        &self.linked
    }

    /// The live link with a partner, and where it stands.
    pub fn position_of(&self, partner: Id<Organization>) -> Option<(usize, &Linked)> {
        let at = self.linked.binary_search_by_key(&partner, |linked| linked.partner).ok()?;
        Some((at, self.linked.get(at)?))
    }

    /// The live link with a partner.
    pub fn link_with(&self, partner: Id<Organization>) -> Option<&Linked> {
        self.position_of(partner).map(|(_, linked)| linked)
    }

    /// The assignment of an entry.
    #[inline]
    pub(crate) fn holding(&self, entry: &Entry) -> Option<&Holding> {
        let holdings = match entry.link() {
            None => &self.own,
            Some(link) => &self.linked.get(link)?.holdings,
        };
        holdings.get(entry.holding as usize)
    }

    /// Whether somebody is directly a member of an assignment.
    pub(crate) fn is_member(&self, assignment: Id<Assignment>, member: Uuid) -> bool {
        self.members_of(assignment).any(|of| of.uuid() == member)
    }

    /// Whether the organization denies a person everything that does not come from itself: it blocks the person. What ends a link lifts
    /// no block, and what begins none either: only the customer does (decision 8).
    pub fn denies(&self, user: Id<User>) -> bool {
        self.denied.binary_search(&user).is_ok()
    }

    /// The reseller relationship with a partner, if there is one.
    pub fn reseller(&self, partner: Id<Organization>) -> Option<(Id<ResellerRelationship>, ResellerFacts)> {
        let mut all = self.resellers.iter().map(|(id, facts)| (*id, *facts));
        all.find(|(_, facts)| facts.partner == partner)
    }

    /// The granular relationships with a partner that both sides agreed to and nobody ended.
    pub fn granulars(
        &self,
        partner: Id<Organization>,
    ) -> impl Iterator<Item = (Id<GranularRelationship>, &GranularFacts)> {
        let all = self.granulars.iter().map(|(id, facts)| (*id, facts));
        all.filter(move |(_, facts)| facts.partner == partner)
    }

    /// The partners whose agents hold something by delegated admin privileges.
    pub(super) fn delegated_to_agents(&self) -> impl Iterator<Item = Id<Organization>> {
        self.resellers.values().filter(|facts| facts.has_privileges).map(|facts| facts.partner)
    }

    /// Whether the organization delegates directory roles to people of a partner, or could.
    pub(crate) fn delegates_to(&self, partner: Id<Organization>) -> bool {
        self.reseller(partner).is_some_and(|(_, facts)| facts.has_privileges)
            || self.granulars(partner).next().is_some()
    }

    /// Whether the organization lets what it delegates to a partner open rooms (decision 6).
    pub(crate) fn opens_rooms_by_delegation(&self, partner: Id<Organization>) -> bool {
        self.reseller(partner).is_some_and(|(_, facts)| facts.opens_rooms)
            || self.granulars(partner).any(|(_, facts)| facts.opens_rooms)
    }

    /// The partners that hold anything or could, by whatever relationship; some more than once.
    pub fn partners(&self) -> impl Iterator<Item = Id<Organization>> {
        let linked = self.linked.iter().map(|linked| linked.partner);
        let resellers = self.resellers.values().map(|facts| facts.partner);
        let granulars = self.granulars.values().map(|facts| facts.partner);
        let subscriptions = self.subscription_roles.values().map(|facts| facts.home);
        linked.chain(resellers).chain(granulars).chain(subscriptions)
    }

    /// The groups that hold directory roles by granular relationships, with the partner of each.
    pub(crate) fn granular_holders(&self) -> impl Iterator<Item = (Id<Organization>, &GranularHolder)> {
        let of = |facts: &'_ GranularFacts| facts.partner;
        self.granulars.values().flat_map(move |facts| facts.holders.iter().map(move |it| (of(facts), it)))
    }

    /// The roles on subscriptions that people of an organization hold.
    pub fn subscription_roles(
        &self,
        home: Id<Organization>,
    ) -> impl Iterator<Item = (Id<SubscriptionAssignment>, SubscriptionRoleFacts)> {
        let all = self.subscription_roles.iter().map(|(id, facts)| (*id, *facts));
        all.filter(move |(_, facts)| facts.home == home)
    }

    /// Whose people hold roles on subscriptions, and who.
    pub fn subscription_holders(&self) -> impl Iterator<Item = (Id<Organization>, Principal)> {
        self.subscription_roles.values().map(|facts| (facts.home, facts.member))
    }

    /// What a custom role allows, if there is such a role.
    pub fn custom_role(&self, role: Id<CustomRole>) -> Option<PermissionSet> {
        self.roles.get(&role).copied()
    }

    /// The content of a stored scope; one that is not there covers nothing.
    pub fn scope(&self, scope: Id<ScopeKind>) -> Arc<Scope> {
        self.scopes.get(&scope).cloned().unwrap_or_default()
    }

    /// What is stored of each assignment.
    pub fn assignments(&self) -> impl Iterator<Item = (Id<Assignment>, &AssignmentFacts)> {
        self.assignments.iter().map(|(id, facts)| (*id, facts))
    }

    /// The members of an assignment.
    pub fn members_of(&self, assignment: Id<Assignment>) -> impl Iterator<Item = Principal> {
        self.members.get(&assignment).into_iter().flatten().copied()
    }

    pub(super) fn set_scope(&mut self, scope: Id<ScopeKind>, content: Option<Scope>) {
        let share =
            |content: Scope| if content.is_all() { Arc::clone(&EVERYTHING) } else { Arc::new(content) };
        set(&mut self.scopes, scope, content.map(share));
    }

    pub(super) fn set_role(&mut self, role: Id<CustomRole>, permissions: Option<PermissionSet>) {
        set(&mut self.roles, role, permissions);
    }

    pub(super) fn set_link(&mut self, link: Id<Link>, facts: Option<LinkFacts>) {
        set(&mut self.links, link, facts.filter(|facts| !facts.state.is_ended()));
    }

    pub(super) fn set_block(&mut self, user: Id<User>, is: bool) {
        let mut denied = self.denied.to_vec();
        match (denied.binary_search(&user), is) {
            (Err(position), true) => denied.insert(position, user),
            (Ok(position), false) => drop(denied.remove(position)),
            _ => return,
        }
        self.denied = denied.into();
    }

    pub(super) fn set_reseller(
        &mut self,
        relationship: Id<ResellerRelationship>,
        facts: Option<ResellerFacts>,
    ) {
        set(&mut self.resellers, relationship, facts);
    }

    pub(super) fn set_granular(
        &mut self,
        relationship: Id<GranularRelationship>,
        facts: Option<GranularFacts>,
    ) {
        set(&mut self.granulars, relationship, facts);
    }

    pub(super) fn set_subscription_role(
        &mut self,
        assignment: Id<SubscriptionAssignment>,
        facts: Option<SubscriptionRoleFacts>,
    ) {
        set(&mut self.subscription_roles, assignment, facts);
    }

    pub(super) fn set_assignment(&mut self, assignment: Id<Assignment>, facts: Option<AssignmentFacts>) {
        set(&mut self.assignments, assignment, facts);
    }

    pub(super) fn set_assignment_member(&mut self, assignment: Id<Assignment>, member: Principal, is: bool) {
        let mut members = self.members.remove(&assignment).unwrap_or_default();
        match (members.binary_search(&member), is) {
            (Err(at), true) => members.insert(at, member),
            (Ok(at), false) => drop(members.remove(at)),
            _ => {}
        }
        set(&mut self.members, assignment, (!members.is_empty()).then_some(members));
    }

    /// Works out what follows from what is stored.
    pub(super) fn settle(&mut self, profile: SiteLeadProfile) {
        fit(&mut self.scopes);
        fit(&mut self.assignments);
        fit(&mut self.members);
        fit(&mut self.links);
        let mut own = Vec::new();
        let mut of_links: FxHashMap<Id<Link>, Vec<Holding>> = FxHashMap::default();
        for (assignment, facts) in self.assignments.iter() {
            let ceiling = match facts.link {
                None => PermissionSet::ALL,
                Some(link) => match self.links.get(&link) {
                    Some(link) => ceiling(link),
                    None => continue,
                },
            };
            let Some(permissions) = self.allowed(facts, profile, ceiling) else { continue };
            let holding = Holding {
                assignment: *assignment,
                role: facts.role,
                permissions: permissions.and(ceiling),
                reach: self.reach(facts.scope),
                from: facts.from,
                until: facts.until,
            };
            match facts.link {
                None => own.push(holding),
                Some(link) => of_links.entry(link).or_default().push(holding),
            }
        }
        self.own = own.into();
        let mut linked: Vec<Linked> = self
            .links
            .iter()
            .map(|(id, facts)| Linked {
                partner: facts.partner,
                link: *id,
                is_active: facts.state == LinkState::Active,
                reach: self.reach(facts.scope),
                ceiling: ceiling(facts),
                holdings: of_links.remove(id).unwrap_or_default().into(),
            })
            .collect();
        linked.sort_unstable_by_key(|linked| linked.partner);
        self.linked = linked.into();
    }

    /// The members of all assignments side by side, in ascending order, and what they cover; `covered` works out the
    /// rooms of the scopes of an assignment and of its link.
    pub(super) fn entries(
        &self,
        id: Id<Organization>,
        covered: impl Fn(&Scope, &Scope) -> Positions,
    ) -> (Arc<[Entry]>, Arc<[Cover]>) {
        let (mut entries, mut covers) = (Vec::new(), Vec::new());
        let mut enter = |held: &Holding, holding, home, at: Option<(u32, &Linked)>| {
            let everything = &EVERYTHING;
            let ceiling = at.map_or(everything.as_ref(), |(_, linked)| linked.reach.scope.as_ref());
            let is_whole = held.reach.scope.is_all() && ceiling.is_all();
            let is_active = at.is_none_or(|(_, linked)| linked.is_active);
            let is_lasting = held.from.is_none() && held.until.is_none();
            let is_for_all = at.is_none() || self.denied.is_empty();
            let cover = if is_whole && is_active && is_lasting && is_for_all {
                PLAIN
            } else {
                let rooms = (!is_whole).then(|| Arc::new(covered(&held.reach.scope, ceiling)));
                covers.push(Cover { is_active, from: held.from, until: held.until, rooms });
                u32::try_from(covers.len() - 1).unwrap_or(PLAIN)
            };
            let (link, allows) = (at.map_or(OWN, |(link, _)| link), held.permissions);
            for member in self.members_of(held.assignment).map(Principal::uuid) {
                entries.push(Entry { home, member, holding, link, allows, cover });
            }
        };
        for (held, holding) in self.own.iter().zip(0..) {
            enter(held, holding, id, None);
        }
        for (linked, link) in self.linked.iter().zip(0..) {
            for (held, holding) in linked.holdings.iter().zip(0..) {
                enter(held, holding, linked.partner, Some((link, linked)));
            }
        }
        entries.sort_unstable();
        (entries.into(), covers.into())
    }

    /// The people whom the organization denies everything that does not come from itself.
    pub(super) const fn denied(&self) -> &[Id<User>] {
        &self.denied
    }

    /// What a role allows where it is assigned; none for a role that does not belong there.
    fn allowed(
        &self,
        facts: &AssignmentFacts,
        profile: SiteLeadProfile,
        ceiling: PermissionSet,
    ) -> Option<PermissionSet> {
        match facts.role {
            // Primary admins hold whatever a role of their link may hold.
            Role::BuiltIn(BuiltInRole::PrimaryAdmins) => facts.link.map(|_| ceiling),
            Role::BuiltIn(role) => Some(role.permissions_under(profile)),
            Role::Custom(role) => self.custom_role(role),
        }
    }

    fn reach(&self, scope: Id<ScopeKind>) -> Reach {
        let content = self.scope(scope);
        Reach { stored: (!content.is_all()).then_some(scope), scope: content }
    }
}

/// What roles of a link may allow at most.
pub fn ceiling(link: &LinkFacts) -> PermissionSet {
    BuiltInRole::PrimaryAdmins.permissions().or(link.extended)
}

fn set<K: Ord, V>(map: &mut LiteMap<K, V>, key: K, value: Option<V>) {
    match value {
        Some(value) => drop(map.insert(key, value)),
        None => drop(map.remove(&key)),
    }
}

/// Gives back the room for growth: there are many organizations, and each seldom changes.
fn fit<K: Ord, V>(map: &mut LiteMap<K, V>) {
    let mut fitting = Vec::with_capacity(map.len());
    fitting.extend(std::mem::take(map));
    *map = LiteMap::from_sorted_store_unchecked(fitting);
}

/// The scope of all rooms, which most assignments have, kept once.
static EVERYTHING: LazyLock<Arc<Scope>> = LazyLock::new(|| Arc::new(Scope::ALL));
