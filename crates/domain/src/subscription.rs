//! Subscriptions of an organization (R-340–R-345, §4.8): what it bought, from whom, and where it stands.
//!
//! Two kinds: what is metered holds resources, which open by roles on the subscription alone; licences have seats, which directory roles
//! give to people. Invariant: who provisioned a subscription never changes, and neither a relationship nor delegation opens what is inside
//! one.

mod resource;
mod role;
mod status;
mod term;

pub use resource::{ResourceState, ResourceStep};
pub use role::{SubscriptionRight, SubscriptionRole};
pub use status::{SubscriptionStatus, SubscriptionStep};
pub use term::{end_of_term, is_renewable};

/// What a subscription consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SubscriptionKind {
    /// It holds resources, paid by what they use.
    Metered,
    /// It gives licences to people: as many as its quantity.
    Licences,
}

impl SubscriptionKind {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::Metered, Self::Licences];

    /// The words of every kind.
    pub const WORDS: [&'static str; 2] = ["metered", "licences"];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Metered => "metered",
            Self::Licences => "licences",
        }
    }

    /// The kind of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// The most seats of a subscription.
pub const MOST_SEATS: i64 = 100_000;
/// The longest term of an offer in months.
pub const LONGEST_TERM: i64 = 60;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_have_their_words() {
        assert_eq!(SubscriptionKind::ALL.map(SubscriptionKind::key), SubscriptionKind::WORDS);
        assert_eq!(SubscriptionKind::from_key("metered"), Some(SubscriptionKind::Metered));
    }
}
