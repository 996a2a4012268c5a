//! What the engine knows of a caller when it decides.

use std::collections::BTreeSet;

use domain::{
    id::{Id, Organization, User},
    role::DirectoryRole,
    time::Time,
};

use crate::grant::{Grant, Reach, Source};

/// The facts about one caller at one moment, read in the transaction that uses the decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The moment of the decision.
    pub now: Time,
    /// The person.
    pub user: Id<User>,
    /// The account name, by which named-user invitations find the person.
    pub upn: String,
    /// The person's organization.
    pub organization: Id<Organization>,
    /// Whether person and organization are enabled; a disabled person has no rights.
    pub enabled: bool,
    /// Whether the organization is the operator of the server.
    pub is_operator: bool,
    /// Whether the organization has the partner capability.
    pub is_partner: bool,
    /// Directory roles, through groups or directly.
    pub directory_roles: BTreeSet<DirectoryRole>,
    /// Whether the person is a tenant manager.
    pub is_tenant_manager: bool,
    /// Assignments that reach the person, in the organizations concerned.
    pub assignments: Vec<Grant>,
    /// Customers that have blocked the person (decision 8).
    pub blocked_by: BTreeSet<Id<Organization>>,
}

impl Facts {
    /// Every grant that counts now: directory roles and assignments, without what a customer denied.
    pub fn grants(&self) -> impl Iterator<Item = Grant> {
        let directory = self.directory_roles.iter().map(|role| Grant {
            tenant: self.organization,
            source: Source::DirectoryRole(*role),
            permissions: role.permissions(),
            reach: Reach::ALL,
            ceiling: None,
            from: None,
            until: None,
        });
        directory
            .chain(self.assignments.iter().cloned())
            .filter(|grant| self.enabled && grant.in_force(self.now) && !self.is_denied(grant))
    }

    /// Whether the person holds a directory role and is enabled.
    pub fn has(&self, role: DirectoryRole) -> bool {
        self.enabled && self.directory_roles.contains(&role)
    }

    /// Global administrator or Managed Service Administrator of the own organization.
    pub fn is_service_administrator(&self) -> bool {
        self.has(DirectoryRole::GlobalAdministrator) || self.has(DirectoryRole::ManagedServiceAdministrator)
    }

    /// Whether the person may see and answer invitations to the organization.
    pub fn answers_invitations(&self) -> bool {
        self.enabled && self.is_partner && (self.is_tenant_manager || self.is_service_administrator())
    }

    /// The customer's denials win over grants from every source; an organization cannot deny its own people
    /// by a block.
    fn is_denied(&self, grant: &Grant) -> bool {
        grant.tenant != self.organization && self.blocked_by.contains(&grant.tenant)
    }
}
