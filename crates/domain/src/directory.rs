//! The directory of an organization: people and security groups as principals (R-114, decision 16).

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::id::{Id, SecurityGroup, User};

/// Who can hold a role: a person or a security group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "camelCase")]
pub enum Principal {
    /// A person.
    User(Id<User>),
    /// A security group; stands for its enabled members, nested groups included.
    SecurityGroup(Id<SecurityGroup>),
}

/// A part of the directory that is looked up by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DirectoryPart {
    /// The people.
    People,
    /// The security groups with their members.
    Groups,
    /// Who holds which directory role.
    RoleMembers,
}

/// What somebody of a partner changes in a customer's directory by a directory role that they hold there by delegation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DirectoryRight {
    /// Adds people, changes their records, enables and disables them.
    ManagePeople,
    /// Has a link mailed to a person, by which that person sets a password.
    SendPasswordLinks,
    /// Makes, edits and deletes security groups, and says who is in them.
    ManageGroups,
}

impl DirectoryRight {
    /// Every right.
    pub const ALL: [Self; 3] = [Self::ManagePeople, Self::SendPasswordLinks, Self::ManageGroups];
}

impl Principal {
    /// The raw identifier, whatever the kind.
    pub const fn uuid(self) -> Uuid {
        match self {
            Self::User(id) => id.uuid(),
            Self::SecurityGroup(id) => id.uuid(),
        }
    }

    /// The word of the kind in storage and API.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::User(_) => "user",
            Self::SecurityGroup(_) => "securityGroup",
        }
    }

    /// From the stored word and identifier.
    pub fn new(kind: &str, id: Uuid) -> Option<Self> {
        match kind {
            "user" => Some(Self::User(Id::new(id))),
            "securityGroup" => Some(Self::SecurityGroup(Id::new(id))),
            _ => None,
        }
    }
}
