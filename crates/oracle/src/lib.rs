//! The access rule a third time, in a language made for such rules: a described world as entities and policies of Cedar.
//!
//! It follows the rules as they are written (R-080, R-100, R-106, R-109, R-111, R-112, R-114, R-130, R-131, R-264,
//! decision 8), not the engine and not the model of the testkit: of both it shares the description of the world alone.
//!
//! Invariant: one policy for each way to a right, one for each denial; what the text does not allow stays refused.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "for tests alone"
)]

mod roles;

use std::{
    collections::{BTreeSet, HashSet},
    fmt::Write as _,
};

use cedar_policy::{
    Authorizer, Context, Decision, Entities, Entity, EntityUid, PolicySet, Request, RestrictedExpression,
};
use domain::{link::LinkState, permission::Permission, role::SiteLeadProfile};
use testkit::plain::{Assigned, Assignment, Chosen, Plain, Rooms, Who};

/// A world as Cedar sees it.
pub struct Oracle {
    entities: Entities,
    policies: PolicySet,
    authorizer: Authorizer,
    now: i64,
}

impl Oracle {
    /// Translates a world. The moment of its description is a moment of the calendar here.
    pub fn of(world: &Plain) -> Self {
        let now = 1_793_610_000_000_000;
        let policies = Policies { world, now, text: String::new() }.all();
        Self {
            entities: Entities::from_entities(entities(world), None).expect("entities"),
            policies: policies.parse().unwrap_or_else(|error| panic!("{error}:\n{policies}")),
            authorizer: Authorizer::new(),
            now,
        }
    }

    /// Whether a person may use a permission on a room.
    pub fn may(&self, person: usize, permission: Permission, room: usize) -> bool {
        let now = [("now".to_owned(), RestrictedExpression::new_long(self.now))];
        let context = Context::from_pairs(now).expect("a context");
        let [principal, action, resource] =
            [uid("User", person), uid("Action", permission.key()), uid("Room", room)];
        let request = Request::new(principal, action, resource, context, None).expect("a request");
        let response = self.authorizer.is_authorized(&request, &self.policies, &self.entities);
        let errors: Vec<String> = response.diagnostics().errors().map(ToString::to_string).collect();
        assert!(errors.is_empty(), "{errors:?}");
        response.decision() == Decision::Allow
    }
}

fn uid(kind: &str, id: impl std::fmt::Display) -> EntityUid {
    name(kind, id).parse().expect("the name of an entity")
}

fn name(kind: &str, id: impl std::fmt::Display) -> String {
    format!("{kind}::\"{id}\"")
}

fn entities(world: &Plain) -> Vec<Entity> {
    let plain =
        |kind: &str, id: usize, parents: HashSet<EntityUid>| Entity::new_no_attrs(uid(kind, id), parents);
    let mut all = Vec::new();
    for (id, it) in world.organizations.iter().enumerate() {
        let attributes = [("isPartner".to_owned(), RestrictedExpression::new_bool(it.is_partner))];
        all.push(
            Entity::new(uid("Organization", id), attributes.into(), HashSet::new()).expect("an organization"),
        );
    }
    for id in 0..world.security_groups.len() {
        all.push(plain("SecurityGroup", id, groups_around(world, id)));
    }
    for (id, it) in world.people.iter().enumerate() {
        let attributes = [
            ("home".to_owned(), RestrictedExpression::new_entity_uid(uid("Organization", it.home))),
            ("enabled".to_owned(), RestrictedExpression::new_bool(it.enabled)),
        ];
        let groups = it.groups.iter().map(|group| uid("SecurityGroup", group));
        let roles = it.roles.iter().map(|role| uid("DirectoryRole", format!("{}/{}", it.home, role.key())));
        let parents = groups.chain(roles).collect();
        all.push(Entity::new(uid("User", id), attributes.into(), parents).expect("a person"));
    }
    for id in 0..world.room_groups.len() {
        all.push(plain("RoomGroup", id, HashSet::new()));
    }
    for (id, it) in world.places.iter().enumerate() {
        all.push(plain("Place", id, it.within.map(|around| uid("Place", around)).into_iter().collect()));
    }
    for (id, it) in world.rooms.iter().enumerate() {
        let groups = it.groups.iter().map(|group| uid("RoomGroup", group));
        let place = it.place.map(|place| uid("Place", place));
        all.push(plain("Room", id, groups.chain(place).chain([uid("Organization", it.home)]).collect()));
    }
    for (id, it) in world.links.iter().enumerate() {
        let state = RestrictedExpression::new_bool(it.state == LinkState::Active);
        let attributes = [("isActive".to_owned(), state)];
        all.push(Entity::new(uid("Link", id), attributes.into(), HashSet::new()).expect("a link"));
    }
    // A role is a group of actions.
    for permission in Permission::ALL {
        let parents = roles::with(permission).map(|role| uid("Action", role));
        let custom = world.assignments.iter().enumerate().filter_map(|(id, it)| match it.role {
            Assigned::Custom(permissions) if permissions.has(permission) => {
                Some(uid("Action", format!("custom/{id}")))
            }
            _ => None,
        });
        let ceilings = world.links.iter().enumerate().filter_map(|(id, link)| {
            let is_below = roles::with(permission).any(|role| role == "primary_admins");
            (is_below || link.extended.has(permission)).then(|| uid("Action", format!("ceiling/{id}")))
        });
        let parents = parents.chain(custom).chain(ceilings).collect();
        all.push(Entity::new_no_attrs(uid("Action", permission.key()), parents));
    }
    all
}

/// The groups around a security group, however deeply nested.
fn around(world: &Plain, group: usize) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut next: Vec<usize> = world.security_groups[group].within.iter().copied().collect();
    while let Some(group) = next.pop() {
        if found.insert(group) {
            next.extend(&world.security_groups[group].within);
        }
    }
    found
}

/// The first of the groups that contain this one and that it contains. Cedar knows no circles: groups in a circle have the
/// same members, so the first stands for all of them.
fn circle(world: &Plain, group: usize) -> usize {
    let both = around(world, group).into_iter().filter(|other| around(world, *other).contains(&group));
    both.chain([group]).min().expect("the group itself")
}

fn groups_around(world: &Plain, group: usize) -> HashSet<EntityUid> {
    let first = circle(world, group);
    let around = around(world, group).into_iter().map(|around| circle(world, around));
    around.chain([first]).filter(|other| *other != group).map(|other| uid("SecurityGroup", other)).collect()
}

struct Policies<'a> {
    world: &'a Plain,
    now: i64,
    text: String,
}

impl Policies<'_> {
    fn all(mut self) -> String {
        for organization in 0..self.world.organizations.len() {
            self.directory_roles(organization);
        }
        for (id, assignment) in self.world.assignments.iter().enumerate() {
            self.assignment(id, assignment);
        }
        self.denials();
        self.text
    }

    /// given in the directory, for all rooms of the organization.
    fn directory_roles(&mut self, organization: usize) {
        for role in roles::DIRECTORY {
            writeln!(
                self.text,
                "permit(principal in {}, action in {}, resource in {});",
                name("DirectoryRole", format!("{organization}/{role}")),
                name("Action", role),
                name("Organization", organization)
            )
            .unwrap();
        }
    }

    /// people of the organization that owns the role, on the rooms it is given for, in its
    /// time; through a link only what both cover, and not more than its ceiling.
    fn assignment(&mut self, id: usize, it: &Assignment) {
        let role = match it.role {
            Assigned::Custom(_) => format!("custom/{id}"),
            Assigned::BuiltIn(role) if role.key() == "primary_admins" => match it.link {
                // a role of partners; what the customer switches on widens it.
                Some(link) => format!("ceiling/{link}"),
                None => return,
            },
            Assigned::BuiltIn(role) => {
                let is_strict = self.world.organizations[it.tenant].site_lead == SiteLeadProfile::Strict;
                let strict = if is_strict && role.key() == "site_lead" { "/strict" } else { "" };
                format!("{}{strict}", role.key())
            }
        };
        let mut conditions = vec![self.is_member(&it.members), covers(&it.scope)];
        conditions.extend(it.from.map(|from| format!("context.now >= {}", self.now + from)));
        conditions.extend(it.until.map(|until| format!("context.now < {}", self.now + until)));
        let home = match it.link {
            None => it.tenant,
            Some(id) => {
                let link = &self.world.links[id];
                conditions.push(format!("{}.isActive", name("Link", id)));
                conditions.push("principal.home.isPartner".to_owned());
                conditions.push(format!("action in {}", name("Action", format!("ceiling/{id}"))));
                conditions.push(covers(&link.scope));
                link.partner
            }
        };
        conditions.push(format!("principal.home == {}", name("Organization", home)));
        writeln!(
            self.text,
            "permit(principal, action in {}, resource in {}) when {{ {} }};",
            name("Action", role),
            name("Organization", it.tenant),
            conditions.join(" && ")
        )
        .unwrap();
    }

    /// R-114 and decision 8: a disabled person has no rights; whom a customer blocks has none there that is not its own.
    fn denials(&mut self) {
        self.text.push_str("forbid(principal, action, resource) unless { principal.enabled };\n");
        for (customer, person) in &self.world.blocks {
            let (customer, person) = (name("Organization", customer), name("User", person));
            writeln!(
                self.text,
                "forbid(principal == {person}, action, resource in {customer}) unless {{ principal.home == {customer} }};",
            )
            .unwrap();
        }
    }

    fn is_member(&self, members: &BTreeSet<Who>) -> String {
        let members = members.iter().map(|member| match member {
            Who::Person(person) => name("User", person),
            Who::Group(group) => name("SecurityGroup", circle(self.world, *group)),
        });
        format!("principal in [{}]", members.collect::<Vec<_>>().join(", "))
    }
}

/// rooms, groups and places with all that lies in them, but for what is left out in the same ways.
fn covers(rooms: &Rooms) -> String {
    let included = if rooms.all { "true".to_owned() } else { is_chosen(&rooms.included) };
    format!("({included} && !({}))", is_chosen(&rooms.excluded))
}

fn is_chosen(chosen: &Chosen) -> String {
    let rooms = chosen.rooms.iter().map(|room| name("Room", room));
    let groups = chosen.groups.iter().map(|group| name("RoomGroup", group));
    let places = chosen.places.iter().map(|place| name("Place", place));
    format!("resource in [{}]", rooms.chain(groups).chain(places).collect::<Vec<_>>().join(", "))
}
