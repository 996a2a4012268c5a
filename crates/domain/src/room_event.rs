//! Events of rooms: what was noticed there and may be nothing, until somebody flags it as unhealthy.

/// What kind of event it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RoomEventKind {
    /// A call that its device found poor.
    PoorCall,
    /// An issue that somebody in the room reported to its device.
    ReportedIssue,
}

/// The most events that are flagged at once.
pub const MOST_FLAGGED: usize = 200;

impl RoomEventKind {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::PoorCall, Self::ReportedIssue];

    /// The stable word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::PoorCall => "poorCall",
            Self::ReportedIssue => "reportedIssue",
        }
    }

    /// The kind of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}
