//! Work in rooms on behalf of a customer, against the rule as it is written, over worlds drawn at random.

use std::collections::BTreeSet;

use authz::{
    Action, Fact, Facts, Missing, Realm, Refused, Requirement, Target, decide,
    explain::{explain_on_behalf, is_closed, rights_on_behalf},
    fact::{GranularFacts, GranularHolder, ResellerFacts, Turn},
    image::Image,
    permissions_in, sight,
};
use domain::{
    agent::{Agent, AgentRight},
    directory::{DirectoryPart, DirectoryRight},
    id::{Id, Organization},
    link::LinkState,
    permission::{Permission, PermissionSet},
    role::{BuiltInRole, DirectoryRole},
    role_definition::{self, RoleDefinition},
};
use proptest::{collection::vec, prelude::*};
use testkit::{
    SeededIds,
    model::covers,
    plain::{Named, Plain, Who},
    worlds::any_world,
};

use crate::worlds;

/// Delegated admin privileges, by positions in the world.
#[derive(Clone, Copy, Debug)]
struct Privileges {
    customer: usize,
    partner: usize,
    are_granted: bool,
    opens_rooms: bool,
}

/// A granular relationship with one group, by positions in the world.
#[derive(Clone, Copy, Debug)]
struct Granular {
    customer: usize,
    partner: usize,
    is_active: bool,
    until: Option<i64>,
    group: usize,
    role: usize,
    opens_rooms: bool,
}

/// Published roles with what each may in rooms: the four of the same name here, and two that open none.
fn roles() -> [(&'static RoleDefinition, PermissionSet); 6] {
    let find = |name: &str| role_definition::ALL.iter().find(|role| role.name == name).unwrap();
    [
        (find("Global Administrator"), DirectoryRole::GlobalAdministrator.permissions()),
        (find("Teams Administrator"), DirectoryRole::TeamsAdministrator.permissions()),
        (find("Teams Devices Administrator"), DirectoryRole::TeamsDevicesAdministrator.permissions()),
        (find("Global Reader"), DirectoryRole::GlobalReader.permissions()),
        (find("Helpdesk Administrator"), PermissionSet::NONE),
        (find("Teams Reader"), PermissionSet::NONE),
    ]
}

struct Case<'a> {
    world: &'a Plain,
    agents: &'a [Option<Agent>],
    privileges: &'a [Privileges],
    granulars: &'a [Granular],
    person: usize,
}

impl Case<'_> {
    fn is_agent(&self, agent: Agent) -> bool {
        let around = self.world.principals(self.person);
        around.into_iter().any(|who| matches!(who, Who::Group(group) if self.agents[group] == Some(agent)))
    }

    /// Each delegated role that counts, what it allows, and whether its relationship opens rooms.
    fn held(&self, customer: usize) -> Vec<(&'static RoleDefinition, PermissionSet, bool)> {
        let home = self.world.people[self.person].home;
        let around = self.world.principals(self.person);
        let holds = |it: &&Granular| {
            (it.customer, it.partner) == (customer, home)
                && it.is_active
                && it.until.is_none_or(|left| left > 0)
                && around.iter().any(|who| matches!(who, Who::Group(of) if *of == it.group))
        };
        let held = |it: &Granular| {
            let (role, allows) = roles()[it.role];
            (role, allows, it.opens_rooms)
        };
        let granular: Vec<_> = self.granulars.iter().filter(holds).map(held).collect();
        if !granular.is_empty() {
            return granular;
        }
        let mut all = self.privileges.iter();
        let Some(it) = all.find(|it| (it.customer, it.partner) == (customer, home) && it.are_granted) else {
            return Vec::new();
        };
        let administers = self.is_agent(Agent::Admin);
        administers.then_some((roles()[0].0, PermissionSet::ALL, it.opens_rooms)).into_iter().collect()
    }

    /// The roles that open something.
    fn opening(&self, customer: usize) -> BTreeSet<&'static RoleDefinition> {
        let opens = |(_, allows, opens): &(&'static RoleDefinition, PermissionSet, bool)| {
            *opens && Permission::ALL.into_iter().any(|it| allows.has(it) && self.may(customer, it, None))
        };
        self.held(customer).into_iter().filter(opens).map(|(role, ..)| role).collect()
    }

    /// Decision 6: what may be done on behalf of a customer, in one of its rooms or in some.
    fn may(&self, customer: usize, permission: Permission, room: Option<usize>) -> bool {
        let person = &self.world.people[self.person];
        let is_barred = !person.enabled
            || person.home == customer
            || !self.world.organizations[person.home].is_partner
            || self.world.blocks.contains(&(customer, self.person));
        if is_barred || matches!(permission, Permission::RoleView | Permission::RoleModify) {
            return false;
        }
        let mut links = self.world.links.iter();
        let link =
            links.find(|it| (it.customer, it.partner) == (customer, person.home) && !it.state.is_ended());
        let most = BuiltInRole::PrimaryAdmins.permissions();
        let is_within = link.map_or(most.has(permission), |link| {
            link.state == LinkState::Active
                && (most.has(permission) || link.extended.iter().any(|it| it == permission))
                && room.is_none_or(|room| covers(self.world, &link.scope, room))
        });
        is_within && self.held(customer).iter().any(|(_, allows, opens)| *opens && allows.has(permission))
    }
}

fn tell(
    image: &mut Image,
    (world, named, ids): (&Plain, &Named, &SeededIds),
    agents: &[Option<Agent>],
    privileges: &[Privileges],
    granulars: &[Granular],
) {
    for (group, agent) in agents.iter().enumerate() {
        if let Some(agent) = *agent {
            let fact = Fact::AgentGroup { group: named.security_groups[group], agent, is: Turn::BEGINS };
            image.apply(named.organizations[world.security_groups[group].home], [&fact]);
        }
    }
    for it in privileges {
        let Privileges { are_granted: has_privileges, opens_rooms, .. } = *it;
        let partner = named.organizations[it.partner];
        let is = Turn::begins(ResellerFacts { partner, has_privileges, opens_rooms });
        image.apply(named.organizations[it.customer], [&Fact::Reseller { relationship: ids.id(), is }]);
    }
    for it in granulars {
        let holder =
            GranularHolder { group: named.security_groups[it.group], roles: vec![roles()[it.role].0.id] };
        let is = Turn::begins(GranularFacts {
            partner: named.organizations[it.partner],
            is_active: it.is_active,
            until: it.until.map(|left| named.now.plus(left)),
            holders: vec![holder],
            opens_rooms: it.opens_rooms,
        });
        image.apply(named.organizations[it.customer], [&Fact::Granular { relationship: ids.id(), is }]);
    }
}

/// What is not work in rooms: none of it is done on behalf of a customer.
fn other_actions() -> Vec<Action> {
    let mut actions = vec![
        Action::ControlPartners,
        Action::ReadAuditLog,
        Action::AdministerDirectory,
        Action::ManageDirectory,
        Action::ReadDirectory,
        Action::ReadDirectoryOf(DirectoryPart::People),
        Action::AdministerApplications,
        Action::ManageTenantManagers,
        Action::AnswerInvitation,
        Action::SeeTenants,
        Action::RemoveCustomer,
        Action::RescueOrphan,
        Action::ConsentToPartner,
        Action::ReadCustomerDirectory,
        Action::ChangeCustomerDirectory(DirectoryRight::ManagePeople),
        Action::ChangeCustomerDirectory(DirectoryRight::SendPasswordLinks),
        Action::ChangeCustomerDirectory(DirectoryRight::ManageGroups),
        Action::AdministerAutopilot,
        Action::SeeSubscriptions,
        Action::AssignLicences,
        Action::ActOnBehalf,
        Action::Operate,
        Action::OwnAccount,
    ];
    actions.extend(Permission::ALL.map(Action::UseOwn));
    actions.extend(AgentRight::ALL.into_iter().map(Action::ActAsAgent));
    actions
}

fn refuses_all_else(facts: &Facts, tenant: Id<Organization>) -> Result<(), TestCaseError> {
    let expected =
        if facts.enabled() { Refused::Denied(Missing(Requirement::Themselves)) } else { Refused::Hidden };
    for action in other_actions() {
        for target in [tenant, facts.organization] {
            let decided = decide(facts, action, &Target::tenant(target));
            prop_assert_eq!(decided.map(drop), Err(expected), "{:?}", action);
        }
        for realm in [Realm::Own, Realm::Customer(tenant), Realm::AllCustomers] {
            prop_assert_eq!(sight(facts, action, realm).map(drop), Err(expected), "{:?}", action);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(worlds(60))]

    /// decisions 6, 8 and 17: on behalf of a customer is done, and explained, what the role of the same name may that it delegated,
    /// where it switched that on, within what a role of a link may, within the link where there is one, and nothing else.
    #[test]
    fn on_behalf_of_a_customer_is_done_what_it_switched_on(
        world in any_world(),
        agents in vec(prop::option::of(prop::sample::select(Agent::ALL.to_vec())), 12),
        drawn in vec((0..8_usize, 0..8_usize, any::<bool>(), prop::bool::weighted(0.7)), 0..8),
        drawn_granulars in vec(
            (
                (0..8_usize, 0..8_usize, 0..12_usize, 0..6_usize),
                (prop::bool::weighted(0.8), prop::option::of(-1..2_i64), prop::bool::weighted(0.7)),
            ),
            0..8,
        ),
    ) {
        let ids = SeededIds::default();
        let named = world.name(&ids);
        let count = world.organizations.len();
        let groups = world.security_groups.len();
        let agents: Vec<_> = (0..groups).map(|group| agents[group % agents.len()]).collect();
        let mut privileges: Vec<Privileges> = Vec::new();
        for (customer, partner, are_granted, opens_rooms) in drawn {
            let (customer, partner) = (customer % count, partner % count);
            let is_there = privileges.iter().any(|it| (it.customer, it.partner) == (customer, partner));
            if customer != partner && !is_there {
                privileges.push(Privileges { customer, partner, are_granted, opens_rooms });
            }
        }
        let mut granulars: Vec<Granular> = Vec::new();
        for ((customer, partner, group, role), (is_active, until, opens_rooms)) in drawn_granulars {
            let (customer, partner) = (customer % count, partner % count);
            let own: Vec<usize> = (0..groups).filter(|it| world.security_groups[*it].home == partner).collect();
            if customer != partner && !own.is_empty() {
                let group = own[group % own.len()];
                granulars.push(Granular { customer, partner, is_active, until, group, role, opens_rooms });
            }
        }
        let mut image = world.image(&named);
        tell(&mut image, (&world, &named, &ids), &agents, &privileges, &granulars);
        for person in 0..world.people.len() {
            let case = Case { world: &world, agents: &agents, privileges: &privileges, granulars: &granulars, person };
            let mut customers = BTreeSet::new();
            let at = |index: usize| image.organization(named.organizations[index]).unwrap();
            let (home, user) = (at(world.people[person].home), named.people[person]);
            for (tenant, id) in named.organizations.iter().enumerate() {
                let facts = world.facts_at(&image, &named, person, tenant).on_behalf();
                let rooms: Vec<usize> = (0..world.rooms.len()).filter(|it| world.rooms[*it].home == tenant).collect();
                for permission in Permission::ALL {
                    let action = Action::Use(permission);
                    let may = case.may(tenant, permission, None);
                    prop_assert_eq!(decide(&facts, action, &Target::tenant(*id)).is_ok(), may, "{}", permission);
                    prop_assert!(sight(&facts, action, Realm::AllCustomers).is_err());
                    prop_assert!(sight(&facts, action, Realm::Own).is_err());
                    let seen = sight(&facts, action, Realm::Customer(*id));
                    prop_assert_eq!(seen.is_ok(), may, "{}", permission);
                    let chains = |room| explain_on_behalf((home, user), at(tenant), permission, room, named.now);
                    prop_assert_eq!(!chains(None).is_empty(), may, "{} is explained", permission);
                    let closed = is_closed((home, user), at(tenant), permission, named.now);
                    prop_assert!(!closed || case.held(tenant).iter().any(|(_, allows, opens)| !opens && allows.has(permission)));
                    for room in &rooms {
                        let may = case.may(tenant, permission, Some(*room));
                        let told = chains(Some(named.rooms[*room]));
                        prop_assert_eq!(!told.is_empty(), may, "{} in room {} is explained", permission, room);
                        prop_assert!(told.is_sorted_by_key(|chain| chain.groups.len()), "the shortest first");
                        let target = Target::room(*id, named.rooms[*room]);
                        let decided = decide(&facts, action, &target);
                        prop_assert_eq!(decided.is_ok(), may, "{} in room {}", permission, room);
                        let covers = seen.as_ref().is_ok_and(|it| it.covers(*id, named.rooms[*room]));
                        prop_assert_eq!(covers, may, "{} in room {}", permission, room);
                    }
                }
                let rights = rights_on_behalf((home, user), at(tenant), named.now);
                let all = rights.iter().fold(PermissionSet::NONE, |all, (_, permissions)| all.or(*permissions));
                let expected = Permission::ALL.into_iter().filter(|it| case.may(tenant, *it, None));
                prop_assert_eq!(all.iter().collect::<BTreeSet<_>>(), expected.collect::<BTreeSet<_>>());
                prop_assert_eq!(facts.roles_on_behalf(*id), case.opening(tenant), "a role that opens nothing is not told");
                refuses_all_else(&facts, *id)?;
                if case.may(tenant, Permission::RoomView, None) {
                    customers.insert(*id);
                    prop_assert!(!permissions_in(&facts, *id).has(Permission::SettingsModify));
                }
            }
            // As themselves they find just these customers, and hold nothing of it.
            let facts = world.facts_in(&image, &named, person);
            let found = sight(&facts, Action::ActOnBehalf, Realm::AllCustomers);
            let found: BTreeSet<_> = found.map(|it| it.tenants().into_iter().collect()).unwrap_or_default();
            prop_assert_eq!(found, customers.clone());
            prop_assert_eq!(facts.acts_on_behalf(), !customers.is_empty());
        }
    }
}
