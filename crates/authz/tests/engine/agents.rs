//! Agents of partners and what is delegated to them, against the rules as they are written, over worlds drawn at random.

use std::collections::BTreeSet;

use authz::{
    Action, Extent, Fact, Missing, Realm, Refused, Requirement, Source, Target, decide, fact::ResellerFacts,
    fact::Turn, permissions_in, sight,
};
use domain::{
    agent::{Agent, AgentRight},
    id::{Id, ResellerRelationship},
    role::DirectoryRole,
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

/// R-420, as its table says it.
fn table(right: AgentRight) -> (&'static [Agent], bool) {
    match right {
        AgentRight::SeeCustomers => (&[Agent::Admin, Agent::Sales, Agent::Helpdesk], true),
        AgentRight::RequestRelationship => (&[Agent::Admin, Agent::Sales], false),
        AgentRight::RemoveDelegation => (&[Agent::Admin], false),
        AgentRight::EndRelationship => (&[], true),
        AgentRight::SeeAutopilot | AgentRight::AddAutopilotDevices => (&[Agent::Admin, Agent::Sales], false),
        AgentRight::ManageAutopilot => (&[Agent::Admin], false),
    }
}

struct Case<'a> {
    world: &'a Plain,
    agents: &'a [Option<Agent>],
    resellers: &'a [Reseller],
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

    /// Decision 8: a block wins over every source, also when the link is gone on which it was made.
    fn is_blocked(&self, customer: usize) -> bool {
        self.world.links.iter().any(|it| it.customer == customer && it.blocked.contains(&self.person))
    }

    /// what the agents of a partner hold at a customer that granted privileges.
    fn delegated(&self, customer: usize) -> BTreeSet<Agent> {
        let granted = self.reseller(customer).is_some_and(|it| it.has_privileges);
        let holds = |agent: &Agent| {
            granted && self.is_partner() && !self.is_blocked(customer) && self.is_agent(*agent)
        };
        [Agent::Admin, Agent::Helpdesk].into_iter().filter(holds).collect()
    }

    fn says(&self, action: Action, tenant: usize) -> Result<(), Refused> {
        let own = tenant == self.home();
        let lacks = |requirement| Err(Refused::Denied(Missing(requirement)));
        let sees = self.reseller(tenant).is_some() && self.holds(AgentRight::SeeCustomers);
        if !self.world.people[self.person].enabled {
            return Err(Refused::Hidden);
        }
        match action {
            Action::ActAsAgent(_) if own && !self.is_partner() => lacks(Requirement::PartnerCapability),
            Action::ActAsAgent(_) if !own && self.reseller(tenant).is_none() => Err(Refused::Hidden),
            Action::ActAsAgent(right)
                if self.holds(right) && !(right.reaches_customers() && self.is_blocked(tenant)) =>
            {
                Ok(())
            }
            Action::ActAsAgent(right) if own || sees => lacks(Requirement::Agent(right)),
            Action::ConsentToPartner | Action::AdministerAutopilot
                if own && self.has(DirectoryRole::GlobalAdministrator) =>
            {
                Ok(())
            }
            Action::ConsentToPartner | Action::AdministerAutopilot if own => {
                lacks(Requirement::GlobalAdministrator)
            }
            Action::ReadCustomerDirectory if !self.delegated(tenant).is_empty() && !own => Ok(()),
            Action::ReadCustomerDirectory if sees && !own => lacks(Requirement::DelegatedRole),
            _ => Err(Refused::Hidden),
        }
    }
}

fn actions() -> impl Iterator<Item = Action> {
    let others = [Action::ConsentToPartner, Action::AdministerAutopilot, Action::ReadCustomerDirectory];
    AgentRight::ALL.into_iter().map(Action::ActAsAgent).chain(others)
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
            });
            image.apply(named.organizations[it.customer], [&Fact::Reseller { relationship, is }]);
            relationships.push(relationship);
        }
        for person in 0..world.people.len() {
            let case = Case { world: &world, agents: &agents, resellers: &resellers, person };
            for (tenant, id) in named.organizations.iter().enumerate() {
                let facts = world.facts_at(&image, &named, person, tenant);
                for action in actions() {
                    let decided = decide(&facts, action, &Target::tenant(*id));
                    let said = case.says(action, tenant);
                    if let (Ok(permit), Action::ReadCustomerDirectory) = (&decided, action) {
                        let Some(Source::DelegatedAdmin { relationship, agent }) = permit.via() else {
                            panic!("no delegated source");
                        };
                        let at = resellers.iter().position(|it| it.customer == tenant && it.partner == case.home());
                        prop_assert_eq!(relationship, relationships[at.unwrap()]);
                        prop_assert!(case.delegated(tenant).contains(&agent));
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
        }
    }
}
