//! A world as plain lists that name each other by position: what the model reads, what the engine's facts are
//! made of, and what is planted in a database. Three ways from one description, so that they can be compared.

use std::collections::BTreeSet;

use authz::{Ceiling, Facts, Grant, Reach, RoomFacts, Source};
use domain::{
    directory::Principal,
    health::Health,
    id::{self, Id},
    link::LinkState,
    organization::Language,
    role::{BuiltInRole, DirectoryRole},
    scope::Scope,
    text::{DomainName, Upn},
    time::Time,
};
use store::seed::{self, Seed};

use crate::clock::{FakeClock, SeededIds};

/// A world. Every number is a position in one of its lists.
#[derive(Clone, Debug, Default)]
pub struct Plain {
    /// Organizations.
    pub organizations: Vec<Organization>,
    /// People.
    pub people: Vec<Person>,
    /// Security groups.
    pub security_groups: Vec<SecurityGroup>,
    /// Room groups: the organization of each.
    pub room_groups: Vec<usize>,
    /// Rooms.
    pub rooms: Vec<Room>,
    /// Links.
    pub links: Vec<Link>,
    /// Assignments.
    pub assignments: Vec<Assignment>,
}

/// An organization.
#[derive(Clone, Debug, Default)]
pub struct Organization {
    /// Whether it has the partner capability.
    pub is_partner: bool,
    /// Whether it runs the server.
    pub is_operator: bool,
}

/// A person.
#[derive(Clone, Debug)]
pub struct Person {
    /// The organization.
    pub home: usize,
    /// Whether enabled.
    pub enabled: bool,
    /// Directory roles.
    pub roles: BTreeSet<DirectoryRole>,
    /// Whether a tenant manager.
    pub is_tenant_manager: bool,
    /// The security groups the person is directly in.
    pub groups: BTreeSet<usize>,
}

/// A security group.
#[derive(Clone, Debug)]
pub struct SecurityGroup {
    /// The organization.
    pub home: usize,
    /// The groups it is directly in.
    pub within: BTreeSet<usize>,
}

/// A room.
#[derive(Clone, Debug)]
pub struct Room {
    /// The organization.
    pub home: usize,
    /// The room groups it is in.
    pub groups: BTreeSet<usize>,
}

/// Which rooms of an organization are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rooms {
    /// All.
    All,
    /// These and the members of those groups.
    Some {
        /// Rooms.
        rooms: BTreeSet<usize>,
        /// Room groups.
        groups: BTreeSet<usize>,
    },
}

/// A link.
#[derive(Clone, Debug)]
pub struct Link {
    /// The customer.
    pub customer: usize,
    /// The partner.
    pub partner: usize,
    /// Its state.
    pub state: LinkState,
    /// Its rooms.
    pub scope: Rooms,
    /// Blocked people.
    pub blocked: BTreeSet<usize>,
}

/// Who holds an assignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// A person.
    Person(usize),
    /// A security group.
    Group(usize),
}

/// An assignment.
#[derive(Clone, Debug)]
pub struct Assignment {
    /// The organization whose rooms it is about.
    pub tenant: usize,
    /// Its link, if it is a partner's.
    pub link: Option<usize>,
    /// Its role.
    pub role: BuiltInRole,
    /// Its rooms.
    pub scope: Rooms,
    /// From when it counts, in microseconds from now.
    pub from: Option<i64>,
    /// Until when it counts, in microseconds from now.
    pub until: Option<i64>,
    /// Who holds it.
    pub members: BTreeSet<Who>,
}

/// The identifiers of a world, by the same positions.
#[derive(Clone, Debug)]
pub struct Named {
    /// The moment at which the world is looked at.
    pub now: Time,
    /// Of the organizations.
    pub organizations: Vec<Id<id::Organization>>,
    /// Of the people.
    pub people: Vec<Id<id::User>>,
    /// Of the security groups.
    pub security_groups: Vec<Id<id::SecurityGroup>>,
    /// Of the room groups.
    pub room_groups: Vec<Id<id::RoomGroup>>,
    /// Of the rooms.
    pub rooms: Vec<Id<id::Room>>,
    /// Of the links, with their scopes.
    pub links: Vec<(Id<id::Link>, Id<id::Scope>)>,
    /// Of the assignments, with their scopes.
    pub assignments: Vec<(Id<id::Assignment>, Id<id::Scope>)>,
}

impl Plain {
    /// Draws identifiers for everything.
    pub fn name(&self, ids: &SeededIds) -> Named {
        fn draw<T, K>(things: &[T], mut next: impl FnMut() -> K) -> Vec<K> {
            things.iter().map(|_| next()).collect()
        }
        Named {
            now: FakeClock::START,
            organizations: draw(&self.organizations, || ids.id()),
            people: draw(&self.people, || ids.id()),
            security_groups: draw(&self.security_groups, || ids.id()),
            room_groups: draw(&self.room_groups, || ids.id()),
            rooms: draw(&self.rooms, || ids.id()),
            links: draw(&self.links, || (ids.id(), ids.id())),
            assignments: draw(&self.assignments, || (ids.id(), ids.id())),
        }
    }

    /// The person and every group around it, however deeply nested.
    pub fn principals(&self, person: usize) -> BTreeSet<Who> {
        let mut around = BTreeSet::from([Who::Person(person)]);
        let mut next: Vec<usize> = self.people[person].groups.iter().copied().collect();
        while let Some(group) = next.pop() {
            if around.insert(Who::Group(group)) {
                next.extend(&self.security_groups[group].within);
            }
        }
        around
    }

    /// The account name of a person, unique among all worlds of one run.
    pub fn upn(&self, named: &Named, person: usize) -> Upn {
        let home = named.organizations[self.people[person].home];
        Upn::parse(&format!("p{person}@{}.example", home.uuid().simple())).expect("an account name")
    }

    /// A room as the engine sees it.
    pub fn room_facts(&self, named: &Named, room: usize) -> RoomFacts {
        let groups = self.rooms[room].groups.iter().map(|group| named.room_groups[*group]).collect();
        RoomFacts { id: named.rooms[room], groups }
    }

    /// What the engine should be told of a person, scopes written out.
    pub fn facts(&self, named: &Named, person: usize) -> Facts {
        let it = &self.people[person];
        let is_partner = self.organizations[it.home].is_partner;
        let around = self.principals(person);
        let mine = |(_, assignment): &(usize, &Assignment)| !assignment.members.is_disjoint(&around);
        let live = |link: &&Link| !link.state.is_ended() && link.blocked.contains(&person);
        Facts {
            now: named.now,
            user: named.people[person],
            upn: self.upn(named, person).to_string(),
            organization: named.organizations[it.home],
            enabled: it.enabled,
            is_operator: self.organizations[it.home].is_operator,
            is_partner,
            directory_roles: it.roles.clone(),
            is_tenant_manager: it.is_tenant_manager,
            assignments: self
                .assignments
                .iter()
                .enumerate()
                .filter(mine)
                .filter_map(|(index, assignment)| self.grant(named, it.home, index, assignment))
                .collect(),
            blocked_by: self
                .links
                .iter()
                .filter(live)
                .map(|link| named.organizations[link.customer])
                .collect(),
        }
    }

    fn grant(&self, named: &Named, home: usize, index: usize, it: &Assignment) -> Option<Grant> {
        let (assignment, scope) = named.assignments[index];
        let (source, ceiling) = match it.link {
            None if it.tenant == home && !it.role.is_partner_role() => {
                (Source::OwnRole { assignment, role: it.role }, None)
            }
            Some(position) if self.links[position].partner == home => {
                let link = &self.links[position];
                let (id, scope) = named.links[position];
                let ceiling = Ceiling {
                    reach: reach(named, scope, &link.scope),
                    permissions: BuiltInRole::PrimaryAdmins.permissions(),
                    in_force: link.state == LinkState::Active && self.organizations[home].is_partner,
                };
                (Source::PartnerRole { link: id, assignment, role: it.role }, Some(ceiling))
            }
            _ => return None,
        };
        Some(Grant {
            tenant: named.organizations[it.tenant],
            source,
            permissions: it.role.permissions(),
            reach: reach(named, scope, &it.scope),
            ceiling,
            from: it.from.map(|offset| named.now.plus(offset)),
            until: it.until.map(|offset| named.now.plus(offset)),
        })
    }

    /// Plants the world in a database.
    pub async fn plant(&self, named: &Named, seed: &mut Seed) -> Result<(), store::StoreError> {
        for (it, id) in self.organizations.iter().zip(&named.organizations) {
            let domain = DomainName::parse(&format!("{}.example", id.uuid().simple()));
            seed.organization(&seed::Organization {
                id: *id,
                name: format!("Organization {id}"),
                country: "DE".to_owned(),
                language: Language::English,
                time_zone: "UTC".to_owned(),
                is_partner: it.is_partner,
                is_operator: it.is_operator,
                domains: vec![domain.expect("a domain")],
            })
            .await?;
        }
        self.plant_people(named, seed).await?;
        self.plant_rooms(named, seed).await?;
        self.plant_rights(named, seed).await
    }

    async fn plant_people(&self, named: &Named, seed: &mut Seed) -> Result<(), store::StoreError> {
        for (person, it) in self.people.iter().enumerate() {
            let (tenant, id) = (named.organizations[it.home], named.people[person]);
            let member = Principal::User(id);
            seed.user(&seed::User {
                tenant,
                id,
                upn: self.upn(named, person),
                display_name: format!("Person {person}"),
                language: Language::English,
                time_zone: "UTC".to_owned(),
                enabled: it.enabled,
                password_hash: None,
            })
            .await?;
            for role in &it.roles {
                seed.directory_role(&seed::DirectoryRoleMember { tenant, role: *role, member }).await?;
            }
            if it.is_tenant_manager {
                seed.tenant_manager(&seed::TenantManager { tenant, member }).await?;
            }
        }
        for (group, it) in self.security_groups.iter().enumerate() {
            let people = self.people.iter().zip(&named.people);
            let people = people.filter(|(person, _)| person.groups.contains(&group));
            let groups = self.security_groups.iter().zip(&named.security_groups);
            let groups = groups.filter(|(inner, _)| inner.within.contains(&group));
            let members = people
                .map(|(_, id)| Principal::User(*id))
                .chain(groups.map(|(_, id)| Principal::SecurityGroup(*id)));
            seed.security_group(&seed::SecurityGroup {
                tenant: named.organizations[it.home],
                id: named.security_groups[group],
                name: format!("Security group {group}"),
                description: String::new(),
                members: members.collect(),
            })
            .await?;
        }
        Ok(())
    }

    async fn plant_rooms(&self, named: &Named, seed: &mut Seed) -> Result<(), store::StoreError> {
        for (room, it) in self.rooms.iter().enumerate() {
            let tenant = named.organizations[it.home];
            // Of every health, so that filters and counts tell rooms apart.
            let health = Health::ALL[room % Health::ALL.len()];
            let named = seed::Room::named(tenant, named.rooms[room], &format!("Room {room}"));
            seed.room(&seed::Room { health, ..named }).await?;
        }
        for (group, home) in self.room_groups.iter().enumerate() {
            let members = self.rooms.iter().zip(&named.rooms);
            let members = members.filter(|(room, _)| room.groups.contains(&group));
            seed.room_group(&seed::RoomGroup {
                tenant: named.organizations[*home],
                id: named.room_groups[group],
                name: format!("Room group {group}"),
                description: String::new(),
                members: members.map(|(_, id)| *id).collect(),
            })
            .await?;
        }
        Ok(())
    }

    async fn plant_rights(&self, named: &Named, seed: &mut Seed) -> Result<(), store::StoreError> {
        for (it, (id, scope_id)) in self.links.iter().zip(&named.links) {
            let block = |person: &usize| seed::Block {
                user: named.people[*person],
                reason: "a reason".to_owned(),
                blocked_by: "somebody".to_owned(),
            };
            seed.link(&seed::Link {
                tenant: named.organizations[it.customer],
                id: *id,
                partner: named.organizations[it.partner],
                invitation: Id::new(id.uuid()),
                state: it.state,
                scope_id: *scope_id,
                scope: scope(named, &it.scope),
                terms_hash: String::new(),
                terms_by: String::new(),
                orphaned: false,
                started_at: None,
                ended_at: it.state.is_ended().then_some(named.now),
                blocks: it.blocked.iter().map(block).collect(),
            })
            .await?;
        }
        for (it, (id, scope_id)) in self.assignments.iter().zip(&named.assignments) {
            let member = |who: &Who| {
                let (home, principal) = match *who {
                    Who::Person(person) => (self.people[person].home, Principal::User(named.people[person])),
                    Who::Group(group) => (
                        self.security_groups[group].home,
                        Principal::SecurityGroup(named.security_groups[group]),
                    ),
                };
                seed::Member { home: named.organizations[home], principal }
            };
            seed.assignment(&seed::Assignment {
                tenant: named.organizations[it.tenant],
                id: *id,
                link: it.link.map(|link| named.links[link].0),
                role: it.role,
                name: "An assignment".to_owned(),
                description: String::new(),
                scope_id: *scope_id,
                scope: scope(named, &it.scope),
                from: it.from.map(|offset| named.now.plus(offset)),
                until: it.until.map(|offset| named.now.plus(offset)),
                members: it.members.iter().map(member).collect(),
            })
            .await?;
        }
        Ok(())
    }
}

fn scope(named: &Named, rooms: &Rooms) -> Scope {
    match rooms {
        Rooms::All => Scope::All,
        Rooms::Some { rooms, groups } => Scope::of(
            rooms.iter().map(|room| named.rooms[*room]),
            groups.iter().map(|group| named.room_groups[*group]),
        ),
    }
}

fn reach(named: &Named, stored: Id<id::Scope>, rooms: &Rooms) -> Reach {
    match scope(named, rooms) {
        Scope::All => Reach::ALL,
        scope @ Scope::Some { .. } => Reach { stored: Some(stored), scope },
    }
}
