//! Through what a caller acts: as themselves, by what a customer delegated and nothing else, or by the token of an application (§4.1).
//!
//! Invariant: a token never adds to what a person may do, and opens to nobody what is not open to applications.

use std::collections::BTreeSet;

use domain::{
    application::ApiPermission,
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
    /// By an application that a person lets act for them: what the person may do and the token allows.
    Delegation(Id<Application>, BTreeSet<ApiPermission>),
    /// As an application of the organization itself: its permissions are its rights.
    Application(Id<Application>, BTreeSet<ApiPermission>),
}

impl Through {
    /// The permissions that cut what can be asked for; none where nothing is cut.
    pub(crate) const fn permissions(&self) -> Option<&BTreeSet<ApiPermission>> {
        match self {
            Self::Themselves | Self::DelegatedRoles => None,
            Self::Delegation(_, permissions) | Self::Application(_, permissions) => Some(permissions),
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
            Self::Delegation(application, _) | Self::Application(application, _) => Some(*application),
            Self::Themselves | Self::DelegatedRoles => None,
        }
    }
}

/// The permissions any of which an action needs when it is asked for by the token of an application; none for an action that people
/// alone may ask for.
pub(crate) const fn opened_by(action: Action) -> &'static [ApiPermission] {
    match action {
        Action::ActAsAgent(right) => ApiPermission::for_agent_right(right),
        Action::ReadDirectoryOf(DirectoryPart::People) => &[ApiPermission::ReadUsers],
        Action::ReadDirectoryOf(DirectoryPart::Groups) => &[ApiPermission::ReadGroupMembers],
        Action::ReadDirectoryOf(DirectoryPart::RoleMembers) => &[ApiPermission::ReadRoleMembers],
        Action::ReadAuditLog => &[ApiPermission::ReadAuditLog],
        _ => &[],
    }
}
