//! Links, roles and assignments of one organization as decisions need them: for the organization's own people and for
//! each partner, what each member of an assignment may do, and where.
//!
//! Invariant: a partner role counts only within the link of that partner, an own role only for the organization's own
//! people; what a link's ceiling cuts is cut here once, its rooms and moments at the decision.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use domain::{
    directory::Principal,
    id::{Assignment, CustomRole, Id, Link, Organization, Scope as ScopeKind, User},
    link::LinkState,
    permission::PermissionSet,
    role::{BuiltInRole, Role, SiteLeadProfile},
    scope::Scope,
    time::Time,
};
use rustc_hash::{FxHashMap, FxHashSet};
use uuid::Uuid;

use crate::fact::{AssignmentFacts, LinkFacts};

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
    /// Its direct members, in ascending order.
    pub members: Box<[Uuid]>,
}

/// The assignments that count together: the own ones, or those of one link.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slice {
    /// The assignments.
    pub holdings: Box<[Holding]>,
    /// Members and the position of what they hold, in ascending order.
    entries: Box<[(Uuid, u32)]>,
}

impl Slice {
    fn of(holdings: Vec<Holding>) -> Self {
        let mut entries: Vec<(Uuid, u32)> = Vec::new();
        for (holding, position) in holdings.iter().zip(0_u32..) {
            entries.extend(holding.members.iter().map(|member| (*member, position)));
        }
        entries.sort_unstable();
        Self { holdings: holdings.into(), entries: entries.into() }
    }

    /// What somebody holds by one of their principals, in ascending order, with its position; each at most once for each
    /// principal.
    pub fn held_by<'a>(&'a self, principals: &'a [Uuid]) -> impl Iterator<Item = (usize, &'a Holding)> {
        // Few assignments and few principals: the shorter list is walked, the longer searched.
        let by_entry = self.entries.len() <= principals.len() * 4;
        let walked = by_entry.then(|| {
            self.entries
                .iter()
                .filter(|(member, _)| principals.binary_search(member).is_ok())
                .map(|(_, position)| *position)
        });
        let searched = (!by_entry).then(|| {
            principals.iter().flat_map(|principal| {
                let from = self.entries.partition_point(|(member, _)| member < principal);
                let rest = self.entries.get(from..).unwrap_or_default();
                rest.iter().take_while(move |(member, _)| member == principal).map(|(_, position)| *position)
            })
        });
        walked
            .into_iter()
            .flatten()
            .chain(searched.into_iter().flatten())
            .filter_map(|position| Some((position as usize, self.holdings.get(position as usize)?)))
    }

    /// Everybody who holds something, once.
    pub fn members(&self) -> impl Iterator<Item = Uuid> {
        let mut last = None;
        self.entries
            .iter()
            .filter_map(move |(member, _)| (last.replace(*member) != Some(*member)).then_some(*member))
    }
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
    pub slice: Slice,
}

/// What is stored, and what follows from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rights {
    scopes: FxHashMap<Id<ScopeKind>, Arc<Scope>>,
    roles: FxHashMap<Id<CustomRole>, PermissionSet>,
    links: BTreeMap<Id<Link>, LinkFacts>,
    blocks: FxHashSet<(Id<Link>, Id<User>)>,
    assignments: BTreeMap<Id<Assignment>, AssignmentFacts>,
    members: FxHashMap<Id<Assignment>, BTreeSet<Principal>>,
    own: Slice,
    linked: Box<[Linked]>,
    denied: Box<[Id<User>]>,
}

impl Rights {
    /// The assignments of the organization's own roles.
    pub const fn own(&self) -> &Slice {
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

    /// Whether the organization denies a person everything that does not come from itself: it blocks the person on a live
    /// link (decision 8).
    pub fn denies(&self, user: Id<User>) -> bool {
        self.denied.binary_search(&user).is_ok()
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

    /// Whether some scope of a link or assignment names a room group or place.
    pub fn scopes(&self) -> impl Iterator<Item = (Id<ScopeKind>, &Scope)> {
        self.scopes.iter().map(|(id, scope)| (*id, scope.as_ref()))
    }

    pub(super) fn set_scope(&mut self, scope: Id<ScopeKind>, content: Option<Scope>) {
        set(&mut self.scopes, scope, content.map(Arc::new));
    }

    pub(super) fn set_role(&mut self, role: Id<CustomRole>, permissions: Option<PermissionSet>) {
        set(&mut self.roles, role, permissions);
    }

    pub(super) fn set_link(&mut self, link: Id<Link>, facts: Option<LinkFacts>) {
        match facts.filter(|facts| !facts.state.is_ended()) {
            Some(facts) => drop(self.links.insert(link, facts)),
            None => drop(self.links.remove(&link)),
        }
    }

    pub(super) fn set_block(&mut self, link: Id<Link>, user: Id<User>, is: bool) {
        if is {
            self.blocks.insert((link, user));
        } else {
            self.blocks.remove(&(link, user));
        }
    }

    pub(super) fn set_assignment(&mut self, assignment: Id<Assignment>, facts: Option<AssignmentFacts>) {
        match facts {
            Some(facts) => drop(self.assignments.insert(assignment, facts)),
            None => {
                self.assignments.remove(&assignment);
            }
        }
    }

    pub(super) fn set_assignment_member(&mut self, assignment: Id<Assignment>, member: Principal, is: bool) {
        if is {
            self.members.entry(assignment).or_default().insert(member);
        } else if let Some(members) = self.members.get_mut(&assignment) {
            members.remove(&member);
            if members.is_empty() {
                self.members.remove(&assignment);
            }
        }
    }

    /// Works out what follows from what is stored.
    pub(super) fn settle(&mut self, profile: SiteLeadProfile) {
        let mut own = Vec::new();
        let mut of_links: FxHashMap<Id<Link>, Vec<Holding>> = FxHashMap::default();
        for (id, facts) in &self.assignments {
            let ceiling = match facts.link {
                None => PermissionSet::ALL,
                Some(link) => match self.links.get(&link) {
                    Some(link) => ceiling(link),
                    None => continue,
                },
            };
            let Some(permissions) = self.allowed(facts, profile, ceiling) else { continue };
            let members: Box<[Uuid]> = self.members_of(*id).map(Principal::uuid).collect();
            let holding = Holding {
                assignment: *id,
                role: facts.role,
                permissions: permissions.and(ceiling),
                reach: self.reach(facts.scope),
                from: facts.from,
                until: facts.until,
                members: sorted(members),
            };
            match facts.link {
                None => own.push(holding),
                Some(link) => of_links.entry(link).or_default().push(holding),
            }
        }
        self.own = Slice::of(own);
        let mut linked: Vec<Linked> = self
            .links
            .iter()
            .map(|(id, facts)| Linked {
                partner: facts.partner,
                link: *id,
                is_active: facts.state == LinkState::Active,
                reach: self.reach(facts.scope),
                ceiling: ceiling(facts),
                slice: Slice::of(of_links.remove(id).unwrap_or_default()),
            })
            .collect();
        linked.sort_unstable_by_key(|linked| linked.partner);
        self.linked = linked.into();
        let blocks = self.blocks.iter().filter(|(link, _)| self.links.contains_key(link));
        self.denied = sorted(blocks.map(|(_, user)| *user).collect());
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

fn sorted<T: Ord>(mut things: Box<[T]>) -> Box<[T]> {
    things.sort_unstable();
    things
}

fn set<K: std::hash::Hash + Eq, V>(map: &mut FxHashMap<K, V>, key: K, value: Option<V>) {
    match value {
        Some(value) => drop(map.insert(key, value)),
        None => drop(map.remove(&key)),
    }
}
