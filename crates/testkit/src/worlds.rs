//! Worlds drawn at random: four organizations with four rooms, two room groups, two security groups and three
//! people each, joined by links and assignments of every kind, allowed ones and such as no use case would make.

use std::{collections::BTreeSet, ops::Range};

use domain::{
    link::LinkState,
    permission::{EXTENDABLE, Permission, PermissionSet},
    role::{BuiltInRole, DirectoryRole, SiteLeadProfile},
};
use proptest::{collection::vec, option, prelude::*, sample::select};

use crate::plain::{
    Assigned, Assignment, Chosen, Link, Organization, Person, Place, Plain, Room, Rooms, SecurityGroup, Who,
};

const ORGANIZATIONS: usize = 4;
const ROOMS: usize = 4;
const GROUPS: usize = 2;
const PEOPLE: usize = 3;
/// In each organization: one place, two in it, and one in the first of these.
const PLACES: usize = 4;
const WITHIN: [Option<usize>; PLACES] = [None, Some(0), Some(0), Some(1)];

/// Any world.
pub fn any_world() -> impl Strategy<Value = Plain> {
    world_of(0..12)
}

/// A world of so many assignments that tables are searched where those of other worlds are walked.
pub fn any_crowded_world() -> impl Strategy<Value = Plain> {
    world_of(30..60)
}

fn world_of(assignments: Range<usize>) -> impl Strategy<Value = Plain> {
    let people = vec(person(), ORGANIZATIONS * PEOPLE);
    let security_groups = vec(security_group(), ORGANIZATIONS * GROUPS);
    let rooms = vec((of(GROUPS), option::weighted(0.7, 0..PLACES)), ORGANIZATIONS * ROOMS);
    let links = vec(link(), 0..8);
    let partners = vec((prop::bool::weighted(0.8), select(SiteLeadProfile::ALL.to_vec())), ORGANIZATIONS);
    (partners, people, security_groups, rooms, links, vec(assignment(), assignments)).prop_map(build)
}

type Drawn = (
    Vec<(bool, SiteLeadProfile)>,
    Vec<Person>,
    Vec<BTreeSet<usize>>,
    Vec<(BTreeSet<usize>, Option<usize>)>,
    Vec<(Link, BTreeSet<usize>)>,
    Vec<(Option<usize>, Assignment)>,
);

/// What was drawn names things inside one organization; here they get their place in the whole.
fn build((partners, people, security_groups, rooms, links, assignments): Drawn) -> Plain {
    let inside = |set: BTreeSet<usize>, home: usize| set.into_iter().map(|n| home * GROUPS + n).collect();
    let chosen_in = |chosen: Chosen, home: usize| Chosen {
        rooms: chosen.rooms.into_iter().map(|room| home * ROOMS + room).collect(),
        groups: inside(chosen.groups, home),
        places: chosen.places.into_iter().map(|place| home * PLACES + place).collect(),
    };
    let in_home = |scope: Rooms, home: usize| Rooms {
        all: scope.all,
        included: chosen_in(scope.included, home),
        excluded: chosen_in(scope.excluded, home),
    };
    let mut world = Plain {
        organizations: partners
            .into_iter()
            .map(|(is_partner, site_lead)| Organization { is_partner, is_operator: false, site_lead })
            .collect(),
        people: people
            .into_iter()
            .enumerate()
            .map(|(index, person)| {
                let home = index / PEOPLE;
                Person { home, groups: inside(person.groups, home), ..person }
            })
            .collect(),
        security_groups: security_groups
            .into_iter()
            .enumerate()
            .map(|(index, within)| {
                let home = index / GROUPS;
                SecurityGroup { home, within: inside(within, home) }
            })
            .collect(),
        room_groups: (0..ORGANIZATIONS * GROUPS).map(|group| group / GROUPS).collect(),
        places: (0..ORGANIZATIONS * PLACES)
            .map(|place| {
                let home = place / PLACES;
                Place { home, within: WITHIN[place % PLACES].map(|within| home * PLACES + within) }
            })
            .collect(),
        rooms: rooms
            .into_iter()
            .enumerate()
            .map(|(index, (groups, place))| {
                let home = index / ROOMS;
                let place = place.map(|place| home * PLACES + place);
                Room { home, groups: inside(groups, home), place }
            })
            .collect(),
        links: Vec::new(),
        blocks: BTreeSet::new(),
        assignments: Vec::new(),
    };
    for (mut link, blocked) in links {
        world.blocks.extend(blocked.into_iter().map(|person| (link.customer, person)));
        // One link at a time is live between two organizations, and nobody is a partner of oneself.
        let pair = (link.customer, link.partner);
        let is_second = world
            .links
            .iter()
            .any(|other| (other.customer, other.partner) == pair && !other.state.is_ended());
        if is_second && !link.state.is_ended() {
            link.state = LinkState::EndedByCustomer;
        }
        if link.customer != link.partner {
            link.scope = in_home(link.scope, link.customer);
            world.links.push(link);
        }
    }
    for (link, mut assignment) in assignments {
        assignment.link = link.filter(|_| !world.links.is_empty()).map(|link| link % world.links.len());
        if let Some(link) = assignment.link {
            assignment.tenant = world.links[link].customer;
        }
        assignment.scope = in_home(assignment.scope, assignment.tenant);
        world.assignments.push(assignment);
    }
    world
}

fn person() -> impl Strategy<Value = Person> {
    let roles = option::weighted(0.2, select(DirectoryRole::ALL.to_vec()));
    (prop::bool::weighted(0.9), roles, any::<bool>(), of(GROUPS)).prop_map(
        |(enabled, role, is_tenant_manager, groups)| Person {
            home: 0,
            enabled,
            roles: role.into_iter().collect(),
            is_tenant_manager,
            groups,
        },
    )
}

/// The groups that a group is in; circles are refused by the use cases, yet must not trouble anybody.
fn security_group() -> impl Strategy<Value = BTreeSet<usize>> {
    of(GROUPS)
}

/// A link, and whom its customer blocks.
fn link() -> impl Strategy<Value = (Link, BTreeSet<usize>)> {
    let state = prop_oneof![4 => Just(LinkState::Active), 1 => select(LinkState::ALL.to_vec())];
    let blocked = prop::collection::btree_set(0..ORGANIZATIONS * PEOPLE, 0..2);
    let extended = option::weighted(0.3, permissions(EXTENDABLE)).prop_map(Option::unwrap_or_default);
    (0..ORGANIZATIONS, 0..ORGANIZATIONS, state, scope(), blocked, extended).prop_map(
        |(customer, partner, state, scope, blocked, extended)| {
            (Link { customer, partner, state, scope, extended }, blocked)
        },
    )
}

fn assignment() -> impl Strategy<Value = (Option<usize>, Assignment)> {
    let who = prop_oneof![
        3 => (0..ORGANIZATIONS * PEOPLE).prop_map(Who::Person),
        2 => (0..ORGANIZATIONS * GROUPS).prop_map(Who::Group),
    ];
    let time = || option::weighted(0.2, select(vec![-2_i64, -1, 0, 1, 2]));
    let built_in = prop_oneof![2 => Just(BuiltInRole::PrimaryAdmins), 1 => select(BuiltInRole::ALL.to_vec())];
    let role = prop_oneof![
        3 => built_in.prop_map(Assigned::BuiltIn),
        2 => permissions(PermissionSet::ALL).prop_map(Assigned::Custom),
    ];
    let members = prop::collection::btree_set(who, 1..4);
    (option::weighted(0.7, any::<usize>()), 0..ORGANIZATIONS, role, scope(), time(), time(), members)
        .prop_map(|(link, tenant, role, scope, from, until, members)| {
            (link, Assignment { tenant, link: None, role, scope, from, until, members })
        })
}

/// Some of these permissions.
fn permissions(of: PermissionSet) -> impl Strategy<Value = PermissionSet> {
    let all: Vec<Permission> = of.iter().collect();
    let most = all.len();
    prop::sample::subsequence(all, 0..=most).prop_map(|some| some.into_iter().collect())
}

fn scope() -> impl Strategy<Value = Rooms> {
    let excluded = option::weighted(0.4, chosen()).prop_map(Option::unwrap_or_default);
    (prop::bool::weighted(0.3), chosen(), excluded).prop_map(|(all, included, excluded)| Rooms {
        all,
        included,
        excluded,
    })
}

fn chosen() -> impl Strategy<Value = Chosen> {
    (of(ROOMS), of(GROUPS), of(PLACES)).prop_map(|(rooms, groups, places)| Chosen { rooms, groups, places })
}

/// Some of so many.
fn of(count: usize) -> impl Strategy<Value = BTreeSet<usize>> {
    prop::collection::btree_set(0..count, 0..count)
}
