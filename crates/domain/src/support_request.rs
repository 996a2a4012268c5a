//! Support requests: what a partner asks the vendor of a service on behalf of a customer (R-306, R-325, Q24). The vendor is the operator
//! of the server, who registers the services.
//!
//! Invariant: what happens to a request stands in [`Status::after`] alone, and what is closed stays closed.

use serde::{Deserialize, Serialize};

/// Longest description and message in characters.
pub const LONGEST_TEXT: usize = 4000;
/// How many messages a request has at most, so that its page stays one page.
pub const MOST_MESSAGES: i64 = 300;
/// How many requests of one partner are open at one customer at most.
pub const MOST_OPEN: i64 = 100;

/// Whether partners ask on behalf of customers that gave them no directory role (R-306, Q24).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WithoutRights {
    /// They do: the duty to support lasts as long as the reseller relationship.
    #[default]
    Allowed,
    /// They do not, until rights are there again.
    Refused,
}

impl WithoutRights {
    /// Every choice.
    pub const ALL: [Self; 2] = [Self::Allowed, Self::Refused];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::Refused => "refused",
        }
    }

    /// Whether somebody of a partner asks on behalf of a customer, holding a directory role there by delegation or not.
    pub const fn lets_open(self, holds_role: bool) -> bool {
        holds_role || matches!(self, Self::Allowed)
    }
}

impl std::str::FromStr for WithoutRights {
    type Err = UnknownChoice;

    fn from_str(text: &str) -> Result<Self, UnknownChoice> {
        Self::ALL.into_iter().find(|choice| choice.key() == text).ok_or(UnknownChoice)
    }
}

/// A word that is no choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`allowed` or `refused` is expected")]
pub struct UnknownChoice;

/// Who takes part in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The partner that asks on behalf of the customer.
    Partner,
    /// The customer on whose behalf is asked.
    Customer,
    /// The vendor that is asked.
    Vendor,
}

impl Side {
    /// Every side.
    pub const ALL: [Self; 3] = [Self::Partner, Self::Customer, Self::Vendor];

    /// The stable words, in the same order.
    pub const WORDS: [&'static str; 3] = ["partner", "customer", "vendor"];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Partner => "partner",
            Self::Customer => "customer",
            Self::Vendor => "vendor",
        }
    }

    /// The side of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|side| side.key() == key)
    }
}

/// How much the customer suffers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Work stands still.
    Critical,
    /// A main function is degraded.
    Important,
    /// Everything else, questions too.
    Minor,
}

impl Severity {
    /// Every severity, worst first.
    pub const ALL: [Self; 3] = [Self::Critical, Self::Important, Self::Minor];

    /// The stable words, in the same order.
    pub const WORDS: [&'static str; 3] = ["critical", "important", "minor"];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::Important => "important",
            Self::Minor => "minor",
        }
    }

    /// The severity of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.key() == key)
    }
}

/// Where a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// It waits for the vendor.
    Open,
    /// The vendor wrote last.
    Answered,
    /// Nothing is written any more.
    Closed,
}

/// What can happen to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// A side writes a message.
    Write(Side),
    /// A side closes it: the vendor when it is done, the partner when nothing is asked any more, the customer when it wants it not to
    /// be asked.
    Close(Side),
    /// The reseller relationship ends, and with it the duty to support.
    LoseRelationship,
}

impl Step {
    /// Every step.
    pub const ALL: [Self; 7] = [
        Self::Write(Side::Partner),
        Self::Write(Side::Customer),
        Self::Write(Side::Vendor),
        Self::Close(Side::Partner),
        Self::Close(Side::Customer),
        Self::Close(Side::Vendor),
        Self::LoseRelationship,
    ];
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 3] = [Self::Open, Self::Answered, Self::Closed];

    /// The stable words, in the same order.
    pub const WORDS: [&'static str; 3] = ["open", "answered", "closed"];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Answered => "answered",
            Self::Closed => "closed",
        }
    }

    /// The status of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.key() == key)
    }

    /// The status after a step, or `None` where it is not possible.
    pub const fn after(self, step: Step) -> Option<Self> {
        match (self, step) {
            (Self::Closed, _) => None,
            (_, Step::Write(Side::Vendor)) => Some(Self::Answered),
            (_, Step::Write(Side::Partner | Side::Customer)) => Some(Self::Open),
            (_, Step::Close(_) | Step::LoseRelationship) => Some(Self::Closed),
        }
    }

    /// Whether nothing more happens.
    pub const fn is_closed(self) -> bool {
        matches!(self, Self::Closed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// every status × every step of every side.
    #[test]
    fn every_status_and_step() {
        let (open, answered, closed) = (Some(Status::Open), Some(Status::Answered), Some(Status::Closed));
        // Open, answered, closed.
        let table = [
            (Step::Write(Side::Partner), [open, open, None]),
            (Step::Write(Side::Customer), [open, open, None]),
            (Step::Write(Side::Vendor), [answered, answered, None]),
            (Step::Close(Side::Partner), [closed, closed, None]),
            (Step::Close(Side::Customer), [closed, closed, None]),
            (Step::Close(Side::Vendor), [closed, closed, None]),
            (Step::LoseRelationship, [closed, closed, None]),
        ];
        assert_eq!(table.map(|row| row.0), Step::ALL);
        for (step, after) in table {
            assert_eq!(Status::ALL.map(|status| status.after(step)), after, "{step:?}");
        }
        assert_eq!(Status::ALL.map(Status::is_closed), [false, false, true]);
    }

    /// Q24: policy × rights.
    #[test]
    fn the_duty_to_support_is_the_operators_choice() {
        let table = [(WithoutRights::Allowed, [true, true]), (WithoutRights::Refused, [false, true])];
        assert_eq!(table.map(|row| row.0), WithoutRights::ALL);
        for (choice, expected) in table {
            assert_eq!([false, true].map(|holds_role| choice.lets_open(holds_role)), expected, "{choice:?}");
        }
        assert_eq!(WithoutRights::default(), WithoutRights::Allowed);
        assert_eq!(WithoutRights::ALL.map(|choice| choice.key().parse()), WithoutRights::ALL.map(Ok));
        assert_eq!("sometimes".parse::<WithoutRights>(), Err(UnknownChoice));
    }

    #[test]
    fn each_word_names_one() {
        assert_eq!(Side::WORDS.map(Side::from_key), Side::ALL.map(Some));
        assert_eq!(Severity::WORDS.map(Severity::from_key), Severity::ALL.map(Some));
        assert_eq!(Status::WORDS.map(Status::from_key), Status::ALL.map(Some));
        assert_eq!(Side::ALL.map(Side::key), Side::WORDS);
        assert_eq!(Severity::ALL.map(Severity::key), Severity::WORDS);
        assert_eq!(Status::ALL.map(Status::key), Status::WORDS);
    }
}
