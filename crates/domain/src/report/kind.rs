//! Which reports there are.

/// A report (§5.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Tickets, health against the average, the most and the least reliable rooms.
    Overview,
    /// Unhealthy days, and the meetings that suffered.
    Health,
    /// How rooms were booked and used.
    Usage,
    /// How calls went.
    CallQuality,
    /// What was found and done, and what that is worth.
    Insight,
}

impl Kind {
    /// Every report, in the order in which they are shown.
    pub const ALL: [Self; 5] = [Self::Overview, Self::Health, Self::Usage, Self::CallQuality, Self::Insight];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Health => "health",
            Self::Usage => "usage",
            Self::CallQuality => "callQuality",
            Self::Insight => "insight",
        }
    }

    /// The report of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// The word in addresses of pages, in names of files and in messages.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::CallQuality => "call-quality",
            other => other.key(),
        }
    }
}
