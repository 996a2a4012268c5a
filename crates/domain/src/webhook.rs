//! Webhooks: what programs of an organization are told over HTTP, and when it is tried again.

use crate::{
    id::{Id, Organization},
    notification::Occasion,
    partner_event::PartnerEvent,
    time::{DAY, HOUR, MINUTE, SECOND},
};

/// How many webhooks an organization has at most.
pub const MOST_WEBHOOKS: i64 = 50;
/// How many customers a webhook names at most.
pub const MOST_CUSTOMERS: usize = 200;
/// How many teams a webhook names at most.
pub const MOST_TEAMS: usize = 50;
/// For how long a message is tried to be delivered.
pub const GIVEN_UP_AFTER: i64 = 7 * DAY;
/// How long is kept what became of a message.
pub const KEPT: i64 = 30 * DAY;
/// For how long the secret before still signs after it was changed.
pub const OLD_SECRET_SIGNS: i64 = 24 * HOUR;
/// What a signing secret begins with.
pub const SECRET_MARK: &str = "whsec_";

/// The pauses after the first tries that failed; every further one is the last of these.
const PAUSES: [i64; 9] =
    [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];

/// The pause after a try that failed, in microseconds; `luck` makes it up to a tenth longer, so that what failed together does
/// not come back together.
pub fn pause_after(tries: i64, luck: u8) -> i64 {
    let nth = usize::try_from(tries.saturating_sub(1).max(0)).unwrap_or(usize::MAX);
    let pause = PAUSES.get(nth).or(PAUSES.last()).copied().unwrap_or(DAY);
    pause + pause / 10 * i64::from(luck) / 255
}

/// What a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Told {
    /// Something that people are told by e-mail as well.
    Of(Occasion),
    /// A try of a webhook that somebody asked for.
    Test,
    /// Something that a partner is told at Partner Center's surface.
    Partner(PartnerEvent),
}

impl Told {
    /// What a webhook can be told of, in the order in which it is offered.
    pub const EVENTS: [Occasion; 7] = Occasion::ALL;

    /// The type of the message, as receivers read it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Of(occasion) => event_type(occasion),
            Self::Test => "test",
            Self::Partner(event) => event.key(),
        }
    }

    /// What it is about, by its type.
    pub fn from_key(key: &str) -> Option<Self> {
        if key == "test" {
            return Some(Self::Test);
        }
        occasion(key).map(Self::Of).or_else(|| PartnerEvent::from_key(key).map(Self::Partner))
    }

    /// Whether it tries a webhook, so that it is sent once alone.
    pub const fn is_test(self) -> bool {
        matches!(self, Self::Test | Self::Partner(PartnerEvent::Test))
    }
}

/// The type of message by which an occasion is told.
pub const fn event_type(occasion: Occasion) -> &'static str {
    match occasion {
        Occasion::TicketOpened => "ticket.opened",
        Occasion::TicketReactivated => "ticket.reactivated",
        Occasion::TicketRaised => "ticket.raised",
        Occasion::IssueRecorded => "issue.recorded",
        Occasion::TicketResolved => "ticket.resolved",
        Occasion::TicketClosed => "ticket.closed",
        Occasion::Notice => "notice.left",
    }
}

/// The occasion of a type of message.
pub fn occasion(event_type: &str) -> Option<Occasion> {
    Told::EVENTS.into_iter().find(|it| self::event_type(*it) == event_type)
}

/// Of which part of what its owner sees a webhook is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Covers {
    /// The organization's own rooms, and notices about itself.
    Own,
    /// The rooms of its customers, and notices about them.
    Customers,
}

impl Covers {
    /// Both parts.
    pub const ALL: [Self; 2] = [Self::Own, Self::Customers];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Customers => "customers",
        }
    }

    /// The part of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|covers| covers.key() == key)
    }

    /// The part in which an organization lies.
    pub fn of(home: Id<Organization>, within: Id<Organization>) -> Self {
        if home == within { Self::Own } else { Self::Customers }
    }
}

/// In which form a webhook is told, and how its messages are signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Envelope {
    /// As Standard Webhooks says, signed by a secret of the webhook.
    Standard,
    /// As Partner Center does, signed by a key of the server whose certificate everybody can read (§4.10).
    PartnerCenter,
}

impl Envelope {
    /// Both forms.
    pub const ALL: [Self; 2] = [Self::Standard, Self::PartnerCenter];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::PartnerCenter => "partnerCenter",
        }
    }

    /// The form of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|envelope| envelope.key() == key)
    }
}

/// Where a message stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DeliveryState {
    /// It is tried, or tried again.
    Waiting,
    /// The receiver said yes.
    Delivered,
    /// The owner of the webhook may not know it (any more): nothing was told.
    Withheld,
    /// The receiver did not say yes for as long as it was tried.
    Failed,
    /// The webhook was switched off before.
    Dropped,
}

impl DeliveryState {
    /// Every state.
    pub const ALL: [Self; 5] = [Self::Waiting, Self::Delivered, Self::Withheld, Self::Failed, Self::Dropped];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Delivered => "delivered",
            Self::Withheld => "withheld",
            Self::Failed => "failed",
            Self::Dropped => "dropped",
        }
    }

    /// The state of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.key() == key)
    }
}

/// Why a try had no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unreached {
    /// The address is not one that may be called.
    NotAllowed,
    /// The name of the receiver leads nowhere.
    NoSuchHost,
    /// Nobody listens there, or the connection broke.
    NoConnection,
    /// The receiver does not prove who it is.
    Untrusted,
    /// It took too long.
    TimedOut,
}

impl Unreached {
    /// Every reason.
    pub const ALL: [Self; 5] =
        [Self::NotAllowed, Self::NoSuchHost, Self::NoConnection, Self::Untrusted, Self::TimedOut];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NotAllowed => "notAllowed",
            Self::NoSuchHost => "noSuchHost",
            Self::NoConnection => "noConnection",
            Self::Untrusted => "untrusted",
            Self::TimedOut => "timedOut",
        }
    }

    /// The reason of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.key() == key)
    }
}

/// Why Steward switched a webhook off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OffReason {
    /// The receiver said that it is gone.
    Gone,
    /// Nothing was delivered for as long as messages are tried.
    Failing,
}

impl OffReason {
    /// Both reasons.
    pub const ALL: [Self; 2] = [Self::Gone, Self::Failing];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Gone => "gone",
            Self::Failing => "failing",
        }
    }

    /// The reason of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.key() == key)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_back() {
        assert!(Told::EVENTS.into_iter().all(|it| occasion(event_type(it)) == Some(it)));
        assert!(Told::EVENTS.into_iter().map(Told::Of).all(|it| Told::from_key(it.key()) == Some(it)));
        assert!(
            PartnerEvent::ALL.into_iter().map(Told::Partner).all(|it| Told::from_key(it.key()) == Some(it))
        );
        assert_eq!(Told::from_key("test"), Some(Told::Test));
        assert!(Envelope::ALL.into_iter().all(|it| Envelope::from_key(it.key()) == Some(it)));
        assert!(Covers::ALL.into_iter().all(|it| Covers::from_key(it.key()) == Some(it)));
        assert!(DeliveryState::ALL.into_iter().all(|it| DeliveryState::from_key(it.key()) == Some(it)));
        assert!(Unreached::ALL.into_iter().all(|it| Unreached::from_key(it.key()) == Some(it)));
        assert!(OffReason::ALL.into_iter().all(|it| OffReason::from_key(it.key()) == Some(it)));
    }

    /// pauses grow over seven days, and differ a little.
    #[test]
    fn pauses_grow_and_differ() {
        let pauses: Vec<_> = (1..=12).map(|tries| pause_after(tries, 0)).collect();
        assert!(pauses.is_sorted());
        assert_eq!(pauses.first(), Some(&(5 * SECOND)));
        assert_eq!(pauses.last(), Some(&DAY));
        assert!(pauses.iter().sum::<i64>() > 6 * DAY);
        assert_eq!(pause_after(3, 255), 33 * MINUTE);
        assert_eq!(pause_after(i64::MAX, 0), DAY);
        assert_eq!(pause_after(i64::MIN, 0), 5 * SECOND);
    }
}
