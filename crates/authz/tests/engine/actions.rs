//! What is not about rooms, against the rules as they are written, over worlds drawn at random.

use authz::{
    About, Action, Actor, Extent, Facts, Missing, Realm, Refused, Requirement, Source, SystemTask, Target,
    decide, holds, observed, permissions_in, sight, system_permit,
};
use domain::{
    agent::Agent,
    event::EventKind,
    id::{Id, Organization},
    permission::{Permission, PermissionSet},
    role::{BuiltInRole, DirectoryRole, Role},
};
use proptest::prelude::*;
use testkit::{
    SeededIds,
    model::{may_as_own, may_somewhere},
    plain::{Assigned, Named, Plain},
    worlds::any_world,
};

use crate::worlds;

/// One person at one organization, with what the rules ask about.
#[derive(Clone, Copy)]
struct Case<'a> {
    world: &'a Plain,
    facts: &'a Facts,
    person: usize,
    tenant: usize,
}

type Said = Result<(), Refused>;

const fn lacks(requirement: Requirement) -> Said {
    Err(Refused::Denied(Missing(requirement)))
}

const HIDDEN: Said = Err(Refused::Hidden);

fn unless(allowed: bool, otherwise: Said) -> Said {
    if allowed { Ok(()) } else { otherwise }
}

impl Case<'_> {
    fn is_own(&self) -> bool {
        self.world.people[self.person].home == self.tenant
    }

    fn is_partner(&self) -> bool {
        self.world.organizations[self.world.people[self.person].home].is_partner
    }

    fn has(&self, role: DirectoryRole) -> bool {
        self.world.people[self.person].roles.contains(&role)
    }

    fn is_service_administrator(&self) -> bool {
        self.has(DirectoryRole::GlobalAdministrator) || self.has(DirectoryRole::ManagedServiceAdministrator)
    }

    /// tenant managers and service administrators of a partner.
    fn answers(&self) -> bool {
        let it = &self.world.people[self.person];
        self.is_partner() && (it.is_tenant_manager || self.is_service_administrator())
    }

    fn has_rights_at(&self, tenant: usize) -> bool {
        Permission::ALL
            .into_iter()
            .any(|permission| may_somewhere(self.world, self.person, permission, tenant))
    }

    /// Whether only roles that are left without any permission tell that the person is there.
    fn is_unclear(&self) -> bool {
        let around = self.world.principals(self.person);
        !self.has_rights_at(self.tenant)
            && self.world.assignments.iter().any(|it| {
                it.tenant == self.tenant
                    && matches!(it.role, Assigned::Custom(_))
                    && !it.members.is_disjoint(&around)
            })
    }

    fn is_primary_admin(&self) -> bool {
        let mut alone = self.world.clone();
        for it in &mut alone.assignments {
            if it.link.is_none() || it.role != Assigned::BuiltIn(BuiltInRole::PrimaryAdmins) {
                it.members.clear();
            }
        }
        !self.is_own() && may_somewhere(&alone, self.person, Permission::RoomView, self.tenant)
    }

    /// Decisions 6 and 7.
    fn controls_partners(&self) -> bool {
        let mut without = self.world.clone();
        without.people[self.person].roles.remove(&DirectoryRole::TeamsDevicesAdministrator);
        may_as_own(&without, self.person, Permission::SettingsModify, self.tenant)
    }

    fn says(&self, action: Action, target: &Target) -> Said {
        let own = |said: Said| if self.is_own() { said } else { HIDDEN };
        if !self.world.people[self.person].enabled {
            return HIDDEN;
        }
        match (action, &target.about) {
            (Action::ControlPartners, _) => {
                let sees = self.is_own() || self.has_rights_at(self.tenant);
                let missing = lacks(Requirement::OwnPermission(Permission::SettingsModify));
                unless(self.controls_partners(), if sees { missing } else { HIDDEN })
            }
            (Action::ReadAuditLog, _) => {
                own(unless(self.is_service_administrator(), lacks(Requirement::ServiceAdministrator)))
            }
            (Action::AdministerDirectory, _) => {
                let is_global = self.has(DirectoryRole::GlobalAdministrator);
                own(unless(is_global, lacks(Requirement::GlobalAdministrator)))
            }
            (Action::ManageDirectory, _) => {
                let manages = self.has(DirectoryRole::GlobalAdministrator)
                    || (self.is_partner() && self.has(DirectoryRole::UserManagementAdministrator));
                own(unless(manages, lacks(Requirement::GlobalAdministrator)))
            }
            (Action::ReadDirectory, _) => {
                let it = &self.world.people[self.person];
                let assigns = (0..self.world.organizations.len())
                    .any(|tenant| may_somewhere(self.world, self.person, Permission::RoleModify, tenant));
                let has_role = it.roles.iter().any(|role| self.is_partner() || !role.is_of_partners());
                let reads = has_role || it.is_tenant_manager || assigns;
                own(unless(reads, lacks(Requirement::GlobalAdministrator)))
            }
            (Action::ManageTenantManagers, _) if !self.is_partner() => {
                own(lacks(Requirement::PartnerCapability))
            }
            (Action::ManageTenantManagers, _) => {
                own(unless(self.is_service_administrator(), lacks(Requirement::ServiceAdministrator)))
            }
            (Action::AnswerInvitation, About::Invitation { partner, named }) => {
                let is_named = named.as_ref().map_or(self.answers(), |upn| *upn == self.facts.upn);
                unless(*partner == self.facts.organization && self.is_partner() && is_named, HIDDEN)
            }
            (Action::SeeTenants, _) => own(unless(self.is_partner(), lacks(Requirement::PartnerCapability))),
            (Action::RemoveCustomer, _) => {
                let sees = self.has_rights_at(self.tenant) || self.answers();
                unless(self.is_primary_admin(), if sees { lacks(Requirement::PrimaryAdmin) } else { HIDDEN })
            }
            (Action::RescueOrphan, About::Link { partner, orphaned }) => {
                let sees = *partner == self.facts.organization && self.answers();
                if sees { unless(*orphaned, lacks(Requirement::PrimaryAdmin)) } else { HIDDEN }
            }
            (Action::Operate, _) => {
                let home = self.world.people[self.person].home;
                unless(self.world.organizations[home].is_operator, lacks(Requirement::Operator))
            }
            (Action::OwnAccount, _) => own(Ok(())),
            _ => HIDDEN,
        }
    }
}

const ACTIONS: [Action; 12] = [
    Action::ControlPartners,
    Action::ReadAuditLog,
    Action::AdministerDirectory,
    Action::ManageDirectory,
    Action::ReadDirectory,
    Action::ManageTenantManagers,
    Action::AnswerInvitation,
    Action::SeeTenants,
    Action::RemoveCustomer,
    Action::RescueOrphan,
    Action::Operate,
    Action::OwnAccount,
];

/// Everything that makes a difference to an action in an organization.
fn targets(named: &Named, facts: &Facts, tenant: Id<Organization>, action: Action) -> Vec<Target> {
    let mut abouts = vec![About::Organization];
    for partner in &named.organizations {
        if action == Action::AnswerInvitation {
            let named = [None, Some(facts.upn.clone()), Some("somebody@else.example".to_owned())];
            abouts.extend(named.map(|named| About::Invitation { partner: *partner, named }));
        }
        if action == Action::RescueOrphan {
            abouts.extend([true, false].map(|orphaned| About::Link { partner: *partner, orphaned }));
        }
    }
    abouts.into_iter().map(|about| Target { tenant, about }).collect()
}

proptest! {
    #![proptest_config(worlds(60))]

    /// decisions 6, 7 and 16: who may do what in an organization as a
    /// whole, and what who may not is told; a permit says what was decided.
    #[test]
    fn a_decision_on_an_organization_is_what_the_rules_say(mut world in any_world(), is_operator in any::<bool>()) {
        world.organizations[0].is_operator = is_operator;
        let named = world.name(&SeededIds::default());
        let image = world.image(&named);
        for person in 0..world.people.len() {
            let facts = world.facts_in(&image, &named, person);
            let there = facts.grants().filter(|grant| grant.tenant() != facts.organization);
            let there = there.fold(PermissionSet::NONE, |all, grant| all.or(grant.permissions));
            prop_assert_eq!(facts.permissions_at_customers(), there);
            for (tenant, id) in named.organizations.iter().enumerate() {
                let case = Case { world: &world, facts: &facts, person, tenant };
                for action in ACTIONS {
                    if case.is_unclear() && matches!(action, Action::ControlPartners | Action::RemoveCustomer) {
                        continue;
                    }
                    for target in targets(&named, &facts, *id, action) {
                        let decided = decide(&facts, action, &target);
                        prop_assert_eq!(holds(&facts, action, &target), decided.is_ok());
                        if let Ok(permit) = &decided {
                            let actor = Actor::Person { user: named.people[person], organization: facts.organization };
                            prop_assert_eq!(permit.actor(), &actor);
                            prop_assert_eq!((permit.tenant(), permit.action(), permit.room()), (*id, Some(action), None));
                            prop_assert!(permit.may_write(EventKind::RoomCreated));
                            let is_role = matches!(action, Action::ReadAuditLog | Action::AdministerDirectory
                                | Action::ManageDirectory | Action::ManageTenantManagers | Action::RemoveCustomer | Action::ControlPartners);
                            prop_assert_eq!(permit.via().is_some(), is_role);
                        }
                        prop_assert_eq!(decided.map(drop), case.says(action, &target), "{:?} {:?}", action, target);
                    }
                }
                let may = Permission::ALL.into_iter().filter(|it| may_somewhere(&world, person, *it, tenant)).collect();
                let expected = if world.people[person].enabled { may } else { domain::permission::PermissionSet::NONE };
                prop_assert_eq!(permissions_in(&facts, *id), expected);
            }
        }
    }

    /// what may be listed in each realm.
    #[test]
    fn a_sight_extends_over_what_the_rules_say(mut world in any_world(), is_operator in any::<bool>()) {
        world.organizations[0].is_operator = is_operator;
        let named = world.name(&SeededIds::default());
        let image = world.image(&named);
        for person in 0..world.people.len() {
            let facts = world.facts_in(&image, &named, person);
            let home = world.people[person].home;
            let enabled = world.people[person].enabled;
            let case = Case { world: &world, facts: &facts, person, tenant: home };
            let here = Target::tenant(facts.organization);
            let extent = |action, realm| sight(&facts, action, realm).map(|sight| sight.extent().clone());

            let invitations = extent(Action::AnswerInvitation, Realm::Own);
            let wanted = Extent::Invitations {
                partner: facts.organization,
                to_organization: case.answers(),
                to_upn: facts.upn.clone(),
            };
            let lacking = Err(Refused::Denied(Missing(Requirement::PartnerCapability)));
            let partner = |extent| match (enabled, case.is_partner()) {
                (false, _) => Err(Refused::Hidden),
                (true, false) => lacking.clone(),
                (true, true) => Ok(extent),
            };
            prop_assert_eq!(invitations, partner(wanted));

            let tenants = extent(Action::SeeTenants, Realm::AllCustomers);
            let unclear = (0..world.organizations.len()).any(|tenant| Case { tenant, ..case }.is_unclear());
            if !unclear {
                let mut customers: Vec<_> = (0..world.organizations.len())
                    .filter(|tenant| *tenant != home && case.has_rights_at(*tenant))
                    .map(|tenant| named.organizations[tenant])
                    .collect();
                customers.sort_unstable();
                let customers = (!case.answers()).then_some(customers);
                prop_assert_eq!(tenants, partner(Extent::Links { partner: facts.organization, customers }));
            }

            let operates = case.says(Action::Operate, &here).map(|()| Extent::Operator);
            prop_assert_eq!(extent(Action::Operate, Realm::Own), operates);
            let account = case.says(Action::OwnAccount, &here).map(|()| Extent::Person(facts.organization, facts.user));
            prop_assert_eq!(extent(Action::OwnAccount, Realm::Own), account);
            for action in [Action::ReadAuditLog, Action::AdministerDirectory, Action::ManageDirectory, Action::ReadDirectory] {
                for (tenant, id) in named.organizations.iter().enumerate() {
                    let realm = if tenant == home { Realm::Own } else { Realm::Customer(*id) };
                    let said = Case { tenant, ..case }.says(action, &Target::tenant(*id));
                    let found = sight(&facts, action, realm);
                    if let Ok(found) = &found {
                        prop_assert_eq!(found.tenants(), vec![*id]);
                    }
                    let found = found.map(|sight| sight.extent().clone());
                    prop_assert_eq!(found, said.map(|()| Extent::Organization(*id)));
                }
                prop_assert_eq!(extent(action, Realm::AllCustomers), Err(Refused::Hidden));
            }
        }
    }
}

/// Decisions 14 and 18: what is written down after the answer is nothing else; each task of Steward writes its own events
/// alone.
#[test]
fn a_permit_writes_what_it_is_for() {
    use EventKind as K;
    let (ids, tenant) = (SeededIds::default(), SeededIds::new(2).id());
    let observation = observed(Actor::Person { user: ids.id(), organization: ids.id() }, tenant);
    assert_eq!((observation.action(), observation.tenant()), (None, tenant));
    let tasks: [(SystemTask, &str, &[K]); 14] = [
        (
            SystemTask::Setup,
            "setup",
            &[
                K::OrganizationCreated,
                K::DomainAdded,
                K::UserCreated,
                K::DirectoryRoleGiven,
                K::PasswordLinkMade,
            ],
        ),
        (
            SystemTask::SignIn,
            "sign-in",
            &[
                K::SignedIn,
                K::SignInFailed,
                K::SignedOut,
                K::SessionRevoked,
                K::PasswordSet,
                K::ApplicationSignedIn,
                K::ApplicationSignInFailed,
                K::ApplicationCodeReused,
            ],
        ),
        (
            SystemTask::Expiry,
            "expiry",
            &[K::InvitationExpired, K::RoomUnsuppressed, K::MaintenanceEnded, K::PrivilegesLapsed],
        ),
        (SystemTask::Enrolment, "enrolment", &[K::RoomOnboarded]),
        (SystemTask::Reports, "reports", &[K::ReportShared]),
        (SystemTask::Orphans, "orphans", &[K::LinkOrphaned]),
        (SystemTask::Keys, "keys", &[K::SigningKeyMade, K::SigningKeyRemoved]),
        (SystemTask::Departure, "departure", &[K::AssignmentMembersChanged, K::SubscriptionRoleRemoved]),
        (SystemTask::Jobs, "jobs", &[K::JobStarted, K::JobEnded, K::JobCanceled, K::JobFileAdded]),
        (
            SystemTask::Eligibility,
            "eligibility",
            &[
                K::LinkSuspended,
                K::LinkResumed,
                K::InvitationWithdrawn,
                K::ResellerSuspended,
                K::ResellerResumed,
                K::GranularSuspended,
                K::GranularResumed,
            ],
        ),
        (
            SystemTask::Delegation,
            "delegation",
            &[
                K::GranularCreated,
                K::GranularActivated,
                K::GranularExtended,
                K::GranularExpired,
                K::GranularTerminated,
                K::GranularCleanedUp,
                K::AccessAssignmentActivated,
                K::AccessAssignmentFailed,
            ],
        ),
        (
            SystemTask::Migration,
            "migration",
            &[
                K::GranularCreated,
                K::GranularApproved,
                K::AccessAssignmentCreated,
                K::PrivilegesMigrated,
                K::PrivilegesSuperseded,
            ],
        ),
        (
            SystemTask::AddedCustomers,
            "added-customers",
            &[
                K::OrganizationCreated,
                K::DomainAdded,
                K::UserCreated,
                K::DirectoryRoleGiven,
                K::PasswordLinkMade,
                K::CustomerInvited,
                K::AddedCustomerExpired,
                K::GranularCleanedUp,
                K::UserDeleted,
                K::DirectoryRoleTaken,
                K::DomainRemoved,
                K::OrganizationRemoved,
            ],
        ),
        (
            SystemTask::Rollouts,
            "rollouts",
            &[K::RolloutMovedOn, K::RolloutPaused, K::RolloutResumed, K::JobSubmitted, K::JobCanceled],
        ),
    ];
    for kind in EventKind::ALL {
        assert_eq!(
            observation.may_write(*kind),
            matches!(kind, K::Refused | K::DataViewed | K::ListExported),
            "{kind:?}"
        );
        for (task, name, kinds) in &tasks {
            assert_eq!(task.name(), *name);
            let permit = system_permit(*task, tenant);
            assert_eq!(permit.actor(), &Actor::System(*task));
            assert_eq!(permit.may_write(*kind), kinds.contains(kind), "{task:?} {kind:?}");
            assert_eq!(
                (permit.tenant(), permit.action(), permit.room(), permit.via()),
                (tenant, None, None, None)
            );
        }
    }
}

/// Decision 17: the role behind a right is told by the key that lists of roles have for it.
#[test]
fn a_source_names_its_role() {
    let ids = SeededIds::default();
    let (link, assignment, custom) = (ids.id(), ids.id(), ids.id());
    let directory = Source::DirectoryRole(DirectoryRole::GlobalReader);
    let own = Source::OwnRole { assignment, role: Role::BuiltIn(BuiltInRole::SiteTech) };
    let partner = Source::PartnerRole { link, assignment, role: Role::Custom(custom) };
    let delegated = Source::DelegatedAdmin { relationship: ids.id(), agent: Agent::Helpdesk };
    let granular = Source::GranularAdmin {
        relationship: ids.id(),
        role: &domain::role_definition::GLOBAL_ADMINISTRATOR,
    };
    let keys = [directory, own, partner, delegated, granular].map(Source::role_key);
    let named = ["global_reader".to_owned(), "site_tech".to_owned(), custom.to_string()];
    assert_eq!(keys[..3], named);
    assert_eq!(keys[3..], ["helpdesk_administrator", "global_administrator"]);
}
