//! Subscriptions: who gets to what is inside, row by row of the truth table, and what takes it away.

use authz::{
    Action, Concerning, Extent, Fact, Facts, Missing, Realm, Refused, Requirement, Source, Target, decide,
    fact::{GranularFacts, GranularHolder, LinkFacts, ResellerFacts, SubscriptionRoleFacts, Turn},
    holds,
    image::{Image, OrganizationFacts},
    sight,
};
use domain::{
    agent::{Agent, AgentRight},
    directory::{DirectoryRight, Principal},
    id::{Id, Organization, SecurityGroup, Subscription, SubscriptionAssignment, User},
    link::LinkState,
    permission::{Permission, PermissionSet},
    role::DirectoryRole,
    role_definition,
    subscription::{SubscriptionRight, SubscriptionRole},
    time::Time,
};
use uuid::Uuid;

const fn id<T>(number: u128) -> Id<T> {
    Id::new(Uuid::from_u128(number))
}

const CUSTOMER: Id<Organization> = id(1);
const PARTNER: Id<Organization> = id(2);
const OTHER: Id<Organization> = id(3);
/// In AdminAgents through a group within.
const NESTED: Id<User> = id(11);
/// In a group of the partner that is none of agents.
const MEMBER: Id<User> = id(12);
/// Of the partner, in no group.
const NOBODY: Id<User> = id(13);
/// Admin agent of the other partner.
const STRANGER: Id<User> = id(14);
/// Global administrator of the customer.
const ADMINISTRATOR: Id<User> = id(15);
/// Of the customer, without any role.
const EMPLOYEE: Id<User> = id(16);
const ADMIN_AGENTS: Id<SecurityGroup> = id(21);
const MANAGERS: Id<SecurityGroup> = id(22);
const GROUP: Id<SecurityGroup> = id(23);
const OTHER_AGENTS: Id<SecurityGroup> = id(24);
const EXISTING: Id<Subscription> = id(31);
const SOLD: Id<Subscription> = id(32);
const FOREIGN: Id<Subscription> = id(33);

struct World {
    image: Image,
    needs_granular: bool,
}

impl World {
    /// A partner from which the customer buys, with or without privileges, and another one that holds Owner on what it sold.
    fn new(has_privileges: bool) -> Self {
        let mut image = Image::default();
        for organization in [CUSTOMER, PARTNER, OTHER] {
            image.put(OrganizationFacts::new(organization));
        }
        let mut world = Self { image, needs_granular: false };
        let person = |user| Fact::Person { user, enabled: Turn::begins(true) };
        let joins = |group, member| Fact::GroupMember { group, member, is: Turn::BEGINS };
        let agents = |group| Fact::AgentGroup { group, agent: Agent::Admin, is: Turn::BEGINS };
        let capable = || Fact::Capability { is: Turn::BEGINS };
        world.tell(
            PARTNER,
            &[
                capable(),
                person(NESTED),
                person(MEMBER),
                person(NOBODY),
                agents(ADMIN_AGENTS),
                joins(ADMIN_AGENTS, Principal::SecurityGroup(MANAGERS)),
                joins(MANAGERS, Principal::User(NESTED)),
                joins(GROUP, Principal::User(MEMBER)),
            ],
        );
        let stranger = Principal::User(STRANGER);
        world
            .tell(OTHER, &[capable(), person(STRANGER), agents(OTHER_AGENTS), joins(OTHER_AGENTS, stranger)]);
        let member = Principal::User(ADMINISTRATOR);
        let role = DirectoryRole::GlobalAdministrator;
        let sells = |number, partner, has_privileges| {
            let is = Turn::begins(ResellerFacts { partner, has_privileges, opens_rooms: false });
            Fact::Reseller { relationship: id(number), is }
        };
        world.tell(
            CUSTOMER,
            &[
                person(ADMINISTRATOR),
                person(EMPLOYEE),
                Fact::DirectoryRole { role, member, is: Turn::BEGINS },
                sells(41, PARTNER, has_privileges),
                sells(42, OTHER, false),
            ],
        );
        world.give(51, FOREIGN, SubscriptionRole::Owner, OTHER, OTHER_AGENTS);
        world
    }

    fn tell(&mut self, tenant: Id<Organization>, facts: &[Fact]) {
        self.image.apply(tenant, facts);
    }

    fn give(
        &mut self,
        number: u128,
        subscription: Id<Subscription>,
        role: SubscriptionRole,
        home: Id<Organization>,
        group: Id<SecurityGroup>,
    ) {
        self.turn(number, subscription, role, home, Principal::SecurityGroup(group), true);
    }

    fn take(&mut self, number: u128, subscription: Id<Subscription>, role: SubscriptionRole) {
        self.turn(number, subscription, role, PARTNER, Principal::SecurityGroup(ADMIN_AGENTS), false);
    }

    fn turn(
        &mut self,
        number: u128,
        subscription: Id<Subscription>,
        role: SubscriptionRole,
        home: Id<Organization>,
        member: Principal,
        begins: bool,
    ) {
        let facts = SubscriptionRoleFacts { subscription, role, home, member };
        let is = if begins { Turn::begins(facts) } else { Turn::ends(facts) };
        self.tell(CUSTOMER, &[Fact::SubscriptionRole { assignment: id(number), is }]);
    }

    fn privileges(&mut self, has: bool) {
        let facts =
            |has_privileges| Some(ResellerFacts { partner: PARTNER, has_privileges, opens_rooms: false });
        let is = Turn::new(facts(!has), facts(has));
        self.tell(CUSTOMER, &[Fact::Reseller { relationship: id(41), is }]);
    }

    fn facts(&self, home: Id<Organization>, user: Id<User>, concerning: Concerning) -> Facts {
        let facts = Facts::of(&self.image, Time::from_micros(0), home, user, "", concerning).unwrap();
        facts.with_granular_needed(self.needs_granular)
    }

    /// What somebody of an organization may do with what is in a subscription.
    fn access(
        &self,
        home: Id<Organization>,
        user: Id<User>,
        subscription: Id<Subscription>,
    ) -> [Result<(), Refused>; 3] {
        let facts = self.facts(home, user, Concerning::One(CUSTOMER));
        SubscriptionRight::ALL.map(|right| {
            let target = Target::subscription(CUSTOMER, subscription);
            decide(&facts, Action::OnSubscription(right), &target).map(drop)
        })
    }

    fn of_partner(&self, user: Id<User>, subscription: Id<Subscription>) -> [Result<(), Refused>; 3] {
        self.access(PARTNER, user, subscription)
    }
}

const NONE: [Result<(), Refused>; 3] = [Err(Refused::Hidden); 3];
const OWNER: [Result<(), Refused>; 3] = [Ok(()); 3];

const fn lacks(right: SubscriptionRight) -> Result<(), Refused> {
    Err(Refused::Denied(Missing(Requirement::SubscriptionRole(right))))
}

/// a subscription that was there before the relationship opens to nobody of a partner without a role, with or without
/// delegated admin privileges.
#[test]
fn existing_without_a_role_is_closed() {
    for has_privileges in [true, false] {
        let world = World::new(has_privileges);
        for user in [NESTED, MEMBER, NOBODY] {
            assert_eq!(world.of_partner(user, EXISTING), NONE, "{has_privileges} {user}");
        }
    }
}

/// an existing subscription on which the customer gave a role opens as the role says, with or without privileges, to members
/// however deeply nested, and to nobody else.
#[test]
fn existing_with_a_role_opens_by_the_role() {
    use SubscriptionRight as T;
    for has_privileges in [true, false] {
        for (role, opens) in [
            (SubscriptionRole::Owner, OWNER),
            (SubscriptionRole::Contributor, [Ok(()), Ok(()), lacks(T::AssignRoles)]),
            (SubscriptionRole::Reader, [Ok(()), lacks(T::ManageResources), lacks(T::AssignRoles)]),
            (SubscriptionRole::UserAccessAdministrator, [Ok(()), lacks(T::ManageResources), Ok(())]),
        ] {
            let mut world = World::new(has_privileges);
            world.give(52, EXISTING, role, PARTNER, ADMIN_AGENTS);
            assert_eq!(world.of_partner(NESTED, EXISTING), opens, "{role:?} {has_privileges}");
            assert_eq!(world.of_partner(MEMBER, EXISTING), NONE);
            world.give(53, EXISTING, role, PARTNER, GROUP);
            assert_eq!(world.of_partner(MEMBER, EXISTING), opens);
            let leaves = Fact::GroupMember { group: GROUP, member: Principal::User(MEMBER), is: Turn::ENDS };
            world.tell(PARTNER, &[leaves]);
            assert_eq!(world.of_partner(MEMBER, EXISTING), NONE, "membership decides");
        }
    }
}

/// what the partner provisioned opens to its Admin agents as Owner while the automatic role is there, with or without
/// privileges; R-342: once the customer took it, it is closed, with or without privileges.
#[test]
fn provisioned_opens_until_the_customer_takes_the_role() {
    for has_privileges in [true, false] {
        let mut world = World::new(has_privileges);
        world.give(54, SOLD, SubscriptionRole::Owner, PARTNER, ADMIN_AGENTS);
        assert_eq!(world.of_partner(NESTED, SOLD), OWNER);
        world.take(54, SOLD, SubscriptionRole::Owner);
        assert_eq!(world.of_partner(NESTED, SOLD), NONE);
    }
}

/// R-345, decision 17: what another partner provisioned is closed, and not in the list.
#[test]
fn provisioned_by_another_partner_is_closed() {
    for has_privileges in [true, false] {
        let world = World::new(has_privileges);
        assert_eq!(world.of_partner(NESTED, FOREIGN), NONE);
        assert_eq!(world.access(OTHER, STRANGER, FOREIGN), OWNER);
        assert_eq!(world.access(OTHER, STRANGER, SOLD), NONE);
        let facts = world.facts(PARTNER, NESTED, Concerning::One(CUSTOMER));
        let seen = sight(&facts, Action::SeeSubscriptions, Realm::Customer(CUSTOMER)).unwrap();
        let Extent::Subscriptions { sold, named } = seen.extent() else { panic!("{seen:?}") };
        assert!(named.is_empty() && sold.is_some_and(|it| it.by == PARTNER));
    }
}

/// a role survives the end of privileges, of a granular relationship and of the reseller relationship itself; while it
/// is there, the list names the subscription.
#[test]
fn roles_survive_the_end_of_delegation() {
    let mut world = World::new(true);
    world.give(54, SOLD, SubscriptionRole::Owner, PARTNER, ADMIN_AGENTS);
    let granular = GranularFacts {
        partner: PARTNER,
        is_active: true,
        until: None,
        holders: vec![GranularHolder {
            group: ADMIN_AGENTS,
            roles: vec![role_definition::GLOBAL_ADMINISTRATOR.id],
        }],
        opens_rooms: false,
    };
    let begins = Turn::begins(granular.clone());
    world.tell(CUSTOMER, &[Fact::Granular { relationship: id(61), is: begins }]);
    assert_eq!(world.of_partner(NESTED, SOLD), OWNER);
    world.tell(CUSTOMER, &[Fact::Granular { relationship: id(61), is: Turn::ends(granular) }]);
    world.privileges(false);
    assert_eq!(world.of_partner(NESTED, SOLD), OWNER);
    let ends = Turn::ends(ResellerFacts { partner: PARTNER, has_privileges: false, opens_rooms: false });
    world.tell(CUSTOMER, &[Fact::Reseller { relationship: id(41), is: ends }]);
    assert_eq!(world.of_partner(NESTED, SOLD), OWNER);
    for (concerning, realm) in
        [(Concerning::One(CUSTOMER), Realm::Customer(CUSTOMER)), (Concerning::All, Realm::AllCustomers)]
    {
        let facts = world.facts(PARTNER, NESTED, concerning);
        let seen = sight(&facts, Action::SeeSubscriptions, realm).unwrap();
        let Extent::Subscriptions { named, .. } = seen.extent() else { panic!("{seen:?}") };
        assert_eq!(named, &[(CUSTOMER, SOLD)], "{realm:?}");
    }
}

/// Decision 8, R-005, R-114: a block, a partner without capability and a disabled person bind a role as they bind delegation.
#[test]
fn blocks_and_suspension_bind_roles() {
    let mut world = World::new(true);
    world.give(54, SOLD, SubscriptionRole::Owner, PARTNER, ADMIN_AGENTS);
    let link = LinkFacts {
        partner: PARTNER,
        state: LinkState::Active,
        scope: id(71),
        extended: PermissionSet::NONE,
    };
    world.tell(CUSTOMER, &[Fact::Link { link: id(72), is: Turn::begins(link) }]);
    assert_eq!(world.of_partner(NESTED, SOLD), OWNER);
    world.tell(CUSTOMER, &[Fact::Block { user: NESTED, is: Turn::BEGINS }]);
    assert_eq!(world.of_partner(NESTED, SOLD), NONE);
    let facts = world.facts(PARTNER, NESTED, Concerning::One(CUSTOMER));
    let seen = sight(&facts, Action::SeeSubscriptions, Realm::Customer(CUSTOMER));
    assert!(seen.is_err(), "what it sold is kept from whoever is blocked, too: {seen:?}");
    let licences = decide(&facts, Action::AssignLicences, &Target::tenant(CUSTOMER)).map(drop);
    assert_eq!(
        licences,
        Err(Refused::Denied(Missing(Requirement::Unblocked))),
        "decision 8: the true reason"
    );
    world.tell(CUSTOMER, &[Fact::Block { user: NESTED, is: Turn::ENDS }]);
    assert_eq!(world.of_partner(NESTED, SOLD), OWNER);
    world.tell(PARTNER, &[Fact::Capability { is: Turn::ENDS }]);
    assert_eq!(world.of_partner(NESTED, SOLD), NONE);
    world.tell(PARTNER, &[Fact::Capability { is: Turn::BEGINS }]);
    let disabled = Fact::Person { user: NESTED, enabled: Turn::new(Some(true), Some(false)) };
    world.tell(PARTNER, &[disabled]);
    assert_eq!(world.of_partner(NESTED, SOLD), NONE);
}

/// where the operator chose so, a role counts at a customer without privileges only beside some granular role; with privileges, and
/// by the shipped choice, it counts alone.
#[test]
fn granular_roles_are_needed_where_the_operator_chose_so() {
    let mut world = World::new(false);
    world.give(54, SOLD, SubscriptionRole::Contributor, PARTNER, ADMIN_AGENTS);
    let see = |world: &World| world.of_partner(NESTED, SOLD)[0];
    assert_eq!(see(&world), Ok(()));
    world.needs_granular = true;
    assert_eq!(see(&world), Err(Refused::Hidden));
    world.privileges(true);
    assert_eq!(see(&world), Ok(()));
    world.privileges(false);
    let readers = role_definition::ALL.iter().find(|role| role.key == "directory_readers").unwrap();
    let holders = vec![GranularHolder { group: MANAGERS, roles: vec![readers.id] }];
    let granular =
        GranularFacts { partner: PARTNER, is_active: true, until: None, holders, opens_rooms: false };
    let begins = Turn::begins(granular);
    world.tell(CUSTOMER, &[Fact::Granular { relationship: id(61), is: begins }]);
    assert_eq!(see(&world), Ok(()), "the least granular role is enough");
    world.take(54, SOLD, SubscriptionRole::Contributor);
    assert_eq!(see(&world), Err(Refused::Hidden), "a granular role alone opens nothing");
}

/// Decision 6, R-007: no role on a subscription reaches the customer's controls over its partners, its rooms, its directory or its licences;
/// nor does Global administrator by delegation reach what is in a subscription.
#[test]
fn roles_reach_nothing_outside() {
    let mut world = World::new(false);
    world.give(54, SOLD, SubscriptionRole::Owner, PARTNER, GROUP);
    let facts = world.facts(PARTNER, MEMBER, Concerning::One(CUSTOMER));
    for target in [Target::tenant(CUSTOMER), Target::subscription(CUSTOMER, SOLD)] {
        for action in [
            Action::ConsentToPartner,
            Action::ControlPartners,
            Action::ReadAuditLog,
            Action::AdministerDirectory,
            Action::ManageDirectory,
            Action::ReadDirectory,
            Action::ReadCustomerDirectory,
            Action::ChangeCustomerDirectory(DirectoryRight::ManagePeople),
            Action::AssignLicences,
            Action::AdministerAutopilot,
        ] {
            assert_eq!(decide(&facts, action, &target), Err(Refused::Hidden), "{action:?}");
        }
        for permission in Permission::ALL {
            assert!(!holds(&facts, Action::Use(permission), &target), "{permission:?}");
            assert!(!holds(&facts, Action::UseOwn(permission), &target), "{permission:?}");
        }
    }
    // Of the subscription that the role is on they are told what they lack, of nothing else.
    let buy = Action::ActAsAgent(AgentRight::BuySubscriptions);
    for hidden in [Target::tenant(CUSTOMER), Target::subscription(CUSTOMER, FOREIGN)] {
        assert_eq!(decide(&facts, buy, &hidden), Err(Refused::Hidden));
    }
    let lacks = Requirement::Agent(AgentRight::BuySubscriptions);
    let seen = decide(&facts, buy, &Target::subscription(CUSTOMER, SOLD));
    assert_eq!(seen, Err(Refused::Denied(Missing(lacks))));
}

/// licences are given by the customer's Global administrators, by Admin agents with privileges, and by the granular roles that
/// do; by nobody else.
#[test]
fn licences_are_given_by_directory_roles() {
    let target = Target::tenant(CUSTOMER);
    let may = |world: &World, home, user| {
        let facts = world.facts(home, user, Concerning::One(CUSTOMER));
        decide(&facts, Action::AssignLicences, &target).map(|permit| permit.via())
    };
    let mut world = World::new(true);
    let by = may(&world, CUSTOMER, ADMINISTRATOR).unwrap();
    assert_eq!(by, Some(Source::DirectoryRole(DirectoryRole::GlobalAdministrator)));
    let by = may(&world, PARTNER, NESTED).unwrap();
    assert!(matches!(by, Some(Source::DelegatedAdmin { agent: Agent::Admin, .. })), "{by:?}");
    assert!(may(&world, CUSTOMER, EMPLOYEE).is_err() && may(&world, PARTNER, MEMBER).is_err());
    world.privileges(false);
    assert!(may(&world, PARTNER, NESTED).is_err());
    for (key, allowed) in [
        ("license_administrator", true),
        ("user_administrator", true),
        ("global_administrator", true),
        ("directory_readers", false),
        ("helpdesk_administrator", false),
    ] {
        let role = role_definition::ALL.iter().find(|role| role.key == key).unwrap();
        let holders = vec![GranularHolder { group: GROUP, roles: vec![role.id] }];
        let granular =
            GranularFacts { partner: PARTNER, is_active: true, until: None, holders, opens_rooms: false };
        let mut world = World::new(false);
        let begins = Turn::begins(granular);
        world.tell(CUSTOMER, &[Fact::Granular { relationship: id(61), is: begins }]);
        assert_eq!(may(&world, PARTNER, MEMBER).is_ok(), allowed, "{key}");
    }
}

/// R-343, decision 7: people of the customer see its subscriptions by `settings.view` of their own; Global administrators may everything,
/// others what a role on one says.
#[test]
fn people_of_the_customer() {
    let mut world = World::new(false);
    assert_eq!(world.access(CUSTOMER, ADMINISTRATOR, EXISTING), OWNER);
    assert_eq!(world.access(CUSTOMER, EMPLOYEE, EXISTING), NONE);
    let facts = world.facts(CUSTOMER, EMPLOYEE, Concerning::One(CUSTOMER));
    let refused = sight(&facts, Action::SeeSubscriptions, Realm::Own);
    let missing = Missing(Requirement::OwnPermission(Permission::SettingsView));
    assert_eq!(refused, Err(Refused::Denied(missing)));
    let role = SubscriptionRole::Reader;
    world.turn(55, EXISTING, role, CUSTOMER, Principal::User(EMPLOYEE), true);
    let opens = [Ok(()), lacks(SubscriptionRight::ManageResources), lacks(SubscriptionRight::AssignRoles)];
    assert_eq!(world.access(CUSTOMER, EMPLOYEE, EXISTING), opens);
    let facts = world.facts(CUSTOMER, EMPLOYEE, Concerning::One(CUSTOMER));
    let seen = sight(&facts, Action::SeeSubscriptions, Realm::Own).unwrap();
    assert_eq!(seen.extent(), &Extent::Subscriptions { sold: None, named: vec![(CUSTOMER, EXISTING)] });
}

/// nobody gives a role on that is more than their own.
#[test]
fn roles_given_on_are_no_more_than_held() {
    use SubscriptionRole as R;
    let mut world = World::new(false);
    for (number, role, confers) in [
        (81, R::Reader, vec![]),
        (82, R::UserAccessAdministrator, vec![R::Reader, R::UserAccessAdministrator]),
        (83, R::Owner, R::ALL.to_vec()),
    ] {
        world.give(number, SOLD, role, PARTNER, GROUP);
        let facts = world.facts(PARTNER, MEMBER, Concerning::One(CUSTOMER));
        assert_eq!(facts.confers_on(CUSTOMER, SOLD), confers, "{role:?}");
        assert_eq!(facts.confers_on(CUSTOMER, EXISTING), vec![], "{role:?}");
    }
}

/// R-420, decision 16: whoever is in a group with a role on a subscription of a customer holds something, so that User management admins
/// do not get into it.
#[test]
fn holders_of_roles_hold_something() {
    let mut world = World::new(false);
    let principal = Principal::SecurityGroup(GROUP);
    let holds_something = |world: &World| {
        world.facts(PARTNER, NOBODY, Concerning::Holdings(principal)).holds_something(principal)
    };
    assert!(!holds_something(&world));
    world.give(54, SOLD, SubscriptionRole::Reader, PARTNER, GROUP);
    assert!(holds_something(&world));
    let assignment: Id<SubscriptionAssignment> = id(54);
    let facts = world.facts(PARTNER, MEMBER, Concerning::One(CUSTOMER));
    assert_eq!(facts.subscription_roles(CUSTOMER).first().map(|held| held.assignment), Some(assignment));
}
