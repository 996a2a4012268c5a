//! Why somebody may do something, or what is missing: the rule of [`decide`](crate::decide()) told instead of applied.
//!
//! Invariants: a person is explained to be allowed exactly when the rule allows; each chain alone is enough, and the
//! first is the shortest; of what is missing the nearest is told: that to which the fewest things lack.

mod on_behalf;

pub use on_behalf::{explain_on_behalf, is_closed, is_delegated_to, rights_on_behalf};

use std::{collections::VecDeque, sync::Arc};

use domain::{
    id::{Assignment, Id, Link, Place, Room, RoomGroup, Scope as ScopeKind, SecurityGroup, User},
    permission::{EXTENDABLE, Permission, PermissionSet},
    role::Role,
    scope::{Parts, Scope},
    time::Time,
};
use rustc_hash::FxHashMap;
use uuid::Uuid;

use crate::{
    facts::grants,
    grant::{Grant, Source},
    image::{Directory, Holding, OrganizationFacts, Person},
};

/// What is to be explained.
#[derive(Clone, Copy, Debug)]
pub struct Matter<'a> {
    /// The organization of the person.
    pub home: &'a OrganizationFacts,
    /// The person.
    pub user: Id<User>,
    /// The organization whose rooms it is about.
    pub at: &'a Arc<OrganizationFacts>,
    /// The permission.
    pub permission: Permission,
    /// The room; none asks whether it is held anywhere there.
    pub room: Option<Id<Room>>,
    /// The moment.
    pub now: Time,
}

/// Why, or why not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Explanation {
    /// The person may, through each of these; the shortest first.
    Allowed(Vec<Chain>),
    /// The person may not.
    Denied(Denial),
}

/// One way by which a right reaches somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// The directory role, or the assignment with its role and link.
    pub source: Source,
    /// The groups from the one the person is in to the one that is a member; empty where the person is.
    pub groups: Vec<Id<SecurityGroup>>,
    /// The stored scope of the assignment; none where it is all rooms.
    pub scope: Option<Id<ScopeKind>>,
    /// By what the assignment covers the room; none where no room was asked about.
    pub covered_by: Option<CoveredBy>,
    /// By what the link covers it; none for an own right.
    pub link_covers_by: Option<CoveredBy>,
    /// From when on it counts, where that was said.
    pub from: Option<Time>,
    /// From when on it counts no more.
    pub until: Option<Time>,
}

/// The part of a scope that covers a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoveredBy {
    /// It covers every room, or every one but some.
    All,
    /// The room is named.
    Room,
    /// A group of the room is.
    Group(Id<RoomGroup>),
    /// A place around the room is.
    Place(Id<Place>),
}

/// What stands in the way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Denial {
    /// What lacks whatever is assigned.
    pub lacks: Vec<Lack>,
    /// The assignments that come nearest, with what lacks to each; none where nothing is assigned.
    pub nearest: Vec<Near>,
}

/// An assignment that does not suffice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Near {
    /// The assignment.
    pub assignment: Id<Assignment>,
    /// Its role.
    pub role: Role,
    /// What lacks to it.
    pub lacks: Vec<Lack>,
}

/// One thing that lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// The person is disabled.
    Disabled,
    /// A partner had a hand in the account or the password, and the own organization has not confirmed the person since (decision 6).
    Unconfirmed,
    /// The person's organization is no partner any more.
    NoPartner,
    /// No link connects the two organizations.
    NoLink,
    /// The link is suspended (state machine 3.3).
    Suspended(Id<Link>),
    /// The customer blocks the person (decision 8).
    Blocked,
    /// The link does not cover the room.
    OutsideLink(Id<Link>),
    /// The customer can allow it on the link and does not.
    NotExtended(Id<Link>),
    /// No partner role can hold it.
    NeverForPartners,
    /// Nothing is assigned to the person there.
    NoRole,
    /// The role does not hold the permission.
    NotInRole,
    /// The assignment does not cover the room.
    OutsideScope,
    /// The assignment begins later.
    NotBegun(Time),
    /// The assignment is over.
    Ended(Time),
    /// A directory role that was delegated would allow it on behalf, but the customer lets that open no rooms (decision 6).
    RoomsClosed,
}

/// Who could give what lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Giver {
    /// The operator of the server.
    Operator,
    /// A Global administrator of the person's organization.
    GlobalAdministrator,
    /// The customer: its people who control partners.
    Customer,
    /// A Global administrator of the customer.
    CustomerAdministrator,
    /// Whoever manages roles in the context: own people, or those of the partner at the customer.
    RoleManager,
}

impl Giver {
    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::GlobalAdministrator => "globalAdministrator",
            Self::Customer => "customer",
            Self::CustomerAdministrator => "customerAdministrator",
            Self::RoleManager => "roleManager",
        }
    }
}

impl Lack {
    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Disabled => "disabled",
            Self::Unconfirmed => "unconfirmed",
            Self::NoPartner => "noPartner",
            Self::NoLink => "noLink",
            Self::Suspended(_) => "suspended",
            Self::Blocked => "blocked",
            Self::OutsideLink(_) => "outsideLink",
            Self::NotExtended(_) => "notExtended",
            Self::NeverForPartners => "neverForPartners",
            Self::NoRole => "noRole",
            Self::NotInRole => "notInRole",
            Self::OutsideScope => "outsideScope",
            Self::NotBegun(_) => "notBegun",
            Self::Ended(_) => "ended",
            Self::RoomsClosed => "roomsClosed",
        }
    }

    /// Who could give it; nobody for what no partner may hold.
    pub const fn giver(self) -> Option<Giver> {
        match self {
            Self::Disabled | Self::Unconfirmed => Some(Giver::GlobalAdministrator),
            Self::NoPartner | Self::Suspended(_) => Some(Giver::Operator),
            Self::NoLink | Self::Blocked | Self::OutsideLink(_) | Self::NotExtended(_) => {
                Some(Giver::Customer)
            }
            Self::RoomsClosed => Some(Giver::CustomerAdministrator),
            Self::NeverForPartners => None,
            Self::NoRole | Self::NotInRole | Self::OutsideScope | Self::NotBegun(_) | Self::Ended(_) => {
                Some(Giver::RoleManager)
            }
        }
    }
}

/// Explains a matter; none if there is no such person or room.
pub fn explain(matter: &Matter<'_>) -> Option<Explanation> {
    let person = matter.home.directory.person(matter.user)?;
    let position = match matter.room {
        Some(room) => Some(matter.at.rooms.position(room)?),
        None => None,
    };
    let climb = Climb::from(&matter.home.directory, matter.user);
    let mut chains = Vec::new();
    if person.enabled {
        let held = grants(matter.home, matter.user, person, matter.at, matter.now);
        for grant in held.filter(|grant| grant.permissions.has(matter.permission)) {
            if position.is_none_or(|position| grant.covers(position)) {
                chains.extend(chain(matter.home, &climb, &grant, position));
            }
        }
    }
    if chains.is_empty() {
        return Some(Explanation::Denied(denial(matter, person, position)));
    }
    chains.sort_by_key(|chain| (chain.length(), chain.source));
    chains.dedup_by_key(|chain| chain.source);
    Some(Explanation::Allowed(chains))
}

/// Everything a person may do in an organization, by the chain that gives it; none if there is no such person.
pub fn rights(
    home: &OrganizationFacts,
    user: Id<User>,
    at: &Arc<OrganizationFacts>,
    now: Time,
) -> Option<Vec<(Chain, PermissionSet)>> {
    let person = home.directory.person(user)?;
    if !person.enabled {
        return Some(Vec::new());
    }
    let climb = Climb::from(&home.directory, user);
    let held = grants(home, user, person, at, now);
    let mut rights: Vec<_> =
        held.filter_map(|grant| Some((chain(home, &climb, &grant, None)?, grant.permissions))).collect();
    rights.sort_by_key(|(chain, _)| (chain.source, chain.length()));
    rights.dedup_by_key(|(chain, _)| chain.source);
    Some(rights)
}

/// The people of an organization who may use a permission on a room, or anywhere in an organization; by rights from the
/// sources that count.
pub fn holders(
    home: &OrganizationFacts,
    at: &Arc<OrganizationFacts>,
    permission: Permission,
    room: Option<Id<Room>>,
    now: Time,
    counts: impl Fn(Source) -> bool,
) -> Vec<Id<User>> {
    let position = match room.map(|room| at.rooms.position(room)) {
        Some(None) => return Vec::new(),
        Some(position) => position,
        None => None,
    };
    let holds = |user: Id<User>, person: &Person| {
        grants(home, user, person, at, now).any(|grant| {
            grant.permissions.has(permission)
                && counts(grant.source)
                && position.is_none_or(|position| grant.covers(position))
        })
    };
    let people = home.directory.people().filter(|(_, person)| person.enabled);
    let mut holders: Vec<_> =
        people.filter(|(user, person)| holds(*user, person)).map(|(user, _)| user).collect();
    holders.sort_unstable();
    holders
}

impl Chain {
    /// How many steps it has.
    fn length(&self) -> usize {
        self.groups.len() + usize::from(!matches!(self.source, Source::DirectoryRole(_)))
    }
}

fn chain(
    home: &OrganizationFacts,
    climb: &Climb,
    grant: &Grant<'_>,
    position: Option<usize>,
) -> Option<Chain> {
    let at = grant.at;
    let (groups, from) = match grant.source {
        Source::DirectoryRole(role) => {
            let holds = |member: Uuid| home.directory.roles_of(member).any(|held| held == role);
            (climb.to(holds)?, None)
        }
        Source::OwnRole { assignment, .. } => reached(climb, at, at.rights.own(), assignment)?,
        Source::PartnerRole { assignment, .. } => {
            let link = at.rights.link_with(home.id)?;
            reached(climb, at, &link.holdings, assignment)?
        }
        Source::DelegatedAdmin { agent, .. } => {
            (climb.to(|member| home.directory.agent_of(member) == Some(agent))?, None)
        }
        Source::GranularAdmin { relationship, role } => {
            let facts = at.rights.granulars(home.id).find(|(id, _)| *id == relationship)?.1;
            let holds = |member: Uuid| {
                let holders = facts.holders.iter().filter(|holder| holder.group.uuid() == member);
                holders.flat_map(|holder| &holder.roles).any(|held| *held == role.id)
            };
            (climb.to(holds)?, None)
        }
        Source::SubscriptionRole { assignment, .. } => {
            let facts = at.rights.subscription_roles(home.id).find(|(id, _)| *id == assignment)?.1;
            (climb.to(|member| facts.member.uuid() == member)?, None)
        }
    };
    let covered = |scope: Option<&Scope>| {
        position.and_then(|position| scope.map_or(Some(CoveredBy::All), |it| by(at, it, position)))
    };
    let link_covers_by = grant.ceiling.and_then(|reach| covered(Some(&reach.scope)));
    Some(Chain {
        source: grant.source,
        groups,
        scope: grant.reach.and_then(|reach| reach.stored),
        covered_by: covered(grant.reach.map(|reach| reach.scope.as_ref())),
        link_covers_by,
        from,
        until: grant.until,
    })
}

/// The groups through which an assignment reaches somebody, and since when it counts.
fn reached(
    climb: &Climb,
    at: &OrganizationFacts,
    holdings: &[Holding],
    assignment: Id<Assignment>,
) -> Option<(Vec<Id<SecurityGroup>>, Option<Time>)> {
    let holding = holdings.iter().find(|holding| holding.assignment == assignment)?;
    let groups = climb.to(|member| at.rights.is_member(assignment, member))?;
    Some((groups, holding.from))
}

/// By which of its parts a scope covers the room at a position; the narrowest.
fn by(at: &OrganizationFacts, scope: &Scope, position: usize) -> Option<CoveredBy> {
    if scope.whole {
        return Some(CoveredBy::All);
    }
    let Parts { rooms, groups, places } = &scope.included;
    if rooms.contains(&at.rooms.id(position)?) {
        return Some(CoveredBy::Room);
    }
    let group = at.rooms.groups(position).find(|group| groups.contains(group));
    let place = || at.way_to(position).iter().rev().find(|place| places.contains(place));
    group.map(CoveredBy::Group).or_else(|| place().copied().map(CoveredBy::Place))
}

fn denial(matter: &Matter<'_>, person: &Person, position: Option<usize>) -> Denial {
    let Matter { home, user, at, permission, .. } = *matter;
    let mut lacks = Vec::new();
    if !person.enabled {
        lacks.push(Lack::Disabled);
    }
    if person.is_unconfirmed {
        lacks.push(Lack::Unconfirmed);
    }
    if home.id != at.id {
        let Some(link) = at.rights.link_with(home.id) else {
            lacks.push(Lack::NoLink);
            return Denial { lacks, nearest: Vec::new() };
        };
        if !home.is_partner {
            lacks.push(Lack::NoPartner);
        } else if !link.is_active {
            lacks.push(Lack::Suspended(link.link));
        }
        if at.rights.denies(user) {
            lacks.push(Lack::Blocked);
        }
        if position.is_some_and(|position| !at.covers(&link.reach.scope, position)) {
            lacks.push(Lack::OutsideLink(link.link));
        }
        if !link.ceiling.has(permission) {
            let can_be_allowed = EXTENDABLE.has(permission);
            lacks.push(if can_be_allowed { Lack::NotExtended(link.link) } else { Lack::NeverForPartners });
        }
    }
    let mut nearest = near(matter, person, position);
    let fewest = nearest.iter().map(|near| near.lacks.len()).min().unwrap_or_default();
    nearest.retain(|near| near.lacks.len() == fewest && fewest > 0);
    nearest.sort_by_key(|near| near.assignment);
    nearest.dedup_by_key(|near| near.assignment);
    if at.held_by(home.id, &person.principals).next().is_none() {
        lacks.push(Lack::NoRole);
    }
    Denial { lacks, nearest }
}

/// What lacks to each assignment that the person has.
fn near(matter: &Matter<'_>, person: &Person, position: Option<usize>) -> Vec<Near> {
    let held = matter.at.held_by(matter.home.id, &person.principals);
    held.map(|holding| {
        let mut lacks = Vec::new();
        if !allows(matter, holding) {
            lacks.push(Lack::NotInRole);
        }
        if position.is_some_and(|position| !matter.at.covers(&holding.reach.scope, position)) {
            lacks.push(Lack::OutsideScope);
        }
        if let Some(from) = holding.from.filter(|from| *from > matter.now) {
            lacks.push(Lack::NotBegun(from));
        }
        if let Some(until) = holding.until.filter(|until| *until <= matter.now) {
            lacks.push(Lack::Ended(until));
        }
        Near { assignment: holding.assignment, role: holding.role, lacks }
    })
    .collect()
}

/// Whether the role holds the permission, whatever the link cuts.
fn allows(matter: &Matter<'_>, holding: &Holding) -> bool {
    match holding.role {
        Role::Custom(role) => {
            matter.at.rights.custom_role(role).is_some_and(|allowed| allowed.has(matter.permission))
        }
        Role::BuiltIn(_) => holding.permissions.has(matter.permission),
    }
}

/// What stands around a person, with the shortest way to each.
struct Climb {
    user: Uuid,
    /// By principal: the one below it; in the order of their distance.
    below: FxHashMap<Uuid, Uuid>,
    order: Vec<Uuid>,
}

impl Climb {
    fn from(directory: &Directory, user: Id<User>) -> Self {
        let user = user.uuid();
        let mut climb = Self { user, below: FxHashMap::default(), order: vec![user] };
        let mut next = VecDeque::from([user]);
        while let Some(member) = next.pop_front() {
            for group in directory.groups_of(member) {
                let group = group.uuid();
                if group != user && !climb.below.contains_key(&group) {
                    climb.below.insert(group, member);
                    climb.order.push(group);
                    next.push_back(group);
                }
            }
        }
        climb
    }

    /// The groups on the shortest way to a principal for which something holds, from the person upwards.
    fn to(&self, holds: impl Fn(Uuid) -> bool) -> Option<Vec<Id<SecurityGroup>>> {
        let mut at = *self.order.iter().find(|principal| holds(**principal))?;
        let mut groups = Vec::new();
        while at != self.user {
            groups.push(Id::new(at));
            at = *self.below.get(&at)?;
        }
        groups.reverse();
        Some(groups)
    }
}
