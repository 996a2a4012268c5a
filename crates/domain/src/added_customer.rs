//! A customer that a partner added: an organization of its own from its first moment, which the partner asks for relationships (R-391,
//! R-420, decision 6).
//!
//! Invariant: adding gives nothing; until the customer accepts, what stands is a request, and it lapses.

use crate::text::{DomainName, TextError};

/// After how many days without an answer what was asked for lapses.
pub const DAYS_TO_ANSWER: i64 = 30;
/// How many customers a partner may try to add in an hour: each try tells whether a domain is taken.
pub const TRIES_AN_HOUR: usize = 20;
/// How many customers of a partner may wait for an answer at once.
pub const MOST_WAITING: i64 = 100;
/// The name of the first administrator's account, below the customer's domain.
pub const ADMINISTRATOR: &str = "admin";

/// Where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AddedState {
    /// The customer has not answered yet.
    Waiting,
    /// The customer accepted the reseller relationship.
    Accepted,
    /// The customer declined.
    Declined,
    /// The partner took it back.
    Withdrawn,
    /// Nobody answered in time.
    Expired,
}

/// What can happen to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AddedStep {
    /// A Global administrator of the customer accepts the reseller relationship.
    Accept,
    /// A Global administrator of the customer declines what is asked for.
    Decline,
    /// The partner takes it back.
    Withdraw,
    /// Nobody answered in time.
    Lapse,
}

impl AddedState {
    /// Every state.
    pub const ALL: [Self; 5] =
        [Self::Waiting, Self::Accepted, Self::Declined, Self::Withdrawn, Self::Expired];

    /// Their words, in the same order.
    pub const WORDS: [&str; 5] = ["waiting", "accepted", "declined", "withdrawn", "expired"];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
        }
    }

    /// The state of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.key() == key)
    }

    /// The state after a step, or `None` where it is not possible: what was settled stays so.
    pub const fn after(self, step: AddedStep) -> Option<Self> {
        match (self, step) {
            (Self::Waiting, AddedStep::Accept) => Some(Self::Accepted),
            (Self::Waiting, AddedStep::Decline) => Some(Self::Declined),
            (Self::Waiting, AddedStep::Withdraw) => Some(Self::Withdrawn),
            (Self::Waiting, AddedStep::Lapse) => Some(Self::Expired),
            _ => None,
        }
    }
}

/// The domain of a new customer: one label below the domain that the operator set aside for them. Labels in another script stay out, since
/// they are read as what they are not.
pub fn domain_below(base: &DomainName, label: &str) -> Result<DomainName, TextError> {
    let label = label.trim().to_lowercase();
    if label.is_empty() {
        return Err(TextError::Empty);
    }
    if label.contains('.') || label.starts_with("xn--") {
        return Err(TextError::NotADomain);
    }
    DomainName::parse(&format!("{label}.{base}"))
}

/// A domain and every domain above it that can belong to somebody, itself first.
pub fn with_those_above(domain: &DomainName) -> Vec<String> {
    let mut rest = domain.as_str();
    let mut all = vec![rest.to_owned()];
    while let Some((_, above)) = rest.split_once('.') {
        if above.contains('.') {
            all.push(above.to_owned());
        }
        rest = above;
    }
    all
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// R-391, decision 6: what waits is settled once, by either side or by time; every state × every step.
    #[test]
    fn what_waits_is_settled_once() {
        let steps = [AddedStep::Accept, AddedStep::Decline, AddedStep::Withdraw, AddedStep::Lapse];
        for state in AddedState::ALL {
            let after = steps.map(|step| state.after(step).map(AddedState::key));
            if state == AddedState::Waiting {
                assert_eq!(after, [Some("accepted"), Some("declined"), Some("withdrawn"), Some("expired")]);
            } else {
                assert_eq!(after, [None; 4], "{state:?}");
            }
            assert_eq!(AddedState::from_key(state.key()), Some(state));
        }
        assert_eq!(AddedState::ALL.map(AddedState::key), AddedState::WORDS);
    }

    #[test]
    fn domains_lie_one_label_below() {
        let base = DomainName::parse("customers.example.net").unwrap();
        let below = |label: &str| domain_below(&base, label).map(|domain| domain.to_string());
        assert_eq!(below(" Contoso "), Ok("contoso.customers.example.net".to_owned()));
        assert_eq!(below(""), Err(TextError::Empty));
        for label in ["a.b", ".", "-a", "a-", "a_b", "xn--e1afmkfd", "ä", "a b", "a@b", &"a".repeat(64)] {
            assert_eq!(below(label), Err(TextError::NotADomain), "{label}");
        }
    }

    #[test]
    fn a_domain_stands_below_others() {
        let domain = DomainName::parse("a.b.contoso.example").unwrap();
        assert_eq!(
            with_those_above(&domain),
            ["a.b.contoso.example", "b.contoso.example", "contoso.example"]
        );
    }
}
