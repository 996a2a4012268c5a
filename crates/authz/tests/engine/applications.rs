//! Tokens of applications: what one opens is what the person may do and it allows, and nothing else (§4.1, §4.7).

use std::collections::BTreeSet;

use authz::{
    Action, Actor, Concerning, Facts, Missing, Realm, Refused, Requirement, Target, decide,
    fact::{Fact, Turn},
    holds, sight,
};
use domain::{
    agent::AgentRight,
    application::{ApiPermission, Surface},
    autopilot::RuleSet,
    directory::{DirectoryPart, DirectoryRight},
    id::{Application, Id},
    permission::Permission,
};
use proptest::prelude::*;
use testkit::{SeededIds, worlds::any_world};

use crate::worlds;

/// Everything that can be asked for, as far as it is not the same for another value inside.
fn actions() -> Vec<Action> {
    let parts = [DirectoryPart::People, DirectoryPart::Groups, DirectoryPart::RoleMembers];
    let mut actions = vec![
        Action::Use(Permission::RoomView),
        Action::UseOwn(Permission::SettingsModify),
        Action::ControlPartners,
        Action::ReadAuditLog,
        Action::AdministerDirectory,
        Action::ManageDirectory,
        Action::ReadDirectory,
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
    actions.extend(AgentRight::ALL.map(Action::ActAsAgent));
    actions.extend(parts.map(Action::ReadDirectoryOf));
    actions
}

/// The permissions that an action needs by the token of an application over a surface, from the words of §4.1, §4.7 and decision 7.
fn needed_at(surface: Surface, action: Action) -> &'static [ApiPermission] {
    match surface {
        Surface::Graph => needed(action),
        Surface::PartnerCenter if OF_PARTNER_CENTER.contains(&action) => &[ApiPermission::ActForPeople],
        Surface::PartnerCenter => &[],
    }
}

/// What stands in the table of §4.8: customers and requests, their relationships and roles, subscriptions, Autopilot, audit records and webhooks.
const OF_PARTNER_CENTER: [Action; 13] = [
    Action::ActAsAgent(AgentRight::SeeCustomers),
    Action::ActAsAgent(AgentRight::RequestRelationship),
    Action::ActAsAgent(AgentRight::EndRelationship),
    Action::ActAsAgent(AgentRight::RemoveDelegation),
    Action::ActAsAgent(AgentRight::SeeAutopilot),
    Action::ActAsAgent(AgentRight::AddAutopilotDevices),
    Action::ActAsAgent(AgentRight::ManageAutopilot),
    Action::ActAsAgent(AgentRight::SeeSubscriptions),
    Action::ActAsAgent(AgentRight::BuySubscriptions),
    Action::ActAsAgent(AgentRight::ReceiveEvents),
    Action::SeeSubscriptions,
    Action::ReadCustomerDirectory,
    Action::ReadAuditLog,
];

fn needed(action: Action) -> &'static [ApiPermission] {
    use ApiPermission as P;
    match action {
        Action::ActAsAgent(AgentRight::SeeDelegation) => &[P::ReadDelegation, P::WriteDelegation],
        Action::ActAsAgent(
            AgentRight::RequestDelegation | AgentRight::AssignDelegation | AgentRight::RemoveDelegation,
        ) => &[P::WriteDelegation],
        Action::ReadDirectoryOf(DirectoryPart::People) => &[P::ReadUsers],
        Action::ReadDirectoryOf(DirectoryPart::Groups) => &[P::ReadGroupMembers],
        Action::ReadDirectoryOf(DirectoryPart::RoleMembers) => &[P::ReadRoleMembers],
        Action::ReadAuditLog => &[P::ReadAuditLog],
        _ => &[],
    }
}

fn lacking(surface: Surface, action: Action) -> Refused {
    let first = needed_at(surface, action).first();
    Refused::Denied(Missing(first.map_or(Requirement::OwnToken, |it| Requirement::ApiPermission(*it))))
}

fn permissions(bits: u8) -> BTreeSet<ApiPermission> {
    let chosen = ApiPermission::ALL.into_iter().enumerate();
    chosen.filter(|(bit, _)| bits & (1 << bit) != 0).map(|(_, permission)| permission).collect()
}

proptest! {
    #![proptest_config(worlds(40))]

    /// §4.1, §4.7, decision 6: by the token of an application a person may do what they may and the token allows, never more, and sees the same.
    #[test]
    fn a_token_only_cuts(world in any_world(), bits in 0_u8..128, is_graph in any::<bool>()) {
        let surface = if is_graph { Surface::Graph } else { Surface::PartnerCenter };
        let named = world.name(&SeededIds::default());
        let image = world.image(&named);
        let granted = permissions(bits);
        for person in 0..world.people.len() {
            let facts = world.facts_in(&image, &named, person);
            let cut = facts.clone().delegated(SeededIds::default().id(), granted.clone(), surface);
            for tenant in &named.organizations {
                let target = Target::tenant(*tenant);
                for action in actions() {
                    let opened = needed_at(surface, action).iter().any(|it| granted.contains(it));
                    let alone = decide(&facts, action, &target).map(drop);
                    let expected = match alone {
                        _ if !world.people[person].enabled => Err(Refused::Hidden),
                        _ if !opened => Err(lacking(surface, action)),
                        alone => alone,
                    };
                    // What somebody sees of their own organization by its settings is no part of Partner Center's surface.
                    let is_narrower = surface == Surface::PartnerCenter
                        && action == Action::SeeSubscriptions
                        && *tenant == facts.organization;
                    if is_narrower {
                        prop_assert!(expected.is_ok() || !holds(&cut, action, &target));
                        continue;
                    }
                    prop_assert_eq!(decide(&cut, action, &target).map(drop), expected, "{:?}", action);
                    prop_assert_eq!(holds(&cut, action, &target), expected.is_ok());
                    let realm = if *tenant == facts.organization { Realm::Own } else { Realm::Customer(*tenant) };
                    for realm in [realm, Realm::AllCustomers] {
                        if opened {
                            prop_assert_eq!(sight(&cut, action, realm), sight(&facts, action, realm));
                        } else {
                            prop_assert!(sight(&cut, action, realm).is_err());
                        }
                    }
                }
            }
        }
    }

    /// §4.1, R-005, decisions 6 and 7: an application that acts by itself may do in its own organization what its permissions say, what is
    /// of agents with customers of a partner, and nothing at anybody else's.
    #[test]
    fn an_application_has_its_permissions_alone(world in any_world(), bits in 0_u8..128) {
        let ids = SeededIds::default();
        let named = world.name(&ids);
        let image = world.image(&named);
        let granted = permissions(bits);
        let application: Id<Application> = ids.id();
        for (home, organization) in named.organizations.iter().enumerate() {
            for tenant in &named.organizations {
                let facts = Facts::of_application(
                    &image, named.now, *organization, application, granted.clone(), Concerning::One(*tenant),
                ).unwrap();
                let (own, target) = (tenant == organization, Target::tenant(*tenant));
                for action in actions() {
                    let opened = needed(action).iter().any(|it| granted.contains(it));
                    let is_agents = matches!(action, Action::ActAsAgent(_));
                    let decided = decide(&facts, action, &target);
                    if !opened {
                        prop_assert_eq!(decided.map(drop), Err(lacking(Surface::Graph, action)));
                        continue;
                    }
                    match (own, is_agents) {
                        (true, false) => prop_assert!(decided.is_ok()),
                        (false, false) => prop_assert_eq!(decided.map(drop), Err(Refused::Hidden)),
                        (true, true) => prop_assert_eq!(decided.is_ok(), world.organizations[home].is_partner),
                        (false, true) => prop_assert_eq!(decided.is_ok(), facts.is_partner() && facts.serves(*tenant)),
                    }
                    if let Ok(permit) = decide(&facts, action, &target) {
                        let actor = Actor::Application { application, organization: *organization };
                        prop_assert_eq!(permit.actor(), &actor);
                    }
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(worlds(40))]

    /// Decision 8: whoever blocks an application keeps it from what reaches customers, by itself and for whoever it acts, and from
    /// nothing else; people as themselves and other applications go on.
    #[test]
    fn a_blocked_application_reaches_no_customer(world in any_world(), by in 0_usize..8) {
        let ids = SeededIds::default();
        let named = world.name(&ids);
        let mut image = world.image(&named);
        let (application, other): (Id<Application>, Id<Application>) = (ids.id(), ids.id());
        let by = named.organizations[by % named.organizations.len()];
        let mut blocking = image.organization(by).unwrap().as_ref().clone();
        blocking.apply(&[Fact::Block { user: Id::new(application.uuid()), is: Turn::BEGINS }]);
        image.put(blocking);
        let all: BTreeSet<_> = ApiPermission::ALL.into();
        for (person, lives) in world.people.iter().enumerate() {
            let facts = world.facts_in(&image, &named, person);
            for tenant in &named.organizations {
                let target = Target::tenant(*tenant);
                let is_barred = *tenant == by;
                for action in actions() {
                    let home = named.organizations[lives.home];
                    let reaches = match action {
                        Action::ActAsAgent(right) => right.reaches_customers(),
                        Action::SeeSubscriptions | Action::ReadCustomerDirectory => *tenant != home,
                        _ => false,
                    };
                    for surface in [Surface::Graph, Surface::PartnerCenter] {
                        let through = |it| facts.clone().delegated(it, all.clone(), surface);
                        let before = holds(&through(other), action, &target);
                        let after = holds(&through(application), action, &target);
                        prop_assert_eq!(after, before && !(reaches && is_barred), "{:?}", action);
                    }
                    let alone = |application| {
                        let concerning = Concerning::One(*tenant);
                        Facts::of_application(&image, named.now, home, application, all.clone(), concerning)
                    };
                    let before = holds(&alone(other).unwrap(), action, &target);
                    let after = holds(&alone(application).unwrap(), action, &target);
                    prop_assert_eq!(after, before && !(reaches && is_barred), "{:?}", action);
                }
            }
        }
    }
}

/// Decision 6: what a requirement is called can be told apart.
#[test]
fn requirements_have_their_own_words() {
    let mut words: BTreeSet<&str> = ApiPermission::ALL.map(|it| Requirement::ApiPermission(it).key()).into();
    words.insert(Requirement::OwnToken.key());
    words.insert(Requirement::AutopilotRules(RuleSet::Today).key());
    assert_eq!(words.len(), 9);
}
