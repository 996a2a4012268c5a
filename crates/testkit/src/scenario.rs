//! Scenarios as data (`scenarios/*.toml`): a small world in words, what its people may, what changes, and what
//! they may then. Each is held against the engine, the model and both databases.
//!
//! Invariant: a word that the file does not define fails the test; nothing is left out silently.

mod file;

use std::{collections::BTreeSet, path::Path};

use authz::Action;
use domain::{permission::Permission, role::SiteLeadProfile, time::MINUTE};
use serde::Deserialize;

use self::file::{Act, AllWord, AssignmentIs, Change, Expected, File, LinkIs, PersonIs, ScopeIs};
use crate::plain::{self, Assigned, Chosen, Plain, Rooms, Who};

/// A scenario: moments, one after the other.
#[derive(Debug)]
pub struct Scenario {
    /// The name of its file.
    pub name: String,
    /// The world as it is at each moment, with what is expected of it.
    pub moments: Vec<Moment>,
}

/// A world and what is expected of it.
#[derive(Debug)]
pub struct Moment {
    /// The world.
    pub world: Plain,
    /// What is expected.
    pub expectations: Vec<Expectation>,
}

/// What is expected of one person.
#[derive(Debug)]
pub enum Expectation {
    /// A list shows exactly these rooms.
    Sees {
        /// The person.
        person: usize,
        /// What for.
        permission: Permission,
        /// Where the person looks.
        place: Place,
        /// The rooms.
        rooms: BTreeSet<usize>,
    },
    /// A permission on a room.
    Room {
        /// The person.
        person: usize,
        /// What for.
        permission: Permission,
        /// The room.
        room: usize,
        /// The answer.
        answer: Answer,
    },
    /// Something in an organization as a whole.
    Organization {
        /// The person.
        person: usize,
        /// What.
        action: Action,
        /// Where.
        tenant: usize,
        /// The answer.
        answer: Answer,
    },
}

/// Where somebody looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// At home.
    Own,
    /// At one customer.
    Customer(usize),
    /// At all customers.
    Customers,
}

/// The engine's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Yes.
    Allowed,
    /// No, although it is seen.
    Denied,
    /// For this person it does not exist.
    Hidden,
}

/// All scenarios.
pub fn all() -> Vec<Scenario> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut files: Vec<_> = std::fs::read_dir(directory)
        .expect("the scenarios")
        .map(|entry| entry.expect("a scenario").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    files.sort();
    files.iter().map(|path| read(path)).collect()
}

fn read(path: &Path) -> Scenario {
    let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
    let text = std::fs::read_to_string(path).expect("a scenario");
    let file: File = toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
    let words = Words::new(&file);
    let mut world = words.world(&file);
    let mut moments = Vec::new();
    let mut expect = |world: &Plain, expected: &[Expected]| {
        let expectations = expected.iter().map(|expected| words.expectation(expected)).collect();
        moments.push(Moment { world: world.clone(), expectations });
    };
    expect(&world, &file.expect);
    for then in &file.then {
        words.change(&mut world, &then.change);
        expect(&world, &then.expect);
    }
    Scenario { name, moments }
}

/// The positions of the words of a file.
struct Words {
    organizations: Vec<String>,
    people: Vec<String>,
    security_groups: Vec<String>,
    rooms: Vec<String>,
    groups: Vec<String>,
    places: Vec<String>,
}

fn position(words: &[String], word: &str) -> usize {
    words.iter().position(|known| known == word).unwrap_or_else(|| panic!("{word:?} is none of {words:?}"))
}

impl Words {
    fn new(file: &File) -> Self {
        let rooms = || file.rooms.values().flatten();
        let groups: BTreeSet<&String> = rooms().flat_map(|(_, groups)| groups).collect();
        Self {
            organizations: file.organizations.keys().cloned().collect(),
            people: file.people.keys().cloned().collect(),
            security_groups: file.security_groups.keys().cloned().collect(),
            rooms: rooms().map(|(room, _)| room.clone()).collect(),
            groups: groups.into_iter().cloned().collect(),
            places: file.places.values().flatten().map(|(place, _)| place.clone()).collect(),
        }
    }

    fn organization(&self, word: &str) -> usize {
        position(&self.organizations, word)
    }

    fn security_groups(&self, words: &[String]) -> BTreeSet<usize> {
        words.iter().map(|word| position(&self.security_groups, word)).collect()
    }

    fn scope(&self, scope: &ScopeIs) -> Rooms {
        match scope {
            ScopeIs::All(AllWord::All) => Rooms { all: true, ..Rooms::default() },
            ScopeIs::Some(words) => Rooms { included: self.chosen(words), ..Rooms::default() },
            ScopeIs::But { of, but } => Rooms { excluded: self.chosen(but), ..self.scope(of) },
        }
    }

    fn chosen(&self, words: &[String]) -> Chosen {
        let mut chosen = Chosen::default();
        for word in words {
            if self.rooms.contains(word) {
                chosen.rooms.insert(position(&self.rooms, word));
            } else if self.places.contains(word) {
                chosen.places.insert(position(&self.places, word));
            } else {
                chosen.groups.insert(position(&self.groups, word));
            }
        }
        chosen
    }

    fn who(&self, word: &str) -> Who {
        if self.people.iter().any(|known| known == word) {
            Who::Person(position(&self.people, word))
        } else {
            Who::Group(position(&self.security_groups, word))
        }
    }

    fn world(&self, file: &File) -> Plain {
        let mut room_groups = vec![0; self.groups.len()];
        let mut rooms = Vec::new();
        for (home, inside) in &file.rooms {
            let home = self.organization(home);
            for (name, groups) in inside {
                let groups: BTreeSet<usize> =
                    groups.iter().map(|group| position(&self.groups, group)).collect();
                for group in &groups {
                    room_groups[*group] = home;
                }
                let place = file.lies_in.get(name).map(|place| position(&self.places, place));
                rooms.push(plain::Room { home, groups, place });
            }
        }
        let mut places = Vec::new();
        for (home, inside) in &file.places {
            for (_, within) in inside {
                let within = (!within.is_empty()).then(|| position(&self.places, within));
                places.push(plain::Place { home: self.organization(home), within });
            }
        }
        let mut world = Plain {
            places,
            organizations: file.organizations.values().map(|kind| organization(kind)).collect(),
            people: file.people.values().map(|person| self.person(person)).collect(),
            security_groups: file
                .security_groups
                .values()
                .map(|group| plain::SecurityGroup {
                    home: self.organization(&group.of),
                    within: self.security_groups(&group.r#in),
                })
                .collect(),
            room_groups,
            rooms,
            links: file.links.iter().map(|link| self.link(link)).collect(),
            blocks: file.links.iter().flat_map(|link| self.blocks(link)).collect(),
            assignments: Vec::new(),
        };
        world.assignments = file.assignments.iter().map(|it| self.assignment(&world, it)).collect();
        world
    }

    fn person(&self, it: &PersonIs) -> plain::Person {
        plain::Person {
            home: self.organization(&it.of),
            enabled: !it.disabled,
            roles: it.roles.clone(),
            is_tenant_manager: it.tenant_manager,
            groups: self.security_groups(&it.r#in),
        }
    }

    fn link(&self, it: &LinkIs) -> plain::Link {
        plain::Link {
            customer: self.organization(&it.customer),
            partner: self.organization(&it.partner),
            state: it.state,
            scope: self.scope(&it.scope),
            extended: it.extended.iter().copied().collect(),
        }
    }

    fn blocks(&self, it: &LinkIs) -> impl Iterator<Item = (usize, usize)> {
        let customer = self.organization(&it.customer);
        it.blocked.iter().map(move |person| (customer, position(&self.people, person)))
    }

    fn assignment(&self, world: &Plain, it: &AssignmentIs) -> plain::Assignment {
        plain::Assignment {
            tenant: self.organization(&it.of),
            link: it.partner.as_ref().map(|partner| self.link_of(world, &it.of, partner)),
            role: match (it.role, &it.permissions) {
                (Some(role), None) => Assigned::BuiltIn(role),
                (None, Some(permissions)) => Assigned::Custom(permissions.iter().copied().collect()),
                _ => panic!("an assignment has either a role or permissions"),
            },
            scope: self.scope(&it.scope),
            from: it.from.map(|minutes| minutes * MINUTE),
            until: it.until.map(|minutes| minutes * MINUTE),
            members: it.members.iter().map(|member| self.who(member)).collect(),
        }
    }

    fn link_of(&self, world: &Plain, customer: &str, partner: &str) -> usize {
        let pair = (self.organization(customer), self.organization(partner));
        world
            .links
            .iter()
            .position(|link| (link.customer, link.partner) == pair)
            .unwrap_or_else(|| panic!("no link of {customer} with {partner}"))
    }

    fn change(&self, world: &mut Plain, change: &Change) {
        let person = |word: &str| position(&self.people, word);
        let in_room = |room: &str, group: &str| (position(&self.rooms, room), position(&self.groups, group));
        match change {
            Change::Joins(room, group) => {
                let (room, group) = in_room(room, group);
                assert!(world.rooms[room].groups.insert(group), "the room was in the group before");
            }
            Change::Leaves(room, group) => {
                let (room, group) = in_room(room, group);
                assert!(world.rooms[room].groups.remove(&group), "the room was not in the group");
            }
            Change::Resigns(who, group) => {
                let group = position(&self.security_groups, group);
                assert!(world.people[person(who)].groups.remove(&group), "the person was not in the group");
            }
            Change::Disabled(who) => world.people[person(who)].enabled = false,
            Change::Link(customer, partner, state) => {
                let link = self.link_of(world, customer, partner);
                world.links[link].state = *state;
            }
            Change::Scope(customer, partner, scope) => {
                let link = self.link_of(world, customer, partner);
                world.links[link].scope = Rooms { included: self.chosen(scope), ..Rooms::default() };
            }
            Change::Moves(room, place) => {
                let place = Some(position(&self.places, place));
                world.rooms[position(&self.rooms, room)].place = place;
            }
            Change::Extended(customer, partner, permissions) => {
                let link = self.link_of(world, customer, partner);
                world.links[link].extended = permissions.iter().copied().collect();
            }
            Change::Strict(customer) => {
                world.organizations[self.organization(customer)].site_lead = SiteLeadProfile::Strict;
            }
            Change::Blocks(customer, who) => {
                world.blocks.insert((self.organization(customer), person(who)));
            }
            Change::Unblocks(customer, who) => {
                world.blocks.remove(&(self.organization(customer), person(who)));
            }
            Change::CapabilityOff(partner) => {
                world.organizations[self.organization(partner)].is_partner = false;
            }
            Change::TimePasses(minutes) => {
                for assignment in &mut world.assignments {
                    for bound in [&mut assignment.from, &mut assignment.until].into_iter().flatten() {
                        *bound -= minutes * MINUTE;
                    }
                }
            }
        }
    }

    fn expectation(&self, it: &Expected) -> Expectation {
        let person = position(&self.people, &it.who);
        let permission = it.permission.unwrap_or(Permission::RoomView);
        match (&it.at, &it.sees, &it.room, &it.of, it.answer) {
            (Some(place), Some(rooms), None, None, None) => Expectation::Sees {
                person,
                permission,
                place: match place.as_str() {
                    "own" => Place::Own,
                    "customers" => Place::Customers,
                    customer => Place::Customer(self.organization(customer)),
                },
                rooms: rooms.iter().map(|room| position(&self.rooms, room)).collect(),
            },
            (None, None, Some(room), None, Some(answer)) => {
                Expectation::Room { person, permission, room: position(&self.rooms, room), answer }
            }
            (None, None, None, Some(tenant), Some(answer)) => Expectation::Organization {
                person,
                action: it.action.map_or_else(|| used(permission, it.as_own), act),
                tenant: self.organization(tenant),
                answer,
            },
            _ => panic!("an expectation of {} is neither a list nor a room nor an organization", it.who),
        }
    }
}

fn organization(kind: &str) -> plain::Organization {
    match kind {
        "customer" => plain::Organization::default(),
        "strict" => plain::Organization { site_lead: SiteLeadProfile::Strict, ..Default::default() },
        "partner" => plain::Organization { is_partner: true, ..Default::default() },
        "operator" => plain::Organization { is_operator: true, ..Default::default() },
        other => panic!("no kind of organization: {other}"),
    }
}

const fn used(permission: Permission, as_own: bool) -> Action {
    if as_own { Action::UseOwn(permission) } else { Action::Use(permission) }
}

const fn act(act: Act) -> Action {
    match act {
        Act::ReadAuditLog => Action::ReadAuditLog,
        Act::ControlPartners => Action::ControlPartners,
        Act::AdministerDirectory => Action::AdministerDirectory,
        Act::ManageTenantManagers => Action::ManageTenantManagers,
        Act::SeeTenants => Action::SeeTenants,
        Act::RemoveCustomer => Action::RemoveCustomer,
        Act::Operate => Action::Operate,
    }
}
