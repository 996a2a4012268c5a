//! Distribution: an indirect reseller sells through an indirect provider.
//!
//! Invariant: it gives neither anything at a customer; a customer takes on each of the two by itself, or both at once.

use crate::id::{Id, Organization};

/// Whom a request of a partner asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Asks {
    /// A customer, to buy from the partner.
    Customer,
    /// A customer, to buy from the partner as indirect reseller and from this indirect provider at once.
    CustomerWith(Id<Organization>),
    /// Another partner, to sell through the partner as indirect provider.
    Partner,
}

impl Asks {
    /// What is stored: whether partners are asked, and the indirect provider.
    pub const fn stored(self) -> (bool, Option<Id<Organization>>) {
        match self {
            Self::Customer => (false, None),
            Self::CustomerWith(provider) => (false, Some(provider)),
            Self::Partner => (true, None),
        }
    }

    /// The opposite of [`stored`](Self::stored).
    pub const fn of(asks_partners: bool, provider: Option<Id<Organization>>) -> Self {
        match (asks_partners, provider) {
            (true, _) => Self::Partner,
            (false, Some(provider)) => Self::CustomerWith(provider),
            (false, None) => Self::Customer,
        }
    }

    /// The indirect provider that is asked for too.
    pub const fn provider(self) -> Option<Id<Organization>> {
        self.stored().1
    }
}

/// What an organization is in a distribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// It provides: others sell through it.
    Provider,
    /// It sells through another.
    Reseller,
}

impl Part {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Provider, Self::Reseller];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Provider => "indirectProvider",
            Self::Reseller => "indirectReseller",
        }
    }

    /// The part of the other side.
    pub const fn other(self) -> Self {
        match self {
            Self::Provider => Self::Reseller,
            Self::Reseller => Self::Provider,
        }
    }
}
