//! Agents of partners, and customers that buy from them.

use domain::{
    agent::Agent,
    directory::Principal,
    id::{Id, ResellerRelationship},
};
use store::seed;

use crate::world::World;

impl World {
    /// Gives a partner its groups of agents, with these members.
    pub async fn agents(&self, partner: &str, members: &[(&str, Agent)]) {
        let mut seed = self.seed().await;
        for agent in Agent::ALL {
            let members = members.iter().filter(|(_, of)| *of == agent);
            let group = seed::SecurityGroup {
                tenant: self.organization(partner),
                id: self.ids.id(),
                name: agent.group_name().to_owned(),
                description: String::new(),
                agent: Some(agent),
                members: members.map(|(upn, _)| Principal::User(self.user(upn))).collect(),
            };
            seed.security_group(&group).await.expect("a group of agents");
        }
        seed.commit().await.expect("a commit");
    }

    /// Lets a customer buy from a partner.
    pub async fn reseller(
        &self,
        customer: &str,
        partner: &str,
        has_privileges: bool,
    ) -> Id<ResellerRelationship> {
        let id = self.ids.id();
        let mut seed = self.seed().await;
        let relationship = seed::Reseller {
            tenant: self.organization(customer),
            id,
            partner: self.organization(partner),
            request: self.ids.id(),
            has_privileges,
            accepted_by: format!("somebody@{customer}"),
            started_at: None,
        };
        seed.reseller(&relationship).await.expect("a reseller relationship");
        seed.commit().await.expect("a commit");
        id
    }
}
