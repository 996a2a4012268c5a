//! Invitations: the offer of a customer to a partner (R-020–R-050; state machines 3.1 and 3.2).

use serde::{Deserialize, Serialize};

use crate::time::{DAY, Time};

/// The two generations of invitations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvitationKind {
    /// Addressed to the organization that owns a domain (2022 model).
    Domain,
    /// Addressed to one named person (2021 model).
    NamedUser,
}

impl InvitationKind {
    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Domain => "domain",
            Self::NamedUser => "named_user",
        }
    }

    /// The kind of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Domain, Self::NamedUser].into_iter().find(|kind| kind.key() == key)
    }
}

/// The state of an invitation. All but Pending are final.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvitationState {
    /// Sent and not answered.
    Pending,
    /// Accepted by the partner.
    Accepted,
    /// Denied by the partner.
    Denied,
    /// Taken back by the customer, or by the partner's loss of eligibility.
    Withdrawn,
    /// Not answered in time.
    Expired,
}

impl InvitationState {
    /// Every state.
    pub const ALL: [Self; 5] = [Self::Pending, Self::Accepted, Self::Denied, Self::Withdrawn, Self::Expired];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Accepted => "accepted",
            Self::Denied => "denied",
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
        }
    }

    /// The state of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.key() == key)
    }

    /// The state at a moment: what is stored as Pending is Expired from `expires_at` on, whether or not
    /// a job has written that down yet.
    pub fn at(self, now: Time, expires_at: Time) -> Self {
        if self == Self::Pending && now >= expires_at { Self::Expired } else { self }
    }

    /// The state after an answer, or why there can be none.
    pub const fn after(self, answer: Answer) -> Result<Self, NotPending> {
        match (self, answer) {
            (Self::Pending, Answer::Accept) => Ok(Self::Accepted),
            (Self::Pending, Answer::Deny) => Ok(Self::Denied),
            (Self::Pending, Answer::Withdraw) => Ok(Self::Withdrawn),
            (Self::Pending, Answer::Expire) => Ok(Self::Expired),
            (state, _) => Err(NotPending(state)),
        }
    }
}

/// What can end the wait of an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The partner accepts.
    Accept,
    /// The partner denies.
    Deny,
    /// The customer takes it back, or the partner loses its eligibility.
    Withdraw,
    /// Time runs out.
    Expire,
}

/// The invitation was answered or ended before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the invitation is no longer pending")]
pub struct NotPending(pub InvitationState);

/// For how many days an invitation waits: 1 to 30.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValidDays(u8);

impl ValidDays {
    /// Named-user invitations wait 30 days (state machine 3.2).
    pub const NAMED_USER: Self = Self(30);

    /// A whole number from 1 to 30, as typed.
    pub fn parse(text: &str) -> Option<Self> {
        text.trim().parse::<u8>().ok().filter(|days| (1..=30).contains(days)).map(Self)
    }

    /// The number of days.
    pub const fn get(self) -> u8 {
        self.0
    }

    /// `sent + days × 24 h`.
    pub const fn expires_at(self, sent: Time) -> Time {
        sent.plus(self.0 as i64 * DAY)
    }
}

/// The terms a customer agrees to when it sends an invitation. The text is in the message catalogs; the
/// hash of the English text is kept as evidence.
pub const TERMS_VERSION: &str = "2026-11";

#[cfg(test)]
mod tests {
    use super::*;

    /// 1 to 30 whole days of 24 hours; nothing else is a number of days.
    #[test]
    fn days_are_whole_and_from_1_to_30() {
        for bad in ["0", "31", "x", "", "1.5", "-1", "300"] {
            assert!(ValidDays::parse(bad).is_none(), "{bad}");
        }
        let days = ValidDays::parse(" 30 ");
        assert_eq!(
            days.map(|days| days.expires_at(Time::from_micros(5))),
            Some(Time::from_micros(5 + 30 * DAY))
        );
    }

    /// State machine 3.1 with decision 10: only Pending can be answered, and time decides before the answer.
    #[test]
    fn only_pending_can_be_answered() {
        use InvitationState::*;
        let answers = [
            (Answer::Accept, Accepted),
            (Answer::Deny, Denied),
            (Answer::Withdraw, Withdrawn),
            (Answer::Expire, Expired),
        ];
        for (answer, to) in answers {
            assert_eq!(Pending.after(answer), Ok(to));
            for final_state in [Accepted, Denied, Withdrawn, Expired] {
                assert_eq!(final_state.after(answer), Err(NotPending(final_state)));
            }
        }
        let (sent, end) = (Time::from_micros(0), Time::from_micros(DAY));
        assert_eq!(Pending.at(sent, end), Pending);
        assert_eq!(Pending.at(end, end), Expired);
        assert_eq!(Accepted.at(end, end), Accepted);
    }
}
