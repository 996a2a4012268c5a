//! What partners get by default where the operator lets granular relationships take the place of delegated admin privileges.

use uuid::{Uuid, uuid};

use crate::{
    agent::Agent,
    id::{Id, Organization},
    role_definition::{self, RoleDefinition},
};

/// For how many days a relationship lasts that takes the place of delegated admin privileges.
pub const MIGRATED_DAYS: i64 = 365;
/// For how many days the privileges go on beside it.
pub const PRIVILEGES_GO_ON_DAYS: i64 = 30;
/// The nine roles of Admin agents, by name.
const ADMIN_AGENTS: [Uuid; 9] = [
    uuid!("88d8e3e3-8f55-4a1e-953a-9b9898b8876b"),
    uuid!("9360feb5-f418-4baa-8175-e2a00bac4301"),
    uuid!("f2ef992c-3afb-46b9-b7cf-a126ee74c451"),
    HELPDESK_ADMINISTRATOR,
    uuid!("4d6ac14f-3453-41d0-bef9-a3e0c569773a"),
    uuid!("7be44c8a-adaf-4e2a-84d6-ab2649e08a13"),
    uuid!("e8611ab8-c189-46e8-94e1-60213ab1f814"),
    SERVICE_SUPPORT,
    uuid!("fe930be7-5e62-47db-91af-98c3a49a38b1"),
];
const HELPDESK_ADMINISTRATOR: Uuid = uuid!("729827e3-9c14-49f7-bb1b-9608f156bbb8");
const SERVICE_SUPPORT: Uuid = uuid!("f023fd81-a637-4b56-95fd-791ac0226033");

/// The roles that the agents of a partner hold by a relationship that takes the place of delegated admin privileges; none for those who
/// held nothing by these.
pub fn migrated(agent: Agent) -> Vec<&'static RoleDefinition> {
    match agent {
        Agent::Admin => found(&ADMIN_AGENTS),
        Agent::Helpdesk => found(&[SERVICE_SUPPORT, HELPDESK_ADMINISTRATOR]),
        Agent::Sales => Vec::new(),
    }
}

/// What a relationship that takes the place of delegated admin privileges is called: the beginnings of both sides, and something by
/// which it differs from an earlier one.
pub fn migrated_name(partner: Id<Organization>, customer: Id<Organization>, random: Uuid) -> String {
    let begin = |id: Uuid| id.simple().to_string().chars().take(8).collect::<String>();
    // What identifiers that are made at one time begin with is the same.
    let end = |id: Uuid| id.simple().to_string().chars().skip(24).collect::<String>();
    format!("MLT_{}_{}_{}", begin(partner.uuid()), begin(customer.uuid()), end(random))
}

fn found(templates: &[Uuid]) -> Vec<&'static RoleDefinition> {
    let mut roles: Vec<_> = templates.iter().filter_map(|id| role_definition::find(*id)).collect();
    roles.sort_unstable_by_key(|role| role.id);
    roles
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(roles: &[&'static RoleDefinition]) -> Vec<&'static str> {
        let mut names: Vec<_> = roles.iter().map(|role| role.name).collect();
        names.sort_unstable();
        names
    }

    /// the nine roles of Admin agents and the two of Helpdesk agents, by their published names; nobody else gets one, and nobody
    /// Global Administrator.
    #[test]
    fn the_published_roles_take_the_place() {
        let nine = [
            "Directory Readers",
            "Directory Writers",
            "Global Reader",
            "Helpdesk Administrator",
            "License Administrator",
            "Privileged Authentication Administrator",
            "Privileged Role Administrator",
            "Service Support Administrator",
            "User Administrator",
        ];
        assert_eq!(names(&migrated(Agent::Admin)), nine);
        assert_eq!(
            names(&migrated(Agent::Helpdesk)),
            ["Helpdesk Administrator", "Service Support Administrator"]
        );
        assert!(migrated(Agent::Sales).is_empty());
    }

    /// the name says whose it is, and is short enough for a name.
    #[test]
    fn names_tell_both_sides() {
        let id = |number: u128| Uuid::from_u128(number << 96 | 0x1234);
        let name = migrated_name(Id::new(id(0xab)), Id::new(id(0xcd)), id(1));
        assert_eq!(name, "MLT_000000ab_000000cd_00001234");
        assert!(name.len() <= 50);
    }
}
