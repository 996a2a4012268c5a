//! Agents of partners and what is delegated to them, against the rules as they are written, over worlds drawn at random.

use std::collections::BTreeSet;

use authz::{
    Action, Extent, Fact, Missing, Realm, Refused, Requirement, Source, Target, decide,
    fact::{GranularFacts, GranularHolder, ResellerFacts, Turn},
    permissions_in, sight,
};
use domain::{
    agent::{Agent, AgentRight},
    directory::DirectoryRight,
    id::{GranularRelationship, Id, ResellerRelationship},
    role::DirectoryRole,
    role_definition::{self, RoleDefinition},
};
use proptest::{collection::vec, prelude::*};
use testkit::{
    SeededIds,
    plain::{Plain, Who},
    worlds::any_world,
};

use crate::worlds;

/// A relationship, by positions in the world.
#[derive(Clone, Copy, Debug)]
struct Reseller {
    customer: usize,
    partner: usize,
    has_privileges: bool,
}

/// A granular relationship, by positions in the world.
#[derive(Clone, Debug)]
struct Granular {
    customer: usize,
    partner: usize,
    is_active: bool,
    /// Its end, counted from the moment of the decision; none where it extends itself.
    until: Option<i64>,
    /// Groups with the positions of their roles in [`roles`].
    holders: Vec<(usize, Vec<usize>)>,
}

/// Some published roles: one that opens everything here, one that looks people up, one that opens nothing.
fn roles() -> [&'static RoleDefinition; 3] {
    let find = |name: &str| role_definition::ALL.iter().find(|role| role.name == name).unwrap();
    ["Global Administrator", "Directory Readers", "Teams Administrator"].map(find)
}

/// R-420, as its table says it.
fn table(right: AgentRight) -> (&'static [Agent], bool) {
    match right {
        AgentRight::SeeCustomers => (&[Agent::Admin, Agent::Sales, Agent::Helpdesk], true),
        AgentRight::RequestRelationship => (&[Agent::Admin, Agent::Sales], false),
        AgentRight::RemoveDelegation => (&[Agent::Admin], false),
        AgentRight::EndRelationship | AgentRight::AgreeToDistribution => (&[], true),
        AgentRight::RequestDelegation => (&[Agent::Admin], false),
        AgentRight::SeeDelegation | AgentRight::AssignDelegation => (&[Agent::Admin], true),
        AgentRight::MonitorDelegation => (&[Agent::Admin, Agent::Helpdesk], false),
        AgentRight::SeeAutopilot | AgentRight::AddAutopilotDevices => (&[Agent::Admin, Agent::Sales], false),
        AgentRight::ManageAutopilot | AgentRight::ReceiveEvents => (&[Agent::Admin], false),
        AgentRight::SeeSubscriptions => (&[Agent::Admin, Agent::Helpdesk, Agent::Sales], false),
        AgentRight::BuySubscriptions => (&[Agent::Admin, Agent::Sales], false),
        AgentRight::SupportCustomers => (&[Agent::Admin, Agent::Helpdesk], false),
    }
}

struct Case<'a> {
    world: &'a Plain,
    agents: &'a [Option<Agent>],
    resellers: &'a [Reseller],
    granulars: &'a [Granular],
    person: usize,
}

impl Case<'_> {
    fn home(&self) -> usize {
        self.world.people[self.person].home
    }

    fn is_partner(&self) -> bool {
        self.world.organizations[self.home()].is_partner
    }

    fn has(&self, role: DirectoryRole) -> bool {
        self.world.people[self.person].roles.contains(&role)
    }

    /// whoever is in the group, at any depth.
    fn is_agent(&self, agent: Agent) -> bool {
        self.world
            .principals(self.person)
            .into_iter()
            .any(|who| matches!(who, Who::Group(group) if self.agents[group] == Some(agent)))
    }

    fn holds(&self, right: AgentRight) -> bool {
        let (agents, administrators) = table(right);
        self.is_partner()
            && (agents.iter().any(|agent| self.is_agent(*agent))
                || administrators && self.has(DirectoryRole::GlobalAdministrator))
    }

    fn reseller(&self, customer: usize) -> Option<Reseller> {
        let mut all = self.resellers.iter().copied();
        all.find(|it| it.customer == customer && it.partner == self.home())
    }

    /// Decision 8: a block wins over every source.
    fn is_blocked(&self, customer: usize) -> bool {
        self.world.blocks.contains(&(customer, self.person))
    }

    /// what the agents of a partner hold at a customer that granted privileges.
    fn delegated(&self, customer: usize) -> BTreeSet<Agent> {
        let granted = self.reseller(customer).is_some_and(|it| it.has_privileges);
        let holds = |agent: &Agent| {
            granted && self.is_partner() && !self.is_blocked(customer) && self.is_agent(*agent)
        };
        [Agent::Admin, Agent::Helpdesk].into_iter().filter(holds).collect()
    }

    /// the roles that a person holds by active assignments of relationships in force, with the position of each.
    fn granular(&self, customer: usize) -> BTreeSet<(usize, &'static str)> {
        let around = self.world.principals(self.person);
        let mut held = BTreeSet::new();
        for (at, it) in self.granulars.iter().enumerate() {
            let is_ours = it.customer == customer && it.partner == self.home();
            let is_over = it.until.is_some_and(|left| left <= 0);
            if !is_ours || !it.is_active || is_over || !self.is_partner() || self.is_blocked(customer) {
                continue;
            }
            for (group, given) in &it.holders {
                if around.iter().any(|who| matches!(who, Who::Group(of) if of == group)) {
                    held.extend(given.iter().map(|role| (at, roles()[*role].key)));
                }
            }
        }
        held
    }

    /// Whether some delegated role looks people up: granular ones take the place of those by privileges.
    fn reads_people(&self, customer: usize) -> bool {
        let granular = self.granular(customer);
        if granular.is_empty() {
            return !self.delegated(customer).is_empty();
        }
        granular.iter().any(|(_, key)| *key != "teams_administrator")
    }

    /// Whether some delegated role changes this in the directory: Global administrators all of it, Helpdesk administrators have links mailed.
    fn changes(&self, customer: usize, right: DirectoryRight) -> bool {
        let mails = right == DirectoryRight::SendPasswordLinks;
        let granular = self.granular(customer);
        if granular.is_empty() {
            let delegated = self.delegated(customer);
            return delegated.contains(&Agent::Admin) || mails && delegated.contains(&Agent::Helpdesk);
        }
        let by = |key| granular.iter().any(|(_, held)| *held == key);
        by("global_administrator") || mails && by("helpdesk_administrator")
    }

    /// Whether an organization is a customer, by whatever agreement.
    fn serves(&self, customer: usize) -> bool {
        let granular = |it: &Granular| it.customer == customer && it.partner == self.home();
        self.reseller(customer).is_some() || self.granulars.iter().any(granular)
    }

    /// Whether a right can be used with an organization: what is about delegation with every customer, the rest where it buys.
    fn reaches(&self, right: AgentRight, customer: usize) -> bool {
        use AgentRight as R;
        let delegation = [R::SeeDelegation, R::RequestDelegation, R::AssignDelegation, R::RemoveDelegation];
        if delegation.contains(&right) { self.serves(customer) } else { self.reseller(customer).is_some() }
    }

    /// What is missing where no delegated role does: whoever is blocked holds none (decision 8).
    fn delegated_role(&self, customer: usize) -> Requirement {
        if self.is_blocked(customer) { Requirement::Unblocked } else { Requirement::DelegatedRole }
    }

    fn says(&self, action: Action, tenant: usize) -> Result<(), Refused> {
        let own = tenant == self.home();
        let lacks = |requirement| Err(Refused::Denied(Missing(requirement)));
        let looks = self.holds(AgentRight::SeeCustomers) || self.holds(AgentRight::SeeDelegation);
        let sees = self.serves(tenant) && looks;
        if !self.world.people[self.person].enabled {
            return Err(Refused::Hidden);
        }
        match action {
            Action::ActAsAgent(_) if own && !self.is_partner() => lacks(Requirement::PartnerCapability),
            Action::ActAsAgent(right) if !own && !self.reaches(right, tenant) => Err(Refused::Hidden),
            Action::ActAsAgent(right)
                if self.holds(right) && !(right.reaches_customers() && self.is_blocked(tenant)) =>
            {
                Ok(())
            }
            // Decision 8: whoever would hold it is told of the block, not of a right that is there.
            Action::ActAsAgent(right) if self.holds(right) && (own || sees) => lacks(Requirement::Unblocked),
            Action::ActAsAgent(right) if own || sees => lacks(Requirement::Agent(right)),
            Action::ConsentToPartner | Action::AdministerAutopilot
                if own && self.has(DirectoryRole::GlobalAdministrator) =>
            {
                Ok(())
            }
            Action::ConsentToPartner | Action::AdministerAutopilot if own => {
                lacks(Requirement::GlobalAdministrator)
            }
            Action::ReadCustomerDirectory if self.reads_people(tenant) && !own => Ok(()),
            Action::ReadCustomerDirectory if sees && !own => lacks(self.delegated_role(tenant)),
            Action::ChangeCustomerDirectory(right) if !own && self.changes(tenant, right) => {
                if self.world.organizations[tenant].is_operator {
                    lacks(Requirement::OwnAdministrator)
                } else {
                    Ok(())
                }
            }
            Action::ChangeCustomerDirectory(_) if !own && (sees || self.reads_people(tenant)) => {
                lacks(self.delegated_role(tenant))
            }
            _ => Err(Refused::Hidden),
        }
    }
}

fn actions() -> impl Iterator<Item = Action> {
    let others = [Action::ConsentToPartner, Action::AdministerAutopilot, Action::ReadCustomerDirectory];
    let changes = DirectoryRight::ALL.map(Action::ChangeCustomerDirectory);
    AgentRight::ALL.into_iter().map(Action::ActAsAgent).chain(others).chain(changes)
}

proptest! {
    #![proptest_config(worlds(100))]

    /// decisions 6 and 8: what agents may, what is delegated to them, and that neither is
    /// a right in rooms or reaches the customer's consent.
    #[test]
    fn agents_may_what_the_rules_say(
        world in any_world(),
        agents in vec(prop::option::of(prop::sample::select(Agent::ALL.to_vec())), 12),
        drawn in vec((0..8_usize, 0..8_usize, any::<bool>()), 0..8),
        drawn_granulars in vec(
            (
                (0..8_usize, 0..8_usize),
                (prop::bool::weighted(0.8), prop::option::of(-1..2_i64)),
                vec((0..12_usize, vec(0..3_usize, 1..3)), 0..4),
            ),
            0..8,
        ),
    ) {
        let ids = SeededIds::default();
        let named = world.name(&ids);
        let count = world.organizations.len();
        let agents: Vec<_> = (0..world.security_groups.len()).map(|group| agents[group % agents.len()]).collect();
        let mut resellers: Vec<Reseller> = Vec::new();
        for (customer, partner, has_privileges) in drawn {
            let it = Reseller { customer: customer % count, partner: partner % count, has_privileges };
            let is_there = resellers.iter().any(|other| (other.customer, other.partner) == (it.customer, it.partner));
            if it.customer != it.partner && !is_there {
                resellers.push(it);
            }
        }
        let before = world.image(&named);
        let mut image = before.clone();
        for (group, agent) in agents.iter().enumerate() {
            if let Some(agent) = *agent {
                let fact = Fact::AgentGroup { group: named.security_groups[group], agent, is: Turn::BEGINS };
                image.apply(named.organizations[world.security_groups[group].home], [&fact]);
            }
        }
        let mut relationships: Vec<Id<ResellerRelationship>> = Vec::new();
        for it in &resellers {
            let relationship = ids.id();
            let is = Turn::begins(ResellerFacts {
                partner: named.organizations[it.partner],
                has_privileges: it.has_privileges,
                // Switched on or not: nothing of it counts but on behalf of the customer.
                opens_rooms: true,
            });
            image.apply(named.organizations[it.customer], [&Fact::Reseller { relationship, is }]);
            relationships.push(relationship);
        }
        let mut granulars: Vec<Granular> = Vec::new();
        for ((customer, partner), (is_active, until), holders) in drawn_granulars {
            let (customer, partner) = (customer % count, partner % count);
            let own = |group: &usize| world.security_groups[*group].home == partner;
            let groups: Vec<usize> = (0..world.security_groups.len()).filter(own).collect();
            if customer == partner || groups.is_empty() {
                continue;
            }
            let holders = holders.into_iter().map(|(group, roles)| (groups[group % groups.len()], roles)).collect();
            granulars.push(Granular { customer, partner, is_active, until, holders });
        }
        let now = named.now;
        let mut agreements: Vec<Id<GranularRelationship>> = Vec::new();
        for it in &granulars {
            let relationship = ids.id();
            let holder = |(group, given): &(usize, Vec<usize>)| GranularHolder {
                group: named.security_groups[*group],
                roles: given.iter().map(|role| roles()[*role].id).collect(),
            };
            let is = Turn::begins(GranularFacts {
                partner: named.organizations[it.partner],
                is_active: it.is_active,
                until: it.until.map(|left| now.plus(left)),
                holders: it.holders.iter().map(holder).collect(),
                opens_rooms: true,
            });
            image.apply(named.organizations[it.customer], [&Fact::Granular { relationship, is }]);
            agreements.push(relationship);
        }
        for person in 0..world.people.len() {
            let case = Case { world: &world, agents: &agents, resellers: &resellers, granulars: &granulars, person };
            for (tenant, id) in named.organizations.iter().enumerate() {
                let facts = world.facts_at(&image, &named, person, tenant);
                for action in actions() {
                    let decided = decide(&facts, action, &Target::tenant(*id));
                    let said = case.says(action, tenant);
                    if let (Ok(permit), Action::ReadCustomerDirectory) = (&decided, action) {
                        match permit.via() {
                            Some(Source::DelegatedAdmin { relationship, agent }) => {
                                let at = resellers.iter().position(|it| it.customer == tenant && it.partner == case.home());
                                prop_assert_eq!(relationship, relationships[at.unwrap()]);
                                prop_assert!(case.delegated(tenant).contains(&agent) && case.granular(tenant).is_empty());
                            }
                            Some(Source::GranularAdmin { relationship, role }) => {
                                let at = agreements.iter().position(|it| *it == relationship).unwrap();
                                prop_assert!(case.granular(tenant).contains(&(at, role.key)));
                            }
                            via => panic!("no delegated source: {via:?}"),
                        }
                    }
                    prop_assert_eq!(decided.map(drop), said, "{:?} at {}", action, tenant);
                }
                let untouched = world.facts_at(&before, &named, person, tenant);
                prop_assert_eq!(permissions_in(&facts, *id), permissions_in(&untouched, *id));
            }
            let facts = world.facts_in(&image, &named, person);
            let customers = sight(&facts, Action::ActAsAgent(AgentRight::SeeCustomers), Realm::Own);
            let said = case.says(Action::ActAsAgent(AgentRight::SeeCustomers), case.home());
            let own = facts.organization;
            prop_assert_eq!(customers.map(|sight| sight.extent().clone()), said.map(|()| Extent::Customers(own)));
            // the directories listed for somebody are those that each one asked for alone shows.
            let directories = sight(&facts, Action::ReadCustomerDirectory, Realm::AllCustomers);
            let shown = |tenant: &usize| case.says(Action::ReadCustomerDirectory, *tenant).is_ok();
            let reached = (0..named.organizations.len()).filter(shown).map(|tenant| named.organizations[tenant]);
            let mut reached: Vec<_> = reached.collect();
            reached.sort_unstable();
            if facts.enabled() && facts.is_partner() {
                prop_assert_eq!(facts.reads_directories(), !reached.is_empty());
                prop_assert_eq!(directories.map(|sight| sight.extent().clone()), Ok(Extent::Directories(reached)));
            } else {
                prop_assert!(directories.is_err() && reached.is_empty());
            }
            // decision 8: what is asked on behalf of all customers, and of each.
            let supports = Action::ActAsAgent(AgentRight::SupportCustomers);
            let (partner, reader) = (own, facts.user);
            let shown = |customer| Extent::SupportRequests { partner, reader, customer };
            let all = sight(&facts, supports, Realm::AllCustomers).map(|sight| sight.extent().clone());
            prop_assert_eq!(all, case.says(supports, case.home()).map(|()| shown(None)));
            for (tenant, id) in named.organizations.iter().enumerate().filter(|(tenant, _)| *tenant != case.home()) {
                let facts = world.facts_at(&image, &named, person, tenant);
                let one = sight(&facts, supports, Realm::Customer(*id)).map(|sight| sight.extent().clone());
                prop_assert_eq!(one, case.says(supports, tenant).map(|()| shown(Some(*id))));
            }
        }
    }
}
