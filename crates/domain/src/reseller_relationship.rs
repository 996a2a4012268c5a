//! The reseller relationship between a customer and a partner, and the delegated admin privileges (DAP) that may come with it (state
//! machine 3.7, R-300– ).
//!
//! Invariant: only the customer's own people let either begin (decision 6); privileges never outlive the relationship.

/// Where a customer and a partner stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// No relationship.
    None,
    /// A relationship without privileges.
    Reseller,
    /// A relationship with privileges.
    Delegated,
}

/// What can happen between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ResellerStep {
    /// A Global administrator of the customer accepts a request.
    Accept {
        /// Whether it asks for privileges.
        with_privileges: bool,
    },
    /// A Global administrator of the customer takes the privileges away.
    RemovePrivileges,
    /// An Admin agent of the partner gives them back.
    ReturnPrivileges,
    /// Nobody used the privileges for 90 days, and the operator has such end.
    LapsePrivileges,
    /// A Global administrator of the customer lets privileges be again that were before.
    RestorePrivileges,
    /// A Global administrator of the partner ends the relationship.
    End {
        /// Whether something that was bought still runs.
        with_active_subscriptions: bool,
    },
    /// A Global administrator of the customer ends the relationship, whatever still runs (decision 4): what was bought stays.
    EndByCustomer,
}

impl Standing {
    /// Every standing.
    pub const ALL: [Self; 3] = [Self::None, Self::Reseller, Self::Delegated];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Reseller => "reseller",
            Self::Delegated => "delegated",
        }
    }

    /// The standing of a stored relationship.
    pub const fn of(has_privileges: bool) -> Self {
        if has_privileges { Self::Delegated } else { Self::Reseller }
    }

    /// The standing after a step, or `None` where it is not possible. To accept twice changes nothing.
    pub const fn after(self, step: ResellerStep) -> Option<Self> {
        use ResellerStep as S;
        match (self, step) {
            (Self::Delegated, S::Accept { .. }) | (_, S::Accept { with_privileges: true }) => {
                Some(Self::Delegated)
            }
            (_, S::Accept { with_privileges: false }) => Some(Self::Reseller),
            (Self::Delegated, S::RemovePrivileges | S::ReturnPrivileges | S::LapsePrivileges) => {
                Some(Self::Reseller)
            }
            (Self::Reseller, S::RestorePrivileges) => Some(Self::Delegated),
            (
                Self::Reseller | Self::Delegated,
                S::End { with_active_subscriptions: false } | S::EndByCustomer,
            ) => Some(Self::None),
            _ => None,
        }
    }
}

/// Who ended delegated admin privileges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EndedBy {
    /// The customer.
    Customer,
    /// The partner itself.
    Partner,
    /// Steward, because nobody used them.
    System,
    /// Steward, since a granular relationship took their place.
    Migration,
}

impl EndedBy {
    /// Both sides, and Steward.
    pub const ALL: [Self; 4] = [Self::Customer, Self::Partner, Self::System, Self::Migration];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Partner => "partner",
            Self::System => "system",
            Self::Migration => "migration",
        }
    }

    /// The side of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|side| side.key() == key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// State machine 3.7: every standing × every step.
    #[test]
    fn every_standing_and_step() {
        use ResellerStep as S;
        use Standing::{Delegated as D, None as N, Reseller as R};
        let table = [
            (S::Accept { with_privileges: true }, [Some(D), Some(D), Some(D)]),
            (S::Accept { with_privileges: false }, [Some(R), Some(R), Some(D)]),
            (S::RemovePrivileges, [None, None, Some(R)]),
            (S::ReturnPrivileges, [None, None, Some(R)]),
            (S::LapsePrivileges, [None, None, Some(R)]),
            (S::RestorePrivileges, [None, Some(D), None]),
            (S::End { with_active_subscriptions: false }, [None, Some(N), Some(N)]),
            (S::End { with_active_subscriptions: true }, [None, None, None]),
            (S::EndByCustomer, [None, Some(N), Some(N)]),
        ];
        for (step, after) in table {
            assert_eq!(Standing::ALL.map(|standing| standing.after(step)), after, "{step:?}");
        }
    }
}
