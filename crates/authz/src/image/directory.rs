//! The directory of one organization as decisions need it: who is enabled, what stands around each person.
//!
//! Invariant: a person's principals are the person and every group around, however deeply nested, kept in step
//! with each change of membership; circles trouble nobody. What is given to a person who is not
//! confirmed does not reach them (decision 6).

use std::collections::BTreeSet;

use domain::{
    agent::Agent,
    directory::Principal,
    id::{Id, SecurityGroup, User},
    permission::PermissionSet,
    role::DirectoryRole,
};
use rustc_hash::{FxHashMap, FxHashSet};
use uuid::Uuid;

/// A person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Whether enabled; a disabled person has no rights.
    pub enabled: bool,
    /// Whether a partner had a hand in the account or the password, and the own organization has not confirmed the person since:
    /// nothing that is given to such a person counts (decision 6).
    pub is_unconfirmed: bool,
    /// The person and every group around, in ascending order; none of whoever is not confirmed.
    pub principals: Box<[Uuid]>,
    /// Directory roles, by itself or through groups.
    pub roles: BTreeSet<DirectoryRole>,
    /// What these roles allow together.
    pub permissions: PermissionSet,
    /// As what agents of a partner the person acts.
    pub agents: BTreeSet<Agent>,
    /// Whether tenant manager, likewise.
    pub is_tenant_manager: bool,
}

/// The people, groups and roles of a directory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Directory {
    people: FxHashMap<Id<User>, Person>,
    members: FxHashMap<Uuid, BTreeSet<Principal>>,
    around: FxHashMap<Uuid, BTreeSet<Uuid>>,
    roles: FxHashMap<Uuid, BTreeSet<DirectoryRole>>,
    agents: FxHashMap<Uuid, Agent>,
    tenant_managers: FxHashSet<Uuid>,
    unconfirmed: FxHashSet<Id<User>>,
}

impl Directory {
    /// A person of the directory.
    pub fn person(&self, user: Id<User>) -> Option<&Person> {
        self.people.get(&user)
    }

    /// Everybody.
    pub fn people(&self) -> impl Iterator<Item = (Id<User>, &Person)> {
        self.people.iter().map(|(id, person)| (*id, person))
    }

    /// The direct members of a group.
    pub fn members_of(&self, group: Id<SecurityGroup>) -> impl Iterator<Item = Principal> {
        self.members.get(&group.uuid()).into_iter().flatten().copied()
    }

    /// The groups of which a principal is directly a member.
    pub fn groups_of(&self, member: Uuid) -> impl Iterator<Item = Id<SecurityGroup>> {
        self.around.get(&member).into_iter().flatten().map(|group| Id::new(*group))
    }

    /// The directory roles that a principal holds directly.
    pub fn roles_of(&self, member: Uuid) -> impl Iterator<Item = DirectoryRole> {
        self.roles.get(&member).into_iter().flatten().copied()
    }

    /// Which agents of a partner the members of a group are.
    pub fn agent_of(&self, group: Uuid) -> Option<Agent> {
        self.agents.get(&group).copied()
    }

    /// A principal and every group around it, in ascending order.
    pub fn around(&self, principal: Uuid) -> Box<[Uuid]> {
        let mut around = FxHashSet::from_iter([principal]);
        let mut next = vec![principal];
        while let Some(member) = next.pop() {
            for group in self.around.get(&member).into_iter().flatten() {
                if around.insert(*group) {
                    next.push(*group);
                }
            }
        }
        let mut principals: Vec<Uuid> = around.into_iter().collect();
        principals.sort_unstable();
        principals.into()
    }

    /// Whether a principal itself holds something of the directory: a directory role, what agents hold, or the place of a tenant
    /// manager.
    pub(crate) fn holds(&self, principal: Uuid) -> bool {
        self.roles.contains_key(&principal)
            || self.agents.contains_key(&principal)
            || self.tenant_managers.contains(&principal)
    }

    pub(super) fn set_person(&mut self, user: Id<User>, enabled: Option<bool>) {
        match enabled {
            None => drop(self.people.remove(&user)),
            Some(enabled) => {
                if let Some(person) = self.people.get_mut(&user) {
                    person.enabled = enabled;
                } else {
                    let nobody = Person {
                        enabled,
                        is_unconfirmed: false,
                        principals: Box::default(),
                        roles: BTreeSet::new(),
                        permissions: PermissionSet::NONE,
                        agents: BTreeSet::new(),
                        is_tenant_manager: false,
                    };
                    self.people.insert(user, nobody);
                    self.settle(user);
                }
            }
        }
    }

    pub(super) fn set_unconfirmed(&mut self, user: Id<User>, is: bool) {
        if is {
            self.unconfirmed.insert(user);
        } else {
            self.unconfirmed.remove(&user);
        }
        self.settle(user);
    }

    pub(super) fn set_member(&mut self, group: Id<SecurityGroup>, member: Principal, is: bool) {
        let group = group.uuid();
        if is {
            self.members.entry(group).or_default().insert(member);
            self.around.entry(member.uuid()).or_default().insert(group);
        } else {
            take(&mut self.members, group, &member);
            take(&mut self.around, member.uuid(), &group);
        }
        self.settle_below(member);
    }

    pub(super) fn set_role(&mut self, role: DirectoryRole, member: Principal, is: bool) {
        if is {
            self.roles.entry(member.uuid()).or_default().insert(role);
        } else {
            take(&mut self.roles, member.uuid(), &role);
        }
        self.settle_below(member);
    }

    pub(super) fn set_agents(&mut self, group: Id<SecurityGroup>, agent: Agent, is: bool) {
        if is {
            self.agents.insert(group.uuid(), agent);
        } else {
            self.agents.remove(&group.uuid());
        }
        self.settle_below(Principal::SecurityGroup(group));
    }

    pub(super) fn set_tenant_manager(&mut self, member: Principal, is: bool) {
        if is {
            self.tenant_managers.insert(member.uuid());
        } else {
            self.tenant_managers.remove(&member.uuid());
        }
        self.settle_below(member);
    }

    /// The people that a principal stands for.
    pub fn people_below(&self, principal: Principal) -> BTreeSet<Id<User>> {
        let mut below = BTreeSet::new();
        let mut seen = FxHashSet::default();
        let mut next = vec![principal];
        while let Some(principal) = next.pop() {
            match principal {
                Principal::User(user) => drop(below.insert(user)),
                Principal::SecurityGroup(group) if seen.insert(group) => {
                    next.extend(self.members.get(&group.uuid()).into_iter().flatten());
                }
                Principal::SecurityGroup(_) => {}
            }
        }
        below
    }

    fn settle_below(&mut self, principal: Principal) {
        for user in self.people_below(principal) {
            self.settle(user);
        }
    }

    /// Works out anew what stands around a person.
    fn settle(&mut self, user: Id<User>) {
        let is_unconfirmed = self.unconfirmed.contains(&user);
        let principals = if is_unconfirmed { Box::default() } else { self.around(user.uuid()) };
        let roles: BTreeSet<DirectoryRole> =
            principals.iter().filter_map(|it| self.roles.get(it)).flatten().copied().collect();
        let agents = principals.iter().filter_map(|it| self.agents.get(it)).copied().collect();
        let is_tenant_manager = principals.iter().any(|it| self.tenant_managers.contains(it));
        if let Some(person) = self.people.get_mut(&user) {
            person.permissions =
                roles.iter().fold(PermissionSet::NONE, |all, role| all.or(role.permissions()));
            person.is_unconfirmed = is_unconfirmed;
            person.principals = principals;
            person.roles = roles;
            person.agents = agents;
            person.is_tenant_manager = is_tenant_manager;
        }
    }
}

/// Takes a value out of a set of a map, and the set with its last value.
fn take<K: std::hash::Hash + Eq, V: Ord>(sets: &mut FxHashMap<K, BTreeSet<V>>, key: K, value: &V) {
    if let Some(set) = sets.get_mut(&key) {
        set.remove(value);
        if set.is_empty() {
            sets.remove(&key);
        }
    }
}
