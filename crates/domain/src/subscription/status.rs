//! Where a subscription stands (§4.8). What people do is kept; what time does is read off.

use crate::time::Time;

/// Where a subscription stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SubscriptionStatus {
    /// There is none yet.
    None,
    /// In use.
    Active,
    /// Bought, and not begun yet.
    Pending,
    /// Halted by its reseller, or by the customer where it has none.
    Suspended,
    /// Its term is over; it can still be renewed.
    Expired,
    /// Its term is over for so long that it can be renewed no more.
    Disabled,
    /// Cancelled for good.
    Deleted,
}

/// What can happen to a subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SubscriptionStep {
    /// A partner provisions it, or the customer adds one of its own.
    Provision,
    /// It gets another name.
    Rename,
    /// It gets more seats, or fewer.
    ChangeQuantity,
    /// It is halted.
    Suspend,
    /// It goes on.
    Resume,
    /// Its term goes on for another one.
    Renew,
    /// It ends for good.
    Cancel,
    /// Something in it is made, changed or deleted, or a licence assigned.
    Use,
}

/// For how long an expired subscription can be renewed, in days.
const GRACE: i64 = 30;

impl SubscriptionStatus {
    /// Every status.
    pub const ALL: [Self; 7] = [
        Self::None,
        Self::Active,
        Self::Pending,
        Self::Suspended,
        Self::Expired,
        Self::Disabled,
        Self::Deleted,
    ];

    /// The published words.
    pub const WORDS: [&'static str; 7] =
        ["none", "active", "pending", "suspended", "expired", "disabled", "deleted"];

    /// The published word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Active => "active",
            Self::Pending => "pending",
            Self::Suspended => "suspended",
            Self::Expired => "expired",
            Self::Disabled => "disabled",
            Self::Deleted => "deleted",
        }
    }

    /// The status of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.key() == key)
    }

    /// The status after a step, or `None` where it is not possible.
    pub const fn after(self, step: SubscriptionStep) -> Option<Self> {
        use SubscriptionStep as S;
        match (self, step) {
            (Self::None, S::Provision) | (Self::Suspended, S::Resume) | (Self::Expired, S::Renew) => {
                Some(Self::Active)
            }
            (Self::Active, S::ChangeQuantity | S::Renew | S::Use) => Some(Self::Active),
            (Self::Pending, S::ChangeQuantity) => Some(Self::Pending),
            (Self::Active, S::Suspend) => Some(Self::Suspended),
            (Self::None | Self::Deleted, _) => None,
            (_, S::Cancel) => Some(Self::Deleted),
            (_, S::Rename) => Some(self),
            _ => None,
        }
    }

    /// What a kept status has become by time: bought ones begin, and those with a term expire and are disabled.
    pub fn at(self, now: Time, starts_at: Time, ends_at: Option<Time>) -> Self {
        let grace = GRACE * 24 * 3_600_000_000;
        match (self, ends_at) {
            (Self::Active, _) if now < starts_at => Self::Pending,
            (Self::Active | Self::Suspended, Some(end)) if now.micros() >= end.micros() + grace => {
                Self::Disabled
            }
            (Self::Active, Some(end)) if now >= end => Self::Expired,
            _ => self,
        }
    }

    /// Whether it keeps the relationship with its reseller from ending.
    pub const fn is_running(self) -> bool {
        matches!(self, Self::Active | Self::Pending)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// §4.8: every status × every step.
    #[test]
    fn every_status_and_step() {
        use SubscriptionStatus as T;
        use SubscriptionStep as S;
        let to = |status| Some(status);
        let (active, over) = (to(T::Active), to(T::Deleted));
        let (held, halted, late, off) = (to(T::Pending), to(T::Suspended), to(T::Expired), to(T::Disabled));
        // None, active, pending, suspended, expired, disabled, deleted.
        let table = [
            (S::Provision, [active, None, None, None, None, None, None]),
            (S::Rename, [None, active, held, halted, late, off, None]),
            (S::ChangeQuantity, [None, active, held, None, None, None, None]),
            (S::Suspend, [None, halted, None, None, None, None, None]),
            (S::Resume, [None, None, None, active, None, None, None]),
            (S::Renew, [None, active, None, None, active, None, None]),
            (S::Cancel, [None, over, over, over, over, over, None]),
            (S::Use, [None, active, None, None, None, None, None]),
        ];
        for (step, after) in table {
            assert_eq!(T::ALL.map(|status| status.after(step)), after, "{step:?}");
        }
        assert_eq!(T::ALL.map(T::key), T::WORDS);
    }

    /// §4.8, R-308: what time makes of a kept status, and which keep the relationship from ending.
    #[test]
    fn time_goes_on() {
        use SubscriptionStatus as T;
        let day = |n: i64| Time::from_micros(n * 24 * 3_600_000_000);
        let (start, end) = (day(10), Some(day(40)));
        for (kept, now, said) in [
            (T::Active, 9, T::Pending),
            (T::Active, 10, T::Active),
            (T::Active, 39, T::Active),
            (T::Active, 40, T::Expired),
            (T::Active, 69, T::Expired),
            (T::Active, 70, T::Disabled),
            (T::Suspended, 41, T::Suspended),
            (T::Suspended, 70, T::Disabled),
            (T::Deleted, 70, T::Deleted),
        ] {
            assert_eq!(kept.at(day(now), start, end), said, "{kept:?} on day {now}");
        }
        assert_eq!(T::Active.at(day(1000), start, None), T::Active);
        let running: Vec<_> = T::ALL.into_iter().filter(|status| status.is_running()).collect();
        assert_eq!(running, [T::Active, T::Pending]);
    }
}
