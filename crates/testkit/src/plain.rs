//! A world as plain lists that name each other by position: what the model reads, what the engine's facts are
//! made of, and what is planted in a database. Three ways from one description, so that they can be compared.

#[cfg(feature = "databases")]
mod plant;

use std::collections::BTreeSet;

use authz::{
    Concerning, Fact, Facts,
    fact::{AssignmentFacts, LinkFacts, PlaceParent, Turn},
    image::{Image, OrganizationFacts},
};
use domain::{
    directory::Principal,
    id::{self, Id},
    link::LinkState,
    permission::PermissionSet,
    role::{BuiltInRole, DirectoryRole, Role, SiteLeadProfile},
    scope::{Parts, Scope},
    text::Upn,
    time::Time,
};

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
    /// Places; each comes after the one it lies in.
    pub places: Vec<Place>,
    /// Rooms.
    pub rooms: Vec<Room>,
    /// Links.
    pub links: Vec<Link>,
    /// Whom customers block: the customer and the person (decision 8).
    pub blocks: BTreeSet<(usize, usize)>,
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
    /// What its Site Leads may.
    pub site_lead: SiteLeadProfile,
}

/// A place.
#[derive(Clone, Debug)]
pub struct Place {
    /// The organization.
    pub home: usize,
    /// The place it lies in.
    pub within: Option<usize>,
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
    /// The place it is in.
    pub place: Option<usize>,
}

/// Which rooms of an organization are meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rooms {
    /// Whether all are included.
    pub all: bool,
    /// What is included.
    pub included: Chosen,
    /// What is left out all the same.
    pub excluded: Chosen,
}

/// Rooms, room groups and places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// Rooms.
    pub rooms: BTreeSet<usize>,
    /// Room groups.
    pub groups: BTreeSet<usize>,
    /// Places, with all that lies in them.
    pub places: BTreeSet<usize>,
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
    /// What the customer switched on beyond Primary admins.
    pub extended: PermissionSet,
}

/// Who holds an assignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// A person.
    Person(usize),
    /// A security group.
    Group(usize),
}

/// What is assigned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assigned {
    /// A built-in role.
    BuiltIn(BuiltInRole),
    /// A custom role of its own, with these permissions.
    Custom(PermissionSet),
}

/// An assignment.
#[derive(Clone, Debug)]
pub struct Assignment {
    /// The organization whose rooms it is about.
    pub tenant: usize,
    /// Its link, if it is a partner's.
    pub link: Option<usize>,
    /// Its role.
    pub role: Assigned,
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
    /// Of the places.
    pub places: Vec<Id<id::Place>>,
    /// Of the rooms.
    pub rooms: Vec<Id<id::Room>>,
    /// Of the links, with their scopes.
    pub links: Vec<(Id<id::Link>, Id<id::Scope>)>,
    /// Of the assignments, with their scopes.
    pub assignments: Vec<(Id<id::Assignment>, Id<id::Scope>)>,
    /// Of the custom roles of assignments.
    pub roles: Vec<Id<id::CustomRole>>,
}

impl Named {
    /// A principal by its identifier.
    pub fn principal(&self, who: Who) -> Principal {
        match who {
            Who::Person(person) => Principal::User(self.people[person]),
            Who::Group(group) => Principal::SecurityGroup(self.security_groups[group]),
        }
    }
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
            places: draw(&self.places, || ids.id()),
            rooms: draw(&self.rooms, || ids.id()),
            links: draw(&self.links, || (ids.id(), ids.id())),
            assignments: draw(&self.assignments, || (ids.id(), ids.id())),
            roles: draw(&self.assignments, || ids.id()),
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

    /// The places around a room, however far.
    pub fn places_of(&self, room: usize) -> BTreeSet<usize> {
        let mut around = BTreeSet::new();
        let mut next = self.rooms[room].place;
        while let Some(place) = next.filter(|place| around.insert(*place)) {
            next = self.places[place].within;
        }
        around
    }

    /// What the engine should be told of a person, of every organization.
    pub fn facts(&self, named: &Named, person: usize) -> Facts {
        self.facts_in(&self.image(named), named, person)
    }

    /// The same, from an image made before.
    pub fn facts_in(&self, image: &Image, named: &Named, person: usize) -> Facts {
        let home = named.organizations[self.people[person].home];
        let upn = self.upn(named, person);
        Facts::of(image, named.now, home, named.people[person], upn.as_str(), Concerning::All)
            .expect("a person of the world")
    }

    /// The same, of one organization beside the own.
    pub fn facts_at(&self, image: &Image, named: &Named, person: usize, tenant: usize) -> Facts {
        let home = named.organizations[self.people[person].home];
        let (upn, one) = (self.upn(named, person), Concerning::One(named.organizations[tenant]));
        Facts::of(image, named.now, home, named.people[person], upn.as_str(), one)
            .expect("a person of the world")
    }

    /// The image of the world: the sum of its facts.
    pub fn image(&self, named: &Named) -> Image {
        let mut image = Image::default();
        for (index, id) in named.organizations.iter().enumerate() {
            let mut facts = OrganizationFacts::new(*id);
            facts.is_operator = self.organizations[index].is_operator;
            facts.apply(&self.facts_of(named, index));
            image.put(facts);
        }
        image
    }

    /// The facts of one organization.
    pub fn facts_of(&self, named: &Named, organization: usize) -> Vec<Fact> {
        let it = &self.organizations[organization];
        let mut facts = vec![
            Fact::Capability { is: Turn::new(false, it.is_partner) },
            Fact::Profile { is: Turn::new(SiteLeadProfile::Standard, it.site_lead) },
        ];
        self.tell_directory(named, organization, &mut facts);
        self.tell_rooms(named, organization, &mut facts);
        self.tell_rights(named, organization, &mut facts);
        facts
    }

    fn tell_directory(&self, named: &Named, home: usize, facts: &mut Vec<Fact>) {
        for (person, it) in self.people.iter().enumerate().filter(|(_, it)| it.home == home) {
            let user = named.people[person];
            let member = Principal::User(user);
            facts.push(Fact::Person { user, enabled: Turn::begins(it.enabled) });
            for role in &it.roles {
                facts.push(Fact::DirectoryRole { role: *role, member, is: Turn::BEGINS });
            }
            if it.is_tenant_manager {
                facts.push(Fact::TenantManager { member, is: Turn::BEGINS });
            }
            for group in &it.groups {
                let group = named.security_groups[*group];
                facts.push(Fact::GroupMember { group, member, is: Turn::BEGINS });
            }
        }
        for (group, it) in self.security_groups.iter().enumerate().filter(|(_, it)| it.home == home) {
            let member = Principal::SecurityGroup(named.security_groups[group]);
            for around in &it.within {
                let group = named.security_groups[*around];
                facts.push(Fact::GroupMember { group, member, is: Turn::BEGINS });
            }
        }
    }

    fn tell_rooms(&self, named: &Named, home: usize, facts: &mut Vec<Fact>) {
        for (place, it) in self.places.iter().enumerate().filter(|(_, it)| it.home == home) {
            let within = it.within.map(|place| named.places[place]);
            let parent = Turn::begins(PlaceParent { within });
            facts.push(Fact::Place { place: named.places[place], parent });
        }
        for (index, it) in self.rooms.iter().enumerate().filter(|(_, it)| it.home == home) {
            let room = named.rooms[index];
            facts.push(Fact::Room { room, is: Turn::BEGINS });
            for group in &it.groups {
                let group = named.room_groups[*group];
                facts.push(Fact::RoomInGroup { room, group, is: Turn::BEGINS });
            }
            let place = it.place.map(|place| named.places[place]);
            facts.push(Fact::RoomPlace { room, place: Turn::new(None, place) });
        }
    }

    fn tell_rights(&self, named: &Named, home: usize, facts: &mut Vec<Fact>) {
        for (it, (link, scope_id)) in self.links.iter().zip(&named.links) {
            if it.customer != home {
                continue;
            }
            let content = Turn::begins(scope(named, &it.scope));
            facts.push(Fact::Scope { scope: *scope_id, content });
            let is = Turn::begins(LinkFacts {
                partner: named.organizations[it.partner],
                state: it.state,
                scope: *scope_id,
                extended: it.extended,
            });
            facts.push(Fact::Link { link: *link, is });
        }
        for (_, person) in self.blocks.iter().filter(|(customer, _)| *customer == home) {
            facts.push(Fact::Block { user: named.people[*person], is: Turn::BEGINS });
        }
        for (index, it) in self.assignments.iter().enumerate() {
            if it.tenant != home {
                continue;
            }
            let (assignment, scope_id) = named.assignments[index];
            facts.push(Fact::Scope { scope: scope_id, content: Turn::begins(scope(named, &it.scope)) });
            if let Assigned::Custom(permissions) = it.role {
                let permissions = Turn::begins(permissions);
                facts.push(Fact::CustomRole { role: named.roles[index], permissions });
            }
            let is = Turn::begins(AssignmentFacts {
                link: it.link.map(|link| named.links[link].0),
                role: self.role(named, index),
                scope: scope_id,
                from: it.from.map(|offset| named.now.plus(offset)),
                until: it.until.map(|offset| named.now.plus(offset)),
            });
            facts.push(Fact::Assignment { assignment, is });
            for who in &it.members {
                let member = named.principal(*who);
                facts.push(Fact::AssignmentMember { assignment, member, is: Turn::BEGINS });
            }
        }
    }

    /// The role of an assignment as it is named.
    fn role(&self, named: &Named, assignment: usize) -> Role {
        match self.assignments[assignment].role {
            Assigned::BuiltIn(role) => Role::BuiltIn(role),
            Assigned::Custom(_) => Role::Custom(named.roles[assignment]),
        }
    }
}

/// Rooms as the engine is told of them.
pub fn scope(named: &Named, rooms: &Rooms) -> Scope {
    let parts = |chosen: &Chosen| Parts {
        rooms: chosen.rooms.iter().map(|room| named.rooms[*room]).collect(),
        groups: chosen.groups.iter().map(|group| named.room_groups[*group]).collect(),
        places: chosen.places.iter().map(|place| named.places[*place]).collect(),
    };
    let included = if rooms.all { Parts::NONE } else { parts(&rooms.included) };
    Scope { whole: rooms.all, included, excluded: parts(&rooms.excluded) }
}
