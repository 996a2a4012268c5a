//! Grants: who may do what, where, when and why. Every kind of relationship is a source of grants; the
//! engine knows no other way to a right.

use std::sync::Arc;

use domain::{
    agent::Agent,
    id::{
        Assignment, GranularRelationship, Id, Link, Organization, ResellerRelationship,
        SubscriptionAssignment,
    },
    permission::PermissionSet,
    role::{DirectoryRole, Role},
    role_definition::RoleDefinition,
    subscription::SubscriptionRole,
    time::Time,
};

use crate::image::{OrganizationFacts, Positions, Reach};

/// Why a grant exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// A directory role of the caller's own organization.
    DirectoryRole(DirectoryRole),
    /// An assignment of the caller's own organization.
    OwnRole {
        /// The assignment.
        assignment: Id<Assignment>,
        /// Its role.
        role: Role,
    },
    /// An assignment within a partner link.
    PartnerRole {
        /// The link.
        link: Id<Link>,
        /// The assignment.
        assignment: Id<Assignment>,
        /// Its role.
        role: Role,
    },
    /// Delegated admin privileges of a reseller relationship. They give nothing in rooms.
    DelegatedAdmin {
        /// The relationship.
        relationship: Id<ResellerRelationship>,
        /// As what agent the caller holds them.
        agent: Agent,
    },
    /// An access assignment of a granular relationship. It gives nothing in rooms.
    GranularAdmin {
        /// The relationship.
        relationship: Id<GranularRelationship>,
        /// The role that it gives.
        role: &'static RoleDefinition,
    },
    /// A role on a subscription. It gives nothing outside of it.
    SubscriptionRole {
        /// The role assignment.
        assignment: Id<SubscriptionAssignment>,
        /// The role.
        role: SubscriptionRole,
    },
}

impl Source {
    /// Whether the right comes from the organization's own directory and roles (decision 6).
    pub const fn is_own(self) -> bool {
        matches!(self, Self::DirectoryRole(_) | Self::OwnRole { .. })
    }

    /// Whether the right opens the customer's controls over its partners: an own right, but not that of a Teams Devices
    /// Administrator (decision 7).
    pub const fn controls_partners(self) -> bool {
        self.is_own() && !matches!(self, Self::DirectoryRole(DirectoryRole::TeamsDevicesAdministrator))
    }

    /// The key of the role, for the audit log.
    pub fn role_key(self) -> String {
        match self {
            Self::DirectoryRole(role) => role.key().to_owned(),
            Self::OwnRole { role, .. } | Self::PartnerRole { role, .. } => role.key(),
            Self::DelegatedAdmin { agent, .. } => {
                agent.acts_as().map_or_else(String::new, |role| role.key.to_owned())
            }
            Self::GranularAdmin { role, .. } => role.key.to_owned(),
            Self::SubscriptionRole { role, .. } => role.key().to_owned(),
        }
    }
}

/// One right of the caller in one organization, in force at the moment and not denied.
#[derive(Clone, Copy, Debug)]
pub struct Grant<'a> {
    /// The organization whose rooms it is about.
    pub at: &'a Arc<OrganizationFacts>,
    /// Why it exists.
    pub source: Source,
    /// What it allows, under its ceiling.
    pub permissions: PermissionSet,
    /// Which rooms it names; none stands for all.
    pub reach: Option<&'a Reach>,
    /// The rooms of its link; none for an own right.
    pub ceiling: Option<&'a Reach>,
    /// The moment from which it counts no more.
    pub until: Option<Time>,
    /// The positions of the rooms that both cover; none stands for all.
    pub(crate) rooms: Option<&'a Arc<Positions>>,
}

impl Grant<'_> {
    /// The organization whose rooms it is about.
    pub fn tenant(&self) -> Id<Organization> {
        self.at.id
    }

    /// Whether it covers the room at a position.
    #[inline]
    pub fn covers(&self, room: usize) -> bool {
        self.rooms.is_none_or(|rooms| rooms.contains(room))
    }
}
