//! Explanations against the slow, obvious model of the rule, over worlds drawn at random.

use authz::{
    Source,
    explain::{Explanation, Lack, Matter, explain, holders},
    image::Image,
};
use domain::{permission::Permission, role::DirectoryRole};
use proptest::prelude::*;
use testkit::{
    SeededIds,
    model::{may, may_somewhere},
    plain::{Named, Plain},
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

/// The world in which one source of rights is the only one.
fn with_alone(world: &Plain, named: &Named, source: Source) -> Plain {
    let mut alone = world.clone();
    let (keeps, role): (_, Option<DirectoryRole>) = match source {
        Source::DirectoryRole(role) => (None, Some(role)),
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
                        }
                    }
                    Explanation::Denied(denial) => {
                        prop_assert!(!allowed);
                        prop_assert!(!denial.lacks.is_empty() || !denial.nearest.is_empty());
                        prop_assert!(denial.nearest.iter().all(|near| !near.lacks.is_empty()));
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

fn any_permission() -> impl Strategy<Value = Permission> {
    prop::sample::select(Permission::ALL.to_vec())
}
