//! What people of a partner are towards customers that buy from it: Admin agents, Sales agents and Helpdesk agents. Each
//! is one by being in the security group of that name, which every partner organization has.
//!
//! Invariant: being an agent gives nothing in rooms.

use serde::{Deserialize, Serialize};

use crate::role_definition::{self, RoleDefinition};

/// A kind of agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Agent {
    /// Asks for relationships and delegation, and acts for customers.
    Admin,
    /// Helps the people of customers.
    Helpdesk,
    /// Finds and adds customers.
    Sales,
}

impl Agent {
    /// Every kind of agent.
    pub const ALL: [Self; 3] = [Self::Admin, Self::Helpdesk, Self::Sales];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Admin => "admin_agent",
            Self::Helpdesk => "helpdesk_agent",
            Self::Sales => "sales_agent",
        }
    }

    /// The agent of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|agent| agent.key() == key)
    }

    /// The name of the security group that makes its members such agents.
    pub const fn group_name(self) -> &'static str {
        match self {
            Self::Admin => "AdminAgents",
            Self::Helpdesk => "HelpdeskAgents",
            Self::Sales => "SalesAgents",
        }
    }

    /// The directory role that such agents hold at customers that granted delegated admin privileges.
    pub const fn acts_as(self) -> Option<&'static RoleDefinition> {
        match self {
            Self::Admin => Some(&role_definition::GLOBAL_ADMINISTRATOR),
            Self::Helpdesk => Some(&role_definition::HELPDESK_ADMINISTRATOR),
            Self::Sales => None,
        }
    }
}

/// What agents may do for their own organization: a cell of the table of R-420.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgentRight {
    /// Look customers up, their records and what relates to them.
    SeeCustomers,
    /// Ask customers for a reseller relationship.
    RequestRelationship,
    /// Take back what was delegated to the own organization.
    RemoveDelegation,
    /// End the reseller relationship to a customer.
    EndRelationship,
    /// Agree that the own organization sells through an indirect provider.
    AgreeToDistribution,
    /// Look granular relationships up (§4.1).
    SeeDelegation,
    /// Ask customers for granular relationships, and say whether they extend themselves.
    RequestDelegation,
    /// Give roles of granular relationships to groups of the own organization.
    AssignDelegation,
    /// Look at how delegated admin privileges are used.
    MonitorDelegation,
    /// See the Autopilot devices and profiles of customers.
    SeeAutopilot,
    /// Add Autopilot devices to customers.
    AddAutopilotDevices,
    /// Make Autopilot profiles of customers, apply them, and remove devices.
    ManageAutopilot,
    /// See what the own organization sold to customers.
    SeeSubscriptions,
    /// Provision subscriptions for customers, change, renew and cancel them.
    BuySubscriptions,
    /// Ask vendors on behalf of customers, and follow what became of it.
    SupportCustomers,
    /// Say where programs of the own organization are told what happens with its customers.
    ReceiveEvents,
}

impl AgentRight {
    /// Every right.
    pub const ALL: [Self; 16] = [
        Self::SeeCustomers,
        Self::RequestRelationship,
        Self::RemoveDelegation,
        Self::EndRelationship,
        Self::AgreeToDistribution,
        Self::SeeDelegation,
        Self::RequestDelegation,
        Self::AssignDelegation,
        Self::MonitorDelegation,
        Self::SeeAutopilot,
        Self::AddAutopilotDevices,
        Self::ManageAutopilot,
        Self::SeeSubscriptions,
        Self::BuySubscriptions,
        Self::SupportCustomers,
        Self::ReceiveEvents,
    ];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::SeeCustomers => "see_customers",
            Self::RequestRelationship => "request_relationship",
            Self::RemoveDelegation => "remove_delegation",
            Self::EndRelationship => "end_relationship",
            Self::AgreeToDistribution => "agree_to_distribution",
            Self::SeeDelegation => "see_delegation",
            Self::RequestDelegation => "request_delegation",
            Self::AssignDelegation => "assign_delegation",
            Self::MonitorDelegation => "monitor_delegation",
            Self::SeeAutopilot => "see_autopilot",
            Self::AddAutopilotDevices => "add_autopilot_devices",
            Self::ManageAutopilot => "manage_autopilot",
            Self::SeeSubscriptions => "see_subscriptions",
            Self::BuySubscriptions => "buy_subscriptions",
            Self::SupportCustomers => "support_customers",
            Self::ReceiveEvents => "receive_events",
        }
    }

    /// The agents that hold it.
    pub const fn agents(self) -> &'static [Agent] {
        match self {
            Self::SeeCustomers | Self::SeeSubscriptions => &[Agent::Admin, Agent::Helpdesk, Agent::Sales],
            Self::RequestRelationship
            | Self::SeeAutopilot
            | Self::AddAutopilotDevices
            | Self::BuySubscriptions => &[Agent::Admin, Agent::Sales],
            Self::RemoveDelegation
            | Self::SeeDelegation
            | Self::RequestDelegation
            | Self::AssignDelegation
            | Self::ManageAutopilot
            | Self::ReceiveEvents => &[Agent::Admin],
            Self::EndRelationship | Self::AgreeToDistribution => &[],
            Self::MonitorDelegation | Self::SupportCustomers => &[Agent::Admin, Agent::Helpdesk],
        }
    }

    /// Whether Global administrators of the partner hold it.
    pub const fn is_of_global_administrators(self) -> bool {
        matches!(
            self,
            Self::SeeCustomers
                | Self::EndRelationship
                | Self::AgreeToDistribution
                | Self::SeeDelegation
                | Self::AssignDelegation
        )
    }

    /// Whether it is about granular relationships, which need no reseller relationship.
    pub const fn is_of_delegation(self) -> bool {
        matches!(
            self,
            Self::SeeDelegation | Self::RequestDelegation | Self::AssignDelegation | Self::RemoveDelegation
        )
    }

    /// Whether it reaches what belongs to the customer or changes what it granted, so that nobody holds it whom the customer blocked
    /// (decision 8). What is left is the partner's own: whom it serves and on what terms, and that it may leave.
    pub const fn reaches_customers(self) -> bool {
        matches!(
            self,
            Self::SeeAutopilot
                | Self::AddAutopilotDevices
                | Self::ManageAutopilot
                | Self::SeeSubscriptions
                | Self::BuySubscriptions
                | Self::SupportCustomers
                | Self::RequestDelegation
                | Self::AssignDelegation
                | Self::RemoveDelegation
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// the table, cell by cell: Admin, Helpdesk and Sales agent, Global
    /// administrator.
    #[test]
    fn agents_hold_what_the_table_says() {
        let table = [
            (AgentRight::SeeCustomers, [true, true, true], true),
            (AgentRight::RequestRelationship, [true, false, true], false),
            (AgentRight::RemoveDelegation, [true, false, false], false),
            (AgentRight::EndRelationship, [false, false, false], true),
            (AgentRight::AgreeToDistribution, [false, false, false], true),
            (AgentRight::SeeDelegation, [true, false, false], true),
            (AgentRight::RequestDelegation, [true, false, false], false),
            (AgentRight::AssignDelegation, [true, false, false], true),
            (AgentRight::MonitorDelegation, [true, true, false], false),
            (AgentRight::SeeAutopilot, [true, false, true], false),
            (AgentRight::AddAutopilotDevices, [true, false, true], false),
            (AgentRight::ManageAutopilot, [true, false, false], false),
            (AgentRight::SeeSubscriptions, [true, true, true], false),
            (AgentRight::BuySubscriptions, [true, false, true], false),
            (AgentRight::SupportCustomers, [true, true, false], false),
            (AgentRight::ReceiveEvents, [true, false, false], false),
        ];
        assert_eq!(table.map(|row| row.0), AgentRight::ALL);
        for (right, agents, administrators) in table {
            assert_eq!(Agent::ALL.map(|agent| right.agents().contains(&agent)), agents, "{right:?}");
            assert_eq!(right.is_of_global_administrators(), administrators, "{right:?}");
        }
    }

    /// Admin agents act as Global administrator, Helpdesk agents as Helpdesk administrator, Sales agents not at all.
    #[test]
    fn agents_act_as_the_published_roles() {
        let roles = Agent::ALL.map(|agent| agent.acts_as().map(|role| role.id));
        assert_eq!(
            roles,
            [
                Some(uuid::uuid!("62e90394-69f5-4237-9190-012177145e10")),
                Some(uuid::uuid!("729827e3-9c14-49f7-bb1b-9608f156bbb8")),
                None
            ]
        );
    }
}
