//! What delegated roles change in a customer's directory, against the words of decision 6, over worlds drawn at random.

use std::collections::BTreeSet;

use authz::{
    About, Action, Concerning, Fact, Facts, Missing, Refused, Requirement, Source, Target, decide,
    fact::{GranularFacts, GranularHolder, ResellerFacts, Turn},
    image::Image,
};
use domain::{
    agent::Agent,
    directory::{DirectoryRight, Principal},
    id::{Id, Organization},
    permission::Permission,
    role_definition,
};
use proptest::{collection::vec, prelude::*};
use testkit::{
    SeededIds,
    model::may,
    plain::{Named, Plain, Who},
    worlds::any_world,
};

use crate::{
    user_management::{around, holders},
    worlds,
};

/// How a person comes to be Global administrator of every other organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    Privileges,
    Granular,
}

/// Lets the groups of a person's organization, of which a new one has the person as its only member, be Global administrators everywhere.
fn delegate(world: &Plain, named: &Named, ids: &SeededIds, image: &mut Image, person: usize, by: By) {
    let home = world.people[person].home;
    let (partner, group) = (named.organizations[home], ids.id());
    let member = Principal::User(named.people[person]);
    let mut joins = vec![Fact::GroupMember { group, member, is: Turn::BEGINS }];
    if by == By::Privileges {
        joins.push(Fact::AgentGroup { group, agent: Agent::Admin, is: Turn::BEGINS });
    }
    image.apply(partner, &joins);
    for (tenant, id) in named.organizations.iter().enumerate().filter(|(tenant, _)| *tenant != home) {
        assert_ne!(tenant, home);
        let fact = match by {
            By::Privileges => {
                let is = Turn::begins(ResellerFacts { partner, has_privileges: true, opens_rooms: true });
                Fact::Reseller { relationship: ids.id(), is }
            }
            By::Granular => {
                let roles = vec![role_definition::GLOBAL_ADMINISTRATOR.id];
                let holders = vec![GranularHolder { group, roles }];
                let facts =
                    GranularFacts { partner, is_active: true, until: None, holders, opens_rooms: true };
                Fact::Granular { relationship: ids.id(), is: Turn::begins(facts) }
            }
        };
        image.apply(*id, [&fact]);
    }
}

fn facts(world: &Plain, named: &Named, image: &Image, person: usize, concerning: Concerning) -> Facts {
    let home = named.organizations[world.people[person].home];
    let upn = world.upn(named, person);
    Facts::of(image, named.now, home, named.people[person], upn.as_str(), concerning).unwrap()
}

fn asked(
    facts: &Facts,
    right: DirectoryRight,
    tenant: Id<Organization>,
    principal: Option<Principal>,
    is_invited: bool,
) -> Result<Source, Refused> {
    let about = About::Principal { principal, is_invited };
    let permit = decide(facts, Action::ChangeCustomerDirectory(right), &Target { tenant, about })?;
    Ok(permit.via().unwrap())
}

proptest! {
    #![proptest_config(worlds(60))]

    /// decision 6: whoever is Global administrator of a customer by delegation changes those people and groups that hold nothing
    /// of the customer's own, nor does any group around them, wherever it may come to count; nobody who holds something, is named by an
    /// invitation, or was not looked for; and nobody of the organization that runs the server. A block of the customer wins (decision 8).
    #[test]
    fn who_holds_something_is_not_changed_from_outside(
        world in any_world(),
        person in 0..12_usize,
        by in prop::sample::select(vec![By::Privileges, By::Granular]),
    ) {
        let mut world = world;
        let Some(person) = person.checked_rem(world.people.len()) else { return Ok(()) };
        let home = world.people[person].home;
        world.people[person].enabled = true;
        world.organizations[home].is_partner = true;
        let ids = SeededIds::default();
        let named = world.name(&ids);
        let mut image = world.image(&named);
        delegate(&world, &named, &ids, &mut image, person, by);
        let none = vec![None; world.security_groups.len()];
        let holders = holders(&world, &none);
        let lacks = Err(Refused::Denied(Missing(Requirement::OwnAdministrator)));
        for (tenant, id) in named.organizations.iter().enumerate() {
            let facts_here = facts(&world, &named, &image, person, Concerning::Directory(*id));
            let blind = facts(&world, &named, &image, person, Concerning::One(*id));
            let is_blocked = world.blocks.contains(&(tenant, person));
            let people = (0..world.people.len()).filter(|it| world.people[*it].home == tenant).map(Who::Person);
            let groups = 0..world.security_groups.len();
            let groups = groups.filter(|it| world.security_groups[*it].home == tenant).map(Who::Group);
            for (who, right) in people.chain(groups).flat_map(|who| DirectoryRight::ALL.map(|right| (who, right))) {
                let principal = Some(named.principal(who));
                let said = asked(&facts_here, right, *id, principal, false);
                if tenant == home {
                    prop_assert_eq!(said, Err(Refused::Hidden));
                    continue;
                }
                if is_blocked {
                    prop_assert!(said.is_err());
                    continue;
                }
                prop_assert_eq!(asked(&facts_here, right, *id, principal, true), lacks);
                prop_assert_eq!(asked(&blind, right, *id, principal, false), lacks, "not looked for");
                let held = around(&world, who);
                if world.organizations[tenant].is_operator {
                    prop_assert_eq!(said, lacks);
                } else if held.is_disjoint(&holders) {
                    let is_delegated =
                        matches!(said, Ok(Source::DelegatedAdmin { .. } | Source::GranularAdmin { .. }));
                    prop_assert!(is_delegated, "{:?} is {:?}", who, said);
                } else {
                    let by_directory = |it: &Who| matches!(
                        it,
                        Who::Person(at) if !world.people[*at].roles.is_empty() || world.people[*at].is_tenant_manager
                    );
                    let rooms = 0..world.rooms.len();
                    let may_something = |at: usize| {
                        rooms.clone().any(|room| Permission::ALL.iter().any(|it| may(&world, at, *it, room)))
                    };
                    let holds = held.iter().any(by_directory) || matches!(who, Who::Person(at) if may_something(at));
                    // An assignment of a role that does not belong there is none.
                    prop_assert!(said == lacks || !holds, "{:?} is {:?}", who, said);
                }
            }
        }
    }

    /// Decision 6: to a person who is not confirmed nothing comes of what was given to them or to groups around them, as if it had been given
    /// to everybody else alone; once they are confirmed, all of it.
    #[test]
    fn nothing_comes_to_who_is_not_confirmed(world in any_world(), which in vec(any::<bool>(), 12)) {
        let named = world.name(&SeededIds::default());
        let before = world.image(&named);
        let unconfirmed: BTreeSet<usize> =
            (0..world.people.len()).filter(|person| which[person % which.len()]).collect();
        let mut without = world.clone();
        for person in &unconfirmed {
            let it = &mut without.people[*person];
            (it.roles, it.groups, it.is_tenant_manager) = (BTreeSet::new(), BTreeSet::new(), false);
            for assignment in &mut without.assignments {
                assignment.members.remove(&Who::Person(*person));
            }
        }
        let mut image = before.clone();
        let turn = |person: usize, is| Fact::Unconfirmed { user: named.people[person], is };
        let home = |person: usize| named.organizations[world.people[person].home];
        for person in &unconfirmed {
            image.apply(home(*person), [&turn(*person, Turn::BEGINS)]);
        }
        for person in 0..world.people.len() {
            let facts = world.facts_in(&image, &named, person);
            prop_assert_eq!(facts.is_confirmed(), !unconfirmed.contains(&person));
            prop_assert!(facts.is_confirmed() || facts.directory_roles().is_empty() && !facts.is_tenant_manager());
            for room in 0..world.rooms.len() {
                let (tenant, id) = (named.organizations[world.rooms[room].home], named.rooms[room]);
                for permission in Permission::ALL {
                    let expected = may(&without, person, permission, room);
                    let said = decide(&facts, Action::Use(permission), &Target::room(tenant, id)).is_ok();
                    prop_assert_eq!(said, expected, "{} in {}: {:?}", person, room, permission);
                    let checked = image.allows(named.now, named.people[person], permission, tenant, id);
                    prop_assert_eq!(checked, expected, "{} in {}: {:?}", person, room, permission);
                }
            }
        }
        for person in &unconfirmed {
            image.apply(home(*person), [&turn(*person, Turn::BEGINS).inverse()]);
        }
        for organization in before.organizations() {
            prop_assert_eq!(image.organization(organization.id), Some(organization));
        }
    }
}

/// decision 6: role by role, right by right: what each published role changes in the directory of a customer that holds nobody's
/// rights, and what every one of them changes of a person who is a Global administrator there, which is nothing.
#[test]
fn each_role_changes_what_it_is_for() {
    let (ids, now) = (SeededIds::default(), domain::time::Time::from_micros(1_000_000));
    let (partner, customer): (Id<Organization>, Id<Organization>) = (ids.id(), ids.id());
    let (group, agent, holder, nobody) = (ids.id(), ids.id(), ids.id(), ids.id());
    let table: [(&str, &[DirectoryRight]); 9] = [
        ("authentication_administrator", &[DirectoryRight::SendPasswordLinks]),
        ("directory_readers", &[]),
        ("directory_writers", &[DirectoryRight::ManagePeople, DirectoryRight::ManageGroups]),
        ("global_administrator", &DirectoryRight::ALL),
        ("groups_administrator", &[DirectoryRight::ManageGroups]),
        ("helpdesk_administrator", &[DirectoryRight::SendPasswordLinks]),
        ("password_administrator", &[DirectoryRight::SendPasswordLinks]),
        ("privileged_authentication_administrator", &[DirectoryRight::SendPasswordLinks]),
        ("user_administrator", &DirectoryRight::ALL),
    ];
    let person = |user| Fact::Person { user, enabled: Turn::begins(true) };
    for role in &role_definition::ALL {
        let expected = table.iter().find(|(key, _)| *key == role.key).map_or(&[][..], |(_, rights)| *rights);
        let mut image = Image::default();
        let member = Principal::User(agent);
        image.apply(
            partner,
            &[
                Fact::Capability { is: Turn::BEGINS },
                person(agent),
                Fact::GroupMember { group, member, is: Turn::BEGINS },
            ],
        );
        let holders = vec![GranularHolder { group, roles: vec![role.id] }];
        let facts = GranularFacts { partner, is_active: true, until: None, holders, opens_rooms: false };
        let administrator = Fact::DirectoryRole {
            role: domain::role::DirectoryRole::GlobalAdministrator,
            member: Principal::User(holder),
            is: Turn::BEGINS,
        };
        let granular = Fact::Granular { relationship: ids.id(), is: Turn::begins(facts) };
        image.apply(customer, &[person(holder), person(nobody), administrator, granular]);
        let facts =
            Facts::of(&image, now, partner, agent, "a@partner.example", Concerning::Directory(customer))
                .unwrap();
        for right in DirectoryRight::ALL {
            let on = |user| asked(&facts, right, customer, Some(Principal::User(user)), false);
            assert_eq!(on(nobody).is_ok(), expected.contains(&right), "{} {right:?}", role.key);
            assert!(on(holder).is_err(), "{} {right:?}", role.key);
            let whole = decide(&facts, Action::ChangeCustomerDirectory(right), &Target::tenant(customer));
            assert_eq!(whole.is_ok(), expected.contains(&right), "{} {right:?}", role.key);
        }
        // On behalf of the customer there is work in its rooms alone.
        let on_behalf = facts.clone().on_behalf();
        for right in DirectoryRight::ALL {
            assert!(asked(&on_behalf, right, customer, Some(Principal::User(nobody)), false).is_err());
        }
    }
}
