//! Through what a caller acts: as themselves, by what a customer delegated and nothing else, or by the token of an application (§4.1, §4.7).
//!
//! Invariant: a token never adds to what a person may do, and opens to nobody what is not open to applications.

use std::collections::BTreeSet;

use domain::{
    agent::AgentRight,
    application::{ApiPermission, Surface},
    directory::DirectoryPart,
    id::{Application, Id},
};

use crate::action::Action;

/// Through what somebody acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Through {
    /// As themselves.
    Themselves,
    /// On behalf of a customer: by the directory roles that it delegated, and by nothing else.
    DelegatedRoles,
    /// By an application that a person lets act for them over a surface: what the person may do and the token allows there.
    Delegation(Id<Application>, BTreeSet<ApiPermission>, Surface),
    /// As an application of the organization itself: its permissions are its rights.
    Application(Id<Application>, BTreeSet<ApiPermission>),
}

impl Through {
    /// The permissions that cut what can be asked for; none where nothing is cut.
    pub(crate) const fn permissions(&self) -> Option<(&BTreeSet<ApiPermission>, Surface)> {
        match self {
            Self::Themselves | Self::DelegatedRoles => None,
            Self::Delegation(_, permissions, surface) => Some((permissions, *surface)),
            // By itself it acts over that of Graph alone.
            Self::Application(_, permissions) => Some((permissions, Surface::Graph)),
        }
    }

    /// The application that acts by itself.
    pub(crate) const fn application(&self) -> Option<Id<Application>> {
        match self {
            Self::Application(application, _) => Some(*application),
            Self::Themselves | Self::DelegatedRoles | Self::Delegation(..) => None,
        }
    }

    /// The application by whose token somebody acts, itself or for a person.
    pub(crate) const fn program(&self) -> Option<Id<Application>> {
        match self {
            Self::Delegation(application, ..) | Self::Application(application, _) => Some(*application),
            Self::Themselves | Self::DelegatedRoles => None,
        }
    }
}

/// The permissions any of which an action needs when it is asked for by the token of an application over a surface; none for an action
/// that people alone may ask for.
pub(crate) const fn opened_by(surface: Surface, action: Action) -> &'static [ApiPermission] {
    match surface {
        Surface::Graph => opened_by_graph(action),
        Surface::PartnerCenter if is_of_partner_center(action) => &[ApiPermission::ActForPeople],
        Surface::PartnerCenter => &[],
    }
}

/// Whether Partner Center's surface has it (§4.7–§4.10): what a partner does with its customers and for itself, and nothing of a customer's
/// own (decision 6).
const fn is_of_partner_center(action: Action) -> bool {
    match action {
        Action::ActAsAgent(right) => matches!(
            right,
            AgentRight::SeeCustomers
                | AgentRight::RequestRelationship
                | AgentRight::EndRelationship
                | AgentRight::RemoveDelegation
                | AgentRight::SeeAutopilot
                | AgentRight::AddAutopilotDevices
                | AgentRight::ManageAutopilot
                | AgentRight::SeeSubscriptions
                | AgentRight::BuySubscriptions
                | AgentRight::ReceiveEvents
        ),
        Action::SeeSubscriptions | Action::ReadCustomerDirectory | Action::ReadAuditLog => true,
        _ => false,
    }
}

const fn opened_by_graph(action: Action) -> &'static [ApiPermission] {
    match action {
        Action::ActAsAgent(right) => ApiPermission::for_agent_right(right),
        Action::ReadDirectoryOf(DirectoryPart::People) => &[ApiPermission::ReadUsers],
        Action::ReadDirectoryOf(DirectoryPart::Groups) => &[ApiPermission::ReadGroupMembers],
        Action::ReadDirectoryOf(DirectoryPart::RoleMembers) => &[ApiPermission::ReadRoleMembers],
        Action::ReadAuditLog => &[ApiPermission::ReadAuditLog],
        _ => &[],
    }
}
