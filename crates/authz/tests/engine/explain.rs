//! Explanations against the slow, obvious model of the rule, over worlds drawn at random.

use std::{collections::BTreeSet, sync::Arc};

use authz::{
    Fact, Source,
    explain::{Chain, Explanation, Giver, Lack, Matter, Near, explain, holders, rights},
    fact::Turn,
    image::Image,
};
use domain::{
    directory::Principal,
    id::Id,
    link::LinkState,
    permission::{Permission, PermissionSet},
    role::{BuiltInRole, DirectoryRole},
    time::Time,
};
use proptest::prelude::*;
use testkit::{
    SeededIds,
    model::{allowed, covers, may, may_somewhere},
    plain::{Assigned, Assignment, Link, Named, Organization, Person, Plain, Rooms, SecurityGroup, Who},
    worlds::any_world,
};

use crate::worlds;

fn explained(
    world: &Plain,
    named: &Named,
    image: &Image,
    (person, permission, tenant, room): (usize, Permission, usize, Option<usize>),
) -> Explanation {
    let organization = |index: usize| image.organization(named.organizations[index]).unwrap();
    explain(&Matter {
        home: organization(world.people[person].home),
        user: named.people[person],
        at: organization(tenant),
        permission,
        room: room.map(|room| named.rooms[room]),
        now: named.now,
    })
    .unwrap()
}

/// The fewest groups between a person and one for whom something holds; none where it holds for nobody around.
fn steps(world: &Plain, person: usize, holds: impl Fn(Who) -> bool) -> Option<usize> {
    if holds(Who::Person(person)) {
        return Some(0);
    }
    let mut around: BTreeSet<usize> = world.people[person].groups.clone();
    for step in 1..=world.security_groups.len() {
        if around.iter().any(|group| holds(Who::Group(*group))) {
            return Some(step);
        }
        around =
            around.iter().flat_map(|group| world.security_groups[*group].within.iter().copied()).collect();
    }
    None
}

/// Whether the groups of a chain lead, each directly in the next, from a person to one for whom something holds.
fn leads(world: &Plain, named: &Named, person: usize, chain: &Chain, holds: impl Fn(Who) -> bool) -> bool {
    let position = |id| named.security_groups.iter().position(|group| *group == id).unwrap();
    let groups: Vec<usize> = chain.groups.iter().map(|id| position(*id)).collect();
    let Some(first) = groups.first() else { return holds(Who::Person(person)) };
    world.people[person].groups.contains(first)
        && groups.windows(2).all(|pair| world.security_groups[pair[0]].within.contains(&pair[1]))
        && holds(Who::Group(*groups.last().unwrap()))
}

/// The position of the assignment behind a source; none for a directory role.
fn assigned(named: &Named, source: Source) -> Option<usize> {
    match source {
        Source::DirectoryRole(_)
        | Source::DelegatedAdmin { .. }
        | Source::GranularAdmin { .. }
        | Source::SubscriptionRole { .. } => None,
        Source::OwnRole { assignment, .. } | Source::PartnerRole { assignment, .. } => {
            named.assignments.iter().position(|(id, _)| *id == assignment)
        }
    }
}

/// What the model finds lacking to an assignment; whether its role holds the permission apart from the ceiling of the link.
fn lacking(
    world: &Plain,
    named: &Named,
    assignment: usize,
    permission: Permission,
    room: usize,
) -> Vec<Lack> {
    let it = &world.assignments[assignment];
    let in_role = match it.role {
        Assigned::Custom(permissions) => permissions.has(permission),
        Assigned::BuiltIn(_) => allowed(world, it).has(permission),
    };
    let at = |offset: i64| named.now.plus(offset);
    let mut lacks = Vec::new();
    if !in_role {
        lacks.push(Lack::NotInRole);
    }
    if !covers(world, &it.scope, room) {
        lacks.push(Lack::OutsideScope);
    }
    if let Some(from) = it.from.filter(|from| *from > 0) {
        lacks.push(Lack::NotBegun(at(from)));
    }
    if let Some(until) = it.until.filter(|until| *until <= 0) {
        lacks.push(Lack::Ended(at(until)));
    }
    lacks
}

/// The world in which one source of rights is the only one.
fn with_alone(world: &Plain, named: &Named, source: Source) -> Plain {
    let mut alone = world.clone();
    let (keeps, role): (_, Option<DirectoryRole>) = match source {
        Source::DirectoryRole(role) => (None, Some(role)),
        Source::DelegatedAdmin { .. } | Source::GranularAdmin { .. } | Source::SubscriptionRole { .. } => {
            (None, None)
        }
        Source::OwnRole { assignment, .. } | Source::PartnerRole { assignment, .. } => {
            (Some(assignment), None)
        }
    };
    for (index, assignment) in alone.assignments.iter_mut().enumerate() {
        if Some(named.assignments[index].0) != keeps {
            assignment.members.clear();
        }
    }
    for person in &mut alone.people {
        person.roles.retain(|held| Some(*held) == role);
    }
    alone
}

proptest! {
    #![proptest_config(worlds(200))]

    /// Decision 17, R-100, R-106, R-112: who is allowed is explained by chains of which each alone is enough, who is not by
    /// what lacks, and the two never mix.
    #[test]
    fn an_explanation_is_the_models(world in any_world(), permission in any_permission()) {
        let named = world.name(&SeededIds::default());
        let image = world.image(&named);
        for person in 0..world.people.len() {
            for room in 0..world.rooms.len() {
                let tenant = world.rooms[room].home;
                let allowed = may(&world, person, permission, room);
                match explained(&world, &named, &image, (person, permission, tenant, Some(room))) {
                    Explanation::Allowed(chains) => {
                        prop_assert!(allowed && !chains.is_empty());
                        for chain in &chains {
                            let alone = with_alone(&world, &named, chain.source);
                            prop_assert!(may(&alone, person, permission, room), "{:?}", chain);
                            prop_assert!(chain.covered_by.is_some());
                            let around = |who: Who| match assigned(&named, chain.source) {
                                Some(assignment) => world.assignments[assignment].members.contains(&who),
                                None => who == Who::Person(person),
                            };
                            prop_assert!(leads(&world, &named, person, chain, around), "{:?}", chain);
                            prop_assert_eq!(Some(chain.groups.len()), steps(&world, person, around));
                            let from = assigned(&named, chain.source).and_then(|at| world.assignments[at].from);
                            prop_assert_eq!(chain.from, from.map(|from| named.now.plus(from)));
                        }
                        let length = |chain: &Chain| {
                            chain.groups.len() + usize::from(assigned(&named, chain.source).is_some())
                        };
                        prop_assert!(chains.is_sorted_by_key(|chain| (length(chain), chain.source)));
                    }
                    Explanation::Denied(denial) => {
                        prop_assert!(!allowed);
                        prop_assert!(!denial.lacks.is_empty() || !denial.nearest.is_empty());
                        for Near { assignment, lacks, .. } in &denial.nearest {
                            let at = named.assignments.iter().position(|(id, _)| id == assignment).unwrap();
                            prop_assert!(!lacks.is_empty());
                            prop_assert_eq!(lacks, &lacking(&world, &named, at, permission, room));
                        }
                        let is_disabled = denial.lacks.contains(&Lack::Disabled);
                        prop_assert_eq!(is_disabled, !world.people[person].enabled);
                    }
                }
            }
        }
    }

    /// The same of an organization as a whole, and of everybody who may.
    #[test]
    fn holders_are_the_models(world in any_world(), permission in any_permission()) {
        let named = world.name(&SeededIds::default());
        let image = world.image(&named);
        for tenant in 0..world.organizations.len() {
            let mut wanted = Vec::new();
            for person in 0..world.people.len() {
                let allowed = may_somewhere(&world, person, permission, tenant);
                let answer = explained(&world, &named, &image, (person, permission, tenant, None));
                prop_assert_eq!(matches!(answer, Explanation::Allowed(_)), allowed);
                if allowed {
                    wanted.push(named.people[person]);
                }
            }
            let at = image.organization(named.organizations[tenant]).unwrap();
            let mut found = Vec::new();
            for home in &named.organizations {
                found.extend(holders(image.organization(*home).unwrap(), at, permission, None, named.now, |_| true));
            }
            found.sort_unstable();
            wanted.sort_unstable();
            prop_assert_eq!(found, wanted);
        }
    }
}

proptest! {
    #![proptest_config(worlds(100))]

    /// "What can this person do?": all that the chains give together is what the model allows, and each is there once.
    #[test]
    fn rights_are_the_models(world in any_world()) {
        let named = world.name(&SeededIds::default());
        let image = world.image(&named);
        for tenant in 0..world.organizations.len() {
            let at = image.organization(named.organizations[tenant]).unwrap();
            for person in 0..world.people.len() {
                let home = image.organization(named.organizations[world.people[person].home]).unwrap();
                let found = rights(home, named.people[person], at, named.now).unwrap();
                for permission in Permission::ALL {
                    let is_given = found.iter().any(|(_, permissions)| permissions.has(permission));
                    prop_assert_eq!(is_given, may_somewhere(&world, person, permission, tenant), "{}", permission.key());
                }
                let sources: BTreeSet<_> = found.iter().map(|(chain, _)| chain.source).collect();
                prop_assert_eq!(sources.len(), found.len());
            }
            prop_assert_eq!(rights(at, Id::new(uuid::Uuid::nil()), at, named.now), None);
        }
    }
}

/// The shortest chain is told first, whichever assignment was made first.
#[test]
fn the_shortest_chain_is_first() {
    let rooms = Rooms { all: true, ..Rooms::default() };
    let role = Assigned::BuiltIn(BuiltInRole::SiteLead);
    let to = |who| Assignment {
        tenant: 0,
        link: None,
        role,
        scope: rooms.clone(),
        from: None,
        until: None,
        members: BTreeSet::from([who]),
    };
    let person = Person {
        home: 0,
        enabled: true,
        roles: BTreeSet::new(),
        is_tenant_manager: false,
        groups: BTreeSet::from([0]),
    };
    for members in [[Who::Person(0), Who::Group(0)], [Who::Group(0), Who::Person(0)]] {
        let world = Plain {
            organizations: vec![Organization::default()],
            people: vec![person.clone()],
            security_groups: vec![SecurityGroup { home: 0, within: BTreeSet::new() }],
            assignments: members.map(to).to_vec(),
            ..Plain::default()
        };
        let named = world.name(&SeededIds::default());
        let image = world.image(&named);
        let answer = explained(&world, &named, &image, (0, Permission::RoomView, 0, None));
        let lengths = match answer {
            Explanation::Allowed(chains) => chains.iter().map(|chain| chain.groups.len()).collect(),
            Explanation::Denied(_) => Vec::new(),
        };
        assert_eq!(lengths, [0, 1]);
    }
}

/// A directory role that comes over two groups is farther away than a role that the person was given.
#[test]
fn a_directory_role_over_groups_has_their_length() {
    let given = Assignment {
        tenant: 0,
        link: None,
        role: Assigned::BuiltIn(BuiltInRole::SiteLead),
        scope: Rooms { all: true, ..Rooms::default() },
        from: None,
        until: None,
        members: BTreeSet::from([Who::Person(0)]),
    };
    let world = Plain {
        organizations: vec![Organization::default()],
        people: vec![Person { groups: BTreeSet::from([0]), ..nobody(0) }],
        security_groups: vec![
            SecurityGroup { home: 0, within: BTreeSet::from([1]) },
            SecurityGroup { home: 0, within: BTreeSet::new() },
        ],
        assignments: vec![given],
        ..Plain::default()
    };
    let named = world.name(&SeededIds::default());
    let mut at = Arc::clone(world.image(&named).organization(named.organizations[0]).unwrap());
    Arc::make_mut(&mut at).apply(&[Fact::DirectoryRole {
        member: Principal::SecurityGroup(named.security_groups[1]),
        role: DirectoryRole::ManagedServiceAdministrator,
        is: Turn::BEGINS,
    }]);
    let matter = Matter {
        home: &at,
        user: named.people[0],
        at: &at,
        permission: Permission::RoomView,
        room: None,
        now: named.now,
    };
    let Some(Explanation::Allowed(chains)) = explain(&matter) else { panic!("allowed by both") };
    let told: Vec<_> =
        chains.iter().map(|chain| (assigned(&named, chain.source).is_some(), chain.groups.len())).collect();
    assert_eq!(told, [(true, 0), (false, 2)]);
}

/// An enabled person who is in no group and has no role.
fn nobody(home: usize) -> Person {
    Person { home, enabled: true, roles: BTreeSet::new(), is_tenant_manager: false, groups: BTreeSet::new() }
}

/// who comes by the link of an organization that may be no partner any more lacks just that; who comes by a suspended link, that.
#[test]
fn a_link_says_what_it_lacks() {
    let link = |state| Link {
        customer: 0,
        partner: 1,
        state,
        scope: Rooms { all: true, ..Rooms::default() },
        extended: PermissionSet::NONE,
    };
    for (is_partner, state) in
        [(true, LinkState::Active), (true, LinkState::Suspended), (false, LinkState::Active)]
    {
        let world = Plain {
            organizations: vec![
                Organization::default(),
                Organization { is_partner, ..Organization::default() },
            ],
            people: vec![nobody(1)],
            links: vec![link(state)],
            ..Plain::default()
        };
        let named = world.name(&SeededIds::default());
        let image = world.image(&named);
        let Explanation::Denied(denial) =
            explained(&world, &named, &image, (0, Permission::RoomView, 0, None))
        else {
            panic!("nobody gave a role");
        };
        let by_link = denial.lacks.contains(&Lack::Suspended(named.links[0].0));
        let by_partner = denial.lacks.contains(&Lack::NoPartner);
        assert_eq!((by_link, by_partner), (is_partner && state == LinkState::Suspended, !is_partner));
    }
}

/// What lacks has a word and somebody who could give it, but for what no partner may hold.
#[test]
fn what_lacks_is_named_and_has_its_giver() {
    let (link, at) = (Id::new(uuid::Uuid::nil()), Time::from_micros(0));
    let (administrator, operator) = (Some("globalAdministrator"), Some("operator"));
    let (customer, manager) = (Some("customer"), Some("roleManager"));
    let lacks = [
        (Lack::Disabled, "disabled", administrator),
        (Lack::Unconfirmed, "unconfirmed", administrator),
        (Lack::NoPartner, "noPartner", operator),
        (Lack::NoLink, "noLink", customer),
        (Lack::Suspended(link), "suspended", operator),
        (Lack::Blocked, "blocked", customer),
        (Lack::OutsideLink(link), "outsideLink", customer),
        (Lack::NotExtended(link), "notExtended", customer),
        (Lack::NeverForPartners, "neverForPartners", None),
        (Lack::NoRole, "noRole", manager),
        (Lack::NotInRole, "notInRole", manager),
        (Lack::OutsideScope, "outsideScope", manager),
        (Lack::NotBegun(at), "notBegun", manager),
        (Lack::Ended(at), "ended", manager),
    ];
    for (lack, word, giver) in lacks {
        assert_eq!((lack.key(), lack.giver().map(Giver::key)), (word, giver));
    }
}

fn any_permission() -> impl Strategy<Value = Permission> {
    prop::sample::select(Permission::ALL.to_vec())
}
