//! Roles on a subscription: what each opens, and which of them its holder may give on.

use serde::{Deserialize, Serialize};

/// What a role on a subscription may open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SubscriptionRight {
    /// See the subscription, its resources and the role assignments of one's own organization.
    See,
    /// Make, start, stop and delete resources.
    ManageResources,
    /// Give roles to others of one's own organization, and take them back.
    AssignRoles,
}

impl SubscriptionRight {
    /// Every right.
    pub const ALL: [Self; 3] = [Self::See, Self::ManageResources, Self::AssignRoles];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::See => "see_subscription",
            Self::ManageResources => "manage_resources",
            Self::AssignRoles => "assign_subscription_roles",
        }
    }
}

/// A role on a subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubscriptionRole {
    /// Everything.
    Owner,
    /// Resources, but no roles.
    Contributor,
    /// Looking alone.
    Reader,
    /// Looking, and roles.
    UserAccessAdministrator,
}

impl SubscriptionRole {
    /// Every role.
    pub const ALL: [Self; 4] = [Self::Owner, Self::Contributor, Self::Reader, Self::UserAccessAdministrator];

    /// The words of every role.
    pub const WORDS: [&'static str; 4] = ["owner", "contributor", "reader", "user_access_administrator"];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Contributor => "contributor",
            Self::Reader => "reader",
            Self::UserAccessAdministrator => "user_access_administrator",
        }
    }

    /// The role of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.key() == key)
    }

    /// Whether it opens a right.
    pub const fn allows(self, right: SubscriptionRight) -> bool {
        match right {
            SubscriptionRight::See => true,
            SubscriptionRight::ManageResources => matches!(self, Self::Owner | Self::Contributor),
            SubscriptionRight::AssignRoles => matches!(self, Self::Owner | Self::UserAccessAdministrator),
        }
    }

    /// Whether whoever holds it may give a role to others, or take it: nobody more than they hold themselves.
    pub fn confers(self, role: Self) -> bool {
        self.allows(SubscriptionRight::AssignRoles)
            && SubscriptionRight::ALL.into_iter().all(|right| !role.allows(right) || self.allows(right))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// what each role opens and which it may give on, cell by cell.
    #[test]
    fn roles_open_what_the_table_says() {
        use SubscriptionRole as R;
        let table = [
            (R::Owner, [true, true, true], [true, true, true, true]),
            (R::Contributor, [true, true, false], [false, false, false, false]),
            (R::Reader, [true, false, false], [false, false, false, false]),
            (R::UserAccessAdministrator, [true, false, true], [false, false, true, true]),
        ];
        assert_eq!(table.map(|row| row.0), R::ALL);
        for (role, opens, confers) in table {
            assert_eq!(SubscriptionRight::ALL.map(|right| role.allows(right)), opens, "{role:?}");
            assert_eq!(R::ALL.map(|other| role.confers(other)), confers, "{role:?}");
        }
        assert_eq!(R::ALL.map(R::key), R::WORDS);
    }
}
