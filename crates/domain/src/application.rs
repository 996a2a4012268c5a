//! Applications: programs that an organization registers, and what each may do over the published surfaces (§4.1, §4.7, decision 7).
//!
//! Invariant: a permission of an application never reaches beyond its own organization and what the engine gives that organization
//! with its customers.

use serde::{Deserialize, Serialize};

use crate::{
    agent::AgentRight,
    time::{HOUR, MINUTE},
};

/// How many applications an organization has at most.
pub const MOST_APPLICATIONS: i64 = 200;
/// How many secrets an application has at once, so that one follows another without a gap.
pub const MOST_SECRETS: i64 = 10;
/// How many redirect addresses an application has at most.
pub const MOST_REDIRECTS: usize = 20;
/// The longest life of a secret, in days.
pub const MOST_DAYS: i64 = 730;
/// How long a token lives, in microseconds.
pub const TOKEN_LIFE: i64 = HOUR;
/// How long a person's consent can be turned into a token, in microseconds (RFC 6749, 4.1.2: ten minutes at most).
pub const CODE_LIFE: i64 = 5 * MINUTE;
/// Which published interface a call of an application comes by; each has permissions of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Surface {
    /// Microsoft Graph's (§4.1–§4.6).
    Graph,
    /// Partner Center's (§4.7–§4.10), where an application acts for a person alone.
    PartnerCenter,
}

/// What an application may do, by the published name of the permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ApiPermission {
    /// Read granular relationships of the own organization as a partner (§4.1).
    #[serde(rename = "DelegatedAdminRelationship.Read.All")]
    ReadDelegation,
    /// Read and change them, and give their roles to groups (§4.1).
    #[serde(rename = "DelegatedAdminRelationship.ReadWrite.All")]
    WriteDelegation,
    /// Read the people of the own organization.
    #[serde(rename = "User.Read.All")]
    ReadUsers,
    /// Read the security groups of the own organization with their members.
    #[serde(rename = "GroupMember.Read.All")]
    ReadGroupMembers,
    /// Read who holds directory roles in the own organization.
    #[serde(rename = "RoleManagement.Read.Directory")]
    ReadRoleMembers,
    /// Read the audit log of the own organization (decision 7).
    #[serde(rename = "AuditLog.Read.All")]
    ReadAuditLog,
    /// Act for a person over Partner Center's surface (§4.7): App+User authentication, never an application by itself.
    #[serde(rename = "user_impersonation")]
    ActForPeople,
}

impl ApiPermission {
    /// Every permission.
    pub const ALL: [Self; 7] = [
        Self::ReadDelegation,
        Self::WriteDelegation,
        Self::ReadUsers,
        Self::ReadGroupMembers,
        Self::ReadRoleMembers,
        Self::ReadAuditLog,
        Self::ActForPeople,
    ];

    /// The published name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::ReadDelegation => "DelegatedAdminRelationship.Read.All",
            Self::WriteDelegation => "DelegatedAdminRelationship.ReadWrite.All",
            Self::ReadUsers => "User.Read.All",
            Self::ReadGroupMembers => "GroupMember.Read.All",
            Self::ReadRoleMembers => "RoleManagement.Read.Directory",
            Self::ReadAuditLog => "AuditLog.Read.All",
            Self::ActForPeople => "user_impersonation",
        }
    }

    /// The permission of a published name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|permission| permission.key() == key)
    }

    /// Whether it is for a person who consented alone, so that no application has it by itself.
    pub const fn is_delegated_only(self) -> bool {
        matches!(self, Self::ActForPeople)
    }

    /// Whether it is one of Partner Center's surface, which reaches every customer of a partner.
    pub const fn is_of_partner_center(self) -> bool {
        matches!(self, Self::ActForPeople)
    }

    /// Whether it is about what customers delegated.
    pub const fn is_of_delegation(self) -> bool {
        matches!(self, Self::ReadDelegation | Self::WriteDelegation)
    }

    /// The permissions any of which a right of agents needs; none for a right that no application has.
    pub const fn for_agent_right(right: AgentRight) -> &'static [Self] {
        match right {
            AgentRight::SeeDelegation => &[Self::ReadDelegation, Self::WriteDelegation],
            AgentRight::RequestDelegation | AgentRight::AssignDelegation | AgentRight::RemoveDelegation => {
                &[Self::WriteDelegation]
            }
            _ => &[],
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// §4.1: the permissions have their published names, and the stored form is the name.
    #[test]
    fn permissions_are_known_by_their_names() {
        for permission in ApiPermission::ALL {
            assert_eq!(ApiPermission::from_key(permission.key()), Some(permission));
            assert_eq!(serde_json::to_string(&permission).unwrap(), format!("\"{}\"", permission.key()));
        }
        assert_eq!(ApiPermission::from_key("Directory.ReadWrite.All"), None);
        let delegated: Vec<_> = ApiPermission::ALL.into_iter().filter(|it| it.is_delegated_only()).collect();
        assert_eq!(delegated, [ApiPermission::from_key("user_impersonation").unwrap()]);
    }

    /// §4.1: reading needs either permission of delegation, changing the second; nothing else of an agent is open to applications.
    #[test]
    fn rights_of_agents_need_the_published_permissions() {
        use ApiPermission::{ReadDelegation, WriteDelegation};
        for right in AgentRight::ALL {
            let expected: &[ApiPermission] = match right {
                AgentRight::SeeDelegation => &[ReadDelegation, WriteDelegation],
                AgentRight::RequestDelegation
                | AgentRight::AssignDelegation
                | AgentRight::RemoveDelegation => &[WriteDelegation],
                _ => &[],
            };
            assert_eq!(ApiPermission::for_agent_right(right), expected, "{right:?}");
        }
    }
}
